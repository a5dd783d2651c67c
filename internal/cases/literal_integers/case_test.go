package literal

import (
	"context"
	"strings"
	"testing"

	"github.com/labstack/echo/v4"

	"github.com/specho/specho/internal/cases/casetest"
	"github.com/specho/specho/internal/cases/literal_integers/api"
	"github.com/specho/specho/rest"
)

func TestMain(m *testing.M) { casetest.Main(m) }

type handlers struct{}

func (handlers) Check(context.Context, api.CheckRequest) (api.CheckResponse, error) {
	return api.CheckNoContent{}, nil
}

func TestLiteralIntegers(t *testing.T) {
	s := casetest.Serve(t, func(e *echo.Echo, o rest.Options) error { return api.Register(e, handlers{}, o) })
	for _, member := range []string{
		`"plain":N`, `"small":N`, `"enum":N`, `"wide":N`, `"list":[N]`, `"map":{"a":N}`, `"either":N`, `"union":N`, `"checked":N`, `"inside":["a",N]`,
	} {
		for value, status := range map[string]int{"100": 204, "1": 204, "1.0": 422, "1e2": 422, "1E0": 422, "1.5": 422} {
			body := "{" + strings.ReplaceAll(member, "N", value) + "}"
			if r := s.JSON(t, "POST", "/check", body); r.Status != status {
				t.Errorf("%s: got %d %s, want %d", body, r.Status, r.Body, status)
			}
		}
	}
	s.JSON(t, "POST", "/check", `{"number":1.0,"plain":-0}`).Is(204, "")
	s.JSON(t, "POST", "/check", `{"plain":1.0}`).IsJSON(422, `{"detail":[{"type":"int_from_float","loc":["body","plain"],"msg":"must be an integer, without a fraction and an exponent","input":1.0}]}`)
}
