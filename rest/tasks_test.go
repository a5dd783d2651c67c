package rest

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/labstack/echo/v4"
	"github.com/labstack/echo/v4/middleware"

	"github.com/specho/specho/rest/codec"
	"github.com/specho/specho/rest/tasks"
)

// runner is a Memory with a silent log.
func runner(t *testing.T, o tasks.Options, handlers ...tasks.Handler) *tasks.Memory {
	t.Helper()
	o.Logger = slog.New(slog.NewTextHandler(io.Discard, nil))
	m, err := tasks.NewMemory(handlers, o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
		defer cancel()
		m.Drain(ctx)
	})
	return m
}

// auditing is GET /thing whose answers with status 200 and 409 start the task
// audit with the status as its payload.
func auditing(task *tasks.Definition, h handler) Endpoint {
	return get(func(x *Exchange) (Response, error) {
		start(x, func(r Response) (l tasks.List) {
			if status := int64(r.StatusCode()); status == 200 || status == 409 {
				l.Add(tasks.New(task, &status, codec.ElemInt64, ""))
			}
			return l
		})
		return h(x)
	})
}

// TestTasksOfBranches: a branch starts its own tasks, returned or raised, and no other's.
func TestTasksOfBranches(t *testing.T) {
	task := &tasks.Definition{Name: "audit"}
	for name, tt := range map[string]struct {
		h      handler
		status int
		want   string
	}{
		"returned":             {answers("x"), 200, "[200]"},
		"B87 error branch":     {func(*Exchange) (Response, error) { return conflict{"a"}, nil }, 409, "[409]"},
		"B87 raised branch":    {fails(conflict{"a"}), 409, "[409]"},
		"B87 raised exception": {fails(Raise(409, "taken")), 409, "[409]"},
		"B87 panicked":         {func(*Exchange) (Response, error) { panic(Raise(409, "taken")) }, 409, "[409]"},
		"B89 no tasks":         {fails(Raise(404, "none")), 404, "[]"},
		"B89 internal error":   {fails(errors.New("x")), 500, "[]"},
		"B89 abandoned": {func(*Exchange) (Response, error) {
			return branchFunc(func(*Exchange) error { return errors.New("cannot be written") }), nil
		}, 500, "[]"},
		"B89 not to be encoded": {func(*Exchange) (Response, error) { return reply{200, zero / zero}, nil }, 500, "[]"},
	} {
		t.Run(name, func(t *testing.T) {
			var r tasks.Recorder
			e, _ := mount(t, Options{Tasks: &r}, auditing(task, tt.h))
			expect(t, call(Handler(e), "GET", "/thing", nil), tt.status, "")
			got, err := tasks.Payloads(&r, "audit", codec.ItemInt64)
			if err != nil || fmt.Sprint(got) != tt.want {
				t.Errorf("tasks %v, %v; want %s", got, err, tt.want)
			}
		})
	}
}

var zero float64

// TestTasksOfRefusedRequests: an exchange forgets what its last request would have
// started.
func TestTasksOfRefusedRequests(t *testing.T) {
	var r tasks.Recorder
	e, _ := mount(t, Options{Tasks: &r}, auditing(&tasks.Definition{Name: "audit"}, answers("x")),
		Endpoint{operation("plain", "GET", "/plain"), answers("y")})
	call(e, "GET", "/thing", nil)
	r.Reset()
	for range 20 {
		expect(t, call(e, "GET", "/plain", nil), 200, `"y"`)
		expect(t, call(e, "POST", "/thing", nil), 405, "")
	}
	if all := r.Jobs(); len(all) > 0 {
		t.Errorf("%d tasks", len(all))
	}
}

// TestBadPayload: a payload that cannot be written is logged; the answer is good.
func TestBadPayload(t *testing.T) {
	task := &tasks.Definition{Name: "audit"}
	for name, app := range map[string]func(*float64, []byte) []byte{
		"NaN":   codec.ElemFloat64,
		"panic": func(*float64, []byte) []byte { panic("the encoder is broken") },
	} {
		t.Run(name, func(t *testing.T) {
			var r tasks.Recorder
			e, log := mount(t, Options{Tasks: &r}, get(func(x *Exchange) (Response, error) {
				start(x, func(Response) (l tasks.List) {
					v := zero / zero
					l.Add(tasks.New(task, &v, app, ""))
					return l
				})
				return reply{200, "x"}, nil
			}))
			expect(t, call(e, "GET", "/thing", nil), 200, `"x"`)
			if len(r.Jobs()) > 0 || !strings.Contains(log.String(), "payload of task audit") {
				t.Errorf("%d jobs, log %s", len(r.Jobs()), log)
			}
		})
	}
}

