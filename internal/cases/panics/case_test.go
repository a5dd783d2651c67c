package panics

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"sync"
	"testing"

	"github.com/labstack/echo/v4"

	"github.com/specho/specho/internal/cases/casetest"
	"github.com/specho/specho/internal/cases/panics/api"
	"github.com/specho/specho/rest"
)

func TestMain(m *testing.M) { casetest.Main(m) }

var errDatabase = errors.New("postgres://user:hunter2@db is down")

type handlers struct{}

func (handlers) Go(_ context.Context, req api.GoRequest) (api.GoResponse, error) {
	var none *api.GoOK
	switch req.Path.How {
	case "panic":
		panic("hunter2")
	case "index":
		return api.GoOK{Body: []string{}[len(req.Path.How)]}, nil
	case "error":
		return nil, fmt.Errorf("query: %w", errDatabase)
	case "nothing":
		return nil, nil
	case "nilbranch":
		return none, nil
	case "nilexception":
		var e *rest.HTTPException
		return nil, e
	case "abort":
		panic(http.ErrAbortHandler)
	case "badhandler":
		return nil, &fussy{}
	}
	return api.GoOK{Body: "fine"}, nil
}

// fussy is an error whose handler panics.
type fussy struct{}

func (*fussy) Error() string { return "fussy" }

type seen struct {
	mu     sync.Mutex
	status []int
	errs   []error
}

func (o *seen) observe(_ context.Context, _ *rest.Operation, status int, err error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.status, o.errs = append(o.status, status), append(o.errs, err)
}

func serve(t *testing.T, all *seen) *casetest.Server {
	return casetest.Serve(t, func(e *echo.Echo, o rest.Options) error {
		o.OnError = all.observe
		o.Errors = []rest.ErrorHandler{rest.HandleError(func(context.Context, *fussy) *rest.HTTPException { panic("the handler itself") })}
		return api.Register(e, handlers{}, o)
	})
}

const internal = `{"detail":"Internal Server Error"}`

func TestPanics(t *testing.T) {
	tests := []struct{ name, how, logged string }{
		{"B18 panic", "panic", "hunter2"},
		{"B18 runtime error", "index", "index out of range"},
		{"B26 error", "error", "hunter2"},
		{"B63 nil and nil", "nothing", "neither a response nor an error"},
		{"B63 nil pointer to a branch", "nilbranch", "neither a response nor an error"},
		{"B63 typed nil error", "nilexception", ""},
		{"B24 the error's handler panics", "badhandler", "the handler itself"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s := serve(t, &seen{})
			s.Get(t, "/go/"+tt.how, "Accept: text/html, */*").IsJSON(500, internal)
			s.Log.Has(t, tt.logged, `"operation":"go"`, `"status":500`)
			if n := s.Log.Lines(); n != 1 {
				t.Errorf("%d log lines, want 1:\n%s", n, s.Log)
			}
			s.Get(t, "/go/on").Is(200, `"fine"`)
		})
	}
	t.Run("B18 the log has the stack", func(t *testing.T) {
		s := serve(t, &seen{})
		s.Get(t, "/go/panic").Is(500, internal)
		s.Log.Has(t, `"stack":`, "case_test.go")
	})
}

func TestAbort(t *testing.T) {
	t.Run("B19 ErrAbortHandler goes on", func(t *testing.T) {
		s := serve(t, &seen{})
		res, err := s.Client.Do(casetest.Request(t, "POST", s.URL+"/go/abort", nil))
		if err == nil { // POST is not allowed: the server lives
			_ = res.Body.Close()
		}
		res, err = s.Client.Do(casetest.Request(t, "GET", s.URL+"/go/abort", nil))
		if err == nil {
			_ = res.Body.Close()
			t.Fatalf("got status %d, want a connection that ends", res.StatusCode)
		}
		if !errors.Is(err, io.EOF) {
			t.Errorf("got %v, want EOF", err)
		}
		s.Log.Lacks(t, `"level":"ERROR"`, "abort")
		s.Get(t, "/go/on").Is(200, `"fine"`)
	})
}

func TestObserver(t *testing.T) {
	t.Run("B25 the observer sees the original error", func(t *testing.T) {
		var all seen
		s := serve(t, &all)
		s.Get(t, "/go/error").Is(500, internal)
		s.Get(t, "/go/on").Is(200, `"fine"`)
		if len(all.errs) != 1 || !errors.Is(all.errs[0], errDatabase) || all.status[0] != 500 {
			t.Errorf("observed %v %v, want the database error once", all.status, all.errs)
		}
	})
	t.Run("B24 an observer that panics", func(t *testing.T) {
		s := casetest.Serve(t, func(e *echo.Echo, o rest.Options) error {
			o.OnError = func(context.Context, *rest.Operation, int, error) { panic("observer") }
			return api.Register(e, handlers{}, o)
		})
		s.Get(t, "/go/error").Is(500, internal)
		s.Log.Has(t, "call OnError: panic: observer")
		s.Get(t, "/go/on").Is(200, `"fine"`)
	})
}
