package rest

import (
	"context"
	"errors"
	"io"
	"net/http/httptest"
	"testing"

	"github.com/specho/specho/rest/codec"
	"github.com/specho/specho/rest/tasks"
)

// eachProtocol runs f for HTTP/1.1 and HTTP/2.
func eachProtocol(t *testing.T, name string, f func(t *testing.T, http2 bool)) {
	for proto, http2 := range map[string]bool{"HTTP/1.1": false, "HTTP/2": true} {
		t.Run(name+" "+proto, func(t *testing.T) { f(t, http2) })
	}
}

// read sends a request and reads the answer to its end.
func read(t *testing.T, s *httptest.Server, want string) {
	t.Helper()
	res, err := s.Client().Get(s.URL + "/thing")
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	if b, err := io.ReadAll(res.Body); err != nil || string(b) != want {
		t.Errorf("%s %v", b, err)
	}
}

// TestSlowTask: neither the answer nor the next request on the connection waits for
// a task.
func TestSlowTask(t *testing.T) {
	eachProtocol(t, "B84 slow task", func(t *testing.T, http2 bool) {
		task := &tasks.Definition{Name: "audit"}
		begun, release := make(chan struct{}, 3), make(chan struct{})
		m := runner(t, tasks.Options{}, tasks.Handle(task, codec.ItemInt64, func(context.Context, int64) error {
			begun <- struct{}{}
			<-release
			return nil
		}))
		e, _ := mount(t, Options{Tasks: m}, auditing(task, answers("x")))
		s, l := watched(t, Handler(e), http2)
		for range 3 {
			read(t, s, `"x"`)
			within(t, "the task", begun) // and is not over
		}
		if n := l.accepted.Load(); n != 1 {
			t.Errorf("%d connections, want one", n)
		}
		close(release)
		if left := m.Drain(t.Context()); len(left) > 0 || m.Stats()[0].Succeeded != 3 {
			t.Errorf("left %v, %+v", left, m.Stats())
		}
	})
}

// TestTaskFailures: a task that fails while the next request on its connection is
// being answered does that request no harm.
func TestTaskFailures(t *testing.T) {
	for name, fail := range map[string]func() error{"B85 error": func() error { return errors.New("x") }, "B85 panic": func() error { panic("x") }} {
		eachProtocol(t, name, func(t *testing.T, http2 bool) {
			task := &tasks.Definition{Name: "audit"}
			arrived, failed := make(chan struct{}, 1), make(chan struct{}, 1)
			m := runner(t, tasks.Options{OnEvent: func(e tasks.Event) {
				if e.Kind == tasks.Dead {
					failed <- struct{}{}
				}
			}}, tasks.Handle(task, codec.ItemInt64, func(context.Context, int64) error {
				<-arrived // the next request
				return fail()
			}))
			first := true
			e, _ := mount(t, Options{Tasks: m}, auditing(task, func(*Exchange) (Response, error) {
				if !first {
					arrived <- struct{}{}
					within(t, "the failure of the task before", failed)
				}
				first = false
				return reply{200, "x"}, nil
			}))
			s, l := watched(t, Handler(e), http2)
			for range 5 {
				read(t, s, `"x"`)
			}
			arrived <- struct{}{}
			within(t, "the last failure", failed)
			if n := l.accepted.Load(); n != 1 || m.Stats()[0].Dead != 5 {
				t.Errorf("%d connections, want one; %+v", n, m.Stats()[0])
			}
		})
	}
}
