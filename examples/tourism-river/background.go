package main

import (
	"context"
	"database/sql"
	"fmt"
	"log/slog"

	"github.com/specho/specho/generated"
	"github.com/specho/specho/rest"
	"github.com/specho/specho/rest/tasks"
	"github.com/specho/specho/rest/tasks/river"
)

// mailer does the background tasks of the contract. It logs the letters that it would
// mail.
type mailer struct{ log *slog.Logger }

var _ tourism.Tasks = (*mailer)(nil)

// SendWelcomeEmail mails a letter. It may be called twice for one: after a crash, when
// the first call was not noted as done. The key is the tourist's, for a mail server
// that can tell.
func (m *mailer) SendWelcomeEmail(ctx context.Context, p tourism.WelcomeEmail) error {
	job, _ := tasks.Current(ctx)
	m.log.InfoContext(ctx, "welcome letter", "to", p.Email, "name", p.Name, "key", job.Key, "attempt", job.Attempt)
	return nil
}

// background is how tasks are submitted and run.
type background struct {
	runner tasks.Runner // for rest.Options.Tasks
	drain  func(context.Context) []tasks.Unfinished

	// start puts the tasks of an answer into a transaction; nil: they start after it.
	start func(context.Context, *sql.Tx, rest.Response) error
}

func newBackground(ctx context.Context, c config, db *database, t tourism.Tasks, log *slog.Logger) (*background, error) {
	handlers := tourism.TaskHandlers(t)
	if c.tasks == "memory" {
		m, err := tasks.NewMemory(handlers, tasks.Options{AcceptDurable: true, Logger: log})
		if err != nil {
			return nil, err
		}
		return &background{runner: m, drain: m.Drain}, nil
	}
	if err := river.Migrate(ctx, db.queue, ""); err != nil {
		return nil, err
	}
	var o river.Options
	o.Logger = log
	if c.role == "server" {
		r, err := river.NewClient(db.queue, o)
		if err != nil {
			return nil, err
		}
		return &background{r, func(context.Context) []tasks.Unfinished { return nil }, r.StartTx}, nil
	}
	r, err := river.New(db.queue, handlers, o)
	if err != nil {
		return nil, err
	}
	if err := r.Start(ctx); err != nil {
		return nil, fmt.Errorf("start the tasks: %w", err)
	}
	return &background{r, r.Drain, r.StartTx}, nil
}
