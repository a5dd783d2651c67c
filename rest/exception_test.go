package rest

import (
	"context"
	"errors"
	"fmt"
	"math"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/labstack/echo/v4"
)

func fails(err error) handler { return func(*Exchange) (Response, error) { return nil, err } }

// free is an endpoint whose document declares no errors.
func free(h handler) Endpoint { return Endpoint{operation("getThing", "GET", "/thing"), h} }

// TestRaise is what a client sees of an exception, where the document leaves the
// error body to FastAPI's {"detail": ...}.
func TestRaise(t *testing.T) {
	id := uuid.MustParse("6F1C3A34-0000-4000-8000-0123456789AB")
	day := Date{Year: 2024, Month: 2, Day: 29}
	at := time.Date(2024, 1, 2, 3, 4, 5, 0, time.UTC)
	deep := func() error { return fmt.Errorf("load: %w", fmt.Errorf("query: %w", Raise(404, "gone"))) }
	tests := []struct {
		name   string
		err    error
		status int
		body   string
	}{
		{"text", Raise(404, "Item not found"), 404, `{"detail":"Item not found"}`},
		{"no detail", Raise(404), 404, `{"detail":"Not Found"}`},
		{"nil detail", Raise(403, nil), 403, `{"detail":"Forbidden"}`},
		{"empty detail", Raise(404, ""), 404, `{"detail":""}`},
		{"object", Raise(400, map[string]any{"b": 1, "a": nil}), 400, `{"detail":{"a":null,"b":1}}`},
		{"list", Raise(400, []any{"x", 1, 1.5, true, nil}), 400, `{"detail":["x",1,1.5,true,null]}`},
		{"several details", Raise(400, "x", 2), 400, `{"detail":["x",2]}`},
		{"number", Raise(400, 7), 400, `{"detail":7}`},
		{"false", Raise(400, false), 400, `{"detail":false}`},
		{"format types", Raise(400, map[string]any{"id": id, "day": day, "at": at}), 400,
			`{"detail":{"at":"2024-01-02T03:04:05Z","day":"2024-02-29","id":"6f1c3a34-0000-4000-8000-0123456789ab"}}`},
		{"typed list of format types", Raise(400, []uuid.UUID{id}), 400, `{"detail":["6f1c3a34-0000-4000-8000-0123456789ab"]}`},
		{"status without a name", Raise(499), 499, `{"detail":"Status 499"}`},
		{"wrapped", deep(), 404, `{"detail":"gone"}`},
		{"joined", errors.Join(errors.New("x"), Raise(410, "old")), 410, `{"detail":"old"}`},
		{"validation by hand", Raise(422, "no"), 422, `{"detail":"no"}`},
		{"unknown error", errors.New("dial tcp 10.0.0.1"), 500, `{"detail":"Internal Server Error"}`},
		{"echo's error", echo.NewHTTPError(418, "tea"), 418, `{"detail":"tea"}`},
		{"echo's server error hides its text", echo.NewHTTPError(503, "pool is dry"), 503, `{"detail":"Service Unavailable"}`},
		{"NaN in the detail", Raise(400, math.NaN()), 500, `{"detail":"Internal Server Error"}`},
		{"function in the detail", Raise(400, func() {}), 500, `{"detail":"Internal Server Error"}`},
		{"no status at all", Raise(0, "x"), 500, `{"detail":"Internal Server Error"}`},
		{"status that is none", Raise(1000, "x"), 500, `{"detail":"Internal Server Error"}`},
		{"interim status", Raise(101, "x"), 500, `{"detail":"Internal Server Error"}`},
		{"typed nil", (*HTTPException)(nil), 500, `{"detail":"Internal Server Error"}`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			e, _ := mount(t, Options{PassUndeclared: true}, free(fails(tt.err)))
			w := call(e, "GET", "/thing", nil)
			expect(t, w, tt.status, tt.body)
			if ct := w.Header().Get("Content-Type"); ct != "application/json" {
				t.Errorf("Content-Type %q", ct)
			}
			h := call(e, "HEAD", "/thing", nil)
			if h.Code != tt.status || h.Body.Len() != 0 || h.Header().Get("Content-Length") != fmt.Sprint(len(tt.body)) {
				t.Errorf("HEAD: %d, %q, length %s", h.Code, h.Body, h.Header().Get("Content-Length"))
			}
		})
	}
}

