package tasks

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/specho/specho/rest/codec"
)

func TestJobs(t *testing.T) {
	t.Run("run in order, one worker after the other job", func(t *testing.T) {
		var got []string
		text := Handle(&Definition{Name: "text"}, codec.ItemString, func(_ context.Context, s string) error {
			got = append(got, s)
			return nil
		})
		m, _, _ := memory(t, Options{Default: QueueOptions{Workers: 1}}, text)
		var want []string
		for i := range 100 {
			s := fmt.Sprint(i)
			j, err := New(text.Task, &s, codec.ElemString, "")
			if err != nil {
				t.Fatal(err)
			}
			want = append(want, s)
			s = "changed after the copy"
			if err := m.Submit(t.Context(), j); err != nil {
				t.Fatal(err)
			}
		}
		drained(t, m)
		if fmt.Sprint(got) != fmt.Sprint(want) {
			t.Errorf("ran %v", got)
		}
	})
	t.Run("a value that JSON cannot carry makes no job", func(t *testing.T) {
		zero := 0.0
		inf := 1 / zero
		_, err := New(&Definition{Name: "measure"}, &inf, codec.ElemFloat64, "")
		if err == nil || !strings.Contains(err.Error(), "payload of task measure") {
			t.Errorf("error %v", err)
		}
	})
	t.Run("a payload that cannot be read is not tried again", func(t *testing.T) {
		task := &Definition{Name: "text", Retry: Retry{MaxAttempts: 5}}
		h := Handle(task, codec.ItemString, func(context.Context, string) error { return nil })
		m, events, _ := memory(t, Options{}, h)
		if err := m.Submit(t.Context(), Job{Task: task, Payload: []byte("7")}); err != nil {
			t.Fatal(err)
		}
		drained(t, m)
		if got := events.kinds(""); got != "submitted started failed dead" {
			t.Error(got)
		}
	})
	t.Run("queues do not wait for each other", func(t *testing.T) {
		stuck, free := make(chan struct{}), make(chan struct{})
		slow := Handler{&Definition{Name: "slow", Queue: "slow"}, func(context.Context, []byte) error { <-stuck; return nil }}
		fast := plain("fast", func(context.Context) error { close(free); return nil })
		m, _, _ := memory(t, Options{Queues: map[string]QueueOptions{"slow": {Workers: 1}}}, slow, fast)
		submit(t, m, slow)
		submit(t, m, slow)
		submit(t, m, fast)
		within(t, "the other queue", free)
		close(stuck)
		drained(t, m)
	})
}

func TestMemoryRefuses(t *testing.T) {
	h := plain("a", func(context.Context) error { return nil })
	if _, err := NewMemory([]Handler{h, h}, Options{}); err == nil || !strings.Contains(err.Error(), "two handlers") {
		t.Errorf("two handlers for a task: %v", err)
	}
	if _, err := NewMemory([]Handler{h}, Options{Queues: map[string]QueueOptions{"mial": {}}}); err == nil || !strings.Contains(err.Error(), `"mial"`) {
		t.Errorf("options for no queue: %v", err)
	}
	m, events, log := memory(t, Options{}, h)
	err := m.Submit(t.Context(), Job{Task: &Definition{Name: "b"}})
	if _, ok := errors.AsType[*UnknownTaskError](err); !ok || events.kinds("") != "rejected" || !strings.Contains(log.String(), "task b has no handler") {
		t.Errorf("unknown task: %v, events %s, log %s", err, events.kinds(""), log)
	}
	if err := m.Check([]*Definition{h.Task}); err != nil {
		t.Error(err)
	}
	if err := m.Check([]*Definition{h.Task, {Name: "b"}}); err == nil {
		t.Error("a task without a handler passes the check")
	}
	if err := m.Check([]*Definition{{Name: "a", Delivery: Durable}}); err == nil {
		t.Error("a durable task passes the check")
	}
	m, _, _ = memory(t, Options{AcceptDurable: true}, h)
	if err := m.Check([]*Definition{{Name: "a", Delivery: Durable}}); err != nil {
		t.Error(err)
	}
}

