package durable

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"log/slog"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/specho/specho/rest/tasks"
)

var errBroken = errors.New("broken")

// core is a Core whose events and log lines are in the builders.
func core(t *testing.T, handlers ...tasks.Handler) (c *Core, events, log *strings.Builder) {
	t.Helper()
	events, log = &strings.Builder{}, &strings.Builder{}
	c, err := NewCore(handlers, Options{
		Logger:  slog.New(slog.NewTextHandler(log, nil)),
		OnEvent: func(e tasks.Event) { events.WriteString(e.Kind.String() + " ") },
		Random:  func() float64 { return 0.5 },
	})
	if err != nil {
		t.Fatal(err)
	}
	return c, events, log
}

func TestOutcomes(t *testing.T) {
	retry := tasks.Retry{MaxAttempts: 3, Backoff: tasks.Linear, MinDelay: time.Second}
	returns := func(err error) func(context.Context, []byte) error {
		return func(context.Context, []byte) error { return err }
	}
	for name, tt := range map[string]struct {
		run    func(context.Context, []byte) error
		job    Attempt
		want   Outcome
		delay  time.Duration
		events string
	}{
		"done":         {returns(nil), Attempt{}, Done, 0, "started succeeded "},
		"again":        {returns(errBroken), Attempt{Failed: 1}, Again, 2 * time.Second, "started failed retrying "},
		"dead":         {returns(errBroken), Attempt{Failed: 2}, Dead, 0, "started failed dead "},
		"permanent":    {returns(tasks.Permanent(errBroken)), Attempt{}, Refused, 0, "started failed dead "},
		"panic":        {func(context.Context, []byte) error { panic("boom") }, Attempt{}, Again, time.Second, "started failed retrying "},
		"goexit":       {func(context.Context, []byte) error { runtime.Goexit(); return nil }, Attempt{}, Again, time.Second, "started failed retrying "},
		"too often":    {returns(nil), Attempt{Failed: 3}, Dead, 0, "dead "},
		"lost":         {returns(nil), Attempt{Lost: 3, MaxLost: 2}, Dead, 0, "dead "},
		"forgiven":     {returns(nil), Attempt{Lost: 2, MaxLost: 2}, Done, 0, "started succeeded "},
		"unknown":      {returns(nil), Attempt{Task: "other"}, Interrupted, unknownDelay, ""},
		"next unknown": {returns(nil), Attempt{Body: &Body{Next: []Step{{Task: "other"}}}}, Interrupted, unknownDelay, ""},
	} {
		t.Run(name, func(t *testing.T) {
			c, events, _ := core(t, tasks.Handler{Task: &tasks.Definition{Name: "task", Retry: retry}, Run: tt.run})
			if tt.job.Task == "" {
				tt.job.Task = "task"
			}
			if tt.job.Body == nil {
				tt.job.Body = &Body{}
			}
			r := c.Run(t.Context(), tt.job)
			if r.Outcome != tt.want || r.Delay != tt.delay || (r.Err == nil) != (tt.want == Done) || events.String() != tt.events {
				t.Errorf("outcome %d in %s, error %v, events %s", r.Outcome, r.Delay, r.Err, events)
			}
		})
	}
}

// TestBody: what is stored gives the same jobs again, in JSON that PostgreSQL takes.
func TestBody(t *testing.T) {
	one := &tasks.Definition{Name: "one"}
	job := func(payload, key string) tasks.Job { return tasks.Job{Task: one, Payload: []byte(payload), Key: key} }
	for _, payload := range []string{`{"a":[1.50,null]}`, `"\u0000"`, `7`} {
		stored, err := json.Marshal(Pack(tasks.Chain(true, job(payload, "a"), job(payload, "b"), job(payload, ""))))
		if err != nil {
			t.Fatal(err)
		}
		if strings.Contains(string(stored), `\u0000`) {
			t.Errorf("jsonb does not take %s", stored)
		}
		var b Body
		if err := json.Unmarshal(stored, &b); err != nil || string(b.Bytes()) != payload {
			t.Errorf("payload %s, %v", b.Bytes(), err)
		}
		next, ok, err := b.Follower(func(string) *tasks.Definition { return one })
		if !ok || err != nil || string(next.Payload) != payload || next.Key != "b" {
			t.Errorf("next %+v, %v", next, err)
		}
		last, stop := next.Next()
		if last == nil || !stop || last.Key != "" {
			t.Errorf("last %+v, stops %v", last, stop)
		}
	}
	if b := Pack(tasks.Job{Task: one}); b.Bytes() != nil || b.Next != nil {
		t.Errorf("no payload: %+v", b)
	}
}

