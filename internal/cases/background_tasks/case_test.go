package background_tasks

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/labstack/echo/v4"

	"github.com/specho/specho/internal/cases/background_tasks/api"
	"github.com/specho/specho/internal/cases/casetest"
	"github.com/specho/specho/rest"
	"github.com/specho/specho/rest/tasks"
)

func TestMain(m *testing.M) { casetest.Main(m) }

type handlers struct{}

func (handlers) PutOrder(_ context.Context, req api.PutOrderRequest) (api.PutOrderResponse, error) {
	o := req.Body
	switch req.Path.ID {
	case 200:
		return api.PutOrderOK{Body: o}, nil
	case 201:
		return api.PutOrderCreated{Body: o, Tasks: api.PutOrderCreatedTasks{Bill: &api.Bill{Email: "written by the handler"}}}, nil
	case 2010:
		return api.PutOrderCreated{Body: o}, nil
	case 202:
		bill := api.Bill{Email: "required"}
		answer := api.PutOrderAccepted{}.Start(bill)
		bill.Email = "changed later"
		return answer, nil
	case 409:
		return nil, api.NewConflict("taken")
	case 4090:
		return api.NewConflict("taken"), nil
	case 4091:
		return nil, rest.Raise(409, "from afar")
	case 4092:
		var answer api.PutOrderResponse = api.PutOrderAccepted{}.Start(api.Bill{Email: "of a branch that is not returned"})
		if answer.StatusCode() == 202 {
			answer = api.NewConflict("after all")
		}
		return answer, nil
	case 500:
		return nil, errors.New("trouble")
	}
	return api.PutOrderDefault{Status: 418}, nil
}

// job is a recorded job as a test reads it.
type job struct{ task, payload, key string }

// TestTasks sends a request for every branch; the recorder keeps what it starts.
func TestTasks(t *testing.T) {
	r := &tasks.Recorder{}
	s := casetest.Serve(t, func(e *echo.Echo, o rest.Options) error {
		o.Tasks = r
		return api.Register(e, handlers{}, o)
	})
	for _, tt := range []struct {
		name, path, body string
		status           int
		want             []job
	}{
		{"B97 bound completely, an absent source is left out", "/orders/200", `{"email":"a@b.c"}`, 200,
			[]job{{"Bill", `{"order":200,"email":"a@b.c","kind":"stored"}`, "200"}, {"Count", "", ""}}},
		{"B97 optional members follow their sources", "/orders/200", `{"email":"a@b.c","note":"n"}`, 200,
			[]job{{"Bill", `{"order":200,"email":"a@b.c","note":"n","kind":"stored"}`, "200"}, {"Count", "", ""}}},
		{"B100 B97 the handler writes what is not bound, a test sees it", "/orders/201", `{"email":"a@b.c"}`, 201,
			[]job{{"Bill", `{"order":201,"email":"written by the handler"}`, "201"}}},
		{"B88 an optional payload that is not written starts nothing", "/orders/2010", `{"email":"a@b.c"}`, 201, nil},
		{"B96 the payload is the one at the return", "/orders/202", `{"email":"a@b.c"}`, 202,
			[]job{{"Bill", `{"order":202,"email":"required"}`, "202"}}},
		{"B87 raised branch", "/orders/409", `{"email":"a@b.c"}`, 409, []job{{"Count", "", ""}}},
		{"B87 returned error branch", "/orders/4090", `{"email":"a@b.c"}`, 409, []job{{"Count", "", ""}}},
		{"B87 raised by code that knows no operation", "/orders/4091", `{"email":"a@b.c"}`, 409, []job{{"Count", "", ""}}},
		{"B87 default", "/orders/1", `{"email":"a@b.c"}`, 418, []job{{"Count", "", ""}}},
		{"B87 default of an internal error", "/orders/500", `{"email":"a@b.c"}`, 500, []job{{"Count", "", ""}}},
		{"B89 none of a branch that was left", "/orders/4092", `{"email":"a@b.c"}`, 409, []job{{"Count", "", ""}}},
		{"B89 a request that breaks the contract starts nothing", "/orders/200", `{"email":1}`, 422, nil},
		{"B89 nor does one for no operation", "/nowhere", `{}`, 404, nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			r.Reset()
			if a := s.JSON(t, "PUT", tt.path, tt.body); a.Status != tt.status {
				t.Fatalf("status %d, want %d: %s", a.Status, tt.status, a.Body)
			}
			if got := recorded(r, len(tt.want)); !slices.Equal(got, tt.want) {
				t.Errorf("jobs %+v, want %+v", got, tt.want)
			}
		})
	}
}

// recorded waits for so many jobs, and a little for more.
func recorded(r *tasks.Recorder, n int) (list []job) {
	for range 200 {
		if len(r.Jobs()) >= n {
			break
		}
		time.Sleep(2 * time.Millisecond)
	}
	time.Sleep(5 * time.Millisecond)
	for _, j := range r.Jobs() {
		list = append(list, job{j.Task.Name, string(j.Payload), j.Key})
	}
	return list
}

// doer does the tasks, with the types that only they use.
type doer struct{ bills chan api.Bill }

func (d doer) Bill(_ context.Context, p api.Bill) error { d.bills <- p; return nil }
func (doer) Count(context.Context) error                { return nil }

// TestPayloads: a task gets its payload in its own type, through a runner.
func TestPayloads(t *testing.T) {
	d := doer{make(chan api.Bill, 1)}
	m, err := tasks.NewMemory(api.TaskHandlers(d), tasks.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer m.Drain(t.Context())
	s := casetest.Serve(t, func(e *echo.Echo, o rest.Options) error {
		o.Tasks = m
		return api.Register(e, handlers{}, o)
	})
	t.Run("B101 a schema that only a task uses is a type", func(t *testing.T) {
		s.JSON(t, "PUT", "/orders/200", `{"email":"a@b.c","note":"n"}`)
		want := api.Bill{Order: 200, Email: "a@b.c", Note: rest.Some("n"), Kind: rest.Some("stored")}
		if got := casetest.Within(t, "the bill", d.bills); got != want {
			t.Errorf("%+v, want %+v", got, want)
		}
	})
}

// TestNoRunner registers a document with tasks and no runner: that is refused.
func TestNoRunner(t *testing.T) {
	if err := api.Register(echo.New(), handlers{}, rest.Options{}); err == nil {
		t.Error("registered")
	}
}

// TestRequired compiles handlers: an answer without the payload of a task it must
// start is none.
func TestRequired(t *testing.T) {
	const source = `package p

import "github.com/specho/specho/internal/cases/background_tasks/api"

var _ api.PutOrderResponse = %s
`
	t.Run("B88 with the payload", func(t *testing.T) {
		casetest.Compiles(t, fmt.Sprintf(source, "api.PutOrderAccepted{}.Start(api.Bill{})"))
	})
	t.Run("B88 without the payload", func(t *testing.T) {
		casetest.Refused(t, "isPutOrderResponse", fmt.Sprintf(source, "api.PutOrderAccepted{}"))
	})
}
