package own

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/labstack/echo/v4"

	"github.com/specho/specho/internal/cases/casetest"
	"github.com/specho/specho/internal/cases/own_formats/api"
	"github.com/specho/specho/internal/cases/own_formats/money"
	"github.com/specho/specho/rest"
	"github.com/specho/specho/rest/tasks"
)

func TestMain(m *testing.M) { casetest.Main(m) }

type handlers struct{}

// Echo answers with what it got, in the detail of an error if the body holds a list.
func (handlers) Echo(_ context.Context, req api.EchoRequest) (api.EchoResponse, error) {
	p := req.Path
	if req.Body.List != nil {
		return nil, rest.Raise(409, map[string]any{
			"path": []any{p.Price, p.ID, p.Day}, "query": []any{req.Query.At, req.Query.Prices, req.Query.Cents, req.Query.Where},
			"header": req.Header.XID, "body": req.Body, "now": time.Date(2026, 1, 2, 3, 4, 5, 6000, time.UTC),
		})
	}
	return api.EchoOK{Headers: api.EchoOKHeaders{XPrice: p.Price, XDay: p.Day}, Body: req.Body}, nil
}

const (
	id   = "9F0C5A3E-1111-4222-8333-ABCDEFABCDEF"
	path = "/echo/EUR%2012.50/" + id + "/29%2F02%2F2024"
)

func serve(t *testing.T, runner tasks.Runner) *casetest.Server {
	return casetest.Serve(t, func(e *echo.Echo, o rest.Options) error {
		o.Tasks = runner
		return api.Register(e, handlers{}, o)
	})
}

func TestOwnEncoders(t *testing.T) {
	r := &tasks.Recorder{}
	s := serve(t, r)
	t.Run("B72 B78 body, nested, map values, map keys, headers", func(t *testing.T) {
		s.JSON(t, "POST", path, `{"price":"EUR 12.50","id":"`+id+`","day":"29/02/2024","us":"02-29-2024","at":"2024-01-02T03:04:05.006Z",`+
			`"cents":12.50,"where":{"y":2,"x":1},"huge":123456789012345678901234567890,"maybe":null,"values":{"a":"`+id+`"},`+
			`"keys":{"`+id+`":"01/12/1999"},"either":"01/12/1999","known":"EUR 2.00","no":"x"}`).
			IsJSON(200, `{"price":"EUR 12.50","id":"`+id+`","day":"29/02/2024","us":"02-29-2024","at":"2024-01-02T03:04:05.006000Z",`+
				`"cents":12.50,"where":{"x":1,"y":2},"huge":123456789012345678901234567890,"maybe":null,"free":"EUR 0.00","values":{"a":"`+id+`"},`+
				`"keys":{"`+id+`":"01/12/1999"},"either":"01/12/1999","known":"EUR 2.00","no":"x"}`).
			Has("X-Price", "EUR 12.50").Has("X-Day", "29/02/2024")
	})
	t.Run("B78 the payload of a task", func(t *testing.T) {
		for end := time.Now().Add(time.Minute); len(r.Jobs()) == 0 && time.Now().Before(end); {
			time.Sleep(time.Millisecond) // tasks begin after the answer
		}
		if jobs := r.Jobs(); len(jobs) != 1 || string(jobs[0].Payload) != `{"price":"EUR 12.50","id":"`+id+`"}` {
			t.Errorf("recorded %+v", jobs)
		}
	})
	t.Run("B72 B78 path, query, header, error detail", func(t *testing.T) {
		s.JSON(t, "POST", path+"?at=2024-01-02T03:04:05%2B05:30&prices=EUR+1.00&prices=USD+2.00&cents=0.50&where="+`%7B%22x%22:1,%22y%22:2%7D`,
			`{"price":"EUR 12.50","list":["EUR 1.00"]}`, "X-ID: "+id).
			IsJSON(409, `{"detail":{"body":{"price":"EUR 12.50","free":"EUR 0.00","list":["EUR 1.00"]},"header":"`+id+`","now":"2026-01-02T03:04:05.000006Z",`+
				`"path":["EUR 12.50","`+id+`","29/02/2024"],"query":["2024-01-02T03:04:05.000000+05:30",["EUR 1.00","USD 2.00"],0.50,{"x":1,"y":2}]}}`)
	})
}

// TestOwnStrictness: what a format's own type refuses is a violation like any other.
func TestOwnStrictness(t *testing.T) {
	s := serve(t, &tasks.Recorder{})
	t.Run("B78 violations", func(t *testing.T) {
		r := s.JSON(t, "POST", "/echo/x/9f0c5a3e-1111-4222-8333-abcdefabcdef/2024-02-29?at=x&prices=EUR+1.00&prices=x&cents=0.001&where=%7B%22x%22:-1%7D",
			`{"price":"EUR 1234567890.00","id":"x","day":"30/02/2024","us":"29-02-2024","at":"2024-01-02","cents":0.00,"where":{"x":1,"y":1,"z":1},`+
				`"huge":1.5,"values":{"a":"x"},"keys":{"x":"1/12/1999"},"either":"1999-12-01","known":"EUR 3.00","no":"EUR 1.00"}`, "X-ID: x")
		if r.Status != 422 {
			t.Fatalf("got %d %s", r.Status, r.Body)
		}
		for _, loc := range []string{
			`"path","price"`, `"path","id"`, `"path","day"`, `"query","at"`, `"query","prices",1`, `"query","cents"`, `"query","where","x"`, `"query","where","y"`,
			`"header","X-ID"`, `"body","price"`, `"body","id"`, `"body","day"`, `"body","us"`, `"body","at"`, `"body","cents"`, `"body","where","z"`,
			`"body","huge"`, `"body","values","a"`, `"body","keys","x"`, `"body","either"`, `"body","known"`, `"body","no"`,
		} {
			if !strings.Contains(r.Body, `"loc":[`+loc+`]`) {
				t.Errorf("nothing about %s", loc)
			}
		}
		if t.Failed() {
			t.Log(r.Body)
		}
	})
	t.Run("B78 in the words of the format", func(t *testing.T) {
		s.JSON(t, "POST", path, `{"price":"x"}`).IsJSON(422, `{"detail":[{"type":"value_error","loc":["body","price"],"msg":"must be a valid money","input":"x"}]}`)
		s.JSON(t, "POST", path, `{"price":"EUR 1.00","us":"x"}`).
			IsJSON(422, `{"detail":[{"type":"date_parsing","loc":["body","us"],"msg":"must be a valid date like 01-02-2006","input":"x"}]}`)
	})
}

// TestOwnFailure: a value that its type cannot write is a 500 that leaves nothing behind.
func TestOwnFailure(t *testing.T) {
	if _, err := (&api.All{Price: money.Amount{}}).MarshalJSON(); err == nil || !strings.Contains(err.Error(), "no currency") {
		t.Errorf("an amount without a currency: %v", err)
	}
}
