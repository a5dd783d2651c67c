package tasks

import (
	"context"
	"errors"
	"strconv"
	"sync/atomic"
)

// Inline runs every job before Submit returns, once, without delays: for tests
// and command lines.
type Inline struct {
	handlers map[string]Handler
	ids      atomic.Uint64
}

// NewInline returns a runner for the tasks that handlers are for.
func NewInline(handlers []Handler) *Inline {
	n := &Inline{handlers: map[string]Handler{}}
	for _, h := range handlers {
		n.handlers[h.Task.Name] = h
	}
	return n
}

// Submit runs a job, or a chain of them, and returns what their handlers return;
// a panic is a PanicError.
func (n *Inline) Submit(ctx context.Context, job Job) error {
	var all error
	for j := &job; j != nil; j = j.next {
		err := n.run(ctx, j)
		all = errors.Join(all, err)
		if err != nil && j.stopOnError {
			break
		}
	}
	return all
}

func (n *Inline) run(ctx context.Context, j *Job) error {
	h, ok := n.handlers[j.Task.Name]
	if !ok {
		return &UnknownTaskError{j.Task.Name}
	}
	info := Info{Task: j.Task, ID: strconv.FormatUint(n.ids.Add(1), 10), Key: j.Key, Attempt: 1, Trace: j.Trace}
	ctx = WithInfo(context.WithoutCancel(ctx), info)
	if d := j.Task.Timeout; d > 0 {
		var stop context.CancelFunc
		ctx, stop = withTimeout(ctx, system{}, d)
		defer stop()
	}
	return Protect(func() error { return h.Run(ctx, j.Payload) })
}
