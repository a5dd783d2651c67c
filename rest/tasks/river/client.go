package river

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"math"
	"regexp"
	"strconv"
	"time"

	queue "github.com/riverqueue/river"
	"github.com/riverqueue/river/riverdriver"
	"github.com/riverqueue/river/rivermigrate"
	"github.com/riverqueue/river/rivertype"

	"github.com/specho/specho/rest"
	"github.com/specho/specho/rest/tasks"
	"github.com/specho/specho/rest/tasks/durable"
)

// Client puts jobs into the database: a tasks.Runner for servers whose tasks run in
// another process. Tx is the driver's type of a transaction, pgx.Tx or *sql.Tx. It is
// safe for concurrent use and needs no end.
type Client[Tx any] struct {
	core    *durable.Core
	db      *queue.Client[Tx]
	options Options
}

// NewClient returns a Client for the database of driver.
func NewClient[Tx any](driver riverdriver.Driver[Tx], o Options) (*Client[Tx], error) {
	return newClient(driver, nil, o)
}

func newClient[Tx any](driver riverdriver.Driver[Tx], handlers []tasks.Handler, o Options) (*Client[Tx], error) {
	o.defaults()
	core, err := durable.NewCore(handlers, o.Options)
	if err != nil {
		return nil, err
	}
	config := &queue.Config{
		Schema:                      o.Schema,
		Logger:                      slog.New(quiet{core.Logger.Handler()}),
		CompletedJobRetentionPeriod: o.KeepDone,
		CancelledJobRetentionPeriod: o.KeepDead,
		DiscardedJobRetentionPeriod: o.KeepDead,
		FetchPollInterval:           o.Poll,
		FetchCooldown:               min(o.Poll, queue.FetchCooldownDefault),
		JobTimeout:                  o.Lost, // of no job: each has its own
		RescueStuckJobsAfter:        o.Lost,
		SkipUnknownJobCheck:         true,
		FetchOnlyKnownKinds:         true,
	}
	c := &Client[Tx]{core: core, options: o}
	if len(handlers) > 0 {
		if err := c.work(config, handlers); err != nil {
			return nil, err
		}
	}
	if c.db, err = queue.NewClient(driver, config); err != nil {
		return nil, fmt.Errorf("river: %w", err)
	}
	return c, nil
}

// Migrate brings River's tables in a schema ("" stands for the search path) to the
// form that this version needs. It does nothing where they have it.
func Migrate[Tx any](ctx context.Context, driver riverdriver.Driver[Tx], schema string) error {
	m, err := rivermigrate.New(driver, &rivermigrate.Config{Schema: schema, Logger: slog.New(slog.DiscardHandler)})
	if err == nil {
		_, err = m.Migrate(ctx, rivermigrate.DirectionUp, nil)
	}
	if err != nil {
		return fmt.Errorf("migrate the tables of river: %w", err)
	}
	return nil
}

// Names that River takes.
var (
	queueName = regexp.MustCompile(`^[a-z0-9]+([_|\-]?[a-z0-9]+)*$`)
	kindName  = regexp.MustCompile(`^\w[\w.\-]+$`)
)

// maxQueueName is River's.
const maxQueueName = 64

// Check reports tasks whose names or queues the database does not take.
func (c *Client[Tx]) Check(definitions []*tasks.Definition) error {
	for _, d := range definitions {
		if err := checkNames(d); err != nil {
			return err
		}
	}
	return nil
}

func checkNames(d *tasks.Definition) error {
	if q := d.QueueName(); len(q) > maxQueueName || !queueName.MatchString(q) {
		return fmt.Errorf("task %s: queue %q: river takes small letters and digits, with single hyphens and underscores between them, %d at most", d.Name, q, maxQueueName)
	}
	if !kindName.MatchString(d.Name) {
		return fmt.Errorf("task %q: river takes two characters and more: letters, digits, underscores, and inside hyphens and dots", d.Name)
	}
	return nil
}

