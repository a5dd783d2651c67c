package generator_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"go.yaml.in/yaml/v3"

	"github.com/specho/specho/generator"
	"github.com/specho/specho/generator/diag"
	"github.com/specho/specho/generator/load"
)

// problems generates from files, the first root.yaml, and lists what is told.
func problems(t *testing.T, files map[string]string) (out map[string][]byte, told string) {
	t.Helper()
	folder := fstest.MapFS{}
	for name, data := range files {
		folder[name] = &fstest.MapFile{Data: []byte(data)}
	}
	out, diags, err := generator.Generate(t.Context(), generator.Config{
		Source:  load.Source{Name: "root.yaml", FS: folder, Root: "root.yaml"},
		Package: "api", ImportPath: "example.com/api", Runtime: "example.com/rest",
	})
	var lines []string
	for _, d := range diags {
		if d.Severity != diag.Note {
			lines = append(lines, fmt.Sprintf("%s (%s)", d.Pos, d.Rule))
		}
	}
	if err != nil && len(lines) == 0 {
		lines = append(lines, err.Error())
	}
	return out, strings.Join(lines, "\n")
}

// TestSwaggerProblems: what is wrong in a Swagger document is told at its place in
// the file.
func TestSwaggerProblems(t *testing.T) {
	_, told := problems(t, map[string]string{"root.yaml": `swagger: "2.0"
info: {title: Shop, version: '1'}
securityDefinitions:
  login: {type: oauth2, flow: magic}
paths:
  /items:
    get:
      operationId: listItems
      parameters:
        - {name: X-Ids, in: header, type: array, items: {type: integer},
           collectionFormat: pipes}
        - {name: sort, in: query, type: array, items: {type: string}, collectionFormat: lines}
      responses:
        200: {description: Some, schema: {$ref: '#/definitions/Itme'}}
definitions:
  Item: {type: object}
`})
	want := "root.yaml:4:25 (swagger-flow)\nroot.yaml:11:12 (swagger-collection-format)\nroot.yaml:12:71 (swagger-collection-format)\nroot.yaml:14:49 (ref-dangling)"
	if told != want {
		t.Errorf("told\n%s\nwant\n%s", told, want)
	}
}

// TestSwaggerWords: what is told of a Swagger document says where things stand in it,
// not where they would in OpenAPI 3.
func TestSwaggerWords(t *testing.T) {
	_, diags, err := generator.Generate(t.Context(), generator.Config{
		Source: load.Source{Name: "root.yaml", Root: "root.yaml", Data: []byte(`swagger: "2.0"
info: {title: Shop, version: '1'}
paths:
  /items:
    get:
      operationId: listItems
      security: [{key: []}]
      parameters: [{$ref: '#/parameters/Limit'}]
      responses:
        200: {$ref: '#/responses/Gone'}
        404: {description: None, schema: {$ref: '#/responses/Empty'}}
        500: {description: Broken, schema: {$ref: Error}}
definitions:
  Error: {type: objekt}
responses:
  Empty: {description: Empty}
`)},
		Package: "api", ImportPath: "example.com/api", Runtime: "example.com/rest",
	})
	if err != nil {
		t.Fatal(err)
	}
	said := map[string]bool{}
	for _, d := range diags {
		text := fmt.Sprint(d.Pointer, " ", d.Message, " ", d.Hint)
		if strings.Contains(text, "components") {
			t.Errorf("%s (%s)", d, d.Pointer)
		}
		said[d.Rule+" "+d.Pointer+" "+d.Hint] = true
	}
	for _, want := range []string{
		"security-undefined #/paths/~1items/get/security/0/key declare it under securityDefinitions",
		"type-unknown #/definitions/Error/type JSON has boolean, integer, number, string, array, object and null",
	} {
		if !said[want] {
			t.Errorf("not told: %s; told are %q", want, slices.Sorted(maps.Keys(said)))
		}
	}
}

