package asynq

import (
	"time"

	"github.com/specho/specho/rest/tasks/durable"
)

// Options adjusts a Client or a Runner. The zero Options is a good start.
type Options struct {
	durable.Options

	// SubmitTimeout bounds Submit, which a request's connection waits for; 0 stands
	// for 5 s.
	SubmitTimeout time.Duration

	// Workers is the number of jobs of a queue that run at the same time, by its
	// name; 0 and queues that are not named stand for 8.
	Workers map[string]int

	// Limit is the longest time for an attempt at a task that declares no timeout; 0
	// stands for 1 h.
	Limit time.Duration

	// KeepDone is how long jobs with an idempotency key stay in Redis after they were
	// done; 0 stands for 24 h. They are the only ones with their key for as long, and
	// 90 days if they were given up: asynq keeps those that long, ten thousand of a
	// queue at most.
	KeepDone time.Duration

	// Poll is how often an empty queue, and jobs that wait for their time, are looked
	// at; 0 stands for 1 s.
	Poll time.Duration
}

// Defaults of Options.
const (
	defaultSubmitTimeout = 5 * time.Second
	defaultWorkers       = 8
	defaultLimit         = time.Hour
	defaultKeepDone      = 24 * time.Hour
	defaultPoll          = time.Second
)

func (o *Options) defaults() {
	durable.Defaults(map[*time.Duration]time.Duration{
		&o.SubmitTimeout: defaultSubmitTimeout, &o.Limit: defaultLimit, &o.KeepDone: defaultKeepDone, &o.Poll: defaultPoll,
	})
}
