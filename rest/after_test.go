package rest

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/labstack/echo/v4"
	"github.com/labstack/echo/v4/middleware"

	"github.com/specho/specho/rest/codec"
	"github.com/specho/specho/rest/tasks"
)

// counting is a listener whose connections count what is written to them.
type counting struct {
	net.Listener
	begun, done atomic.Int64 // bytes given to the network, and taken by it
	accepted    atomic.Int64 // connections
}

func (l *counting) Accept() (net.Conn, error) {
	c, err := l.Listener.Accept()
	if err != nil {
		return nil, err
	}
	l.accepted.Add(1)
	return &countingConn{c, l}, nil
}

type countingConn struct {
	net.Conn
	l *counting
}

func (c *countingConn) Write(b []byte) (int, error) {
	c.l.begun.Add(int64(len(b)))
	n, err := c.Conn.Write(b)
	c.l.done.Add(int64(n))
	return n, err
}

// watched starts a server whose listener counts.
func watched(t *testing.T, h http.Handler, http2 bool) (*httptest.Server, *counting) {
	t.Helper()
	s := httptest.NewUnstartedServer(h)
	l := &counting{Listener: s.Listener}
	s.Listener = l
	s.EnableHTTP2 = http2
	if http2 {
		s.StartTLS()
	} else {
		s.Start()
	}
	t.Cleanup(func() {
		s.CloseClientConnections()
		s.Close()
	})
	return s, l
}

// starter is an endpoint that answers with a text and starts a task; meanwhile
// runs in the handler.
func starter(text string, task *tasks.Definition, meanwhile func(ctx context.Context)) Endpoint {
	return get(func(x *Exchange) (Response, error) {
		if task != nil {
			start(x, func(Response) (l tasks.List) {
				l.Add(tasks.New(task, &text, codec.ElemString, ""))
				return l
			})
		}
		if meanwhile != nil {
			meanwhile(x.Context())
		}
		return reply{http.StatusOK, text}, nil
	})
}

// endOfBody is what may still have to be sent when a task begins: the mark that
// ends a body, in HTTP/2 a frame inside of a TLS record.
var endOfBody = map[string]int64{"HTTP/1.1": int64(len("0\r\n\r\n")), "HTTP/2": 9 + 22 + 9}

// TestTasksStartAfterTheAnswer: when a task begins the client can read the whole body.
func TestTasksStartAfterTheAnswer(t *testing.T) {
	each := 50
	if os.Getenv("LONG") != "" {
		each = 3000
	}
	for _, proto := range []string{"HTTP/1.1", "HTTP/2"} {
		for _, zip := range []bool{false, true} {
			for _, size := range []int{10, 100_000} {
				t.Run(fmt.Sprintf("B83 %s gzip %v %d B", proto, zip, size), func(t *testing.T) {
					slack := int64(0)
					if zip || proto == "HTTP/2" {
						slack = endOfBody[proto]
					}
					early := earlyStarts(t, proto, zip, Handler, size, each, slack, false)
					if early > 0 {
						t.Errorf("%d of %d tasks have started before the answer was out", early, each)
					}
				})
			}
		}
	}
	for _, proto := range []string{"HTTP/1.1", "HTTP/2"} {
		t.Run("B83 "+proto+" without Handler", func(t *testing.T) {
			slack := int64(0)
			if proto == "HTTP/2" {
				slack = endOfBody[proto]
			}
			bare := func(h http.Handler) http.Handler { return h }
			if early := earlyStarts(t, proto, false, bare, 100_000, each, slack, false); early > 0 {
				t.Errorf("%d of %d tasks have started before the answer was out", early, each)
			}
		})
	}
	t.Run("the measure sees a task that the handler starts", func(t *testing.T) {
		if early := earlyStarts(t, "HTTP/1.1", false, Handler, 10, 20, 0, true); early < 20 {
			t.Errorf("only %d of 20", early)
		}
	})
}

