package hostile

import (
	"context"
	"encoding/json"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"github.com/labstack/echo/v4"

	"github.com/specho/specho/internal/cases/casetest"
	"github.com/specho/specho/internal/cases/hostile_texts/api"
	"github.com/specho/specho/rest"
)

func TestMain(m *testing.M) { casetest.Main(m) }

type handlers struct{ api.Unimplemented }

func (handlers) PanicOwned(_ context.Context, req api.PanicOwnedRequest) (api.PanicOwnedResponse, error) {
	if req.Path.ID == "raise" {
		return nil, api.NewPanicOwnedConflict("%s", req.Query.Q)
	}
	return api.PanicOwnedOK{Headers: api.PanicOwnedOKHeaders{XText: rest.Some(req.Query.Q)}, Body: req.Body}, nil
}

func (handlers) Y(context.Context, api.YRequest) (api.YResponse, error) { return api.YNoContent{}, nil }

// schema is the hostile one, with what the test needs of it.
type schema struct {
	Required   []string
	Properties map[string]struct {
		Default *string
		Enum    []any
		Const   any
	}
}

func TestHostile(t *testing.T) {
	var doc struct {
		Components struct{ Schemas map[string]schema }
	}
	if err := json.Unmarshal(api.Document, &doc); err != nil {
		t.Fatal(err)
	}
	hostile := doc.Components.Schemas["Hostile"]
	s := casetest.Serve(t, func(e *echo.Echo, o rest.Options) error { return api.Register(e, handlers{}, o) })
	const base, path = "/%60%22", "/a/*/../%60%22;%20panic(1)//"

	body := map[string]any{hostile.Required[0]: "x"}
	t.Run("defaults and constants", func(t *testing.T) {
		body["const"] = hostile.Properties["const"].Const
		want := map[string]any{}
		for name, p := range hostile.Properties {
			if p.Default != nil {
				want[name] = *p.Default
			}
		}
		for name, v := range body {
			want[name] = v
		}
		sent, _ := json.Marshal(body)
		r := s.JSON(t, "POST", base+path+"id", string(sent))
		var got map[string]any
		if err := json.Unmarshal([]byte(r.Body), &got); err != nil || r.Status != 200 || !reflect.DeepEqual(got, want) {
			t.Errorf("got %d %s (%v)", r.Status, r.Body, err)
		}
		if h := r.Header.Values("X-Text"); len(h) != 1 || strings.ContainsAny(h[0], "\r\n\x00") {
			t.Errorf("X-Text: %q", h)
		}
	})
	t.Run("enums", func(t *testing.T) {
		for _, v := range hostile.Properties["enum"].Enum {
			body["enum"] = v
			sent, _ := json.Marshal(body)
			if r := s.JSON(t, "POST", base+path+"id", string(sent)); r.Status != 200 {
				t.Errorf("%q: got %d %s", v, r.Status, r.Body)
			}
		}
		body["enum"] = "other"
		sent, _ := json.Marshal(body)
		if r := s.JSON(t, "POST", base+path+"id", string(sent)); r.Status != 422 || !json.Valid([]byte(r.Body)) {
			t.Errorf("got %d %s", r.Status, r.Body)
		}
		delete(body, "enum")
	})
	t.Run("pattern", func(t *testing.T) {
		for v, status := range map[string]int{"`\"\\*/": 200, "*/": 200, "x*/": 422} {
			body["pattern"] = v
			sent, _ := json.Marshal(body)
			if r := s.JSON(t, "POST", base+path+"id", string(sent)); r.Status != status {
				t.Errorf("%q: got %d %s", v, r.Status, r.Body)
			}
		}
		delete(body, "pattern")
	})
	t.Run("a slash in the id", func(t *testing.T) {
		sent, _ := json.Marshal(body)
		if r := s.JSON(t, "POST", base+path+"a%2Fb", string(sent)); r.Status != 200 {
			t.Errorf("got %d %s", r.Status, r.Body)
		}
	})
	t.Run("detail", func(t *testing.T) {
		sent, _ := json.Marshal(body)
		s.JSON(t, "POST", base+path+"raise?q%60%22%0A;%5C=%3C/script%3E", string(sent)).IsJSON(409, `{"detail":"</script>"}`)
	})
	t.Run("a tag named like a platform", func(t *testing.T) { s.Get(t, base+"/windows").Is(204, "") })
}

// TestNothingBreaksOut: what the document says is comments and strings, never code.
func TestNothingBreaksOut(t *testing.T) {
	files, err := filepath.Glob("api/*")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range files {
		source, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if !strings.HasSuffix(name, ".gen.go") {
			if base := filepath.Base(name); base != "openapi.json" && base != ".specho-manifest" {
				t.Errorf("unexpected file %q", name)
			}
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), name, source, parser.ParseComments)
		if err != nil {
			t.Fatal(err)
		}
		if file.Name.Name != "api" {
			t.Errorf("%s: package %s", name, file.Name.Name)
		}
		for _, group := range file.Comments {
			for _, c := range group.List {
				directive := strings.HasPrefix(c.Text, "//go:") && c.Text != "//go:embed openapi.json" || strings.HasPrefix(c.Text, "//line") ||
					strings.HasPrefix(c.Text, "//export") || strings.HasPrefix(c.Text, "/*") || strings.HasPrefix(strings.TrimLeft(c.Text, "/ \t"), "+build")
				if directive || strings.ContainsAny(c.Text, "\x00\r\u202e\u2066\ufeff") {
					t.Errorf("%s: comment %q", name, c.Text)
				}
			}
		}
		ast.Inspect(file, func(n ast.Node) bool {
			if call, ok := n.(*ast.CallExpr); ok {
				if f, ok := call.Fun.(*ast.Ident); ok && f.Name == "panic" {
					t.Errorf("%s calls panic", name)
				}
			}
			if f, ok := n.(*ast.FuncDecl); ok && f.Name.Name == "init" {
				t.Errorf("%s has an init", name)
			}
			return true
		})
	}
}
