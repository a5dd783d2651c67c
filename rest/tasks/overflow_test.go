package tasks

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

// full is a queue of two places whose only worker is busy until open is closed.
func full(t *testing.T, o QueueOptions) (m *Memory, h Handler, events *history, log *journal, open chan struct{}, ran *[]string) {
	t.Helper()
	open, ran = make(chan struct{}), new([]string)
	h = Handler{&Definition{Name: "a"}, func(_ context.Context, payload []byte) error {
		<-open
		*ran = append(*ran, string(payload))
		return nil
	}}
	o.Workers, o.Capacity = 1, 2
	m, events, log = memory(t, Options{Default: o}, h)
	for i := range 3 {
		if err := m.Submit(t.Context(), Job{Task: h.Task, Payload: fmt.Append(nil, i)}); err != nil {
			t.Fatal(err)
		}
		if i == 0 {
			events.await(t, Started, 1)
		}
	}
	return m, h, events, log, open, ran
}

func TestReject(t *testing.T) {
	t.Run("B94 rejected, counted, told", func(t *testing.T) {
		m, h, events, log, open, ran := full(t, QueueOptions{})
		for range 5 {
			if err := m.Submit(t.Context(), Job{Task: h.Task, Payload: []byte("x")}); err != ErrFull {
				t.Errorf("error %v", err)
			}
		}
		s := m.Stats()[0]
		if s.Rejected != 5 || s.Accepted != 3 || s.Ready != 2 || s.Running != 1 || events.count(Rejected) != 5 {
			t.Errorf("stats %+v, events %s", s, events.kinds(""))
		}
		if n := strings.Count(log.String(), "task rejected"); n != 1 {
			t.Errorf("%d log lines in a moment:\n%s", n, log)
		}
		if e := events.last(Rejected); e.Err != ErrFull || e.Task != h.Task || e.Queue != DefaultQueue {
			t.Errorf("event %+v", e)
		}
		close(open)
		drained(t, m)
		if fmt.Sprint(*ran) != "[0 1 2]" {
			t.Errorf("ran %v", *ran)
		}
	})
}

func TestDropOldest(t *testing.T) {
	m, h, events, _, open, ran := full(t, QueueOptions{Overflow: DropOldest})
	for _, p := range []string{"3", "4", "5"} {
		if err := m.Submit(t.Context(), Job{Task: h.Task, Payload: []byte(p)}); err != nil {
			t.Errorf("error %v", err)
		}
	}
	close(open)
	drained(t, m)
	if fmt.Sprint(*ran) != "[0 4 5]" || events.count(Dropped) != 3 || m.Stats()[0].Dropped != 3 {
		t.Errorf("ran %v, events %s", *ran, events.kinds(""))
	}
}

// TestDropOldestKeepsDelayed: where nothing is ready there is nothing to drop.
func TestDropOldestKeepsDelayed(t *testing.T) {
	h := HandleEmpty(&Definition{Name: "a", Delay: 50 * time.Millisecond}, func(context.Context) error { return nil })
	m, events, _ := memory(t, Options{Default: QueueOptions{Capacity: 1, Overflow: DropOldest}}, h)
	submit(t, m, h)
	if err := m.Submit(t.Context(), Job{Task: h.Task}); err != ErrFull {
		t.Errorf("error %v", err)
	}
	drained(t, m)
	if events.count(Succeeded) != 1 {
		t.Error(events.kinds(""))
	}
}

