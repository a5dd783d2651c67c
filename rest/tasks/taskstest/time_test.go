package taskstest_test

import (
	"context"
	"errors"
	"io"
	"log/slog"
	"testing"
	"time"

	"github.com/specho/specho/rest/tasks"
	"github.com/specho/specho/rest/tasks/taskstest"
)

// stage is a runner on a clock that stands still. Its channel has the events.
func stage(t *testing.T, o tasks.Options, handlers ...tasks.Handler) (*tasks.Memory, *taskstest.Clock, <-chan tasks.Event) {
	t.Helper()
	clock, events := taskstest.NewClock(time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)), make(chan tasks.Event, 1000)
	o.Clock, o.OnEvent, o.Logger = clock, func(e tasks.Event) { events <- e }, slog.New(slog.NewTextHandler(io.Discard, nil))
	m, err := tasks.NewMemory(handlers, o)
	if err != nil {
		t.Fatal(err)
	}
	return m, clock, events
}

func next(t *testing.T, events <-chan tasks.Event, want tasks.Kind) tasks.Event {
	t.Helper()
	select {
	case e := <-events:
		if e.Kind != want {
			t.Fatalf("event %s of %s (%v), want %s", e.Kind, e.Task.Name, e.Err, want)
		}
		return e
	case <-time.After(10 * time.Second):
		t.Fatalf("no event, want %s", want)
	}
	panic("not reached")
}

func quiet(t *testing.T, events <-chan tasks.Event) {
	t.Helper()
	select {
	case e := <-events:
		t.Fatalf("event %s of %s too early", e.Kind, e.Task.Name)
	case <-time.After(20 * time.Millisecond):
	}
}

func drain(t *testing.T, m *tasks.Memory) {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
	defer cancel()
	if left := m.Drain(ctx); len(left) > 0 {
		t.Errorf("unfinished: %+v", left)
	}
}

func TestDelay(t *testing.T) {
	t.Run("B93 not before its time", func(t *testing.T) {
		done := func(context.Context) error { return nil }
		minute := tasks.HandleEmpty(&tasks.Definition{Name: "minute", Delay: time.Minute}, done)
		second := tasks.HandleEmpty(&tasks.Definition{Name: "second", Delay: time.Second}, done)
		m, clock, events := stage(t, tasks.Options{}, minute, second)
		for _, h := range []tasks.Handler{minute, second} { // the later one first
			if err := m.Submit(t.Context(), tasks.Job{Task: h.Task}); err != nil {
				t.Fatal(err)
			}
			next(t, events, tasks.Submitted)
		}
		clock.Advance(time.Second - 1)
		quiet(t, events)
		clock.Advance(1)
		if e := next(t, events, tasks.Started); e.Task != second.Task || e.Wait != 0 {
			t.Errorf("started %s after %v", e.Task.Name, e.Wait)
		}
		next(t, events, tasks.Succeeded)
		clock.Advance(58 * time.Second)
		quiet(t, events)
		if s := m.Stats()[0]; s.Waiting != 1 || s.Ready != 0 || s.Depth() != 1 || s.Succeeded != 1 {
			t.Errorf("stats %+v", s)
		}
		clock.Advance(time.Hour)
		if e := next(t, events, tasks.Started); e.Task != minute.Task {
			t.Errorf("started %s", e.Task.Name)
		}
		next(t, events, tasks.Succeeded)
		drain(t, m)
	})
}

func TestRetry(t *testing.T) {
	t.Run("B92 backoff on a clock of its own", func(t *testing.T) {
		broken := errors.New("broken")
		task := &tasks.Definition{Name: "a", Retry: tasks.Retry{MaxAttempts: 4, MinDelay: time.Second, MaxDelay: 5 * time.Second}}
		var seen []int
		h := tasks.HandleEmpty(task, func(ctx context.Context) error {
			info, _ := tasks.Current(ctx)
			seen = append(seen, info.Attempt)
			return broken
		})
		m, clock, events := stage(t, tasks.Options{Random: func() float64 { return 0.5 }}, h)
		if err := m.Submit(t.Context(), tasks.Job{Task: task}); err != nil {
			t.Fatal(err)
		}
		next(t, events, tasks.Submitted)
		// Half way between 1 s and 2 s, 4 s, and the most, 5 s.
		for i, delay := range []time.Duration{1500 * time.Millisecond, 2500 * time.Millisecond, 3 * time.Second} {
			next(t, events, tasks.Started)
			if e := next(t, events, tasks.Failed); e.Attempt != i+1 || e.Err != broken {
				t.Errorf("failed %+v", e)
			}
			if e := next(t, events, tasks.Retrying); e.Wait != delay {
				t.Errorf("attempt %d is followed after %v, want %v", i+1, e.Wait, delay)
			}
			clock.Advance(delay - 1)
			quiet(t, events)
			clock.Advance(1)
		}
		next(t, events, tasks.Started)
		next(t, events, tasks.Failed)
		if e := next(t, events, tasks.Dead); e.Attempt != 4 || e.Err != broken {
			t.Errorf("dead %+v", e)
		}
		drain(t, m)
		if s := m.Stats()[0]; len(seen) != 4 || s.Started != 4 || s.Failed != 4 || s.Retried != 3 || s.Dead != 1 || s.Depth() != 0 {
			t.Errorf("attempts %v, stats %+v", seen, s)
		}
	})
}

