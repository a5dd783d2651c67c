package rest

import (
	"bufio"
	"context"
	"errors"
	"io"
	"math"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/labstack/echo/v4/middleware"

	"github.com/specho/specho/rest/codec"
)

// appendAny is the appender of the streams below.
func appendAny(v *any, b []byte) []byte { return AppendValue(b, *v) }

func eventStream(f Events[any]) Endpoint {
	return get(func(*Exchange) (Response, error) {
		return branchFunc(func(x *Exchange) error { return SendEvents(x, 200, f, appendAny, nil) }), nil
	})
}

func lineStream(f Lines[any]) Endpoint {
	return get(func(*Exchange) (Response, error) {
		return branchFunc(func(x *Exchange) error {
			return SendLines(x, 200, MediaType{"application/jsonl"}, f, appendAny, nil)
		}), nil
	})
}

func TestEvents(t *testing.T) {
	tests := []struct {
		name string
		f    Events[any]
		want string
	}{
		{"data", func(w *EventWriter[any]) error { return w.Send(map[string]any{"a": 1}) }, "data: {\"a\":1}\n\n"},
		{"all fields", func(w *EventWriter[any]) error {
			return w.SendEvent(Event[any]{ID: "7", Name: "tick", Data: "x", Retry: 1500 * time.Millisecond})
		}, "event: tick\nid: 7\nretry: 1500\ndata: \"x\"\n\n"},
		{"JSON on several lines", func(w *EventWriter[any]) error { return w.Send(JSON("{\r\n\"a\":\r1\n}")) },
			"data: {\ndata: \"a\":\ndata: 1\ndata: }\n\n"},
		{"text", func(w *EventWriter[any]) error { return w.SendText("", "[DONE]") }, "data: [DONE]\n\n"},
		{"text on several lines", func(w *EventWriter[any]) error { return w.SendText("x", "a\r\n\nb") }, "event: x\ndata: a\ndata: \ndata: b\n\n"},
		{"text that forges an event", func(w *EventWriter[any]) error { return w.SendText("", "a\n\nevent: b") },
			"data: a\ndata: \ndata: event: b\n\n"},
		{"comment", func(w *EventWriter[any]) error { return w.Comment("hello\nworld") }, ": hello\n: world\n\n"},
		{"two", func(w *EventWriter[any]) error { return errors.Join(w.Send(1), w.Send(2)) }, "data: 1\n\ndata: 2\n\n"},
		{"none", func(*EventWriter[any]) error { return nil }, ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			e, j := mount(t, Options{}, eventStream(tt.f))
			e.Use(middleware.Gzip())
			w := call(e, "GET", "/thing", nil, "Accept-Encoding: gzip")
			expect(t, w, 200, tt.want)
			for k, want := range map[string]string{"Content-Type": "text/event-stream", "Cache-Control": "no-store, no-transform",
				"X-Accel-Buffering": "no", "Content-Encoding": "", "Content-Length": ""} {
				if got := w.Header().Get(k); got != want {
					t.Errorf("%s: %q", k, got)
				}
			}
			if j.String() != "" {
				t.Errorf("log %s", j)
			}
		})
	}
}

// TestEventsRefused: what would break the stream's lines is an error, and the first
// error is the last thing the function can do.
func TestEventsRefused(t *testing.T) {
	for name, e := range map[string]Event[any]{
		"line break in the name": {Name: "a\nb"},
		"CR in the name":         {Name: "a\rb"},
		"NUL in the id":          {ID: "a\x00"},
		"line break in the id":   {ID: "a\n"},
		"not UTF-8":              {Name: "\xff"},
		"negative retry":         {Retry: -1},
		"NaN":                    {Data: math.NaN()},
	} {
		t.Run(name, func(t *testing.T) {
			h, j := mount(t, Options{}, eventStream(func(w *EventWriter[any]) error {
				if w.SendEvent(e) == nil || w.Send("more") == nil {
					t.Error("not refused")
				}
				return nil
			}))
			expect(t, call(h, "GET", "/thing", nil), 500, `{"code":500,"error":"Internal Server Error"}`)
			if j.lines() != 1 {
				t.Errorf("log %s", j)
			}
		})
	}
}

