package allof

import (
	"context"
	"testing"

	"github.com/labstack/echo/v4"

	"github.com/specho/specho/internal/cases/all_of/api"
	"github.com/specho/specho/internal/cases/casetest"
	"github.com/specho/specho/rest"
)

func TestMain(m *testing.M) { casetest.Main(m) }

type handlers struct{}

func (handlers) Echo(_ context.Context, req api.EchoRequest) (api.EchoResponse, error) {
	return api.EchoOK{Body: answer(req.Body)}, nil
}

// answer gives what was sent, and the badge a number: requests do not have one.
func answer(in *api.EmployeeInput) *api.Employee {
	if in == nil {
		return nil
	}
	out := &api.Employee{Name: in.Name, Age: in.Age, Salary: in.Salary, Boss: answer(in.Boss)}
	if b := in.Badge; b != nil {
		out.Badge = &api.EmployeeBadge{Number: 7, Issued: b.Issued, Room: b.Room}
	}
	return out
}

func TestAllOf(t *testing.T) {
	s := casetest.Serve(t, func(e *echo.Echo, o rest.Options) error { return api.Register(e, handlers{}, o) })
	for _, body := range []string{`{"name":"ann","salary":1.5}`, `{"name":"ann","age":150,"salary":1,"boss":{"name":"bob","salary":2}}`} {
		t.Run(body, func(t *testing.T) { s.JSON(t, "POST", "/echo", body).IsJSON(200, body) })
	}
	t.Run("annotations alone", func(t *testing.T) {
		s.JSON(t, "POST", "/echo", `{"name":"ann","salary":1,"badge":{"issued":"x"}}`).IsJSON(200, `{"name":"ann","salary":1,"badge":{"number":7,"issued":"x","room":"lobby"}}`)
	})
	for body, want := range map[string]string{
		`{"salary":1}`:                        `{"type":"missing","loc":["body","name"],"msg":"is required","input":null}`,
		`{"name":"ann"}`:                      `{"type":"missing","loc":["body","salary"],"msg":"is required","input":null}`,
		`{"name":"a","salary":1}`:             `{"type":"string_too_short","loc":["body","name"],"msg":"must have at least 2 characters","input":"a","ctx":{"min_length":2}}`,
		`{"name":"elevenchars","salary":1}`:   `{"type":"string_too_long","loc":["body","name"],"msg":"must have at most 10 characters","input":"elevenchars","ctx":{"max_length":10}}`,
		`{"name":"ann","salary":1,"age":151}`: `{"type":"less_than_equal","loc":["body","age"],"msg":"must be at most 150","input":151,"ctx":{"le":150}}`,
		`{"name":"ann","salary":1,"age":-1}`:  `{"type":"greater_than_equal","loc":["body","age"],"msg":"must be at least 0","input":-1,"ctx":{"ge":0}}`,
	} {
		t.Run(body, func(t *testing.T) { s.JSON(t, "POST", "/echo", body).IsJSON(422, `{"detail":[`+want+`]}`) })
	}
}
