package validate

import (
	"context"
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
