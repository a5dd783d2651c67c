package task_order

import (
	"context"
	"errors"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/labstack/echo/v4"

	"github.com/specho/specho/internal/cases/casetest"
	"github.com/specho/specho/internal/cases/task_order/api"
	"github.com/specho/specho/rest"
	"github.com/specho/specho/rest/tasks"
)

func TestMain(m *testing.M) { casetest.Main(m) }

type handlers struct{}

func (handlers) Stop(context.Context, api.StopRequest) (api.StopResponse, error) {
	return api.StopAccepted{}, nil
}

func (handlers) GoOn(context.Context, api.GoOnRequest) (api.GoOnResponse, error) {
	return api.GoOnAccepted{Tasks: api.GoOnAcceptedTasks{Third: &api.ThirdPayload{Text: "written"}}}, nil
}

func (handlers) Run(context.Context, api.RunRequest) (api.RunResponse, error) {
	return api.RunAccepted{}, nil
}

// work notes when its tasks begin and end. The second one may fail; both may wait
// for each other.
type work struct {
	mu    sync.Mutex
	notes []string
	meet  *sync.WaitGroup // nil: nobody is waited for
	err   error           // of Second
}

func (w *work) do(name string) {
	w.note(name + "(")
	if w.meet != nil {
		w.meet.Done()
		w.meet.Wait()
	}
	time.Sleep(5 * time.Millisecond) // would let another one in
	w.note(")")
}

func (w *work) note(s string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.notes = append(w.notes, s)
}

func (w *work) First(context.Context) error  { w.do("first"); return nil }
func (w *work) Second(context.Context) error { w.do("second"); return w.err }
func (w *work) Third(_ context.Context, p api.ThirdPayload) error {
	w.do("third " + p.Text)
	return nil
}

// TestOrder sends a request and lets the tasks of its answer end.
func TestOrder(t *testing.T) {
	broken := errors.New("broken")
	for _, tt := range []struct {
		name, path string
		err        error
		want       string
	}{
		{"B86 in the order of the document", "/stopping", nil, "first() second() third bound()"},
		{"B86 stopOnError skips the rest", "/stopping", broken, "first() second()"},
		{"B86 without it the rest runs", "/going-on", broken, "first() second() third written()"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			w := &work{err: tt.err}
			if got := post(t, w, tt.path); got != tt.want {
				t.Errorf("ran %s, want %s", got, tt.want)
			}
		})
	}
	t.Run("B86 else they do not wait for each other, and each runs", func(t *testing.T) {
		w := &work{meet: &sync.WaitGroup{}, err: broken}
		w.meet.Add(2)
		got := post(t, w, "/concurrent")
		if !strings.HasPrefix(got, "first(second(") && !strings.HasPrefix(got, "second(first(") {
			t.Errorf("ran %s", got)
		}
	})
}

// post gives the notes of w when the tasks of a request have ended.
func post(t *testing.T, w *work, path string) string {
	t.Helper()
	var ended sync.WaitGroup // and what is skipped
	m, err := tasks.NewMemory(api.TaskHandlers(w), tasks.Options{OnEvent: func(e tasks.Event) {
		switch e.Kind {
		case tasks.Submitted:
			ended.Add(1)
		case tasks.Succeeded, tasks.Dead, tasks.Cancelled:
			ended.Done()
		}
	}})
	if err != nil {
		t.Fatal(err)
	}
	s := casetest.Serve(t, func(e *echo.Echo, o rest.Options) error {
		o.Tasks = m
		return api.Register(e, handlers{}, o)
	})
	if a := s.JSON(t, "POST", path, ""); a.Status != 202 {
		t.Fatalf("status %d", a.Status)
	}
	for m.Stats()[0].Accepted == 0 { // they begin when the answer has left
		time.Sleep(time.Millisecond)
	}
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	if left := m.Drain(ctx); len(left) > 0 {
		t.Errorf("left: %v", left)
	}
	ended.Wait()
	return strings.TrimSpace(strings.ReplaceAll(strings.Join(w.notes, ""), ")", ") "))
}
