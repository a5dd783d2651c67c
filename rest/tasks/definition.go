package tasks

import (
	"fmt"
	"math"
	"time"
)

// Definition is what the document says about a task. Generated code has one
// variable for each; nothing changes it.
type Definition struct {
	Name     string // key of the catalogue, unique in the document
	Summary  string
	Queue    string // "" stands for DefaultQueue
	Delivery Delivery
	Timeout  time.Duration // of one attempt; 0: none
	Delay    time.Duration // before the first attempt
	Retry    Retry
}

// DefaultQueue is the queue of tasks that name none.
const DefaultQueue = "default"

// QueueName is the queue the task waits in.
func (d *Definition) QueueName() string {
	if d.Queue == "" {
		return DefaultQueue
	}
	return d.Queue
}

// Delivery says what may become of a job that was accepted.
type Delivery uint8

// A job of delivery InMemory ends with its process; a Durable one is run at least
// once, whatever happens to the process.
const (
	InMemory Delivery = iota
	Durable
)

// String gives the document's word.
func (d Delivery) String() string {
	if d == Durable {
		return "durable"
	}
	return "memory"
}

// Retry says what happens to an attempt that failed. The zero Retry is a single
// attempt.
type Retry struct {
	MaxAttempts int // with the first; 0 stands for 1
	Backoff     Backoff
	MinDelay    time.Duration // before the second attempt; 0 stands for 1 s
	MaxDelay    time.Duration // before any; 0 stands for 10 min
}

// Backoff is how the delay between attempts grows.
type Backoff uint8

// Exponential doubles the longest delay with every failure and picks at random
// between it and the shortest, so that jobs which failed together do not come
// back together. Linear adds MinDelay each time, Constant keeps it.
const (
	Exponential Backoff = iota
	Linear
	Constant
)

// String gives the document's word.
func (b Backoff) String() string {
	switch b {
	case Exponential:
		return "exponential"
	case Linear:
		return "linear"
	case Constant:
		return "constant"
	}
	return fmt.Sprintf("Backoff(%d)", b)
}

const (
	defaultMinDelay = time.Second
	defaultMaxDelay = 10 * time.Minute
)

// Attempts is how many times the task is tried in all, at least 1.
func (r *Retry) Attempts() int { return max(r.MaxAttempts, 1) }

// After gives the delay before the next attempt when so many have failed, at least
// one. random is from 0 to 1, without 1: the jitter of Exponential.
func (r *Retry) After(failed int, random float64) time.Duration {
	low, high := r.MinDelay, r.MaxDelay
	if low <= 0 {
		low = defaultMinDelay
	}
	if high <= 0 {
		high = max(defaultMaxDelay, low)
	}
	low = min(low, high)
	switch r.Backoff {
	case Constant:
		return low
	case Linear:
		return bounded(float64(low)*float64(failed), high)
	}
	most := bounded(float64(low)*math.Pow(2, float64(failed)), high)
	return low + time.Duration(random*float64(most-low))
}

// bounded is d nanoseconds, at most high. Powers leave the integers soon.
func bounded(d float64, high time.Duration) time.Duration {
	if d >= float64(high) {
		return high
	}
	return time.Duration(d)
}
