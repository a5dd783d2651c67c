package river

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/specho/specho/rest/codec"
	"github.com/specho/specho/rest/tasks"
)

var errBroken = errors.New("broken")

func text(t *testing.T, task *tasks.Definition, s, key string) tasks.Job {
	t.Helper()
	j, err := tasks.New(task, &s, codec.ElemString, key)
	if err != nil {
		t.Fatal(err)
	}
	return j
}

func submit(t *testing.T, r tasks.Runner, j tasks.Job) {
	t.Helper()
	if err := r.Submit(t.Context(), j); err != nil {
		t.Fatal(err)
	}
}

func TestRuns(t *testing.T) { each(t, testRuns, testRuns) }

// testRuns: a job that any client has submitted reaches the handler with its
// payload, its key and its trace.
func testRuns[Tx any](t *testing.T, s *store[Tx]) {
	h := &history{}
	got := make(chan string, 10)
	task := &tasks.Definition{Name: "mail", Queue: "mail"}
	r := s.started(t, h, Options{Workers: map[string]int{"mail": 1}}, tasks.Handle(task, codec.ItemString, func(ctx context.Context, to string) error {
		info, _ := tasks.Current(ctx)
		got <- fmt.Sprintf("%q key %s attempt %d trace %s", to, info.Key, info.Attempt, info.Trace["traceparent"])
		return nil
	}))
	c, err := NewClient(s.driver, Options{Schema: s.schema})
	if err != nil {
		t.Fatal(err)
	}
	for i, to := range []string{"ada", "<a>&\u2028", "nul \x00 é", ""} {
		j := text(t, task, to, fmt.Sprint("k", i))
		j.Trace = map[string]string{"traceparent": "00-1"}
		submit(t, c, j)
		if want := fmt.Sprintf("%q key k%d attempt 1 trace 00-1", to, i); true {
			if ran := receive(t, got); ran != want {
				t.Errorf("ran %s, want %s", ran, want)
			}
		}
	}
	h.await(t, 4, tasks.Succeeded)
	if k := h.kinds("mail"); k != strings.TrimSpace(strings.Repeat("started succeeded ", 4)) {
		t.Error(k)
	}
	submit(t, r, tasks.Job{Task: task, Payload: []byte(`"x"`)})
	if ran := receive(t, got); ran != `"x" key  attempt 1 trace ` {
		t.Error(ran)
	}
}

func receive[T any](t *testing.T, c <-chan T) (v T) {
	t.Helper()
	select {
	case v = <-c:
	case <-time.After(20 * time.Second):
		t.Fatal("waited in vain")
	}
	return v
}

func TestTransaction(t *testing.T) {
	t.Run("B98 rollback and commit", func(t *testing.T) { each(t, testTransaction, testTransaction) })
}

// testTransaction: the job is there if and only if the row is.
func testTransaction[Tx any](t *testing.T, s *store[Tx]) {
	task := &tasks.Definition{Name: "audit"}
	r := s.runner(t, nil, Options{}, tasks.Handler{Task: task})
	for _, kept := range []bool{false, true, false} {
		tx := s.begin(t)
		if err := s.exec(tx, "INSERT INTO orders VALUES (1)"); err != nil {
			t.Fatal(err)
		}
		if err := r.SubmitTx(t.Context(), tx, text(t, task, "x", "")); err != nil {
			t.Fatal(err)
		}
		end := s.undo
		if kept {
			end = s.commit
		}
		if err := end(tx); err != nil {
			t.Fatal(err)
		}
	}
	if rows, jobs := s.number(t, "SELECT count(*) FROM orders"), s.jobs(t, ""); rows != 1 || jobs != 1 {
		t.Errorf("%d rows and %d jobs, want one of each", rows, jobs)
	}
}

func TestKeys(t *testing.T) {
	t.Run("B98 duplicate key", func(t *testing.T) { each(t, testKeys, testKeys) })
}

// testKeys: a key is taken once for each task, whatever has become of its job.
func testKeys[Tx any](t *testing.T, s *store[Tx]) {
	h := &history{}
	var ran atomic.Int32
	a, b := &tasks.Definition{Name: "a1"}, &tasks.Definition{Name: "b1"}
	count := func(context.Context, string) error { ran.Add(1); return nil }
	fail := func(context.Context, string) error { return tasks.Permanent(errBroken) }
	r := s.started(t, h, Options{}, tasks.Handle(a, codec.ItemString, count), tasks.Handle(b, codec.ItemString, fail))
	for range 2 {
		submit(t, r, text(t, a, "x", "1"))
		submit(t, r, text(t, a, "y", "1")) // the payload does not matter
		submit(t, r, text(t, a, "x", "2"))
		submit(t, r, text(t, b, "x", "1"))
		submit(t, r, text(t, a, "x", "")) // no key, no limit
		h.await(t, 3, tasks.Succeeded)
		h.await(t, 1, tasks.Dead)
	}
	h.await(t, 4, tasks.Succeeded)
	if n := s.jobs(t, ""); n != 5 || ran.Load() != 4 {
		t.Errorf("%d jobs of which %d ran", n, ran.Load())
	}
	if n := strings.Count(h.kinds(""), "submitted"); n != 5 {
		t.Errorf("%d submitted: %s", n, h.kinds(""))
	}
	if n := strings.Count(h.kinds(""), "duplicate"); n != 5 {
		t.Errorf("%d duplicates: %s", n, h.kinds(""))
	}
}

