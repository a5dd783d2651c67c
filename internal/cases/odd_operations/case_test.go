package odd

import (
	"context"
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/labstack/echo/v4"

	"github.com/specho/specho/internal/cases/casetest"
	"github.com/specho/specho/internal/cases/odd_operations/api"
	"github.com/specho/specho/rest"
)

func TestMain(m *testing.M) { casetest.Main(m) }

type handlers struct{ status api.StatusResponse }

func (handlers) GetThing(_ context.Context, req api.GetThingRequest) (api.GetThingResponse, error) {
	switch req.Path.ID {
	case "gone":
		return nil, api.NewGone(410, "gone")
	case "lost":
		return nil, rest.Raise(404, "lost")
	}
	text := fmt.Sprint("png ", req.Query.Verbose)
	if req.Body != nil {
		text += fmt.Sprint(" ", req.Body.A.Value)
	}
	return api.GetThingOK{Body: strings.NewReader(text)}, nil
}

func (handlers) HeadThing(_ context.Context, req api.HeadThingRequest) (api.HeadThingResponse, error) {
	if req.Path.ID == "gone" {
		return api.NewGone(410, "gone"), nil
	}
	return api.HeadThingNoContent{Headers: api.HeadThingNoContentHeaders{XHead: req.Path.ID}}, nil
}

func (handlers) OptionsThing(context.Context, api.OptionsThingRequest) (api.OptionsThingResponse, error) {
	return api.OptionsThingOK{Body: "own"}, nil
}

func (handlers) DeleteThing(_ context.Context, req api.DeleteThingRequest) (api.DeleteThingResponse, error) {
	return api.DeleteThingOK{Body: fmt.Sprint(req.Query.Verbose, req.Body.Or("none"))}, nil
}

func (handlers) TraceThing(context.Context, api.TraceThingRequest) (api.TraceThingResponse, error) {
	return api.TraceThingOK{Body: strings.NewReader("TRACE")}, nil
}

func (handlers) PostXML(_ context.Context, req api.PostXMLRequest) (api.PostXMLResponse, error) {
	return api.PostXMLOK(req), nil
}

func (handlers) PostAny(_ context.Context, req api.PostAnyRequest) (api.PostAnyResponse, error) {
	switch b := req.Body.(type) {
	case api.PostAnyAnyApplicationBody:
		_, err := io.Copy(io.Discard, b.Value)
		return api.PostAnyNoContent{}, err
	case api.PostAnyCSVBody:
		return api.PostAnyNoContent{}, nil
	}
	return nil, fmt.Errorf("unexpected body %T", req.Body)
}

func (h handlers) Status(context.Context, api.StatusRequest) (api.StatusResponse, error) {
	return h.status, nil
}

func serve(t *testing.T, status api.StatusResponse) *casetest.Server {
	return casetest.Serve(t, func(e *echo.Echo, o rest.Options) error { return api.Register(e, handlers{status}, o) })
}

func TestOperations(t *testing.T) {
	s := serve(t, nil)
	t.Run("GET with a body", func(t *testing.T) {
		s.JSON(t, "GET", "/things/1?verbose=true", `{"a":7}`).Is(200, "png true 7").Has("Content-Type", "image/png")
		s.Get(t, "/things/1").Is(200, "png false")
	})
	t.Run("one response under two statuses", func(t *testing.T) {
		s.Get(t, "/things/gone").IsJSON(410, `{"detail":"gone"}`)
		s.Get(t, "/things/lost").IsJSON(404, `{"detail":"lost"}`)
	})
	t.Run("B58 an own HEAD", func(t *testing.T) {
		s.Do(t, "HEAD", "/things/7", "").Is(204, "").Has("X-Head", "7")
		s.Do(t, "HEAD", "/things/gone", "").Is(410, "").Has("Content-Length", "17")
	})
	t.Run("B59 an own OPTIONS", func(t *testing.T) { s.Do(t, "OPTIONS", "/things/7", "").Is(200, "own") })
	t.Run("DELETE with a body", func(t *testing.T) {
		s.Do(t, "DELETE", "/things/7?verbose=3", "why", "Content-Type: text/plain").IsJSON(200, `"3why"`)
		s.Do(t, "DELETE", "/things/7?verbose=3", "").IsJSON(200, `"3none"`)
		s.Do(t, "DELETE", "/things/7?verbose=0", "too long", "Content-Type: text/plain").IsJSON(422, `{"detail":"query.verbose: must be at least 1; body: must have at most 3 characters"}`)
	})
	t.Run("an answer of any type says one", func(t *testing.T) {
		r := s.Do(t, "DELETE", "/things/7?verbose=3", "")
		if c := r.Header.Get("Content-Type"); strings.Contains(c, "*") || c == "" {
			t.Errorf("Content-Type %q", c)
		}
	})
	t.Run("TRACE", func(t *testing.T) { s.Do(t, "TRACE", "/things/7", "").Is(200, "TRACE") })
	t.Run("XML is bytes", func(t *testing.T) {
		s.Do(t, "POST", "/xml", "<a>é</a>", "Content-Type: application/xml").Is(200, "<a>é</a>").Has("Content-Type", "application/xml")
		s.Do(t, "POST", "/xml", "").IsJSON(422, `{"detail":"body: a request body is required"}`)
	})
	t.Run("ranges of media types", func(t *testing.T) {
		s.Do(t, "POST", "/any", "x", "Content-Type: application/pdf").Is(204, "")
		s.Do(t, "POST", "/any", "x", "Content-Type: text/csv").Is(204, "")
		s.Do(t, "POST", "/any", "x", "Content-Type: text/html").Is(415, `{"detail":"this operation takes application/*, text/csv; header=present"}`)
	})
}

func TestStatuses(t *testing.T) {
	t.Run("a list that is null", func(t *testing.T) {
		serve(t, api.StatusNonAuthoritativeInformation{}).Get(t, "/status").Is(203, "null").Has("Content-Type", "application/vnd.odd+json;v=2")
		serve(t, api.StatusNonAuthoritativeInformation{Body: rest.NotNull([]int64{1})}).Get(t, "/status").Is(203, "[1]")
	})
	t.Run("B8 304", func(t *testing.T) {
		serve(t, api.StatusNotModified{}).Get(t, "/status").Is(304, "").Has("Content-Type")
	})
	t.Run("599", func(t *testing.T) { serve(t, api.NewStatusStatus599("odd")).Get(t, "/status").IsJSON(599, `"odd"`) })
	t.Run("100 is no answer", func(t *testing.T) {
		s := serve(t, api.StatusContinue{})
		s.Get(t, "/status").IsJSON(500, `{"detail":"Internal Server Error"}`)
		s.Log.Has(t, "100")
	})
}
