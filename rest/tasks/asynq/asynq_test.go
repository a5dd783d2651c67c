package asynq

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	queue "github.com/hibiken/asynq"

	"github.com/specho/specho/rest/codec"
	"github.com/specho/specho/rest/tasks"
)

var errBroken = errors.New("broken")

// TestRuns: a job that any client has submitted reaches the handler with its payload,
// its key and its trace.
func TestRuns(t *testing.T) {
	emptied(t, testDB)
	h := &history{}
	got := make(chan string, 10)
	task := &tasks.Definition{Name: "mail", Queue: "mail"}
	started(t, h, Options{Workers: map[string]int{"mail": 1}}, tasks.Handle(task, codec.ItemString, func(ctx context.Context, to string) error {
		info, _ := tasks.Current(ctx)
		got <- fmt.Sprintf("%q key %s attempt %d trace %s", to, info.Key, info.Attempt, info.Trace["traceparent"])
		return nil
	}))
	c := submitter(t)
	for i, to := range []string{"ada", "<a>&\u2028", "nul \x00 é", ""} {
		j := text(t, task, to, fmt.Sprint("k", i))
		j.Trace = map[string]string{"traceparent": "00-1"}
		submit(t, c, j)
		if ran, want := receive(t, got), fmt.Sprintf("%q key k%d attempt 1 trace 00-1", to, i); ran != want {
			t.Errorf("ran %s, want %s", ran, want)
		}
	}
	h.await(t, 4, tasks.Succeeded)
}

// TestQueuesDoNotWait: each queue has workers of its own.
func TestQueuesDoNotWait(t *testing.T) {
	emptied(t, testDB)
	stuck, free := make(chan struct{}), make(chan int, 1)
	slow := tasks.HandleEmpty(&tasks.Definition{Name: "slow", Queue: "slow"}, func(context.Context) error { <-stuck; return nil })
	fast := tasks.HandleEmpty(&tasks.Definition{Name: "fast"}, func(context.Context) error { free <- 1; return nil })
	r := started(t, &history{}, Options{Workers: map[string]int{"slow": 1}}, slow, fast)
	submit(t, r, tasks.Job{Task: slow.Task})
	submit(t, r, tasks.Job{Task: slow.Task})
	submit(t, r, tasks.Job{Task: fast.Task})
	receive(t, free)
	close(stuck)
}

// TestKeys: a job that is there already is as good as submitted.
func TestKeys(t *testing.T) {
	t.Run("B99 a job that is there already", func(t *testing.T) {
		emptied(t, testDB)
		h := &history{}
		var ran atomic.Int32
		a, b := &tasks.Definition{Name: "a"}, &tasks.Definition{Name: "b"}
		count := func(context.Context, string) error { ran.Add(1); return nil }
		fail := func(context.Context, string) error { return tasks.Permanent(errBroken) }
		r := started(t, h, Options{}, tasks.Handle(a, codec.ItemString, count), tasks.Handle(b, codec.ItemString, fail))
		for range 2 {
			submit(t, r, text(t, a, "x", "1"))
			submit(t, r, text(t, a, "y", "1")) // the payload does not matter
			submit(t, r, text(t, a, "x", "2"))
			submit(t, r, text(t, b, "x", "1"))
			submit(t, r, text(t, a, "x", "")) // no key, no limit
			h.await(t, 3, tasks.Succeeded)
			h.await(t, 1, tasks.Dead)
		}
		h.await(t, 4, tasks.Succeeded)
		if n := strings.Count(h.kinds(""), "submitted"); n != 5 || ran.Load() != 4 {
			t.Errorf("%d submitted, %d ran: %s", n, ran.Load(), h.kinds(""))
		}
		if n := strings.Count(h.kinds(""), "duplicate"); n != 5 {
			t.Errorf("%d duplicates: %s", n, h.kinds(""))
		}
	})
}

// TestFailures: a panic is a failure like others, and tried again.
func TestFailures(t *testing.T) {
	t.Run("B99 a panic is tried again", func(t *testing.T) {
		emptied(t, testDB)
		h := &history{}
		retry := tasks.Retry{MaxAttempts: 3, Backoff: tasks.Constant, MinDelay: 20 * time.Millisecond}
		def := func(name string) *tasks.Definition { return &tasks.Definition{Name: name, Retry: retry} }
		late := def("late")
		late.Timeout, late.Retry = 20*time.Millisecond, tasks.Retry{}
		flaky := func(ctx context.Context, _ []byte) error {
			if info, _ := tasks.Current(ctx); info.Attempt < 3 {
				panic("boom")
			}
			return nil
		}
		handlers := []tasks.Handler{
			{Task: def("flaky"), Run: flaky},
			{Task: def("hopeless"), Run: func(context.Context, []byte) error { panic("bang") }},
			{Task: def("permanent"), Run: func(context.Context, []byte) error { return tasks.Permanent(errBroken) }},
			{Task: late, Run: func(ctx context.Context, _ []byte) error { <-ctx.Done(); return ctx.Err() }},
		}
		r := started(t, h, Options{}, handlers...)
		for _, x := range handlers {
			submit(t, r, tasks.Job{Task: x.Task, Payload: []byte("{}")})
		}
		h.await(t, 3, tasks.Dead)
		h.await(t, 1, tasks.Succeeded)
		for name, want := range map[string]string{
			"flaky":     "submitted started failed retrying started failed retrying started succeeded",
			"hopeless":  "submitted started failed retrying started failed retrying started failed dead",
			"permanent": "submitted started failed dead",
			"late":      "submitted started failed dead",
		} {
			if got := h.kinds(name); got != want {
				t.Errorf("%s: %s", name, got)
			}
		}
		i := queue.NewInspector(server(testDB))
		defer i.Close()
		eventually(t, "three jobs in the archive", func() bool {
			q, err := i.GetQueueInfo("default")
			return err == nil && q.Archived == 3 && q.Size == 3
		})
		for _, want := range []string{"panic: bang", "asynq_test.go", "the task has timed out", "task failed for good"} {
			if !strings.Contains(h.text(), want) {
				t.Errorf("the log does not tell of %s", want)
			}
		}
	})
}

