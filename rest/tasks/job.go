package tasks

import (
	"context"
	"fmt"

	"github.com/specho/specho/rest/codec"
)

// Job is one use of a task, ready to be run: whoever made it may change the
// payload it was made from.
type Job struct {
	Task    *Definition
	Payload []byte            // JSON; nil if the task has none
	Key     string            // idempotency key of the document; "": none
	Trace   map[string]string // what Tracer.Capture gave, for runners that outlive the process

	next        *Job // runs when this one is over, see Chain
	stopOnError bool // not if it has failed
}

// New returns the job of a task whose payload is what app appends for v, a copy.
// It fails if JSON cannot carry the payload. A nil app stands for no payload.
func New[T any](task *Definition, v *T, app func(*T, []byte) []byte, key string) (Job, error) {
	j := Job{Task: task, Key: key}
	if app == nil {
		return j, nil
	}
	err := Protect(func() (err error) { // app may be the user's own
		j.Payload, err = codec.MarshalFunc(func(b []byte) []byte { return app(v, b) })
		return err
	})
	if err != nil {
		return Job{}, fmt.Errorf("payload of task %s: %w", task.Name, err)
	}
	return j, nil
}

// Decode reads a job's payload with a generated DecodeJSON.
func Decode[T any](j Job, read func(*T, *codec.Decoder, int) int) (T, error) {
	var v T
	err := codec.UnmarshalFunc(j.Payload, func(d *codec.Decoder, i int) int { return read(&v, d, i) })
	if err != nil {
		err = fmt.Errorf("payload of task %s: %w", j.Task.Name, err)
	}
	return v, err
}

// Chain makes one job of several that run one after the other, each when the one
// before has succeeded or failed for good. With stopOnError a failure skips the
// rest. There must be at least one job, and none may be a chain already.
func Chain(stopOnError bool, jobs ...Job) Job {
	first := jobs[0]
	first.stopOnError = stopOnError
	for i, last := 1, &first; i < len(jobs); i++ {
		next := jobs[i]
		next.stopOnError = stopOnError
		last.next, last = &next, &next
	}
	return first
}

// Next gives the job that follows in a Chain, and whether it is skipped when this
// one fails; nil if there is none.
func (j *Job) Next() (next *Job, stopOnError bool) { return j.next, j.stopOnError }

// Info tells a handler which job it runs.
type Info struct {
	Task    *Definition
	ID      string // of the job, unique for its runner
	Key     string // idempotency key
	Attempt int    // from 1
	Trace   map[string]string
}

type infoKey struct{}

// infoContext carries an Info.
type infoContext struct {
	context.Context
	info Info
}

// Value answers our key.
func (c *infoContext) Value(key any) any {
	if _, ok := key.(infoKey); ok {
		return c
	}
	return c.Context.Value(key)
}

// WithInfo returns the context that a runner gives to a handler.
func WithInfo(ctx context.Context, info Info) context.Context {
	return &infoContext{ctx, info}
}

// Current returns what ctx, a context that a handler was given, belongs to; false
// outside a task.
func Current(ctx context.Context) (Info, bool) {
	c, ok := ctx.Value(infoKey{}).(*infoContext)
	if !ok {
		return Info{}, false
	}
	return c.info, true
}
