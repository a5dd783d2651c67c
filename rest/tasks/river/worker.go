package river

import (
	"context"
	"encoding/json"
	"fmt"
	"strconv"
	"time"

	queue "github.com/riverqueue/river"

	"github.com/specho/specho/rest/tasks"
	"github.com/specho/specho/rest/tasks/durable"
)

// worker runs the jobs of one task for River.
type worker struct {
	queue.WorkerDefaults[args]
	core    *durable.Core
	task    *tasks.Definition
	options *Options
	submit  func(context.Context, tasks.Job) error // what follows in a chain
}

// Timeout is when River ends the context and counts the attempt as lost: after the
// time of the task, which package durable keeps.
func (w *worker) Timeout(*queue.Job[args]) time.Duration {
	if w.task.Timeout > 0 {
		return w.task.Timeout + w.options.Lost
	}
	return w.options.Limit
}

// NextRetry is when a job is tried again: when Work has said, and at once if it was
// lost with its process.
func (w *worker) NextRetry(job *queue.Job[args]) time.Time {
	if at := job.Args.again; !at.IsZero() {
		return at
	}
	return time.Now()
}

// Work makes an attempt.
func (w *worker) Work(ctx context.Context, job *queue.Job[args]) error {
	var meta metadata
	if err := json.Unmarshal(job.Metadata, &meta); err != nil {
		return queue.JobCancel(fmt.Errorf("metadata: %w", err))
	}
	r := w.core.Run(ctx, durable.Attempt{
		Task:    w.task.Name,
		ID:      strconv.FormatInt(job.ID, 10),
		Key:     job.Args.Key,
		Number:  job.Attempt,
		Failed:  meta.Failed,
		Lost:    job.Attempt - 1 - meta.Failed,
		MaxLost: w.options.MaxLost,
		Due:     job.ScheduledAt,
		Trace:   meta.Trace,
		Body:    &job.Args.Body,
	})
	return w.settle(ctx, job, meta, r)
}

// settle tells River what becomes of the job. Jobs that are given up are discarded,
// or cancelled where trying again makes no sense: River keeps both for a while.
func (w *worker) settle(ctx context.Context, job *queue.Job[args], meta metadata, r durable.Result) error {
	if r.Follower != nil {
		// Before this job is over: else a crash could end the chain. Its key keeps
		// it from being there twice.
		if err := w.submit(ctx, *r.Follower); err != nil {
			w.core.Logger.ErrorContext(ctx, "task not followed", "task", w.task.Name, "id", job.ID, "next", r.Follower.Task.Name, "error", err)
			return queue.JobSnooze(w.options.Lost)
		}
	}
	switch r.Outcome {
	case durable.Done:
		return nil
	case durable.Refused:
		return queue.JobCancel(r.Err)
	case durable.Interrupted:
		return queue.JobSnooze(r.Delay)
	case durable.Dead:
		job.MaxAttempts = job.Attempt // this was the last
	}
	return w.again(ctx, job, meta, r)
}

// again has River count a failure.
func (w *worker) again(ctx context.Context, job *queue.Job[args], meta metadata, r durable.Result) error {
	job.Args.again = time.Now().Add(r.Delay)
	if err := queue.MetadataSet(ctx, failedKey, meta.Failed+1); err != nil {
		return fmt.Errorf("count failures: %w: %w", err, r.Err)
	}
	return r.Err
}
