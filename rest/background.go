package rest

import (
	"context"
	"errors"
	"fmt"
	"reflect"

	"github.com/specho/specho/rest/tasks"
)

// Starts tells which background tasks the answers of an operation start: List gives
// them for the request, of type T, and the branch that is returned or raised, which
// is no nil pointer.
type Starts[T any] struct {
	List func(*T, Response) tasks.List
}

// Keep has the answer to x start tasks with what request holds: it must stay as it is
// until then, so the handler gets a copy. Generated code calls it before the handler,
// so requests that break the contract start none.
func (s *Starts[T]) Keep(x *Exchange, request *T) { x.starts, x.request = s, request }

// lister is a *Starts[T], to which a request is a *T.
type lister interface {
	list(request any, r Response) tasks.List
}

func (s *Starts[T]) list(request any, r Response) tasks.List { return s.List(request.(*T), r) }

// list notes the tasks that a branch starts, before it is written. Payloads are
// copied here, before the handler's values can change. One that JSON cannot carry
// is logged: the answer itself is good.
func (x *Exchange) list(res Response) {
	if sameBranch(x.begun, res) {
		return
	}
	l := x.starts.list(x.request, res)
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
	if x.starts == nil || noBranch(branch) {
		return nil
	}
	l := x.starts.list(x.request, branch)
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

// branchType is the type of an answer, be it a value or a pointer.
func branchType(r Response) reflect.Type {
	t := reflect.TypeOf(r)
	if t.Kind() == reflect.Pointer {
		return t.Elem()
	}
	return t
}
