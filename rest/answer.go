package rest

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"reflect"
	"runtime/debug"
	"slices"

	"github.com/specho/specho/rest/codec"
)

// panicked is a panic on its way to the log.
type panicked struct {
	value any
	stack []byte
}

func (p *panicked) Error() string { return fmt.Sprintf("panic: %v", p.value) }

// guard runs f and turns a panic into an error. A raised exception that was
// panicked is itself; http.ErrAbortHandler goes on.
func guard(f func() error) (err error) {
	defer catch(&err)
	return f()
}

func catch(err *error) {
	p := recover()
	if p == nil {
		return
	}
	if e, ok := p.(error); ok {
		if errors.Is(e, http.ErrAbortHandler) {
			panic(p)
		}
		if _, ok := errors.AsType[*HTTPException](e); ok {
			*err = e
			return
		}
	}
	*err = &panicked{value: p, stack: debug.Stack()}
}

// run serves one request whose operation is known.
func (s *Server) run(x *Exchange, e *Endpoint) {
	res, chosen, err := s.attempt(x, e)
	switch {
	case !chosen:
		s.answer(x, err)
	case err != nil:
		res, err = s.rewrite(x, res, nil, err)
		s.finish(x, res, err)
	}
}

// attempt calls the handler and, if it returns a branch, writes that: under one guard
// for both. chosen tells whether it did.
func (s *Server) attempt(x *Exchange, e *Endpoint) (res Response, chosen bool, err error) {
	defer catch(&err)
	if !x.accepts(e.Operation.Produces) {
		return nil, false, &Failure{Status: http.StatusNotAcceptable}
	}
	if len(e.Operation.Security) > 0 {
		if err = s.authenticate(x, e.Operation); err != nil {
			return nil, false, err
		}
	}
	if res, err = e.Serve(x); err == nil && !noBranch(res) {
		chosen = true
		err = x.write(res)
	}
	return res, chosen, err
}

// answer is the one way out of whatever surfaced as an error; nil stands for a
// handler that returned nothing.
func (s *Server) answer(x *Exchange, err error) {
	res, err := s.decide(x, err)
	if werr := s.write(x, res); werr != nil {
		res, err = s.rewrite(x, res, err, werr)
	}
	s.finish(x, res, err)
}

func (s *Server) finish(x *Exchange, res Response, err error) {
	if err != nil {
		s.observe(x, res.StatusCode(), err)
	}
}

// rewrite answers after writing res, the branch for err, failed. Where the answer
// has begun it breaks the connection.
func (s *Server) rewrite(x *Exchange, res Response, err, werr error) (Response, error) {
	var early *unbegun
	if err == nil && errors.As(werr, &early) { // a stream raised before its first byte
		s.clean(x)
		res, err = s.decide(x, early.err)
		if werr = s.write(x, res); werr == nil {
			return res, err
		}
	}
	err = fmt.Errorf("write %d answer: %w", res.StatusCode(), werr)
	s.logError(x, http.StatusInternalServerError, err)
	if x.committed {
		s.observe(x, res.StatusCode(), err)
		// The client must see a broken answer: none at all would be asked for again.
		_ = http.NewResponseController(x.echo.Response().Writer).Flush() // the client may have left
		panic(http.ErrAbortHandler)
	}
	s.clean(x)
	res = s.internalBranch(x)
	if s.write(x, res) != nil && !x.committed {
		x.work = nil
		x.echo.Response().WriteHeader(http.StatusInternalServerError)
	}
	return res, err
}

// noBranch reports whether a handler returned nil, or a nil pointer to a branch.
func noBranch(res Response) bool {
	if res == nil {
		return true
	}
	v := reflect.ValueOf(res)
	return v.Kind() == reflect.Pointer && v.IsNil()
}