func TestFailures(t *testing.T) {
	t.Run("a panic stops its job only, and its stack is logged", func(t *testing.T) {
		bad := plain("bad", func(context.Context) error { panic("boom") })
		good := plain("good", func(context.Context) error { return nil })
		m, events, log := memory(t, Options{Default: QueueOptions{Workers: 1}}, bad, good)
		submit(t, m, bad)
		submit(t, m, good)
		drained(t, m)
		if events.kinds("bad") != "submitted started failed dead" || events.kinds("good") != "submitted started succeeded" {
			t.Errorf("bad: %s; good: %s", events.kinds("bad"), events.kinds("good"))
		}
		if text := log.String(); !strings.Contains(text, "panic: boom") || !strings.Contains(text, "memory_test.go") {
			t.Errorf("log %s", text)
		}
	})
	t.Run("a handler that ends its goroutine costs no worker", func(t *testing.T) {
		bad := plain("bad", func(context.Context) error { runtime.Goexit(); return nil })
		good := plain("good", func(context.Context) error { return nil })
		m, events, _ := memory(t, Options{Default: QueueOptions{Workers: 1}}, bad, good)
		for range 3 {
			submit(t, m, bad)
		}
		submit(t, m, good)
		drained(t, m)
		if events.count(Dead) != 3 || events.count(Succeeded) != 1 {
			t.Error(events.kinds(""))
		}
	})
	t.Run("a hook that panics harms nothing", func(t *testing.T) {
		h := plain("a", func(context.Context) error { return nil })
		log := &journal{}
		m, err := NewMemory([]Handler{h}, Options{Logger: silent, OnEvent: func(Event) { panic("hook") }})
		if err != nil {
			t.Fatal(err)
		}
		submit(t, m, h)
		drained(t, m)
		if s := m.Stats()[0]; s.Succeeded != 1 {
			t.Errorf("%+v %s", s, log)
		}
	})
	t.Run("an error says what has failed", func(t *testing.T) {
		h := plain("a", func(context.Context) error { return errBroken })
		m, events, log := memory(t, Options{}, h)
		submit(t, m, h)
		drained(t, m)
		if e := events.last(Dead); !errors.Is(e.Err, errBroken) || e.Attempt != 1 || e.ID == "" || e.Queue != DefaultQueue {
			t.Errorf("event %+v", e)
		}
		if text := log.String(); strings.Count(text, "\n") != 1 || !strings.Contains(text, "task=a id=1 queue=default attempt=1 error=broken") {
			t.Errorf("log %s", text)
		}
	})
}

func TestTimeout(t *testing.T) {
	t.Run("B91 ends, fails, counts", func(t *testing.T) {
		task := &Definition{Name: "slow", Timeout: 10 * time.Millisecond, Retry: Retry{MaxAttempts: 2, MinDelay: time.Millisecond}}
		var cause error
		h := HandleEmpty(task, func(ctx context.Context) error {
			<-ctx.Done()
			cause = context.Cause(ctx)
			return ctx.Err()
		})
		m, events, _ := memory(t, Options{}, h)
		submit(t, m, h)
		drained(t, m)
		if got := events.kinds(""); got != "submitted started failed retrying started failed dead" {
			t.Error(got)
		}
		if err := events.last(Dead).Err; !errors.Is(err, ErrTimeout) || !errors.Is(err, context.DeadlineExceeded) || cause != ErrTimeout {
			t.Errorf("error %v, cause %v", err, cause)
		}
		if e, s := events.last(Dead), m.Stats()[0]; e.Attempt != 2 || s.Started != 2 || s.Failed != 2 || s.Dead != 1 {
			t.Errorf("attempt %d of two, %+v", e.Attempt, s)
		}
		if run := events.last(Failed).Run; run < 10*time.Millisecond {
			t.Errorf("ran for %v", run)
		}
	})
}

