package undeclared

import (
	"context"
	"testing"

	"github.com/labstack/echo/v4"

	"github.com/specho/specho/internal/cases/casetest"
	"github.com/specho/specho/internal/cases/raise_undeclared/api"
	"github.com/specho/specho/rest"
)

func TestMain(m *testing.M) { casetest.Main(m) }

type handlers struct{}

func (handlers) Raise(_ context.Context, req api.RaiseRequest) (api.RaiseResponse, error) {
	e := rest.Raise(int(req.Path.Status)).WithHeader("X-Why", "because")
	if req.Path.Status%2 == 0 || req.Path.Status == 205 {
		e.Detail = "ignored or shown"
	}
	return nil, e
}

func serve(t *testing.T, pass bool) *casetest.Server {
	return casetest.Serve(t, func(e *echo.Echo, o rest.Options) error {
		o.PassUndeclared = pass
		return api.Register(e, handlers{}, o)
	})
}

func TestUndeclared(t *testing.T) {
	t.Run("B14 strict", func(t *testing.T) {
		s := serve(t, false)
		s.Get(t, "/raise/404").IsJSON(500, `{"detail":"Internal Server Error"}`)
		s.Log.Has(t, `"level":"ERROR"`, `"operation":"raise"`, "404", "does not declare")
	})
	t.Run("B14 pass", func(t *testing.T) {
		s := serve(t, true)
		s.Get(t, "/raise/404").IsJSON(404, `{"detail":"ignored or shown"}`).Has("X-Why", "because")
		s.Log.Lacks(t, `"level":"ERROR"`)
	})
	t.Run("B7 a status without a text", func(t *testing.T) {
		s := serve(t, true)
		s.Get(t, "/raise/499").IsJSON(499, `{"detail":"Status 499"}`)
		s.Get(t, "/raise/599").IsJSON(599, `{"detail":"Status 599"}`)
	})
	t.Run("B7 statuses that HTTP does not have", func(t *testing.T) {
		s := serve(t, true)
		for _, status := range []string{"0", "99", "101", "600", "1000", "-1"} {
			s.Get(t, "/raise/"+status).IsJSON(500, `{"detail":"Internal Server Error"}`)
		}
	})
}

func TestBodyless(t *testing.T) {
	s := serve(t, false)
	for status, name := range map[int]string{204: "B8 no content", 304: "B8 not modified", 205: "B8 reset content"} {
		t.Run(name, func(t *testing.T) {
			path := map[int]string{204: "/raise/204", 205: "/raise/205", 304: "/raise/304"}[status]
			s.Get(t, path).Is(status, "").Has("X-Why", "because").Has("Content-Type")
			r := s.Get(t, path)
			if n := r.Header.Get("Content-Length"); n != "" && !(status == 205 && n == "0") {
				t.Errorf("Content-Length %s", n)
			}
			s.Get(t, "/raise/404").Is(500, `{"detail":"Internal Server Error"}`) // the connection is good
		})
	}
}