func TestPermanent(t *testing.T) {
	broken := errors.New("broken")
	h := tasks.HandleEmpty(&tasks.Definition{Name: "a", Retry: tasks.Retry{MaxAttempts: 4}}, func(context.Context) error {
		return tasks.Permanent(broken)
	})
	m, _, events := stage(t, tasks.Options{}, h)
	if err := m.Submit(t.Context(), tasks.Job{Task: h.Task}); err != nil {
		t.Fatal(err)
	}
	for _, k := range []tasks.Kind{tasks.Submitted, tasks.Started, tasks.Failed} {
		next(t, events, k)
	}
	if e := next(t, events, tasks.Dead); !errors.Is(e.Err, broken) {
		t.Errorf("dead %+v", e)
	}
	if tasks.Permanent(nil) != nil {
		t.Error("no error became one")
	}
	drain(t, m)
}

// TestTimeoutOnOtherClock: a clock that is not the machine's ends attempts too.
func TestTimeoutOnOtherClock(t *testing.T) {
	t.Run("B91 on another clock", func(t *testing.T) {
		h := tasks.HandleEmpty(&tasks.Definition{Name: "a", Timeout: time.Hour}, func(ctx context.Context) error {
			<-ctx.Done()
			return ctx.Err()
		})
		m, clock, events := stage(t, tasks.Options{}, h)
		if err := m.Submit(t.Context(), tasks.Job{Task: h.Task}); err != nil {
			t.Fatal(err)
		}
		next(t, events, tasks.Submitted)
		next(t, events, tasks.Started)
		for clock.Timers() == 0 {
			time.Sleep(time.Millisecond)
		}
		clock.Advance(time.Hour)
		if e := next(t, events, tasks.Failed); !errors.Is(e.Err, tasks.ErrTimeout) || e.Run != time.Hour {
			t.Errorf("failed %+v", e)
		}
		next(t, events, tasks.Dead)
		drain(t, m)
		if clock.Timers() != 0 {
			t.Error("a timer is left")
		}
	})
}

func TestBackoff(t *testing.T) {
	r := func(b tasks.Backoff, low, high time.Duration) tasks.Retry {
		return tasks.Retry{Backoff: b, MinDelay: low, MaxDelay: high}
	}
	for _, tt := range []struct {
		retry  tasks.Retry
		failed int
		random float64
		want   time.Duration
	}{
		{r(tasks.Constant, time.Second, time.Minute), 7, 0.9, time.Second},
		{r(tasks.Linear, time.Second, time.Minute), 7, 0.9, 7 * time.Second},
		{r(tasks.Linear, time.Second, time.Minute), 61, 0.9, time.Minute},
		{r(tasks.Exponential, time.Second, time.Minute), 1, 0, time.Second},
		{r(tasks.Exponential, time.Second, time.Minute), 5, 0, time.Second},
		{r(tasks.Exponential, time.Second, time.Minute), 3, 0.5, 4500 * time.Millisecond},
		{r(tasks.Exponential, time.Second, time.Minute), 5000, 0.5, 30500 * time.Millisecond},
		{r(tasks.Exponential, time.Hour, time.Minute), 1, 0.5, time.Minute},
		{r(tasks.Exponential, 0, 0), 1, 0.5, 1500 * time.Millisecond},
		{r(tasks.Exponential, 0, 0), 50, 0, time.Second},
		{r(tasks.Constant, time.Hour, 0), 1, 0, time.Hour},
	} {
		if got := tt.retry.After(tt.failed, tt.random); got != tt.want {
			t.Errorf("%s %v-%v after %d failures: %v, want %v", tt.retry.Backoff, tt.retry.MinDelay, tt.retry.MaxDelay, tt.failed, got, tt.want)
		}
	}
	if (&tasks.Retry{}).Attempts() != 1 {
		t.Error("the zero Retry is more than one attempt")
	}
}
