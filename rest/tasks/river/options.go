package river

import (
	"context"
	"log/slog"
	"time"

	"github.com/specho/specho/rest/tasks/durable"
)

// Options adjusts a Client or a Runner. The zero Options is a good start.
type Options struct {
	durable.Options

	// Schema is where River's tables are; "" stands for the search path. Every
	// Runner of a schema must have handlers for all tasks that are submitted to it:
	// what a lost process has left behind is given up otherwise.
	Schema string

	// SubmitTimeout bounds Submit, which a request's connection waits for; 0 stands
	// for 5 s.
	SubmitTimeout time.Duration

	// Workers is the number of jobs of a queue that run at the same time, by its
	// name; 0 and queues that are not named stand for 8.
	Workers map[string]int

	// Limit is the longest time for an attempt at a task that declares no timeout; 0
	// stands for 1 h. There must be one: what takes longer cannot be told from what
	// was lost with its process.
	Limit time.Duration

	// Lost is how long after the timeout of its task an attempt that has not ended
	// counts as lost with its process, and the job is run again; 0 stands for 30 s.
	// A handler that goes on for so long after its context has ended runs twice.
	// River looks every 30 s, and when a process takes over from one that was lost,
	// after 15 s at most.
	Lost time.Duration

	// MaxLost is how often a job may be lost with its process before it is given
	// up, beside the attempts that its task may fail; 0 stands for 10.
	MaxLost int

	// KeepDone is how long jobs stay in the database after they were done, and
	// KeepDead after they were given up; 0 stands for 24 h and for 7 days. A job with
	// an idempotency key is the only one with it for as long.
	KeepDone, KeepDead time.Duration

	// Poll is how often the database is asked for jobs where it does not tell of
	// them; 0 stands for 1 s.
	Poll time.Duration
}

// Defaults of Options.
const (
	defaultSubmitTimeout = 5 * time.Second
	defaultWorkers       = 8
	defaultLimit         = time.Hour
	defaultLost          = 30 * time.Second
	defaultMaxLost       = 10
	defaultKeepDone      = 24 * time.Hour
	defaultKeepDead      = 7 * 24 * time.Hour
	defaultPoll          = time.Second
)

func (o *Options) defaults() {
	durable.Defaults(map[*time.Duration]time.Duration{
		&o.SubmitTimeout: defaultSubmitTimeout, &o.Limit: defaultLimit, &o.Lost: defaultLost,
		&o.KeepDone: defaultKeepDone, &o.KeepDead: defaultKeepDead, &o.Poll: defaultPoll,
	})
	if o.MaxLost <= 0 {
		o.MaxLost = defaultMaxLost
	}
}

// quiet passes on what River says of itself from the level of warnings: package
// durable tells the rest.
type quiet struct{ slog.Handler }

// Enabled implements slog.Handler.
func (q quiet) Enabled(ctx context.Context, l slog.Level) bool {
	return l >= slog.LevelWarn && q.Handler.Enabled(ctx, l)
}

// WithAttrs implements slog.Handler.
func (q quiet) WithAttrs(a []slog.Attr) slog.Handler { return quiet{q.Handler.WithAttrs(a)} }

// WithGroup implements slog.Handler.
func (q quiet) WithGroup(name string) slog.Handler { return quiet{q.Handler.WithGroup(name)} }
