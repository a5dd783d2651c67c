package model

import (
	"time"

	"github.com/specho/specho/generator/diag"
)

// Task is a background task of the document.
type Task struct {
	Name        string
	Summary     string
	Description string
	Payload     *Value // nil: it takes none
	Durable     bool
	Queue       string
	Timeout     time.Duration
	Delay       time.Duration
	Attempts    int // 0: not said
	Backoff     string
	MinDelay    time.Duration
	MaxDelay    time.Duration
	Key         *Field // of the payload: the idempotency key; nil: none
	Pos         diag.Pos
	Site        *Site

	Go TaskNames
}

// TaskNames are the Go names of a Task.
type TaskNames struct {
	Method   string // SendWelcomeEmail
	Variable string // taskSendWelcomeEmail
}

// Start is a task that a branch of an operation starts.
type Start struct {
	Task     *Task
	Required bool
	Auto     bool // its payload is bound completely: the handler writes nothing
	Bindings []*Binding
	Pos      diag.Pos
}

// InOrder has the tasks of an answer run one after the other.
type InOrder struct {
	StopOnError bool // one that has failed for good skips the rest
}

// Binding gives a member of a payload its value.
type Binding struct {
	Field  *Field
	Source *Source
}

// Source is where the value of a binding comes from: the request, the response or
// a constant.
type Source struct {
	Const   string // Go expression, "" if there is none
	Status  bool   // of the response
	Code    int    // the status, 0 where the handler chooses
	InBody  *Content
	Request bool   // of the request, else of the response
	Group   string // Path, Query, Header: a parameter
	Param   *Param
	Header  *Header
	Steps   []*Field // into the body
	Value   *Value   // what is found there
}

// Starts reports whether any branch of the operation starts a task.
func (o *Operation) Starts() bool {
	for _, u := range o.Branches {
		if len(u.Starts) > 0 {
			return true
		}
	}
	return false
}

// Asked lists the starts of a branch whose payload the handler writes.
func (u *BranchUse) Asked(required bool) (list []*Start) {
	for _, s := range u.Starts {
		if !s.Auto && s.Required == required {
			list = append(list, s)
		}
	}
	return list
}

// Conditional reports whether the value may be absent.
func (s *Source) Conditional() bool {
	switch {
	case s.Param != nil:
		return optional(s.Param.Presence)
	case s.Header != nil:
		return optional(s.Header.Presence)
	}
	for _, f := range s.Steps {
		if optional(f.Presence) {
			return true
		}
	}
	return false
}

func optional(p Presence) bool { return p != Required && p != Filled }