// TestFollowers: the next job of a chain has a key, so that a crash does not double
// it; after a failure it is skipped or not.
func TestFollowers(t *testing.T) {
	one, two := &tasks.Definition{Name: "one"}, &tasks.Definition{Name: "two"}
	fail := false
	run := func(context.Context, []byte) error {
		if fail {
			return errBroken
		}
		return nil
	}
	c, events, log := core(t, tasks.Handler{Task: one, Run: run}, tasks.Handler{Task: two, Run: run})
	for _, stop := range []bool{false, true} {
		b := Pack(tasks.Chain(stop, tasks.Job{Task: one}, tasks.Job{Task: two}, tasks.Job{Task: one, Key: "k"}))
		fail = false
		if r := c.Run(t.Context(), Attempt{Task: "one", ID: "7", Body: &b}); r.Follower == nil || r.Follower.Key != "after one 7" || r.Follower.Task != two {
			t.Errorf("after success %+v", r.Follower)
		}
		fail = true
		events.Reset()
		r := c.Run(t.Context(), Attempt{Task: "one", ID: "7", Body: &b})
		want := map[bool]string{false: "started failed dead ", true: "started failed dead cancelled cancelled "}[stop]
		if (r.Follower == nil) != stop || events.String() != want {
			t.Errorf("after a failure %+v, events %s", r.Follower, events)
		}
	}
	if !strings.Contains(log.String(), "task skipped") {
		t.Error("nothing is said of what was skipped")
	}
}

// TestStop: an attempt that fails because the runner stops counts as not made.
func TestStop(t *testing.T) {
	task := &tasks.Definition{Name: "task"}
	running := make(chan struct{})
	c, events, log := core(t, tasks.HandleEmpty(task, func(ctx context.Context) error {
		close(running)
		<-ctx.Done()
		return errBroken
	}))
	result := make(chan Result)
	go func() {
		result <- c.Run(context.Background(), Attempt{Task: "task", ID: "1", Number: 1, Body: &Body{}})
	}()
	<-running
	c.Stop()
	r := <-result
	if r.Outcome != Interrupted || !errors.Is(r.Err, tasks.ErrStopped) || !errors.Is(r.Err, errBroken) || events.String() != "started failed cancelled " {
		t.Errorf("result %+v, events %s", r, events)
	}
	if left := c.Left(); len(left) != 1 || left[0].ID != "1" || left[0].Running || !strings.Contains(log.String(), "task interrupted") {
		t.Errorf("left %+v", left)
	}
	c.AwaitIdle(t.Context())
}

func TestExpect(t *testing.T) {
	c, _, _ := core(t)
	done := c.Expect()
	over := make(chan struct{})
	go func() {
		c.AwaitExpected(context.Background())
		close(over)
	}()
	select {
	case <-over:
		t.Fatal("it did not wait")
	case <-time.After(20 * time.Millisecond):
	}
	done()
	<-over
}

// TestHook: a hook that panics ends nothing, and the trace goes around the attempt.
func TestHook(t *testing.T) {
	tr := &tracer{}
	c, err := NewCore([]tasks.Handler{tasks.HandleEmpty(&tasks.Definition{Name: "task", Timeout: time.Millisecond}, func(ctx context.Context) error {
		<-ctx.Done()
		return ctx.Err()
	})}, Options{Tracer: tr, OnEvent: func(tasks.Event) { panic("hook") }, Logger: slog.New(slog.NewTextHandler(io.Discard, nil))})
	if err != nil {
		t.Fatal(err)
	}
	r := c.Run(t.Context(), Attempt{Task: "task", Trace: map[string]string{"traceparent": "00-1"}, Body: &Body{}})
	if r.Outcome != Dead || !errors.Is(r.Err, tasks.ErrTimeout) || tr.parent != "00-1" || !errors.Is(tr.err, context.DeadlineExceeded) {
		t.Errorf("result %+v, trace %+v", r, tr)
	}
}

type tracer struct {
	parent string
	err    error
}

func (t *tracer) Capture(context.Context) map[string]string { return nil }

func (t *tracer) Start(ctx context.Context, info tasks.Info) (context.Context, func(error)) {
	t.parent = info.Trace["traceparent"]
	return ctx, func(err error) { t.err = err }
}

// TestWorkers: each queue has its workers, and a queue that nothing is put into is a
// mistake.
func TestWorkers(t *testing.T) {
	c, _, _ := core(t, tasks.Handler{Task: &tasks.Definition{Name: "a"}}, tasks.Handler{Task: &tasks.Definition{Name: "b", Queue: "mail"}},
		tasks.Handler{Task: &tasks.Definition{Name: "c", Queue: "slow"}})
	got, err := c.Workers(map[string]int{"mail": 3, "slow": -1}, 8)
	if err != nil || len(got) != 3 || got["mail"] != 3 || got["slow"] != 8 || got[tasks.DefaultQueue] != 8 {
		t.Errorf("%v, %v", got, err)
	}
	if _, err := c.Workers(map[string]int{"mial": 0}, 8); err == nil || !strings.Contains(err.Error(), `workers for queue "mial", which no task has`) {
		t.Errorf("error %v", err)
	}
}
