package rest

import (
	"context"
	"crypto/tls"
	"errors"
	"net/http"
	"strings"
)

// Scheme is a security scheme of the document with the program's authenticator.
type Scheme struct {
	Name      string
	challenge string // WWW-Authenticate of a 401, RFC 9110 section 11.6.1
	check     func(x *Exchange, scopes []string) (principal any, present bool, err error)
}

// Bearer credentials (RFC 6750), also for oauth2 and openIdConnect.
type Bearer struct {
	Token  string
	Scopes []string // what the operation needs
}

// Basic credentials (RFC 7617).
type Basic struct {
	Username, Password string
	Scopes             []string
}

// APIKey is the value of a header, query parameter or cookie.
type APIKey struct {
	Key    string
	Scopes []string
}

// MutualTLS is a verified client certificate.
type MutualTLS struct {
	State  *tls.ConnectionState
	Scopes []string
}

// Authorization is an Authorization header of any other scheme.
type Authorization struct {
	Credentials string // what follows the scheme's name
	Scopes      []string
}

// Request is a request with credentials of a scheme that the document does not
// describe. The authenticator looks for them itself.
type Request struct {
	*http.Request
	Scopes []string // what the operation needs
}

type principal struct {
	scheme string
	value  any
}

func (c *requestContext) list() []principal {
	if c == nil || c.principals == nil {
		return nil
	}
	return *c.principals
}

// Principal returns who the request's credentials belong to, as an authenticator
// returned it; ok is false for anonymous requests and other types.
func Principal[P any](ctx context.Context) (p P, ok bool) {
	for _, e := range requestOf(ctx).list() {
		if p, ok = e.value.(P); ok {
			return p, true
		}
	}
	return p, false
}

// PrincipalBy is Principal for one scheme of the document.
func PrincipalBy[P any](ctx context.Context, scheme string) (p P, ok bool) {
	for _, e := range requestOf(ctx).list() {
		if e.scheme == scheme {
			p, ok = e.value.(P)
			return p, ok
		}
	}
	return p, false
}

// BearerScheme checks bearer tokens with f.
func BearerScheme[P any](name string, f func(context.Context, Bearer) (P, error)) Scheme {
	return Scheme{Name: name, challenge: "Bearer", check: func(x *Exchange, scopes []string) (any, bool, error) {
		t, ok := authorization(x, "bearer")
		if !ok {
			return nil, false, nil
		}
		p, err := f(x.Context(), Bearer{Token: t, Scopes: scopes})
		return p, true, err
	}}
}

// BasicScheme checks user names and passwords with f.
func BasicScheme[P any](name string, f func(context.Context, Basic) (P, error)) Scheme {
	return Scheme{Name: name, challenge: `Basic realm="api", charset="UTF-8"`, check: func(x *Exchange, scopes []string) (any, bool, error) {
		u, pw, ok := x.Request().BasicAuth()
		if !ok {
			return nil, false, nil
		}
		p, err := f(x.Context(), Basic{Username: u, Password: pw, Scopes: scopes})
		return p, true, err
	}}
}

// AuthorizationScheme checks the credentials of another HTTP authentication scheme with f.
func AuthorizationScheme[P any](name, scheme string, f func(context.Context, Authorization) (P, error)) Scheme {
	return Scheme{Name: name, challenge: scheme, check: func(x *Exchange, scopes []string) (any, bool, error) {
		t, ok := authorization(x, scheme)
		if !ok {
			return nil, false, nil
		}
		p, err := f(x.Context(), Authorization{Credentials: t, Scopes: scopes})
		return p, true, err
	}}
}

// APIKeyScheme checks keys found in a header, a query parameter or a cookie
// ("header", "query", "cookie") with f.
func APIKeyScheme[P any](name, in, parameter string, f func(context.Context, APIKey) (P, error)) Scheme {
	return Scheme{Name: name, challenge: "ApiKey", check: func(x *Exchange, scopes []string) (any, bool, error) {
		k := apiKey(x.Request(), in, parameter)
		if k == "" {
			return nil, false, nil
		}
		p, err := f(x.Context(), APIKey{Key: k, Scopes: scopes})
		return p, true, err
	}}
}

