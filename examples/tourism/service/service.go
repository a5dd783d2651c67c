// Package service is a complete server for the sample contract, with everything kept
// in memory, unless an Archive keeps some of it: the code that a user of specho writes.
package service

import (
	"context"
	"fmt"
	"log/slog"
	"net/http"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/labstack/echo/v4"

	"github.com/specho/specho/generated"
	"github.com/specho/specho/rest"
)

// service implements every operation of the contract; the methods are in the file
// of their tag. A new operation in the document is a compile error here.
type service struct {
	store       *store
	archive     Archive
	background  Background // runs the tasks
	sessions    *sessions
	origin      string         // scheme and host of absolute URLs
	partnerTime time.Duration  // how long a partner thinks about a cancellation
	limits      map[string]int // requests a minute and client, by operation
	stopping    chan struct{}  // closed when the server stops
	deciding    sync.Mutex     // held by handlers that look at many rows before they write one
}

var _ tourism.Handlers = (*service)(nil)

func newService(origin string, archive Archive, b Background) *service {
	return &service{
		archive: archive, background: b,
		store: newStore(), sessions: newSessions(), origin: origin,
		partnerTime: 2 * time.Second, stopping: make(chan struct{}),
		limits: map[string]int{
			tourism.OperationLogIn:            10,
			tourism.OperationCreateTourist:    30,
			tourism.OperationListDestinations: 600,
		},
	}
}

// handler mounts the contract on an Echo of our own.
func (s *service) handler(log *slog.Logger) (http.Handler, error) {
	e := echo.New()
	return rest.Handler(e), tourism.Register(e, s, s.sessions, s.options(log))
}

// options says what happens around the operations. Names come from the document:
// a constant that is no longer generated does not compile.
func (s *service) options(log *slog.Logger) rest.Options {
	limits := map[string][]echo.MiddlewareFunc{}
	for operation, n := range s.limits {
		limits[operation] = []echo.MiddlewareFunc{limited(n, time.Minute)}
	}
	return rest.Options{
		Logger:     log,
		Tasks:      s.background,
		MaxUpload:  maxPhoto + 1<<20, // with the rest of the form
		Middleware: []echo.MiddlewareFunc{logged(log)},
		TagMiddleware: map[string][]echo.MiddlewareFunc{
			tourism.TagPayments: {header("Cache-Control", "no-store")},
		},
		OperationMiddleware: limits,
		Errors: []rest.ErrorHandler{
			rest.HandleError(func(_ context.Context, e *NotFound) *rest.HTTPException {
				return rest.Raise(http.StatusNotFound, e.Error())
			}),
		},
	}
}

// link is the path of a resource.
func (s *service) link(parts ...any) string {
	var path strings.Builder
	path.WriteString(tourism.BasePath)
	for _, p := range parts {
		fmt.Fprintf(&path, "/%v", p)
	}
	return path.String()
}

// pageOf cuts a page out of a list. A cursor is the id of the first entry. A bad
// one is raised as 422: each operation has its own branch for that, this function
// knows none of them.
func pageOf[T any](list []T, limit int32, cursor rest.Opt[string], id func(*T) string) ([]T, rest.Null[string], error) {
	start := 0
	if at, given := cursor.Get(); given {
		start = slices.IndexFunc(list, func(v T) bool { return id(&v) == at })
		if start < 0 {
			return nil, rest.Null[string]{}, rest.Raise(http.StatusUnprocessableEntity, "the cursor is not one of ours")
		}
	}
	list = list[start:]
	if len(list) <= int(limit) {
		return list, rest.Null[string]{}, nil
	}
	return list[:limit], rest.NotNull(id(&list[limit])), nil
}

func filter[T any](list []T, keep func(T) bool) []T {
	return slices.DeleteFunc(list, func(v T) bool { return !keep(v) })
}
