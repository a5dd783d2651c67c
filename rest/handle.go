package rest

import (
	"context"
	"errors"
	"net/http"
	"strings"

	"github.com/labstack/echo/v4"

	"github.com/specho/specho/rest/route"
)

// HandleStatus has f decide what is answered instead of a status, whoever it comes
// from: an exception, a violation of the contract, an unknown path, an error that
// nobody handles (500). It comes after the handlers of HandleError, and does not see
// branches. The exception that f gets is for reading; nil leaves the answer as it is.
func HandleStatus(status int, f func(ctx context.Context, e *HTTPException) *HTTPException) ErrorHandler {
	return ErrorHandler{
		match:    func(context.Context, error) (*HTTPException, bool) { return nil, false },
		status:   status,
		byStatus: f,
	}
}

// byStatus gives a failure to the first handler of its status that wants it.
func (s *Server) byStatus(x *Exchange, f *Failure, err error) *Failure {
	for _, h := range s.options.Errors {
		if h.byStatus == nil || h.status != f.Status {
			continue
		}
		detail := f.Detail
		if detail == nil && len(f.Violations) > 0 {
			detail = f.JSON()
		}
		if e := h.byStatus(x.context(), &HTTPException{Status: f.Status, Detail: detail, Header: f.Header, cause: err}); e != nil {
			return &Failure{Status: e.Status, Detail: e.Detail, Header: e.Header, Instance: f.Instance, cause: err}
		}
	}
	return f
}

// failureOf says what err, which holds the exception e or none, means for the client. It
// is the exchange's own Failure unless err is one.
func (s *Server) failureOf(x *Exchange, err error, e *HTTPException) *Failure {
	if e == nil {
		f, refused := errors.AsType[*Failure](err)
		if e = s.mapped(x, err, refused); e == nil && refused {
			return f
		}
	}
	f := &x.failure
	*f = Failure{cause: err}
	if e != nil {
		f.Status, f.Detail, f.Header = e.Status, e.Detail, e.Header
	} else {
		f.Status, f.Detail = outside(err)
	}
	return f
}

// outside gives status and detail of an error that is none of this package's.
func outside(err error) (status int, detail any) {
	if he, ok := errors.AsType[*echo.HTTPError](err); ok {
		if he.Code >= http.StatusInternalServerError { // its text may be internal
			return he.Code, nil
		}
		return he.Code, he.Message
	}
	if _, ok := errors.AsType[*http.MaxBytesError](err); ok {
		return http.StatusRequestEntityTooLarge, nil
	}
	return http.StatusInternalServerError, nil
}

// mapped returns the exception that the program maps err to, nil if it does not.
// refused tells that err is a *Failure.
func (s *Server) mapped(x *Exchange, err error, refused bool) *HTTPException {
	for _, h := range s.options.Errors {
		if h.failures != refused {
			continue
		}
		if e, ok := h.match(x.context(), err); ok && e != nil {
			return e
		}
	}
	return nil
}

// redirect sends the client to the same path with a slash more or less at its end,
// if the document has it.
func (s *Server) redirect(x *Exchange, path string) bool {
	other, whole := path+"/", x.Request().URL.EscapedPath()
	target := whole + "/"
	if strings.HasSuffix(path, "/") {
		other, target = strings.TrimSuffix(path, "/"), strings.TrimSuffix(whole, "/")
	}
	if _, outcome := s.router.Match(x.Request().Method, other, &x.route); outcome == route.NotFound {
		return false
	}
	for strings.HasPrefix(target, "//") { // it would name another host
		target = target[1:]
	}
	if target == "" {
		return false
	}
	if q := x.Request().URL.RawQuery; q != "" {
		target += "?" + q
	}
	x.Header()["Location"] = []string{HeaderURI(target)}
	if err := x.Send(http.StatusTemporaryRedirect); err != nil {
		s.logError(x, http.StatusTemporaryRedirect, err)
	}
	return true
}