func TestFailures(t *testing.T) { each(t, testFailures, testFailures) }

func testFailures[Tx any](t *testing.T, s *store[Tx]) {
	h := &history{}
	retry := tasks.Retry{MaxAttempts: 3, Backoff: tasks.Constant, MinDelay: 20 * time.Millisecond}
	def := func(name string) *tasks.Definition { return &tasks.Definition{Name: name, Retry: retry} }
	late := def("late")
	late.Timeout, late.Retry = 20*time.Millisecond, tasks.Retry{}
	flaky := func(ctx context.Context, _ []byte) error {
		if info, _ := tasks.Current(ctx); info.Attempt < 3 {
			return errBroken
		}
		return nil
	}
	handlers := []tasks.Handler{
		{Task: def("flaky"), Run: flaky},
		{Task: def("hopeless"), Run: func(context.Context, []byte) error { return errBroken }},
		{Task: def("panics"), Run: func(context.Context, []byte) error { panic("boom") }},
		{Task: def("permanent"), Run: func(context.Context, []byte) error { return tasks.Permanent(errBroken) }},
		{Task: late, Run: func(ctx context.Context, _ []byte) error { <-ctx.Done(); return ctx.Err() }},
	}
	r := s.started(t, h, Options{}, handlers...)
	for _, x := range handlers {
		submit(t, r, tasks.Job{Task: x.Task, Payload: []byte("{}")})
	}
	h.await(t, 4, tasks.Dead)
	h.await(t, 1, tasks.Succeeded)
	for name, want := range map[string]string{
		"flaky":     "submitted started failed retrying started failed retrying started succeeded",
		"hopeless":  "submitted started failed retrying started failed retrying started failed dead",
		"panics":    "submitted started failed retrying started failed retrying started failed dead",
		"permanent": "submitted started failed dead",
		"late":      "submitted started failed dead",
	} {
		if got := h.kinds(name); got != want {
			t.Errorf("%s: %s", name, got)
		}
	}
	eventually(t, "the last states", func() bool { return s.jobs(t, "running") == 0 })
	if done, dead, cancelled := s.jobs(t, "completed"), s.jobs(t, "discarded"), s.jobs(t, "cancelled"); done != 1 || dead != 3 || cancelled != 1 {
		t.Errorf("%d completed, %d discarded, %d cancelled", done, dead, cancelled)
	}
	for _, want := range []string{"panic: boom", "river_test.go", "the task has timed out", "task failed for good"} {
		if !strings.Contains(h.text(), want) {
			t.Errorf("the log does not tell of %s", want)
		}
	}
}

func TestChain(t *testing.T) { each(t, testChain, testChain) }

func testChain[Tx any](t *testing.T, s *store[Tx]) {
	h := &history{}
	ok, bad := &tasks.Definition{Name: "ok"}, &tasks.Definition{Name: "bad"}
	r := s.started(t, h, Options{},
		tasks.Handle(ok, codec.ItemString, func(context.Context, string) error { return nil }),
		tasks.Handle(bad, codec.ItemString, func(context.Context, string) error { return errBroken }))
	one, two := text(t, ok, "x", ""), text(t, bad, "x", "")
	submit(t, r, tasks.Chain(true, one, two, one))
	h.await(t, 1, tasks.Cancelled)
	if got := h.kinds(""); got != "submitted submitted submitted submitted submitted started succeeded started failed dead cancelled" {
		t.Error(got)
	}
	submit(t, r, tasks.Chain(false, two, one, one))
	h.await(t, 3, tasks.Succeeded)
}

func TestDelay(t *testing.T) {
	s := sqliteStore(t)
	h := &history{}
	task := &tasks.Definition{Name: "later", Delay: 300 * time.Millisecond}
	r := s.started(t, h, Options{}, tasks.HandleEmpty(task, func(context.Context) error { return nil }))
	begun := time.Now()
	submit(t, r, tasks.Job{Task: task})
	h.await(t, 1, tasks.Succeeded)
	if took := time.Since(begun); took < task.Delay {
		t.Errorf("ran after %s", took)
	}
}

func TestDrain(t *testing.T) { each(t, testDrain, testDrain) }

