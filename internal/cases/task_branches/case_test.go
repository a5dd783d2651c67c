package task_branches

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/labstack/echo/v4"

	"github.com/specho/specho/internal/cases/casetest"
	"github.com/specho/specho/internal/cases/task_branches/api"
	"github.com/specho/specho/rest"
	"github.com/specho/specho/rest/tasks"
)

func TestMain(m *testing.M) { casetest.Main(m) }

type handlers struct{}

func (handlers) PutThing(_ context.Context, req api.PutThingRequest) (api.PutThingResponse, error) {
	switch status := int(req.Path.Status); status {
	case 204:
		return api.PutThingNoContent{}, nil
	case 2040:
		return &api.PutThingNoContent{}, nil // a pointer to an answer is one too
	case 4090:
		return &api.Bad{Status: 409}, nil
	case 4091:
		return nil, &api.Bad{Status: 409}
	case 1:
		return nil, errors.New("trouble")
	default:
		return nil, api.NewBad(status)
	}
}

func (handlers) DeleteThing(context.Context, api.DeleteThingRequest) (api.DeleteThingResponse, error) {
	return nil, api.NewBad(409)
}

func TestBranches(t *testing.T) {
	r := &tasks.Recorder{}
	s := casetest.Serve(t, func(e *echo.Echo, o rest.Options) error {
		o.Tasks = r
		return api.Register(e, handlers{}, o)
	})
	for _, tt := range []struct {
		name, method string
		path, status int
		want         string
	}{
		{"B87 own branch", "PUT", 204, 204, "Count 204"},
		{"B87 a pointer to it", "PUT", 2040, 204, "Count 204"},
		{"B87 shared", "PUT", 409, 409, "Count 409"},
		{"B87 a pointer to a shared one", "PUT", 4090, 409, "Count 409"},
		{"B87 the same, as an error", "PUT", 4091, 409, "Count 409"},
		{"B87 two tasks", "PUT", 410, 410, "Count 410 Alarm 410"},
		{"B89 a status of its own without tasks", "PUT", 411, 411, ""},
		{"B87 range", "PUT", 503, 503, "Alarm 503"},
		{"B87 default", "PUT", 418, 418, "Alarm 418"},
		{"B87 range, of an internal error", "PUT", 1, 500, "Alarm 500"},
		{"B87 another operation has tasks of its own", "DELETE", 409, 409, "Count"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			r.Reset()
			if a := s.Do(t, tt.method, fmt.Sprint("/things/", tt.path), ""); a.Status != tt.status {
				t.Fatalf("status %d", a.Status)
			}
			if got := recorded(r, strings.Count(tt.want, "Count")+strings.Count(tt.want, "Alarm")); got != tt.want {
				t.Errorf("tasks %q, want %q", got, tt.want)
			}
		})
	}
}

// recorded waits for so many jobs, and a little for more.
func recorded(r *tasks.Recorder, n int) string {
	for range 1000 {
		if len(r.Jobs()) >= n {
			break
		}
		time.Sleep(2 * time.Millisecond)
	}
	time.Sleep(5 * time.Millisecond)
	var names []string
	for _, j := range r.Jobs() {
		names = append(names, j.Task.Name)
		var p struct{ Status int }
		if err := json.Unmarshal(j.Payload, &p); err == nil && p.Status != 0 {
			names = append(names, fmt.Sprint(p.Status))
		}
	}
	return strings.Join(names, " ")
}