// TestSwaggerFiles: a document of several files is converted in all of them.
func TestSwaggerFiles(t *testing.T) {
	out, told := problems(t, map[string]string{
		"root.yaml": `{swagger: '2.0', info: {title: Shop, version: '1'}, paths: {/items: {$ref: 'paths.yaml#/items'}}}`,
		"paths.yaml": `items:
  post:
    operationId: addItem
    parameters: [{$ref: 'parts.yaml#/body'}, {$ref: 'parts.yaml#/dry'}]
    responses: {201: {$ref: 'parts.yaml#/added'}}
  put:
    operationId: putPhoto
    parameters: [{$ref: 'parts.yaml#/photo'}]
    responses: {204: {description: Kept}}
`,
		"parts.yaml": `body: {name: item, in: body, required: true, schema: {$ref: '#/Item'}}
dry: {name: dry, in: query, type: boolean}
photo: {name: photo, in: formData, type: file, required: true}
added: {description: Added, schema: {$ref: '#/Item'}}
Item: {type: object, properties: {name: {type: string, x-nullable: true}}}
`,
	})
	if told != "" {
		t.Fatal(told)
	}
	var all string
	for _, b := range out {
		all += string(b)
	}
	for _, want := range []string{"Dry rest.Opt[bool]", "Photo *rest.File", "Name rest.OptNull[string]", "type Added struct {\n\tBody *Item\n}"} {
		if !strings.Contains(all, want) {
			t.Errorf("the code has no %q:\n%s", want, all)
		}
	}
}

// TestSwaggerPlaces: references in places where there are none, as those write who
// bundle their files, lead to what is converted, too.
func TestSwaggerPlaces(t *testing.T) {
	out, told := problems(t, map[string]string{
		"root.yaml": `{swagger: '2.0', info: {title: Shop, version: '1'}, produces: [text/plain], paths: {$ref: paths.yaml}, definitions: {$ref: definitions.yaml}}`,
		"paths.yaml": `/items:
  post: {$ref: add.yaml}
`,
		"add.yaml": `operationId: addItem
parameters: [{name: item, in: body, required: true, schema: {$ref: 'root.yaml#/definitions/Item'}}]
responses: {201: {description: Added, schema: {type: string}}}
`,
		"definitions.yaml": `Item: {type: object, properties: {name: {type: string, x-nullable: true}}}
`,
	})
	if want := "paths.yaml:2:10 (ref-place)\nroot.yaml:1:85 (ref-place)\nroot.yaml:1:118 (ref-place)"; told != want {
		t.Errorf("told\n%s\nwant\n%s", told, want)
	}
	var all string
	for _, b := range out {
		all += string(b)
	}
	for _, want := range []string{"Name rest.OptNull[string]", "Body *Item", `"text/plain"`} {
		if !strings.Contains(all, want) {
			t.Errorf("the code has no %q:\n%s", want, all)
		}
	}
}

// TestSwaggerHostile: a Swagger document that is none is told, or taken; whatever is
// changed in one ends in code or in problems.
func TestSwaggerHostile(t *testing.T) {
	data, err := os.ReadFile("../internal/cases/swagger2/openapi.yaml")
	if err != nil {
		t.Fatal(err)
	}
	var doc any
	if err := yaml.Unmarshal(data, &doc); err != nil {
		t.Fatal(err)
	}
	text, err := json.Marshal(jsonable(doc))
	if err != nil {
		t.Fatal(err)
	}
	r := rand.New(rand.NewPCG(1, 2))
	for range 300 {
		var changed any
		if err := json.Unmarshal(text, &changed); err != nil {
			t.Fatal(err)
		}
		for range 3 {
			changed = disturb(r, changed)
		}
		b, err := json.Marshal(changed)
		if err != nil {
			t.Fatal(err)
		}
		if out, told := problems(t, map[string]string{"root.yaml": string(b)}); out == nil && told == "" {
			t.Fatalf("neither code nor a problem: %s", b)
		}
	}
}

// jsonable gives maps the keys of JSON.
func jsonable(v any) any {
	switch v := v.(type) {
	case map[string]any:
		for k, x := range v {
			v[k] = jsonable(x)
		}
	case map[any]any:
		m := map[string]any{}
		for k, x := range v {
			m[fmt.Sprint(k)] = jsonable(x)
		}
		return m
	case []any:
		for i, x := range v {
			v[i] = jsonable(x)
		}
	}
	return v
}

// disturb replaces one value of a document, at any depth, by one of another kind.
func disturb(r *rand.Rand, v any) any {
	if r.IntN(4) > 0 {
		switch v := v.(type) {
		case map[string]any:
			if len(v) > 0 {
				keys := slices.Sorted(maps.Keys(v))
				k := keys[r.IntN(len(keys))]
				v[k] = disturb(r, v[k])
				return v
			}
		case []any:
			if len(v) > 0 {
				i := r.IntN(len(v))
				v[i] = disturb(r, v[i])
				return v
			}
		}
	}
	return []any{nil, true, 7.5, "", "file", "#/parameters/item", []any{}, []any{nil}, map[string]any{}, map[string]any{"$ref": "#/definitions/Item"}}[r.IntN(10)]
}
