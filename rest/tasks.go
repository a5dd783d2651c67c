package rest

import (
	"context"
	"errors"
	"fmt"
	"net/http"

	"github.com/specho/specho/rest/tasks"
)

// checkTasks refuses a server whose tasks would never run.
func (s *Server) checkTasks() error {
	if len(s.api.Tasks) == 0 {
		return nil
	}
	if s.options.Tasks == nil {
		return fmt.Errorf("nothing runs task %s: set Options.Tasks", s.api.Tasks[0].Name)
	}
	if c, ok := s.options.Tasks.(tasks.Checker); ok {
		return c.Check(s.api.Tasks)
	}
	return nil
}

// handOver has the tasks and functions of an answer begin when it has left. Until
// then a runner that can is told to expect them: the server may shut down.
func (x *Exchange) handOver(queue *later) {
	s, op, work, ctx := x.server, x.op, x.work, x.taskContext()
	x.work = nil
	arrived := func() {}
	if e, ok := s.options.Tasks.(tasks.Expecter); ok && len(work) > 0 {
		arrived = e.Expect()
	}
	begin := func() {
		defer arrived()
		s.submit(ctx, op, work)
		queue.call(s, op)
	}
	w, r := x.echo.Response().Writer, x.Request()
	base := innermost(w)
	if o, ok := base.(*outer); ok {
		o.after = append(o.after, begin)
		return
	}
	if r.Context().Done() == nil || r.Context().Value(http.ServerContextKey) == nil {
		begin()
		return
	}
	if x.finished {
		_ = http.NewResponseController(w).Flush() // the client may have left
	}
	if r.ProtoMajor == 2 {
		whenSent(base, r, begin)
		return
	}
	context.AfterFunc(r.Context(), begin)
}

// taskContext has the values of the request, and the facts about it that outlive
// it: the operation and the principal, not Echo's context.
func (x *Exchange) taskContext() context.Context {
	c := &requestContext{Context: context.WithoutCancel(x.Request().Context()), op: x.op}
	if x.ctx != nil {
		c.principals = x.ctx.principals
	}
	c.later.Store(leaving)
	return c
}

// submit gives the tasks of a branch to the runner, which reports full queues and
// its own end itself.
func (s *Server) submit(ctx context.Context, op *Operation, jobs []tasks.Job) {
	for _, j := range jobs {
		err := tasks.Protect(func() error { return s.options.Tasks.Submit(ctx, j) })
		if err != nil && !errors.Is(err, tasks.ErrFull) && !errors.Is(err, tasks.ErrStopped) {
			s.logLate(op, "submit task "+j.Task.Name, err)
		}
	}
}

// logLate writes a line about what went wrong after an answer.
func (s *Server) logLate(op *Operation, doing string, err error) {
	args := []any{"operation", op.ID, "doing", doing, "error", err}
	if p, ok := errors.AsType[*tasks.PanicError](err); ok {
		args = append(args, "stack", string(p.Stack))
	}
	s.log.Error("request failed after its answer", args...)
}
