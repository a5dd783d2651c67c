package limit

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"

	"github.com/labstack/echo/v4"

	"github.com/specho/specho/internal/cases/body_limit/api"
	"github.com/specho/specho/internal/cases/casetest"
	"github.com/specho/specho/rest"
)

func TestMain(m *testing.M) { casetest.Main(m) }

type handlers struct{}

func (handlers) AddNote(context.Context, api.AddNoteRequest) (api.AddNoteResponse, error) {
	return api.AddNoteNoContent{}, nil
}

// AddRaw raises before it reads anything, or reads everything.
func (handlers) AddRaw(ctx context.Context, req api.AddRawRequest) (api.AddRawResponse, error) {
	if rest.EchoContext(ctx).Request().Header.Get("X-Early") != "" {
		return nil, rest.Raise(403, "no")
	}
	if _, err := io.Copy(io.Discard, req.Body); err != nil {
		return nil, fmt.Errorf("read: %w", err)
	}
	return api.AddRawNoContent{}, nil
}

func serve(t *testing.T) *casetest.Server {
	return casetest.Serve(t, func(e *echo.Echo, o rest.Options) error {
		o.MaxBody, o.MaxUpload = 100, 5000
		return api.Register(e, handlers{}, o)
	})
}

func note(n int) string { return `{"text":"` + strings.Repeat("x", n-11) + `"}` }

func TestLimit(t *testing.T) {
	s := serve(t)
	const tooLarge = `{"detail":"the request body is larger than 100 bytes"}`
	t.Run("B47 at the limit", func(t *testing.T) { s.JSON(t, "POST", "/notes", note(100)).Is(204, "") })
	t.Run("B47 over the limit", func(t *testing.T) { s.JSON(t, "POST", "/notes", note(101)).IsJSON(413, tooLarge) })
	t.Run("B47 over the limit, in chunks", func(t *testing.T) {
		r := casetest.Request(t, "POST", s.URL+"/notes", io.MultiReader(strings.NewReader(note(60)), strings.NewReader(note(60))), "Content-Type: application/json")
		s.Send(t, r).IsJSON(413, tooLarge)
	})
	t.Run("B47 a body that the handler reads", func(t *testing.T) {
		const octets = "Content-Type: application/octet-stream"
		s.Do(t, "POST", "/raw", strings.Repeat("x", 5000), octets).Is(204, "")
		s.Do(t, "POST", "/raw", strings.Repeat("x", 5001), octets).IsJSON(413, `{"detail":"Request Entity Too Large"}`)
	})
	s.Log.Lacks(t, `"level":"ERROR"`)
}

// TestKeepAlive sends two requests on one connection by hand: what is left of the
// first body must not be taken for the second request.
func TestKeepAlive(t *testing.T) {
	s := serve(t)
	for _, size := range []int{10, 4000, 200_000, 1_000_000} {
		t.Run(fmt.Sprintf("B48 %d bytes that nobody reads", size), func(t *testing.T) {
			c, err := (&net.Dialer{}).DialContext(t.Context(), "tcp", strings.TrimPrefix(s.URL, "http://"))
			if err != nil {
				t.Fatal(err)
			}
			defer func() { _ = c.Close() }()
			go func() { // the server may close before all is written
				_, _ = fmt.Fprintf(c, "POST /raw HTTP/1.1\r\nHost: x\r\nX-Early: 1\r\nContent-Type: application/octet-stream\r\nContent-Length: %d\r\n\r\n", size)
				_, _ = io.WriteString(c, strings.Repeat("GET /notes HTTP/1.1\r\n", size/21+1)[:size])
				_, _ = io.WriteString(c, "POST /notes HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 12\r\n\r\n{\"text\":\"x\"}")
			}()
			in := bufio.NewReader(c)
			first, err := http.ReadResponse(in, nil)
			if err != nil || first.StatusCode != 403 {
				t.Fatalf("first answer: %v, %v", first, err)
			}
			_, _ = io.Copy(io.Discard, first.Body)
			_ = first.Body.Close()
			second, err := http.ReadResponse(in, nil)
			switch {
			case err != nil && !first.Close:
				t.Errorf("the connection ended without notice: %v", err)
			case err == nil && second.StatusCode != 204:
				t.Errorf("second answer: %d", second.StatusCode)
			}
			if err == nil {
				_ = second.Body.Close()
			}
		})
	}
}
