package events

import (
	"bufio"
	"context"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/labstack/echo/v4"
	"github.com/labstack/echo/v4/middleware"

	"github.com/specho/specho/internal/cases/casetest"
	"github.com/specho/specho/internal/cases/events/api"
	"github.com/specho/specho/rest"
)

func TestMain(m *testing.M) { casetest.Main(m) }

type event = rest.Event[api.EventsOKBody]

type handlers struct {
	sent  chan int   // sends after the first
	ended chan error // why the producer ended
}

func (h handlers) Events(_ context.Context, req api.EventsRequest) (api.EventsResponse, error) {
	return api.EventsOK{Body: func(w *rest.EventWriter[api.EventsOKBody]) error {
		switch req.Query.What {
		case "some":
			if err := w.Comment("hello\nthere"); err != nil {
				return err
			}
			if err := w.Send(api.EventsOKBody{N: 1}); err != nil {
				return err
			}
			if err := w.SendEvent(event{ID: "7", Name: "update", Retry: 1500 * time.Millisecond, Data: api.EventsOKBody{N: 2}}); err != nil {
				return err
			}
			return w.SendText("done", "two\nlines\r\nthree")
		case "badname":
			return w.SendEvent(event{Name: "a\nb"})
		case "badid":
			return w.SendEvent(event{ID: "a\x00b"})
		case "ping":
			time.Sleep(120 * time.Millisecond)
			return w.Send(api.EventsOKBody{N: 1})
		}
		return h.forever(w)
	}}, nil
}

// forever sends until sending fails.
func (h handlers) forever(w *rest.EventWriter[api.EventsOKBody]) error {
	for i := int64(0); ; i++ {
		if err := w.Send(api.EventsOKBody{N: i}); err != nil {
			h.ended <- err
			return err
		}
		select {
		case <-w.Context().Done():
		case <-time.After(10 * time.Millisecond):
		}
	}
}

// Maybe sends null between others.
func (h handlers) Maybe(context.Context, api.MaybeRequest) (api.MaybeResponse, error) {
	return api.MaybeOK{Body: func(w *rest.EventWriter[*api.Maybe]) error {
		for _, m := range []*api.Maybe{{N: 1}, nil, {N: 2}} {
			if err := w.Send(m); err != nil {
				return err
			}
		}
		return nil
	}}, nil
}

// Slow waits for the client to leave.
func (h handlers) Slow(ctx context.Context, _ api.SlowRequest) (api.SlowResponse, error) {
	h.sent <- 1
	<-ctx.Done()
	return nil, ctx.Err()
}

type observed struct {
	mu     sync.Mutex
	status []int
}

func serve(t *testing.T, h handlers, seen *observed) *casetest.Server {
	return casetest.Serve(t, func(e *echo.Echo, o rest.Options) error {
		e.Use(middleware.Gzip())
		o.PingInterval = 30 * time.Millisecond
		o.OnError = func(_ context.Context, _ *rest.Operation, status int, _ error) {
			seen.mu.Lock()
			defer seen.mu.Unlock()
			seen.status = append(seen.status, status)
		}
		return api.Register(e, h, o)
	})
}

func TestEvents(t *testing.T) {
	s := serve(t, handlers{}, &observed{})
	t.Run("B65 events", func(t *testing.T) {
		s.Get(t, "/events?what=some", "Accept-Encoding: gzip").Is(200, ": hello\n: there\n\n"+
			"data: {\"n\":1}\n\n"+
			"event: update\nid: 7\nretry: 1500\ndata: {\"n\":2}\n\n"+
			"event: done\ndata: two\ndata: lines\ndata: three\n\n").
			Has("Content-Type", "text/event-stream").Has("Cache-Control", "no-store, no-transform").
			Has("X-Accel-Buffering", "no").Has("Content-Encoding").Has("Content-Length")
	})
	t.Run("events that can be null", func(t *testing.T) {
		s.Get(t, "/maybe").Is(200, "data: {\"n\":1}\n\ndata: null\n\ndata: {\"n\":2}\n\n")
	})
	t.Run("B65 a name with a line break", func(t *testing.T) {
		s.Get(t, "/events?what=badname").Is(500, `{"detail":"Internal Server Error"}`)
		s.Log.Has(t, "the name of an event is not one line")
	})
	t.Run("B65 an id with NUL", func(t *testing.T) {
		s.Get(t, "/events?what=badid").Is(500, `{"detail":"Internal Server Error"}`)
		s.Log.Has(t, "without NUL")
	})
	t.Run("B65 ping while nothing is sent", func(t *testing.T) {
		r := s.Get(t, "/events?what=ping")
		if !strings.HasPrefix(r.Body, ": ping\n\n") || !strings.HasSuffix(r.Body, "data: {\"n\":1}\n\n") {
			t.Errorf("got %q, want pings and then the event", r.Body)
		}
	})
}

func TestClientLeaves(t *testing.T) {
	t.Run("B66 the producer stops", func(t *testing.T) {
		h := handlers{ended: make(chan error, 1)}
		s := serve(t, h, &observed{})
		ctx, leave := context.WithCancel(t.Context())
		res, err := s.Client.Do(casetest.Request(t, "GET", s.URL+"/events?what=forever", nil).WithContext(ctx))
		if err != nil {
			t.Fatal(err)
		}
		defer func() { _ = res.Body.Close() }()
		if line, err := bufio.NewReader(res.Body).ReadString('\n'); err != nil || line != "data: {\"n\":0}\n" {
			t.Fatalf("first line %q, %v", line, err)
		}
		leave()
		if err := casetest.Within(t, "producer", h.ended); err == nil {
			t.Error("the producer ended without an error")
		}
		s.Log.Lacks(t, `"level":"ERROR"`)
	})
	t.Run("B29 no 500 for a client that left", func(t *testing.T) {
		h, seen := handlers{sent: make(chan int, 1)}, &observed{}
		s := serve(t, h, seen)
		ctx, leave := context.WithCancel(t.Context())
		go func() {
			<-h.sent
			leave()
		}()
		res, err := s.Client.Do(casetest.Request(t, http.MethodGet, s.URL+"/slow", nil).WithContext(ctx))
		if err == nil {
			_ = res.Body.Close()
			t.Fatal("got an answer")
		}
		for range 500 {
			seen.mu.Lock()
			n := len(seen.status)
			seen.mu.Unlock()
			if n > 0 {
				break
			}
			time.Sleep(5 * time.Millisecond)
		}
		seen.mu.Lock()
		defer seen.mu.Unlock()
		if len(seen.status) != 1 || seen.status[0] != 499 {
			t.Errorf("observed %v, want one 499", seen.status)
		}
		s.Log.Lacks(t, `"level":"ERROR"`)
	})
}
