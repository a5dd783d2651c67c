package river

import (
	"context"
	"database/sql"
	"fmt"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/riverqueue/river/riverdriver"
	"github.com/riverqueue/river/riverdriver/riverpgxv5"
	"github.com/riverqueue/river/riverdriver/riversqlite"
	_ "modernc.org/sqlite"

	"github.com/specho/specho/rest/tasks"
)

// store is a database for one test, with a table "orders" beside River's.
type store[Tx any] struct {
	driver riverdriver.Driver[Tx]
	schema string // of River's tables
	begin  func(t *testing.T) Tx
	commit func(Tx) error
	undo   func(Tx) error
	exec   func(tx Tx, query string) error
	number func(t *testing.T, query string) int
}

// each runs a test with every kind of database that is there.
func each(t *testing.T, lite func(*testing.T, *store[*sql.Tx]), postgres func(*testing.T, *store[pgx.Tx])) {
	t.Run("sqlite", func(t *testing.T) { lite(t, sqliteStore(t)) })
	t.Run("postgres", func(t *testing.T) { postgres(t, postgresStore(t)) })
}

func sqliteStore(t *testing.T) *store[*sql.Tx] {
	t.Helper()
	db, err := sql.Open("sqlite", filepath.Join(t.TempDir(), "queue.db")+"?_pragma=journal_mode(WAL)&_pragma=busy_timeout(5000)")
	if err != nil {
		t.Fatal(err)
	}
	db.SetMaxOpenConns(1) // as the driver advises
	t.Cleanup(func() { db.Close() })
	s := &store[*sql.Tx]{
		driver: riversqlite.New(db),
		begin: func(t *testing.T) *sql.Tx {
			tx, err := db.Begin()
			if err != nil {
				t.Fatal(err)
			}
			return tx
		},
		commit: (*sql.Tx).Commit,
		undo:   (*sql.Tx).Rollback,
		exec: func(tx *sql.Tx, query string) error {
			_, err := tx.Exec(query)
			return err
		},
		number: func(t *testing.T, query string) (n int) {
			if err := db.QueryRow(query).Scan(&n); err != nil {
				t.Fatal(err)
			}
			return n
		},
	}
	if _, err := db.Exec("CREATE TABLE orders (n bigint)"); err != nil {
		t.Fatal(err)
	}
	return s.migrated(t)
}

// postgresPool connects to the server of POSTGRES_DSN, within a schema of its own.
func postgresPool(t *testing.T) (*pgxpool.Pool, string) {
	t.Helper()
	dsn := os.Getenv("POSTGRES_DSN")
	if dsn == "" {
		t.Skip("POSTGRES_DSN is not set: make test-durable starts a server")
	}
	schema := fmt.Sprintf("t%d", time.Now().UnixNano())
	pool, err := connect(t.Context(), dsn, schema)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(pool.Close)
	if _, err := pool.Exec(t.Context(), "CREATE SCHEMA "+schema); err != nil {
		t.Fatal(err)
	}
	return pool, schema
}

func connect(ctx context.Context, dsn, schema string) (*pgxpool.Pool, error) {
	config, err := pgxpool.ParseConfig(dsn)
	if err != nil {
		return nil, err
	}
	config.MaxConns = 16
	config.ConnConfig.RuntimeParams["search_path"] = schema
	return pgxpool.NewWithConfig(ctx, config)
}

func postgresStore(t *testing.T) *store[pgx.Tx] {
	t.Helper()
	pool, schema := postgresPool(t)
	ctx := context.Background()
	s := &store[pgx.Tx]{
		driver: riverpgxv5.New(pool),
		schema: schema,
		begin: func(t *testing.T) pgx.Tx {
			tx, err := pool.Begin(ctx)
			if err != nil {
				t.Fatal(err)
			}
			return tx
		},
		commit: func(tx pgx.Tx) error { return tx.Commit(ctx) },
		undo:   func(tx pgx.Tx) error { return tx.Rollback(ctx) },
		exec: func(tx pgx.Tx, query string) error {
			_, err := tx.Exec(ctx, query)
			return err
		},
		number: func(t *testing.T, query string) (n int) {
			if err := pool.QueryRow(ctx, query).Scan(&n); err != nil {
				t.Fatal(err)
			}
			return n
		},
	}
	if _, err := pool.Exec(ctx, "CREATE TABLE orders (n bigint)"); err != nil {
		t.Fatal(err)
	}
	return s.migrated(t)
}

func (s *store[Tx]) migrated(t *testing.T) *store[Tx] {
	t.Helper()
	for range 2 { // the second time there is nothing to do
		if err := Migrate(t.Context(), s.driver, s.schema); err != nil {
			t.Fatal(err)
		}
	}
	return s
}

// jobs counts the jobs in a state; "" stands for all.
func (s *store[Tx]) jobs(t *testing.T, state string) int {
	t.Helper()
	query := "SELECT count(*) FROM river_job"
	if state != "" {
		query += " WHERE state = '" + state + "'"
	}
	return s.number(t, query)
}

// runner returns a Runner that polls often and tells h; it is not started.
func (s *store[Tx]) runner(t *testing.T, h *history, o Options, handlers ...tasks.Handler) *Runner[Tx] {
	t.Helper()
	o.Schema, o.Poll, o.Logger = s.schema, 20*time.Millisecond, slog.New(slog.NewTextHandler(io.Discard, nil))
	if h != nil {
		o.OnEvent = h.add
		o.Logger = slog.New(slog.NewTextHandler(h, nil))
	}
	r, err := New(s.driver, handlers, o)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// started is a runner that runs until the test ends.
func (s *store[Tx]) started(t *testing.T, h *history, o Options, handlers ...tasks.Handler) *Runner[Tx] {
	t.Helper()
	r := s.runner(t, h, o, handlers...)
	if err := r.Start(t.Context()); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
		defer cancel()
		r.Drain(ctx)
	})
	return r
}

// history collects events and log lines.
type history struct {
	mu     sync.Mutex
	events []tasks.Event
	log    strings.Builder
}

func (h *history) add(e tasks.Event) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.events = append(h.events, e)
}

func (h *history) Write(b []byte) (int, error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.log.Write(b)
}

func (h *history) text() string {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.log.String()
}

// kinds gives the kinds of the events of a task, in order; "" stands for all.
// What was submitted stands first: a worker may be faster than the queue's answer to
// the one who submits.
func (h *history) kinds(task string) string {
	h.mu.Lock()
	defer h.mu.Unlock()
	var taken, all []string
	for _, e := range h.events {
		switch {
		case task != "" && e.Task.Name != task:
		case e.Kind == tasks.Submitted:
			taken = append(taken, e.Kind.String())
		default:
			all = append(all, e.Kind.String())
		}
	}
	return strings.Join(append(taken, all...), " ")
}

// await waits until there are so many events of the kinds.
func (h *history) await(t *testing.T, n int, kinds ...tasks.Kind) {
	t.Helper()
	eventually(t, fmt.Sprint(n, " events of ", kinds), func() bool {
		h.mu.Lock()
		defer h.mu.Unlock()
		found := 0
		for _, e := range h.events {
			if slices.Contains(kinds, e.Kind) {
				found++
			}
		}
		return found >= n
	})
}

func eventually(t *testing.T, what string, ok func() bool) {
	t.Helper()
	for range 2000 {
		if ok() {
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
	t.Fatalf("waited in vain for %s", what)
}
