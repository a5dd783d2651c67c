package tasks

import "fmt"

// facts are what a log line says about a job.
func (m *Memory) facts(it *item) []any {
	return []any{"task", it.job.Task.Name, "id", it.id, "queue", it.handler.queue.name, "attempt", it.attempt}
}

// event tells the hook about a job.
func (m *Memory) event(it *item, e Event) {
	if m.onEvent == nil {
		return
	}
	e.Task, e.Queue, e.ID, e.Attempt = it.job.Task, it.handler.queue.name, m.idOf(it.id), it.attempt
	m.emit(e)
}

// emit calls the hook, whose panics end nothing but the call.
func (m *Memory) emit(e Event) {
	if m.onEvent == nil {
		return
	}
	err := Protect(func() error {
		m.onEvent(e)
		return nil
	})
	if err != nil {
		m.log.Error("the event hook of tasks failed", "event", e.Kind.String(), "error", err)
	}
}

// rejected reports a job that was not accepted; q is nil for an unknown task. A
// queue has a line a second.
func (m *Memory) rejected(q *queue, j *Job, err error) {
	e := Event{Kind: Rejected, Task: j.Task, Queue: j.Task.QueueName(), Err: err}
	if q == nil {
		m.log.Error("task rejected", "task", j.Task.Name, "queue", e.Queue, "error", err)
	} else if n := q.refusals.say(m.clock.Now()); n > 0 {
		m.log.Error("task rejected", "task", j.Task.Name, "queue", e.Queue, "error", err, "since_last", n)
	}
	m.emit(e)
}

// dropped reports a job that made room for another.
func (m *Memory) dropped(it *item) {
	if n := it.handler.queue.refusals.say(m.clock.Now()); n > 0 {
		m.log.Error("task dropped", append(m.facts(it), "since_last", n)...)
	}
	m.release(&it.job)
	m.event(it, Event{Kind: Dropped, Err: ErrDropped})
	m.skip(it, fmt.Errorf("%w: %w", ErrSkipped, ErrDropped))
	it.recycle()
	m.ended()
}
