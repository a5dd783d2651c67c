package rest

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/labstack/echo/v4"
)

type user struct{ name string }

// schemes are what the tests below authenticate with: the credentials "good" are
// good, "weak" are forbidden, "broken" break the authenticator.
func schemes() []Scheme {
	check := func(secret string) (user, error) {
		switch secret {
		case "good":
			return user{secret}, nil
		case "weak":
			return user{}, fmt.Errorf("roles: %w", ErrForbidden)
		case "broken":
			return user{}, errors.New("database is away")
		case "late":
			return user{}, Raise(401, "expired")
		case "poor":
			return user{}, Raise(402, "pay first").WithHeader("X-Price", "1")
		case "panic":
			panic("authenticator")
		}
		return user{}, fmt.Errorf("look up: %w", ErrUnauthorized)
	}
	return []Scheme{
		BearerScheme("token", func(_ context.Context, b Bearer) (user, error) {
			if len(b.Scopes) > 0 && b.Scopes[0] == "admin" {
				return user{}, ErrForbidden
			}
			return check(b.Token)
		}),
		BasicScheme("basic", func(_ context.Context, b Basic) (user, error) { return check(b.Password) }),
		APIKeyScheme("key", "header", "X-Key", func(_ context.Context, k APIKey) (*user, error) {
			u, err := check(k.Key)
			return &u, err
		}),
		APIKeyScheme("query", "query", "key", func(_ context.Context, k APIKey) (user, error) { return check(k.Key) }),
		APIKeyScheme("cookie", "cookie", "key", func(_ context.Context, k APIKey) (user, error) { return check(k.Key) }),
		AuthorizationScheme("digest", "Digest", func(_ context.Context, a Authorization) (user, error) { return check(a.Credentials) }),
	}
}

func uses(names ...string) SecurityRequirement {
	var r SecurityRequirement
	for _, n := range names {
		name, scopes, _ := strings.Cut(n, ":")
		u := SecurityUse{Scheme: name}
		if scopes != "" {
			u.Scopes = strings.Split(scopes, ",")
		}
		r = append(r, u)
	}
	return r
}