// TestTaskContext: values of the request are there, its end is not,
// nor is what other requests use by then.
func TestTaskContext(t *testing.T) {
	t.Run("B90 values, and no end", func(t *testing.T) {
		type key struct{}
		task := &tasks.Definition{Name: "audit"}
		leave, report := make(chan struct{}), make(chan string, 1)
		m := runner(t, tasks.Options{}, tasks.Handle(task, codec.ItemInt64, func(ctx context.Context, _ int64) error {
			<-leave
			_, deadline := ctx.Deadline()
			report <- fmt.Sprintln(ctx.Value(key{}), ctx.Err(), deadline, EchoContext(ctx), ResponseHeader(ctx), OperationOf(ctx).ID)
			return nil
		}))
		values := func(next echo.HandlerFunc) echo.HandlerFunc {
			return func(c echo.Context) error {
				ctx, cancel := context.WithTimeout(context.WithValue(c.Request().Context(), key{}, "trace-7"), time.Minute)
				defer cancel()
				c.SetRequest(c.Request().WithContext(ctx))
				return next(c)
			}
		}
		e, _ := mount(t, Options{Tasks: m, Middleware: []echo.MiddlewareFunc{values}}, auditing(task, answers("x")))
		s := serving(t, Handler(e))
		res, err := s.Client().Get(s.URL + "/thing")
		if err != nil {
			t.Fatal(err)
		}
		res.Body.Close()
		s.CloseClientConnections() // the client leaves
		close(leave)
		if got := <-report; got != "trace-7 <nil> false <nil> map[] getThing\n" {
			t.Error(got)
		}
	})
}

// TestClientLeaves: what was done is done, with its tasks, although nobody has the
// answer.
func TestClientLeaves(t *testing.T) {
	task := &tasks.Definition{Name: "audit"}
	for name, outermost := range map[string]func(http.Handler) http.Handler{"B90 bare": func(h http.Handler) http.Handler { return h }, "B90 Handler": Handler} {
		t.Run(name, func(t *testing.T) {
			ran := make(chan struct{}, 1)
			m := runner(t, tasks.Options{}, tasks.Handle(task, codec.ItemInt64, func(context.Context, int64) error {
				ran <- struct{}{}
				return nil
			}))
			arrived := make(chan struct{})
			e, _ := mount(t, Options{Tasks: m}, auditing(task, func(x *Exchange) (Response, error) {
				close(arrived)
				<-x.Request().Context().Done()
				return reply{200, strings.Repeat("x", 1<<20)}, nil
			}))
			s := serving(t, outermost(e))
			ctx, cancel := context.WithCancel(t.Context())
			go func() { <-arrived; cancel() }()
			r, _ := http.NewRequestWithContext(ctx, "GET", s.URL+"/thing", nil)
			if _, err := s.Client().Do(r); err == nil {
				t.Error("an answer came")
			}
			within(t, "the task", ran)
		})
	}
}

// TestFullQueue: answers are what they are without tasks.
func TestFullQueue(t *testing.T) {
	t.Run("B94 full queue", func(t *testing.T) {
		task := &tasks.Definition{Name: "audit"}
		open := make(chan struct{})
		var rejected atomic.Int64
		o := tasks.Options{Default: tasks.QueueOptions{Workers: 1, Capacity: 1}, OnEvent: func(e tasks.Event) {
			if e.Kind == tasks.Rejected && e.Err == tasks.ErrFull {
				rejected.Add(1)
			}
		}}
		m := runner(t, o, tasks.Handle(task, codec.ItemInt64, func(context.Context, int64) error { <-open; return nil }))
		e, j := mount(t, Options{Tasks: m}, auditing(task, answers("x")))
		for range 10 {
			expect(t, call(Handler(e), "GET", "/thing", nil), 200, `"x"`)
		}
		close(open)
		if n := rejected.Load(); n < 8 || n > 9 || m.Stats()[0].Rejected != uint64(n) || j.String() != "" {
			t.Errorf("%d rejected, %+v, log %s", n, m.Stats(), j)
		}
	})
}

