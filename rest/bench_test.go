package rest

import (
	"context"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/labstack/echo/v4"

	"github.com/specho/specho/rest/codec"
	"github.com/specho/specho/rest/param"
	"github.com/specho/specho/rest/tasks"
)

// sink is a ResponseWriter that costs nothing.
type sink struct{ h http.Header }

func (s *sink) Header() http.Header         { return s.h }
func (s *sink) Write(b []byte) (int, error) { return len(b), nil }
func (s *sink) WriteHeader(int)             {}

func benchmark(b *testing.B, o Options, end Endpoint, method, target, body string) {
	e := echo.New()
	if err := Mount(e, API{Endpoints: []Endpoint{end}}, o); err != nil {
		b.Fatal(err)
	}
	in := strings.NewReader(body)
	r := httptest.NewRequest(method, target, in)
	r.Header.Set("Content-Type", "application/json")
	w := &sink{h: http.Header{}}
	b.ReportAllocs()
	for b.Loop() {
		in.Reset(body)
		e.ServeHTTP(w, r)
	}
}

// okay is a branch as generated code has it: a value that fits into an interface
// without a copy.
type okay struct{ Body *string }

func (okay) StatusCode() int { return 200 }
func (r okay) WriteResponse(x *Exchange) error {
	return SendJSON(x, 200, MediaJSON, r.Body, codec.ElemString, nil)
}

func BenchmarkGet(b *testing.B) {
	text := "hello"
	id := param.Param{In: param.Path, Name: "id", Required: true}
	benchmark(b, Options{}, Endpoint{operation("get", "GET", "/things/{id}"), func(x *Exchange) (Response, error) {
		if _, ok := x.Params().Text(&id); !ok {
			return nil, x.Invalid()
		}
		return okay{&text}, x.Invalid()
	}}, "GET", "/things/7", "")
}

func BenchmarkPost(b *testing.B) {
	c := &Content{Types: []string{"application/json"}}
	benchmark(b, Options{}, Endpoint{operation("post", "POST", "/things"), func(x *Exchange) (Response, error) {
		text := new(string)
		if _, err := x.Body(c); err != nil {
			return nil, err
		}
		if err := ReadJSON(x, text, codec.ItemString); err != nil {
			return nil, err
		}
		return okay{text}, x.Invalid()
	}}, "POST", "/things", `"hello"`)
}

func BenchmarkRaise(b *testing.B) {
	benchmark(b, Options{}, Endpoint{operation("get", "GET", "/things", 404), func(*Exchange) (Response, error) {
		return nil, Raise(404, "no such thing")
	}}, "GET", "/things", "")
}

func BenchmarkEvents(b *testing.B) {
	benchmark(b, Options{}, Endpoint{operation("get", "GET", "/things"), func(*Exchange) (Response, error) {
		return branchFunc(func(x *Exchange) error {
			return SendEvents(x, 200, func(w *EventWriter[string]) error {
				for range 100 {
					w.Send("hello")
				}
				return nil
			}, codec.ElemString, nil)
		}), nil
	}}, "GET", "/things", "")
}

// BenchmarkTasks is a request whose operation starts no task, one that declares
// them but starts none, one that starts one, and the first two inside of Handler.
func BenchmarkTasks(b *testing.B) {
	text := "hello"
	task := &tasks.Definition{Name: "mail"}
	starts := func(n int) Endpoint {
		s := &Starts[[8]string]{List: func(*[8]string, Response) (l tasks.List) {
			for range n {
				l.Add(tasks.New(task, &text, codec.ElemString, ""))
			}
			return l
		}}
		return Endpoint{operation("get", "GET", "/things"), func(x *Exchange) (Response, error) {
			if _, req := NewRequest[[8]string](x); n >= 0 {
				s.Keep(x, req)
			}
			return okay{&text}, nil
		}}
	}
	for name, n := range map[string]int{"undeclared": -1, "declared": 0, "started": 1} {
		b.Run(name, func(b *testing.B) { benchmark(b, Options{Tasks: nowhere{}}, starts(n), "GET", "/things", "") })
	}
	b.Run("handler", func(b *testing.B) {
		e := echo.New()
		if err := Mount(e, API{Endpoints: []Endpoint{starts(-1)}}, Options{}); err != nil {
			b.Fatal(err)
		}
		h, r, w := Handler(e), httptest.NewRequest("GET", "/things", nil), &sink{h: http.Header{}}
		b.ReportAllocs()
		for b.Loop() {
			h.ServeHTTP(w, r)
		}
	})
}

// nowhere takes every job.
type nowhere struct{}

func (nowhere) Submit(context.Context, tasks.Job) error { return nil }
