package rest

import (
	"io"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/labstack/echo/v4"

	"github.com/specho/specho/rest/tasks"
)

// BenchmarkTasksOverTheWire compares a request whose operation has no tasks with
// one whose operation has some and starts none, in turn over two connections.
func BenchmarkTasksOverTheWire(b *testing.B) {
	text := "hello"
	client := func(declared bool) func() time.Duration {
		e := echo.New()
		starts := &Starts[[8]string]{List: func(*[8]string, Response) tasks.List { return tasks.List{} }}
		end := Endpoint{operation("get", "GET", "/things"), func(x *Exchange) (Response, error) {
			if _, req := NewRequest[[8]string](x); declared {
				starts.Keep(x, req)
			}
			return okay{&text}, nil
		}}
		if err := Mount(e, API{Endpoints: []Endpoint{end}}, Options{Tasks: nowhere{}}); err != nil {
			b.Fatal(err)
		}
		s := httptest.NewServer(Handler(e))
		b.Cleanup(s.Close)
		return func() time.Duration { return roundTrip(b, s) }
	}
	plain, declared := client(false), client(true)
	var without, with time.Duration
	for b.Loop() {
		without += plain()
		with += declared()
		with += declared()
		without += plain()
	}
	b.ReportMetric(float64(with)/float64(without), "ratio")
}

func roundTrip(b *testing.B, s *httptest.Server) time.Duration {
	begun := time.Now()
	res, err := s.Client().Get(s.URL + "/things")
	if err != nil {
		b.Fatal(err)
	}
	defer res.Body.Close()
	if _, err := io.Copy(io.Discard, res.Body); err != nil || res.StatusCode != http.StatusOK {
		b.Fatal(res.Status, err)
	}
	return time.Since(begun)
}
