package params

import (
	"context"
	"fmt"
	"testing"

	"github.com/labstack/echo/v4"

	"github.com/specho/specho/internal/cases/casetest"
	"github.com/specho/specho/internal/cases/params/api"
	"github.com/specho/specho/rest"
)

func TestMain(m *testing.M) { casetest.Main(m) }

type handlers struct{ calls *int }

func (h handlers) PutItem(_ context.Context, req api.PutItemRequest) (api.PutItemResponse, error) {
	*h.calls++
	return api.PutItemOK{Body: []string{
		fmt.Sprint(req.Path.ItemID), req.Query.Q, fmt.Sprint(req.Query.Limit), req.Header.XToken, req.Cookie.Session.String(), fmt.Sprint(req.Body.N),
	}}, nil
}

func (handlers) FindJSON(_ context.Context, req api.FindJSONRequest) (api.FindJSONResponse, error) {
	q := req.Query
	text := func(set, valid bool, v any) string {
		switch {
		case !set:
			return "absent"
		case !valid:
			return "null"
		}
		return fmt.Sprint(v)
	}
	filter := ""
	if q.Filter.Value != nil {
		filter = fmt.Sprint(q.Filter.Value.X.Value)
	}
	return api.FindJSONOK{Body: fmt.Sprint(text(q.Filter.Set, q.Filter.Valid, filter), " ", text(q.Word.Set, q.Word.Valid, q.Word.Value), " ",
		text(true, q.Count.Valid, q.Count.Value), " ", text(q.Names.Set, q.Names.Valid, q.Names.Value), " ", text(true, q.ID.Value != nil, q.ID.Value))}, nil
}

const (
	uuid   = "9f0c5a3e-1111-4222-8333-abcdefabcdef"
	cookie = "Cookie: a=b; session=" + uuid
	token  = "X-Token: t"
)

func TestParameters(t *testing.T) {
	calls := 0
	s := casetest.Serve(t, func(e *echo.Echo, o rest.Options) error { return api.Register(e, handlers{&calls}, o) })
	post := func(t *testing.T, target string, headers ...string) *casetest.Reply {
		return s.JSON(t, "POST", target, `{"n":1}`, headers...)
	}
	t.Run("good", func(t *testing.T) {
		post(t, "/items/7?q=a+b%2B", token, cookie).IsJSON(200, `["7","a b+","10","t","`+uuid+`","1"]`)
		post(t, "/items/-7?limit=100&q=", token, cookie).IsJSON(200, `["-7","","100","t","`+uuid+`","1"]`)
	})
	calls = 0
	t.Run("B31 int in path", func(t *testing.T) {
		post(t, "/items/x?q=a", token, cookie).
			IsJSON(422, `{"detail":[{"type":"int_parsing","loc":["path","item_id"],"msg":"must be an integer","input":"x"}]}`)
		for _, bad := range []string{"1.5", "1e2", "0x1", "+1", "%201", "9223372036854775808", "٣"} {
			if r := post(t, "/items/"+bad+"?q=a", token, cookie); r.Status != 422 {
				t.Errorf("%s: got %d %s", bad, r.Status, r.Body)
			}
		}
	})
	t.Run("B32 missing query", func(t *testing.T) {
		post(t, "/items/1?Q=a", token, cookie).
			IsJSON(422, `{"detail":[{"type":"missing","loc":["query","q"],"msg":"is required","input":null}]}`)
	})
	t.Run("B33 missing header", func(t *testing.T) {
		post(t, "/items/1?q=a", cookie).
			IsJSON(422, `{"detail":[{"type":"missing","loc":["header","X-Token"],"msg":"is required","input":null}]}`)
	})
	t.Run("B33 missing cookie", func(t *testing.T) {
		post(t, "/items/1?q=a", token, "Cookie: Session=1").
			IsJSON(422, `{"detail":[{"type":"missing","loc":["cookie","session"],"msg":"is required","input":null}]}`)
	})
	t.Run("limits", func(t *testing.T) {
		post(t, "/items/1?q=sixsix&limit=101", token, cookie).IsJSON(422, `{"detail":[`+
			`{"type":"string_too_long","loc":["query","q"],"msg":"must have at most 5 characters","input":"sixsix","ctx":{"max_length":5}},`+
			`{"type":"less_than_equal","loc":["query","limit"],"msg":"must be at most 100","input":"101","ctx":{"le":100}}]}`)
		post(t, "/items/1?q=äöüßé", token, cookie).Is(200, `["1","äöüßé","10","t","`+uuid+`","1"]`)
	})
	t.Run("B36 everything at once, in order", func(t *testing.T) {
		s.JSON(t, "POST", "/items/x?limit=x", `{"n":"x"}`, "Cookie: session=x").IsJSON(422, `{"detail":[`+
			`{"type":"int_parsing","loc":["path","item_id"],"msg":"must be an integer","input":"x"},`+
			`{"type":"missing","loc":["query","q"],"msg":"is required","input":null},`+
			`{"type":"int_parsing","loc":["query","limit"],"msg":"must be an integer","input":"x"},`+
			`{"type":"missing","loc":["header","X-Token"],"msg":"is required","input":null},`+
			`{"type":"uuid_parsing","loc":["cookie","session"],"msg":"must be a valid UUID","input":"x"},`+
			`{"type":"int_type","loc":["body","n"],"msg":"must be an integer","input":"x"}]}`)
	})
	t.Run("a repeated parameter and a broken escape", func(t *testing.T) {
		post(t, "/items/1?q=a&q=b", token, cookie).
			IsJSON(422, `{"detail":[{"type":"repeated","loc":["query","q"],"msg":"must be given once"}]}`)
		post(t, "/items/1?q=%zz", token, cookie).
			IsJSON(422, `{"detail":[{"type":"percent_encoding","loc":["query","q"],"msg":"must be percent-encoded text: two hexadecimal digits after each percent sign","input":"%zz"}]}`)
	})
	if calls != 1 { // the one that is not too long
		t.Errorf("the handler was called %d times, want once", calls)
	}
}

// A parameter with content is JSON, and has null where its schema does.
func TestNullInContent(t *testing.T) {
	s := casetest.Serve(t, func(e *echo.Echo, o rest.Options) error { return api.Register(e, handlers{new(int)}, o) })
	for query, want := range map[string]string{
		"count=null&id=null": "absent absent null absent null",
		"count=null&id=null&filter=null&word=null&names=%20null%0A":     "null null null null null",
		"count=3&id=7&filter=%7B%22x%22:5%7D&word=%22a%22&names=%5B%5D": "5 a 3 [] {7}",
	} {
		if r := s.Do(t, "GET", "/json?"+query, ""); r.Status != 200 || r.Body != want {
			t.Errorf("%s: got %d %s, want %s", query, r.Status, r.Body, want)
		}
	}
	for _, query := range []string{"id=null", "count=null&id=null&strict=null", "count=null&id=null&word=%22long%22", "count=null&id=true", "count=nul&id=1"} {
		if r := s.Do(t, "GET", "/json?"+query, ""); r.Status != 422 {
			t.Errorf("%s: got %d %s", query, r.Status, r.Body)
		}
	}
}
