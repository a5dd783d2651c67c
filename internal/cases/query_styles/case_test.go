package styles

import (
	"context"
	"encoding/json"
	"testing"

	"github.com/labstack/echo/v4"

	"github.com/specho/specho/internal/cases/casetest"
	"github.com/specho/specho/internal/cases/query_styles/api"
	"github.com/specho/specho/rest"
)

func TestMain(m *testing.M) { casetest.Main(m) }

type handlers struct{}

func (handlers) Find(_ context.Context, req api.FindRequest) (api.FindResponse, error) {
	seen := map[string]any{"x": req.Path.Point.X, "order": req.Query.Order}
	if y, ok := req.Path.Point.Y.Get(); ok {
		seen["y"] = y
	}
	if q := req.Query; true {
		keep(seen, "ids", q.Ids, q.Ids != nil)
		keep(seen, "tags", q.Tags, q.Tags != nil)
		keep(seen, "filter", q.Filter, q.Filter != nil)
		keep(seen, "pipes", q.Pipes, q.Pipes != nil)
		keep(seen, "where", q.Where, q.Where != nil)
		keep(seen, "names", q.Names, q.Names != nil)
		keep(seen, "word", q.Word.Value, q.Word.Set)
		keep(seen, "flag", q.Flag.Value, q.Flag.Set)
	}
	keep(seen, "range", req.Header.XRange, req.Header.XRange != nil)
	b, err := json.Marshal(seen)
	return api.FindOK{Body: string(b)}, err
}

func keep(seen map[string]any, name string, v any, set bool) {
	if set {
		seen[name] = v
	}
}

func TestStyles(t *testing.T) {
	s := casetest.Serve(t, func(e *echo.Echo, o rest.Options) error { return api.Register(e, handlers{}, o) })
	for _, tt := range []struct{ target, header, seen string }{
		{"/find/;x=1", "", `{"order":"up","x":1}`},
		{"/find/;x=1;y=-2", "", `{"order":"up","x":1,"y":-2}`},
		{"/find/;x=1?ids=1,2,3", "", `{"ids":[1,2,3],"order":"up","x":1}`},
		{"/find/;x=1?tags=a&tags=b%2Cc&tags=", "", `{"order":"up","tags":["a","b,c",""],"x":1}`},
		{"/find/;x=1?filter[name]=a%20b&filter%5Bsince%5D=2024-02-29", "", `{"filter":{"name":"a b","since":"2024-02-29"},"order":"up","x":1}`},
		{"/find/;x=1?pipes=a%7Cb|c", "", `{"order":"up","pipes":["a","b","c"],"x":1}`},
		{"/find/;x=1?where=%7B%22a%22:7%7D&order=down", "", `{"order":"down","where":{"a":7},"x":1}`},
		{"/find/;x=1?names=[%22a,b%22,%22c%22]&word=%22d%22", "", `{"names":["a,b","c"],"order":"up","word":"d","x":1}`},
		{"/find/;x=1?flag", "", `{"order":"up","x":1}`}, // allowEmptyValue: as if unused (OpenAPI 3.1, Parameter Object)
		{"/find/;x=1?flag=0", "", `{"flag":"0","order":"up","x":1}`},
		{"/find/;x=1?unknown=1&other[x]=2", "", `{"order":"up","x":1}`},
		{"/find/;x=1", "X-Range: 1, 2,3", `{"order":"up","range":[1,2,3],"x":1}`},
	} {
		t.Run(tt.target+tt.header, func(t *testing.T) {
			var all []string
			if tt.header != "" {
				all = append(all, tt.header)
			}
			s.Get(t, tt.target, all...).Is(200, tt.seen)
		})
	}
	for _, tt := range []struct{ target, violation string }{
		{"/find/;y=1", `{"type":"missing","loc":["path","point","x"],"msg":"is required","input":null}`},
		{"/find/;x=1?ids=1,x", `{"type":"int_parsing","loc":["query","ids",1],"msg":"must be an integer","input":"x"}`},
		{"/find/;x=1?ids=1,2,3,4", `{"type":"too_long","loc":["query","ids"],"msg":"must have at most 3 items","input":"1,2,3,4","ctx":{"actual_length":4,"max_length":3}}`},
		{"/find/;x=1?tags=a&tags=a", `{"type":"unique_items","loc":["query","tags"],"msg":"must have no equal items","input":"a,a","ctx":{"index":1}}`},
		{"/find/;x=1?filter[since]=x", `{"type":"date_parsing","loc":["query","filter","since"],"msg":"must be a valid date","input":"x"}`},
		{"/find/;x=1?filter[other]=x", `{"type":"extra_forbidden","loc":["query","filter","other"],"msg":"is not a member of the object","input":"x"}`},
		{"/find/;x=1?where=x", `{"type":"json_invalid","loc":["query","where"],"msg":"is not valid JSON","input":"","ctx":{"error":"value expected"}}`},
		{"/find/;x=1?names=[%221%22,%222%22,%223%22]", `{"type":"too_long","loc":["query","names"],"msg":"must have at most 2 items","ctx":{"actual_length":3,"max_length":2}}`},
		{"/find/;x=1?word=%22long%22", `{"type":"string_too_long","loc":["query","word"],"msg":"must have at most 3 characters","input":"long","ctx":{"max_length":3}}`},
		{"/find/;x=1?order=left", `{"type":"enum","loc":["query","order"],"msg":"must be 'up' or 'down'","input":"left","ctx":{"expected":"'up' or 'down'"}}`},
	} {
		t.Run(tt.target, func(t *testing.T) { s.Get(t, tt.target).IsJSON(422, `{"detail":[`+tt.violation+`]}`) })
	}
}
