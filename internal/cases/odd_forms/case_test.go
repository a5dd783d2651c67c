package oddforms

import (
	"context"
	"fmt"
	"testing"

	"github.com/labstack/echo/v4"

	"github.com/specho/specho/internal/cases/casetest"
	"github.com/specho/specho/internal/cases/odd_forms/api"
	"github.com/specho/specho/rest"
)

func TestMain(m *testing.M) { casetest.Main(m) }

type handlers struct{}

func (handlers) GetOpen(context.Context, api.GetOpenRequest) (api.GetOpenResponse, error) {
	return api.GetOpenNoContent{}, nil
}

func (handlers) GetGuarded(context.Context, api.GetGuardedRequest) (api.GetGuardedResponse, error) {
	return api.GetGuardedNoContent{}, nil
}

func (handlers) GetReferred(context.Context, api.GetReferredRequest) (api.GetReferredResponse, error) {
	return api.GetReferredNoContent{}, nil
}

func (handlers) PutReferred(context.Context, api.PutReferredRequest) (api.PutReferredResponse, error) {
	return api.PutReferredNoContent{}, nil
}

func (handlers) GetThing(_ context.Context, r api.GetThingRequest) (api.GetThingResponse, error) {
	return &api.GetThingOK{Body: &api.Thing{Name: fmt.Sprint("thing ", r.Path.ID)}}, nil
}

func (handlers) PutThing(_ context.Context, r api.PutThingRequest) (api.PutThingResponse, error) {
	return api.PutThingDefault{Status: 201}, nil
}

func (handlers) PostForm(_ context.Context, r api.PostFormRequest) (api.PostFormResponse, error) {
	return &api.PostFormOK{Body: fmt.Sprint(r.Body.Name, r.Body.Count.Value)}, nil
}

type keys struct{}

func (keys) Key(_ context.Context, b rest.Bearer) (string, error) {
	if b.Token != "good" {
		return "", rest.ErrUnauthorized
	}
	return "me", nil
}

// TestOddForms: what can be meant for one thing only works as that.
func TestOddForms(t *testing.T) {
	s := casetest.Serve(t, func(e *echo.Echo, o rest.Options) error {
		return api.Register[string](e, handlers{}, keys{}, o)
	})
	const form = "Content-Type: application/x-www-form-urlencoded"
	for _, tt := range []struct {
		name, method, path, body, header string
		status                           int
		answer                           string
	}{
		{"a status with words", "GET", "/open", "", "", 204, ""},
		{"a scheme in the place of a list guards", "GET", "/guarded", "", "", 401, `{"detail":"Unauthorized"}`},
		{"a method in capitals", "GET", "/guarded", "", "Authorization: Bearer good", 204, ""},
		{"an operation that is a reference", "GET", "/referred?q=1", "", "Authorization: Bearer good", 204, ""},
		{"its security is a reference", "GET", "/referred", "", "", 401, `{"detail":"Unauthorized"}`},
		{"what stands beside the reference", "PUT", "/referred?q=1", "", "", 204, ""},
		{"its parameters", "PUT", "/referred?q=x", "", "", 422, `{"detail":[{"type":"int_parsing","loc":["query","q"],"msg":"must be an integer","input":"x"}]}`},
		{"a path item that is nowhere", "GET", "/gone", "", "", 404, `{"detail":"Not Found"}`},
		{"a parameter with a colon", "GET", "/things/7", "", "", 200, `{"name":"thing 7"}`},
		{"a body parameter, at a path that stands twice", "PUT", "/things/7", `{"name":"x","size":10,"code":"[","notThis":"(b","either":"ab"}`, "Content-Type: application/json", 201, ""},
		{"form parameters", "POST", "/forms", "name=abc&count=5", form, 200, `"abc5"`},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var headers []string
			if tt.header != "" {
				headers = append(headers, tt.header)
			}
			s.Do(t, tt.method, tt.path, tt.body, headers...).Is(tt.status, tt.answer)
		})
	}
	for name, r := range map[string]*casetest.Reply{
		"a type by another name":      s.Get(t, "/things/x"),
		"a limit in quotes":           s.Get(t, "/things/0"),
		"a required text":             s.JSON(t, "PUT", "/things/1", `{}`),
		"properties that stand twice": s.JSON(t, "PUT", "/things/1", `{"name":"x","size":11}`),
		"a schema that is a text":     s.JSON(t, "PUT", "/things/1", `{"name":1}`),
		"an enum of a value":          s.JSON(t, "PUT", "/things/1", `{"name":"x","kind":"other"}`),
		"a pattern with slashes":      s.Do(t, "POST", "/forms", "name=ABC", form),
		"a required field":            s.Do(t, "POST", "/forms", "count=5", form),
	} {
		if r.Status != 422 {
			t.Errorf("%s is not checked: %d %s", name, r.Status, r.Body)
		}
	}
}
