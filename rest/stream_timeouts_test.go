package rest

import (
	"bufio"
	"context"
	"io"
	"net/http/httptest"
	"strings"
	"testing"
	"time"
)

// TestStreamOutlivesTimeouts: the server's timeouts are for answers that end.
// Lines come one by one, and the connection is good for the next request.
func TestStreamOutlivesTimeouts(t *testing.T) {
	const timeout = 400 * time.Millisecond
	first := make(chan struct{}, 1) // the client has read the first item, although more will follow
	script := func(ctx context.Context, send func(any) error) error {
		if err := send(0); err != nil {
			return err
		}
		<-first
		time.Sleep(timeout * 3 / 2)
		if err := send(1); err != nil {
			return err
		}
		return ctx.Err()
	}
	for kind, end := range map[string]Endpoint{
		"events": eventStream(func(w *EventWriter[any]) error {
			return script(w.Context(), func(v any) error { return w.Send(v) })
		}),
		"lines": lineStream(func(w *LineWriter[any]) error {
			return script(w.Context(), func(v any) error { return w.Send(v) })
		}),
	} {
		t.Run(kind, func(t *testing.T) {
			e, _ := mount(t, Options{}, end)
			s := httptest.NewUnstartedServer(e)
			s.Config.ReadTimeout, s.Config.WriteTimeout = timeout, timeout
			s.Start()
			defer s.Close()
			for range 2 {
				res, err := s.Client().Get(s.URL + "/thing")
				if err != nil {
					t.Fatal(err)
				}
				in := bufio.NewReader(res.Body)
				line, err := in.ReadString('\n')
				if err != nil || !strings.Contains(line, "0") {
					t.Errorf("%q: %v", line, err)
				}
				first <- struct{}{}
				if rest, err := io.ReadAll(in); err != nil || !strings.Contains(string(rest), "1\n") {
					t.Errorf("%q %v", rest, err)
				}
				res.Body.Close()
			}
		})
	}
}
