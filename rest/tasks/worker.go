package tasks

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"sync/atomic"
	"time"
)

// worker runs the jobs of a queue, one at a time.
type worker struct {
	q      *queue
	item   *item // that it runs, under the queue's lock
	cancel atomic.Pointer[context.CancelCauseFunc]
	begun  time.Time
	home   bool // it has left its loop as it should
}

func (w *worker) loop() {
	defer w.leave()
	for it := w.take(); it != nil; it = w.take() {
		w.run(it)
	}
	w.home = true
}

// leave replaces a worker whose handler has ended the goroutine.
func (w *worker) leave() {
	m := w.q.m
	if !w.home {
		if w.item != nil {
			m.settle(w, errExited)
		}
		w.q.mu.Lock()
		for i, other := range w.q.workers {
			if other == w {
				w.q.workers = append(w.q.workers[:i:i], w.q.workers[i+1:]...)
				break
			}
		}
		if !w.q.stopped {
			w.q.hire()
		}
		w.q.mu.Unlock()
	}
	m.drain.workers.Done()
}

// take waits for a job; nil: the queue has stopped.
func (w *worker) take() *item {
	q := w.q
	q.mu.Lock()
	defer q.mu.Unlock()
	for q.ready.n == 0 && !q.stopped {
		q.idle++
		q.woken.Wait()
	}
	if q.stopped {
		return nil
	}
	it := q.ready.pop()
	it.attempt++
	w.item = it
	q.stats.Running++
	q.stats.Started++
	q.leave()
	return it
}

// run makes one attempt.
func (w *worker) run(it *item) {
	m, task := w.q.m, it.job.Task
	ctx := it.ctx
	if ctx.Done() != nil {
		ctx = context.WithoutCancel(ctx)
	}
	info := Info{Task: task, ID: strconv.FormatUint(it.id, 10), Key: it.job.Key, Attempt: it.attempt, Trace: it.job.Trace}
	ctx, cancel := context.WithCancelCause(WithInfo(ctx, info))
	defer cancel(nil)
	w.cancel.Store(&cancel)
	if m.drain.stopping.Load() {
		cancel(ErrStopped)
	}
	w.begun = m.measured()
	m.event(it, Event{Kind: Started, Wait: max(0, w.begun.Sub(it.due))})
	m.settle(w, m.attempt(ctx, it, info))
}

// attempt calls the handler, within the task's time.
func (m *Memory) attempt(ctx context.Context, it *item, info Info) error {
	if d := it.job.Task.Timeout; d > 0 {
		var stop context.CancelFunc
		ctx, stop = withTimeout(ctx, m.clock, d)
		defer stop()
	}
	err := Protect(func() error {
		if m.tracer == nil {
			return it.handler.Run(ctx, it.job.Payload)
		}
		return m.traced(ctx, it, info)
	})
	if err == nil {
		return nil
	}
	if cause := context.Cause(ctx); cause != nil && !errors.Is(err, cause) {
		return fmt.Errorf("%w: %w", cause, err)
	}
	return err
}

// traced calls the handler inside of a span.
func (m *Memory) traced(ctx context.Context, it *item, info Info) error {
	ctx, end := m.tracer.Start(ctx, info)
	err := Protect(func() error { return it.handler.Run(ctx, it.job.Payload) })
	end(err)
	return err
}

// settle decides what becomes of the job that w has tried. A handler that returns
// nil has done its work, in time or not.
func (m *Memory) settle(w *worker, err error) {
	it, run := w.item, m.measured().Sub(w.begun)
	if err == nil {
		w.put(func(s *QueueStats) { s.Succeeded++ })
		m.release(&it.job)
		m.event(it, Event{Kind: Succeeded, Run: run})
		m.follow(it)
		it.recycle()
		m.ended()
		return
	}
	m.event(it, Event{Kind: Failed, Run: run, Err: err})
	retry := &it.job.Task.Retry
	switch {
	case IsPermanent(err) || it.attempt >= retry.Attempts() && !m.drain.stopping.Load():
		m.dead(w, err)
	case m.drain.stopping.Load():
		m.cancelled(it, w)
	default:
		m.retry(w, retry.After(it.attempt, m.random()), err)
	}
}

// put takes the job off a worker and counts what became of it.
func (w *worker) put(count func(*QueueStats)) {
	w.q.mu.Lock()
	defer w.q.mu.Unlock()
	w.item = nil
	w.q.stats.Running--
	count(&w.q.stats)
}

// retry has the job wait for its next attempt.
func (m *Memory) retry(w *worker, delay time.Duration, err error) {
	it := w.item
	it.due = m.clock.Now().Add(delay)
	m.log.WarnContext(it.ctx, "task failed, to be retried", append(m.facts(it), "in", delay, "error", err)...)
	w.put(func(s *QueueStats) {
		s.Failed++
		s.Retried++
		s.Waiting++
		w.q.room++ // although the queue may be full
	})
	m.event(it, Event{Kind: Retrying, Wait: delay, Err: err})
	m.later(it)
}

// dead gives a job up.
func (m *Memory) dead(w *worker, err error) {
	it := w.item
	args := append(m.facts(it), "error", err)
	if p, ok := errors.AsType[*PanicError](err); ok {
		args = append(args, "stack", string(p.Stack))
	}
	m.log.ErrorContext(it.ctx, "task failed for good", args...)
	w.put(func(s *QueueStats) {
		s.Failed++
		s.Dead++
	})
	m.release(&it.job)
	m.event(it, Event{Kind: Dead, Err: err})
	if it.job.stopOnError {
		m.skip(it, ErrSkipped)
	} else {
		m.follow(it)
	}
	it.recycle()
	m.ended()
}

// follow makes the next job of a chain ready, or has it wait for its delay.
func (m *Memory) follow(it *item) {
	j := it.job.next
	if j == nil {
		return
	}
	next := newItem(m.handlers[j.Task.Name], j, it.ctx)
	next.id = it.id + 1
	next.job.Trace = it.job.Trace
	next.due = m.dueIn(j.Task.Delay)
	q := next.handler.queue
	q.mu.Lock()
	q.room++
	q.mu.Unlock()
	if j.Task.Delay > 0 {
		m.later(next)
		return
	}
	q.due(next)
}

// skip cancels what follows in a chain.
func (m *Memory) skip(it *item, err error) {
	id := it.id
	for n := it.job.next; n != nil; n = n.next {
		id++
		q := m.handlers[n.Task.Name].queue
		q.mu.Lock()
		q.stats.Waiting--
		q.stats.Cancelled++
		q.mu.Unlock()
		m.release(n)
		m.log.WarnContext(it.ctx, "task skipped", "task", n.Task.Name, "id", id, "queue", q.name, "error", err)
		m.emit(Event{Kind: Cancelled, Task: n.Task, Queue: q.name, ID: m.idOf(id), Err: err})
		m.ended()
	}
}
