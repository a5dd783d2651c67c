package created

import (
	"context"
	"strings"
	"testing"

	"github.com/labstack/echo/v4"

	"github.com/specho/specho/internal/cases/casetest"
	"github.com/specho/specho/internal/cases/created/api"
	"github.com/specho/specho/rest"
)

func TestMain(m *testing.M) { casetest.Main(m) }

type handlers struct{}

func (handlers) CreateUser(_ context.Context, req api.CreateUserRequest) (api.CreateUserResponse, error) {
	switch req.Body.Name {
	case "there":
		return api.CreateUserNoContent{}, nil
	case "nobody":
		return api.CreateUserCreated{}, nil
	}
	return api.CreateUserCreated{Body: &api.User{ID: 7, Name: req.Body.Name}}, nil
}

func TestBranches(t *testing.T) {
	s := casetest.Serve(t, func(e *echo.Echo, o rest.Options) error { return api.Register(e, handlers{}, o) })
	t.Run("B49 201 with its length", func(t *testing.T) {
		s.JSON(t, "POST", "/users", `{"name":"ann"}`).IsJSON(201, `{"id":7,"name":"ann"}`).Has("Content-Length", "21")
	})
	t.Run("B49 a long body", func(t *testing.T) {
		long := strings.Repeat("é", 50_000)
		s.JSON(t, "POST", "/users", `{"name":"`+long+`"}`).IsJSON(201, `{"id":7,"name":"`+long+`"}`).Has("Content-Length", "100018")
	})
	t.Run("B49 texts are escaped as JSON asks, and no more", func(t *testing.T) {
		s.JSON(t, "POST", "/users", `{"name":"\"\\\/\b\f\n\r\t\u0000\u001f<>&\u2028é\ud83d\ude00"}`).
			IsJSON(201, "{\"id\":7,\"name\":\"\\\"\\\\/\\b\\f\\n\\r\\t\\u0000\\u001f<>&\u2028é😀\"}")
	})
	t.Run("B52 204", func(t *testing.T) {
		s.JSON(t, "POST", "/users", `{"name":"there"}`).Is(204, "").Has("Content-Length").Has("Content-Type")
	})
	t.Run("B63 a branch without its body", func(t *testing.T) {
		s.JSON(t, "POST", "/users", `{"name":"nobody"}`).IsJSON(500, `{"detail":"Internal Server Error"}`)
		s.Log.Has(t, "the branch has no Body", `"operation":"createUser"`)
	})
}

const head = `package snippet

import (
	"context"

	"github.com/specho/specho/internal/cases/created/api"
)

type handlers struct{}

func (handlers) CreateUser(context.Context, api.CreateUserRequest) (api.CreateUserResponse, error) {
`

func TestCompiler(t *testing.T) {
	tests := []struct{ name, message, body string }{
		{"B52 204 has no body", "unknown field Body in struct literal", "return api.CreateUserNoContent{Body: &api.User{}}, nil\n}\n"},
		{"B52 the body of another branch", "cannot use", "return api.CreateUserCreated{Body: &api.UserIn{}}, nil\n}\n"},
		{"B52 a status that is not declared", "undefined: api.CreateUserOK", "return api.CreateUserOK{}, nil\n}\n"},
		{"B52 the answer of nothing", "does not implement api.CreateUserResponse", "return other{}, nil\n}\n\ntype other struct{ api.User }\n"},
		{"a handler with another signature", "wrong type for method CreateUser", "return nil, nil\n}\n\nvar _ api.Handlers = wrong{}\n\ntype wrong struct{}\n\nfunc (wrong) CreateUser(context.Context) (api.CreateUserResponse, error) { return nil, nil }\n"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) { casetest.Refused(t, tt.message, head+tt.body) })
	}
	t.Run("a good handler", func(t *testing.T) {
		casetest.Compiles(t, head+"return api.CreateUserNoContent{}, nil\n}\n\nvar _ api.Handlers = handlers{}\n")
	})
}
