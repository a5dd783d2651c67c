package rest

import (
	"errors"
	"fmt"
	"net/http"
	"slices"
)

// HTTPException is an answer raised by code that knows no operation. Wherever it
// surfaces, wrapped or not, the operation's own branch for Status encodes it.
type HTTPException struct {
	Status int         // HTTP status code, 400 to 599 as a rule
	Detail any         // any JSON value; nil stands for the status text
	Header http.Header // added to the answer
	cause  error
}

// Raise returns an HTTPException for `return nil, rest.Raise(404, "no such item")`.
// The detail is any JSON value; without one it is the status text.
func Raise(status int, detail ...any) *HTTPException {
	e := &HTTPException{Status: status}
	if len(detail) == 1 {
		e.Detail = detail[0]
	} else if len(detail) > 1 {
		e.Detail = slices.Clone(detail) // detail itself can stay on the stack
	}
	return e
}

// WithHeader adds a header to the answer and returns e.
func (e *HTTPException) WithHeader(name, value string) *HTTPException {
	if e.Header == nil {
		e.Header = http.Header{}
	}
	e.Header.Add(name, value)
	return e
}

// WithCause keeps err for the log; the client never sees it.
func (e *HTTPException) WithCause(err error) *HTTPException {
	e.cause = err
	return e
}

// Unwrap returns the cause.
func (e *HTTPException) Unwrap() error { return e.cause }

// Error describes e for a log.
func (e *HTTPException) Error() string {
	s := fmt.Sprintf("%d %s", e.Status, http.StatusText(e.Status))
	if e.Detail != nil {
		s += fmt.Sprintf(": %v", e.Detail)
	}
	if e.cause != nil {
		s += ": " + e.cause.Error()
	}
	return s
}

// WithCause returns an error that answers like branch and keeps cause for the
// log: `return nil, rest.WithCause(NewConflict("taken"), err)`.
func WithCause(branch, cause error) error { return &caused{branch: branch, cause: cause} }

type caused struct{ branch, cause error }

func (c *caused) Error() string   { return c.branch.Error() + ": " + c.cause.Error() }
func (c *caused) Unwrap() []error { return []error{c.branch, c.cause} }

// causeOf is what the log says of err beyond its answer, or nil.
func causeOf(err error) error {
	if c, ok := errors.AsType[*caused](err); ok {
		return c.cause
	}
	if e, ok := errors.AsType[*HTTPException](err); ok {
		return e.cause
	}
	return nil
}
