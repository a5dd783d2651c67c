package asynq

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	queue "github.com/hibiken/asynq"
	"github.com/redis/go-redis/v9"

	"github.com/specho/specho/rest/codec"
	"github.com/specho/specho/rest/tasks"
)

// Databases of the server: Redis has 16, numbered.
const (
	testDB = 0
	killDB = 1
)

func server(db int) queue.RedisClientOpt {
	return queue.RedisClientOpt{Addr: os.Getenv("REDIS_ADDR"), Password: os.Getenv("REDIS_PASSWORD"), DB: db}
}

// emptied gives a database of the server of REDIS_ADDR with nothing in it.
func emptied(t *testing.T, db int) *redis.Client {
	t.Helper()
	if os.Getenv("REDIS_ADDR") == "" {
		t.Skip("REDIS_ADDR is not set: make test-durable starts a server")
	}
	r := server(db).MakeRedisClient().(*redis.Client)
	t.Cleanup(func() { r.Close() })
	if err := r.FlushDB(t.Context()).Err(); err != nil {
		t.Fatal(err)
	}
	return r
}

// runner returns a Runner that polls often and tells h; it is not started.
func runner(t *testing.T, h *history, o Options, handlers ...tasks.Handler) *Runner {
	t.Helper()
	o.Poll, o.OnEvent, o.Logger = 20*time.Millisecond, h.add, slog.New(slog.NewTextHandler(h, nil))
	r, err := New(server(testDB), handlers, o)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// started is a runner that runs until the test ends.
func started(t *testing.T, h *history, o Options, handlers ...tasks.Handler) *Runner {
	t.Helper()
	r := runner(t, h, o, handlers...)
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

func submitter(t *testing.T) *Client {
	t.Helper()
	o := Options{}
	o.Logger = slog.New(slog.NewTextHandler(io.Discard, nil))
	c, err := NewClient(server(testDB), o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { c.Close() })
	return c
}

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

func receive[T any](t *testing.T, c <-chan T) (v T) {
	t.Helper()
	select {
	case v = <-c:
	case <-time.After(20 * time.Second):
		t.Fatal("waited in vain")
	}
	return v
}