// testDrain: what a handler has no time for is run by the next process, as if it had
// not begun.
func testDrain[Tx any](t *testing.T, s *store[Tx]) {
	task := &tasks.Definition{Name: "long"}
	running := make(chan error, 1)
	patient := tasks.HandleEmpty(task, func(ctx context.Context) error {
		running <- nil
		<-ctx.Done()
		running <- context.Cause(ctx)
		return ctx.Err()
	})
	r := s.runner(t, &history{}, Options{}, patient)
	if err := r.Start(t.Context()); err != nil {
		t.Fatal(err)
	}
	arrive := r.Expect()
	go func() {
		defer arrive()
		if err := r.Submit(context.Background(), tasks.Job{Task: task}); err != nil {
			t.Error(err)
		}
	}()
	receive(t, running)
	ctx, cancel := context.WithTimeout(t.Context(), 100*time.Millisecond)
	defer cancel()
	left := r.Drain(ctx)
	if len(left) != 1 || left[0].Task != "long" || left[0].Attempts != 1 || left[0].Running {
		t.Errorf("left %+v", left)
	}
	if cause := receive(t, running); cause != tasks.ErrStopped {
		t.Errorf("cause %v", cause)
	}
	attempts := make(chan int, 1)
	next := tasks.HandleEmpty(task, func(ctx context.Context) error {
		info, _ := tasks.Current(ctx)
		attempts <- info.Attempt
		return nil
	})
	s.started(t, nil, Options{}, next)
	if n := receive(t, attempts); n != 1 {
		t.Errorf("attempt %d", n)
	}
}

func TestRefuses(t *testing.T) {
	s := sqliteStore(t)
	h := tasks.Handler{Task: &tasks.Definition{Name: "task"}}
	named := func(name, queue string) []tasks.Handler {
		return []tasks.Handler{{Task: &tasks.Definition{Name: name, Queue: queue}}}
	}
	for name, tt := range map[string]struct {
		handlers []tasks.Handler
		o        Options
		want     string
	}{
		"none":      {nil, Options{}, "NewClient"},
		"twice":     {[]tasks.Handler{h, h}, Options{}, "two handlers"},
		"queue":     {named("task", "My Queue"), Options{}, `queue "My Queue"`},
		"long":      {named("task", strings.Repeat("q", 65)), Options{}, "64 at most"},
		"name":      {named("a", ""), Options{}, `task "a"`},
		"no queue":  {named("task", ""), Options{Workers: map[string]int{"mial": 1}}, `"mial"`},
		"all right": {named("task", "mail-2"), Options{}, ""},
	} {
		if _, err := New(s.driver, tt.handlers, tt.o); tt.want == "" && err != nil || tt.want != "" && (err == nil || !strings.Contains(err.Error(), tt.want)) {
			t.Errorf("%s: %v", name, err)
		}
	}
	r := s.runner(t, &history{}, Options{}, h)
	if _, ok := errors.AsType[*tasks.UnknownTaskError](r.Check([]*tasks.Definition{{Name: "other"}})); !ok {
		t.Error("a task without a handler passes the check")
	}
	if err := r.Check([]*tasks.Definition{h.Task}); err != nil {
		t.Error(err)
	}
	if err := r.Submit(t.Context(), tasks.Job{Task: h.Task, Payload: []byte("{")}); err == nil {
		t.Error("a payload that is no JSON was taken")
	}
}

// TestRow: people and other programs can read what is stored.
func TestRow(t *testing.T) {
	s := sqliteStore(t)
	task := &tasks.Definition{Name: "mail", Retry: tasks.Retry{MaxAttempts: 5}}
	r := s.runner(t, nil, Options{MaxLost: 3}, tasks.Handler{Task: task})
	submit(t, r, tasks.Job{Task: task, Payload: []byte(`{"to":"ada","n":1.50}`), Key: "7"})
	var stored struct{ Args, Kind string }
	tx := s.begin(t)
	defer func() { _ = s.undo(tx) }()
	if err := tx.QueryRow("SELECT json(args), kind FROM river_job WHERE max_attempts = 10 AND queue = 'default'").Scan(&stored.Args, &stored.Kind); err != nil {
		t.Fatal(err)
	}
	var a struct {
		Key     string
		Payload json.RawMessage
	}
	if err := json.Unmarshal([]byte(stored.Args), &a); err != nil || a.Key != "7" || string(a.Payload) != `{"to":"ada","n":1.50}` || stored.Kind != "mail" {
		t.Errorf("stored %+v", stored)
	}
}

var (
	_ tasks.Runner   = (*Runner[pgx.Tx])(nil)
	_ tasks.Checker  = (*Client[*sql.Tx])(nil)
	_ tasks.Expecter = (*Client[*sql.Tx])(nil)
)
