package generator_test

import (
	"context"
	"encoding/json"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"

	"github.com/specho/specho/generator"
	"github.com/specho/specho/generator/load"
)

// TestNamesStay inserts operations, schemas, properties and enum values at random
// places: everything that had a name keeps it.
func TestNamesStay(t *testing.T) {
	documents := []string{"../openapi.yaml"}
	rounds := 3
	if dir := os.Getenv("SUITES"); dir != "" {
		for _, n := range []string{"petstore.yaml", "circleci.yaml", "hydra.json", "lakefs.yaml", "adobe-aem.yaml", "e2b-envd.yaml", "swagger-petstore.yaml",
			"syn-pyclient30.json", "syn-ogen-params.json", "syn-ogen-httpresp.json", "syn-ogen-anyof.json", "wikimedia.yaml", "link-example.yaml", "onepassword-local.yaml",
			"paypal-disputes.json", "twilio-verify.json", "oxide-nexus.json", "outline.yaml", "telegram-bot.json", "qdrant.json"} {
			documents = append(documents, filepath.Join(dir, "corpus", n))
		}
	}
	for _, d := range documents {
		t.Run(filepath.Base(d), func(t *testing.T) {
			base := readTree(t, d)
			before := identifiers(t, base)
			for round := range rounds {
				r := rand.New(rand.NewPCG(uint64(round), 7))
				changed := insert(t, base, r)
				after := identifiers(t, changed)
				for _, name := range slices.Sorted(maps.Keys(before)) {
					if !after[name] {
						t.Errorf("round %d: %s is gone", round, name)
					}
				}
				if len(after) <= len(before) {
					t.Errorf("round %d: nothing was added", round)
				}
			}
		})
	}
}

// TestNamesOfWhatIsTakenOver: a schema that takes over another by allOf, or adds to it
// beside a union, stands before it, and takes none of its names.
func TestNamesOfWhatIsTakenOver(t *testing.T) {
	const text = `{"openapi": "3.0.3", "info": {"title": "t", "version": "1"}, "paths": {}, "components": {"schemas": {%s
		"Base": {"type": "object", "properties": {"kind": {"type": "string", "enum": ["a"]}, "place": {"type": "object", "properties": {"x": {"type": "string"}}},
			"list": {"type": "array", "items": {"type": "object", "properties": {"id": {"type": "string", "readOnly": true}}}}}}}}}`
	parse := func(more string) (doc map[string]any) {
		if err := json.Unmarshal(fmt.Appendf(nil, text, more), &doc); err != nil {
			t.Fatal(err)
		}
		return doc
	}
	before := identifiers(t, parse(""))
	after := identifiers(t, parse(`"Aa": {"allOf": [{"$ref": "#/components/schemas/Base"}, {"type": "object", "properties": {"y": {"type": "string"}}}]},
		"Ab": {"type": "object", "properties": {"y": {"type": "string"}}, "oneOf": [{"$ref": "#/components/schemas/Base"}, {"type": "object", "properties": {"z": {"type": "string"}}}]},`))
	for _, name := range slices.Sorted(maps.Keys(before)) {
		if !after[name] {
			t.Errorf("%s is gone", name)
		}
	}
	for _, name := range []string{"BaseKindA", "BasePlace", "BaseListItem", "BaseListItemInput"} {
		if !before[name] {
			t.Errorf("%s is missing", name)
		}
	}
}

// TestNamesOfTheSameWord: what comes to the name of something that is there already takes
// another one, even where it stands before that.
func TestNamesOfTheSameWord(t *testing.T) {
	const text = `{"openapi": "3.1.0", "info": {"title": "t", "version": "1"}, "paths": {%s "/u": {"get": {"operationId": "getUser", "responses": {"204": {"description": "d"}}}}},
		"components": {"schemas": {%s "Kind": {"type": "string", "enum": [%s "upDown"]}, "Thing": {"type": "object", "properties": {%s "userId": {"type": "integer"}}}}}}`
	parse := func(more ...any) (doc map[string]any) {
		if err := json.Unmarshal(fmt.Appendf(nil, text, more...), &doc); err != nil {
			t.Fatal(err)
		}
		return doc
	}
	base := parse("", "", "", "")
	more := parse(`"/a": {"get": {"operationId": "get_user", "responses": {"204": {"description": "d"}}}},`,
		`"kind": {"type": "object", "properties": {"x": {"type": "string"}}}, "_kind": {"type": "boolean"},`, `"up-down", "up_down",`, `"user_id": {"type": "string"}, "user-id": {"type": "boolean"},`)
	before, after := identifiers(t, base), identifiers(t, more)
	for _, name := range slices.Sorted(maps.Keys(before)) {
		if !after[name] {
			t.Errorf("%s is gone", name)
		}
	}
	for _, name := range []string{"GetUserRequest", "Kind", "KindUpDown", "Thing.UserID", "GetUserGetARequest", "KindType"} {
		if !after[name] {
			t.Errorf("%s is missing", name)
		}
	}
}

