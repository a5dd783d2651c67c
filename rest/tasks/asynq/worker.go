package asynq

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"time"

	queue "github.com/hibiken/asynq"

	"github.com/specho/specho/rest/tasks/durable"
)

// process makes an attempt at a job.
func (r *Runner) process(ctx context.Context, task *queue.Task) error {
	var m message
	if err := json.Unmarshal(task.Payload(), &m); err != nil {
		r.core.Logger.ErrorContext(ctx, "task cannot be read", "task", task.Type(), "error", err)
		return fmt.Errorf("read the job: %w: %w", err, queue.SkipRetry)
	}
	id, _ := queue.GetTaskID(ctx)
	failed, _ := queue.GetRetryCount(ctx)
	result := r.core.Run(ctx, durable.Attempt{
		Task:   task.Type(),
		ID:     id,
		Key:    m.Key,
		Number: failed + 1,
		Failed: failed,
		Due:    time.Now(), // asynq does not tell
		Trace:  task.Headers(),
		Body:   &m.Body,
	})
	return r.settle(ctx, id, result)
}

// settle tells asynq what becomes of the job. Jobs that are given up are archived.
func (r *Runner) settle(ctx context.Context, id string, result durable.Result) error {
	if result.Follower != nil {
		// Before this job is over: else a crash could end the chain. Its key keeps
		// it from being there twice.
		if err := r.Submit(context.WithoutCancel(ctx), *result.Follower); err != nil {
			r.core.Logger.ErrorContext(ctx, "task not followed", "id", id, "next", result.Follower.Task.Name, "error", err)
			return &postponed{spare, false, err}
		}
	}
	switch result.Outcome {
	case durable.Done:
		return nil
	case durable.Again:
		return &postponed{result.Delay, true, result.Err}
	case durable.Interrupted:
		return &postponed{result.Delay, false, result.Err}
	}
	return fmt.Errorf("%w: %w", result.Err, queue.SkipRetry)
}

// postponed has asynq run a job again.
type postponed struct {
	delay  time.Duration
	failed bool // it counts as an attempt
	err    error
}

// Error implements error; asynq keeps it with the job.
func (p *postponed) Error() string { return p.err.Error() }

// isFailure reports whether an error counts as an attempt. The loss of a process does
// not: the last attempt would not be made again.
func isFailure(err error) bool {
	if p, ok := errors.AsType[*postponed](err); ok {
		return p.failed
	}
	return !errors.Is(err, queue.ErrLeaseExpired)
}

// delay is how long a job waits for its next attempt: as package durable has said,
// and not at all if it was lost with its process.
func delay(_ int, err error, _ *queue.Task) time.Duration {
	p, ok := errors.AsType[*postponed](err)
	if !ok || p.delay == 0 {
		return 0
	}
	now := time.Now()
	return wholeSecond(now.Add(p.delay)).Sub(now)
}

// logger passes on what asynq says of itself.
type logger struct{ to *slog.Logger }

// Debug implements asynq's Logger.
func (l logger) Debug(args ...any) { l.to.Debug(fmt.Sprint(args...)) }

// Info implements asynq's Logger.
func (l logger) Info(args ...any) { l.to.Info(fmt.Sprint(args...)) }

// Warn implements asynq's Logger.
func (l logger) Warn(args ...any) { l.to.Warn(fmt.Sprint(args...)) }

// Error implements asynq's Logger.
func (l logger) Error(args ...any) { l.to.Error(fmt.Sprint(args...)) }

// Fatal implements asynq's Logger. It does not end the process: that is the
// program's decision.
func (l logger) Fatal(args ...any) { l.to.Error(fmt.Sprint(args...)) }
