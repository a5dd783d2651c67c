package openapi32

import (
	"context"
	"fmt"
	"net/http"
	"testing"

	"github.com/labstack/echo/v4"

	"github.com/specho/specho/internal/cases/casetest"
	"github.com/specho/specho/internal/cases/openapi32/api"
	"github.com/specho/specho/rest"
)

func TestMain(m *testing.M) { casetest.Main(m) }

type handlers struct{}

func (handlers) AddBlock(_ context.Context, req api.AddBlockRequest) (api.AddBlockResponse, error) {
	in := req.Body
	return api.AddBlockOK{Body: in}, nil
}

func (handlers) FindArticles(_ context.Context, req api.FindArticlesRequest) (api.FindArticlesResponse, error) {
	return api.FindArticlesOK{Body: []api.Article{{ID: 1, Title: rest.Some(req.Body.Word)}}}, nil
}

func (handlers) ListArticles(_ context.Context, req api.ListArticlesRequest) (api.ListArticlesResponse, error) {
	c := req.Query.Criteria
	if c == nil {
		return api.ListArticlesOK{Body: "all"}, nil
	}
	return api.ListArticlesOK{Body: fmt.Sprint(c.Topic, " ", c.Limit, " ", c.Years)}, nil
}

func (handlers) CopyArticles(_ context.Context, req api.CopyArticlesRequest) (api.CopyArticlesResponse, error) {
	return api.CopyArticlesOK{Body: fmt.Sprint(req.Header.XTo, " ", req.Query.Selector.Ids)}, nil
}

func (handlers) Reindex(_ context.Context, req api.ReindexRequest) (api.ReindexResponse, error) {
	return api.ReindexOK{Body: req.Query.Path.Or("everything")}, nil
}

func (handlers) Feed(context.Context, api.FeedRequest) (api.FeedResponse, error) {
	return api.FeedOK{Body: articles}, nil
}

func articles(w *rest.LineWriter[api.Article]) error {
	for id := range int64(2) {
		if err := w.Send(api.Article{ID: id + 1}); err != nil {
			return err
		}
	}
	return nil
}

func (handlers) AddAll(_ context.Context, req api.AddAllRequest) (api.AddAllResponse, error) {
	for _, err := range req.Body.All() {
		if err != nil {
			return nil, err
		}
	}
	return api.AddAllNoContent{}, nil
}

func (handlers) Export(context.Context, api.ExportRequest) (api.ExportResponse, error) {
	return api.ExportOK{Body: articles}, nil
}

func (handlers) Events(context.Context, api.EventsRequest) (api.EventsResponse, error) {
	return api.EventsOK{Body: func(w *rest.EventWriter[api.Article]) error {
		return w.SendEvent(rest.Event[api.Article]{ID: "7", Name: "added", Data: api.Article{ID: 1}})
	}}, nil
}

func (handlers) Ticker(context.Context, api.TickerRequest) (api.TickerResponse, error) {
	return api.TickerOK{Body: func(w *rest.EventWriter[string]) error { return w.Send("two\nlines") }}, nil
}

type keys struct{}

func (keys) Device(_ context.Context, c rest.Bearer) (string, error) {
	if c.Token != "t" || fmt.Sprint(c.Scopes) != "[news:read]" {
		return "", rest.ErrUnauthorized
	}
	return "device", nil
}

func serve(t *testing.T) *casetest.Server {
	return casetest.Serve(t, func(e *echo.Echo, o rest.Options) error { return api.Register(e, handlers{}, keys{}, o) })
}

