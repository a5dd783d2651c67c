package handlercontext

import (
	"context"
	"fmt"
	"net/http"
	"testing"

	"github.com/labstack/echo/v4"

	"github.com/specho/specho/internal/cases/casetest"
	"github.com/specho/specho/internal/cases/handler_context/api"
	"github.com/specho/specho/rest"
)

func TestMain(m *testing.M) { casetest.Main(m) }

type user struct{ name string }

type traceKey struct{}

type handlers struct{ kept *context.Context }

func (h handlers) Me(ctx context.Context, _ api.MeRequest) (api.MeResponse, error) {
	who, ok := rest.Principal[*user](ctx)
	return api.MeOK{Body: fmt.Sprint(who.name, " ", ok, " ", rest.OperationOf(ctx).ID, " ", ctx.Value(traceKey{}))}, nil
}

func (h handlers) Public(ctx context.Context, _ api.PublicRequest) (api.PublicResponse, error) {
	_, ok := rest.Principal[*user](ctx)
	*h.kept = ctx
	return api.PublicOK{Body: fmt.Sprint(ok, " ", rest.EchoContext(ctx).Request().Header.Get("X-Any"), " ", ctx.Value(traceKey{}))}, nil
}

type authenticator struct{}

func (authenticator) Key(_ context.Context, k rest.APIKey) (*user, error) {
	switch k.Key {
	case "good":
		return &user{"key"}, nil
	case "forbidden":
		return nil, rest.ErrForbidden
	}
	return nil, rest.ErrUnauthorized
}

func (authenticator) Basic(_ context.Context, b rest.Basic) (*user, error) {
	if b.Password != "pw" {
		return nil, rest.ErrUnauthorized
	}
	return &user{b.Username}, nil
}

func trace(value string) echo.MiddlewareFunc {
	return func(next echo.HandlerFunc) echo.HandlerFunc {
		return func(c echo.Context) error {
			ctx := c.Request().Context()
			seen := fmt.Sprint(ctx.Value(traceKey{}), value)
			if op := rest.OperationOf(ctx); op != nil {
				seen += op.ID[:1]
			}
			c.SetRequest(c.Request().WithContext(context.WithValue(ctx, traceKey{}, seen)))
			return next(c)
		}
	}
}

func TestContext(t *testing.T) {
	var kept context.Context
	s := casetest.Serve(t, func(e *echo.Echo, o rest.Options) error {
		e.Use(trace("a"))
		o.Middleware = []echo.MiddlewareFunc{trace("b")}
		o.TagMiddleware = map[string][]echo.MiddlewareFunc{api.TagOpen: {trace("c")}}
		o.OperationMiddleware = map[string][]echo.MiddlewareFunc{api.OperationPublic: {trace("d")}}
		return api.Register(e, handlers{&kept}, authenticator{}, o)
	})
	basic := func(name, pw string) string {
		r, _ := http.NewRequestWithContext(t.Context(), "GET", "/", nil)
		r.SetBasicAuth(name, pw)
		return "Authorization: " + r.Header.Get("Authorization")
	}
	t.Run("principal, operation, values of middleware", func(t *testing.T) {
		s.Get(t, "/me", "X-Key: good").Is(200, "key true me <nil>abm")
		s.Get(t, "/me", basic("ann", "pw")).Is(200, "ann true me <nil>abm")
		s.Get(t, "/public", "X-Any: x").Is(200, "false x <nil>abpcpdp")
	})
	t.Run("one of two schemes is enough", func(t *testing.T) {
		s.Get(t, "/me", "X-Key: bad", basic("ann", "pw")).Is(200, "ann true me <nil>abm")
	})
	t.Run("B11 refused", func(t *testing.T) {
		s.Get(t, "/me").IsJSON(401, `{"detail":"Unauthorized"}`).Has("Www-Authenticate", "ApiKey", `Basic realm="api", charset="UTF-8"`)
		s.Get(t, "/me", basic("ann", "no")).IsJSON(401, `{"detail":"Unauthorized"}`)
		s.Get(t, "/me", "X-Key: forbidden").IsJSON(403, `{"detail":"Forbidden"}`)
	})
	t.Run("Echo's context ends with the request", func(t *testing.T) {
		s.Get(t, "/public").Is(200, "false  <nil>abpcpdp")
		if rest.EchoContext(kept) != nil || rest.ResponseHeader(kept) != nil {
			t.Error("the context of a request that is over is still there: it belongs to another request")
		}
	})
	t.Run("middleware for an operation that does not exist", func(t *testing.T) {
		o := rest.Options{OperationMiddleware: map[string][]echo.MiddlewareFunc{"nosuch": nil}}
		if err := api.Register(echo.New(), handlers{&kept}, authenticator{}, o); err == nil {
			t.Error("registered")
		}
	})
}
