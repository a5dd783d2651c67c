package callbacks

import (
	"context"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/labstack/echo/v4"

	"github.com/specho/specho/internal/cases/callbacks/api"
	"github.com/specho/specho/internal/cases/casetest"
	"github.com/specho/specho/rest"
	"github.com/specho/specho/rest/hooks"
)

func TestMain(m *testing.M) { casetest.Main(m) }

// client is a program that has asked for callbacks.
type client struct {
	api.UnimplementedCallbacks

	got chan string
}

func (c client) CreateStreamOnData(_ context.Context, req api.CreateStreamOnDataRequest) (api.CreateStreamOnDataResponse, error) {
	c.got <- req.Body.Data.Value
	if req.Body.Data.Value == "stop" {
		return api.CreateStreamOnDataNoContent{}, nil
	}
	return api.CreateStreamOnDataAccepted{}, nil
}

// server sends what its clients have asked for before it answers.
type server struct {
	send *api.CallbackSender
	urls chan string
}

var at = time.Date(2026, 7, 14, 9, 30, 0, 0, time.UTC)

func (s server) CreateStream(ctx context.Context, req api.CreateStreamRequest) (api.CreateStreamResponse, error) {
	target, err := req.OnDataURL()
	if err != nil {
		return nil, err
	}
	for _, data := range []string{"one", "stop"} {
		event := api.CreateStreamOnDataRequest{Body: &api.Event{At: at, Data: rest.Some(data)}}
		res, err := s.send.CreateStreamOnData(ctx, target, event)
		if err != nil {
			return nil, err
		}
		if _, stop := res.(api.CreateStreamOnDataNoContent); stop {
			break
		}
	}
	end, err := req.OnEndURL()
	if err != nil {
		end = err.Error()
	}
	s.urls <- end
	return api.CreateStreamNoContent{}, nil
}

func (s server) StartJob(_ context.Context, req api.StartJobRequest) (api.StartJobResponse, error) {
	data, err := req.OnDataURL()
	if err != nil {
		return nil, err
	}
	progress, err := req.ProgressURL()
	s.urls <- data + " " + progress
	return api.StartJobNoContent{}, err
}

func TestCallbacks(t *testing.T) {
	c := client{got: make(chan string, 9)}
	remote := casetest.Serve(t, func(e *echo.Echo, o rest.Options) error {
		return api.RegisterCallbacks(e, c, api.CallbackPaths{CreateStreamOnData: "/in/data"}, o)
	})
	s := server{send: api.NewCallbackSender(hooks.Options{Client: remote.Client}), urls: make(chan string, 9)}
	local := casetest.Serve(t, func(e *echo.Echo, o rest.Options) error { return api.Register(e, s, o) })

	t.Run("sent to the address of the request", func(t *testing.T) {
		local.Do(t, "POST", "/streams?callbackUrl="+remote.URL+"/in", "").Is(204, "")
		for _, want := range []string{"one", "stop"} {
			if got := casetest.Within(t, "callback", c.got); got != want {
				t.Errorf("received %q, want %q", got, want)
			}
		}
		if got := <-s.urls; got != "address of a callback: the request has no $request.body#/target/url" {
			t.Errorf("got %q", got)
		}
	})
	t.Run("values of the request", func(t *testing.T) {
		id := uuid.MustParse("7e7a6f4c-98c4-4a4c-9d0c-0f4c6a1f0a11")
		local.JSON(t, "POST", "/streams?callbackUrl="+remote.URL+"/in", `{"target":{"url":"https://a.example/end"},"id":"`+id.String()+`"}`, "X-Tenant: a&b=c").Is(204, "")
		if got := <-s.urls; got != "https://a.example/end?id="+id.String()+"&tenant=a%26b%3Dc" {
			t.Errorf("got %q", got)
		}
		local.JSON(t, "PUT", "/jobs/a%2F..%2Fb", `{"url":"https://a.example"}`).Is(204, "")
		if got := <-s.urls; got != "https://a.example/jobs/a%2F..%2Fb https://a.example" {
			t.Errorf("got %q", got)
		}
	})
	t.Run("an address that cannot be", func(t *testing.T) {
		local.Do(t, "POST", "/streams?callbackUrl=ftp://a.example", "").Is(500, `{"detail":"Internal Server Error"}`)
		local.Log.Has(t, "the address is refused", "ftp")
	})
	t.Run("received as declared", func(t *testing.T) {
		remote.JSON(t, "POST", "/in/data", `{"at":"now"}`).Is(422, `{"detail":[{"type":"datetime_parsing","loc":["body","at"],"msg":"must be a valid date-time","input":"now"}]}`)
	})
}
