package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/specho/specho/generated"
)

// lines is a log that may be written and read at the same time.
type lines struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (l *lines) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.Write(p)
}

func (l *lines) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.String()
}

// begin runs the program until the function that it returns is called; the test sees
// what it has logged.
func begin(t *testing.T, c config) (origin string, log *lines, end func()) {
	t.Helper()
	c.addr = "127.0.0.1:0"
	ctx, cancel := context.WithCancel(context.Background())
	log = &lines{}
	r, w := io.Pipe()
	failed := make(chan error, 1)
	go func() {
		failed <- run(ctx, c, w, slog.New(slog.NewTextHandler(log, nil)))
		w.Close()
	}()
	line := make([]byte, 200)
	n, err := r.Read(line)
	if err != nil {
		t.Fatalf("it did not begin: %v", <-failed)
	}
	end = sync.OnceFunc(func() {
		cancel()
		if err := <-failed; err != nil {
			t.Error(err)
		}
	})
	t.Cleanup(end)
	return strings.TrimPrefix(strings.TrimSpace(string(line[:n])), "listening on "), log, end
}

func register(t *testing.T, origin, email string, want int) {
	t.Helper()
	body := fmt.Sprintf(`{"name":"Nina","email":%q,"password":"correct horse battery"}`, email)
	res, err := http.Post(origin+"/tourists", "application/json", strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	text, _ := io.ReadAll(res.Body)
	if res.StatusCode != want {
		t.Errorf("status %d, want %d: %s", res.StatusCode, want, text)
	}
}

func eventually(t *testing.T, what string, ok func() bool) {
	t.Helper()
	for range 1000 {
		if ok() {
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
	t.Fatalf("waited in vain for %s", what)
}

// databases are those that are there: PostgreSQL where POSTGRES_DSN names a server.
func databases(t *testing.T) map[string]string {
	all := map[string]string{"sqlite": filepath.Join(t.TempDir(), "tourists.db")}
	if dsn := os.Getenv("POSTGRES_DSN"); dsn != "" {
		all["postgres"] = postgresURL(t, dsn)
	}
	return all
}

// postgresURL is a connection string with a schema of the test's own.
func postgresURL(t *testing.T, dsn string) string {
	part := map[string]string{}
	for _, pair := range strings.Fields(dsn) {
		name, value, _ := strings.Cut(pair, "=")
		part[name] = value
	}
	u := &url.URL{Scheme: "postgres", User: url.UserPassword(part["user"], part["password"]), Host: part["host"] + ":" + part["port"], Path: part["dbname"]}
	schema := fmt.Sprintf("t%d", time.Now().UnixNano())
	u.RawQuery = url.Values{"sslmode": {part["sslmode"]}}.Encode()
	db, err := open(t.Context(), u.String())
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if _, err := db.Exec("CREATE SCHEMA " + schema); err != nil {
		t.Fatal(err)
	}
	u.RawQuery += "&search_path=" + schema
	return u.String()
}

func count(t *testing.T, name, query string) (n int) {
	t.Helper()
	db, err := open(t.Context(), name)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if err := db.QueryRow(query).Scan(&n); err != nil {
		t.Fatal(err)
	}
	return n
}

// TestServerAndWorker: the job is there when the answer is, once, and a worker that
// comes later runs it.
func TestServerAndWorker(t *testing.T) {
	for kind, name := range databases(t) {
		t.Run(kind, func(t *testing.T) {
			origin, _, end := begin(t, config{database: name, tasks: "river", role: "server"})
			register(t, origin, "nina@example.com", http.StatusCreated)
			register(t, origin, "Nina@example.com", http.StatusConflict)
			register(t, origin, "rosa@example.com", http.StatusCreated)
			end()
			if rows, jobs := count(t, name, "SELECT count(*) FROM tourists"), count(t, name, "SELECT count(*) FROM river_job"); rows != 2 || jobs != 2 {
				t.Errorf("%d tourists and %d jobs, want two of each", rows, jobs)
			}
			_, log, end := begin(t, config{database: name, tasks: "river", role: "worker"})
			eventually(t, "both letters", func() bool { return strings.Count(log.String(), "welcome letter") == 2 })
			end()
			if open := count(t, name, "SELECT count(*) FROM river_job WHERE state <> 'completed'"); open != 0 {
				t.Errorf("%d jobs are open", open)
			}
		})
	}
}

// TestBoth: one process does both, and a flag keeps the tasks in memory.
func TestBoth(t *testing.T) {
	for _, tasks := range []string{"river", "memory"} {
		t.Run(tasks, func(t *testing.T) {
			name := filepath.Join(t.TempDir(), "tourists.db")
			origin, log, end := begin(t, config{database: name, tasks: tasks, role: "both"})
			register(t, origin, "nina@example.com", http.StatusCreated)
			eventually(t, "the letter", func() bool { return strings.Contains(log.String(), "to=nina@example.com name=Nina") })
			end()
			if n := strings.Count(log.String(), "welcome letter"); n != 1 {
				t.Errorf("%d letters: %s", n, log)
			}
		})
	}
}

// TestNotImplemented: the rest of the contract answers, with 501.
func TestNotImplemented(t *testing.T) {
	origin, _, _ := begin(t, config{database: filepath.Join(t.TempDir(), "tourists.db"), tasks: "memory", role: "both"})
	res, err := http.Get(origin + "/destinations")
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	if res.StatusCode != http.StatusNotImplemented || !strings.HasSuffix(origin, tourism.BasePath) {
		t.Errorf("%s: status %d", origin, res.StatusCode)
	}
}
