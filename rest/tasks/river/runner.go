package river

import (
	"context"
	"errors"
	"fmt"
	"time"

	queue "github.com/riverqueue/river"
	"github.com/riverqueue/river/riverdriver"

	"github.com/specho/specho/rest/tasks"
)

// Runner is a Client that runs the jobs too: in the process of the server, in
// others, or in both.
type Runner[Tx any] struct {
	*Client[Tx]
}

// grace is how long Drain waits for handlers whose contexts it has ended.
const grace = time.Second

// New returns a Runner for the tasks that handlers are for. It runs nothing before
// Start. Names that the database does not take are an error.
func New[Tx any](driver riverdriver.Driver[Tx], handlers []tasks.Handler, o Options) (*Runner[Tx], error) {
	if len(handlers) == 0 {
		return nil, errors.New("river: no handlers, use NewClient to submit only")
	}
	c, err := newClient(driver, handlers, o)
	if err != nil {
		return nil, err
	}
	return &Runner[Tx]{c}, nil
}

// work has a client of River run jobs.
func (c *Client[Tx]) work(config *queue.Config, handlers []tasks.Handler) error {
	config.Workers = queue.NewWorkers()
	for _, h := range handlers {
		if err := checkNames(h.Task); err != nil {
			return err
		}
		queue.AddWorkerArgs(config.Workers, args{kind: h.Task.Name}, &worker{core: c.core, task: h.Task, options: &c.options, submit: c.Submit})
	}
	workers, err := c.core.Workers(c.options.Workers, defaultWorkers)
	config.Queues = map[string]queue.QueueConfig{}
	for name, n := range workers {
		config.Queues[name] = queue.QueueConfig{MaxWorkers: n}
	}
	return err
}

// Check reports tasks without a handler, and what Client's reports.
func (r *Runner[Tx]) Check(definitions []*tasks.Definition) error {
	for _, d := range definitions {
		if r.core.Find(d.Name) == nil {
			return &tasks.UnknownTaskError{Task: d.Name}
		}
	}
	return r.Client.Check(definitions)
}

// Start begins to run jobs, until Drain. It fails if the database cannot be reached
// before ctx ends, or has not been migrated.
func (r *Runner[Tx]) Start(ctx context.Context) error {
	// River would stop with ctx, in the middle of jobs.
	if err := r.db.Start(context.WithoutCancel(ctx)); err != nil {
		return fmt.Errorf("river: %w", err)
	}
	return nil
}

// Drain ends the running of jobs: call it when the last request was answered. It
// takes no more from the database and lets those that run go on until ctx ends. Then
// it ends their contexts with the cause ErrStopped, waits a moment for the handlers,
// and returns and logs what was interrupted: another process, or the next start,
// runs that again. What waits stays in the database, and Submit goes on to work.
func (r *Runner[Tx]) Drain(ctx context.Context) []tasks.Unfinished {
	r.core.AwaitExpected(ctx)
	if r.db.Stop(ctx) == nil {
		return r.core.Left()
	}
	r.core.Stop()
	ending, cancel := context.WithTimeout(context.WithoutCancel(ctx), grace)
	defer cancel()
	r.core.AwaitIdle(ending)
	_ = r.db.StopAndCancel(ending) // handlers that do not return are in Left
	return r.core.Left()
}
