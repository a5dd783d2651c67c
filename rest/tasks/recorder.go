package tasks

import (
	"context"
	"slices"
	"sync"

	"github.com/specho/specho/rest/codec"
)

// Recorder keeps jobs and runs none: for tests of handlers. The zero Recorder is
// ready.
type Recorder struct {
	// Refuse is what Submit returns, after it has kept the job; nil accepts it.
	Refuse error

	mu   sync.Mutex
	jobs []Job
}

// Submit keeps a job. A chain becomes its jobs, in order.
func (r *Recorder) Submit(_ context.Context, job Job) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	for j := &job; j != nil; j = j.next {
		one := *j
		one.next = nil
		r.jobs = append(r.jobs, one)
	}
	return r.Refuse
}

// Jobs returns the jobs of the tasks with these names, all without names, in the
// order of their coming.
func (r *Recorder) Jobs(names ...string) []Job {
	r.mu.Lock()
	defer r.mu.Unlock()
	var found []Job
	for _, j := range r.jobs {
		if len(names) == 0 || slices.Contains(names, j.Task.Name) {
			found = append(found, j)
		}
	}
	return found
}

// Reset forgets all jobs.
func (r *Recorder) Reset() {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.jobs = nil
}

// Payloads returns the payloads of a task's jobs. read is the payload type's
// DecodeJSON.
func Payloads[T any](r *Recorder, task string, read func(*T, *codec.Decoder, int) int) ([]T, error) {
	var all []T
	for _, j := range r.Jobs(task) {
		v, err := Decode(j, read)
		if err != nil {
			return nil, err
		}
		all = append(all, v)
	}
	return all, nil
}
