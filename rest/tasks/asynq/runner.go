package asynq

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	queue "github.com/hibiken/asynq"

	"github.com/specho/specho/rest/tasks"
)

// Runner is a Client that runs the jobs too: in the process of the server, in
// others, or in both. Queues do not wait for each other.
type Runner struct {
	*Client
	servers []*queue.Server // one for each queue
}

// grace is how long Drain waits for handlers whose contexts it has ended.
const grace = time.Second

// New returns a Runner for the tasks that handlers are for. It runs nothing before
// Start.
func New(opt queue.RedisConnOpt, handlers []tasks.Handler, o Options) (*Runner, error) {
	if len(handlers) == 0 {
		return nil, errors.New("asynq: no handlers, use NewClient to submit only")
	}
	c, err := newClient(opt, handlers, o)
	if err != nil {
		return nil, err
	}
	workers, err := c.core.Workers(c.options.Workers, defaultWorkers)
	if err != nil {
		return nil, errors.Join(err, c.Close())
	}
	r := &Runner{Client: c}
	for name, n := range workers {
		r.servers = append(r.servers, r.server(name, n))
	}
	return r, nil
}

// server is what runs the jobs of one queue.
func (r *Runner) server(name string, workers int) *queue.Server {
	return queue.NewServerFromRedisClient(r.redis, queue.Config{
		Concurrency:              workers,
		Queues:                   map[string]int{name: 1},
		TaskCheckInterval:        r.options.Poll,
		DelayedTaskCheckInterval: r.options.Poll,
		RetryDelayFunc:           delay,
		IsFailure:                isFailure,
		ShutdownTimeout:          grace,
		Logger:                   logger{r.core.Logger},
		LogLevel:                 queue.WarnLevel,
	})
}

// Check reports tasks without a handler, and what Client's reports.
func (r *Runner) Check(definitions []*tasks.Definition) error {
	for _, d := range definitions {
		if r.core.Find(d.Name) == nil {
			return &tasks.UnknownTaskError{Task: d.Name}
		}
	}
	return r.Client.Check(definitions)
}

// Start begins to run jobs, until Drain. It fails if Redis does not answer before ctx
// ends.
func (r *Runner) Start(ctx context.Context) error {
	if err := r.redis.Ping(ctx).Err(); err != nil {
		return fmt.Errorf("asynq: %w", err)
	}
	for _, s := range r.servers {
		if err := s.Start(queue.HandlerFunc(r.process)); err != nil {
			return fmt.Errorf("asynq: %w", err)
		}
	}
	return nil
}

// Drain ends the running of jobs and the connections: call it when the last request
// was answered. It takes no more from Redis and lets those that run go on until ctx
// ends. Then it ends their contexts with the cause ErrStopped, waits a moment for the
// handlers, and returns and logs what was interrupted: another process, or the next
// start, runs that again. What waits stays in Redis.
func (r *Runner) Drain(ctx context.Context) []tasks.Unfinished {
	r.core.AwaitExpected(ctx)
	r.all((*queue.Server).Stop)
	r.core.AwaitIdle(ctx)
	if ctx.Err() != nil {
		r.core.Stop()
		ending, cancel := context.WithTimeout(context.WithoutCancel(ctx), grace)
		defer cancel()
		r.core.AwaitIdle(ending)
	}
	r.all((*queue.Server).Shutdown)
	left := r.core.Left()
	if err := r.Close(); err != nil {
		r.core.Logger.Warn("close the connections to redis", "error", err)
	}
	return left
}

// all calls f for the servers, at the same time: each waits for its jobs.
func (r *Runner) all(f func(*queue.Server)) {
	var waiting sync.WaitGroup
	for _, s := range r.servers {
		waiting.Go(func() { f(s) })
	}
	waiting.Wait()
}
