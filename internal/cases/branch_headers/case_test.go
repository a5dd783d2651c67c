package headers

import (
	"context"
	"net/http"
	"testing"
	"time"

	"github.com/labstack/echo/v4"

	"github.com/specho/specho/internal/cases/branch_headers/api"
	"github.com/specho/specho/internal/cases/casetest"
	"github.com/specho/specho/rest"
)

func TestMain(m *testing.M) { casetest.Main(m) }

type handlers func(ctx context.Context) (api.LoginResponse, error)

func (h handlers) Login(ctx context.Context, _ api.LoginRequest) (api.LoginResponse, error) {
	return h(ctx)
}

func serve(t *testing.T, h handlers) *casetest.Server {
	return casetest.Serve(t, func(e *echo.Echo, o rest.Options) error { return api.Register(e, h, o) })
}

func TestHeaders(t *testing.T) {
	at := time.Date(2024, 2, 29, 23, 59, 59, 5e8, time.FixedZone("", 3600))
	t.Run("B53 typed headers have their canonical text", func(t *testing.T) {
		s := serve(t, func(context.Context) (api.LoginResponse, error) {
			return api.LoginNoContent{Headers: api.LoginNoContentHeaders{
				LastModified: rest.HTTPDate{Time: at}, XCount: -7, XWhen: rest.Some(at.Truncate(time.Second)), XTags: []string{"a", "b c"},
				SetCookie: []*http.Cookie{{Name: "a", Value: "1"}, {Name: "b", Value: "2", HttpOnly: true}},
			}}, nil
		})
		s.Do(t, "POST", "/login", "").Is(204, "").
			Has("Last-Modified", "Thu, 29 Feb 2024 22:59:59 GMT").Has("X-Count", "-7").
			Has("X-When", "2024-02-29T23:59:59+01:00").Has("X-Tags", "a,b c").
			Has("Set-Cookie", "a=1", "b=2; HttpOnly").Has("Content-Type").Has("Content-Length")
	})
	t.Run("B53 an unset header is absent", func(t *testing.T) {
		s := serve(t, func(context.Context) (api.LoginResponse, error) {
			return api.LoginNoContent{Headers: api.LoginNoContentHeaders{LastModified: rest.HTTPDate{Time: at}}}, nil
		})
		s.Do(t, "POST", "/login", "").Is(204, "").Has("X-Count", "0").Has("X-When").Has("X-Tags").Has("Set-Cookie")
	})
}

func TestHeadersBeforeARaise(t *testing.T) {
	t.Run("B13 B12 what was set before the raise is kept", func(t *testing.T) {
		s := serve(t, func(ctx context.Context) (api.LoginResponse, error) {
			rest.SetCookie(ctx, &http.Cookie{Name: "tries", Value: "3"})
			rest.ResponseHeader(ctx).Set("X-Trace", "t1")
			return nil, rest.Raise(403, "not you").WithHeader("Retry-After", "30").WithHeader("Set-Cookie", "lock=1")
		})
		s.Do(t, "POST", "/login", "").IsJSON(403, `{"detail":"not you"}`).
			Has("Set-Cookie", "tries=3", "lock=1").Has("X-Trace", "t1").Has("Retry-After", "30")
	})
	t.Run("B13 a declared branch with its headers, raised", func(t *testing.T) {
		s := serve(t, func(ctx context.Context) (api.LoginResponse, error) {
			rest.SetCookie(ctx, &http.Cookie{Name: "tries", Value: "3"})
			e := api.NewLoginForbidden("not %s", "you")
			e.Headers.RetryAfter = 60
			e.Headers.SetCookie = []*http.Cookie{{Name: "lock", Value: "1"}}
			return nil, e
		})
		s.Do(t, "POST", "/login", "").IsJSON(403, `{"detail":"not you"}`).Has("Retry-After", "60").Has("Set-Cookie", "tries=3", "lock=1")
	})
	t.Run("B53 a line break in a header does not split the answer", func(t *testing.T) {
		s := serve(t, func(context.Context) (api.LoginResponse, error) {
			return api.LoginNoContent{Headers: api.LoginNoContentHeaders{XTags: []string{"a\r\nX-Evil: 1"}}}, nil
		})
		s.Do(t, "POST", "/login", "").Is(204, "").Has("X-Evil").Has("X-Tags", "a  X-Evil: 1")
	})
}
