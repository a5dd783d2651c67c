package numbers

import (
	"context"
	"testing"

	"github.com/labstack/echo/v4"

	"github.com/specho/specho/internal/cases/casetest"
	"github.com/specho/specho/internal/cases/numbers/api"
	"github.com/specho/specho/rest"
)

func TestMain(m *testing.M) { casetest.Main(m) }

type handlers struct{}

func (handlers) Echo(_ context.Context, req api.EchoRequest) (api.EchoResponse, error) {
	in := req.Body
	return api.EchoOK{Body: in}, nil
}

func TestNumbers(t *testing.T) {
	s := casetest.Serve(t, func(e *echo.Echo, o rest.Options) error { return api.Register(e, handlers{}, o) })
	good := []struct{ name, body string }{
		{"B74 decimal text", `{"price":"0.1234567890123456789"}`},
		{"B74 decimal number", `{"exact":0.1234567890123456789}`},
		{"B74 many digits before the point", `{"price":"-123456789012345678901234567890.5"}`},
		{"B74 trailing zeros", `{"price":"12.50","exact":1.10}`},
		{"B79 int64 as text", `{"id":"9223372036854775807"}`},
		{"B79 the smallest", `{"id":"-9223372036854775808"}`},
		{"B79 uint64", `{"big":"18446744073709551615"}`},
		{"plain limits", `{"plain":-9223372036854775808,"small":-128,"safe":9007199254740991}`},
		{"uint64 by its limits", `{"unsigned":18446744073709551614}`},
		{"an integer of any size by its limits", `{"wide":-999999999999999999999999999995,"sum":18446744073709551615}`},
		{"an integer of any size by its format", `{"whole":1e308}`},
		{"an integer with a fraction of 0", `{"whole":123456789012345678901234567890.0}`},
		{"versions of UUIDs", `{"v4":"9f0c5a3e-1111-4222-8333-abcdefabcdef","v7":"9f0c5a3e-1111-7222-8333-abcdefabcdef"}`},
		{"floats", `{"single":0.1,"both":1e-7}`},
	}
	for _, tt := range good {
		t.Run(tt.name, func(t *testing.T) { s.JSON(t, "POST", "/echo", tt.body).IsJSON(200, tt.body) })
	}
	bad := []struct{ name, body string }{
		{"B74 an exponent", `{"price":"1e5"}`},
		{"B74 NaN", `{"price":"NaN"}`},
		{"B74 no digits", `{"price":"."}`},
		{"B74 a number for a text", `{"price":1.5}`},
		{"B74 a text for a number", `{"exact":"1.5"}`},
		{"B74 a limit on decimals", `{"ratio":"-0.0000000000000000001"}`},
		{"B79 2^63", `{"id":"9223372036854775808"}`},
		{"B79 a number", `{"id":1}`},
		{"B79 a plus sign", `{"id":"+1"}`},
		{"B79 a space", `{"id":" 1"}`},
		{"B79 a negative uint64", `{"big":"-1"}`},
		{"2^63 as a number", `{"plain":9223372036854775808}`},
		{"int8", `{"small":128}`},
		{"double-int", `{"safe":9007199254740992}`},
		{"double-int with a limit", `{"positive":9007199254740992}`},
		{"sf-integer", `{"header":1000000000000000}`},
		{"2^64", `{"unsigned":18446744073709551616}`},
		{"below a limit beyond int64", `{"wide":-1000000000000000000000000000005}`},
		{"no multiple", `{"wide":-999999999999999999999999999991}`},
		{"a limit beyond int64", `{"sum":18446744073709551616}`},
		{"a fraction in a wide integer", `{"sum":18446744073709551614.5}`},
		{"a fraction in a decimal that is an integer", `{"whole":0.1}`},
		{"another version of a UUID", `{"v4":"9f0c5a3e-1111-7222-8333-abcdefabcdef"}`},
		{"too large for float", `{"single":1e39}`},
		{"too large for double", `{"both":1e309}`},
	}
	for _, tt := range bad {
		t.Run(tt.name, func(t *testing.T) {
			if r := s.JSON(t, "POST", "/echo", tt.body); r.Status != 422 {
				t.Errorf("%s: got %d %s", tt.body, r.Status, r.Body)
			}
		})
	}
	t.Run("integers in other spellings", func(t *testing.T) {
		s.JSON(t, "POST", "/echo", `{"plain":1e2,"small":1.0,"safe":-0}`).IsJSON(200, `{"plain":100,"small":1,"safe":0}`)
	})
}
