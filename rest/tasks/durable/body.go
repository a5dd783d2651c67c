package durable

import (
	"bytes"
	"encoding/json"

	"github.com/specho/specho/rest/tasks"
)

// Body is what a queue stores of a job beside its task and its key, as JSON. The
// payload is a value of it, so that people and tools can read the queue.
type Body struct {
	Payload     json.RawMessage `json:"payload,omitempty"`
	Base64      []byte          `json:"payloadBase64,omitempty"` // instead of Payload, see pack
	Next        []Step          `json:"next,omitempty"`          // of a chain
	StopOnError bool            `json:"stopOnError,omitempty"`   // Next does not run when this has failed
}

// Step is a job that follows in a chain.
type Step struct {
	Task    string          `json:"task"`
	Key     string          `json:"key,omitempty"`
	Payload json.RawMessage `json:"payload,omitempty"`
	Base64  []byte          `json:"payloadBase64,omitempty"`
}

// Pack gives the body of a job and of what follows it.
func Pack(job tasks.Job) Body {
	var b Body
	b.Payload, b.Base64 = pack(job.Payload)
	next, stop := job.Next()
	b.StopOnError = stop
	for ; next != nil; next, _ = next.Next() {
		s := Step{Task: next.Task.Name, Key: next.Key}
		s.Payload, s.Base64 = pack(next.Payload)
		b.Next = append(b.Next, s)
	}
	return b
}

// pack splits payloads by what PostgreSQL's jsonb can hold: all but the character
// U+0000, which stands in JSON as an escape only.
func pack(payload []byte) (json.RawMessage, []byte) {
	if bytes.Contains(payload, []byte(`\u0000`)) {
		return nil, payload
	}
	return payload, nil
}

func unpack(plain json.RawMessage, encoded []byte) []byte {
	if encoded != nil {
		return encoded
	}
	return plain
}

// Bytes is the payload of the job; nil if the task has none. White space and the
// order of members may have changed in the queue.
func (b *Body) Bytes() []byte { return unpack(b.Payload, b.Base64) }

// Follower gives the job that comes after this one, with the rest of the chain
// behind it; false if there is none. A task that find does not know is an error.
func (b *Body) Follower(find func(name string) *tasks.Definition) (tasks.Job, bool, error) {
	if len(b.Next) == 0 {
		return tasks.Job{}, false, nil
	}
	jobs := make([]tasks.Job, len(b.Next))
	for i, s := range b.Next {
		task := find(s.Task)
		if task == nil {
			return tasks.Job{}, true, &tasks.UnknownTaskError{Task: s.Task}
		}
		jobs[i] = tasks.Job{Task: task, Payload: unpack(s.Payload, s.Base64), Key: s.Key}
	}
	return tasks.Chain(b.StopOnError, jobs...), true, nil
}
