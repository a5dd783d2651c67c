package enums

import (
	"context"
	"encoding/json"
	"fmt"
	"testing"

	"github.com/labstack/echo/v4"

	"github.com/specho/specho/internal/cases/casetest"
	"github.com/specho/specho/internal/cases/enums/api"
	"github.com/specho/specho/rest"
)

func TestMain(m *testing.M) { casetest.Main(m) }

type handlers struct{}

func (handlers) Echo(_ context.Context, req api.EchoRequest) (api.EchoResponse, error) {
	ok := api.EchoOK{Body: req.Body}
	ok.Headers.XSeen = fmt.Sprintf("%d %q %s", req.Path.Size, req.Query.Sort, req.Header.XMode)
	if len(req.Query.Sort) > 0 {
		ok.Headers.XSort = rest.Some(req.Query.Sort[0])
	}
	return ok, nil
}

func TestEnums(t *testing.T) {
	s := casetest.Serve(t, func(e *echo.Echo, o rest.Options) error { return api.Register(e, handlers{}, o) })
	for _, body := range []string{
		`{}`, `{"sort":"up"}`, `{"sort":""}`, `{"maybe":null}`, `{"maybe":"a"}`, `{"number":9007199254740993}`, `{"number":-1}`,
		`{"ratio":0.5}`, `{"ratio":1}`, `{"kind":"fixed"}`, `{"list":["y","x"]}`,
	} {
		t.Run(body, func(t *testing.T) { s.JSON(t, "POST", "/echo/1", body).IsJSON(200, body) })
	}
	for body, loc := range map[string]string{
		`{"sort":"Up"}`: `"sort"`, `{"sort":null}`: `"sort"`, `{"maybe":"c"}`: `"maybe"`, `{"number":9007199254740992}`: `"number"`, `{"number":"0"}`: `"number"`,
		`{"ratio":0.75}`: `"ratio"`, `{"kind":"other"}`: `"kind"`, `{"list":["x","z"]}`: `"list",1`, `{"list":["x","x"]}`: `"list",1`,
	} {
		t.Run(body, func(t *testing.T) {
			r := s.JSON(t, "POST", "/echo/1", body)
			if r.Status != 422 || !r.Contains(`"loc":["body",`+loc+`]`) {
				t.Errorf("got %d %s, want a violation at %s", r.Status, r.Body, loc)
			}
		})
	}
	t.Run("parameters", func(t *testing.T) {
		s.JSON(t, "POST", "/echo/10?sort=down&sort=", `{}`, "X-Mode: fast").Is(200, `{}`).Has("X-Seen", `10 ["down" ""] fast`).Has("X-Sort", "down")
		s.JSON(t, "POST", "/echo/10", `{}`).Is(200, `{}`).Has("X-Seen", `10 [] slow`).Has("X-Sort")
		s.JSON(t, "POST", "/echo/3?sort=up&sort=left", `{}`, "X-Mode: FAST").IsJSON(422, `{"detail":[`+
			`{"type":"enum","loc":["path","size"],"msg":"must be 1, 2 or 10","input":"3","ctx":{"expected":"1, 2 or 10"}},`+
			`{"type":"enum","loc":["query","sort",1],"msg":"must be 'up', 'down' or ''","input":"left","ctx":{"expected":"'up', 'down' or ''"}},`+
			`{"type":"enum","loc":["header","X-Mode"],"msg":"must be 'fast' or 'slow'","input":"FAST","ctx":{"expected":"'fast' or 'slow'"}}]}`)
	})
}

// TestEncodingJSON: package encoding/json writes and reads enums too, and refuses
// other values.
func TestEncodingJSON(t *testing.T) {
	values := map[api.EnumsKind][]any{api.EnumsKindFixed: {api.EnumsNumber(-1), api.SortUp}}
	text, err := json.Marshal(values)
	if err != nil || string(text) != `{"fixed":[-1,"up"]}` {
		t.Errorf("wrote %s, %v", text, err)
	}
	var kind api.EnumsKind
	if err := json.Unmarshal([]byte(`"fixed"`), &kind); err != nil || kind != api.EnumsKindFixed {
		t.Errorf("read %q, %v", kind, err)
	}
	if err := json.Unmarshal([]byte(`"other"`), &kind); err == nil {
		t.Error("another value was read")
	}
}
