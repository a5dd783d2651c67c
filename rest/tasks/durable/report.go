package durable

import "github.com/specho/specho/rest/tasks"

// facts are what a log line says about the job.
func (r *run) facts() []any {
	return []any{"task", r.event.Task.Name, "id", r.event.ID, "queue", r.event.Queue, "attempt", r.event.Attempt}
}

// tell gives the hook an event about the job.
func (r *run) tell(e tasks.Event) {
	e.Task, e.Queue, e.ID, e.Attempt = r.event.Task, r.event.Queue, r.event.ID, r.event.Attempt
	r.Emit(e)
}

// Emit calls the hook, whose panics end nothing but the call.
func (c *Core) Emit(e tasks.Event) {
	if c.OnEvent == nil {
		return
	}
	err := tasks.Protect(func() error {
		c.OnEvent(e)
		return nil
	})
	if err != nil {
		c.Logger.Error("the event hook of tasks failed", "event", e.Kind.String(), "error", err)
	}
}

// Submitted reports a job that the queue has taken, and what follows it.
func (c *Core) Submitted(job tasks.Job, id string) {
	c.Emit(tasks.Event{Kind: tasks.Submitted, Task: job.Task, Queue: job.Task.QueueName(), ID: id})
	for n, _ := job.Next(); n != nil; n, _ = n.Next() {
		c.Emit(tasks.Event{Kind: tasks.Submitted, Task: n.Task, Queue: n.Task.QueueName()})
	}
}

// Skipped reports that the queue has a job with this key already.
func (c *Core) Skipped(job tasks.Job, id string) {
	c.Logger.Debug("task is in the queue already", "task", job.Task.Name, "key", job.Key, "id", id)
	c.Emit(tasks.Event{Kind: tasks.Duplicate, Task: job.Task, Queue: job.Task.QueueName(), ID: id})
	for n, _ := job.Next(); n != nil; n, _ = n.Next() {
		c.Emit(tasks.Event{Kind: tasks.Duplicate, Task: n.Task, Queue: n.Task.QueueName()})
	}
}

// Rejected reports a job that the queue has not taken.
func (c *Core) Rejected(job tasks.Job, err error) {
	c.Emit(tasks.Event{Kind: tasks.Rejected, Task: job.Task, Queue: job.Task.QueueName(), Err: err})
}
