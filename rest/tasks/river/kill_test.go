package river

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"os"
	"sync"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/riverqueue/river/riverdriver/riverpgxv5"

	"github.com/specho/specho/rest/codec"
	"github.com/specho/specho/rest/tasks"
	"github.com/specho/specho/rest/tasks/durable"
	"github.com/specho/specho/rest/tasks/durable/durabletest"
)

func TestMain(m *testing.M) {
	code, played := durabletest.Main(serveOrders, workOrders)
	if !played {
		code = m.Run()
	}
	os.Exit(code)
}

// schemaName is the schema of the processes of a Cast.
const schemaName = "DURABLE_SCHEMA"

// lostAfter is how soon an attempt of the test counts as lost.
const lostAfter = 2 * time.Second

// orderTask has time enough for slow machines: an attempt that fails would be given up.
var orderTask = &tasks.Definition{Name: "order", Delivery: tasks.Durable, Timeout: 10 * time.Second}

func connectOrders(ctx context.Context, name string) (*pgxpool.Pool, string, error) {
	schema := os.Getenv(schemaName)
	pool, err := connect(ctx, os.Getenv("POSTGRES_DSN")+" application_name="+name, schema)
	return pool, schema, err
}

func orderOptions(schema string) Options {
	log := slog.New(slog.NewTextHandler(io.Discard, nil))
	return Options{Options: durable.Options{Logger: log}, Schema: schema, Lost: lostAfter,
		Poll: 20 * time.Millisecond, Workers: map[string]int{"default": 100}}
}

// serveOrders writes orders and their tasks, each in one transaction, a few at the
// same time. It goes on where a process before it was killed. One in fifty is rolled
// back.
func serveOrders(ctx context.Context, from, to int) error {
	pool, schema, err := connectOrders(ctx, "server")
	if err != nil {
		return err
	}
	defer pool.Close()
	o := orderOptions(schema)
	o.Workers = nil
	c, err := NewClient(riverpgxv5.New(pool), o)
	if err != nil {
		return err
	}
	const clients = 4
	errs := make([]error, clients)
	var all sync.WaitGroup
	for i := range clients {
		all.Go(func() { errs[i] = serveSome(ctx, pool, c, from, to, i, clients) })
	}
	all.Wait()
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}

func serveSome(ctx context.Context, pool *pgxpool.Pool, c *Client[pgx.Tx], from, to, offset, step int) error {
	var last int
	err := pool.QueryRow(ctx, "SELECT coalesce(max(n), $1) FROM orders WHERE n >= $1 AND n % $2 = $3", from, step, offset).Scan(&last)
	if err != nil {
		return err
	}
	for n := last; n < to; n++ {
		if n%step != offset {
			continue
		}
		if err := serveOne(ctx, pool, c, n); err != nil {
			return fmt.Errorf("order %d: %w", n, err)
		}
	}
	return nil
}

// undone are the orders that are rolled back.
func undone(n int) bool { return n%50 == 7 }

func serveOne(ctx context.Context, pool *pgxpool.Pool, c *Client[pgx.Tx], n int) error {
	tx, err := pool.Begin(ctx)
	if err != nil {
		return err
	}
	defer func() { _ = tx.Rollback(ctx) }()
	if _, err := tx.Exec(ctx, "INSERT INTO orders VALUES ($1) ON CONFLICT DO NOTHING", n); err != nil {
		return err
	}
	v := int64(n)
	job, err := tasks.New(orderTask, &v, codec.ElemInt64, fmt.Sprint("order-", n))
	if err != nil {
		return err
	}
	if err := c.SubmitTx(ctx, tx, job); err != nil || undone(n) {
		return err
	}
	return tx.Commit(ctx)
}

// workOrders notes each run.
func workOrders(ctx context.Context) error {
	pool, schema, err := connectOrders(context.WithoutCancel(ctx), "worker")
	if err != nil {
		return err
	}
	defer pool.Close()
	run := tasks.Handle(orderTask, codec.ItemInt64, func(ctx context.Context, n int64) error {
		info, _ := tasks.Current(ctx)
		_, err := pool.Exec(ctx, "INSERT INTO runs VALUES ($1, $2)", n, info.Key)
		time.Sleep(time.Duration(n%7) * time.Millisecond)
		return err
	})
	r, err := New(riverpgxv5.New(pool), []tasks.Handler{run}, orderOptions(schema))
	if err != nil {
		return err
	}
	if err := r.Start(ctx); err != nil {
		return err
	}
	<-ctx.Done()
	end, cancel := context.WithTimeout(context.WithoutCancel(ctx), 10*time.Second)
	defer cancel()
	if left := r.Drain(end); len(left) > 0 {
		return fmt.Errorf("left %v", left)
	}
	return nil
}

