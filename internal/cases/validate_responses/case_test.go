package validate

import (
	"context"
	"net/url"
	"strings"
	"testing"

	"github.com/labstack/echo/v4"

	"github.com/specho/specho/internal/cases/casetest"
	"github.com/specho/specho/internal/cases/validate_responses/api"
	"github.com/specho/specho/rest"
)

func TestMain(m *testing.M) { casetest.Main(m) }

type handlers struct{}

func (handlers) GetState(_ context.Context, req api.GetStateRequest) (api.GetStateResponse, error) {
	item := api.GetStateOKBodyListItem{State: api.GetStateOKBodyListItemState(req.Query.S)}
	if req.Query.S == "long" {
		item = api.GetStateOKBodyListItem{State: api.GetStateOKBodyListItemStateNew, Name: rest.Some("too long")}
	}
	good := api.GetStateOKBodyListItem{State: api.GetStateOKBodyListItemStatePaid}
	return api.GetStateOK{Body: &api.GetStateOKBody{List: []api.GetStateOKBodyListItem{good, item}}}, nil
}

// Stream sends a good item and then one in the state of the request.
func (handlers) Stream(_ context.Context, req api.StreamRequest) (api.StreamResponse, error) {
	items := []api.Item{{State: api.ItemStatePaid}, {State: api.ItemState(req.Query.S)}}
	return api.StreamOK{
		Body:        func(w *rest.LineWriter[api.Item]) error { return all(items, w.Send) },
		EventStream: func(w *rest.EventWriter[api.Item]) error { return all(items, w.Send) },
	}, nil
}

func all(items []api.Item, send func(api.Item) error) error {
	for _, item := range items {
		if err := send(item); err != nil {
			return err
		}
	}
	return nil
}

// GetHeaders sends good headers but for the one that the request names.
func (handlers) GetHeaders(_ context.Context, req api.GetHeadersRequest) (api.GetHeadersResponse, error) {
	h := api.GetHeadersOKHeaders{XState: api.StatePaid, XLeft: 9, XTags: []string{"a", "b"}, XPages: []int64{1, 2},
		XItem: &api.Item{State: api.ItemStateNew}, XFree: rest.Some("7")}
	switch req.Query.Case {
	case "state":
		h.XState = "lost"
	case "left":
		h.XLeft = 10
	case "tags":
		h.XTags = []string{"a", "long"}
	case "no tags":
		h.XTags = []string{}
	case "pages":
		h.XPages = []int64{1, 0}
	case "item":
		h.XItem = &api.Item{State: "lost"}
	case "two":
		h.XState, h.XLeft = "lost", 10
	case "bytes":
		return api.GetHeadersPartialContent{Headers: api.GetHeadersPartialContentHeaders{XLeft: rest.Some[int64](10)}, Body: strings.NewReader("x")}, nil
	case "stream":
		return api.GetHeadersMultiStatus{Headers: api.GetHeadersMultiStatusHeaders{XLeft: rest.Some[int64](10)},
			Body: func(w *rest.LineWriter[int64]) error { return w.Send(1) }}, nil
	case "nothing":
		return api.GetHeadersNoContent{Headers: api.GetHeadersNoContentHeaders{XLeft: rest.Some[int64](10)}}, nil
	case "raised":
		return nil, rest.Raise(429)
	case "raised well":
		return nil, rest.Raise(429).WithHeader("Retry-After", "5")
	}
	return api.GetHeadersOK{Headers: h, Body: 1}, nil
}

func (handlers) GetText(_ context.Context, req api.GetTextRequest) (api.GetTextResponse, error) {
	switch t := req.Query.Text; t {
	case "none", "some":
		return api.GetTextNonAuthoritativeInformation{Body: t}, nil
	case "broken":
		return api.GetTextOK{Body: "ab\xff"}, nil
	case "free":
		return api.GetTextStatus218{Body: "any\xff"}, nil
	default:
		return api.GetTextOK{Body: t}, nil
	}
}

func serve(t *testing.T, validate bool) *casetest.Server {
	return casetest.Serve(t, func(e *echo.Echo, o rest.Options) error {
		o.ValidateResponses = validate
		return api.Register(e, handlers{}, o)
	})
}