func TestSecurity(t *testing.T) {
	const bearer, basic = "Authorization: Bearer ", "Authorization: Basic "
	const goodBasic, badBasic = basic + "dTpnb29k", basic + "dTpiYWQ=" // u:good, u:bad
	or := func(r ...SecurityRequirement) []SecurityRequirement { return r }
	tests := []struct {
		name      string
		security  []SecurityRequirement
		target    string
		headers   []string
		status    int
		challenge string
	}{
		{"none needed", nil, "/thing", nil, 200, ""},
		{"no credentials", or(uses("token")), "/thing", nil, 401, "Bearer"},
		{"good", or(uses("token")), "/thing", []string{bearer + "good"}, 200, ""},
		{"scheme in any case", or(uses("token")), "/thing", []string{"Authorization: bEaReR   good"}, 200, ""},
		{"bad", or(uses("token")), "/thing", []string{bearer + "bad"}, 401, "Bearer"},
		{"empty token", or(uses("token")), "/thing", []string{"Authorization: Bearer "}, 401, "Bearer"},
		{"two headers", or(uses("token")), "/thing", []string{bearer + "good", bearer + "good"}, 401, "Bearer"},
		{"other scheme", or(uses("token")), "/thing", []string{goodBasic}, 401, "Bearer"},
		{"forbidden", or(uses("token")), "/thing", []string{bearer + "weak"}, 403, ""},
		{"scopes", or(uses("token:admin")), "/thing", []string{bearer + "good"}, 403, ""},
		{"authenticator fails", or(uses("token")), "/thing", []string{bearer + "broken"}, 500, ""},
		{"authenticator panics", or(uses("token")), "/thing", []string{bearer + "panic"}, 500, ""},
		{"authenticator raises", or(uses("token")), "/thing", []string{bearer + "poor"}, 402, ""},
		{"authenticator raises 401", or(uses("token")), "/thing", []string{bearer + "late"}, 401, "Bearer"},
		{"basic", or(uses("basic")), "/thing", []string{goodBasic}, 200, ""},
		{"basic bad", or(uses("basic")), "/thing", []string{badBasic}, 401, `Basic realm="api", charset="UTF-8"`},
		{"key", or(uses("key")), "/thing", []string{"X-Key: good"}, 200, ""},
		{"query key", or(uses("query")), "/thing?key=good", nil, 200, ""},
		{"cookie key", or(uses("cookie")), "/thing", []string{"Cookie: key=good"}, 200, ""},
		{"digest", or(uses("digest")), "/thing", []string{"Authorization: Digest good"}, 200, ""},
		{"or: second", or(uses("token"), uses("key")), "/thing", []string{"X-Key: good"}, 200, ""},
		{"or: bad first, good second", or(uses("token"), uses("key")), "/thing", []string{bearer + "bad", "X-Key: good"}, 200, ""},
		{"or: none", or(uses("token"), uses("basic")), "/thing", nil, 401, `Bearer|Basic realm="api", charset="UTF-8"`},
		{"or: forbidden beats unauthorized", or(uses("token"), uses("key")), "/thing", []string{bearer + "bad", "X-Key: weak"}, 403, ""},
		{"and: both", or(uses("token", "key")), "/thing", []string{bearer + "good", "X-Key: good"}, 200, ""},
		{"and: one missing", or(uses("token", "key")), "/thing", []string{bearer + "good"}, 401, "Bearer|ApiKey"},
		{"and: one bad", or(uses("token", "key")), "/thing", []string{bearer + "good", "X-Key: bad"}, 401, "Bearer|ApiKey"},
		{"anonymous", or(uses("token"), nil), "/thing", nil, 200, ""},
		{"anonymous with good credentials", or(nil, uses("token")), "/thing", []string{bearer + "good"}, 200, ""},
		{"anonymous with bad credentials", or(nil, uses("token")), "/thing", []string{bearer + "bad"}, 401, "Bearer"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			ran := false
			end := get(func(*Exchange) (Response, error) {
				ran = true
				return reply{200, "ok"}, nil
			})
			end.Operation.Security = tt.security
			e, j := echo.New(), &journal{}
			mountAt(t, e, j, API{Endpoints: []Endpoint{end}, Schemes: schemes()}, Options{PassUndeclared: true})
			w := call(e, "GET", tt.target, nil, tt.headers...)
			expect(t, w, tt.status, "")
			if got := strings.Join(w.Header()["Www-Authenticate"], "|"); got != tt.challenge {
				t.Errorf("WWW-Authenticate %q, want %q", got, tt.challenge)
			}
			if ran != (tt.status == 200) {
				t.Errorf("the handler ran: %v", ran)
			}
			if tt.status == 500 != (j.String() != "") {
				t.Errorf("log %q", j)
			}
		})
	}
}

// TestPrincipal: handlers get who the credentials belong to, by type and by scheme.
func TestPrincipal(t *testing.T) {
	end := get(func(x *Exchange) (Response, error) {
		ctx := x.Context()
		byType, ok := Principal[user](ctx)
		_, none := Principal[http.Header](ctx)
		byScheme, ok2 := PrincipalBy[*user](ctx, "key")
		_, wrong := PrincipalBy[user](ctx, "key")
		if !ok || none || !ok2 || wrong || byType.name != "good" || byScheme.name != "good" {
			t.Errorf("%v %v %v %v %v %v", byType, ok, none, byScheme, ok2, wrong)
		}
		return reply{200, "ok"}, nil
	})
	end.Operation.Security = []SecurityRequirement{uses("token", "key")}
	e := echo.New()
	mountAt(t, e, &journal{}, API{Endpoints: []Endpoint{end}, Schemes: schemes()}, Options{})
	expect(t, call(e, "GET", "/thing", nil, "Authorization: Bearer good", "X-Key: good"), 200, `"ok"`)
	if _, ok := Principal[user](context.Background()); ok {
		t.Error("a principal without a request")
	}
}
