package maps

import (
	"context"
	"testing"

	"github.com/labstack/echo/v4"

	"github.com/specho/specho/internal/cases/casetest"
	"github.com/specho/specho/internal/cases/maps/api"
	"github.com/specho/specho/rest"
)

func TestMain(m *testing.M) { casetest.Main(m) }

type handlers struct{}

func (handlers) Echo(_ context.Context, req api.EchoRequest) (api.EchoResponse, error) {
	in := req.Body
	return api.EchoOK{Body: in}, nil
}

func TestMaps(t *testing.T) {
	s := casetest.Serve(t, func(e *echo.Echo, o rest.Options) error { return api.Register(e, handlers{}, o) })
	for _, body := range []string{
		`{}`, `{"counts":{}}`, `{"counts":{"":0,"a b":1,"é\"":2}}`, `{"lists":{"a":[],"b":["x"]}}`,
		`{"free":{"a":{"b":[1,2.50,null,1e400]},"c":"\u00e9"}}`, `{"any":null}`, `{"any":[{}]}`,
		`{"nullable":{"a":null,"b":""}}`, `{"open":{"id":1,"a":"x","z":"y"}}`,
	} {
		t.Run(body, func(t *testing.T) { s.JSON(t, "POST", "/echo", body).IsJSON(200, body) })
	}
	t.Run("keys are sorted", func(t *testing.T) {
		s.JSON(t, "POST", "/echo", `{"counts":{"b":2,"a":1},"open":{"z":"1","id":1,"a":"2"}}`).
			IsJSON(200, `{"counts":{"a":1,"b":2},"open":{"id":1,"a":"2","z":"1"}}`)
	})
	for body, want := range map[string]string{
		`{"counts":{"a":-1}}`:           `{"type":"greater_than_equal","loc":["body","counts","a"],"msg":"must be at least 0","input":-1,"ctx":{"ge":0}}`,
		`{"counts":{"a":1,"\u0061":2}}`: `{"type":"json_duplicate","loc":["body","counts","a"],"msg":"must not be given twice","input":"\u0061"}`,
		`{"lists":{"a":[1]}}`:           `{"type":"string_type","loc":["body","lists","a",0],"msg":"must be a string","input":1}`,
		`{"free":[]}`:                   `{"type":"dict_type","loc":["body","free"],"msg":"must be an object"}`,
		`{"open":{"id":1,"a":1}}`:       `{"type":"string_type","loc":["body","open","a"],"msg":"must be a string","input":1}`,
	} {
		t.Run(body, func(t *testing.T) { s.JSON(t, "POST", "/echo", body).IsJSON(422, `{"detail":[`+want+`]}`) })
	}
}
