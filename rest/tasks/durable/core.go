package durable

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"maps"
	"math/rand/v2"
	"slices"
	"sync"
	"time"

	"github.com/specho/specho/rest/tasks"
)

// Options are what the durable runners have in common. The zero Options is a good
// start.
type Options struct {
	Logger  *slog.Logger      // of failures; nil stands for slog.Default()
	OnEvent func(tasks.Event) // sees what happens in this process, on the goroutine where it happens: be short
	Tracer  tasks.Tracer      // nil: none
	Random  func() float64    // from 0 to 1, without 1: jitter; nil stands for math/rand's
}

// Core makes the attempts of a durable runner and tells what becomes of the jobs.
type Core struct {
	Options
	handlers map[string]tasks.Handler

	mu       sync.Mutex
	running  map[string]*attempt // by the id of the job
	cut      []tasks.Unfinished  // that Stop has interrupted
	stopped  bool
	changed  chan struct{} // closed when running or expected shrinks
	expected int
}

// attempt is one that has not ended.
type attempt struct {
	tasks.Unfinished
	cancel context.CancelCauseFunc
}

// NewCore returns a Core for the tasks that handlers are for; two handlers for one
// task are an error.
func NewCore(handlers []tasks.Handler, o Options) (*Core, error) {
	c := &Core{Options: o, handlers: map[string]tasks.Handler{}, running: map[string]*attempt{}, changed: make(chan struct{})}
	if c.Logger == nil {
		c.Logger = slog.Default()
	}
	if c.Random == nil {
		c.Random = rand.Float64
	}
	for _, h := range handlers {
		if _, twice := c.handlers[h.Task.Name]; twice {
			return nil, fmt.Errorf("task %s has two handlers", h.Task.Name)
		}
		c.handlers[h.Task.Name] = h
	}
	return c, nil
}

// Find gives the definition of a task that has a handler; nil if it has none.
func (c *Core) Find(name string) *tasks.Definition { return c.handlers[name].Task }

// Queues lists the queues of the tasks that have handlers.
func (c *Core) Queues() []string {
	names := map[string]bool{}
	for _, h := range c.handlers {
		names[h.Task.QueueName()] = true
	}
	return slices.Sorted(maps.Keys(names))
}

// Workers gives the number of workers of each queue of Queues: the one in set, if it is
// above zero, else usual. A queue in set that no task has is an error.
func (c *Core) Workers(set map[string]int, usual int) (map[string]int, error) {
	workers := map[string]int{}
	for _, name := range c.Queues() {
		if workers[name] = set[name]; workers[name] <= 0 {
			workers[name] = usual
		}
	}
	for _, name := range slices.Sorted(maps.Keys(set)) {
		if workers[name] == 0 {
			return nil, fmt.Errorf("workers for queue %q, which no task has", name)
		}
	}
	return workers, nil
}

// Expect tells of a job that will be submitted soon: AwaitExpected waits for it.
// Call done once.
func (c *Core) Expect() (done func()) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.expected++
	return func() {
		c.mu.Lock()
		defer c.mu.Unlock()
		c.expected--
		c.shrunk()
	}
}

// shrunk wakes those who wait in await.
func (c *Core) shrunk() {
	close(c.changed)
	c.changed = make(chan struct{})
}

// AwaitExpected waits until all expected jobs were submitted, or ctx ends.
func (c *Core) AwaitExpected(ctx context.Context) {
	c.await(ctx, func() bool { return c.expected == 0 })
}

// AwaitIdle waits until no attempt runs, or ctx ends.
func (c *Core) AwaitIdle(ctx context.Context) {
	c.await(ctx, func() bool { return len(c.running) == 0 })
}

func (c *Core) await(ctx context.Context, over func() bool) {
	for {
		c.mu.Lock()
		done, changed := over(), c.changed
		c.mu.Unlock()
		if done {
			return
		}
		select {
		case <-changed:
		case <-ctx.Done():
			return
		}
	}
}

// Stop ends the contexts of all attempts with the cause ErrStopped. One that fails
// from then on is Interrupted, and one that begins is at once.
func (c *Core) Stop() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.stopped = true
	for _, a := range c.running {
		a.cancel(tasks.ErrStopped)
	}
}

// Left lists and logs the jobs that Stop has interrupted, and those whose handlers
// have not returned yet. They are in the queue still.
func (c *Core) Left() []tasks.Unfinished {
	c.mu.Lock()
	all := slices.Clone(c.cut)
	for _, a := range c.running {
		all = append(all, a.Unfinished)
	}
	c.mu.Unlock()
	slices.SortFunc(all, func(a, b tasks.Unfinished) int {
		return cmp.Or(cmp.Compare(len(a.ID), len(b.ID)), cmp.Compare(a.ID, b.ID))
	})
	for _, u := range all {
		c.Logger.Warn("task interrupted, to be run again", "task", u.Task, "id", u.ID, "queue", u.Queue, "attempts", u.Attempts, "running", u.Running)
	}
	return all
}

// enter notes an attempt that begins.
func (c *Core) enter(a *attempt) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.running[a.ID] = a
	if c.stopped {
		a.cancel(tasks.ErrStopped)
	}
}

// exit notes that an attempt has ended, and reports whether it was interrupted.
func (c *Core) exit(a *attempt, err error) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.running[a.ID] == a {
		delete(c.running, a.ID)
	}
	c.shrunk()
	interrupted := err != nil && c.stopped && !tasks.IsPermanent(err)
	if interrupted {
		a.Running = false
		c.cut = append(c.cut, a.Unfinished)
	}
	return interrupted
}

// call makes an attempt within the time of the task. The handler's context has the
// values of ctx, and ends with it.
func (c *Core) call(ctx context.Context, h tasks.Handler, info tasks.Info, payload []byte) error {
	if d := h.Task.Timeout; d > 0 {
		var stop context.CancelFunc
		ctx, stop = context.WithTimeoutCause(ctx, d, tasks.ErrTimeout)
		defer stop()
	}
	err := isolate(func() error {
		if c.Tracer == nil {
			return h.Run(ctx, payload)
		}
		ctx, end := c.Tracer.Start(ctx, info)
		err := tasks.Protect(func() error { return h.Run(ctx, payload) })
		end(err)
		return err
	})
	if cause := context.Cause(ctx); err != nil && cause != nil && !errors.Is(err, cause) {
		return fmt.Errorf("%w: %w", cause, err)
	}
	return err
}

var errExited = errors.New("the handler has ended its goroutine")

// isolate calls f on a goroutine of its own: one that f ends, as t.FailNow does,
// would be a worker of the queue otherwise.
func isolate(f func() error) error {
	result := make(chan error, 1)
	go func() {
		err := errExited
		defer func() { result <- err }()
		err = tasks.Protect(f)
	}()
	return <-result
}

// since is the time that has passed, at least 0: clocks of machines differ.
func since(t time.Time) time.Duration { return max(0, time.Since(t)) }