// Submit puts a job into the database. It returns nil when the job is there, one
// with the same key that is there already included.
func (c *Client[Tx]) Submit(ctx context.Context, job tasks.Job) error {
	ctx, cancel := context.WithTimeout(ctx, c.options.SubmitTimeout)
	defer cancel()
	return c.submit(ctx, job, c.db.Insert)
}

// SubmitTx puts a job into the database as a part of tx: the job is there if and
// only if tx is committed. The event Submitted comes before that.
func (c *Client[Tx]) SubmitTx(ctx context.Context, tx Tx, job tasks.Job) error {
	return c.submit(ctx, job, func(ctx context.Context, args queue.JobArgs, o *queue.InsertOpts) (*rivertype.JobInsertResult, error) {
		return c.db.InsertTx(ctx, tx, args, o)
	})
}

// StartTx puts the tasks that a branch starts into the database as a part of tx, in
// the handler of an operation and instead of after the answer; see rest.StartTasks.
//
//	created := api.CreateTouristCreated{Body: tourist}
//	if err := runner.StartTx(ctx, tx, created); err != nil {
//		return nil, err
//	}
//	if err := tx.Commit(ctx); err != nil {
//		return nil, err
//	}
//	return created, nil
func (c *Client[Tx]) StartTx(ctx context.Context, tx Tx, branch rest.Response) error {
	return rest.StartTasks(ctx, branch, func(ctx context.Context, job tasks.Job) error {
		return c.SubmitTx(ctx, tx, job)
	})
}

type insert func(context.Context, queue.JobArgs, *queue.InsertOpts) (*rivertype.JobInsertResult, error)

func (c *Client[Tx]) submit(ctx context.Context, job tasks.Job, insert insert) error {
	if c.core.Tracer != nil && job.Trace == nil {
		job.Trace = c.core.Tracer.Capture(ctx)
	}
	args, opts, err := c.row(job)
	var r *rivertype.JobInsertResult
	if err == nil {
		r, err = insert(ctx, args, opts)
	}
	if err != nil {
		c.core.Rejected(job, err)
		return fmt.Errorf("river: %w", err)
	}
	id := strconv.FormatInt(r.Job.ID, 10)
	if r.UniqueSkippedAsDuplicate {
		c.core.Skipped(job, id)
		return nil
	}
	c.core.Submitted(job, id)
	return nil
}

// args is what River stores in the column of that name.
type args struct {
	Key string `json:"key,omitempty" river:"unique"`
	durable.Body

	kind  string
	again time.Time // after a failure, for NextRetry
}

// Kind implements River's JobArgs.
func (a args) Kind() string { return a.kind }

// metadata is what we store in the column of that name, beside what River does.
type metadata struct {
	Trace  map[string]string `json:"trace,omitempty"`
	Failed int               `json:"specho:failed,omitempty"`
}

// failedKey is the name of metadata's Failed.
const failedKey = "specho:failed"

// row gives what River stores of a job.
func (c *Client[Tx]) row(job tasks.Job) (args, *queue.InsertOpts, error) {
	a := args{Key: job.Key, Body: durable.Pack(job), kind: job.Task.Name}
	// A process that was lost takes an attempt with it, and the last attempt only
	// tells that there were too many.
	most := min(job.Task.Retry.Attempts()+c.options.MaxLost+2, math.MaxInt16)
	o := &queue.InsertOpts{Queue: job.Task.QueueName(), MaxAttempts: most}
	if d := job.Task.Delay; d > 0 {
		o.ScheduledAt = time.Now().Add(d)
	}
	if job.Key != "" {
		o.UniqueOpts = queue.UniqueOpts{ByArgs: true, ByState: rivertype.JobStates()}
	}
	if len(job.Payload) > 0 && !json.Valid(job.Payload) {
		return a, nil, errors.New("the payload is not JSON")
	}
	var err error
	if len(job.Trace) > 0 {
		o.Metadata, err = json.Marshal(metadata{Trace: job.Trace})
	}
	return a, o, err
}

// Expect tells of a job that will be submitted soon: Drain of a Runner waits for it.
func (c *Client[Tx]) Expect() (done func()) { return c.core.Expect() }