func TestResponses(t *testing.T) {
	t.Run("B57 a good answer", func(t *testing.T) {
		serve(t, true).Get(t, "/state?s=new").IsJSON(200, `{"list":[{"state":"paid"},{"state":"new"}]}`)
	})
	t.Run("B57 a wrong enum names branch and place", func(t *testing.T) {
		s := serve(t, true)
		s.Get(t, "/state?s=lost").IsJSON(500, `{"detail":"Internal Server Error"}`)
		s.Log.Has(t, "the 200 answer of getState breaks the document", "list.1.state", "must be 'new' or 'paid'")
	})
	t.Run("B57 a text that is too long", func(t *testing.T) {
		s := serve(t, true)
		s.Get(t, "/state?s=long").IsJSON(500, `{"detail":"Internal Server Error"}`)
		s.Log.Has(t, "list.1.name", "must have at most 3 characters")
	})
	t.Run("B57 without the option it is sent", func(t *testing.T) {
		s := serve(t, false)
		s.Get(t, "/state?s=lost").IsJSON(200, `{"list":[{"state":"paid"},{"state":"lost"}]}`)
		s.Log.Lacks(t, `"level":"ERROR"`)
	})
}

// TestStreams: an item that breaks the document breaks its stream off.
func TestStreams(t *testing.T) {
	for media, item := range map[string]string{"application/jsonl": `{"state":"paid"}` + "\n", "text/event-stream": `data: {"state":"paid"}` + "\n\n"} {
		t.Run("B57 B64 "+media, func(t *testing.T) {
			s := serve(t, true)
			s.Get(t, "/stream?s=paid", "Accept: "+media).Is(200, item+item)
			s.Get(t, "/stream?s=lost", "Accept: "+media).BreaksOff(200, item)
			s.Log.Has(t, "it breaks the document", "state", "must be 'new' or 'paid'")
		})
	}
}

// TestHeaders: a header that breaks the document is found before the status goes out,
// and does not leave.
func TestHeaders(t *testing.T) {
	s := serve(t, true)
	s.Get(t, "/headers?case=good").Is(200, "1").
		Has("X-State", "paid").Has("X-Left", "9").Has("X-Tags", "a,b").Has("X-Pages", "1,2").Has("X-Item", `{"state":"new"}`).Has("X-Free", "7")
	for name, wants := range map[string][]string{
		"state":   {"the 200 answer of getHeaders breaks the document: header.X-State: must be 'new' or 'paid'"},
		"left":    {"header.X-Left: must be at most 9"},
		"tags":    {"header.X-Tags.1: must have at most 3 characters"},
		"no tags": {"header.X-Tags: must have at least 1 item"},
		"pages":   {"header.X-Pages.1: must be at least 1"},
		"item":    {"header.X-Item.state: must be 'new' or 'paid'"},
		"two":     {"header.X-State: must be 'new' or 'paid'; header.X-Left: must be at most 9"},
		"bytes":   {"the 206 answer of getHeaders breaks the document: header.X-Left"},
		"stream":  {"the 207 answer of getHeaders breaks the document: header.X-Left"},
		"nothing": {"the 204 answer of getHeaders breaks the document: header.X-Left"},
		"raised":  {"the 429 answer of getHeaders breaks the document: header.Retry-After: must be at least 1"},
	} {
		t.Run("B57 header, "+name, func(t *testing.T) {
			s := serve(t, true)
			s.Get(t, "/headers?case="+url.QueryEscape(name)).IsJSON(500, `{"detail":"Internal Server Error"}`).
				Has("X-State").Has("X-Left").Has("Retry-After")
			s.Log.Has(t, wants...)
			plain := serve(t, false)
			plain.Get(t, "/headers?case="+url.QueryEscape(name))
			plain.Log.Lacks(t, `"level":"ERROR"`)
		})
	}
	t.Run("B57 the header of the exception is the one that counts", func(t *testing.T) {
		s.Get(t, "/headers?case=raised+well").IsJSON(429, `{"detail":"Too Many Requests"}`).Has("Retry-After", "5")
	})
}

// TestText: text bodies that have a schema.
func TestText(t *testing.T) {
	s := serve(t, true)
	s.Get(t, "/text?text=abc").Is(200, "abc")
	s.Get(t, "/text?text=some").Is(203, "some")
	s.Get(t, "/text?text=free").Is(218, "any\xff")
	for text, want := range map[string]string{
		"a":       "the 200 answer of getText breaks the document: body: must have at least 2 characters",
		"abcdefg": "body: must have at most 5 characters",
		"ABC":     "body: must match",
		"broken":  "body: must be UTF-8 text",
		"none":    "the 203 answer of getText breaks the document: body: ",
	} {
		t.Run("B57 text "+text, func(t *testing.T) {
			s := serve(t, true)
			s.Get(t, "/text?text="+text).IsJSON(500, `{"detail":"Internal Server Error"}`)
			s.Log.Has(t, want)
		})
	}
	t.Run("B57 without the option it is sent", func(t *testing.T) {
		serve(t, false).Get(t, "/text?text=ABC").Is(200, "ABC")
	})
}
