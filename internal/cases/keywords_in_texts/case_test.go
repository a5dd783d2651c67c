package texts

import (
	"context"
	"strings"
	"testing"

	"github.com/labstack/echo/v4"

	"github.com/specho/specho/internal/cases/casetest"
	"github.com/specho/specho/internal/cases/keywords_in_texts/api"
	"github.com/specho/specho/rest"
)

func TestMain(m *testing.M) { casetest.Main(m) }

type handlers struct{}

func (handlers) Q(context.Context, api.QRequest) (api.QResponse, error) {
	return api.QNoContent{}, nil
}

func (handlers) Rest(_ context.Context, req api.RestRequest) (api.RestResponse, error) {
	return api.RestOK{Body: req.Query.Others}, nil
}

func (handlers) Form(context.Context, api.FormRequest) (api.FormResponse, error) {
	return api.FormNoContent{}, nil
}

func (handlers) Text(context.Context, api.TextRequest) (api.TextResponse, error) {
	return api.TextNoContent{}, nil
}

func serve(t *testing.T) *casetest.Server {
	return casetest.Serve(t, func(e *echo.Echo, o rest.Options) error { return api.Register(e, handlers{}, o) })
}

func TestParameters(t *testing.T) {
	s := serve(t)
	for _, tt := range []struct{ query, header, loc string }{
		{query: "n=b&i=4&l=x&l=y&li=b&tags=a&tags=b&d=2024-01-01&b=true"},
		{query: "n=a", loc: `["query","n"]`},
		{query: "i=3", loc: `["query","i"]`},
		{query: "l=a&l=y", loc: `["query","l"]`},
		{query: "li=b&li=a", loc: `["query","li",1]`},
		{query: "tags=a&tags=a", loc: `["query","tags"]`},
		{query: "d=2024-01-03", loc: `["query","d"]`},
		{query: "b=false", loc: `["query","b"]`},
		{query: "f[a]=1&f[b]=2&f[tags]=x&f[tags]=y&f[few]=1"},
		{query: "f[a]=1", loc: `["query","f","b"]`},
		{query: "f[few]=1&f[few]=2", loc: `["query","f","few"]`},
		{query: "f[tags]=abcd", loc: `["query","f","tags"]`},
		{query: "map[a]=1&map[b]=9"},
		{query: "map[a]=1&map[b]=10", loc: `["query","map","b"]`},
		{query: "map[a]=x", loc: `["query","map","a"]`},
		{query: "map[a]=1&map[b]=2&map[c]=3", loc: `["query","map"]`},
		{query: "map[A]=1", loc: `["query","map","A"]`},
		{header: "X-N: b"},
		{header: "X-N: a", loc: `["header","X-N"]`},
	} {
		t.Run(tt.query+tt.header, func(t *testing.T) {
			verdict(t, s.Do(t, "GET", "/q?"+tt.query, "", headers(tt.header)...), tt.loc)
		})
	}
}

func verdict(t *testing.T, r *casetest.Reply, loc string) {
	t.Helper()
	switch {
	case loc == "" && r.Status != 204:
		t.Errorf("got %d %s, want 204", r.Status, r.Body)
	case loc != "" && (r.Status != 422 || !strings.Contains(r.Body, `"loc":`+loc+",")):
		t.Errorf("got %d %s, want 422 with %s", r.Status, r.Body, loc)
	}
}

func headers(line string) []string {
	if line == "" {
		return nil
	}
	return []string{line}
}

func TestForms(t *testing.T) {
	s := serve(t)
	for _, tt := range []struct{ body, loc string }{
		{"a=1&b=2&tags=x&tags=y", ""},
		{"a=1", `["body","b"]`},
		{"a=x&b=1", `["body","a"]`},
		{"c=1", `["body","c"]`},
		{"a=1&b=2&tags=x&tags=x", `["body","tags"]`},
		{"&", `["body"]`},
	} {
		t.Run(tt.body, func(t *testing.T) {
			verdict(t, s.Do(t, "POST", "/form", tt.body, "Content-Type: application/x-www-form-urlencoded"), tt.loc)
		})
	}
}

func TestText(t *testing.T) {
	s := serve(t)
	verdict(t, s.Do(t, "POST", "/text", "a", "Content-Type: text/plain"), "")
	verdict(t, s.Do(t, "POST", "/text", "c", "Content-Type: text/plain"), `["body"]`)
}

// TestOthers: an exploded object without declared properties takes the names that no
// other parameter has.
func TestOthers(t *testing.T) {
	s := serve(t)
	s.Get(t, "/rest?limit=5&a=1&b=xy").IsJSON(200, `{"a":"1","b":"xy"}`)
	verdict(t, s.Get(t, "/rest?limit=5&a=1&b=wxyz"), `["query","b"]`)
}