func TestMethods(t *testing.T) {
	s := serve(t)
	t.Run("QUERY", func(t *testing.T) {
		s.JSON(t, "QUERY", "/articles", `{"word":"go"}`, "Authorization: Bearer t").IsJSON(200, `[{"id":1,"title":"go"}]`)
		s.JSON(t, "QUERY", "/articles", `{"word":"go"}`).Is(401, `{"detail":"Unauthorized"}`)
	})
	t.Run("methods of one's own, in their spelling", func(t *testing.T) {
		s.Do(t, "COPY", "/articles?%7B%22ids%22:[1,2]%7D", "", "X-To: archive").Is(200, "archive [1 2]")
		s.Do(t, "reindex", "/articles", "").Is(200, "everything")
		s.Do(t, "PATCH", "/articles", "").Is(405, `{"detail":"Method Not Allowed"}`).Has("Allow", "COPY, GET, HEAD, OPTIONS, QUERY, reindex")
	})
}

func TestWholeQuery(t *testing.T) {
	s := serve(t)
	t.Run("a form", func(t *testing.T) {
		s.Get(t, "/articles?topic=go+1.26&years=2025&years=2026").Is(200, "go 1.26 5 [2025 2026]")
		s.Get(t, "/articles").Is(200, "all")
		s.Get(t, "/articles?topic=g&limit=0").IsJSON(422, `{"detail":[`+
			`{"type":"string_too_short","loc":["query","topic"],"msg":"must have at least 2 characters","input":"g","ctx":{"min_length":2}},`+
			`{"type":"greater_than_equal","loc":["query","limit"],"msg":"must be at least 1","input":"0","ctx":{"ge":1}}]}`)
	})
	t.Run("JSON", func(t *testing.T) {
		s.Do(t, "COPY", "/articles", "", "X-To: a").IsJSON(422, `{"detail":[{"type":"missing","loc":["query","selector"],"msg":"is required","input":null}]}`)
		s.Do(t, "COPY", "/articles?ids=1", "", "X-To: a").IsJSON(422, `{"detail":[{"type":"json_invalid","loc":["query","selector"],"msg":"is not valid JSON","input":"","ctx":{"error":"value expected"}}]}`)
	})
	t.Run("text", func(t *testing.T) {
		s.Do(t, "reindex", "/articles?a+b%26c=1", "").Is(200, "a+b&c=1")
		s.Do(t, "reindex", "/articles?"+"0123456789", "").IsJSON(422, `{"detail":[{"type":"string_too_long","loc":["query","path"],"msg":"must have at most 9 characters","input":"0123456789","ctx":{"max_length":9}}]}`)
	})
}

func TestStreams(t *testing.T) {
	s := serve(t)
	s.Get(t, "/feed").Is(200, "{\"id\":1}\n{\"id\":2}\n").Has("Content-Type", "application/jsonl")
	s.Get(t, "/export").Is(200, "\x1e{\"id\":1}\n\x1e{\"id\":2}\n")
	s.Do(t, "POST", "/feed", "{\"id\":1}\n{\"id\":2}\n", "Content-Type: application/jsonl").Is(204, "")
	s.Do(t, "POST", "/feed", "{\"id\":1}\n{\"id\":0}\n", "Content-Type: application/jsonl").IsJSON(422, `{"detail":[{"type":"greater_than_equal","loc":["body",1,"id"],"msg":"must be at least 1","input":0,"ctx":{"ge":1}}]}`)
	s.Get(t, "/events").Is(http.StatusOK, "event: added\nid: 7\ndata: {\"id\":1}\n\n")
	s.Get(t, "/ticker").Is(http.StatusOK, "data: two\ndata: lines\n\n")
}

// The tag of a value may be missing, or unknown, if the discriminator has a default.
func TestDefaultMapping(t *testing.T) {
	s := serve(t)
	for _, good := range []string{`{"kind":"image","url":"u"}`, `{"text":"a"}`, `{"kind":"poem","text":"a"}`} {
		s.JSON(t, "POST", "/blocks", good).IsJSON(200, good)
	}
	s.JSON(t, "POST", "/blocks", `{"url":"u"}`).IsJSON(422, `{"detail":[{"type":"missing","loc":["body","text"],"msg":"is required","input":null}]}`)
}
