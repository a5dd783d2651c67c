package rest

import (
	"context"
	"errors"
	"fmt"
	"testing"

	"github.com/specho/specho/rest/codec"
	"github.com/specho/specho/rest/tasks"
)

// TestStartTasks: what the handler has started itself does not start again with the
// answer, and another answer has tasks of its own.
func TestStartTasks(t *testing.T) {
	task := &tasks.Definition{Name: "audit"}
	lost := errors.New("no connection")
	// start has a handler start the tasks of branches before it gives its answer.
	start := func(r *tasks.Recorder, answer Response, branches ...Response) handler {
		return func(x *Exchange) (Response, error) {
			for _, b := range branches {
				if err := StartTasks(x.Context(), b, r.Submit); err != nil && !errors.Is(err, lost) {
					return nil, err
				}
			}
			return answer, nil
		}
	}
	ok := reply{200, 1}
	for name, tt := range map[string]struct {
		branches   []Response
		answer     Response
		refuse     error
		now, later string
	}{
		"the same branch":      {[]Response{ok}, ok, nil, "[200]", "[]"},
		"a pointer to it":      {[]Response{ok}, &ok, nil, "[200]", "[]"},
		"a second transaction": {[]Response{ok, ok}, ok, nil, "[200 200]", "[]"},
		"rolled back":          {[]Response{ok}, conflict{"a"}, nil, "[200]", "[409]"},
		"another status":       {[]Response{ok}, reply{409, 1}, nil, "[200]", "[409]"},
		"refused":              {[]Response{ok}, ok, lost, "[200]", "[200]"},
		"the last one counts":  {[]Response{ok, conflict{"a"}}, ok, nil, "[200 409]", "[200]"},
		"no tasks":             {[]Response{reply{404, 1}}, ok, nil, "[]", "[200]"},
	} {
		t.Run(name, func(t *testing.T) {
			now, later := tasks.Recorder{Refuse: tt.refuse}, tasks.Recorder{}
			e, _ := mount(t, Options{Tasks: &later}, auditing(task, start(&now, tt.answer, tt.branches...)))
			expect(t, call(Handler(e), "GET", "/thing", nil), tt.answer.StatusCode(), "")
			for r, want := range map[*tasks.Recorder]string{&now: tt.now, &later: tt.later} {
				got, err := tasks.Payloads(r, "audit", codec.ItemInt64)
				if err != nil || fmt.Sprint(got) != want {
					t.Errorf("tasks %v, %v; want %s", got, err, want)
				}
			}
		})
	}
}

// TestStartTasksOutside: there must be a handler at work.
func TestStartTasksOutside(t *testing.T) {
	var r tasks.Recorder
	if err := StartTasks(t.Context(), reply{200, 1}, r.Submit); !errors.Is(err, errNoHandler) {
		t.Errorf("without a request: %v", err)
	}
	var kept context.Context
	e, _ := mount(t, Options{Tasks: &r}, auditing(&tasks.Definition{Name: "audit"}, func(x *Exchange) (Response, error) {
		kept = x.Context()
		return reply{200, 1}, nil
	}))
	call(Handler(e), "GET", "/thing", nil)
	if err := StartTasks(kept, reply{200, 1}, r.Submit); !errors.Is(err, errNoHandler) || len(r.Jobs()) != 1 {
		t.Errorf("after the answer: %v", err)
	}
}