// earlyStarts counts tasks at whose start more than slack bytes of the answer were
// to be sent. With inside the handler itself submits the task and waits for it.
func earlyStarts(t *testing.T, proto string, zip bool, outermost func(http.Handler) http.Handler, size, each int, slack int64, inside bool) (early int) {
	t.Helper()
	task := &tasks.Definition{Name: "mail"}
	var l *counting
	started := make(chan int64, 1)
	run := tasks.Handle(task, codec.ItemString, func(context.Context, string) error {
		started <- l.done.Load()
		return nil
	})
	m, err := tasks.NewMemory([]tasks.Handler{run}, tasks.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer m.Drain(t.Context())
	end := starter(strings.Repeat("0123456789", size/10), task, nil)
	if inside {
		end = starter("0123456789", nil, func(ctx context.Context) {
			if err := m.Submit(ctx, tasks.Job{Task: task, Payload: []byte(`""`)}); err != nil {
				t.Error(err)
			}
			for len(started) == 0 {
				time.Sleep(100 * time.Microsecond)
			}
		})
	}
	e, _ := mount(t, Options{Tasks: m}, end)
	if zip {
		e.Use(middleware.Gzip())
	}
	var s *httptest.Server
	s, l = watched(t, outermost(e), proto == "HTTP/2")
	get := func() {
		res, err := s.Client().Get(s.URL + "/thing")
		if err != nil {
			t.Fatal(err)
		}
		defer res.Body.Close()
		if b, err := io.ReadAll(res.Body); err != nil || len(b) != size+2 || res.Proto[:6] != proto[:6] || res.Uncompressed != zip {
			t.Fatalf("%s, %d bytes, %v", res.Proto, len(b), err)
		}
	}
	get() // what opens a connection is not an answer
	<-started
	for range each {
		get()
		if at := <-started; l.begun.Load()-at > slack {
			early++
		}
	}
	return early
}

func TestAfterResponse(t *testing.T) {
	t.Run("in order, after the handler of a recorded request", func(t *testing.T) {
		var got []string
		note := func(s string) func() { return func() { got = append(got, s) } }
		for name, outermost := range map[string]func(http.Handler) http.Handler{"bare": func(h http.Handler) http.Handler { return h }, "Handler": Handler} {
			got = nil
			e, j := mount(t, Options{}, starter("x", nil, func(ctx context.Context) {
				AfterResponse(ctx, note("first"))
				AfterResponse(ctx, func() { panic("second") })
				AfterResponse(ctx, func() {
					AfterResponse(ctx, note("at once"))
					got = append(got, fmt.Sprint("echo ", EchoContext(ctx)))
				})
				got = append(got, "handler")
			}))
			expect(t, call(outermost(e), "GET", "/thing", nil), 200, `"x"`)
			if text := strings.Join(got, ", "); text != "handler, first, at once, echo <nil>" {
				t.Errorf("%s: %s", name, text)
			}
			if !strings.Contains(j.String(), "panic: second") {
				t.Errorf("%s: log %s", name, j)
			}
		}
	})
	t.Run("on a server, with and without Handler", func(t *testing.T) {
		for _, outermost := range []func(http.Handler) http.Handler{func(h http.Handler) http.Handler { return h }, Handler} {
			done := make(chan struct{})
			e, _ := mount(t, Options{}, starter("x", nil, func(ctx context.Context) {
				var all sync.WaitGroup
				for range 10 {
					all.Go(func() { AfterResponse(ctx, func() { done <- struct{}{} }) })
				}
				all.Wait()
			}))
			s := serving(t, outermost(e))
			go func() {
				if res, err := s.Client().Get(s.URL + "/thing"); err == nil {
					res.Body.Close()
				}
			}()
			for range 10 {
				within(t, "a function", done)
			}
		}
	})
	t.Run("when the connection breaks", func(t *testing.T) {
		done := make(chan struct{})
		e, _ := mount(t, Options{}, get(func(x *Exchange) (Response, error) {
			AfterResponse(x.Context(), func() { close(done) })
			return branchFunc(func(x *Exchange) error {
				return errors.Join(x.SendText(200, MediaJSON, "1"), errors.New("then"))
			}), nil
		}))
		s := serving(t, Handler(e))
		if res, err := s.Client().Get(s.URL + "/thing"); err == nil {
			res.Body.Close()
		}
		within(t, "the function", done)
	})
	t.Run("at once outside a request", func(t *testing.T) {
		called := false
		AfterResponse(t.Context(), func() { called = true })
		if !called {
			t.Error("not called")
		}
	})
}

// TestHandlerHidesNothing: what handlers and middleware can do with net/http's
// writer they can do inside of Handler.
func TestHandlerHidesNothing(t *testing.T) {
	e := echo.New()
	e.GET("/hijack", func(c echo.Context) error {
		conn, _, err := c.Response().Hijack()
		if err != nil {
			return err
		}
		defer conn.Close()
		_, err = io.WriteString(conn, "HTTP/1.1 299 Mine\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
		return err
	})
	e.GET("/flush", func(c echo.Context) error {
		c.Response().Writer.(http.Flusher).Flush()
		return http.NewResponseController(c.Response()).SetWriteDeadline(time.Now().Add(time.Minute))
	})
	e.GET("/copy", func(c echo.Context) error {
		_, err := c.Response().Writer.(io.ReaderFrom).ReadFrom(strings.NewReader("text"))
		return err
	})
	s := serving(t, Handler(e))
	for path, status := range map[string]int{"/hijack": 299, "/flush": 200, "/copy": 200} {
		res, err := s.Client().Get(s.URL + path)
		if err != nil {
			t.Fatal(err)
		}
		res.Body.Close()
		if res.StatusCode != status {
			t.Errorf("%s: %s", path, res.Status)
		}
	}
}