// decide finds the branch for err; nil stands for a handler that returned nothing.
// It never fails, whatever the program's error types and handlers do.
func (s *Server) decide(x *Exchange, err error) (res Response, cause error) {
	if err == nil {
		err = errors.New("the handler returned neither a response nor an error")
	}
	panicking := guard(func() error {
		res = s.branchOf(x, err)
		return nil
	})
	if panicking != nil {
		err = fmt.Errorf("answer an error: %w", panicking)
		res = s.internal(x, err)
	}
	return res, err
}

// clean drops headers that a branch set for a body that is not sent, and its tasks.
func (s *Server) clean(x *Exchange) {
	x.work, x.rules = nil, nil
	for _, k := range []string{"Cache-Control", "Content-Disposition", "Content-Encoding", "Content-Length",
		"Content-Range", "Etag", "Expires", "Last-Modified", "Location"} {
		delete(x.Header(), k)
	}
}

// clientClosed is the status that OnError sees when the client left: no client
// ever does. It is nginx's number.
const clientClosed = 499

// observe calls the program's hook.
func (s *Server) observe(x *Exchange, status int, err error) {
	if s.options.OnError == nil {
		return
	}
	if clientLeft(x, err) {
		status = clientClosed
	}
	panicking := guard(func() error {
		s.options.OnError(x.context(), x.op, status, err)
		return nil
	})
	if panicking != nil {
		s.logError(x, http.StatusInternalServerError, fmt.Errorf("call OnError: %w", panicking))
	}
}

// clientLeft reports whether err only says that nobody waits for the answer: the
// request's context ended, or writing failed, which ends it.
func clientLeft(x *Exchange, err error) bool {
	if !errors.Is(x.Request().Context().Err(), context.Canceled) {
		return false
	}
	var p *panicked
	return errors.Is(err, context.Canceled) || x.committed && !errors.As(err, &p)
}

func (s *Server) write(x *Exchange, res Response) (err error) {
	defer catch(&err)
	return x.write(res)
}

// write writes a branch and notes the tasks that it starts.
func (x *Exchange) write(res Response) error {
	if x.starts != nil {
		x.list(res)
	}
	return res.WriteResponse(x)
}

// raisedBranch is a branch that is an error.
type raisedBranch interface {
	error
	Response
}

// raisedIn finds what the program has raised: an exception or a branch, not both. The
// cause of an exception is for the log, even if it is a branch.
func raisedIn(err error) (*HTTPException, raisedBranch) {
	if e, ok := err.(*HTTPException); ok {
		return e, nil
	}
	e, raised := errors.AsType[*HTTPException](err)
	res, ok := errors.AsType[raisedBranch](err)
	if !ok {
		return e, nil
	}
	if raised {
		if _, cause := errors.AsType[raisedBranch](e.cause); cause {
			return e, nil
		}
	}
	return nil, res
}

// branchOf finds the branch that answers err.
func (s *Server) branchOf(x *Exchange, err error) Response {
	e, res := raisedIn(err)
	if res != nil {
		if !noBranch(res) && x.op.Accepts(res) {
			if cause := causeOf(err); cause != nil {
				s.logError(x, res.StatusCode(), cause)
			}
			return res
		}
		return s.undeclared(x, res.StatusCode(), err)
	}
	f := s.byStatus(x, s.failureOf(x, err, e), err)
	if f.Status < 200 || f.Status > 599 {
		return s.internal(x, fmt.Errorf("status %d is not from 200 to 599: %w", f.Status, err))
	}
	if why, bad := unwritable(f.Detail); bad {
		return s.internal(x, fmt.Errorf("write the detail of %w: %s", err, why))
	}
	addHeader(x.Header(), f.Header)
	x.raised = f.Header
	if f.Instance == "" {
		f.Instance = x.instance()
	}
	if f.Status == http.StatusInternalServerError || f.Status > 500 && e == nil {
		s.logError(x, f.Status, err)
	} else if cause := causeOf(err); cause != nil {
		s.logError(x, f.Status, cause)
	}
	if bodyless(f.Status) {
		return emptyBranch(f.Status)
	}
	if res := x.op.fail(f); res != nil {
		return res
	}
	if e != nil && x.op != s.failing && !s.options.PassUndeclared && f.Status != http.StatusInternalServerError {
		return s.undeclared(x, f.Status, err)
	}
	return s.common(f)
}

