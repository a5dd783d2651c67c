package rest

import (
	"bufio"
	"compress/gzip"
	"context"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/labstack/echo/v4"
	"github.com/labstack/echo/v4/middleware"
)

// transports are the ways between client and server that streams and errors must
// survive.
func transports(t *testing.T, each func(t *testing.T, s *httptest.Server), e *echo.Echo) {
	t.Helper()
	for _, name := range []string{"HTTP/1.1", "HTTP/2"} {
		t.Run(name, func(t *testing.T) {
			s := httptest.NewUnstartedServer(e)
			s.EnableHTTP2 = name == "HTTP/2"
			s.StartTLS()
			defer s.Close()
			defer s.CloseClientConnections()
			each(t, s)
		})
	}
}

// wrapped is an API inside of the middleware that most servers have.
func wrapped(t *testing.T, o Options, end Endpoint) (*echo.Echo, *journal) {
	e, j := mount(t, o, end)
	e.Logger.SetOutput(io.Discard)
	e.Use(middleware.Recover(), middleware.RequestID(), middleware.Gzip())
	return e, j
}

// TestBrokenStreamThroughMiddleware: neither compression nor Echo's Recover make a
// complete answer of a broken one.
func TestBrokenStreamThroughMiddleware(t *testing.T) {
	for kind, end := range map[string]Endpoint{
		"events": eventStream(func(w *EventWriter[any]) error { return errors.Join(w.Send(1), errors.New("x")) }),
		"lines":  lineStream(func(w *LineWriter[any]) error { return errors.Join(w.Send(1), errors.New("x")) }),
	} {
		t.Run(kind, func(t *testing.T) {
			e, j := wrapped(t, Options{}, end)
			transports(t, func(t *testing.T, s *httptest.Server) {
				res, err := s.Client().Get(s.URL + "/thing") // asks for gzip by itself
				if err == nil {
					defer res.Body.Close()
					_, err = io.ReadAll(res.Body)
				}
				if err == nil {
					t.Error("the client takes the answer for complete")
				}
			}, e)
			if j.lines() != 2 {
				t.Errorf("log %s", j)
			}
		})
	}
}

// TestPromptStream: what is sent arrives before the stream ends, compressed or not,
// and a client that leaves ends it.
func TestPromptStream(t *testing.T) {
	for kind, want := range map[string]string{"events": "data: 1\n", "lines": "1\n"} {
		t.Run(kind, func(t *testing.T) {
			ended := make(chan struct{}, 1)
			wait := func(ctx context.Context) error {
				<-ctx.Done()
				ended <- struct{}{}
				return ctx.Err()
			}
			end := eventStream(func(w *EventWriter[any]) error { return errors.Join(w.Send(1), wait(w.Context())) })
			if kind == "lines" {
				end = lineStream(func(w *LineWriter[any]) error { return errors.Join(w.Send(1), wait(w.Context())) })
			}
			e, j := wrapped(t, Options{}, end)
			transports(t, func(t *testing.T, s *httptest.Server) {
				ctx, cancel := context.WithCancel(context.Background())
				defer cancel()
				r, _ := http.NewRequestWithContext(ctx, "GET", s.URL+"/thing", nil)
				r.Header.Set("Accept-Encoding", "gzip")
				res, err := s.Client().Do(r)
				if err != nil {
					t.Fatal(err)
				}
				defer res.Body.Close()
				in := io.Reader(res.Body)
				if res.Header.Get("Content-Encoding") == "gzip" {
					if kind == "events" {
						t.Error("events are compressed")
					}
					if in, err = gzip.NewReader(in); err != nil {
						t.Fatal(err)
					}
				}
				if line, err := bufio.NewReader(in).ReadString('\n'); line != want || err != nil {
					t.Errorf("%q %v", line, err)
				}
				cancel()
				<-ended
			}, e)
			if j.String() != "" {
				t.Errorf("log %s", j)
			}
		})
	}
}

// TestErrorsThroughTransports: a 500 keeps CORS headers and the request's id.
func TestErrorsThroughTransports(t *testing.T) {
	e, _ := wrapped(t, Options{}, get(fails(errors.New("x"))))
	e.Use(middleware.CORS())
	transports(t, func(t *testing.T, s *httptest.Server) {
		r, _ := http.NewRequest("GET", s.URL+"/thing", nil)
		r.Header.Set("Origin", "http://a.example")
		res, err := s.Client().Do(r)
		if err != nil {
			t.Fatal(err)
		}
		defer res.Body.Close()
		b, _ := io.ReadAll(res.Body)
		if res.StatusCode != 500 || !strings.HasPrefix(string(b), `{"code":500`) ||
			res.Header.Get("X-Request-Id") == "" || res.Header.Get("Access-Control-Allow-Origin") == "" {
			t.Errorf("%d %s %v", res.StatusCode, b, res.Header)
		}
	}, e)
}
