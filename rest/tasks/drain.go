package tasks

import (
	"cmp"
	"context"
	"slices"
	"strconv"
	"sync"
	"sync/atomic"
)

// Unfinished is a job that Drain had no time for.
type Unfinished struct {
	Task     string
	ID       string
	Queue    string
	Key      string // idempotency key
	Attempts int    // that have begun
	Running  bool   // its handler has not returned
}

// drain is what the end of a Memory needs.
type drain struct {
	once     sync.Mutex
	done     bool
	draining atomic.Bool
	stopping atomic.Bool
	empty    chan struct{}  // the last job has ended
	workers  sync.WaitGroup // and the goroutine of the timers

	expecting sync.Mutex
	expected  int
	arrived   chan struct{} // all that were expected; nil: nobody waits

	leaving  sync.Mutex
	left     map[uint64]Unfinished
	reported bool
}

func (d *drain) init() {
	d.empty = make(chan struct{}, 1)
	d.left = map[uint64]Unfinished{}
}

// signal tells Drain that no job is open.
func (d *drain) signal() {
	if d.draining.Load() {
		select {
		case d.empty <- struct{}{}:
		default:
		}
	}
}

// Expect tells of a job that will be submitted soon: Drain does not refuse jobs
// before done was called.
func (m *Memory) Expect() (done func()) {
	d := &m.drain
	d.expecting.Lock()
	defer d.expecting.Unlock()
	d.expected++
	return func() {
		d.expecting.Lock()
		defer d.expecting.Unlock()
		d.expected--
		if d.expected == 0 && d.arrived != nil {
			close(d.arrived)
			d.arrived = nil
		}
	}
}

// Drain ends the runner: call it when the last request was answered. It refuses
// new jobs and lets the accepted ones go on, with their delays and retries, until
// ctx ends. Then it ends their contexts with the cause ErrStopped, waits a moment
// for the handlers, and returns and logs what is not done, in the order of its
// coming. Nothing is left if it returns none. Calling it again gives the same.
func (m *Memory) Drain(ctx context.Context) []Unfinished {
	d := &m.drain
	d.once.Lock()
	defer d.once.Unlock()
	if d.done {
		return d.list()
	}
	d.awaitExpected(ctx)
	for _, q := range m.queues {
		q.close()
	}
	d.draining.Store(true)
	m.awaitEmpty(ctx)
	m.stop()
	grace, cancel := context.WithTimeout(context.Background(), m.grace)
	defer cancel()
	if m.awaitEmpty(grace) {
		d.workers.Wait()
	}
	d.done = true
	return m.report()
}

func (d *drain) awaitExpected(ctx context.Context) {
	d.expecting.Lock()
	if d.expected == 0 {
		d.expecting.Unlock()
		return
	}
	arrived := make(chan struct{})
	d.arrived = arrived
	d.expecting.Unlock()
	select {
	case <-arrived:
	case <-ctx.Done():
	}
}

// awaitEmpty waits until no job is open; false: ctx ended before.
func (m *Memory) awaitEmpty(ctx context.Context) bool {
	for m.open.Load() > 0 {
		select {
		case <-m.drain.empty:
		case <-ctx.Done():
			return m.open.Load() == 0
		}
	}
	return true
}

// stop cancels everything that waits or runs.
func (m *Memory) stop() {
	m.drain.stopping.Store(true)
	var left []*item
	var busy []*worker
	for _, q := range m.queues {
		left = append(left, q.stop()...)
		q.mu.Lock()
		busy = append(busy, q.workers...)
		q.mu.Unlock()
	}
	for _, it := range append(left, m.timers.stop()...) {
		m.cancelled(it, nil)
	}
	for _, w := range busy {
		if cancel := w.cancel.Load(); cancel != nil {
			(*cancel)(ErrStopped)
		}
	}
}

// cancelled ends a job that the runner has no time for, with what follows it. It
// was waiting, or w has tried it in vain. It reports whether Drain lists it: not
// one that came after Drain's end.
func (m *Memory) cancelled(it *item, w *worker) (listed bool) {
	q := it.handler.queue
	listed = m.leave(it)
	if w != nil {
		w.put(func(s *QueueStats) {
			s.Failed++
			s.Cancelled++
		})
	} else {
		q.mu.Lock()
		q.stats.Waiting--
		q.stats.Cancelled++
		q.mu.Unlock()
	}
	m.release(&it.job)
	m.event(it, Event{Kind: Cancelled, Err: ErrStopped})
	m.skip(it, ErrStopped)
	it.recycle()
	m.ended()
	return listed
}

// leave notes a job and its followers as unfinished. It comes before the worker
// gives the job away: report finds it in one place or the other.
func (m *Memory) leave(it *item) bool {
	m.drain.leaving.Lock()
	defer m.drain.leaving.Unlock()
	if !m.drain.reported {
		m.note(it, false)
	}
	return !m.drain.reported
}

func (m *Memory) note(it *item, running bool) {
	left := m.drain.left
	left[it.id] = Unfinished{Task: it.job.Task.Name, ID: strconv.FormatUint(it.id, 10), Queue: it.handler.queue.name,
		Key: it.job.Key, Attempts: it.attempt, Running: running}
	id := it.id
	for n := it.job.next; n != nil; n = n.next {
		id++
		left[id] = Unfinished{Task: n.Task.Name, ID: strconv.FormatUint(id, 10), Queue: n.Task.QueueName(), Key: n.Key}
	}
}

// report adds the jobs whose handlers have not returned, logs and returns all.
func (m *Memory) report() []Unfinished {
	d := &m.drain
	d.leaving.Lock()
	d.reported = true
	for _, q := range m.queues {
		q.mu.Lock()
		for _, w := range q.workers {
			if w.item != nil && d.left[w.item.id].ID == "" {
				m.note(w.item, true)
			}
		}
		q.mu.Unlock()
	}
	d.leaving.Unlock()
	all := d.list()
	for _, u := range all {
		m.log.Error("task unfinished", "task", u.Task, "id", u.ID, "queue", u.Queue, "attempts", u.Attempts, "running", u.Running)
	}
	return all
}

// list gives the unfinished jobs by id.
func (d *drain) list() []Unfinished {
	d.leaving.Lock()
	defer d.leaving.Unlock()
	ids := make([]uint64, 0, len(d.left))
	for id := range d.left {
		ids = append(ids, id)
	}
	slices.SortFunc(ids, cmp.Compare)
	all := make([]Unfinished, len(ids))
	for i, id := range ids {
		all[i] = d.left[id]
	}
	return all
}
