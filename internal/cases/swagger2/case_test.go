package swagger2

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"mime/multipart"
	"strings"
	"testing"

	"github.com/labstack/echo/v4"

	"github.com/specho/specho/internal/cases/casetest"
	"github.com/specho/specho/internal/cases/swagger2/api"
	"github.com/specho/specho/rest"
)

func TestMain(m *testing.M) { casetest.Main(m) }

type handlers struct{}

func (handlers) ListItems(_ context.Context, req api.ListItemsRequest) (api.ListItemsResponse, error) {
	q := req.Query
	name := fmt.Sprintf("%d %v %v %v %q %q %q %v", q.Limit, q.CSV, q.Plain, q.Multi, q.Ssv, q.Tsv, q.Pipes, req.Header.XIds)
	return api.ListItemsOK{
		Headers: api.ListItemsOKHeaders{XTotal: rest.Some[int64](7), XTags: []string{"a", "b"}},
		Body:    []api.Item{{Name: name}},
	}, nil
}

func (handlers) AddItem(_ context.Context, req api.AddItemRequest) (api.AddItemResponse, error) {
	return api.AddItemCreated{Body: &api.Item{ID: rest.Some[int64](9), Name: req.Body.Name, Note: req.Body.Note}}, nil
}

func (handlers) PutPicture(_ context.Context, req api.PutPictureRequest) (api.PutPictureResponse, error) {
	b, err := io.ReadAll(req.Body.Picture)
	if err != nil {
		return nil, err
	}
	if got := fmt.Sprint(req.Path.ID, " ", string(b), " ", req.Body.Tags, " ", req.Body.Note.Value); got != "9007199254740993 png [a b] hi" {
		return nil, api.NewProblemResponse("%s", got)
	}
	return api.PutPictureNoContent{}, nil
}

func (handlers) GetPicture(context.Context, api.GetPictureRequest) (api.GetPictureResponse, error) {
	return api.GetPictureOK{Body: strings.NewReader("png")}, nil
}

func (handlers) Search(_ context.Context, req api.SearchRequest) (api.SearchResponse, error) {
	if req.Body.Q == "none" {
		return api.NewSearchBadRequest("%v %v", req.Body.Kinds, req.Body.Ids), nil
	}
	return api.SearchOK{}, nil
}

func (handlers) PutAnimal(_ context.Context, req api.PutAnimalRequest) (api.PutAnimalResponse, error) {
	if cat, ok := req.Body.Value.Value.(*api.Cat); ok && cat.Lives.Set {
		cat.Lives.Value--
	}
	return api.PutAnimalOK{Body: req.Body.Value}, nil
}

type keys struct{}

func (keys) Key(_ context.Context, c rest.APIKey) (string, error) { return allow(c.Key == "k") }

func (keys) Login(_ context.Context, c rest.Basic) (string, error) { return allow(c.Username == "u") }

func (keys) Oauth(_ context.Context, c rest.Bearer) (string, error) {
	return allow(c.Token == "t" && len(c.Scopes) == 1)
}

func allow(ok bool) (string, error) {
	if !ok {
		return "", rest.ErrUnauthorized
	}
	return "somebody", nil
}

func serve(t *testing.T) *casetest.Server {
	return casetest.Serve(t, func(e *echo.Echo, o rest.Options) error { return api.Register(e, handlers{}, keys{}, o) })
}

func TestParameters(t *testing.T) {
	s := serve(t)
	t.Run("collectionFormat", func(t *testing.T) {
		s.Get(t, "/v2/items?limit=5&csv=1,2&plain=a,b&multi=a&multi=b&ssv=x%20y&tsv=x%09y&pipes=x|y", "X-Ids: 3, 4").
			IsJSON(200, `[{"name":"5 [1 2] [a b] [a b] [\"x\" \"y\"] [\"x\" \"y\"] [\"x\" \"y\"] [3 4]"}]`).
			Has("X-Total", "7").Has("X-Tags", "a,b")
	})
	t.Run("default and limits", func(t *testing.T) {
		s.Get(t, "/v2/items").IsJSON(200, `[{"name":"20 [] [] [] [] [] [] []"}]`)
		s.Get(t, "/v2/items?limit=0&multi=c&csv=1,x").IsJSON(422,
			`{"detail":"query.limit: must be at least 1; query.csv.1: must be an integer; query.multi.0: must be 'a' or 'b'"}`)
	})
}

func TestBodies(t *testing.T) {
	s := serve(t)
	t.Run("JSON, and what it cannot send", func(t *testing.T) {
		s.JSON(t, "POST", "/v2/items", `{"id":1,"name":"cup","note":null}`, "X-Key: k").IsJSON(201, `{"id":9,"name":"cup","note":null}`)
		s.JSON(t, "POST", "/v2/items", `{"price":0.001}`, "X-Key: k").IsJSON(400, `{"detail":"body.name: is required; body.price: must be a multiple of 0.01"}`)
		s.JSON(t, "POST", "/v2/items", `{"name":"cup"}`).Is(401, `{"detail":"Unauthorized"}`)
	})
	t.Run("form data with a file", func(t *testing.T) {
		var b bytes.Buffer
		w := multipart.NewWriter(&b)
		f, err := w.CreateFormFile("picture", "a.png")
		if err == nil {
			_, err = f.Write([]byte("png"))
		}
		for _, pair := range [][2]string{{"tags", "a|b"}, {"note", "hi"}} {
			if err == nil {
				err = w.WriteField(pair[0], pair[1])
			}
		}
		if err != nil || w.Close() != nil {
			t.Fatal(err)
		}
		s.Do(t, "PUT", "/v2/items/9007199254740993/picture", b.String(), "Content-Type: "+w.FormDataContentType(), "Authorization: Bearer t").Is(204, "")
		s.Do(t, "PUT", "/v2/items/9007199254740994/picture", b.String(), "Content-Type: "+w.FormDataContentType(), "Authorization: Basic dTpw").
			IsJSON(400, `{"detail":"path.id: must be at most 9007199254740993"}`)
	})
	t.Run("a file as the answer", func(t *testing.T) {
		s.Get(t, "/v2/items/1/picture", "X-Key: k").Is(200, "png").Has("Content-Type", "image/png")
	})
	t.Run("a form, an answer with another media type than the shared one", func(t *testing.T) {
		const form = "Content-Type: application/x-www-form-urlencoded"
		s.Do(t, "POST", "/v2/search", "q=cups&kinds=a,b&ids=1&ids=2", form).Is(200, "")
		s.Do(t, "POST", "/v2/search", "q=none&kinds=a,b&ids=1&ids=2", form).Is(400, `{"detail":"[a b] [1 2]"}`).Has("Content-Type", "application/problem+json")
		s.Do(t, "POST", "/v2/search", "q=c", form).Is(400, `{"detail":"body.q: must have at least 2 characters"}`)
	})
	t.Run("a discriminator", func(t *testing.T) {
		s.JSON(t, "PUT", "/v2/animals", `{"kind":"Cat"}`).IsJSON(200, `{"kind":"Cat"}`)
		s.JSON(t, "PUT", "/v2/animals", `{"kind":"Cat","lives":9}`).IsJSON(200, `{"kind":"Cat","lives":8}`) // a kind of animal
		s.JSON(t, "PUT", "/v2/animals", `{"kind":"Newt","lives":9}`).IsJSON(200, `{"kind":"Newt"}`)         // an animal and nothing more
	})
}
