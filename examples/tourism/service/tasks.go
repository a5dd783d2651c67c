package service

import (
	"context"
	"errors"
	"fmt"
	"log/slog"

	"github.com/specho/specho/generated"
	"github.com/specho/specho/rest/tasks"
)

// errands does the background tasks of the contract, each after the answer that has
// started it has left: who registers does not wait for a mail server, and a mail
// server that is down costs nobody an account.
type errands struct {
	mail    letterbox
	events  listener
	audit   *slog.Logger
	archive Archive
}

var _ tourism.Tasks = (*errands)(nil)

// SendWelcomeEmail mails the letter. It may be called twice for one, by a durable
// runner after a crash: the letter's Message-ID is the same then.
func (e *errands) SendWelcomeEmail(ctx context.Context, p tourism.WelcomeEmail) error {
	return e.mail.send(ctx, welcome(p))
}

// PublishEvent tells another service.
func (e *errands) PublishEvent(ctx context.Context, p tourism.Event) error {
	return e.events.publish(ctx, p)
}

// WriteAuditLog adds a line to the audit log, which is no place for names and
// addresses.
func (e *errands) WriteAuditLog(ctx context.Context, p tourism.AuditEntry) error {
	line := []any{"action", p.Action}
	if id, given := p.Subject.Get(); given {
		line = append(line, "subject", id)
	}
	e.audit.InfoContext(ctx, "audit", line...)
	return nil
}

// MakeThumbnail scales a photo down. A photo that is gone, or is none, will not get
// better: there is no second attempt.
func (e *errands) MakeThumbnail(ctx context.Context, p tourism.Thumbnail) error {
	found, err := e.archive.Picture(ctx, p.PhotoID)
	if err != nil {
		if _, gone := errors.AsType[*NotFound](err); gone {
			return tasks.Permanent(err)
		}
		return fmt.Errorf("read the photo: %w", err)
	}
	if found.Small, err = thumbnail(ctx, found.Content); err != nil {
		return tasks.Permanent(fmt.Errorf("scale photo %s: %w", p.PhotoID, err))
	}
	if err := e.archive.KeepPicture(ctx, found, nil); err != nil {
		return fmt.Errorf("keep the small photo: %w", err)
	}
	return nil
}

// Background runs the tasks.
type Background interface {
	tasks.Runner

	// Drain lets accepted tasks finish until ctx ends, and returns and logs what is
	// left.
	Drain(ctx context.Context) []tasks.Unfinished
}

// inMemory runs the tasks in this process. The letter and the events are declared
// durable: a server that must not lose them has another Background.
func inMemory(handlers []tasks.Handler, log *slog.Logger) (Background, error) {
	return tasks.NewMemory(handlers, tasks.Options{AcceptDurable: true, Logger: log})
}
