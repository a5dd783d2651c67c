package repairs

import (
	"context"
	"io"
	"testing"

	"github.com/labstack/echo/v4"

	"github.com/specho/specho/internal/cases/casetest"
	"github.com/specho/specho/internal/cases/repairs/api"
	"github.com/specho/specho/rest"
)

func TestMain(m *testing.M) { casetest.Main(m) }

type handlers struct{ api.Unimplemented }

func (handlers) List(context.Context, api.ListRequest) (api.ListResponse, error) {
	return api.ListSuccess{Status: 203}, nil
}

func (handlers) PostPets(context.Context, api.PostPetsRequest) (api.PostPetsResponse, error) {
	return api.PostPetsOK{}, nil
}

func (handlers) GetPetsByID(context.Context, api.GetPetsByIDRequest) (api.GetPetsByIDResponse, error) {
	return api.GetPetsByIDDefault{Status: 418}, nil
}

func (handlers) Replace(_ context.Context, r api.ReplaceRequest) (api.ReplaceResponse, error) {
	if b, err := io.ReadAll(r.Body); err != nil || string(b) != "any bytes" {
		return api.ReplaceDefault{Status: 500}, err
	}
	return api.ReplaceDefault{Status: 202}, nil
}

func (handlers) AddThing(_ context.Context, r api.AddThingRequest) (api.AddThingResponse, error) {
	body := r.Body
	return api.AddThingOK{Body: body}, nil
}

func (handlers) Guarded(ctx context.Context, _ api.GuardedRequest) (api.GuardedResponse, error) {
	if who, ok := rest.Principal[string](ctx); !ok || who != "me" {
		return nil, rest.Raise(500, "nobody")
	}
	return api.GuardedNoContent{}, nil
}

func (handlers) Optional(context.Context, api.OptionalRequest) (api.OptionalResponse, error) {
	return api.OptionalNoContent{}, nil
}

// sessions finds the credentials of a scheme that the document does not describe.
type sessions struct{}

func (sessions) Session(_ context.Context, r rest.Request) (string, error) {
	switch r.Header.Get("X-Session") {
	case "":
		return "", rest.ErrNoCredentials
	case "good":
		return "me", nil
	}
	return "", rest.ErrUnauthorized
}

func TestRepairedDocument(t *testing.T) {
	s := casetest.Serve(t, func(e *echo.Echo, o rest.Options) error {
		return api.Register[string](e, handlers{}, sessions{}, o)
	})
	for _, tt := range []struct {
		name, method, path, body, session string
		status                            int
		answer                            string
	}{
		{"a path without a slash, a range in lower case", "GET", "/pets", "", "", 203, ""},
		{"the second operation of an operationId, an answer that is nowhere", "POST", "/pets", "", "", 200, ""},
		{"no usable response: any status", "GET", "/pets/1", "", "", 418, ""},
		{"bounds that leave no value", "GET", "/pets/1?limit=3", "", "", 422, ""},
		{"a body that is nowhere", "PUT", "/pets/1", "any bytes", "", 202, ""},
		{"a scheme that is nowhere: nobody", "GET", "/guarded", "", "", 401, `{"detail":"Unauthorized"}`},
		{"a scheme that is nowhere: somebody else", "GET", "/guarded", "", "bad", 401, `{"detail":"Unauthorized"}`},
		{"a scheme that is nowhere: me", "GET", "/guarded", "", "good", 204, ""},
		{"anonymous beside it", "GET", "/optional", "", "", 204, ""},
		{"somebody else beside anonymous", "GET", "/optional", "", "bad", 401, `{"detail":"Unauthorized"}`},
	} {
		t.Run(tt.name, func(t *testing.T) {
			s.Do(t, tt.method, tt.path, tt.body, "Content-Type: application/x", "X-Session: "+tt.session).Is(tt.status, tt.answer)
		})
	}
	for _, good := range []string{
		`{"name":""}`, `{"self":{"name":"inner"},"name":"outer"}`, `{"anything":[1,{"a":null}],"name":"x"}`,
		`{"elsewhere":"text","list":[1,"a"],"name":"x","kind":null,"parameter":7}`, `{"name":"x","count":3}`,
	} {
		t.Run("good "+good, func(t *testing.T) { s.JSON(t, "POST", "/things", good).Is(200, good) })
	}
	for bad, kind := range map[string]string{
		`{}`: "missing", `{"name":"x","never":1}`: "extra_forbidden", `{"name":"x","kind":"c"}`: "enum", `{"self":{},"name":"x"}`: "missing",
	} {
		t.Run("bad "+bad, func(t *testing.T) {
			if r := s.JSON(t, "POST", "/things", bad); r.Status != 422 || !r.Contains(`"type":"`+kind+`"`) {
				t.Errorf("got %d %s", r.Status, r.Body)
			}
		})
	}
}
