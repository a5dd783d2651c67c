package client_test

import (
	"io"
	"reflect"
	"strings"
	"testing"

	"github.com/specho/specho/internal/cases/client/api"
	"github.com/specho/specho/internal/cases/client/api/client"
	"github.com/specho/specho/rest"
)

var circle = api.Shape{Value: &api.Circle{Radius: 2.5}}

func TestBodies(t *testing.T) {
	h := &handlers{answer: api.JSONBodyOK{Headers: api.JSONBodyOKHeaders{XInt: 1}, Body: circle}}
	c := serve(t, h)
	t.Run("JSON", func(t *testing.T) {
		r, err := c.JSONBodyWithResponse(t.Context(), circle)
		arrives(t, h, r, err, api.JSONBodyJSONBody{Value: circle})
	})
	t.Run("vendor JSON", func(t *testing.T) {
		r, err := c.JSONBodyWithApplicationVndShapePlusJSONBodyWithResponse(t.Context(), circle)
		arrives(t, h, r, err, api.JSONBodyVndShapeJSONBody{Value: circle})
	})
	t.Run("text", func(t *testing.T) {
		r, err := c.JSONBodyWithTextBodyWithResponse(t.Context(), "Grüße, 100%")
		arrives(t, h, r, err, api.JSONBodyPlainBody{Value: "Grüße, 100%"})
	})
	t.Run("bytes", func(t *testing.T) {
		var got string
		h.read = func(body api.JSONBodyRequestBody) {
			b, err := io.ReadAll(body.(api.JSONBodyOctetStreamBody).Value)
			got = string(b)
			if err != nil {
				t.Error(err)
			}
		}
		r, err := c.JSONBodyWithBodyWithResponse(t.Context(), "application/octet-stream", strings.NewReader("\x00\xff"))
		if err != nil || r.StatusCode() != 200 || got != "\x00\xff" {
			t.Errorf("%v, %q", err, got)
		}
	})
}

func TestListBody(t *testing.T) {
	h := &handlers{list: api.ListBodyOK{Body: []rest.Null[string]{rest.NotNull("a"), {}}}}
	c := serve(t, h)
	r, err := c.ListBodyWithResponse(t.Context(), []*string{nil, pointer("x")})
	arrives(t, h, r, err, []rest.Null[string]{{}, rest.NotNull("x")})
	if got, want := *r.JSON200, []*string{pointer("a"), nil}; !reflect.DeepEqual(got, want) {
		t.Errorf("got %v", got)
	}
	h.list = api.ListBodyCreated{Body: []int64{1, 9007199254740993}}
	r, err = c.ListBodyWithBodyWithResponse(t.Context(), "", nil)
	if err != nil {
		t.Fatal(err)
	}
	if r.StatusCode() != 201 || string(*r.JSON201) != `["1","9007199254740993"]` {
		t.Errorf("%d %s", r.StatusCode(), r.Body)
	}
	if h.got.([]rest.Null[string]) != nil {
		t.Errorf("no body arrives as %v", h.got)
	}
}

func TestForm(t *testing.T) {
	h := &handlers{}
	c := serve(t, h)
	for _, text := range texts {
		body := api.FormBodyBody{
			Name: text, Day: rest.Some(day), Tags: api.Words{text, "y"}, Piped: api.Words{"a", "b"},
			Point: &api.Point{X: 1, Y: rest.Some(0.5)},
		}
		r, err := c.FormBodyWithFormdataBodyWithResponse(t.Context(), body)
		arrives(t, h, r, err, &body)
	}
}

// TestAnswers: every branch is read into the type of the document.
func TestAnswers(t *testing.T) {
	h := &handlers{}
	c := serve(t, h)
	answer := func(t *testing.T, a api.JSONBodyResponse) *client.JSONBodyResponse {
		t.Helper()
		h.answer = a
		r, err := c.JSONBodyWithResponse(t.Context(), circle)
		if err != nil {
			t.Fatal(err)
		}
		return r
	}
	t.Run("200 with headers", func(t *testing.T) {
		r := answer(t, api.JSONBodyOK{Body: circle, Headers: api.JSONBodyOKHeaders{XInt: 9007199254740993, XWords: api.Words{"a", "b c"}, XDay: rest.Some(day)}})
		if !reflect.DeepEqual(*r.JSON200, circle) || r.ApplicationproblemJSONDefault != nil {
			t.Errorf("body %+v", r.JSON200)
		}
		if hd := r.Headers200; hd.XInt != 9007199254740993 || !reflect.DeepEqual(hd.XWords, api.Words{"a", "b c"}) || *hd.XDay != day || hd.XAbsent != nil {
			t.Errorf("headers %+v", hd)
		}
	})
	t.Run("200 in a second media type", func(t *testing.T) {
		r := answer(t, api.JSONBodyOK{VndShapeJSON: &api.JSONBodyOKBody{Name: "x"}})
		if r.ApplicationvndShapeJSON200 == nil || r.ApplicationvndShapeJSON200.Name != "x" || r.JSON200 != nil {
			t.Errorf("%+v", r)
		}
	})
	t.Run("200 as text", func(t *testing.T) {
		if r := answer(t, api.JSONBodyOK{Plain: "text"}); string(r.Body) != "text" || r.JSON200 != nil {
			t.Errorf("%+v", r)
		}
	})
	t.Run("404 without a body", func(t *testing.T) {
		if r := answer(t, api.JSONBodyNotFound{}); r.StatusCode() != 404 || r.JSON4XX != nil {
			t.Errorf("%+v", r)
		}
	})
	t.Run("4XX", func(t *testing.T) {
		if r := answer(t, api.NewJSONBodyClientError(418, "tea")); r.StatusCode() != 418 || r.JSON4XX.Detail != "tea" {
			t.Errorf("%+v", r)
		}
	})
	t.Run("default", func(t *testing.T) {
		if r := answer(t, api.NewJSONBodyDefault(503, "later")); r.StatusCode() != 503 || r.ApplicationproblemJSONDefault.Detail != "later" {
			t.Errorf("%+v", r)
		}
	})
}
