package rest

import (
	"fmt"

	"github.com/specho/specho/rest/tasks"
)

// Start tells which background tasks the operation's answers start: f lists them
// for the branch that is returned or raised. Generated code calls it before the
// handler, so requests that break the contract start none.
func (x *Exchange) Start(f func(Response) tasks.List) { x.starts = f }

// list notes the tasks that a branch starts, before it is written. Payloads are
// copied here, before the handler's values can change. One that JSON cannot carry
// is logged: the answer itself is good.
func (x *Exchange) list(res Response) {
	var l tasks.List
	if err := guard(func() error { l = x.starts(res); return l.Err }); err != nil {
		x.server.logError(x, res.StatusCode(), fmt.Errorf("start background tasks: %w", err))
	}
	x.work = l.Jobs
}