// TestStreamEarlyError: before the first byte a stream can raise like a handler.
func TestStreamEarlyError(t *testing.T) {
	tests := []struct {
		name   string
		fail   func() error
		status int
		body   string
	}{
		{"error", func() error { return errors.New("x") }, 500, `{"code":500,"error":"Internal Server Error"}`},
		{"panic", func() error { panic("x") }, 500, `{"code":500,"error":"Internal Server Error"}`},
		{"exception", func() error { return Raise(404, "none") }, 404, `{"code":404,"error":"none"}`},
		{"branch", func() error { return conflict{"x"} }, 409, `{"taken":"x"}`},
	}
	for _, tt := range tests {
		for kind, end := range map[string]Endpoint{
			"events": eventStream(func(*EventWriter[any]) error { return tt.fail() }),
			"lines":  lineStream(func(*LineWriter[any]) error { return tt.fail() }),
			"reader": get(func(*Exchange) (Response, error) {
				return branchFunc(func(x *Exchange) error {
					x.Header().Set("Content-Disposition", "attachment")
					return x.SendReader(200, MediaType{"text/plain"}, readerFunc(tt.fail))
				}), nil
			}),
		} {
			if kind == "reader" && tt.name == "panic" {
				continue // not a stream function of ours
			}
			t.Run(kind+"/"+tt.name, func(t *testing.T) {
				e, _ := mount(t, Options{}, end)
				w := call(e, "GET", "/thing", nil)
				expect(t, w, tt.status, tt.body)
				for _, k := range []string{"Cache-Control", "Content-Disposition"} {
					if w.Header().Get(k) != "" {
						t.Errorf("%s: %q", k, w.Header().Get(k))
					}
				}
				expect(t, call(e, "HEAD", "/thing", nil), 200, "") // runs nothing
			})
		}
	}
}

type readerFunc func() error

func (f readerFunc) Read([]byte) (int, error) { return 0, f() }

// TestStreamBreaks: after the first byte the client sees a broken answer, never a
// complete one.
func TestStreamBreaks(t *testing.T) {
	for kind, end := range map[string]Endpoint{
		"events": eventStream(func(w *EventWriter[any]) error {
			return errors.Join(w.Send(1), errors.New("disk on fire"))
		}),
		"events panic": eventStream(func(w *EventWriter[any]) error {
			w.Send(1)
			panic("disk on fire")
		}),
		"lines": lineStream(func(w *LineWriter[any]) error {
			return errors.Join(w.Send(1), errors.New("disk on fire"))
		}),
		"a line that JSON cannot hold": lineStream(func(w *LineWriter[any]) error {
			w.Send(1)
			w.Send(func() {})
			return nil
		}),
		"reader": get(func(*Exchange) (Response, error) {
			return branchFunc(func(x *Exchange) error {
				return x.SendReader(200, MediaType{"text/plain"},
					io.MultiReader(strings.NewReader("1"), readerFunc(func() error { return errors.New("disk on fire") })))
			}), nil
		}),
	} {
		t.Run(kind, func(t *testing.T) {
			observed := make(chan error, 1)
			e, j := mount(t, Options{OnError: func(_ context.Context, _ *Operation, _ int, err error) { observed <- err }}, end)
			s := serving(t, e)
			res, err := s.Client().Get(s.URL + "/thing")
			if err == nil { // small bodies may break before their headers are out
				defer res.Body.Close()
				_, err = io.ReadAll(res.Body)
			}
			if err == nil {
				t.Error("the client takes the answer for complete")
			}
			if err := <-observed; err == nil || j.lines() != 1 {
				t.Errorf("observed %v, log %s", err, j)
			}
		})
	}
}

// TestStreamCancelled: when the client leaves, the next Send fails and no error is
// logged.
func TestStreamCancelled(t *testing.T) {
	for _, kind := range []string{"events", "lines"} {
		t.Run(kind, func(t *testing.T) {
			left, ended := make(chan struct{}), make(chan struct{})
			var sent error
			produce := func(ctx context.Context, send func(any) error) error {
				defer close(ended)
				if err := send(0); err != nil {
					return err
				}
				<-left
				<-ctx.Done()
				sent = send(1)
				return sent
			}
			end := eventStream(func(w *EventWriter[any]) error { return produce(w.Context(), w.Send) })
			if kind == "lines" {
				end = lineStream(func(w *LineWriter[any]) error { return produce(w.Context(), w.Send) })
			}
			statuses := make(chan int, 1)
			e, j := mount(t, Options{OnError: func(_ context.Context, _ *Operation, status int, _ error) { statuses <- status }}, end)
			s := serving(t, e)
			ctx, cancel := context.WithCancel(context.Background())
			r, _ := http.NewRequestWithContext(ctx, "GET", s.URL+"/thing", nil)
			res, err := s.Client().Do(r)
			if err != nil {
				t.Fatal(err)
			}
			bufio.NewReader(res.Body).ReadString('\n')
			cancel()
			close(left)
			within(t, "the stream ends", ended)
			res.Body.Close()
			if !errors.Is(sent, context.Canceled) {
				t.Errorf("Send: %v", sent)
			}
			if status := <-statuses; status != 499 || j.String() != "" {
				t.Errorf("status %d, log %s", status, j)
			}
		})
	}
}

