package main

import (
	"context"
	"log/slog"

	"github.com/specho/specho/examples/tourism/service"
	"github.com/specho/specho/rest/tasks"
	"github.com/specho/specho/rest/tasks/river"
)

// background makes River run the tasks, or take them only where another process runs
// them.
func (d *database) background(role string) func(context.Context, []tasks.Handler, *slog.Logger) (service.Background, error) {
	return func(ctx context.Context, handlers []tasks.Handler, log *slog.Logger) (service.Background, error) {
		if err := river.Migrate(ctx, d.queue, ""); err != nil {
			return nil, err
		}
		var o river.Options
		o.Logger = log
		if role == "server" {
			c, err := river.NewClient(d.queue, o)
			if err != nil {
				return nil, err
			}
			d.start = c.StartTx
			return elsewhere{c}, nil
		}
		r, err := river.New(d.queue, handlers, o)
		if err != nil {
			return nil, err
		}
		d.start = r.StartTx
		return r, r.Start(ctx)
	}
}

// elsewhere is a Background whose tasks run in another process: there is nothing to
// wait for.
type elsewhere struct{ tasks.Runner }

func (elsewhere) Drain(context.Context) []tasks.Unfinished { return nil }