func TestBlock(t *testing.T) {
	t.Run("until there is room", func(t *testing.T) {
		m, h, _, _, open, ran := full(t, QueueOptions{Overflow: Block, MaxBlock: time.Minute})
		var all sync.WaitGroup
		for range 10 {
			all.Go(func() {
				if err := m.Submit(context.Background(), Job{Task: h.Task, Payload: []byte("x")}); err != nil {
					t.Error(err)
				}
			})
		}
		time.Sleep(20 * time.Millisecond)
		if s := m.Stats()[0]; s.Depth() != 2 || s.Accepted != 3 {
			t.Errorf("stats %+v", s)
		}
		close(open)
		all.Wait()
		drained(t, m)
		if len(*ran) != 13 {
			t.Errorf("ran %v", *ran)
		}
	})
	t.Run("until the context ends", func(t *testing.T) {
		m, h, _, _, open, _ := full(t, QueueOptions{Overflow: Block, MaxBlock: time.Minute})
		ctx, cancel := context.WithTimeout(t.Context(), 10*time.Millisecond)
		defer cancel()
		if err := m.Submit(ctx, Job{Task: h.Task}); !errors.Is(err, ErrFull) || !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("error %v", err)
		}
		close(open)
	})
	t.Run("not for long", func(t *testing.T) {
		m, h, _, _, open, _ := full(t, QueueOptions{Overflow: Block, MaxBlock: 10 * time.Millisecond})
		if err := m.Submit(t.Context(), Job{Task: h.Task}); err != ErrFull {
			t.Errorf("error %v", err)
		}
		close(open)
	})
	t.Run("until the runner drains", func(t *testing.T) {
		m, h, _, _, open, _ := full(t, QueueOptions{Overflow: Block, MaxBlock: time.Minute})
		refused := make(chan error)
		go func() { refused <- m.Submit(context.Background(), Job{Task: h.Task}) }()
		time.Sleep(20 * time.Millisecond)
		go func() { time.Sleep(20 * time.Millisecond); close(open) }()
		drained(t, m)
		if err := <-refused; err != ErrStopped {
			t.Errorf("error %v", err)
		}
	})
}

// TestRetriesAreKept: jobs that failed keep their place although the queue has
// been filled behind them, and the queue stays bounded.
func TestRetriesAreKept(t *testing.T) {
	var most atomic.Int64
	task := &Definition{Name: "a", Retry: Retry{MaxAttempts: 3, Backoff: Constant, MinDelay: time.Millisecond}}
	h := HandleEmpty(task, func(ctx context.Context) error {
		if info, _ := Current(ctx); info.Attempt < 3 {
			return errBroken
		}
		return nil
	})
	m, err := NewMemory([]Handler{h}, Options{Logger: silent, Default: QueueOptions{Workers: 2, Capacity: 10}})
	if err != nil {
		t.Fatal(err)
	}
	var accepted uint64
	for range 20_000 {
		if m.Submit(t.Context(), Job{Task: task}) == nil {
			accepted++
		}
		s := m.Stats()[0]
		most.Store(max(most.Load(), int64(s.Depth()+s.Running)))
	}
	drained(t, m)
	balanced(t, m)
	if s := m.Stats()[0]; s.Succeeded != accepted || s.Retried != 2*accepted {
		t.Errorf("%d accepted: %+v", accepted, s)
	}
	if most.Load() > 12 {
		t.Errorf("%d jobs at once, with room for 10 and 2 workers", most.Load())
	}
}

// TestOverload offers ten times what the workers can do: memory stays flat and
// every job is counted.
func TestOverload(t *testing.T) {
	length := time.Second / 2
	if long {
		length = time.Minute
	}
	var ran atomic.Uint64
	h := plain("a", func(context.Context) error {
		time.Sleep(time.Millisecond)
		ran.Add(1)
		return nil
	})
	m, err := NewMemory([]Handler{h}, Options{Logger: silent, Default: QueueOptions{Workers: 2, Capacity: 1000}})
	if err != nil {
		t.Fatal(err)
	}
	var offered, accepted uint64
	var early uint64
	begun := time.Now()
	for time.Since(begun) < length {
		for range 20 {
			offered++
			if m.Submit(t.Context(), Job{Task: h.Task, Payload: make([]byte, 1000)}) == nil {
				accepted++
			}
		}
		time.Sleep(time.Millisecond)
		if early == 0 && time.Since(begun) > length/5 {
			early = heapSize()
		}
	}
	late := heapSize()
	drained(t, m)
	balanced(t, m)
	s := m.Stats()[0]
	if s.Accepted != accepted || s.Succeeded != accepted || ran.Load() != accepted || s.Rejected != offered-accepted || s.Rejected == 0 {
		t.Errorf("%d offered, %d accepted, %d ran: %+v", offered, accepted, ran.Load(), s)
	}
	if late > early+1<<20 {
		t.Errorf("the heap has grown from %d to %d bytes", early, late)
	}
	t.Logf("%d offered, %d accepted and run, %d rejected; heap %d kB, then %d kB", offered, accepted, s.Rejected, early/1000, late/1000)
}

func heapSize() uint64 {
	var s runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&s)
	return s.HeapAlloc
}
