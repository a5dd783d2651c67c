package tasks

import (
	"context"
	"fmt"
	"log/slog"
	"maps"
	"math/rand/v2"
	"slices"
	"strconv"
	"sync"
	"sync/atomic"
	"time"
)

// Options adjusts a Memory. The zero Options is a good start.
type Options struct {
	// Queues has the options of single queues by name; others have those of
	// Default.
	Queues  map[string]QueueOptions
	Default QueueOptions

	// AcceptDurable takes tasks of delivery durable too, which do not survive this
	// process then: for development and tests.
	AcceptDurable bool

	// Grace is how long Drain waits for handlers to return after it has ended
	// their contexts; 0 stands for 1 s.
	Grace time.Duration

	Logger  *slog.Logger   // of failures, refusals and what Drain leaves; nil stands for slog.Default()
	OnEvent func(Event)    // sees everything, on the goroutine where it happens: be short
	Tracer  Tracer         // nil: none
	Clock   Clock          // nil stands for the machine's
	Random  func() float64 // from 0 to 1, without 1: jitter; nil stands for math/rand's
}

// QueueOptions adjusts one queue.
type QueueOptions struct {
	Workers  int           // jobs that run at the same time; 0 stands for 8
	Capacity int           // jobs that wait: ready, delayed and to be retried; 0 stands for 1024
	Overflow Overflow      // what happens to a job that finds no room
	MaxBlock time.Duration // how long Block waits; 0 stands for 1 s
}

// Overflow is what a full queue does.
type Overflow uint8

// Reject refuses the new job with ErrFull, at once. Block waits for room, until
// the context ends or MaxBlock has passed. DropOldest gives the new job the place
// of the one that has been ready longest; it refuses where all are delayed.
const (
	Reject Overflow = iota
	Block
	DropOldest
)

// Memory runs jobs in this process: workers and a bounded queue for each name.
// Goroutines are started when there is work. Jobs that have not ended end with
// the process: call Drain before it does, after the last Submit.
//
// A job whose idempotency key is that of a job of the same task which has not ended
// is skipped, and Submit returns nil. What follows it in its chain is not.
//
// A job that is to be retried, or that follows in a chain, is kept although its
// queue is full: there are never more than Capacity jobs waiting and Workers
// running, and what follows them in chains.
type Memory struct {
	handlers map[string]*connected
	queues   []*queue // by name
	timers   timers
	keys     keys

	log           *slog.Logger
	onEvent       func(Event)
	tracer        Tracer
	clock         Clock
	random        func() float64
	grace         time.Duration
	acceptDurable bool

	ids  atomic.Uint64
	open atomic.Int64 // jobs that were accepted and have not ended

	drain drain
}

// connected is a handler with its queue.
type connected struct {
	Handler
	queue *queue
}

