package trees

import (
	"context"
	"strings"
	"testing"

	"github.com/labstack/echo/v4"

	"github.com/specho/specho/internal/cases/casetest"
	"github.com/specho/specho/internal/cases/recursive_types/api"
	"github.com/specho/specho/rest"
)

func TestMain(m *testing.M) { casetest.Main(m) }

type handlers struct{}

func (handlers) Echo(_ context.Context, req api.EchoRequest) (api.EchoResponse, error) {
	in := req.Body
	return api.EchoOK{Body: in}, nil
}

func TestTrees(t *testing.T) {
	s := casetest.Serve(t, func(e *echo.Echo, o rest.Options) error { return api.Register(e, handlers{}, o) })
	for _, body := range []string{
		`{"name":"a"}`,
		`{"name":"a","next":{"name":"b","next":{"name":"c"}}}`,
		`{"name":"a","children":[{"name":"b","children":[]},{"name":"c"}]}`,
		`{"name":"a","lists":[[],[[],[]]],"maps":{"a":{"b":{},"c":{}},"d":{},"e":{}}}`,
		`{"name":"a","origin":{"name":"b","origin":{"name":"c"}}}`,
		`{"name":"a","grove":{"tree":{"graft":{"graft":{}}}}}`,
		`{"name":"a","byName":{"x":{"name":"y"}},"leaf":{"parent":{"name":"p"},"value":["x",["y",[]]]}}`,
	} {
		t.Run(body, func(t *testing.T) { s.JSON(t, "POST", "/echo", body).IsJSON(200, body) })
	}
	t.Run("a violation deep down", func(t *testing.T) {
		s.JSON(t, "POST", "/echo", `{"name":"a","children":[{"name":"b"},{"name":"c","byName":{"x/y":{"leaf":{"value":["x",[1]]}}}}]}`).
			IsJSON(422, `{"detail":[{"type":"missing","loc":["body","children",1,"byName","x/y","name"],"msg":"is required","input":null},`+
				`{"type":"union_no_match","loc":["body","children",1,"byName","x/y","leaf","value",1,0],"msg":"must match one of the 2 schemas it can be","input":1}]}`)
	})
	t.Run("depth ends in a violation", func(t *testing.T) {
		deep := strings.Repeat(`{"name":"a","next":`, 100_000) + `{"name":"z"}` + strings.Repeat("}", 100_000)
		if r := s.JSON(t, "POST", "/echo", deep[:900_000]); r.Status != 422 || len(r.Body) > 10_000 {
			t.Errorf("got %d and %d bytes", r.Status, len(r.Body))
		}
		deep = strings.Repeat(`{"name":"a","next":`, 400) + `{"name":"z"}` + strings.Repeat("}", 400)
		s.JSON(t, "POST", "/echo", deep).IsJSON(200, deep)
	})
}
