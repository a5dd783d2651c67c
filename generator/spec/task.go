package spec

// Task is an entry of components/x-background-tasks: work that runs after the
// response has left.
type Task struct {
	Node
	Name           string
	Summary        string
	Description    string
	Payload        *Schema // nil: the task takes none
	Delivery       string  // memory or durable; never empty
	Queue          string  // "" is the default queue
	Timeout        string  // ISO 8601 duration, "" if not said
	Delay          string
	Retry          *Retry // nil: one attempt
	IdempotencyKey string // runtime expression on the payload, "" if not said
	Members        map[string]Node
}

// Retry says how often a failing task is tried, and how long it waits.
type Retry struct {
	Node
	MaxAttempts int    // with the first one
	Backoff     string // exponential, linear or constant; never empty
	MinDelay    string // ISO 8601 duration, "" if not said
	MaxDelay    string
	Members     map[string]Node
}

// TaskOrder says how the tasks of one answer run. The zero TaskOrder lets each begin
// when it can.
type TaskOrder struct {
	Sequential  bool // one after the other, as they are written
	StopOnError bool // one that has failed for good skips the rest
}

// TaskUse is an entry of an operation's x-background-tasks.
type TaskUse struct {
	Node
	Task     *Task
	On       []TaskTrigger
	Required bool
	With     []TaskBinding
}

// TaskTrigger is a key of `responses`: the branch that starts the task.
type TaskTrigger struct {
	Node
	Status string
}

// TaskBinding gives a member of the payload its value: a runtime expression
// (OpenAPI, Link Object), or a constant.
type TaskBinding struct {
	Node
	Member     string
	Expression string // "$request.body#/email"; "" for a constant
	Value      Value  // the constant
}
