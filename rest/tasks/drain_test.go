package tasks

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"math/rand/v2"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

func deadline(t *testing.T, d time.Duration) context.Context {
	ctx, cancel := context.WithTimeout(context.Background(), d)
	t.Cleanup(cancel)
	return ctx
}

func TestDrain(t *testing.T) {
	t.Run("B95 delayed and retrying jobs run to their end", func(t *testing.T) {
		delayed := HandleEmpty(&Definition{Name: "delayed", Delay: 30 * time.Millisecond}, func(context.Context) error { return nil })
		flaky := HandleEmpty(&Definition{Name: "flaky", Retry: Retry{MaxAttempts: 3, Backoff: Constant, MinDelay: 20 * time.Millisecond}},
			func(ctx context.Context) error {
				if info, _ := Current(ctx); info.Attempt < 3 {
					return errBroken
				}
				return nil
			})
		m, events, _ := memory(t, Options{}, delayed, flaky)
		if err := m.Submit(t.Context(), Chain(true, Job{Task: delayed.Task}, Job{Task: flaky.Task}, Job{Task: delayed.Task})); err != nil {
			t.Fatal(err)
		}
		submit(t, m, flaky)
		drained(t, m)
		if events.count(Succeeded) != 4 {
			t.Error(events.kinds(""))
		}
		if err := m.Submit(t.Context(), Job{Task: flaky.Task}); err != ErrStopped {
			t.Errorf("submit after the end: %v", err)
		}
		if left := m.Drain(t.Context()); len(left) != 0 {
			t.Errorf("the second time %v", left)
		}
	})
	t.Run("B95 accepts no more while it drains", func(t *testing.T) {
		stuck := make(chan struct{})
		h := plain("a", func(context.Context) error { <-stuck; return nil })
		m, _, _ := memory(t, Options{}, h)
		submit(t, m, h)
		over := make(chan []Unfinished)
		go func() { over <- m.Drain(deadline(t, 10*time.Second)) }()
		for m.Submit(t.Context(), Job{Task: h.Task}) == nil {
			time.Sleep(time.Millisecond)
		}
		close(stuck)
		if left := <-over; len(left) != 0 {
			t.Errorf("unfinished %v", left)
		}
	})
	t.Run("waits for jobs that are expected", func(t *testing.T) {
		h := plain("a", func(context.Context) error { return nil })
		m, events, _ := memory(t, Options{}, h)
		done := m.Expect()
		go func() {
			time.Sleep(30 * time.Millisecond)
			if err := m.Submit(context.Background(), Job{Task: h.Task}); err != nil {
				t.Error(err)
			}
			done()
		}()
		drained(t, m)
		if events.count(Succeeded) != 1 {
			t.Error(events.kinds(""))
		}
	})
}

// TestDrainDeadline: the deadline ends contexts with a cause, and what is left is
// returned and logged by name.
func TestDrainDeadline(t *testing.T) {
	t.Run("B95 cause and names", func(t *testing.T) {
		stuck := make(chan struct{})
		defer close(stuck)
		var cause error
		polite := Handler{&Definition{Name: "polite", Queue: "one", Retry: Retry{MaxAttempts: 9}}, func(ctx context.Context, _ []byte) error {
			<-ctx.Done()
			cause = context.Cause(ctx)
			return ctx.Err()
		}}
		last := Handler{&Definition{Name: "last", Queue: "two"}, func(ctx context.Context, _ []byte) error {
			<-ctx.Done()
			return nil // it got ready
		}}
		deaf := Handler{&Definition{Name: "deaf", Queue: "three"}, func(context.Context, []byte) error { <-stuck; return nil }}
		delayed := Handler{&Definition{Name: "delayed", Delay: time.Hour}, nil}
		retrying := Handler{&Definition{Name: "retrying", Retry: Retry{MaxAttempts: 2, MinDelay: time.Hour}}, func(context.Context, []byte) error { return errBroken }}
		m, events, log := memory(t, Options{Grace: 50 * time.Millisecond, Queues: map[string]QueueOptions{"one": {Workers: 1}}},
			polite, last, deaf, delayed, retrying)
		for _, j := range []Job{
			{Task: polite.Task, Key: "k"}, Chain(true, Job{Task: polite.Task}, Job{Task: delayed.Task}), // 1; 2 and 3 wait
			{Task: last.Task}, {Task: deaf.Task}, {Task: delayed.Task}, {Task: retrying.Task},
		} {
			if err := m.Submit(t.Context(), j); err != nil {
				t.Fatal(err)
			}
		}
		events.await(t, Started, 4)
		events.await(t, Retrying, 1)
		left := m.Drain(deadline(t, 20*time.Millisecond))
		want := []Unfinished{
			{"polite", "1", "one", "k", 1, false}, {"polite", "2", "one", "", 0, false}, {"delayed", "3", "default", "", 0, false},
			{"deaf", "5", "three", "", 1, true}, {"delayed", "6", "default", "", 0, false}, {"retrying", "7", "default", "", 1, false},
		}
		if fmt.Sprint(left) != fmt.Sprint(want) {
			t.Errorf("left %v\nwant %v", left, want)
		}
		if cause != ErrStopped {
			t.Errorf("cause %v", cause)
		}
		if text := log.String(); strings.Count(text, "task unfinished") != len(want) || !strings.Contains(text, "task=retrying id=7 queue=default attempts=1") {
			t.Errorf("log %s", text)
		}
		if events.count(Cancelled) != 5 || events.count(Succeeded) != 1 {
			t.Errorf("cancelled %d, succeeded %d", events.count(Cancelled), events.count(Succeeded))
		}
	})
}

