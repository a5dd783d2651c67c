package fastapi

import (
	"context"
	"fmt"
	"testing"

	"github.com/labstack/echo/v4"

	"github.com/specho/specho/internal/cases/casetest"
	"github.com/specho/specho/internal/cases/from_fastapi/api"
	"github.com/specho/specho/rest"
)

func TestMain(m *testing.M) { casetest.Main(m) }

type handlers struct{}

func (handlers) LoginTokenPost(_ context.Context, req api.LoginTokenPostRequest) (api.LoginTokenPostResponse, error) {
	f := req.Body
	if f.Password != "pw" {
		return nil, rest.Raise(422, "no such user")
	}
	return api.LoginTokenPostOK{Body: &api.Token{AccessToken: f.Username + "/" + f.Scope, TokenType: "bearer"}}, nil
}

func (handlers) UpdateItemItemsItemIDPut(ctx context.Context, req api.UpdateItemItemsItemIDPutRequest) (api.UpdateItemItemsItemIDPutResponse, error) {
	who, _ := rest.Principal[string](ctx)
	q := req.Query
	either := ""
	switch v := q.Either.Value.(type) {
	case api.UpdateItemItemsItemIDPutEitherInteger:
		either = fmt.Sprint("int ", v.Value)
	case api.UpdateItemItemsItemIDPutEitherString:
		either = fmt.Sprint("string ", v.Value)
	}
	rest.ResponseHeader(ctx).Set("X-Seen", fmt.Sprint(who, req.Path.ItemID, q.Q, q.Tags, either, req.Header.XToken, req.Cookie.AdsID))
	out := &api.ItemOutput{Name: req.Body.Name, Tax: req.Body.Tax}
	switch v := req.Body.Price.Value.(type) {
	case api.ItemInputPriceNumber:
		out.Price = fmt.Sprint(v.Value)
	case api.ItemInputPriceString:
		out.Price = v.Value
	}
	return api.UpdateItemItemsItemIDPutOK{Body: out}, nil
}

func (handlers) RootGet(context.Context, api.RootGetRequest) (api.RootGetResponse, error) {
	v, err := rest.JSONable(map[string]any{"Hello": "World", "nil": nil})
	return api.RootGetOK{Body: rest.AppendValue(nil, v)}, err
}

type authenticator struct{}

func (authenticator) OAuth2PasswordBearer(_ context.Context, c rest.Bearer) (string, error) {
	if c.Token != "t" {
		return "", rest.ErrUnauthorized
	}
	return "ann", nil
}

func TestDocument(t *testing.T) {
	s := casetest.Serve(t, func(e *echo.Echo, o rest.Options) error { return api.Register(e, handlers{}, authenticator{}, o) })
	const form, token = "Content-Type: application/x-www-form-urlencoded", "Authorization: Bearer t"
	t.Run("root", func(t *testing.T) { s.Get(t, "/").IsJSON(200, `{"Hello":"World","nil":null}`) })
	t.Run("token", func(t *testing.T) {
		s.Do(t, "POST", "/token", "grant_type=password&username=ann&password=pw&scope=a+b", form).IsJSON(200, `{"access_token":"ann/a b","token_type":"bearer"}`)
		s.Do(t, "POST", "/token", "username=ann&password=pw", form).IsJSON(200, `{"access_token":"ann/","token_type":"bearer"}`)
		s.Do(t, "POST", "/token", "grant_type=x&username=ann", form).IsJSON(422, `{"detail":[`+
			`{"loc":["body","grant_type"],"msg":"must match the pattern '^password$'","type":"string_pattern_mismatch","input":"x","ctx":{"pattern":"^password$"}},`+
			`{"loc":["body","password"],"msg":"is required","type":"missing","input":null}]}`)
	})
	t.Run("B46 a raised text in the list of HTTPValidationError", func(t *testing.T) {
		s.Do(t, "POST", "/token", "username=ann&password=no", form).IsJSON(422, `{"detail":[{"loc":[],"msg":"no such user","type":"value_error"}]}`)
	})
	t.Run("B11 no token", func(t *testing.T) {
		s.JSON(t, "PUT", "/items/1", `{"name":"a","price":1}`).IsJSON(401, `{"detail":"Unauthorized"}`).Has("Www-Authenticate", "Bearer")
	})
	t.Run("parameters with anyOf", func(t *testing.T) {
		s.JSON(t, "PUT", "/items/1?q=abc&tags=x&tags=y&either=7", `{"name":"a","price":1.5,"tax":null}`, token, "X-Token: z", "Cookie: ads_id=c").
			IsJSON(200, `{"name":"a","price":"1.5","tax":null}`).Has("X-Seen", "ann1 {abc true} [x y]int 7{z true} {c true}")
		s.JSON(t, "PUT", "/items/2?either=seven", `{"name":"a","price":"2","sub":{"name":"b","price":1}}`, token).
			IsJSON(200, `{"name":"a","price":"2"}`).Has("X-Seen", "ann2 { false} []string seven{ false} { false}")
	})
	t.Run("violations", func(t *testing.T) {
		s.JSON(t, "PUT", "/items/x?q=ab", `{"name":1,"price":true,"sub":{"name":"b"}}`, token).IsJSON(422, `{"detail":[`+
			`{"loc":["path","item_id"],"msg":"must be an integer","type":"int_parsing","input":"x"},`+
			`{"loc":["query","q"],"msg":"must have at least 3 characters","type":"string_too_short","input":"ab","ctx":{"min_length":3}},`+
			`{"loc":["body","name"],"msg":"must be a string","type":"string_type","input":1},`+
			`{"loc":["body","price"],"msg":"must match one of the 2 schemas it can be","type":"union_no_match","input":true},`+
			`{"loc":["body","sub","price"],"msg":"is required","type":"missing","input":null}]}`)
	})
}