// TestPing: a quiet stream says that it is alive, also before its first event, and
// no longer than it runs.
func TestPing(t *testing.T) {
	const interval = 30 * time.Millisecond
	var quiet atomic.Int64 // how long the stream was, in intervals
	e, _ := mount(t, Options{PingInterval: interval}, eventStream(func(w *EventWriter[any]) error {
		begun := time.Now()
		time.Sleep(10 * interval)
		quiet.Store(int64(time.Since(begun) / interval))
		return w.Send(1)
	}))
	s := serving(t, e)
	res, err := s.Client().Get(s.URL + "/thing")
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	b, err := io.ReadAll(res.Body)
	pings := strings.Count(string(b), ": ping\n\n")
	if err != nil || pings < 1 || int64(pings) > quiet.Load() || !strings.HasSuffix(string(b), "data: 1\n\n") {
		t.Errorf("%q %v", b, err)
	}
}

// TestStreamFromGoroutines: events of several goroutines do not mix, and the writer
// is dead after its function.
func TestStreamFromGoroutines(t *testing.T) {
	var kept *EventWriter[any]
	e, _ := mount(t, Options{PingInterval: time.Millisecond}, eventStream(func(w *EventWriter[any]) error {
		kept = w
		var wait sync.WaitGroup
		for range 8 {
			wait.Go(func() {
				for i := range 100 {
					w.SendEvent(Event[any]{Name: "n", Data: i})
				}
			})
		}
		wait.Wait()
		return nil
	}))
	s := serving(t, e)
	res, err := s.Client().Get(s.URL + "/thing")
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	b, _ := io.ReadAll(res.Body)
	text := strings.ReplaceAll(string(b), ": ping\n\n", "")
	events := strings.Split(strings.TrimSuffix(text, "\n\n"), "\n\n")
	for _, ev := range events {
		if !strings.HasPrefix(ev, "event: n\ndata: ") || strings.Count(ev, "\n") != 1 {
			t.Fatalf("mixed up: %q", ev)
		}
	}
	if len(events) != 800 {
		t.Errorf("%d events", len(events))
	}
	if err := kept.Send(1); !errors.Is(err, errStreamEnded) {
		t.Errorf("Send after the end: %v", err)
	}
}

func TestLines(t *testing.T) {
	e, _ := mount(t, Options{}, lineStream(func(w *LineWriter[any]) error {
		for i := range 3000 {
			if err := w.Send(i); err != nil {
				return err
			}
		}
		return w.Send(JSON("{\n\"a\": 1\r\n}"))
	}))
	w := call(e, "GET", "/thing", nil)
	lines := strings.Split(w.Body.String(), "\n")
	if w.Header().Get("Content-Type") != "application/jsonl" || len(lines) != 3002 || lines[2999] != "2999" || lines[3000] != `{"a":1}` {
		t.Errorf("%v, %d lines, the last %q", w.Header(), len(lines), lines[len(lines)-2:])
	}
}

// TestNilBodies: a branch without its body is a mistake of the program: 500, never
// an empty 200.
func TestNilBodies(t *testing.T) {
	for name, f := range map[string]branchFunc{
		"events": func(x *Exchange) error { return SendEvents[any](x, 200, nil, appendAny, nil) },
		"lines":  func(x *Exchange) error { return SendLines[any](x, 200, MediaJSON, nil, appendAny, nil) },
		"reader": func(x *Exchange) error { return x.SendReader(200, MediaJSON, nil) },
		"json":   func(x *Exchange) error { return SendJSON[*JSON](x, 200, MediaJSON, nil, codec.ElemRaw, nil) },
		"NaN": func(x *Exchange) error {
			v := math.NaN()
			return SendJSON(x, 200, MediaJSON, &v, codec.ElemFloat64, nil)
		},
		"panic": func(*Exchange) error { panic("x") },
	} {
		e, j := mount(t, Options{}, get(func(*Exchange) (Response, error) { return f, nil }))
		expect(t, call(e, "GET", "/thing", nil), 500, `{"code":500,"error":"Internal Server Error"}`)
		if j.lines() != 1 {
			t.Errorf("%s: log %s", name, j)
		}
	}
	for name, h := range map[string]handler{
		"nil":       func(*Exchange) (Response, error) { return nil, nil },
		"typed nil": func(*Exchange) (Response, error) { return (*reply)(nil), nil },
	} {
		e, j := mount(t, Options{}, get(h))
		expect(t, call(e, "GET", "/thing", nil), 500, `{"code":500,"error":"Internal Server Error"}`)
		if !strings.Contains(j.String(), "neither a response nor an error") {
			t.Errorf("%s: log %s", name, j)
		}
	}
}
