package optional

import (
	"context"
	"testing"

	"github.com/labstack/echo/v4"

	"github.com/specho/specho/internal/cases/casetest"
	"github.com/specho/specho/internal/cases/optional_fields/api"
	"github.com/specho/specho/rest"
)

func TestMain(m *testing.M) { casetest.Main(m) }

type handlers struct{}

func (handlers) PutProfile(_ context.Context, req api.PutProfileRequest) (api.PutProfileResponse, error) {
	in := req.Body
	return api.PutProfileOK{Body: &api.Profile{
		Name: in.Name, Nick: in.Nick, Age: in.Age, City: in.City, Lang: in.Lang, Score: in.Score,
	}}, nil
}

func TestPresence(t *testing.T) {
	s := casetest.Serve(t, func(e *echo.Echo, o rest.Options) error { return api.Register(e, handlers{}, o) })
	tests := []struct {
		name, body string
		answer     string
	}{
		{"B54 absent is absent, defaults are there", `{"name":"a","nick":null}`, `{"name":"a","nick":null,"lang":"en","score":1.5}`},
		{"B54 null is null", `{"name":"a","nick":null,"city":null,"score":null}`, `{"name":"a","nick":null,"city":null,"lang":"en","score":null}`},
		{"B54 zero values are values", `{"name":"","nick":"","age":0,"city":"","lang":"","score":0}`, `{"name":"","nick":"","age":0,"city":"","lang":"","score":0}`},
		{"B54 a default that is sent", `{"name":"a","nick":"b","lang":"en"}`, `{"name":"a","nick":"b","lang":"en","score":1.5}`},
		{"B55 unknown and writeOnly members do not come back", `{"name":"a","nick":null,"password":"x","other":{"a":1}}`, `{"name":"a","nick":null,"lang":"en","score":1.5}`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) { s.JSON(t, "PUT", "/profile", tt.body).IsJSON(200, tt.answer) })
	}
	for _, tt := range []struct{ name, body, want string }{
		{"B54 required, but absent", `{"name":"a"}`, `{"detail":[{"type":"missing","loc":["body","nick"],"msg":"is required","input":null}]}`},
		{"B54 null, but not nullable", `{"name":null,"nick":null,"age":null,"lang":null}`, `{"detail":[` +
			`{"type":"string_type","loc":["body","name"],"msg":"must be a string","input":null},` +
			`{"type":"int_type","loc":["body","age"],"msg":"must be an integer","input":null},` +
			`{"type":"string_type","loc":["body","lang"],"msg":"must be a string","input":null}]}`},
	} {
		t.Run(tt.name, func(t *testing.T) { s.JSON(t, "PUT", "/profile", tt.body).IsJSON(422, tt.want) })
	}
}

const head = "package snippet\n\nimport \"github.com/specho/specho/internal/cases/optional_fields/api\"\n\n"

func TestInternalFieldsCannotLeak(t *testing.T) {
	t.Run("B55 writeOnly is no field of the answer", func(t *testing.T) {
		casetest.Refused(t, "unknown field Password", head+"var _ = api.Profile{Password: nil}\n")
	})
	t.Run("B55 readOnly is no field of the request", func(t *testing.T) {
		casetest.Refused(t, "unknown field ID", head+"var _ = api.ProfileInput{ID: nil}\n")
	})
	t.Run("B55 a type with more fields is not a body", func(t *testing.T) {
		casetest.Refused(t, "cannot use", head+"type row struct {\n\tapi.Profile\n\tHash string\n}\n\nvar _ = api.PutProfileOK{Body: &row{}}\n")
	})
}
