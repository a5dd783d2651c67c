package rest

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"time"

	"github.com/labstack/echo/v4"

	"github.com/specho/specho/rest/tasks"
)

// Options adjusts a generated server. The zero Options is a good start.
type Options struct {
	// Middleware runs around every operation, after it was found: OperationOf
	// tells which one. Errors it returns are answered like a handler's.
	Middleware []echo.MiddlewareFunc

	// OperationMiddleware runs around single operations, keyed by operationId;
	// generated packages have a constant for each. It runs inside Middleware.
	OperationMiddleware map[string][]echo.MiddlewareFunc

	// TagMiddleware runs around the operations of a tag, between the two.
	TagMiddleware map[string][]echo.MiddlewareFunc

	// Logger gets internal errors and panics; nil stands for slog.Default().
	Logger *slog.Logger

	// BasePath replaces the path of the document's first server, "/v1". Use "/"
	// for none.
	BasePath string

	// MaxBody bounds request bodies, in bytes; 0 stands for 1 MiB.
	MaxBody int64

	// MaxUpload bounds bodies that are not held in memory, multipart/form-data and
	// those the handler reads itself, in bytes; 0 stands for 32 MiB, or MaxBody if
	// that is more.
	MaxUpload int64

	// PingInterval is how long an event stream is quiet before a comment tells
	// everyone on the way that it is alive; 0 stands for 15 s, less for never.
	PingInterval time.Duration

	// ValidateResponses checks every answer against the document: JSON, texts that
	// have a schema, declared headers as they are about to leave, the items of
	// streams. One that breaks it becomes a 500 with a log line; a stream that has
	// begun breaks off. For tests and staging.
	ValidateResponses bool

	// PassUndeclared sends raised statuses that the document does not declare
	// in the document's common error schema, instead of a 500.
	PassUndeclared bool

	// RedirectSlashes answers a path that only lacks its last slash, or has one
	// too many, with a redirect (307) to the path that the document has. Without
	// it such paths are unknown.
	RedirectSlashes bool

	// Choose decides which operation serves a request where the document declares
	// several for the same method and path and nothing tells them apart: one of
	// them, which it gets in the order of the document. Without it, or where it
	// returns something else, the first one serves.
	Choose func(r *http.Request, same []*Operation) *Operation

	// Errors maps the program's own error types to exceptions, see HandleError and
	// HandleStatus.
	Errors []ErrorHandler

	// Tasks runs the background tasks of answers, which it is given when the answer
	// has left: see Handler. A document that has tasks needs one.
	Tasks tasks.Runner

	// OnError observes every error that was answered, after the answer.
	OnError func(ctx context.Context, op *Operation, status int, err error)
}

// ErrorHandler maps one error type to an exception, see HandleError.
type ErrorHandler struct {
	failures bool // it is for *Failure
	match    func(ctx context.Context, err error) (*HTTPException, bool)

	status   int // of HandleStatus, with byStatus
	byStatus func(ctx context.Context, e *HTTPException) *HTTPException
}

// HandleError maps errors of type E, wrapped or not, to the exception f returns:
// FastAPI's exception handlers. The first handler in the list that matches and
// does not return nil wins: put special types before general ones. What the
// server itself refuses, such as requests that break the contract, only goes to a
// handler of *Failure.
func HandleError[E error](f func(ctx context.Context, err E) *HTTPException) ErrorHandler {
	_, failures := any(*new(E)).(*Failure)
	return ErrorHandler{failures: failures, match: func(ctx context.Context, err error) (*HTTPException, bool) {
		var e E
		if !errors.As(err, &e) {
			return nil, false
		}
		return f(ctx, e), true
	}}
}

const (
	defaultMaxBody   = 1 << 20
	defaultMaxUpload = 32 << 20
)
