package tasks

import (
	"context"
	"errors"
	"fmt"
	"runtime/debug"

	"github.com/specho/specho/rest/codec"
)

// Runner takes jobs. Submit returns when the job is accepted, or says why it is
// not: ErrFull and ErrStopped are expected in a program's life, and the runner has
// told its log and its hooks about them. The job's handler gets the values of ctx,
// never its end. Submit must be safe for concurrent use.
type Runner interface {
	Submit(ctx context.Context, job Job) error
}

// Checker is a Runner that can tell beforehand whether it will take the jobs of
// some tasks. A server asks it when it is mounted.
type Checker interface {
	Check(definitions []*Definition) error
}

// Expecter is a Runner that can be told of jobs which will be submitted soon. It
// does not stop accepting before the function that Expect returned was called;
// call it once.
type Expecter interface {
	Expect() (done func())
}

// Handler connects a task with the program. Generated code makes them.
type Handler struct {
	Task *Definition
	Run  func(ctx context.Context, payload []byte) error
}

// Handle returns the Handler that reads the payload and calls f. A payload that
// cannot be read is not tried again.
func Handle[T any](task *Definition, read func(*T, *codec.Decoder, int) int, f func(ctx context.Context, payload T) error) Handler {
	return Handler{task, func(ctx context.Context, payload []byte) error {
		v, err := Decode(Job{Task: task, Payload: payload}, read)
		if err != nil {
			return Permanent(err)
		}
		return f(ctx, v)
	}}
}

// HandleEmpty returns the Handler of a task without a payload.
func HandleEmpty(task *Definition, f func(ctx context.Context) error) Handler {
	return Handler{task, func(ctx context.Context, _ []byte) error { return f(ctx) }}
}

var (
	// ErrFull refuses a job: its queue has no room.
	ErrFull = errors.New("the queue is full")

	// ErrStopped refuses a job: the runner is draining, or has ended. It is also
	// the cause of contexts that end because the runner's time is over.
	ErrStopped = errors.New("the task runner has stopped")

	// ErrTimeout is the cause of a context whose attempt took too long.
	ErrTimeout = errors.New("the task has timed out")

	// ErrSkipped tells that a job did not run because the one before it in its
	// chain has failed.
	ErrSkipped = errors.New("the task before has failed")

	// ErrDropped tells that a job made room for a younger one.
	ErrDropped = errors.New("dropped for a younger task")

	errExited = errors.New("the handler has ended its goroutine")
)

// UnknownTaskError refuses a job whose task has no handler.
type UnknownTaskError struct{ Task string }

// Error names the task.
func (e *UnknownTaskError) Error() string { return fmt.Sprintf("task %s has no handler", e.Task) }

// permanent marks an error that another attempt would meet again.
type permanent struct{ error }

func (p permanent) Unwrap() error { return p.error }

// Permanent returns err so that a handler which returns it is not tried again.
// Permanent(nil) is nil.
func Permanent(err error) error {
	if err == nil {
		return nil
	}
	return permanent{err}
}

// IsPermanent reports whether err, or an error in it, comes from Permanent.
func IsPermanent(err error) bool {
	_, ok := errors.AsType[permanent](err)
	return ok
}

// PanicError is a panic of a handler.
type PanicError struct {
	Value any
	Stack []byte
}

// Error gives the value that was panicked.
func (e *PanicError) Error() string { return fmt.Sprintf("panic: %v", e.Value) }

// Unwrap returns the value if it is an error.
func (e *PanicError) Unwrap() error {
	err, _ := e.Value.(error)
	return err
}

// Protect calls f and turns a panic into a PanicError.
func Protect(f func() error) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = &PanicError{p, debug.Stack()}
		}
	}()
	return f()
}

// Tracer connects tasks with a tracing library: an option of runners, so that no
// library is needed here.
type Tracer interface {
	// Capture returns what identifies the span of ctx, the context of a Submit, in
	// a form that survives a process, such as traceparent; nil: nothing.
	Capture(ctx context.Context) map[string]string

	// Start begins the span of an attempt. ctx has the values of Submit's context;
	// info.Trace is what Capture gave: link to it rather than nest, the request is
	// over. end is called with the outcome.
	Start(ctx context.Context, info Info) (_ context.Context, end func(error))
}
