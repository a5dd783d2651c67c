package tasks

import (
	"fmt"
	"time"
)

// Kind is what has happened to a job.
type Kind uint8

// A job is Submitted, Rejected, or a Duplicate: skipped, because one with its
// idempotency key is there already. One that was submitted is Started for each
// attempt, which has Succeeded or Failed; after a failure the job is Retrying or
// Dead. Dropped jobs made room for others, Cancelled ones were stopped with their
// runner or skipped after a failure in their chain.
const (
	Submitted Kind = iota
	Rejected
	Dropped
	Started
	Succeeded
	Failed
	Retrying
	Dead
	Cancelled
	Duplicate
)

var kinds = [...]string{"submitted", "rejected", "dropped", "started", "succeeded", "failed", "retrying", "dead", "cancelled", "duplicate"}

// String gives the name in lower case, as for a metric's label.
func (k Kind) String() string {
	if int(k) < len(kinds) {
		return kinds[k]
	}
	return fmt.Sprintf("Kind(%d)", k)
}

// Event is something that has happened to a job.
type Event struct {
	Kind    Kind
	Task    *Definition
	Queue   string
	ID      string        // of the job, in durable runners of the one that a Duplicate is of; "" if there is none
	Attempt int           // from 1; 0 before the first
	Wait    time.Duration // Started: since the job was due; Retrying: until it is due
	Run     time.Duration // Succeeded, Failed: of the attempt
	Err     error
}

// QueueStats are the figures of one queue of a Memory: what is there now, and
// counters since the start. Accepted is the sum of Ready, Waiting, Running,
// Succeeded, Dead, Dropped and Cancelled.
type QueueStats struct {
	Name              string
	Capacity, Workers int

	Ready   int // wait for a worker
	Waiting int // for their time, or for the one before in their chain
	Running int

	Accepted   uint64
	Rejected   uint64
	Duplicates uint64
	Dropped    uint64
	Started    uint64 // attempts
	Succeeded  uint64
	Failed     uint64 // attempts
	Retried    uint64
	Dead       uint64
	Cancelled  uint64
}

// Depth is the number of jobs that have not begun, or have to begin again.
func (s QueueStats) Depth() int { return s.Ready + s.Waiting }
