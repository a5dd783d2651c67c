package slashes

import (
	"context"
	"testing"

	"github.com/labstack/echo/v4"

	"github.com/specho/specho/internal/cases/casetest"
	"github.com/specho/specho/internal/cases/slashes/api"
	"github.com/specho/specho/rest"
)

func TestMain(m *testing.M) { casetest.Main(m) }

type handlers struct{ api.Unimplemented }

func (handlers) AddItem(_ context.Context, req api.AddItemRequest) (api.AddItemResponse, error) {
	in := req.Body
	return api.AddItemOK{Body: in}, nil
}

func (handlers) ListFolders(context.Context, api.ListFoldersRequest) (api.ListFoldersResponse, error) {
	return api.ListFoldersNoContent{}, nil
}

func (handlers) Old(_ context.Context, req api.OldRequest) (api.OldResponse, error) {
	return api.OldTemporaryRedirect{Headers: api.OldTemporaryRedirectHeaders{Location: "/new/" + req.Path.Name}}, nil
}

func serve(t *testing.T, redirect bool) *casetest.Server {
	return casetest.Serve(t, func(e *echo.Echo, o rest.Options) error {
		o.RedirectSlashes = redirect
		return api.Register(e, handlers{}, o)
	})
}

func TestTrailingSlash(t *testing.T) {
	t.Run("B60 without the option a slash is significant", func(t *testing.T) {
		s := serve(t, false)
		s.JSON(t, "POST", "/items", `"x"`).Is(200, `"x"`)
		s.JSON(t, "POST", "/items/", `"x"`).Is(404, `{"detail":"Not Found"}`)
		s.Get(t, "/folders/").Is(204, "")
		s.Get(t, "/folders").Is(404, `{"detail":"Not Found"}`)
	})
	t.Run("B60 redirect", func(t *testing.T) {
		s := serve(t, true)
		s.JSON(t, "POST", "/items/?a=b%20c&d", `"x"`).Is(307, "").Has("Location", "/items?a=b%20c&d")
		s.Get(t, "/folders?q=1").Is(307, "").Has("Location", "/folders/?q=1")
		s.Get(t, "/folders/").Is(204, "")
		s.Get(t, "/other/").Is(404, `{"detail":"Not Found"}`)
		s.Get(t, "//evil.example/").Is(404, `{"detail":"Not Found"}`)
	})
	t.Run("B60 the client sends the body again", func(t *testing.T) {
		s := serve(t, true)
		s.Client.CheckRedirect = nil
		s.JSON(t, "POST", "/items/", `"again"`).Is(200, `"again"`)
	})
}

func TestLocation(t *testing.T) {
	s := serve(t, false)
	for path, location := range map[string]string{
		"/old/x%20y":                 "/new/x%20y",
		"/old/%C3%BC%E2%82%AC":       "/new/%C3%BC%E2%82%AC",
		"/old/a%0D%0AX-Evil:%201":    "/new/a%0D%0AX-Evil:%201",
		"/old/q%3Fa=1%26b=%5B2%5D":   "/new/q?a=1&b=[2]",
		"/old/%22%3Cscript%3E%7C%5C": "/new/%22%3Cscript%3E%7C%5C",
	} {
		t.Run("B61 Location "+location, func(t *testing.T) {
			s.Get(t, path).Is(307, "").Has("Location", location).Has("X-Evil")
		})
	}
}
