package secrets

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"testing"

	"github.com/labstack/echo/v4"

	"github.com/specho/specho/internal/cases/casetest"
	"github.com/specho/specho/internal/cases/secrets/api"
	"github.com/specho/specho/rest"
)

func TestMain(m *testing.M) { casetest.Main(m) }

const secret = "hunter22"

type handlers struct{ log *slog.Logger }

func (h handlers) Login(ctx context.Context, req api.LoginRequest) (api.LoginResponse, error) {
	h.log.InfoContext(ctx, "login", "body", req.Body, "password", req.Body.Password, "query", req.Query)
	if req.Body.User == "fail" {
		return nil, fmt.Errorf("cannot log %+v in with %v: %w", *req.Body, req.Query, errors.New("trouble"))
	}
	return api.LoginOK{Body: &api.LoginOKBody{Token: req.Body.Password}}, nil
}

func TestSecrets(t *testing.T) {
	s := casetest.Serve(t, func(e *echo.Echo, o rest.Options) error { return api.Register(e, handlers{o.Logger}, o) })
	t.Run("B77 the wire has it where the document says so", func(t *testing.T) {
		s.JSON(t, "POST", "/login?key=hunter22", `{"user":"ann","password":"hunter22"}`).IsJSON(200, `{"token":"hunter22"}`)
	})
	t.Run("B77 errors and logs do not", func(t *testing.T) {
		s.JSON(t, "POST", "/login?key=hunter22", `{"user":"fail","password":"hunter22"}`).IsJSON(500, `{"detail":"Internal Server Error"}`)
		s.Log.Has(t, "cannot log", "trouble")
		s.Log.Lacks(t, secret)
	})
	t.Run("B77 violations do not", func(t *testing.T) {
		s.JSON(t, "POST", "/login?key=abc", `{"user":"a","password":"hunter2"}`).IsJSON(422, `{"detail":[`+
			`{"type":"string_too_short","loc":["query","key"],"msg":"must have at least 4 characters","ctx":{"min_length":4}},`+
			`{"type":"string_too_short","loc":["body","password"],"msg":"must have at least 8 characters","ctx":{"min_length":8}}]}`)
		s.Log.Lacks(t, "hunter2")
	})
}

// TestMasked: package slog asks values how they are logged, but not the items of a
// slice; rest.Masked does.
func TestMasked(t *testing.T) {
	v := api.Login{User: "ann", Password: secret}
	for name, logged := range map[string]any{
		"a slice": []api.Login{v}, "pointers": []*api.Login{&v}, "a map": map[string]api.Login{"a": v}, "secrets": []rest.Secret{v.Password},
		"a group": slog.GroupValue(slog.Any("in", []api.Login{v})), "a value": v,
	} {
		t.Run("B77 "+name, func(t *testing.T) {
			var b bytes.Buffer
			log := slog.New(rest.Masked(slog.NewJSONHandler(&b, nil)))
			log.With("before", logged).WithGroup("g").Info("login", "after", logged)
			casetest.Hidden(t, b.String(), secret)
			if name != "secrets" && !strings.Contains(b.String(), `"user":"ann"`) {
				t.Errorf("logged %s", b.String())
			}
		})
	}
	var b bytes.Buffer
	slog.New(rest.Masked(slog.NewTextHandler(&b, nil))).Info("m", "n", 1, "err", errors.New("trouble"), "list", []string{"a"})
	if got := b.String(); !strings.HasSuffix(got, "level=INFO msg=m n=1 err=trouble list=[a]\n") {
		t.Errorf("logged %s", got)
	}
}

func TestFormats(t *testing.T) {
	v := api.Login{User: "ann", Password: secret}
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%X", "%d"} {
		t.Run("B77 "+verb, func(t *testing.T) {
			for _, x := range []any{v, &v, v.Password, []rest.Secret{v.Password}, map[string]rest.Secret{"a": v.Password}, rest.Some(v.Password)} {
				casetest.Hidden(t, fmt.Sprintf(verb, x), secret, "68756e746572", "68756E746572")
			}
		})
	}
	t.Run("B77 empty shows as empty", func(t *testing.T) {
		if got := fmt.Sprintf("%v|%s|%+v", rest.Secret(""), rest.Secret(""), rest.Secret("")); got != "||" {
			t.Errorf("got %q", got)
		}
	})
	t.Run("B77 JSON has the value: it is the wire form", func(t *testing.T) {
		if b, err := json.Marshal(&v); err != nil || string(b) != `{"user":"ann","password":"hunter22"}` {
			t.Errorf("got %s, %v", b, err)
		}
	})
}
