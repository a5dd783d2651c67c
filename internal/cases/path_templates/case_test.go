package templates

import (
	"context"
	"fmt"
	"testing"

	"github.com/labstack/echo/v4"

	"github.com/specho/specho/internal/cases/casetest"
	"github.com/specho/specho/internal/cases/path_templates/api"
	"github.com/specho/specho/rest"
)

func TestMain(m *testing.M) { casetest.Main(m) }

type handlers struct{}

func seen(format string, args ...any) api.Seen { return api.Seen{Body: fmt.Sprintf(format, args...)} }

func (handlers) GetFile(_ context.Context, r api.GetFileRequest) (api.GetFileResponse, error) {
	return seen("file %q", r.Path.ID), nil
}

func (handlers) DoVerb(_ context.Context, r api.DoVerbRequest) (api.DoVerbResponse, error) {
	return seen("verb %q", r.Path.ID), nil
}

func (handlers) DoOther(_ context.Context, r api.DoOtherRequest) (api.DoOtherResponse, error) {
	return seen("other %q", r.Path.ID), nil
}

func (handlers) Latest(context.Context, api.LatestRequest) (api.LatestResponse, error) {
	return seen("latest"), nil
}

func (handlers) Pair(_ context.Context, r api.PairRequest) (api.PairResponse, error) {
	return seen("pair %q %q", r.Path.A, r.Path.B), nil
}

func (handlers) Range(_ context.Context, r api.RangeRequest) (api.RangeResponse, error) {
	return seen("range %d %d", r.Path.From, r.Path.To), nil
}

func (handlers) Report(_ context.Context, r api.ReportRequest) (api.ReportResponse, error) {
	return seen("report %q", r.Path.ID), nil
}

func (handlers) Project(_ context.Context, r api.ProjectRequest) (api.ProjectResponse, error) {
	return seen("project %d %q", r.Path.ID, r.Path.Format), nil
}

func (handlers) Unicode(_ context.Context, r api.UnicodeRequest) (api.UnicodeResponse, error) {
	return seen("unicode %q", r.Path.ID), nil
}

func TestTemplates(t *testing.T) {
	s := casetest.Serve(t, func(e *echo.Echo, o rest.Options) error { return api.Register(e, handlers{}, o) })
	tests := []struct {
		method, path string
		status       int
		body         string
	}{
		{"GET", "/files/a", 200, `file "a"`},
		{"GET", "/files/latest", 200, "latest"},
		{"GET", "/files/Latest", 200, `file "Latest"`},
		{"GET", "/files/l%61test", 200, "latest"},
		{"GET", "/files/a%2Fb", 200, `file "a/b"`},
		{"GET", "/files/a%252Fb", 200, `file "a%2Fb"`},
		{"GET", "/files/a+b", 200, `file "a+b"`},
		{"GET", "/files/a;b=c,d", 200, `file "a;b=c,d"`},
		{"GET", "/files/%E2%82%AC", 200, `file "€"`},
		{"GET", "/files/a:verb", 200, `file "a:verb"`},
		{"GET", "/files/%2E%2E", 200, `file ".."`},
		{"GET", "/files/a/b", 404, `{"detail":"Not Found"}`},
		{"GET", "/files/", 404, `{"detail":"Not Found"}`},
		{"POST", "/files/a:verb", 200, `verb "a"`},
		{"POST", "/files/a:other", 200, `other "a"`},
		{"POST", "/files/a:b:verb", 200, `verb "a:b"`},
		{"POST", "/files/a%2Fb:verb", 200, `verb "a/b"`},
		{"POST", "/files/a%3Averb", 405, `{"detail":"Method Not Allowed"}`}, // an escaped colon is part of the value
		{"POST", "/files/a:", 405, `{"detail":"Method Not Allowed"}`},
		{"POST", "/files/:verb", 405, `{"detail":"Method Not Allowed"}`},
		{"GET", "/pairs/a.b", 200, `pair "a" "b"`},
		{"GET", "/pairs/a%2Fx.b%2Fy", 200, `pair "a/x" "b/y"`},
		{"GET", "/pairs/.b", 404, `{"detail":"Not Found"}`},
		{"GET", "/pairs/ab", 404, `{"detail":"Not Found"}`},
		{"GET", "/ranges/1-20/rows", 200, "range 1 20"},
		{"GET", "/reports/a.b.json", 200, `report "a.b"`}, // one value: a part of the path
		{"GET", "/reports/a.xml", 404, `{"detail":"Not Found"}`},
		{"GET", "/projects/7.xml", 200, `project 7 "xml"`}, // the dot of a label
		{"GET", "/projects/7", 404, `{"detail":"Not Found"}`},
		{"GET", "/a%20b/%C3%BC/x", 200, `unicode "x"`},
		{"GET", "/a%20b/%c3%bc/x", 200, `unicode "x"`},
	}
	for _, tt := range tests {
		t.Run(tt.method+" "+tt.path, func(t *testing.T) { s.Do(t, tt.method, tt.path, "").Is(tt.status, tt.body) })
	}
}