func TestChain(t *testing.T) {
	emptied(t, testDB)
	h := &history{}
	ok, bad := &tasks.Definition{Name: "ok"}, &tasks.Definition{Name: "bad"}
	r := started(t, h, Options{},
		tasks.Handle(ok, codec.ItemString, func(context.Context, string) error { return nil }),
		tasks.Handle(bad, codec.ItemString, func(context.Context, string) error { return errBroken }))
	one, two := text(t, ok, "x", ""), text(t, bad, "x", "")
	submit(t, r, tasks.Chain(true, one, two, one))
	h.await(t, 1, tasks.Cancelled)
	if got := h.kinds(""); got != "submitted submitted submitted submitted submitted started succeeded started failed dead cancelled" {
		t.Error(got)
	}
	submit(t, r, tasks.Chain(false, two, one, one))
	h.await(t, 3, tasks.Succeeded)
}

func TestDelay(t *testing.T) {
	emptied(t, testDB)
	h := &history{}
	task := &tasks.Definition{Name: "later", Delay: 300 * time.Millisecond}
	r := started(t, h, Options{}, tasks.HandleEmpty(task, func(context.Context) error { return nil }))
	begun := time.Now()
	submit(t, r, tasks.Job{Task: task})
	h.await(t, 1, tasks.Succeeded)
	if took := time.Since(begun); took < task.Delay {
		t.Errorf("ran after %s", took)
	}
}

// TestDrain: what a handler has no time for is run by the next process, as if it had
// not begun.
func TestDrain(t *testing.T) {
	emptied(t, testDB)
	task := &tasks.Definition{Name: "long"}
	running := make(chan error, 1)
	patient := tasks.HandleEmpty(task, func(ctx context.Context) error {
		running <- nil
		<-ctx.Done()
		running <- context.Cause(ctx)
		return ctx.Err()
	})
	r := runner(t, &history{}, Options{}, patient)
	if err := r.Start(t.Context()); err != nil {
		t.Fatal(err)
	}
	arrive := r.Expect()
	go func() {
		defer arrive()
		if err := r.Submit(context.Background(), tasks.Job{Task: task}); err != nil {
			t.Error(err)
		}
	}()
	receive(t, running)
	ctx, cancel := context.WithTimeout(t.Context(), 100*time.Millisecond)
	defer cancel()
	left := r.Drain(ctx)
	if len(left) != 1 || left[0].Task != "long" || left[0].Attempts != 1 || left[0].Running {
		t.Errorf("left %+v", left)
	}
	if cause := receive(t, running); cause != tasks.ErrStopped {
		t.Errorf("cause %v", cause)
	}
	attempts := make(chan int, 1)
	started(t, &history{}, Options{}, tasks.HandleEmpty(task, func(ctx context.Context) error {
		info, _ := tasks.Current(ctx)
		attempts <- info.Attempt
		return nil
	}))
	if n := receive(t, attempts); n != 1 {
		t.Errorf("attempt %d", n)
	}
}

// TestRefuses needs no server.
func TestRefuses(t *testing.T) {
	h := tasks.Handler{Task: &tasks.Definition{Name: "task"}}
	nowhere := queue.RedisClientOpt{Addr: "127.0.0.1:1", DialTimeout: 100 * time.Millisecond}
	for name, tt := range map[string]struct {
		handlers []tasks.Handler
		o        Options
		want     string
	}{
		"none":     {nil, Options{}, "NewClient"},
		"twice":    {[]tasks.Handler{h, h}, Options{}, "two handlers"},
		"no queue": {[]tasks.Handler{h}, Options{Workers: map[string]int{"mial": 1}}, `"mial"`},
	} {
		if _, err := New(nowhere, tt.handlers, tt.o); err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s: %v", name, err)
		}
	}
	events := &history{}
	r, err := New(nowhere, []tasks.Handler{h}, Options{SubmitTimeout: 200 * time.Millisecond})
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	r.core.OnEvent = events.add
	if _, ok := errors.AsType[*tasks.UnknownTaskError](r.Check([]*tasks.Definition{{Name: "other"}})); !ok {
		t.Error("a task without a handler passes the check")
	}
	if err := r.Check([]*tasks.Definition{h.Task}); err != nil {
		t.Error(err)
	}
	if err := r.Start(t.Context()); err == nil {
		t.Error("started without a server")
	}
	if err := r.Submit(t.Context(), tasks.Job{Task: h.Task}); err == nil || events.kinds("") != "rejected" {
		t.Errorf("submitted without a server: %v, %s", err, events.kinds(""))
	}
}

var (
	_ tasks.Runner   = (*Runner)(nil)
	_ tasks.Checker  = (*Client)(nil)
	_ tasks.Expecter = (*Client)(nil)
)