// TestDrainLosesNothing ends a runner under load at a random time, again and
// again. Every job that was accepted has run, or is named.
func TestDrainLosesNothing(t *testing.T) {
	rounds, count := 5, 2000
	if long {
		rounds, count = 50, 10_000
	}
	var sum figures
	for round := range rounds {
		sum.add(drainRound(t, count, round%5 == 4))
	}
	t.Logf("%d rounds: %+v", rounds, sum)
}

type figures struct{ accepted, refused, succeeded, dead, unfinished int }

func (f *figures) add(o figures) {
	f.accepted += o.accepted
	f.refused += o.refused
	f.succeeded += o.succeeded
	f.dead += o.dead
	f.unfinished += o.unfinished
}

// drainRound offers count jobs from 4 goroutines and drains meanwhile. Short
// rounds have a deadline that nobody can keep.
func drainRound(t *testing.T, count int, short bool) (sum figures) {
	var ended sync.Map // by payload: what became of the job
	h := Handler{&Definition{Name: "plain"}, nil}
	delayed := Handler{&Definition{Name: "delayed", Queue: "delayed", Delay: 3 * time.Millisecond}, nil}
	flaky := Handler{&Definition{Name: "flaky", Queue: "flaky", Retry: Retry{MaxAttempts: 3, MinDelay: time.Millisecond}}, nil}
	run := func(ctx context.Context, payload []byte) error {
		info, _ := Current(ctx)
		if rand.IntN(100) == 0 {
			time.Sleep(time.Millisecond)
		}
		if info.Task == flaky.Task && rand.IntN(2) == 0 {
			return errBroken
		}
		if _, twice := ended.LoadOrStore(string(payload), true); twice {
			t.Errorf("%s ran twice", payload)
		}
		return nil
	}
	h.Run, delayed.Run, flaky.Run = run, run, run
	m, err := NewMemory([]Handler{h, delayed, flaky}, Options{Logger: slog.New(slog.NewTextHandler(io.Discard, nil)), Default: QueueOptions{Capacity: count}})
	if err != nil {
		t.Fatal(err)
	}
	var accepted, refused atomic.Int64
	var wg sync.WaitGroup
	for g := range 4 {
		wg.Go(func() {
			for i := g; i < count; i += 4 {
				j := Job{Task: []*Definition{h.Task, delayed.Task, flaky.Task}[i%3], Payload: fmt.Append(nil, i)}
				switch err := m.Submit(context.Background(), j); {
				case err == nil:
					accepted.Add(1)
				case errors.Is(err, ErrStopped):
					refused.Add(1)
				default:
					t.Error(err)
				}
			}
		})
	}
	time.Sleep(rand.N(time.Duration(count) * 2 * time.Microsecond))
	patience := 30 * time.Second
	if short {
		patience = time.Millisecond
	}
	left := m.Drain(deadline(t, patience))
	wg.Wait()
	balanced(t, m)
	sum = figures{accepted: int(accepted.Load()), refused: int(refused.Load()), unfinished: len(left)}
	for _, s := range m.Stats() {
		sum.succeeded += int(s.Succeeded)
		sum.dead += int(s.Dead)
		if s.Depth()+s.Running > 0 {
			t.Errorf("queue %s is not empty: %+v", s.Name, s)
		}
	}
	ran := 0
	ended.Range(func(any, any) bool { ran++; return true })
	if ran != sum.succeeded || sum.accepted+sum.refused != count || sum.accepted != sum.succeeded+sum.dead+sum.unfinished {
		t.Errorf("%d ran: %+v", ran, sum)
	}
	if !short && sum.unfinished > 0 {
		t.Errorf("%d are unfinished, with time enough", sum.unfinished)
	}
	return sum
}
