package raise

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/labstack/echo/v4"

	"github.com/specho/specho/internal/cases/casetest"
	"github.com/specho/specho/internal/cases/raise/api"
	"github.com/specho/specho/rest"
)

func TestMain(m *testing.M) { casetest.Main(m) }

// details are what the handler raises, by the id in the path.
var details = map[string]any{
	"none": nil, "empty": "", "object": map[string]any{"code": 7, "field": "x"}, "list": []any{1, nil, "a"},
	"number": 1.5, "bool": false, "strings": []string{"a", "b"},
	"uuid":    uuid.MustParse("9F0C5A3E-1111-4222-8333-ABCDEFABCDEF"),
	"date":    rest.Date{Year: 2024, Month: 2, Day: 29},
	"time":    time.Date(2024, 1, 2, 3, 4, 5, 0, time.UTC),
	"zone":    time.Date(2024, 1, 2, 3, 4, 5, 0, time.FixedZone("", 5*3600+1800)),
	"bytes":   []byte{0xff, 0xfe},
	"nested":  map[string]any{"at": []any{uuid.Nil, map[string]any{"day": rest.Date{Year: 1, Month: 1, Day: 1}}}},
	"generic": &api.Item{ID: "x"},
	"quotes":  "<a href=\"x\">\u2028</a>",
}

type handlers struct{ reached *int }

func (h handlers) GetItem(_ context.Context, req api.GetItemRequest) (api.GetItemResponse, error) {
	switch id := req.Path.ID; {
	case id == "plain":
		return nil, rest.Raise(404, "Item not found").WithHeader("X-Error", "There goes my error")
	case id == "bare":
		return nil, rest.Raise(404)
	case id == "cookies":
		return nil, rest.Raise(404, "gone").WithHeader("Set-Cookie", "a=1").WithHeader("Set-Cookie", "b=2; Path=/")
	case id == "deep":
		return nil, outer()
	case id == "joined":
		return nil, errors.Join(errors.New("first"), outer())
	case id == "panic":
		panic(rest.Raise(404, "raised by panic"))
	case strings.HasPrefix(id, "n"):
		if _, err := strconv.Atoi(id[1:]); err == nil {
			return nil, rest.Raise(404, "detail "+id)
		}
	}
	if d, ok := details[req.Path.ID]; ok {
		return nil, rest.Raise(404, d)
	}
	*h.reached++
	return api.GetItemOK{Body: &api.Item{ID: req.Path.ID}}, nil
}

func outer() error  { return fmt.Errorf("outer: %w", middle()) }
func middle() error { return fmt.Errorf("middle: %w", inner()) }
func inner() error  { return rest.Raise(404, "deep down") }

func serve(t *testing.T) *casetest.Server {
	return casetest.Serve(t, func(e *echo.Echo, o rest.Options) error {
		return api.Register(e, handlers{reached: new(int)}, o)
	})
}

func TestRaise(t *testing.T) {
	s := serve(t)
	tests := []struct{ name, id, body string }{
		{"B1 detail", "plain", `{"detail":"Item not found"}`},
		{"B3 no detail", "bare", `{"detail":"Not Found"}`},
		{"B3 nil detail", "none", `{"detail":"Not Found"}`},
		{"B4 empty detail", "empty", `{"detail":""}`},
		{"B5 object", "object", `{"detail":{"code":7,"field":"x"}}`},
		{"B5 list with null", "list", `{"detail":[1,null,"a"]}`},
		{"B5 number", "number", `{"detail":1.5}`},
		{"B5 bool", "bool", `{"detail":false}`},
		{"B5 Go slice", "strings", `{"detail":["a","b"]}`},
		{"B6 uuid", "uuid", `{"detail":"9f0c5a3e-1111-4222-8333-abcdefabcdef"}`},
		{"B6 date", "date", `{"detail":"2024-02-29"}`},
		{"B6 time", "time", `{"detail":"2024-01-02T03:04:05Z"}`},
		{"B6 time with zone", "zone", `{"detail":"2024-01-02T03:04:05+05:30"}`},
		{"B6 bytes", "bytes", `{"detail":"//4="}`},
		{"B6 nested", "nested", `{"detail":{"at":["00000000-0000-0000-0000-000000000000",{"day":"0001-01-01"}]}}`},
		{"B6 generated type", "generic", `{"detail":{"id":"x"}}`},
		{"B5 text that needs escapes", "quotes", "{\"detail\":\"<a href=\\\"x\\\">\u2028</a>\"}"},
		{"B9 wrapped three times", "deep", `{"detail":"deep down"}`},
		{"B9 joined", "joined", `{"detail":"deep down"}`},
		{"B10 raised by panic", "panic", `{"detail":"raised by panic"}`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s.Get(t, "/items/"+tt.id).IsJSON(404, tt.body).Has("Content-Length", strconv.Itoa(len(tt.body)))
		})
	}
	s.Log.Lacks(t, `"level":"ERROR"`)
}

func TestRaiseHeaders(t *testing.T) {
	s := serve(t)
	t.Run("B2 header", func(t *testing.T) {
		s.Get(t, "/items/plain").Is(404, `{"detail":"Item not found"}`).Has("X-Error", "There goes my error")
	})
	t.Run("B12 two cookies", func(t *testing.T) {
		s.Get(t, "/items/cookies").Is(404, `{"detail":"gone"}`).Has("Set-Cookie", "a=1", "b=2; Path=/")
	})
	t.Run("B17 HEAD of an error", func(t *testing.T) {
		s.Do(t, http.MethodHead, "/items/plain", "").Is(404, "").
			Has("Content-Type", "application/json").Has("Content-Length", "27").Has("X-Error", "There goes my error")
	})
}

func TestNothingRunsAfterTheRaise(t *testing.T) {
	t.Run("B10 no second write", func(t *testing.T) {
		reached := 0
		s := casetest.Serve(t, func(e *echo.Echo, o rest.Options) error {
			return api.Register(e, handlers{reached: &reached}, o)
		})
		s.Get(t, "/items/plain").Is(404, `{"detail":"Item not found"}`)
		s.Get(t, "/items/ok").Is(200, `{"id":"ok"}`)
		if reached != 1 {
			t.Errorf("the end of the handler was reached %d times, want 1", reached)
		}
		s.Log.Lacks(t, "superfluous")
	})
}

func TestParallelRaises(t *testing.T) {
	t.Run("B30 a thousand raises do not mix", func(t *testing.T) {
		s := serve(t)
		var wg sync.WaitGroup
		for worker := range 20 {
			wg.Go(func() {
				for i := range 50 {
					id := fmt.Sprintf("n%d", worker*50+i)
					s.Get(t, "/items/"+id).Is(404, `{"detail":"detail `+id+`"}`)
				}
			})
		}
		wg.Wait()
	})
}