// TestContext: a handler sees the values of the context of Submit, not its end,
// and what it is running.
func TestContext(t *testing.T) {
	type key struct{}
	var err error
	var value any
	var info Info
	ended := make(chan struct{})
	h := plain("a", func(ctx context.Context) error {
		<-ended
		err, value = ctx.Err(), ctx.Value(key{})
		info, _ = Current(ctx)
		return nil
	})
	m, _, _ := memory(t, Options{}, h)
	ctx, cancel := context.WithCancel(context.WithValue(t.Context(), key{}, "trace-7"))
	if err := m.Submit(ctx, Job{Task: h.Task, Key: "k"}); err != nil {
		t.Fatal(err)
	}
	cancel()
	close(ended)
	drained(t, m)
	if err != nil || value != "trace-7" {
		t.Errorf("err %v, value %v", err, value)
	}
	if info.Task != h.Task || info.ID != "1" || info.Key != "k" || info.Attempt != 1 {
		t.Errorf("info %+v", info)
	}
	if _, ok := Current(t.Context()); ok {
		t.Error("a context outside of a task has an Info")
	}
}

type spanKey struct{}

type spans struct {
	begun, ended []string
}

func (s *spans) Capture(ctx context.Context) map[string]string {
	return map[string]string{"traceparent": ctx.Value(spanKey{}).(string)}
}

func (s *spans) Start(ctx context.Context, info Info) (context.Context, func(error)) {
	s.begun = append(s.begun, info.Task.Name+" "+info.Trace["traceparent"])
	return ctx, func(err error) { s.ended = append(s.ended, fmt.Sprint(err)) }
}

func TestTracer(t *testing.T) {
	bad := plain("bad", func(context.Context) error { return errBroken })
	good := plain("good", func(context.Context) error { return nil })
	s := &spans{}
	m, _, _ := memory(t, Options{Tracer: s, Default: QueueOptions{Workers: 1}}, bad, good)
	ctx := context.WithValue(t.Context(), spanKey{}, "00-7")
	if err := m.Submit(ctx, Chain(false, Job{Task: bad.Task}, Job{Task: good.Task})); err != nil {
		t.Fatal(err)
	}
	drained(t, m)
	if fmt.Sprint(s.begun) != "[bad 00-7 good 00-7]" || fmt.Sprint(s.ended) != "[broken <nil>]" {
		t.Errorf("begun %v, ended %v", s.begun, s.ended)
	}
}

func TestChain(t *testing.T) {
	for _, tt := range []struct {
		stop bool
		want string // handlers that ran
		skip string // events of c
	}{
		{false, "[a b c]", "submitted started succeeded"},
		{true, "[a b]", "submitted cancelled"},
	} {
		t.Run(fmt.Sprintf("B86 stopOnError %v", tt.stop), func(t *testing.T) {
			var ran []string
			task := func(name, queue string, err error) Handler {
				return HandleEmpty(&Definition{Name: name, Queue: queue}, func(context.Context) error {
					time.Sleep(5 * time.Millisecond)
					ran = append(ran, name) // no race: they never overlap
					return err
				})
			}
			a, b, c := task("a", "x", nil), task("b", "y", errBroken), task("c", "x", nil)
			m, events, _ := memory(t, Options{}, a, b, c)
			if err := m.Submit(t.Context(), Chain(tt.stop, Job{Task: a.Task}, Job{Task: b.Task}, Job{Task: c.Task})); err != nil {
				t.Fatal(err)
			}
			drained(t, m)
			if fmt.Sprint(ran) != tt.want || events.kinds("c") != tt.skip {
				t.Errorf("ran %v; c: %s", ran, events.kinds("c"))
			}
			if tt.stop && !errors.Is(events.last(Cancelled).Err, ErrSkipped) {
				t.Errorf("skipped for %v", events.last(Cancelled).Err)
			}
		})
	}
}
