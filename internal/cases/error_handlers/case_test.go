package handlers

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/labstack/echo/v4"

	"github.com/specho/specho/internal/cases/casetest"
	"github.com/specho/specho/internal/cases/error_handlers/api"
	"github.com/specho/specho/rest"
)

func TestMain(m *testing.M) { casetest.Main(m) }

type missing struct{ what string }

func (m *missing) Error() string { return "no " + m.what }

type tooMany struct{ missing }

type handlers struct{ fail error }

func (h handlers) Brew(context.Context, api.BrewRequest) (api.BrewResponse, error) {
	return api.BrewOK{}, h.fail
}

func serve(t *testing.T, fail error, all ...rest.ErrorHandler) *casetest.Server {
	return casetest.Serve(t, func(e *echo.Echo, o rest.Options) error {
		o.Errors = all
		return api.Register(e, handlers{fail}, o)
	})
}

const good = `{"cups":1,"milk":true}`

func TestErrorTypes(t *testing.T) {
	byMissing := rest.HandleError(func(_ context.Context, m *missing) *rest.HTTPException { return rest.Raise(404, "there is no "+m.what) })
	byMany := rest.HandleError(func(context.Context, *tooMany) *rest.HTTPException { return rest.Raise(409, "too many") })
	byAny := rest.HandleError(func(context.Context, error) *rest.HTTPException { return rest.Raise(418, "any") })
	tests := []struct {
		name   string
		fail   error
		status int
		body   string
	}{
		{"B21 own type", &missing{"tea"}, 404, `{"detail":"there is no tea"}`},
		{"B21 wrapped", fmt.Errorf("brew: %w", &missing{"milk"}), 404, `{"detail":"there is no milk"}`},
		{"B21 most specific", &tooMany{missing{"cups"}}, 409, `{"detail":"too many"}`},
		{"B21 most general", errors.New("x"), 418, `{"detail":"any"}`},
		{"B21 an exception is not an error of the program", rest.Raise(404, "raised"), 404, `{"detail":"raised"}`},
		{"B21 a branch neither", api.NewError(409, "branch"), 409, `{"detail":"branch"}`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			serve(t, tt.fail, byMany, byMissing, byAny).JSON(t, "POST", "/teapot", good).IsJSON(tt.status, tt.body)
		})
	}
}

func TestStatusHandlers(t *testing.T) {
	teapot := rest.HandleStatus(418, func(_ context.Context, e *rest.HTTPException) *rest.HTTPException {
		return rest.Raise(418, fmt.Sprintf("handled: %v", e.Detail)).WithHeader("X-Teapot", "yes")
	})
	byAny := rest.HandleError(func(context.Context, error) *rest.HTTPException { return rest.Raise(409, "any") })
	t.Run("B22 a handler of a status", func(t *testing.T) {
		serve(t, rest.Raise(418, "short"), byAny, teapot).JSON(t, "POST", "/teapot", good).
			IsJSON(418, `{"detail":"handled: short"}`).Has("X-Teapot", "yes")
		serve(t, rest.Raise(404, "gone"), byAny, teapot).JSON(t, "POST", "/teapot", good).IsJSON(404, `{"detail":"gone"}`)
	})
	t.Run("B22 of 500 and of an unknown path", func(t *testing.T) {
		whoops := rest.HandleStatus(500, func(_ context.Context, e *rest.HTTPException) *rest.HTTPException {
			return rest.Raise(409, "whoops, "+e.Unwrap().Error())
		})
		gone := rest.HandleStatus(404, func(context.Context, *rest.HTTPException) *rest.HTTPException { return rest.Raise(404, "nothing here") })
		s := serve(t, errors.New("inside"), whoops, gone)
		s.JSON(t, "POST", "/teapot", good).IsJSON(409, `{"detail":"whoops, inside"}`)
		s.Get(t, "/nowhere").IsJSON(404, `{"detail":"nothing here"}`)
	})
	t.Run("B24 a handler of a status panics", func(t *testing.T) {
		s := serve(t, rest.Raise(418), rest.HandleStatus(418, func(context.Context, *rest.HTTPException) *rest.HTTPException { panic("oops") }))
		s.JSON(t, "POST", "/teapot", good).IsJSON(500, `{"detail":"Internal Server Error"}`)
		s.Log.Has(t, "oops")
	})
}

func TestValidationHandler(t *testing.T) {
	own := rest.HandleError(func(_ context.Context, f *rest.Failure) *rest.HTTPException {
		if len(f.Violations) == 0 {
			return nil
		}
		var all []string
		for _, v := range f.Violations {
			all = append(all, v.Type+" at "+v.Pointer())
		}
		return rest.Raise(409, map[string]any{"errors": all, "body": string(f.Body)})
	})
	t.Run("B23 all violations and the body", func(t *testing.T) {
		s := serve(t, nil, own)
		body := `{"cups":"x","milk":1}`
		s.JSON(t, "POST", "/teapot", body).
			IsJSON(409, `{"detail":{"body":"{\"cups\":\"x\",\"milk\":1}","errors":["int_type at /body/cups","bool_type at /body/milk"]}}`)
		s.JSON(t, "POST", "/teapot", strings.Repeat(" ", 9000)+good).Is(200, "")
		s.Get(t, "/nowhere").IsJSON(404, `{"detail":"Not Found"}`)
	})
}
