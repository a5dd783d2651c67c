package tasks

import (
	"context"
	"fmt"
	"runtime"
	"slices"
	"sync"
	"testing"
	"time"
)

// BenchmarkHandOff is what Submit is measured against: a value sent to a goroutine
// that waits for it, and its answer.
func BenchmarkHandOff(b *testing.B) {
	jobs, done := make(chan Job), make(chan struct{})
	go func() {
		for range jobs {
			done <- struct{}{}
		}
	}()
	j := Job{Task: &Definition{Name: "a"}}
	b.ReportAllocs()
	for b.Loop() {
		jobs <- j
		<-done
	}
	close(jobs)
}

// BenchmarkSubmitAndRun is a job from Submit to its end, the worker waiting.
func BenchmarkSubmitAndRun(b *testing.B) {
	done := make(chan struct{})
	h := plain("a", func(context.Context) error { done <- struct{}{}; return nil })
	m, err := NewMemory([]Handler{h}, Options{Logger: silent, Default: QueueOptions{Workers: 1}})
	if err != nil {
		b.Fatal(err)
	}
	ctx, j := context.Background(), Job{Task: h.Task}
	b.ReportAllocs()
	for b.Loop() {
		if err := m.Submit(ctx, j); err != nil {
			b.Fatal(err)
		}
		<-done
	}
	m.Drain(ctx)
}

// BenchmarkSubmit is the submitter's part, against a send to a goroutine that
// waits, by medians: batches in turn, each job for a worker of its own, on one processor, so
// that nothing but the submitter runs within a batch.
func BenchmarkSubmit(b *testing.B) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	const batch = 64
	var ran sync.WaitGroup
	var handlers []Handler
	var taken []chan Job
	for i := range batch {
		name := fmt.Sprint("task", i)
		handlers = append(handlers, Handler{&Definition{Name: name, Queue: name}, func(context.Context, []byte) error {
			ran.Done()
			return nil
		}})
		c := make(chan Job)
		taken = append(taken, c)
		go func() {
			for range c {
				ran.Done()
			}
		}()
	}
	m, err := NewMemory(handlers, Options{Logger: silent, Default: QueueOptions{Workers: 1}})
	if err != nil {
		b.Fatal(err)
	}
	ctx := context.Background()
	jobs := make([]Job, batch)
	for i := range jobs {
		jobs[i].Task = handlers[i].Task
	}
	settle := func() { // until all wait again
		ran.Wait()
		for range 3 {
			runtime.Gosched()
		}
	}
	var submits, sends []time.Duration // of batches: the machine has other work too
	b.ReportAllocs()
	for b.Loop() {
		ran.Add(batch)
		start := time.Now()
		for i := range jobs {
			if err := m.Submit(ctx, jobs[i]); err != nil {
				b.Fatal(err)
			}
		}
		submits = append(submits, time.Since(start))
		settle()
		ran.Add(batch)
		start = time.Now()
		for i := range jobs {
			taken[i] <- jobs[i]
		}
		sends = append(sends, time.Since(start))
		settle()
	}
	slices.Sort(submits)
	slices.Sort(sends)
	submit, send := submits[len(submits)/2], sends[len(sends)/2]
	b.ReportMetric(float64(submit)/batch, "ns/submit")
	b.ReportMetric(float64(send)/batch, "ns/send")
	b.ReportMetric(float64(submit)/float64(send), "ratio")
	for _, c := range taken {
		close(c)
	}
	m.Drain(ctx)
}

// TestSubmitAllocates: nothing of Submit's own is garbage.
func TestSubmitAllocates(t *testing.T) {
	if raceEnabled {
		t.Skip("the race detector empties pools at random")
	}
	h := plain("a", func(context.Context) error { return nil })
	m, err := NewMemory([]Handler{h}, Options{Logger: silent, Default: QueueOptions{Workers: 1, Capacity: 10_000}})
	if err != nil {
		t.Fatal(err)
	}
	defer drained(t, m)
	m.queues[0].stats.Workers = 0 // nobody runs the jobs while they are counted
	ctx, j := context.Background(), Job{Task: h.Task}
	for range 4096 {
		m.queues[0].push(newItem(m.handlers["a"], &j, ctx)) // the queue has grown
	}
	for m.queues[0].ready.n > 0 {
		m.queues[0].ready.pop().recycle()
	}
	m.queues[0].stats.Waiting = 0
	if n := testing.AllocsPerRun(1000, func() { _ = m.Submit(ctx, j) }); n > 1 {
		t.Errorf("%v allocations a Submit", n)
	}
	m.queues[0].mu.Lock()
	m.queues[0].stats.Workers = 1
	m.queues[0].hire()
	m.queues[0].mu.Unlock()
}
