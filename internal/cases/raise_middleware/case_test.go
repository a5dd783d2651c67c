package middleware

import (
	"context"
	"errors"
	"testing"

	"github.com/labstack/echo/v4"
	"github.com/labstack/echo/v4/middleware"

	"github.com/specho/specho/internal/cases/casetest"
	"github.com/specho/specho/internal/cases/raise_middleware/api"
	"github.com/specho/specho/rest"
)

func TestMain(m *testing.M) { casetest.Main(m) }

type handlers struct{}

func (handlers) Open(ctx context.Context, _ api.OpenRequest) (api.OpenResponse, error) {
	if rest.EchoContext(ctx).QueryParam("fail") != "" {
		return nil, errors.New("secret trouble")
	}
	return api.OpenOK{}, nil
}

func (handlers) Guarded(ctx context.Context, _ api.GuardedRequest) (api.GuardedResponse, error) {
	if who, ok := rest.Principal[string](ctx); !ok || who != "ann" {
		return nil, errors.New("no principal")
	}
	return api.GuardedOK{}, nil
}

type authenticator struct{}

func (authenticator) Token(_ context.Context, c rest.Bearer) (string, error) {
	switch c.Token {
	case "good":
		return "ann", nil
	case "raise":
		return "", rest.Raise(401, "the token has expired").WithHeader("X-Reason", "expired")
	case "broken":
		return "", errors.New("the database is down")
	}
	return "", rest.ErrUnauthorized
}

func raising(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		switch c.QueryParam("mw") {
		case "raise":
			return rest.Raise(418, "no coffee")
		case "echo":
			return echo.NewHTTPError(418, "short and stout")
		case "other":
			return errors.New("internal text")
		case "panic":
			panic("internal text")
		}
		return next(c)
	}
}

func serve(t *testing.T, outer bool) *casetest.Server {
	return casetest.Serve(t, func(e *echo.Echo, o rest.Options) error {
		e.Use(middleware.RequestID(), middleware.CORSWithConfig(middleware.CORSConfig{AllowOrigins: []string{"https://a.example"}}))
		if outer {
			e.Use(raising)
		} else {
			o.Middleware = []echo.MiddlewareFunc{raising}
		}
		return api.Register(e, handlers{}, authenticator{}, o)
	})
}

const origin = "Origin: https://a.example"

// kept checks what the middleware outside has set.
func kept(t *testing.T, r *casetest.Reply) {
	t.Helper()
	r.Has("Access-Control-Allow-Origin", "https://a.example").Has("Content-Type", "application/json")
	if r.Header.Get("X-Request-Id") == "" {
		t.Error("no X-Request-Id")
	}
}

func TestMiddleware(t *testing.T) {
	for _, outer := range []bool{false, true} {
		s := serve(t, outer)
		tests := []struct {
			name, path string
			status     int
			body       string
		}{
			{"B11 middleware raises", "/open?mw=raise", 418, `{"detail":"no coffee"}`},
			{"B11 middleware returns Echo's error", "/open?mw=echo", 418, `{"detail":"short and stout"}`},
			{"B11 middleware returns another error", "/open?mw=other", 500, `{"detail":"Internal Server Error"}`},
			{"B20 unhandled error of the handler", "/open?fail=1", 500, `{"detail":"Internal Server Error"}`},
			{"B20 unknown path", "/nowhere", 404, `{"detail":"Not Found"}`},
		}
		for _, tt := range tests {
			t.Run(tt.name, func(t *testing.T) {
				r := s.Get(t, tt.path, origin)
				r.Is(tt.status, tt.body)
				kept(t, r)
			})
		}
		s.Log.Has(t, "secret trouble")
	}
	t.Run("B11 middleware panics", func(t *testing.T) {
		s := serve(t, false)
		r := s.Get(t, "/open?mw=panic", origin).Is(500, `{"detail":"Internal Server Error"}`)
		kept(t, r)
		s.Log.Has(t, "internal text", "stack")
	})
}

func TestAuthenticator(t *testing.T) {
	s := serve(t, false)
	t.Run("B11 no credentials", func(t *testing.T) {
		r := s.Get(t, "/guarded", origin)
		kept(t, r.Is(401, `{"detail":"Unauthorized"}`).Has("Www-Authenticate", "Bearer"))
	})
	t.Run("B11 authenticator raises", func(t *testing.T) {
		r := s.Get(t, "/guarded", origin, "Authorization: Bearer raise")
		kept(t, r.Is(401, `{"detail":"the token has expired"}`).Has("X-Reason", "expired").Has("Www-Authenticate", "Bearer"))
	})
	t.Run("B11 authenticator fails", func(t *testing.T) {
		r := s.Get(t, "/guarded", origin, "Authorization: Bearer broken")
		kept(t, r.Is(500, `{"detail":"Internal Server Error"}`))
		s.Log.Has(t, "the database is down")
	})
	t.Run("good credentials", func(t *testing.T) {
		s.Get(t, "/guarded", "Authorization: Bearer good").Is(200, "")
	})
}
