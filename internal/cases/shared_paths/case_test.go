package shared

import (
	"context"
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/labstack/echo/v4"

	"github.com/specho/specho/internal/cases/casetest"
	"github.com/specho/specho/internal/cases/shared_paths/api"
	"github.com/specho/specho/rest"
)

func TestMain(m *testing.M) { casetest.Main(m) }

type handlers struct{}

func seen(format string, args ...any) *api.Seen {
	return &api.Seen{Body: fmt.Sprintf(format, args...)}
}

func (handlers) Create(context.Context, api.CreateRequest) (api.CreateResponse, error) {
	return seen("create"), nil
}

func (handlers) CreateBeta(context.Context, api.CreateBetaRequest) (api.CreateBetaResponse, error) {
	return seen("beta"), nil
}

func (handlers) GetACL(_ context.Context, r api.GetACLRequest) (api.GetACLResponse, error) {
	return seen("acl of %s", r.Path.Name), nil
}

func (handlers) CopyImage(context.Context, api.CopyImageRequest) (api.CopyImageResponse, error) {
	return seen("copy"), nil
}

func (handlers) StopImage(context.Context, api.StopImageRequest) (api.StopImageResponse, error) {
	return seen("stop"), nil
}

func (handlers) ListTargets(context.Context, api.ListTargetsRequest) (api.ListTargetsResponse, error) {
	return seen("list"), nil
}

func (handlers) CountTargets(context.Context, api.CountTargetsRequest) (api.CountTargetsResponse, error) {
	return seen("count"), nil
}

func (handlers) LdapLogin(_ context.Context, r api.LdapLoginRequest) (api.LdapLoginResponse, error) {
	return seen("ldap at %s", r.Path.LdapMount), nil
}

func (handlers) OidcPage(_ context.Context, r api.OidcPageRequest) (api.OidcPageResponse, error) {
	return seen("page at %s", r.Path.OidcMount), nil
}

func (handlers) OidcLogin(_ context.Context, r api.OidcLoginRequest) (api.OidcLoginResponse, error) {
	return seen("oidc at %s", r.Path.OidcMount), nil
}

func (handlers) GetFriend(_ context.Context, r api.GetFriendRequest) (api.GetFriendResponse, error) {
	return seen("friend %d of %d", r.Path.ID2, r.Path.ID), nil
}

func (handlers) Search(_ context.Context, r api.SearchRequest) (api.SearchResponse, error) {
	return seen("search %s, page %d", r.Query.Q, r.Query.Page.Value), nil
}

func TestSharedPaths(t *testing.T) {
	s := casetest.Serve(t, func(e *echo.Echo, o rest.Options) error { return api.Register(e, handlers{}, o) })
	for _, tt := range []struct {
		name, method, path, target string
		status                     int
		body                       string
	}{
		{"no query", "POST", "/responses", "", 200, "create"},
		{"the query of the path", "POST", "/responses?beta=true", "", 200, "beta"},
		{"another value", "POST", "/responses?beta=false", "", 200, "create"},
		{"a query among others", "POST", "/responses?x=1&beta=true", "", 200, "beta"},
		{"a name is enough", "GET", "/buckets/b?acl", "", 200, "acl of b"},
		{"a parameter with one value", "POST", "/?Action=CopyImage", "", 200, "copy"},
		{"the other value", "POST", "/?Action=StopImage", "", 200, "stop"},
		{"a header", "POST", "/targets", "Count", 200, "count"},
		{"the other header", "POST", "/targets", "List", 200, "list"},
		{"nothing tells: the first", "POST", "/auth/corp/login", "", 200, "ldap at corp"},
		{"another method", "GET", "/auth/corp/login", "", 200, "page at corp"},
		{"one name twice", "GET", "/users/1/friends/2", "", 200, "friend 2 of 1"},
		{"parameters in the query of the path", "GET", "/search?q=x&page=3", "", 200, "search x, page 3"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			s.Do(t, tt.method, tt.path, "", "X-Target: "+tt.target).Is(tt.status, tt.body)
		})
	}
	t.Run("what fits none", func(t *testing.T) {
		s.Do(t, "POST", "/?Action=Explode", "").Is(422, `{"detail":[{"type":"enum","loc":["query","Action"],"msg":"must be 'CopyImage'","input":"Explode","ctx":{"expected":"'CopyImage'"}}]}`)
	})
	t.Run("the query is required", func(t *testing.T) {
		s.Get(t, "/buckets/b").Is(422, `{"detail":[{"type":"missing","loc":["query","acl"],"msg":"is required","input":null}]}`)
	})
}

func TestTheProgramChooses(t *testing.T) {
	s := casetest.Serve(t, func(e *echo.Echo, o rest.Options) error {
		o.Choose = func(r *http.Request, same []*rest.Operation) *rest.Operation {
			for _, op := range same {
				if strings.HasPrefix(r.URL.Path, "/auth/oidc") && op.ID == api.OperationOidcLogin {
					return op
				}
			}
			return nil
		}
		return api.Register(e, handlers{}, o)
	})
	s.Do(t, "POST", "/auth/oidc/login", "").Is(200, "oidc at oidc")
	s.Do(t, "POST", "/auth/corp/login", "").Is(200, "ldap at corp")
}
