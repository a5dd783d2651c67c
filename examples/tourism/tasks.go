package main

import (
	"context"
	"log/slog"
	"slices"
	"sync"
	"time"

	"github.com/specho/specho/generated"
	"github.com/specho/specho/rest/tasks"
)

// outbox does the background tasks of the contract. It keeps the letters it would
// mail.
type outbox struct {
	mu      sync.Mutex
	letters []tourism.WelcomeEmail
	log     *slog.Logger
}

var _ tourism.Tasks = (*outbox)(nil)

// SendWelcomeEmail writes the letter after the answer to the new tourist has left:
// who registers does not wait for a mail server, and a mail server that is down
// costs nobody an account.
func (o *outbox) SendWelcomeEmail(ctx context.Context, p tourism.WelcomeEmail) error {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.letters = append(o.letters, p)
	job, _ := tasks.Current(ctx)
	o.log.InfoContext(ctx, "welcome letter", "to", p.Email, "name", p.Name, "attempt", job.Attempt)
	return nil
}

// sent lists the letters written so far.
func (o *outbox) sent() []tourism.WelcomeEmail {
	o.mu.Lock()
	defer o.mu.Unlock()
	return slices.Clone(o.letters)
}

// background runs the tasks in this process. The letter is declared durable: a
// server that must not lose it gives Options.Tasks a durable runner instead.
func background(o *outbox, log *slog.Logger) (*tasks.Memory, error) {
	return tasks.NewMemory(tourism.TaskHandlers(o), tasks.Options{AcceptDurable: true, Logger: log})
}

// drainTasks lets accepted tasks finish for a while; the runner logs what is left.
func drainTasks(m *tasks.Memory, d time.Duration) {
	ctx, cancel := context.WithTimeout(context.Background(), d)
	defer cancel()
	m.Drain(ctx)
}