// TestRaiseDeclared: the operation's own schema encodes what it declares.
func TestRaiseDeclared(t *testing.T) {
	tests := []struct {
		name   string
		err    error
		status int
		body   string
		log    string // must be in the log; "" is no line at all
	}{
		{"declared", Raise(404, "no such thing"), 404, `{"code":404,"error":"no such thing"}`, ""},
		{"error branch", conflict{"x"}, 409, `{"taken":"x"}`, ""},
		{"wrapped error branch", fmt.Errorf("save: %w", conflict{"x"}), 409, `{"taken":"x"}`, ""},
		{"branch with cause", WithCause(conflict{"x"}, errors.New("duplicate key")), 409, `{"taken":"x"}`, "duplicate key"},
		{"exception with cause", Raise(404, "none").WithCause(errors.New("sql: no rows")), 404, `{"code":404,"error":"none"}`, "sql: no rows"},
		{"exception whose cause is a branch", Raise(404, "none").WithCause(conflict{"x"}), 404, `{"code":404,"error":"none"}`, conflict{"x"}.Error()},
		{"the same, wrapped", fmt.Errorf("find: %w", Raise(404, "none").WithCause(conflict{"x"})), 404, `{"code":404,"error":"none"}`, conflict{"x"}.Error()},
		{"branch whose cause is an exception", WithCause(conflict{"x"}, Raise(404, "none")), 409, `{"taken":"x"}`, "none"},
		{"undeclared", Raise(418, "tea"), 500, `{"code":500,"error":"Internal Server Error"}`, "operation getThing raised status 418"},
		{"unknown error", errors.New("disk on fire"), 500, `{"code":500,"error":"Internal Server Error"}`, "disk on fire"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			e, j := mount(t, Options{}, get(fails(tt.err)))
			expect(t, call(e, "GET", "/thing", nil), tt.status, tt.body)
			if tt.log == "" && j.String() != "" || !strings.Contains(j.String(), tt.log) {
				t.Errorf("log %q, want %q", j, tt.log)
			}
			if j.lines() > 1 {
				t.Errorf("more than one line: %s", j)
			}
		})
	}
}

func TestRaiseWithoutBody(t *testing.T) {
	for _, status := range []int{204, 205, 304} {
		e, _ := mount(t, Options{}, get(fails(Raise(status, "ignored").WithHeader("X-Why", "because"))))
		w := call(e, "GET", "/thing", nil)
		expect(t, w, status, "")
		if w.Body.Len() > 0 || w.Header().Get("Content-Length") != "" || w.Header().Get("Content-Type") != "" {
			t.Errorf("%d has a body: %q %v", status, w.Body, w.Header())
		}
		if w.Header().Get("X-Why") != "because" {
			t.Errorf("%d lost its header", status)
		}
	}
}

// TestRaiseKeepsHeaders: cookies and headers set before an exception go out with
// it, and one exception may be raised by many requests.
func TestRaiseKeepsHeaders(t *testing.T) {
	shared := Raise(404, "none").WithHeader("Set-Cookie", "c=3").WithHeader("X-Error", "There goes my error")
	shared.Header["x-raw"] = []string{"1"}
	e, _ := mount(t, Options{}, get(func(x *Exchange) (Response, error) {
		ctx := x.Context()
		SetCookie(ctx, &http.Cookie{Name: "a", Value: "1"})
		SetCookie(ctx, &http.Cookie{Name: "b", Value: "2"})
		ResponseHeader(ctx).Set("X-Trace", "t")
		return nil, shared
	}))
	for range 2 {
		w := call(e, "GET", "/thing", nil)
		if got := w.Header()["Set-Cookie"]; strings.Join(got, " ") != "a=1 b=2 c=3" {
			t.Errorf("cookies %q", got)
		}
		for k, want := range map[string]string{"X-Trace": "t", "X-Error": "There goes my error", "X-Raw": "1"} {
			if got := w.Header().Get(k); got != want {
				t.Errorf("%s: %q", k, got)
			}
		}
	}
}

// TestRaiseStops: nothing after a raise runs, also when it is a panic in a helper.
func TestRaiseStops(t *testing.T) {
	ran := false
	e, _ := mount(t, Options{}, get(func(*Exchange) (Response, error) {
		func() { panic(Raise(404, "deep")) }()
		ran = true
		return reply{200, nil}, nil
	}))
	expect(t, call(e, "GET", "/thing", nil), 404, `{"code":404,"error":"deep"}`)
	if ran {
		t.Error("code after the raise ran")
	}
}