func readTree(t *testing.T, name string) map[string]any {
	t.Helper()
	b, err := os.ReadFile(name)
	if err != nil {
		t.Skip(err)
	}
	var doc map[string]any
	if err := yaml.Unmarshal(b, &doc); err != nil {
		t.Fatal(err)
	}
	return doc
}

// identifiers generates the document and lists the exported names of the result,
// methods and fields with their type's.
func identifiers(t *testing.T, doc map[string]any) map[string]bool {
	t.Helper()
	b, err := json.Marshal(plain(doc))
	if err != nil {
		t.Fatal(err)
	}
	files, _, err := generator.Generate(context.Background(), generator.Config{
		Source: load.Source{Name: "openapi.json", Data: b, NoGrade: true}, Package: "api", ImportPath: "example.com/api", Runtime: "github.com/specho/specho/rest"})
	if err != nil {
		t.Fatal(err)
	}
	names := map[string]bool{}
	for name, src := range files {
		if !strings.HasSuffix(name, ".go") {
			continue
		}
		f, err := parser.ParseFile(token.NewFileSet(), name, src, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range f.Decls {
			declared(names, d)
		}
	}
	return names
}

func declared(names map[string]bool, d ast.Decl) {
	add := func(n string) {
		if ast.IsExported(n) || strings.Contains(n, ".") {
			names[n] = true
		}
	}
	switch d := d.(type) {
	case *ast.FuncDecl:
		if d.Recv == nil {
			add(d.Name.Name)
		}
	case *ast.GenDecl:
		for _, s := range d.Specs {
			switch s := s.(type) {
			case *ast.ValueSpec:
				add(s.Names[0].Name)
			case *ast.TypeSpec:
				add(s.Name.Name)
				if st, ok := s.Type.(*ast.StructType); ok && s.Name.IsExported() {
					for _, f := range st.Fields.List {
						for _, n := range f.Names {
							add(s.Name.Name + "." + n.Name)
						}
					}
				}
			}
		}
	}
}

// plain makes maps with other keys than strings ready for JSON.
func plain(v any) any {
	switch v := v.(type) {
	case map[string]any:
		m := map[string]any{}
		for k, x := range v {
			m[k] = plain(x)
		}
		return m
	case map[any]any:
		m := map[string]any{}
		for k, x := range v {
			m[fmt.Sprint(k)] = plain(x)
		}
		return m
	case []any:
		l := make([]any, len(v))
		for i, x := range v {
			l[i] = plain(x)
		}
		return l
	}
	return v
}

// insert returns a copy of the document with more in it.
func insert(t *testing.T, doc map[string]any, r *rand.Rand) map[string]any {
	t.Helper()
	b, err := json.Marshal(plain(doc))
	if err != nil {
		t.Fatal(err)
	}
	var c map[string]any
	if err := json.Unmarshal(b, &c); err != nil {
		t.Fatal(err)
	}
	for i := range 3 {
		word := fmt.Sprintf("%c%dinserted", 'a'+r.IntN(26), i)
		c["paths"].(map[string]any)["/"+word+"/{id}"] = map[string]any{"get": map[string]any{
			"operationId": "get" + word, "tags": []any{word[:1]},
			"parameters": []any{map[string]any{"name": "id", "in": "path", "required": true, "schema": map[string]any{"type": "string", "enum": []any{"x", "y"}}}},
			"responses": map[string]any{"200": map[string]any{"description": "fine", "content": map[string]any{"application/json": map[string]any{
				"schema": map[string]any{"type": "object", "properties": map[string]any{"status": map[string]any{"type": "string", "enum": []any{"on", "off"}}}}}}},
				"409": map[string]any{"description": "no"}},
		}}
	}
	grow(c, r)
	return c
}

// grow adds enum values and properties to some of the schemas.
func grow(v any, r *rand.Rand) {
	switch v := v.(type) {
	case []any:
		for _, x := range v {
			grow(x, r)
		}
	case map[string]any:
		for _, k := range slices.Sorted(maps.Keys(v)) {
			if k == "example" || k == "examples" || k == "default" {
				continue
			}
			grow(v[k], r)
		}
		if l, ok := v["enum"].([]any); ok && len(l) > 1 && r.IntN(3) == 0 {
			if _, text := l[0].(string); text {
				v["enum"] = slices.Insert(l, r.IntN(len(l)), any("AnInsertedValue"))
			}
		}
		if p, ok := v["properties"].(map[string]any); ok && v["type"] == "object" && r.IntN(3) == 0 {
			p["anInsertedProperty"] = map[string]any{"type": "object", "properties": map[string]any{"deep": map[string]any{"type": "string", "enum": []any{"p", "q"}}}}
		}
	}
}
