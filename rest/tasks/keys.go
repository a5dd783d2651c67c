package tasks

import "sync"

// keys are the idempotency keys of jobs that have not ended. There are never more
// than open jobs.
type keys struct {
	mu   sync.Mutex
	open map[taskKey]struct{}
}

// taskKey is a key with the task that it tells jobs of apart.
type taskKey struct{ task, key string }

// take notes the key of a job, if it has one; false: another has it.
func (k *keys) take(j *Job) bool {
	if j.Key == "" {
		return true
	}
	key := taskKey{j.Task.Name, j.Key}
	if _, taken := k.open[key]; taken {
		return false
	}
	if k.open == nil {
		k.open = map[taskKey]struct{}{}
	}
	k.open[key] = struct{}{}
	return true
}

// release gives back the key of a job that has ended.
func (m *Memory) release(j *Job) {
	if j.Key == "" {
		return
	}
	m.keys.mu.Lock()
	defer m.keys.mu.Unlock()
	delete(m.keys.open, taskKey{j.Task.Name, j.Key})
}

// claim notes the keys of a job and of what follows it, and takes those out whose keys
// are taken, by jobs that have not ended. It reports whether anything is left of j.
func (m *Memory) claim(j *Job) bool {
	second := m.claimed(j)
	if len(second) == 0 {
		return true
	}
	for _, n := range second {
		m.duplicate(n)
	}
	var rest []Job // nodes of a chain are shared: the caller may submit it again
	for n := j; n != nil; n = n.next {
		if len(second) > 0 && n == second[0] {
			second = second[1:]
			continue
		}
		rest = append(rest, *n)
	}
	if len(rest) == 0 {
		return false
	}
	for i := range rest {
		if rest[i].next = nil; i > 0 {
			rest[i-1].next = &rest[i]
		}
	}
	*j = rest[0]
	return true
}

// claimed takes the keys that are free, and returns the jobs whose keys are not.
func (m *Memory) claimed(j *Job) (second []*Job) {
	m.keys.mu.Lock()
	defer m.keys.mu.Unlock()
	for n := j; n != nil; n = n.next {
		if !m.keys.take(n) {
			second = append(second, n)
		}
	}
	return second
}

// duplicate reports a job that is skipped.
func (m *Memory) duplicate(j *Job) {
	q := m.handlers[j.Task.Name].queue
	q.mu.Lock()
	q.stats.Duplicates++
	q.mu.Unlock()
	m.log.Debug("task is in the queue already", "task", j.Task.Name, "queue", q.name, "key", j.Key)
	m.emit(Event{Kind: Duplicate, Task: j.Task, Queue: q.name})
}