// NewMemory returns a runner for the tasks that handlers are for. It refuses two
// handlers for one task, and options for queues that no task has.
func NewMemory(handlers []Handler, o Options) (*Memory, error) {
	m := &Memory{handlers: map[string]*connected{}, log: o.Logger, onEvent: o.OnEvent, tracer: o.Tracer,
		clock: o.Clock, random: o.Random, grace: o.Grace, acceptDurable: o.AcceptDurable}
	m.defaults()
	queues := map[string]*queue{}
	for _, h := range handlers {
		if m.handlers[h.Task.Name] != nil {
			return nil, fmt.Errorf("task %s has two handlers", h.Task.Name)
		}
		name := h.Task.QueueName()
		if queues[name] == nil {
			settings, own := o.Queues[name]
			if !own {
				settings = o.Default
			}
			queues[name] = newQueue(m, name, settings)
		}
		m.handlers[h.Task.Name] = &connected{h, queues[name]}
	}
	for name := range o.Queues {
		if queues[name] == nil {
			return nil, fmt.Errorf("options for queue %q, which no task has", name)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(queues)) {
		m.queues = append(m.queues, queues[name])
	}
	return m, nil
}

func (m *Memory) defaults() {
	if m.log == nil {
		m.log = slog.Default()
	}
	if m.clock == nil {
		m.clock = system{}
	}
	if m.random == nil {
		m.random = rand.Float64
	}
	if m.grace == 0 {
		m.grace = time.Second
	}
	m.timers.init(m)
	m.drain.init()
}

// Check reports tasks without a handler, and durable ones unless the options
// accept them.
func (m *Memory) Check(definitions []*Definition) error {
	for _, d := range definitions {
		switch {
		case m.handlers[d.Name] == nil:
			return &UnknownTaskError{d.Name}
		case d.Delivery == Durable && !m.acceptDurable:
			return fmt.Errorf("task %s is durable, and this runner keeps jobs in memory only (Options.AcceptDurable takes it all the same)", d.Name)
		}
	}
	return nil
}

// Submit hands a job to its queue. It does not wait, but for a full queue whose
// Overflow is Block.
func (m *Memory) Submit(ctx context.Context, j Job) error {
	h := m.handlers[j.Task.Name]
	if h == nil {
		return m.unknown(&j)
	}
	length := uint64(1)
	for n := j.next; n != nil; n = n.next {
		if m.handlers[n.Task.Name] == nil {
			return m.unknown(n)
		}
		length++
	}
	if (j.Key != "" || j.next != nil) && !m.claim(&j) {
		return nil
	}
	if m.tracer != nil && j.Trace == nil {
		j.Trace = m.tracer.Capture(ctx)
	}
	it := newItem(h, &j, ctx)
	it.id = m.ids.Add(length) - length + 1
	it.due = m.dueIn(j.Task.Delay)
	return m.accept(ctx, it)
}

func (m *Memory) unknown(j *Job) error {
	err := &UnknownTaskError{j.Task.Name}
	m.rejected(nil, j, err)
	return err
}

// accept reserves room for a job and puts it where it waits. With a hook or a
// chain there is something to do between the two, without the lock.
func (m *Memory) accept(ctx context.Context, it *item) error {
	q := it.handler.queue
	q.mu.Lock()
	dropped, err := q.reserve(ctx)
	if err != nil {
		q.mu.Unlock()
		for n := &it.job; n != nil; n = n.next {
			m.release(n)
		}
		m.rejected(q, &it.job, err)
		it.recycle()
		return err
	}
	if dropped != nil || m.onEvent != nil || it.job.next != nil {
		q.mu.Unlock()
		if dropped != nil {
			m.dropped(dropped)
		}
		m.event(it, Event{Kind: Submitted})
		m.hold(it)
		q.mu.Lock()
	}
	var placed bool
	if it.job.Task.Delay > 0 {
		q.mu.Unlock()
		placed = m.timers.add(it)
	} else {
		placed = q.push(it)
		q.mu.Unlock()
	}
	if !placed && !m.cancelled(it, nil) {
		return ErrStopped
	}
	return nil // it was accepted, though Drain may have listed it by now
}

// later has an accepted job wait for its time.
func (m *Memory) later(it *item) {
	if !m.timers.add(it) {
		m.cancelled(it, nil)
	}
}

// hold counts the jobs that follow in a chain as accepted.
func (m *Memory) hold(it *item) {
	id := it.id
	for n := it.job.next; n != nil; n = n.next {
		id++
		q := m.handlers[n.Task.Name].queue
		m.open.Add(1)
		q.mu.Lock()
		q.stats.Accepted++
		q.stats.Waiting++
		q.mu.Unlock()
		m.emit(Event{Kind: Submitted, Task: n.Task, Queue: q.name, ID: m.idOf(id)})
	}
}

// dueIn is when a job may start. The time of one that may at once is of interest to
// the hook only.
func (m *Memory) dueIn(delay time.Duration) time.Time {
	if delay <= 0 {
		return m.measured()
	}
	return m.clock.Now().Add(delay)
}

// measured is the time, for the hook.
func (m *Memory) measured() time.Time {
	if m.onEvent == nil {
		return time.Time{}
	}
	return m.clock.Now()
}

// ended closes the account of one job.
func (m *Memory) ended() {
	if m.open.Add(-1) == 0 {
		m.drain.signal()
	}
}

// Stats returns the figures of all queues, by name.
func (m *Memory) Stats() []QueueStats {
	all := make([]QueueStats, len(m.queues))
	for i, q := range m.queues {
		q.mu.Lock()
		all[i] = q.stats
		all[i].Ready = q.ready.n
		q.mu.Unlock()
	}
	return all
}

// item is a job on its way through a Memory.
type item struct {
	handler *connected
	job     Job
	ctx     context.Context // of Submit: for its values
	id      uint64
	attempt int       // that have begun
	due     time.Time // when it may start
}

var items = sync.Pool{New: func() any { return new(item) }}

func newItem(h *connected, j *Job, ctx context.Context) *item {
	it := items.Get().(*item)
	it.handler, it.job, it.ctx = h, *j, ctx
	return it
}

func (it *item) recycle() {
	*it = item{}
	items.Put(it)
}

// idOf is the text of an id, where somebody reads it.
func (m *Memory) idOf(id uint64) string {
	if m.onEvent == nil {
		return ""
	}
	return strconv.FormatUint(id, 10)
}
