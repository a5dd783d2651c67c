package group

import (
	"context"
	"fmt"
	"testing"

	"github.com/labstack/echo/v4"

	"github.com/specho/specho/internal/cases/casetest"
	"github.com/specho/specho/internal/cases/group_mount/api"
	"github.com/specho/specho/rest"
)

func TestMain(m *testing.M) { casetest.Main(m) }

type handlers struct{}

func (handlers) GetItem(ctx context.Context, req api.GetItemRequest) (api.GetItemResponse, error) {
	c := rest.EchoContext(ctx)
	return api.GetItemOK{Body: fmt.Sprintf("%d by %s for %q", req.Path.ID, c.Path(), c.Param("tenant"))}, nil
}

func (handlers) Root(context.Context, api.RootRequest) (api.RootResponse, error) {
	return api.RootNoContent{}, nil
}

func serve(t *testing.T, prefix, base string) *casetest.Server {
	return casetest.Serve(t, func(e *echo.Echo, o rest.Options) error {
		e.GET("/health", func(c echo.Context) error { return c.String(200, "ok") })
		e.GET("/broken", func(echo.Context) error { return echo.NewHTTPError(418, "Echo's own") })
		o.BasePath = base
		if prefix == "" {
			return api.Register(e, handlers{}, o)
		}
		return api.Register(e.Group(prefix), handlers{}, o)
	})
}

func TestMount(t *testing.T) {
	tests := []struct {
		name, prefix, base, path string
		status                   int
		body                     string
	}{
		{"the document's base path", "", "", "/v1/items/1", 200, `1 by /v1/items/{id} for ""`},
		{"outside of it", "", "", "/items/1", 404, `{"message":"Not Found"}`},
		{"the root", "", "", "/v1/", 204, ""},
		{"another base path", "", "/api/v2", "/api/v2/items/2", 200, `2 by /api/v2/items/{id} for ""`},
		{"no base path", "", "/", "/items/3", 200, `3 by /items/{id} for ""`},
		{"group", "/api", "", "/api/v1/items/4", 200, `4 by /api/v1/items/{id} for ""`},
		{"group with a parameter", "/t/:tenant", "/", "/t/acme/items/5", 200, `5 by /t/:tenant/items/{id} for "acme"`},
		{"group with an escaped parameter", "/t/:tenant", "/", "/t/a%2Fb/items/6", 200, `6 by /t/:tenant/items/{id} for "a%2Fb"`},
		{"unknown path of the group", "/api", "", "/api/v1/other", 404, `{"detail":"Not Found"}`},
		{"violation in the group", "/api", "", "/api/v1/items/x", 422, `{"detail":[{"type":"int_parsing","loc":["path","id"],"msg":"must be an integer","input":"x"}]}`},
		{"a route beside it", "", "", "/health", 200, "ok"},
		{"an error beside it", "", "", "/broken", 418, `{"message":"Echo's own"}`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			r := serve(t, tt.prefix, tt.base).Get(t, tt.path)
			if r.Status == 404 || r.Status == 418 { // Echo ends its bodies with a line break
				if got := r.Body; len(got) > 0 && got[len(got)-1] == '\n' {
					r.Body = got[:len(got)-1]
				}
			}
			r.Is(tt.status, tt.body)
		})
	}
	t.Run("B16 Allow below a prefix", func(t *testing.T) {
		serve(t, "/api", "").Do(t, "DELETE", "/api/v1/items/1", "").IsJSON(405, `{"detail":"Method Not Allowed"}`).Has("Allow", "GET, HEAD, OPTIONS")
	})
	t.Run("a base path that Echo would take for a parameter", func(t *testing.T) {
		s := casetest.Serve(t, func(e *echo.Echo, o rest.Options) error {
			return rest.Mount(e, rest.API{BasePath: "/v1:beta", Endpoints: api.Endpoints(handlers{})}, o)
		})
		s.Get(t, "/v1:beta/items/1").Is(200, `1 by /v1:beta/items/{id} for ""`)
		s.Get(t, "/v1:beta/other").Is(404, `{"detail":"Not Found"}`)
		s.Get(t, "/v1other/items/1").Is(404, "{\"message\":\"Not Found\"}\n")
	})
	t.Run("two servers side by side", func(t *testing.T) {
		s := casetest.Serve(t, func(e *echo.Echo, o rest.Options) error {
			o.BasePath = "/a"
			if err := api.Register(e, handlers{}, o); err != nil {
				return err
			}
			o.BasePath = "/b"
			return api.Register(e, handlers{}, o)
		})
		s.Get(t, "/a/items/1").Is(200, `1 by /a/items/{id} for ""`)
		s.Get(t, "/b/items/2").Is(200, `2 by /b/items/{id} for ""`)
	})
}
