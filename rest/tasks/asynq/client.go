package asynq

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"

	queue "github.com/hibiken/asynq"
	"github.com/redis/go-redis/v9"

	"github.com/specho/specho/rest/tasks"
	"github.com/specho/specho/rest/tasks/durable"
)

// Client puts jobs into Redis: a tasks.Runner for servers whose tasks run in another
// process. It is safe for concurrent use. Close it when the last job was submitted.
type Client struct {
	core    *durable.Core
	redis   redis.UniversalClient
	queue   *queue.Client
	options Options
}

// NewClient returns a Client for a Redis server, sentinels or a cluster.
func NewClient(opt queue.RedisConnOpt, o Options) (*Client, error) {
	return newClient(opt, nil, o)
}

func newClient(opt queue.RedisConnOpt, handlers []tasks.Handler, o Options) (*Client, error) {
	o.defaults()
	core, err := durable.NewCore(handlers, o.Options)
	if err != nil {
		return nil, err
	}
	r, ok := opt.MakeRedisClient().(redis.UniversalClient)
	if !ok {
		return nil, fmt.Errorf("asynq: %T makes no Redis client", opt)
	}
	return &Client{core, r, queue.NewClientFromRedisClient(r), o}, nil
}

// Close ends the connections.
func (c *Client) Close() error { return c.redis.Close() }

// Check reports tasks whose names or queues Redis does not take.
func (c *Client) Check(definitions []*tasks.Definition) error {
	for _, d := range definitions {
		if strings.TrimSpace(d.Name) == "" || strings.TrimSpace(d.QueueName()) == "" {
			return fmt.Errorf("task %q, queue %q: a name is blank", d.Name, d.QueueName())
		}
	}
	return nil
}

// message is what asynq stores as the payload of a job, as JSON.
type message struct {
	Key string `json:"key,omitempty"`
	durable.Body
}

// Submit puts a job into Redis. It returns nil when the job is there, one with the
// same key that is there already included.
func (c *Client) Submit(ctx context.Context, job tasks.Job) error {
	if c.core.Tracer != nil && job.Trace == nil {
		job.Trace = c.core.Tracer.Capture(ctx)
	}
	ctx, cancel := context.WithTimeout(ctx, c.options.SubmitTimeout)
	defer cancel()
	info, err := c.enqueue(ctx, job)
	switch {
	case errors.Is(err, queue.ErrTaskIDConflict) || errors.Is(err, queue.ErrDuplicateTask):
		c.core.Skipped(job, idOf(job))
		return nil
	case err != nil:
		c.core.Rejected(job, err)
		return fmt.Errorf("asynq: %w", err)
	}
	c.core.Submitted(job, info.ID)
	return nil
}

func (c *Client) enqueue(ctx context.Context, job tasks.Job) (*queue.TaskInfo, error) {
	payload, err := json.Marshal(message{job.Key, durable.Pack(job)})
	if err != nil {
		return nil, err
	}
	opts := []queue.Option{
		queue.Queue(job.Task.QueueName()),
		// One more than package durable makes: asynq would give up what is lost with
		// its process in the last attempt.
		queue.MaxRetry(job.Task.Retry.Attempts()),
		queue.Timeout(c.timeout(job.Task)),
	}
	if job.Key != "" {
		opts = append(opts, queue.TaskID(idOf(job)), queue.Retention(c.options.KeepDone))
	}
	if d := job.Task.Delay; d > 0 {
		opts = append(opts, queue.ProcessAt(wholeSecond(time.Now().Add(d))))
	}
	return c.queue.EnqueueContext(ctx, queue.NewTaskWithHeaders(job.Task.Name, payload, job.Trace), opts...)
}

// spare is how long asynq waits after the time of a task, which package durable
// keeps.
const spare = 30 * time.Second

func (c *Client) timeout(task *tasks.Definition) time.Duration {
	if task.Timeout > 0 {
		return task.Timeout + spare
	}
	return c.options.Limit
}

// idOf is the id of a job with a key.
func idOf(job tasks.Job) string { return job.Task.Name + ":" + job.Key }

// wholeSecond rounds up: asynq keeps seconds, and nothing may begin too early.
func wholeSecond(t time.Time) time.Time { return t.Add(time.Second - 1).Truncate(time.Second) }

// Expect tells of a job that will be submitted soon: Drain of a Runner waits for it.
func (c *Client) Expect() (done func()) { return c.core.Expect() }