// TestKill: whatever is killed, and whenever, each order that was committed has its
// task run, none that was rolled back has, and a task runs twice only if it was in
// flight when its worker was killed: begun, and not yet noted as done.
func TestKill(t *testing.T) {
	t.Run("B98 crash in the middle", func(t *testing.T) {
		s := postgresStore(t)
		tx := s.begin(t)
		for _, q := range []string{"DROP TABLE orders", "CREATE TABLE orders (n bigint PRIMARY KEY)", "CREATE TABLE runs (n bigint, key text)",
			"CREATE TABLE orphans (id bigint, attempt int, PRIMARY KEY (id, attempt))"} {
			if err := s.exec(tx, q); err != nil {
				t.Fatal(err)
			}
		}
		if err := s.commit(tx); err != nil {
			t.Fatal(err)
		}
		cast := &durabletest.Cast{T: t, Env: []string{schemaName + "=" + s.schema}, Orphans: func() { noteOrphans(t, s) }}
		rounds := durabletest.Rounds(t)
		for round := range rounds {
			cast.Round(round*durabletest.Tasks, (round+1)*durabletest.Tasks)
			if round%5 == 4 || round == rounds-1 {
				settleOrders(t, s, cast)
				checkOrders(t, s, (round+1)*durabletest.Tasks)
			}
		}
		t.Logf("%d rounds: %d orders, server killed %d times, worker %d times, %d tasks in flight then, %d ran twice", rounds, s.number(t, "SELECT count(*) FROM orders"),
			cast.Kills[durabletest.Server], cast.Kills[durabletest.Worker], s.number(t, "SELECT count(*) FROM orphans"), s.number(t, "SELECT count(*) - count(DISTINCT n) FROM runs"))
	})
}

// noteOrphans notes what was in flight, when the server of the database has noticed
// that the worker is gone.
func noteOrphans(t *testing.T, s *store[pgx.Tx]) {
	eventually(t, "the worker's connections to end", func() bool {
		return s.number(t, "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'worker'") == 0
	})
	tx := s.begin(t)
	err := s.exec(tx, "INSERT INTO orphans SELECT id, attempt FROM river_job WHERE state = 'running' ON CONFLICT DO NOTHING")
	if err == nil {
		err = s.commit(tx)
	}
	if err != nil {
		t.Fatal(err)
	}
}

// settleOrders waits until all tasks have run. A worker that ends in order gives its
// duties away, so that another looks for what was lost at once.
func settleOrders(t *testing.T, s *store[pgx.Tx], cast *durabletest.Cast) {
	t.Helper()
	time.Sleep(orderTask.Timeout + lostAfter)
	begun := time.Now()
	cast.RestartWorker()
	for s.number(t, "SELECT count(*) FROM river_job WHERE finalized_at IS NULL") > 0 {
		if time.Since(begun) > 4*time.Minute {
			t.Fatalf("%d tasks have not run", s.number(t, "SELECT count(*) FROM river_job WHERE finalized_at IS NULL"))
		}
		time.Sleep(100 * time.Millisecond)
	}
	t.Logf("all done after %s", time.Since(begun).Round(time.Second))
}

func checkOrders(t *testing.T, s *store[pgx.Tx], n int) {
	t.Helper()
	for what, tt := range map[string]struct {
		query string
		want  int
	}{
		"orders":                            {"SELECT count(*) FROM orders", n - n/50},
		"lost tasks":                        {"SELECT count(*) FROM (SELECT n FROM orders EXCEPT SELECT n FROM runs) AS x", 0},
		"tasks of orders that are not":      {"SELECT count(*) FROM (SELECT n FROM runs EXCEPT SELECT n FROM orders) AS x", 0},
		"jobs of orders that are not":       {"SELECT count(*) - (SELECT count(*) FROM orders) FROM river_job", 0},
		"runs without the key of the order": {"SELECT count(*) FROM runs WHERE key IS DISTINCT FROM 'order-' || n", 0},
		"jobs that were not done":           {"SELECT count(*) FROM river_job WHERE state <> 'completed'", 0},
	} {
		if got := s.number(t, tt.query); got != tt.want {
			t.Errorf("%d %s, want %d", got, what, tt.want)
		}
	}
	twice, flying := s.number(t, "SELECT count(*) - count(DISTINCT n) FROM runs"), s.number(t, "SELECT count(*) FROM orphans")
	if twice > flying {
		t.Errorf("%d tasks ran twice, and %d were in flight", twice, flying)
	}
}
