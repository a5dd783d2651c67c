package rest

import (
	"context"
	"errors"
	"fmt"
	"reflect"
	"sync"

	"github.com/specho/specho/rest/tasks"
)

// Starts tells which background tasks the answers of an operation start: List gives
// them for the request, of type T, and the branch that is returned or raised.
type Starts[T any] struct {
	List func(*T, Response) tasks.List
	pool sync.Pool // of *kept[T]: most requests start none, and are to pay nothing
}

// Keep has the answer to x start tasks with what request holds, which is copied.
// Generated code calls it before the handler, so requests that break the contract
// start none.
func (s *Starts[T]) Keep(x *Exchange, request *T) {
	k, _ := s.pool.Get().(*kept[T])
	if k == nil {
		k = &kept[T]{of: s}
	}
	k.request = *request
	x.starts = k
}

// kept is a request with the tasks its answers start.
type kept[T any] struct {
	of      *Starts[T]
	request T
}

// lister is a *kept[T].
type lister interface {
	list(Response) tasks.List
	release()
}

func (k *kept[T]) list(r Response) tasks.List { return k.of.List(&k.request, r) }

// release forgets the request.
func (k *kept[T]) release() {
	var none T
	k.request = none
	k.of.pool.Put(k)
}

// list notes the tasks that a branch starts, before it is written. Payloads are
// copied here, before the handler's values can change. One that JSON cannot carry
// is logged: the answer itself is good.
func (x *Exchange) list(res Response) {
	if sameBranch(x.begun, res) {
		return
	}
	l := x.starts.list(branchOf(res))
	if l.Err != nil {
		x.server.logError(x, res.StatusCode(), fmt.Errorf("start background tasks: %w", l.Err))
	}
	if len(l.Jobs) > 0 {
		x.work = l.Jobs
	}
}

// errNoHandler is what StartTasks says where there is nothing to start tasks of.
var errNoHandler = errors.New("start tasks: not in the handler of a request")

// StartTasks hands the background tasks that branch starts to submit at once, and
// not to Options.Tasks when the answer has left. It is for handlers that write to a
// database which keeps the tasks too: submit puts a job into the transaction of the
// handler, so that the job is there if and only if the rest is.
//
// The handler goes on to return, or raise, branch or another of its type and status.
// After a transaction that was not committed it answers with another branch, whose
// own tasks start as ever; branch may be tried again, with a call for each attempt.
// Call StartTasks on the goroutine of the handler, when the branch is complete:
// payloads are copied here. It returns the first error of submit, and those of
// payloads that JSON cannot carry; then the branch counts as not started.
func StartTasks(ctx context.Context, branch Response, submit func(context.Context, tasks.Job) error) error {
	c := requestOf(ctx)
	if c == nil || c.exchange == nil || c.later.Load() == leaving {
		return errNoHandler
	}
	x := c.exchange
	x.begun = nil
	if x.starts == nil {
		return nil
	}
	l := x.starts.list(branchOf(branch))
	if l.Err != nil {
		return fmt.Errorf("start background tasks: %w", l.Err)
	}
	for _, j := range l.Jobs {
		if err := submit(ctx, j); err != nil {
			return fmt.Errorf("submit task %s: %w", j.Task.Name, err)
		}
	}
	x.begun = branch
	return nil
}

// sameBranch reports whether two answers are of one branch of the document: values
// themselves may hold what Go cannot compare.
func sameBranch(a, b Response) bool {
	return a != nil && b != nil && branchType(a) == branchType(b) && a.StatusCode() == b.StatusCode()
}

// branchOf is an answer as generated code lists its tasks: not a pointer to it, which
// is an answer too.
func branchOf(r Response) Response {
	if v := reflect.ValueOf(r); v.Kind() == reflect.Pointer && !v.IsNil() {
		if branch, ok := v.Elem().Interface().(Response); ok {
			return branch
		}
	}
	return r
}

// branchType is the type of an answer, be it a value or a pointer.
func branchType(r Response) reflect.Type {
	t := reflect.TypeOf(r)
	if t.Kind() == reflect.Pointer {
		return t.Elem()
	}
	return t
}
