package service

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"strings"
	"sync"
	"testing"

	"github.com/labstack/echo/v4"

	"github.com/specho/specho/generated"
	"github.com/specho/specho/internal/cases/casetest"
	"github.com/specho/specho/rest"
)

// guard checks bearer tokens as a test likes.
type guard struct {
	*sessions
	check func() (caller, error)
}

func (g guard) BearerAuth(context.Context, rest.Bearer) (caller, error) { return g.check() }

// TestTroubledAuthenticator: what the authenticator raises is answered like a
// handler's errors.
func TestTroubledAuthenticator(t *testing.T) {
	c := newContract(t)
	for _, tt := range []struct {
		name   string
		check  func() (caller, error)
		status int
		header string
	}{
		{"error", func() (caller, error) { return caller{}, errors.New(inside) }, 500, ""},
		{"panic", func() (caller, error) { panic(inside) }, 500, ""},
		{"unauthorized", func() (caller, error) { return caller{}, rest.ErrUnauthorized }, 401, "Bearer"},
		{"unauthorized, wrapped", func() (caller, error) { return caller{}, errors.Join(errors.New(inside), rest.ErrUnauthorized) }, 401, "Bearer"},
		{"forbidden", func() (caller, error) { return caller{}, rest.ErrForbidden }, 403, ""},
		{"raised 401", func() (caller, error) { return caller{}, rest.Raise(401, "the token has expired") }, 401, "Bearer"},
		{"raised 503", func() (caller, error) { return caller{}, rest.Raise(503) }, 503, ""},
		{"branch", func() (caller, error) { return caller{}, tourism.NewForbidden("not you") }, 403, ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			s, j, e := testService(t, ""), &casetest.Journal{}, echo.New()
			if err := tourism.Register(e, s, guard{s.sessions, tt.check}, rest.Options{Tasks: s.background, Logger: slog.New(slog.NewTextHandler(j, nil))}); err != nil {
				t.Fatal(err)
			}
			w := &world{t: t, service: s, url: casetest.Listen(t, e, j) + "/v1", contract: c, log: j}
			a := w.send("GET", "/tourists/"+towerID.String(), nil, "Authorization: Bearer x")
			a.isProblem(tt.status)
			if got := a.Header.Get("WWW-Authenticate"); got != tt.header {
				t.Errorf("WWW-Authenticate is %q, want %q", got, tt.header)
			}
		})
	}
}

// TestTroubledMiddleware: errors, panics and silence of middleware leave through
// the operation's branches, too.
func TestTroubledMiddleware(t *testing.T) {
	c := newContract(t)
	for _, tt := range []struct {
		name   string
		act    func(next echo.HandlerFunc, c echo.Context) error
		status int
	}{
		{"error", func(echo.HandlerFunc, echo.Context) error { return errors.New(inside) }, 500},
		{"panic", func(echo.HandlerFunc, echo.Context) error { panic(inside) }, 500},
		{"raised", func(echo.HandlerFunc, echo.Context) error { return rest.Raise(429, "slow down") }, 429},
		{"echo.HTTPError", func(echo.HandlerFunc, echo.Context) error { return echo.NewHTTPError(403, "no") }, 403},
		{"echo.ErrUnauthorized", func(echo.HandlerFunc, echo.Context) error { return echo.ErrUnauthorized }, 401},
		{"branch", func(echo.HandlerFunc, echo.Context) error { return tourism.NewNotFound("gone") }, 404},
		{"silence", func(echo.HandlerFunc, echo.Context) error { return nil }, 500},
		{"handler called twice", func(next echo.HandlerFunc, c echo.Context) error { _ = next(c); return next(c) }, 404},
	} {
		for where, place := range map[string]func(m echo.MiddlewareFunc) rest.Options{
			"everywhere": func(m echo.MiddlewareFunc) rest.Options { return rest.Options{Middleware: []echo.MiddlewareFunc{m}} },
			"tag": func(m echo.MiddlewareFunc) rest.Options {
				return rest.Options{TagMiddleware: map[string][]echo.MiddlewareFunc{tourism.TagDestinations: {m}}}
			},
			"operation": func(m echo.MiddlewareFunc) rest.Options {
				return rest.Options{OperationMiddleware: map[string][]echo.MiddlewareFunc{tourism.OperationGetDestination: {m}}}
			},
			"echo": func(echo.MiddlewareFunc) rest.Options { return rest.Options{} },
		} {
			t.Run(tt.name+" in "+where, func(t *testing.T) {
				if where == "echo" && (tt.name == "panic" || tt.name == "silence") {
					t.Skip("Echo's own middleware: its panics go to net/http, its silence is an empty 200")
				}
				m := func(next echo.HandlerFunc) echo.HandlerFunc {
					return func(c echo.Context) error { return tt.act(next, c) }
				}
				s, j, e := testService(t, ""), &casetest.Journal{}, echo.New()
				o := place(m)
				o.Logger = slog.New(slog.NewTextHandler(j, nil))
				o.Errors, o.Tasks = s.options(o.Logger).Errors, s.background
				if where == "echo" {
					e.Use(m)
				}
				if err := tourism.Register(e, s, s.sessions, o); err != nil {
					t.Fatal(err)
				}
				w := &world{t: t, service: s, url: casetest.Listen(t, e, j) + "/v1", contract: c, log: j}
				w.send("GET", "/destinations/"+towerID.String(), nil).isProblem(tt.status)
			})
		}
	}
}

// TestManyAtOnce: answers of requests at the same time do not mix.
func TestManyAtOnce(t *testing.T) {
	w := newWorld(t, newContract(t), nil)
	ines := w.signUp("ines")
	var wg sync.WaitGroup
	for i := range 20 {
		wg.Go(func() {
			for j := range 25 {
				id := "00000000-0000-4000-8000-" + strings.Repeat(string(rune('0'+i%10)), 6) + strings.Repeat(string(rune('0'+j%10)), 6)
				w.send("GET", "/bookings/"+id, nil, ines.auth).is(http.StatusNotFound, "there is no booking "+id, `"instance":"/v1/bookings/`+id)
			}
		})
	}
	wg.Wait()
	key := newKey()
	var first string
	var mu sync.Mutex
	for range 8 { // one booking, whoever comes first
		wg.Go(func() {
			a := w.send("POST", "/bookings", stayAt("2030-07-14", "2030-07-21"), ines.auth, key).is(201)
			mu.Lock()
			defer mu.Unlock()
			if first == "" {
				first = a.body
			}
			if a.body != first {
				t.Errorf("two bookings for one key:\n%s\n%s", first, a.body)
			}
		})
	}
	wg.Wait()
}
