package media

import (
	"context"
	"io"
	"testing"

	"github.com/labstack/echo/v4"

	"github.com/specho/specho/internal/cases/casetest"
	"github.com/specho/specho/internal/cases/media_types/api"
	"github.com/specho/specho/rest"
)

func TestMain(m *testing.M) { casetest.Main(m) }

type handlers struct{}

func (handlers) AddNote(_ context.Context, req api.AddNoteRequest) (api.AddNoteResponse, error) {
	ok := api.AddNoteOK{Body: &api.AddNoteOKBody{Text: req.Body.Text}, Plain: req.Body.Text}
	if req.Body.Text == "plain only" {
		ok.Body = nil
	}
	return ok, nil
}

func (handlers) Either(_ context.Context, req api.EitherRequest) (api.EitherResponse, error) {
	switch b := req.Body.(type) {
	case nil:
		return api.EitherOK{Body: "nothing"}, nil
	case api.EitherJSONBody:
		return api.EitherOK{Body: "JSON"}, nil
	case api.EitherPlainBody:
		return api.EitherOK{Body: "text " + b.Value}, nil
	case api.EitherOctetStreamBody:
		all, err := io.ReadAll(b.Value)
		return api.EitherOK{Body: "bytes " + string(all)}, err
	}
	return nil, nil
}

func (handlers) Shapes(_ context.Context, req api.ShapesRequest) (api.ShapesResponse, error) {
	switch b := req.Body.(type) {
	case api.ShapesJsonlBody:
		text := "lines"
		for s, err := range b.Value.All() {
			if err != nil {
				return nil, err
			}
			text += " " + s.URL
		}
		return api.ShapesOK{Body: text}, nil
	case api.ShapesFormBody:
		return api.ShapesOK{Body: "form " + b.Value.URL}, nil
	case api.ShapesJSONBody:
		return api.ShapesOK{Body: "word " + string(b.Value)}, nil
	case api.ShapesVndMaybeJSONBody:
		if !b.Value.Valid {
			return api.ShapesOK{Body: "no word"}, nil
		}
		return api.ShapesOK{Body: "word " + string(b.Value.Value)}, nil
	}
	return nil, nil
}

func serve(t *testing.T) *casetest.Server {
	return casetest.Serve(t, func(e *echo.Echo, o rest.Options) error { return api.Register(e, handlers{}, o) })
}

func TestOneSchemaInSeveralForms(t *testing.T) {
	s := serve(t)
	for _, tt := range []struct{ media, body, seen string }{
		{"application/jsonl", "{\"url\":\"a\"}\n{\"url\":\"b\"}\n", "lines a b"},
		{"application/x-www-form-urlencoded", "url=a%20b", "form a b"},
		{"application/json", `"a"`, "word a"},
		{"application/vnd.maybe+json", `"b"`, "word b"},
		{"application/vnd.maybe+json", `null`, "no word"},
	} {
		t.Run(tt.media+" "+tt.body, func(t *testing.T) {
			s.Do(t, "POST", "/shapes", tt.body, "Content-Type: "+tt.media).Is(200, tt.seen)
		})
	}
}

const note = `{"text":"hi"}`

func TestContentType(t *testing.T) {
	s := serve(t)
	for _, accepted := range []string{"application/json", "application/json; charset=utf-8", "Application/JSON;charset=UTF-8"} {
		t.Run("B39 "+accepted, func(t *testing.T) {
			s.Do(t, "POST", "/notes", note, "Content-Type: "+accepted).IsJSON(200, note)
		})
	}
	t.Run("B39 application/vnd.api+json is JSON", func(t *testing.T) {
		s.Do(t, "POST", "/notes", note, "Content-Type: application/vnd.api+json").IsJSON(200, note)
		s.Do(t, "POST", "/notes", note, "Content-Type: application/merge-patch+json;charset=utf-8").IsJSON(200, note)
	})
	const refused = `{"detail":"this operation takes application/json"}`
	t.Run("B38 text/plain is not", func(t *testing.T) {
		for _, other := range []string{"text/plain", "text/json", "application/jsonx", "json", "application/xml", "application/json; charset=latin1", "application/json, text/plain", "*/*"} {
			s.Do(t, "POST", "/notes", note, "Content-Type: "+other).IsJSON(415, refused)
		}
	})
	t.Run("B40 none is not", func(t *testing.T) {
		s.Do(t, "POST", "/notes", note).IsJSON(415, refused)
		s.Do(t, "POST", "/notes", note, "Content-Type: ").IsJSON(415, refused)
	})
	t.Run("several bodies", func(t *testing.T) {
		s.Do(t, "PUT", "/either", "").Is(200, "nothing").Has("Content-Type", "text/plain")
		s.JSON(t, "PUT", "/either", `{}`).Is(200, "JSON")
		s.Do(t, "PUT", "/either", "ü", "Content-Type: text/plain").Is(200, "text ü")
		s.Do(t, "PUT", "/either", "\xff", "Content-Type: application/octet-stream").Is(200, "bytes \xff")
		s.Do(t, "PUT", "/either", "x", "Content-Type: image/png").
			IsJSON(415, `{"detail":"this operation takes application/json, text/plain, application/octet-stream"}`)
	})
}

func TestAccept(t *testing.T) {
	s := serve(t)
	tests := []struct{ name, accept, contentType, body string }{
		{"B62 anything", "*/*", "application/json", note},
		{"B62 text", "text/plain", "text/plain", "hi"},
		{"B62 by weight", "application/json;q=0.4, text/*;q=0.5", "text/plain", "hi"},
		{"B62 the first of equals", "text/plain, application/json", "application/json", note},
		{"B62 a weight of 0 excludes", "application/json;q=0, */*;q=0.1", "text/plain", "hi"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s.JSON(t, "POST", "/notes", note, "Accept: "+tt.accept).Is(200, tt.body).
				Has("Content-Type", tt.contentType).Has("Vary", "Accept")
		})
	}
	t.Run("B62 neither", func(t *testing.T) {
		s.JSON(t, "POST", "/notes", note, "Accept: image/png").Is(406, "")
	})
	t.Run("B62 the only one that is set", func(t *testing.T) {
		s.JSON(t, "POST", "/notes", `{"text":"plain only"}`).Is(200, "plain only").Has("Content-Type", "text/plain")
	})
}
