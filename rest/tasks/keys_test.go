package tasks

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"sync"
	"testing"
	"time"
)

// TestKeys: a second job with the key of one that has not ended is skipped,
// whatever the payload; afterwards the key is free.
func TestKeys(t *testing.T) {
	gate := make(chan struct{})
	run := func(ctx context.Context, payload []byte) error {
		<-gate
		if info, _ := Current(ctx); string(payload) == "bad" && info.Attempt < 3 {
			return errBroken
		}
		return nil
	}
	a := Handler{&Definition{Name: "a", Retry: Retry{MaxAttempts: 2, Backoff: Constant, MinDelay: time.Millisecond}}, run}
	b := Handler{&Definition{Name: "b", Delay: 20 * time.Millisecond}, run}
	m, events, _ := memory(t, Options{Default: QueueOptions{Workers: 1}}, a, b)
	send := func(h Handler, key, payload string) {
		t.Helper()
		if err := m.Submit(t.Context(), Job{Task: h.Task, Key: key, Payload: []byte(payload)}); err != nil {
			t.Fatal(err)
		}
	}
	send(a, "1", "")
	events.await(t, Started, 1)
	send(a, "1", "x") // runs
	send(a, "2", "bad")
	send(a, "2", "") // waits for a worker
	send(b, "1", "") // another task
	send(b, "1", "") // waits for its time
	send(a, "", "")
	send(a, "", "") // no key, no limit
	if events.count(Submitted) != 5 || events.count(Duplicate) != 3 || m.Stats()[0].Duplicates != 3 {
		t.Errorf("%s: %+v", events.kinds(""), m.Stats())
	}
	if e := events.last(Duplicate); e.Task != b.Task || e.Queue != DefaultQueue || e.Kind.String() != "duplicate" {
		t.Errorf("event %+v", e)
	}
	close(gate)
	events.await(t, Succeeded, 4)
	events.await(t, Dead, 1)
	for range 3 { // done, dead, or free between two
		n := events.count(Succeeded)
		send(a, "1", "")
		events.await(t, Succeeded, n+1)
	}
	send(a, "2", "")
	drained(t, m)
	if n := len(m.keys.open); n != 0 || events.count(Succeeded) != 8 {
		t.Errorf("%d keys are left: %s", n, events.kinds(""))
	}
}

// TestKeysOfChains: a duplicate is skipped wherever it stands, its chain goes on.
func TestKeysOfChains(t *testing.T) {
	gate := make(chan struct{})
	h := func(name string) Handler {
		return plain(name, func(context.Context) error { <-gate; return nil })
	}
	a, b, c := h("a"), h("b"), h("c")
	m, events, _ := memory(t, Options{}, a, b, c)
	chain := Chain(false, Job{Task: a.Task}, Job{Task: b.Task, Key: "k"}, Job{Task: c.Task})
	for range 2 {
		if err := m.Submit(t.Context(), chain); err != nil {
			t.Fatal(err)
		}
	}
	for _, more := range []Job{
		Chain(true, Job{Task: b.Task, Key: "k"}, Job{Task: a.Task}),
		Chain(true, Job{Task: a.Task}, Job{Task: b.Task, Key: "k"}),
		Chain(true, Job{Task: b.Task, Key: "k"}, Job{Task: b.Task, Key: "k"}),
		Chain(true, Job{Task: c.Task, Key: "k"}, Job{Task: a.Task}, Job{Task: c.Task, Key: "k"}, Job{Task: a.Task}), // with itself
	} {
		if err := m.Submit(t.Context(), more); err != nil {
			t.Fatal(err)
		}
	}
	close(gate)
	drained(t, m)
	for name, want := range map[string]int{"a": 6, "b": 1, "c": 3} {
		ran := 0
		for _, e := range events.events {
			if e.Kind == Succeeded && e.Task.Name == name {
				ran++
			}
		}
		if ran != want {
			t.Errorf("%s ran %d times, want %d: %s", name, ran, want, events.kinds(name))
		}
	}
	if n := events.count(Duplicate); n != 6 || len(m.keys.open) != 0 {
		t.Errorf("%d duplicates, keys %v", n, m.keys.open)
	}
}

// TestKeysAreGivenBack: by jobs that were refused, dropped, skipped and cancelled,
// too. What is remembered is bounded by what is open.
func TestKeysAreGivenBack(t *testing.T) {
	for name, overflow := range map[string]Overflow{"reject": Reject, "drop oldest": DropOldest} {
		t.Run(name, func(t *testing.T) {
			h := Handler{&Definition{Name: "a"}, func(_ context.Context, payload []byte) error {
				if len(payload) > 0 {
					return errBroken
				}
				return nil
			}}
			m, err := NewMemory([]Handler{h}, Options{Logger: slog.New(slog.NewTextHandler(io.Discard, nil)),
				Default: QueueOptions{Workers: 2, Capacity: 10, Overflow: overflow}})
			if err != nil {
				t.Fatal(err)
			}
			var all sync.WaitGroup
			for g := range 4 {
				all.Go(func() {
					for i := range 5000 {
						j := Job{Task: h.Task, Key: fmt.Sprint(i), Payload: make([]byte, i%2)}
						if err := m.Submit(context.Background(), Chain(i%3 == 0, j, Job{Task: h.Task, Key: fmt.Sprint("then ", g, i)})); err != nil && !errors.Is(err, ErrFull) {
							t.Error(err)
						}
						if i%100 == 0 {
							m.keys.mu.Lock()
							if n := len(m.keys.open); n > 2*(10+2+4)+4 { // with what follows, and what is on its way
								t.Errorf("%d keys are held", n)
							}
							m.keys.mu.Unlock()
						}
					}
				})
			}
			all.Wait()
			now, cancel := context.WithCancel(context.Background())
			cancel()
			m.Drain(now)
			for range 1000 {
				if m.open.Load() == 0 {
					break
				}
				time.Sleep(time.Millisecond)
			}
			balanced(t, m)
			if n := len(m.keys.open); n != 0 {
				t.Errorf("%d keys are left", n)
			}
		})
	}
}