// TestShutdownWithTasks: the end from the server's side. Requests end first;
// no task of an answer that has left is lost, with Handler and without.
func TestShutdownWithTasks(t *testing.T) {
	for name, outermost := range map[string]func(http.Handler) http.Handler{"B95 bare": func(h http.Handler) http.Handler { return h }, "B95 Handler": Handler} {
		t.Run(name, func(t *testing.T) {
			task := &tasks.Definition{Name: "audit"}
			for range 20 {
				var ran, answered atomic.Int64
				m := runner(t, tasks.Options{}, tasks.Handle(task, codec.ItemInt64, func(context.Context, int64) error {
					ran.Add(1)
					return nil
				}))
				e, _ := mount(t, Options{Tasks: m}, auditing(task, func(*Exchange) (Response, error) {
					answered.Add(1)
					return reply{200, "x"}, nil
				}))
				s := httptest.NewServer(outermost(e))
				done := make(chan struct{})
				for range 4 {
					go func() {
						for {
							res, err := s.Client().Get(s.URL + "/thing")
							if err != nil {
								done <- struct{}{}
								return
							}
							res.Body.Close()
						}
					}()
				}
				time.Sleep(5 * time.Millisecond)
				if err := s.Config.Shutdown(t.Context()); err != nil {
					t.Fatal(err)
				}
				left := m.Drain(t.Context())
				for range 4 {
					<-done
				}
				s.Close()
				if len(left) > 0 || ran.Load() != answered.Load() {
					t.Fatalf("%d answers, %d tasks have run, %d left", answered.Load(), ran.Load(), len(left))
				}
			}
		})
	}
}

// TestPayloadIsCopied: when the branch is returned.
func TestPayloadIsCopied(t *testing.T) {
	t.Run("B96 changed after the return", func(t *testing.T) {
		task := &tasks.Definition{Name: "audit"}
		text := []string{"original"}
		var r tasks.Recorder
		e, _ := mount(t, Options{Tasks: &r}, get(func(x *Exchange) (Response, error) {
			start(x, func(Response) (l tasks.List) {
				l.Add(tasks.New(task, &text[0], codec.ElemString, ""))
				return l
			})
			AfterResponse(x.Context(), func() { text[0] = "changed" })
			return branchFunc(func(x *Exchange) error {
				text[0] = "changed"
				return x.Send(204)
			}), nil
		}))
		call(e, "GET", "/thing", nil)
		if got, err := tasks.Payloads(&r, "audit", codec.ItemString); err != nil || fmt.Sprint(got) != "[original]" {
			t.Errorf("payload %v, %v", got, err)
		}
	})
}

// TestInlineTasks: with Inline the task has run when the call of a
// test returns, and its error is in the log.
func TestInlineTasks(t *testing.T) {
	t.Run("B100 Inline", func(t *testing.T) {
		task := &tasks.Definition{Name: "audit"}
		ran := false
		n := tasks.NewInline([]tasks.Handler{tasks.Handle(task, codec.ItemInt64, func(context.Context, int64) error {
			ran = true
			return errors.New("the letter is lost")
		})})
		e, j := mount(t, Options{Tasks: n}, auditing(task, answers("x")))
		e.Use(middleware.Gzip())
		expect(t, call(e, "GET", "/thing", nil), 200, `"x"`)
		if !ran || !strings.Contains(j.String(), "the letter is lost") {
			t.Errorf("ran: %v, log %s", ran, j)
		}
	})
}

func TestTasksNeedARunner(t *testing.T) {
	api := API{Tasks: []*tasks.Definition{{Name: "audit"}}, Endpoints: []Endpoint{get(answers("x"))}}
	if err := Mount(echo.New(), api, Options{}); err == nil || !strings.Contains(err.Error(), "audit") {
		t.Errorf("no runner: %v", err)
	}
	if err := Mount(echo.New(), api, Options{Tasks: runner(t, tasks.Options{})}); err == nil || !strings.Contains(err.Error(), "audit") {
		t.Errorf("no handler: %v", err)
	}
	if err := Mount(echo.New(), api, Options{Tasks: &tasks.Recorder{}}); err != nil {
		t.Error(err)
	}
}