type quota struct{ left int }

func (q *quota) Error() string { return "quota" }

type special struct{ quota }

func TestHandleError(t *testing.T) {
	byQuota := HandleError(func(_ context.Context, q *quota) *HTTPException { return Raise(429, q.left) })
	tests := []struct {
		name   string
		errors []ErrorHandler
		raised error
		status int
		body   string
	}{
		{"own type", []ErrorHandler{byQuota}, &quota{3}, 429, `{"detail":3}`},
		{"wrapped", []ErrorHandler{byQuota}, fmt.Errorf("a: %w", &quota{4}), 429, `{"detail":4}`},
		{"first in the list wins", []ErrorHandler{
			HandleError(func(context.Context, *special) *HTTPException { return Raise(402) }), byQuota,
			HandleError(func(context.Context, error) *HTTPException { return Raise(400) })}, &special{}, 402, `{"detail":"Payment Required"}`},
		{"nil leaves it to the next", []ErrorHandler{
			HandleError(func(context.Context, *quota) *HTTPException { return nil }), byQuota}, &quota{5}, 429, `{"detail":5}`},
		{"an exception is itself", []ErrorHandler{
			HandleError(func(context.Context, error) *HTTPException { return Raise(400) })}, Raise(404), 404, `{"detail":"Not Found"}`},
		{"a handler that panics", []ErrorHandler{
			HandleError(func(context.Context, *quota) *HTTPException { panic("oops") })}, &quota{}, 500, `{"detail":"Internal Server Error"}`},
		{"what the server refuses is not the program's error", []ErrorHandler{
			HandleError(func(context.Context, error) *HTTPException { return Raise(400) })}, &Failure{Status: 406}, 406, `{"detail":"Not Acceptable"}`},
		{"unless it asks for it", []ErrorHandler{
			HandleError(func(_ context.Context, f *Failure) *HTTPException { return Raise(f.Status, "no "+f.Title()) })},
			&Failure{Status: 406}, 406, `{"detail":"no Not Acceptable"}`},
		{"other types", []ErrorHandler{byQuota}, errors.New("x"), 500, `{"detail":"Internal Server Error"}`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			e, j := mount(t, Options{Errors: tt.errors, PassUndeclared: true}, free(fails(tt.raised)))
			expect(t, call(e, "GET", "/thing", nil), tt.status, tt.body)
			if tt.status == 500 && j.lines() != 1 {
				t.Errorf("log has %d lines: %s", j.lines(), j)
			}
		})
	}
}

// TestOnError: the hook sees the original error after the answer, and can do no harm.
func TestOnError(t *testing.T) {
	cause := errors.New("disk on fire")
	var seen []error
	e, j := mount(t, Options{OnError: func(_ context.Context, op *Operation, status int, err error) {
		seen = append(seen, fmt.Errorf("%s %d: %w", op.ID, status, err))
		panic("the hook is broken")
	}}, get(fails(fmt.Errorf("load: %w", cause))))
	expect(t, call(e, "GET", "/thing", nil), 500, `{"code":500,"error":"Internal Server Error"}`)
	if len(seen) != 1 || !errors.Is(seen[0], cause) || seen[0].Error() != "getThing 500: load: disk on fire" {
		t.Errorf("seen %v", seen)
	}
	if !strings.Contains(j.String(), "the hook is broken") {
		t.Error("the broken hook is not in the log")
	}
}

// TestParallelRaises: pooled exchanges mix nothing up.
func TestParallelRaises(t *testing.T) {
	e, _ := mount(t, Options{}, get(func(x *Exchange) (Response, error) {
		id := x.Request().URL.Query().Get("id")
		ResponseHeader(x.Context()).Set("X-Id", id)
		return nil, Raise(404, "thing "+id)
	}))
	var wait sync.WaitGroup
	for i := range 1000 {
		wait.Go(func() {
			w := httptest.NewRecorder()
			e.ServeHTTP(w, httptest.NewRequest("GET", fmt.Sprintf("/thing?id=%d", i), nil))
			want := fmt.Sprintf(`{"code":404,"error":"thing %d"}`, i)
			if w.Body.String() != want || w.Header().Get("X-Id") != fmt.Sprint(i) {
				t.Errorf("%s, want %s", w.Body, want)
			}
		})
	}
	wait.Wait()
}
