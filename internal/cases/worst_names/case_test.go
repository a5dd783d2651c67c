package names

import (
	"context"
	"fmt"
	"net/url"
	"testing"

	"github.com/labstack/echo/v4"

	"github.com/specho/specho/internal/cases/casetest"
	"github.com/specho/specho/internal/cases/worst_names/api"
	"github.com/specho/specho/rest"
)

func TestMain(m *testing.M) { casetest.Main(m) }

type handlers struct{ api.Unimplemented }

func (handlers) Type(_ context.Context, req api.TypeRequest) (api.TypeResponse, error) {
	q := req.Query
	return api.Type{Body: fmt.Sprint(req.Path.Func, req.Path.Type, " ", q.Func.Value, req.Header.Func.Value, q.X.Value, q.Ctx.Value, q.Err.Value,
		q.P.Value, q.Body.Value, q.FilterName.Value, q.Top.Value, q.AB.Value, q.ABParam.Value, q.Ab.Value, q.N日本.Value, q.N123.Value)}, nil
}

func (handlers) Error(_ context.Context, req api.ErrorRequest) (api.ErrorResponse, error) {
	if req.Body.Error == "raise" {
		return nil, api.NewResponse(409, "raised")
	}
	in := req.Body
	return api.ErrorOK{Body: in}, nil
}

func (handlers) GetUser(_ context.Context, req api.GetUserRequest) (api.GetUserResponse, error) {
	in := req.Body
	return api.GetUserOK{Body: in}, nil
}

func (handlers) N123(context.Context, api.N123Request) (api.N123Response, error) {
	return api.N123OK{}, nil
}

func TestNames(t *testing.T) {
	s := casetest.Serve(t, func(e *echo.Echo, o rest.Options) error { return api.Register(e, handlers{}, o) })
	t.Run("parameters", func(t *testing.T) {
		q := url.Values{}
		for i, name := range []string{"func", "x", "ctx", "err", "body", "filter[name]", "a-b", "a_b", "ab", "日本", "123"} {
			q.Set(name, string(rune('a'+i)))
		}
		q.Set("p", "-1")
		q.Set("$top", "5")
		s.Get(t, "/type/p/7?"+q.Encode(), "func: H").Is(200, "p7 aHbcd-1ef5ghijk")
	})
	t.Run("properties named like methods", func(t *testing.T) {
		body := `{"Error":"a","error":"b","string":"c","int":1,"map":{"d":"e"},"MarshalJSON":"f","UnmarshalJSON":"g","AppendJSON":"h",` +
			`"DecodeJSON":"i","AdditionalProperties":"j","additional_properties":"k","StatusCode":2,"WriteResponse":"l","String":"m","other":3}`
		s.JSON(t, "POST", "/error", body).IsJSON(200, body)
	})
	t.Run("an alias keeps its limits", func(t *testing.T) {
		s.JSON(t, "POST", "/error", `{"Error":"","string":"long","map":{"a":"long"}}`).IsJSON(422, `{"error":"`+
			`body.string: must have at most 3 characters; body.map.a: must have at most 3 characters","status":422}`)
	})
	t.Run("an error branch named Response", func(t *testing.T) {
		s.JSON(t, "POST", "/error", `{"Error":"raise","string":"","map":{}}`).IsJSON(409, `{"error":"raised","status":409}`)
	})
	t.Run("keywords, digits, symbols, clashes", func(t *testing.T) {
		body := `{"break":"1","default":"2","func":"3","interface":{"type":"interface"},"":"4","1":"5","-1":6,"+1":7,"@type":"8","#":"9","_":"10","__":"11",` +
			`"ÄÖ":"12","名前":"13","ﬁ":"14","😀":"15","a b":"16","a.b":"17","a\"b":"18","a\\b":"19","a` + "`" + `b":"20","A B":"21","url":"22","URL":"23","nil":null,` +
			`"b":"24","d":"25","i":"26","o":"27","v":"28","codec":"29","rest":"30","enum":"\n","numbers":-9223372036854775808}`
		s.JSON(t, "POST", "/nil", body).IsJSON(200, body)
	})
	t.Run("enum values of symbols", func(t *testing.T) {
		for _, v := range []string{``, ` `, `*`, `+`, `-`, `1`, `1a`, `a`, `A`, `ä`, `a-b`, `a b`, `\"`, "`", `\n`, `\\`, `名`, `nil`, `true`, `Default`, `😀`} {
			s.JSON(t, "POST", "/nil", `{"enum":"`+v+`"}`).IsJSON(200, `{"enum":"`+v+`"}`)
		}
		if r := s.JSON(t, "POST", "/nil", `{"enum":"b"}`); r.Status != 422 {
			t.Errorf("got %d %s", r.Status, r.Body)
		}
	})
	t.Run("operations", func(t *testing.T) {
		s.Do(t, "DELETE", "/nil", "").Is(200, "")
		s.Do(t, "PUT", "/nil", "").Is(501, `{"error":"operation get_user is not implemented","status":501}`)
		s.Do(t, "PATCH", "/nil", "").Is(501, `{"error":"operation patch_nil is not implemented","status":501}`)
	})
}
