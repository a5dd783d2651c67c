package tasks

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"
)

// long asks for the whole of the tests that repeat themselves.
var long = os.Getenv("LONG") != ""

// TestMain fails when a runner leaves goroutines behind.
func TestMain(m *testing.M) {
	code := m.Run()
	if left := leftovers(); code == 0 && left != "" {
		fmt.Printf("goroutines are left over:\n%s\n", left)
		code = 1
	}
	os.Exit(code)
}

// leftovers gives the stacks of goroutines that run code of this package, after
// some time to end.
func leftovers() string {
	var left []string
	for range 100 {
		buf := make([]byte, 1<<20)
		left = left[:0]
		for g := range strings.SplitSeq(string(buf[:runtime.Stack(buf, true)]), "\n\n") {
			if strings.Contains(g, "specho/rest/tasks.") && !strings.Contains(g, "tasks.TestMain") {
				left = append(left, g)
			}
		}
		if len(left) == 0 {
			break
		}
		time.Sleep(20 * time.Millisecond)
	}
	return strings.Join(left, "\n\n")
}

// journal collects log lines.
type journal struct {
	mu   sync.Mutex
	text strings.Builder
}

func (j *journal) Write(b []byte) (int, error) {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.text.Write(b)
}

func (j *journal) String() string {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.text.String()
}

// history collects events.
type history struct {
	mu     sync.Mutex
	events []Event
	came   chan struct{} // one for each event, as far as it has room
}

func newHistory() *history { return &history{came: make(chan struct{}, 1<<16)} }

func (h *history) add(e Event) {
	h.mu.Lock()
	h.events = append(h.events, e)
	h.mu.Unlock()
	select {
	case h.came <- struct{}{}:
	default:
	}
}

// kinds gives the events of a job as words; "" stands for all jobs.
func (h *history) kinds(task string) string {
	h.mu.Lock()
	defer h.mu.Unlock()
	var all []string
	for _, e := range h.events {
		if task == "" || e.Task.Name == task {
			all = append(all, e.Kind.String())
		}
	}
	return strings.Join(all, " ")
}

func (h *history) last(k Kind) (e Event) {
	h.mu.Lock()
	defer h.mu.Unlock()
	for _, x := range h.events {
		if x.Kind == k {
			e = x
		}
	}
	return e
}

func (h *history) count(k Kind) (n int) {
	h.mu.Lock()
	defer h.mu.Unlock()
	for _, x := range h.events {
		if x.Kind == k {
			n++
		}
	}
	return n
}

// await waits until so many events of a kind have come.
func (h *history) await(t *testing.T, k Kind, n int) {
	t.Helper()
	late := time.After(10 * time.Second)
	for h.count(k) < n {
		select {
		case <-h.came:
		case <-late:
			t.Fatalf("%d events %s, want %d; all: %s", h.count(k), k, n, h.kinds(""))
		}
	}
}

// memory is a runner that is drained when the test ends, its events and its log.
func memory(t *testing.T, o Options, handlers ...Handler) (*Memory, *history, *journal) {
	t.Helper()
	h, j := newHistory(), &journal{}
	o.Logger = slog.New(slog.NewTextHandler(j, nil))
	o.OnEvent = h.add
	m, err := NewMemory(handlers, o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		done, cancel := context.WithCancel(context.Background())
		cancel()
		m.Drain(done)
		balanced(t, m)
	})
	return m, h, j
}

// balanced checks that every job of a drained runner is accounted for.
func balanced(t *testing.T, m *Memory) {
	t.Helper()
	for _, s := range m.Stats() {
		ends := s.Succeeded + s.Dead + s.Dropped + s.Cancelled
		if s.Accepted != ends+uint64(s.Depth()+s.Running) || s.Started != s.Succeeded+s.Failed+uint64(s.Running) {
			t.Errorf("queue %s does not add up: %+v", s.Name, s)
		}
	}
}

func drained(t *testing.T, m *Memory) {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
	defer cancel()
	if left := m.Drain(ctx); len(left) > 0 {
		t.Errorf("unfinished: %+v", left)
	}
}

// plain is a task without a payload.
func plain(name string, f func(ctx context.Context) error) Handler {
	return HandleEmpty(&Definition{Name: name}, f)
}

func submit(t *testing.T, r Runner, h Handler) {
	t.Helper()
	if err := r.Submit(t.Context(), Job{Task: h.Task}); err != nil {
		t.Fatal(err)
	}
}

func within(t *testing.T, what string, done <-chan struct{}) {
	t.Helper()
	select {
	case <-done:
	case <-time.After(10 * time.Second):
		t.Fatalf("%s: still waiting after 10 s", what)
	}
}

var errBroken = errors.New("broken")

var silent = slog.New(slog.NewTextHandler(io.Discard, nil))
