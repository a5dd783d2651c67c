package paths

import (
	"context"
	"testing"

	"github.com/labstack/echo/v4"

	"github.com/specho/specho/internal/cases/casetest"
	"github.com/specho/specho/internal/cases/unknown_paths/api"
	"github.com/specho/specho/rest"
)

func TestMain(m *testing.M) { casetest.Main(m) }

type handlers struct{ api.Unimplemented }

func (handlers) ListItems(context.Context, api.ListItemsRequest) (api.ListItemsResponse, error) {
	return api.ListItemsOK{Headers: api.ListItemsOKHeaders{XTotal: 2}, Body: []string{"a", "b"}}, nil
}

func TestPaths(t *testing.T) {
	s := casetest.Serve(t, func(e *echo.Echo, o rest.Options) error { return api.Register(e, handlers{}, o) })
	for _, path := range []string{"/", "/nowhere", "/items/", "/items/1/x", "//items", "/items//", "/%69tems%2F"} {
		t.Run("B16 unknown path "+path, func(t *testing.T) {
			s.Get(t, path).IsJSON(404, `{"detail":"Not Found"}`).Has("Allow")
		})
	}
	t.Run("B16 wrong method", func(t *testing.T) {
		s.Do(t, "DELETE", "/items", "").IsJSON(405, `{"detail":"Method Not Allowed"}`).Has("Allow", "GET, HEAD, OPTIONS, POST")
		s.Do(t, "PURGE", "/items", "").IsJSON(405, `{"detail":"Method Not Allowed"}`).Has("Allow", "GET, HEAD, OPTIONS, POST")
		s.Do(t, "PURGE", "/nowhere", "").IsJSON(404, `{"detail":"Not Found"}`)
		s.Get(t, "/items/1").IsJSON(405, `{"detail":"Method Not Allowed"}`).Has("Allow", "DELETE, OPTIONS")
	})
	t.Run("B17 HEAD of an unknown path", func(t *testing.T) {
		s.Do(t, "HEAD", "/nowhere", "").Is(404, "").Has("Content-Type", "application/json").Has("Content-Length", "22")
		s.Do(t, "HEAD", "/items/1", "").Is(405, "").Has("Allow", "DELETE, OPTIONS")
	})
	t.Run("B58 HEAD by GET", func(t *testing.T) {
		s.Do(t, "HEAD", "/items", "").Is(200, "").
			Has("Content-Type", "application/json").Has("Content-Length", "9").Has("X-Total", "2")
		s.Get(t, "/items").Is(200, `["a","b"]`).Has("Content-Length", "9").Has("X-Total", "2")
	})
	t.Run("B59 OPTIONS", func(t *testing.T) {
		s.Do(t, "OPTIONS", "/items", "").Is(204, "").Has("Allow", "GET, HEAD, OPTIONS, POST").Has("Content-Type")
		s.Do(t, "OPTIONS", "/items/1", "").Is(204, "").Has("Allow", "DELETE, OPTIONS")
		s.Do(t, "OPTIONS", "/nowhere", "").Is(404, `{"detail":"Not Found"}`)
	})
	t.Run("an operation that is not implemented", func(t *testing.T) {
		s.Do(t, "POST", "/items", "").IsJSON(501, `{"detail":"operation addItem is not implemented"}`)
	})
}