// unwritable says why a detail is nothing that JSON can hold.
func unwritable(detail any) (why string, bad bool) {
	switch detail.(type) {
	case nil, string:
		return "", false
	}
	_, why, bad = codec.Invalid(AppendValue(nil, detail))
	return why, bad
}

// addHeader adds an exception's header to what the answer has: cookies that were
// set before stay, other fields are replaced. An exception may be shared between
// requests, so its values are copied.
func addHeader(h, more http.Header) {
	for k, v := range more {
		k = http.CanonicalHeaderKey(k)
		if k == "Set-Cookie" || k == "Vary" {
			h[k] = append(h[k], v...)
		} else {
			h[k] = slices.Clone(v)
		}
	}
}

// undeclared is the answer to a status the operation does not declare: the
// program's mistake, so 500, and a log line that names it.
func (s *Server) undeclared(x *Exchange, status int, err error) Response {
	s.logError(x, http.StatusInternalServerError,
		fmt.Errorf("operation %s raised status %d, which the document does not declare for it: %w", x.op.ID, status, err))
	return s.internalBranch(x)
}

func (s *Server) internal(x *Exchange, err error) Response {
	s.logError(x, http.StatusInternalServerError, err)
	return s.internalBranch(x)
}

// internalBranch is the 500 of the operation, or of the document.
func (s *Server) internalBranch(x *Exchange) Response {
	f := &Failure{Status: http.StatusInternalServerError, Instance: x.instance()}
	if res := x.op.fail(f); res != nil {
		return res
	}
	return s.common(f)
}

// common is the document's common error schema, else FastAPI's shape.
func (s *Server) common(f *Failure) Response {
	if s.api.Fail != nil {
		if res := s.api.Fail(f); res != nil {
			return res
		}
	}
	return detailBranch{f}
}

// logError writes one line. An aborted request is the client's affair.
func (s *Server) logError(x *Exchange, status int, err error) {
	if clientLeft(x, err) {
		return
	}
	ctx := x.Request().Context()
	args := []any{"operation", x.op.ID, "method", x.Request().Method, "path", x.Request().URL.Path, "status", status, "error", err}
	if p, ok := errors.AsType[*panicked](err); ok {
		args = append(args, "stack", string(p.stack))
	}
	if status < http.StatusInternalServerError {
		s.log.InfoContext(ctx, "request refused", args...)
		return
	}
	s.log.ErrorContext(ctx, "request failed", args...)
}

// override puts an exception's header over the one that a branch has set: the
// branch was made from a status and a detail, and knows no better.
func (x *Exchange) override() {
	for k, v := range x.raised {
		if k = http.CanonicalHeaderKey(k); k != "Set-Cookie" && k != "Vary" {
			x.Header()[k] = slices.Clone(v)
		}
	}
	x.raised = nil
}

// bodyless reports whether HTTP forbids a body for status (RFC 9110, section 6.4.1).
func bodyless(status int) bool {
	return status < 200 || status == http.StatusNoContent || status == http.StatusResetContent || status == http.StatusNotModified
}

// emptyBranch answers with a status alone.
type emptyBranch int

func (e emptyBranch) StatusCode() int                 { return int(e) }
func (e emptyBranch) WriteResponse(x *Exchange) error { return x.Send(int(e)) }

// detailBranch is FastAPI's error body {"detail": ...}, for documents without
// an error schema of their own.
type detailBranch struct{ f *Failure }

func (d detailBranch) StatusCode() int { return d.f.Status }

func (d detailBranch) WriteResponse(x *Exchange) error {
	x.out = append(x.out[:0], `{"detail":`...)
	x.out = append(append(x.out, d.f.JSON()...), '}')
	return x.sendBytes(d.f.Status, MediaJSON, x.out)
}