// MutualTLSScheme checks client certificates with f.
func MutualTLSScheme[P any](name string, f func(context.Context, MutualTLS) (P, error)) Scheme {
	return Scheme{Name: name, check: func(x *Exchange, scopes []string) (any, bool, error) {
		t := x.Request().TLS
		if t == nil || len(t.VerifiedChains) == 0 {
			return nil, false, nil
		}
		p, err := f(x.Context(), MutualTLS{State: t, Scopes: scopes})
		return p, true, err
	}}
}

// RequestScheme checks whole requests with f, for a scheme that the document uses
// but does not describe.
func RequestScheme[P any](name string, f func(context.Context, Request) (P, error)) Scheme {
	return Scheme{Name: name, check: func(x *Exchange, scopes []string) (any, bool, error) {
		p, err := f(x.Context(), Request{Request: x.Request(), Scopes: scopes})
		return p, !errors.Is(err, ErrNoCredentials), err
	}}
}

func apiKey(r *http.Request, in, parameter string) string {
	switch in {
	case "header":
		return r.Header.Get(parameter)
	case "query":
		return r.URL.Query().Get(parameter)
	}
	if c, err := r.Cookie(parameter); err == nil {
		return c.Value
	}
	return ""
}

// authorization returns what follows the scheme in the Authorization header.
func authorization(x *Exchange, scheme string) (string, bool) {
	v := x.Request().Header["Authorization"]
	if len(v) != 1 {
		return "", false
	}
	name, rest, ok := strings.Cut(v[0], " ")
	if !ok || !strings.EqualFold(name, scheme) {
		return "", false
	}
	rest = strings.TrimLeft(rest, " ")
	return rest, rest != ""
}

// ErrForbidden is for authenticators: the credentials are good but do not allow
// the operation, so 403. Other errors but ErrUnauthorized and exceptions are 500.
var ErrForbidden = errors.New("forbidden")

// ErrNoCredentials is for authenticators that get a whole request: it carries none
// of their credentials, so 401 unless the operation takes others or anonymous requests.
var ErrNoCredentials = errors.New("no credentials")

// ErrUnauthorized is for authenticators: the credentials are not good, so 401.
var ErrUnauthorized = errors.New("unauthorized")

// authenticate meets one of the operation's requirements, the first that can be.
func (s *Server) authenticate(x *Exchange, op *Operation) error {
	var refused error
	presented, anonymous := false, false
	for _, req := range op.Security {
		if len(req) == 0 {
			anonymous = true
			continue
		}
		ps, present, err := s.meet(x, req)
		if present && err == nil {
			x.context().principals = &ps
			return nil
		}
		presented = presented || present
		if err != nil && (refused == nil || errors.Is(err, ErrForbidden)) {
			refused = err
		}
	}
	if anonymous && !presented {
		return nil
	}
	return s.unauthenticated(x, op, refused)
}

// meet checks all schemes of one requirement. present tells whether credentials
// for each of them came with the request.
func (s *Server) meet(x *Exchange, req SecurityRequirement) (ps []principal, present bool, err error) {
	for _, use := range req {
		p, there, err := s.schemes[use.Scheme].check(x, use.Scopes)
		if !there {
			return nil, false, nil
		}
		if err != nil {
			return nil, true, err
		}
		ps = append(ps, principal{scheme: use.Scheme, value: p})
	}
	return ps, true, nil
}

func (s *Server) unauthenticated(x *Exchange, op *Operation, err error) error {
	var e *HTTPException
	switch {
	case errors.Is(err, ErrForbidden):
		return &Failure{Status: http.StatusForbidden, cause: err}
	case errors.As(err, &e):
		if e.Status == http.StatusUnauthorized {
			s.challenge(x, op)
		}
		return err
	case err != nil && !errors.Is(err, ErrUnauthorized):
		return err
	}
	s.challenge(x, op)
	return &Failure{Status: http.StatusUnauthorized, cause: err}
}

// challenge sets WWW-Authenticate, one value a scheme.
func (s *Server) challenge(x *Exchange, op *Operation) {
	h := x.Header()
	h.Del("WWW-Authenticate")
	seen := map[string]bool{}
	for _, req := range op.Security {
		for _, use := range req {
			if c := s.schemes[use.Scheme].challenge; c != "" && !seen[c] {
				seen[c] = true
				h.Add("WWW-Authenticate", c)
			}
		}
	}
}
