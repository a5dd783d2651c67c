package numbers

import (
	"context"
	"math"
	"testing"

	"github.com/labstack/echo/v4"

	"github.com/specho/specho/internal/cases/casetest"
	"github.com/specho/specho/internal/cases/invalid_numbers/api"
	"github.com/specho/specho/rest"
)

func TestMain(m *testing.M) { casetest.Main(m) }

type handlers []float64

func (h handlers) Readings(ctx context.Context, _ api.ReadingsRequest) (api.ReadingsResponse, error) {
	rest.ResponseHeader(ctx).Set("ETag", `"1"`)
	body := &api.ReadingsOKBody{Values: []api.ReadingsOKBodyValuesItem{}}
	for _, v := range h {
		body.Values = append(body.Values, api.ReadingsOKBodyValuesItem{V: v})
	}
	return api.ReadingsOK{Body: body}, nil
}

func serve(t *testing.T, values ...float64) *casetest.Server {
	return casetest.Serve(t, func(e *echo.Echo, o rest.Options) error { return api.Register(e, handlers(values), o) })
}

func TestNumbers(t *testing.T) {
	for name, v := range map[string]float64{"B56 NaN": math.NaN(), "B56 +Inf": math.Inf(1), "B56 -Inf": math.Inf(-1)} {
		t.Run(name, func(t *testing.T) {
			s := serve(t, 1, v)
			s.Get(t, "/readings").IsJSON(500, `{"detail":"Internal Server Error"}`).Has("ETag")
			s.Log.Has(t, `"operation":"readings"`, "values 1 v")
			if n := s.Log.Lines(); n != 1 {
				t.Errorf("%d log lines:\n%s", n, s.Log)
			}
		})
	}
	t.Run("numbers that JSON holds", func(t *testing.T) {
		serve(t, 0, math.Copysign(0, -1), 0.1, 1e21, 1e-7, 123456789.125, math.MaxFloat64, 5e-324).Get(t, "/readings").
			IsJSON(200, `{"values":[{"v":0},{"v":-0},{"v":0.1},{"v":1e+21},{"v":1e-7},{"v":123456789.125},{"v":1.7976931348623157e+308},{"v":5e-324}]}`)
	})
	t.Run("no values", func(t *testing.T) { serve(t).Get(t, "/readings").IsJSON(200, `{"values":[]}`) })
}
