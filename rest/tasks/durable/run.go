package durable

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/specho/specho/rest/tasks"
)

// Attempt is what a queue knows of a job that it wants to be run.
type Attempt struct {
	Task    string
	ID      string // of the job, unique for its runner
	Key     string // idempotency key
	Number  int    // of this attempt, from 1
	Failed  int    // attempts that have failed
	Lost    int    // attempts whose process ended before they did
	MaxLost int    // so many of those are forgiven; 0: any number
	Due     time.Time
	Trace   map[string]string
	Body    *Body
}

// Outcome is what becomes of a job after an attempt.
type Outcome uint8

// A job is Done; is tried Again later; is Dead, after too many failures, or Refused
// by an error that another attempt would meet again. An Interrupted one is tried
// again, now or later, as if this attempt had not been.
const (
	Done Outcome = iota
	Again
	Dead
	Refused
	Interrupted
)

// Result tells what to do with a job. Follower is what the queue takes before the
// job is over, nil if there is nothing: it may be offered a second time after a
// crash, so it needs a key.
type Result struct {
	Outcome  Outcome
	Delay    time.Duration // Again, Interrupted: until the next attempt
	Err      error         // nil if Done
	Follower *tasks.Job
}

// unknownDelay is how long a job rests that this process has no handler for: another
// may have one.
const unknownDelay = 30 * time.Second

var errLost = errors.New("the process has ended during the attempt, too often")

// Run makes an attempt and reports it to log and hook.
func (c *Core) Run(ctx context.Context, a Attempt) Result {
	h, follower, err := c.lookUp(a)
	if err != nil {
		c.Logger.ErrorContext(ctx, "task not run", "task", a.Task, "id", a.ID, "error", err)
		return Result{Outcome: Interrupted, Delay: unknownDelay, Err: err}
	}
	r := &run{c, tasks.Event{Task: h.Task, Queue: h.Task.QueueName(), ID: a.ID, Attempt: a.Number}, a, follower}
	if a.MaxLost > 0 && a.Lost > a.MaxLost {
		return r.end(ctx, Dead, fmt.Errorf("%w: %d times", errLost, a.Lost))
	}
	if a.Failed >= h.Task.Retry.Attempts() {
		return r.end(ctx, Dead, fmt.Errorf("%d attempts have failed", a.Failed))
	}
	return r.try(ctx, h)
}

// lookUp finds the handler of a job, and the job that follows it in its chain.
func (c *Core) lookUp(a Attempt) (tasks.Handler, *tasks.Job, error) {
	h, ok := c.handlers[a.Task]
	if !ok {
		return h, nil, &tasks.UnknownTaskError{Task: a.Task}
	}
	next, ok, err := a.Body.Follower(c.Find)
	if !ok || err != nil {
		return h, nil, err
	}
	if next.Key == "" {
		next.Key = "after " + a.Task + " " + a.ID
	}
	next.Trace = a.Trace
	return h, &next, nil
}

// run is an attempt at a job whose handler is known.
type run struct {
	*Core
	event    tasks.Event // what is the same in all
	job      Attempt
	follower *tasks.Job
}

func (r *run) try(ctx context.Context, h tasks.Handler) Result {
	e := &r.event
	info := tasks.Info{Task: h.Task, ID: e.ID, Key: r.job.Key, Attempt: e.Attempt, Trace: r.job.Trace}
	ctx, cancel := context.WithCancelCause(tasks.WithInfo(ctx, info))
	defer cancel(nil)
	at := &attempt{tasks.Unfinished{Task: h.Task.Name, ID: e.ID, Queue: e.Queue, Key: r.job.Key, Attempts: e.Attempt, Running: true}, cancel}
	r.enter(at)
	r.tell(tasks.Event{Kind: tasks.Started, Wait: since(r.job.Due)})
	begun := time.Now()
	err := r.call(ctx, h, info, r.job.Body.Bytes())
	return r.settle(ctx, time.Since(begun), err, r.exit(at, err))
}

// settle decides what becomes of a job that was tried. A handler that returns nil
// has done its work, in time or not.
func (r *run) settle(ctx context.Context, took time.Duration, err error, interrupted bool) Result {
	if err == nil {
		r.tell(tasks.Event{Kind: tasks.Succeeded, Run: took})
		return Result{Outcome: Done, Follower: r.follower}
	}
	r.tell(tasks.Event{Kind: tasks.Failed, Run: took, Err: err})
	retry := &r.event.Task.Retry
	switch failed := r.job.Failed + 1; {
	case tasks.IsPermanent(err):
		return r.end(ctx, Refused, err)
	case interrupted:
		r.tell(tasks.Event{Kind: tasks.Cancelled, Err: tasks.ErrStopped})
		return Result{Outcome: Interrupted, Err: err}
	case failed >= retry.Attempts():
		return r.end(ctx, Dead, err)
	default:
		delay := retry.After(failed, r.Random())
		r.Logger.WarnContext(ctx, "task failed, to be retried", append(r.facts(), "in", delay, "error", err)...)
		r.tell(tasks.Event{Kind: tasks.Retrying, Wait: delay, Err: err})
		return Result{Outcome: Again, Delay: delay, Err: err}
	}
}

// end gives a job up, and what follows it in a chain that stops on errors.
func (r *run) end(ctx context.Context, o Outcome, err error) Result {
	args := append(r.facts(), "error", err)
	if p, ok := errors.AsType[*tasks.PanicError](err); ok {
		args = append(args, "stack", string(p.Stack))
	}
	r.Logger.ErrorContext(ctx, "task failed for good", args...)
	r.tell(tasks.Event{Kind: tasks.Dead, Err: err})
	if !r.job.Body.StopOnError {
		return Result{Outcome: o, Err: err, Follower: r.follower}
	}
	for n := r.follower; n != nil; n, _ = n.Next() {
		r.Logger.WarnContext(ctx, "task skipped", "task", n.Task.Name, "after", r.event.ID, "error", tasks.ErrSkipped)
		r.Emit(tasks.Event{Kind: tasks.Cancelled, Task: n.Task, Queue: n.Task.QueueName(), Err: tasks.ErrSkipped})
	}
	return Result{Outcome: o, Err: err}
}
