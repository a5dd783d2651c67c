package tasks

import (
	"context"
	"fmt"
	"sync"
	"sync/atomic"
	"time"
)

const (
	defaultWorkers  = 8
	defaultCapacity = 1024
	defaultMaxBlock = time.Second
)

// queue holds the jobs of one name that may start, in the order of their coming.
// Jobs that wait for their time are with the timers, but take room here.
type queue struct {
	m        *Memory
	name     string
	overflow Overflow
	maxBlock time.Duration

	mu      sync.Mutex
	woken   sync.Cond
	ready   ring
	room    int // places taken of Capacity
	idle    int // workers that wait and were not woken
	workers []*worker
	waiters []chan error // of Block, first come first served; nil: there is room
	closed  bool         // takes no new job
	stopped bool         // starts none either
	stats   QueueStats

	refusals refusals
}

func newQueue(m *Memory, name string, o QueueOptions) *queue {
	q := &queue{m: m, name: name, overflow: o.Overflow, maxBlock: o.MaxBlock}
	q.woken.L = &q.mu
	q.stats = QueueStats{Name: name, Capacity: o.Capacity, Workers: o.Workers}
	if q.stats.Capacity <= 0 {
		q.stats.Capacity = defaultCapacity
	}
	if q.stats.Workers <= 0 {
		q.stats.Workers = defaultWorkers
	}
	if q.maxBlock <= 0 {
		q.maxBlock = defaultMaxBlock
	}
	return q
}

// reserve takes room for a new job, under the lock, which it gives up while it
// waits. It returns the job that had to go for it.
func (q *queue) reserve(ctx context.Context) (dropped *item, err error) {
	switch {
	case q.closed:
		err = ErrStopped
	case q.room < q.stats.Capacity && len(q.waiters) == 0:
		q.grant()
		return nil, nil
	case q.overflow == DropOldest && q.ready.n > 0:
		dropped = q.ready.pop()
		q.room--
		q.stats.Dropped++
		q.grant()
		return dropped, nil
	case q.overflow == Block:
		if err = q.block(ctx); err == nil {
			return nil, nil
		}
	default:
		err = ErrFull
	}
	q.stats.Rejected++
	return nil, err
}

// grant gives a place to a new job.
func (q *queue) grant() {
	q.room++
	q.stats.Accepted++
	q.stats.Waiting++
	q.m.open.Add(1)
}

// block waits for a place, which was granted when it returns nil.
func (q *queue) block(ctx context.Context) error {
	place := make(chan error, 1)
	q.waiters = append(q.waiters, place)
	q.mu.Unlock()
	timer := q.m.clock.NewTimer(q.maxBlock)
	var err error
	select {
	case err = <-place:
	case <-timer.C():
		err = ErrFull
	case <-ctx.Done():
		err = fmt.Errorf("%w: %w", ErrFull, context.Cause(ctx))
	}
	timer.Stop()
	q.mu.Lock()
	for i, w := range q.waiters {
		if w == place {
			q.waiters = append(q.waiters[:i], q.waiters[i+1:]...)
			return err
		}
	}
	select {
	case err = <-place: // it came in the last moment
	default:
	}
	return err
}

// leave gives back a place, to who waits for it.
func (q *queue) leave() {
	q.room--
	if len(q.waiters) > 0 && q.room < q.stats.Capacity {
		q.grant()
		q.waiters[0] <- nil
		q.waiters = q.waiters[1:]
	}
}

// push makes a waiting job ready, under the lock. It returns false if no job will
// be started any more.
func (q *queue) push(it *item) bool {
	if q.stopped {
		return false
	}
	q.stats.Waiting--
	q.ready.push(it)
	switch {
	case q.idle > 0:
		q.idle--
		q.woken.Signal()
	case len(q.workers) < q.stats.Workers:
		q.hire()
	}
	return true
}

// hire starts a worker.
func (q *queue) hire() {
	w := &worker{q: q}
	q.workers = append(q.workers, w)
	q.m.drain.workers.Add(1)
	go w.loop()
}

// due makes a job ready whose time has come.
func (q *queue) due(it *item) {
	q.mu.Lock()
	pushed := q.push(it)
	q.mu.Unlock()
	if !pushed {
		q.m.cancelled(it, nil)
	}
}

// close refuses new jobs.
func (q *queue) close() {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.closed = true
	for _, w := range q.waiters {
		w <- ErrStopped
	}
	q.waiters = nil
}

// stop starts no more jobs, sends the workers home and returns the jobs that were
// ready.
func (q *queue) stop() []*item {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.closed, q.stopped = true, true
	var left []*item
	for q.ready.n > 0 {
		left = append(left, q.ready.pop())
		q.room--
		q.stats.Waiting++ // until they are counted as cancelled
	}
	q.woken.Broadcast()
	return left
}

// ring is a queue that grows as it needs.
type ring struct {
	slots   []*item // a power of two
	head, n int
}

func (r *ring) push(it *item) {
	if r.n == len(r.slots) {
		grown := make([]*item, max(16, 2*len(r.slots)))
		n := copy(grown, r.slots[r.head:])
		copy(grown[n:], r.slots[:r.head])
		r.slots, r.head = grown, 0
	}
	r.slots[(r.head+r.n)&(len(r.slots)-1)] = it
	r.n++
}

func (r *ring) pop() *item {
	it := r.slots[r.head]
	r.slots[r.head] = nil
	r.head = (r.head + 1) & (len(r.slots) - 1)
	r.n--
	return it
}

// refusals counts what was refused and not said yet: a full queue must not fill
// the log as well.
type refusals struct {
	logged atomic.Int64 // when the last line was written, in ns
	unsaid atomic.Int64
}

// say returns how many refusals a line is due for; 0: none yet.
func (r *refusals) say(now time.Time) int64 {
	r.unsaid.Add(1)
	last, at := r.logged.Load(), now.UnixNano()
	if at-last < int64(time.Second) && last != 0 || !r.logged.CompareAndSwap(last, at) {
		return 0
	}
	return r.unsaid.Swap(0)
}
