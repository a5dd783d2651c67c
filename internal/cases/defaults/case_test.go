package defaults

import (
	"context"
	"fmt"
	"testing"

	"github.com/labstack/echo/v4"

	"github.com/specho/specho/internal/cases/casetest"
	"github.com/specho/specho/internal/cases/defaults/api"
	"github.com/specho/specho/rest"
)

func TestMain(m *testing.M) { casetest.Main(m) }

type handlers struct{}

// Echo changes what it got: defaults must not be shared between requests.
func (handlers) Echo(_ context.Context, req api.EchoRequest) (api.EchoResponse, error) {
	seen := fmt.Sprint(req.Query.Limit, req.Query.Tags, req.Query.Since, req.Header.On)
	if len(req.Query.Tags) > 0 {
		req.Query.Tags[0] = "changed"
	}
	return api.EchoOK{Headers: api.EchoOKHeaders{XSeen: seen}, Body: req.Body}, nil
}

func TestDefaults(t *testing.T) {
	s := casetest.Serve(t, func(e *echo.Echo, o rest.Options) error { return api.Register(e, handlers{}, o) })
	const all = `{"text":"a \"quoted\" text\n","big":9007199254740993,"ratio":0.1,"on":false,` +
		`"id":"00000000-0000-0000-0000-000000000001","at":"2024-01-02T03:04:05Z","price":"1.10",` +
		`"list":[1,2],"empty":[],"map":{"a":"b"},"object":{"x":1},"state":"new"}` // a default of null says no more than that it may be absent
	t.Run("B54 all defaults", func(t *testing.T) {
		for range 2 {
			s.JSON(t, "POST", "/echo", `{}`).IsJSON(200, all).Has("X-Seen", "20 [a b] 2024-02-29 true")
		}
	})
	t.Run("B54 values that are sent", func(t *testing.T) {
		body := `{"text":"","big":0,"ratio":0,"on":true,"id":"00000000-0000-0000-0000-000000000000","at":"0001-01-01T00:00:00Z",` +
			`"price":"0","list":[],"empty":[1],"map":{},"object":{"x":0},"state":"old","nothing":"x"}`
		s.JSON(t, "POST", "/echo?limit=0&tags=x&since=2000-01-01", body, "on: false").IsJSON(200, body).Has("X-Seen", "0 [x] 2000-01-01 false")
	})
	t.Run("a bad value does not become the default", func(t *testing.T) {
		s.JSON(t, "POST", "/echo?limit=x", `{"list":null}`).IsJSON(422, `{"detail":[`+
			`{"type":"int_parsing","loc":["query","limit"],"msg":"must be an integer","input":"x"},`+
			`{"type":"list_type","loc":["body","list"],"msg":"must be an array","input":null}]}`)
	})
}
