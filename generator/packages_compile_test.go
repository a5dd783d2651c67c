package generator_test

import (
	"encoding/json"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/specho/specho/generator"
	"github.com/specho/specho/generator/load"
	"github.com/specho/specho/generator/packages"
)

// overlaid lays files over a folder of this module that does not exist, and builds the
// packages in it.
func overlaid(t *testing.T, dir string, files map[string][]byte) {
	t.Helper()
	root, err := filepath.Abs("..")
	if err != nil {
		t.Fatal(err)
	}
	tmp := t.TempDir()
	replace := map[string]string{}
	built := map[string]bool{}
	for name, data := range files {
		real := filepath.Join(tmp, strings.NewReplacer("/", "_", "..", "up").Replace(name))
		if err := os.WriteFile(real, data, 0o666); err != nil {
			t.Fatal(err)
		}
		place := path.Join(dir, name)
		replace[filepath.Join(root, filepath.FromSlash(place))] = real
		if strings.HasSuffix(name, ".go") {
			built["./"+path.Dir(place)] = true
		}
	}
	overlay, err := json.Marshal(map[string]any{"Replace": replace})
	if err != nil {
		t.Fatal(err)
	}
	name := filepath.Join(tmp, "overlay.json")
	if err := os.WriteFile(name, overlay, 0o666); err != nil {
		t.Fatal(err)
	}
	args := []string{"build", "-overlay", name}
	for p := range built {
		args = append(args, p)
	}
	cmd := exec.CommandContext(t.Context(), "go", args...)
	cmd.Dir = root
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Errorf("it does not compile:\n%s", out)
	}
}

// entangled is a document whose packages need each other, and types of the main one.
func entangled() fstest.MapFS {
	return fstest.MapFS{
		"api/openapi.yaml": textFile(`openapi: 3.1.0
info: {title: Shop, version: '1'}
paths:
  /a:
    post:
      operationId: a
      parameters:
        - {name: colour, in: query, schema: {$ref: 'a.yaml#/Colour'}}
        - {name: ids, in: query, schema: {type: array, items: {$ref: 'b.yaml#/ID'}}}
        - {name: filter, in: query, style: deepObject, schema: {$ref: 'b.yaml#/Filter'}}
        - {name: main, in: query, schema: {$ref: '#/components/schemas/MainColour'}}
      requestBody:
        content:
          application/json: {schema: {$ref: 'a.yaml#/A'}}
          application/x-www-form-urlencoded: {schema: {$ref: 'b.yaml#/Filter'}}
          multipart/form-data: {schema: {type: object, properties: {file: {type: string, format: binary}, of: {$ref: 'a.yaml#/A'}}}}
      responses:
        '200':
          description: it
          headers: {X-Site: {schema: {$ref: 'b.yaml#/Site'}}, X-IDs: {schema: {type: array, items: {$ref: 'b.yaml#/ID'}}}}
          content: {application/json: {schema: {oneOf: [{$ref: 'a.yaml#/A'}, {$ref: 'b.yaml#/B'}, {type: array, items: {$ref: 'b.yaml#/B'}}]}}}
        '201': {description: events, content: {text/event-stream: {schema: {$ref: 'a.yaml#/A'}}}}
        default: {description: error, content: {application/json: {schema: {$ref: 'a.yaml#/Error'}}}}
components:
  schemas:
    Main: {type: object, properties: {a: {$ref: 'a.yaml#/A'}, colour: {$ref: '#/components/schemas/MainColour'}, inline: {type: object, properties: {x: {type: integer, minimum: 3}}}}}
    MainColour: {type: string, enum: [red, green]}
    Error: {type: object, properties: {main: {type: string}}}
`),
		"api/a.yaml": textFile(`A:
  type: object
  required: [kind]
  properties:
    kind: {type: string, const: a}
    b: {$ref: 'b.yaml#/B'}
    list: {type: array, items: {type: [string, 'null'], maxLength: 4}}
    map: {type: object, additionalProperties: {$ref: 'b.yaml#/ID'}}
    pages: {type: array, items: {$ref: 'b.yaml#/Page'}}
    colour: {$ref: '#/Colour', default: red}
    main: {$ref: 'openapi.yaml#/components/schemas/Main'}
    price: {type: string, format: decimal, default: '1.50'}
    secret: {type: string, format: password}
    id: {type: string, format: uuid, readOnly: true}
Colour: {type: string, enum: [red, blue]}
Error: {type: object, required: [detail], properties: {detail: {type: string}, at: {type: string, format: date-time}}}
`),
		"api/b.yaml": textFile(`B:
  type: object
  required: [kind]
  not: {required: [never]}
  properties:
    kind: {type: string, const: b}
    a: {type: [object, 'null'], properties: {of: {$ref: 'a.yaml#/A'}}}
    union: {oneOf: [{$ref: 'a.yaml#/A'}, {$ref: '#/B'}], discriminator: {propertyName: kind, mapping: {a: 'a.yaml#/A', b: '#/B'}}}
    error: {$ref: '#/Error'}
ID: {type: string, minLength: 2, not: {const: none}}
Page: {type: string, format: uri}
Site: {allOf: [{$ref: '#/Page'}]}
Filter: {type: object, required: [id], properties: {id: {$ref: '#/ID'}, sites: {type: array, items: {$ref: '#/Site'}}, colours: {type: array, items: {$ref: 'a.yaml#/Colour'}}, n: {type: integer, maximum: 5}}}
Error: {type: object, required: [message], properties: {message: {type: string}}}
`),
	}
}

// TestAwkwardPackagesCompile: names that generated code has for something else, types
// of one name, the main package in the circle, folders outside of the output.
func TestAwkwardPackagesCompile(t *testing.T) {
	if testing.Short() {
		t.Skip("builds servers")
	}
	for _, tt := range []struct {
		about, cycles string
		entries       []string
		runtime       bool // copied
	}{
		{"split, the main package too", packages.Split, []string{"a.yaml a", "b.yaml b"}, false},
		{"merged, the main package too", packages.Merge, []string{"a.yaml a", "b.yaml b"}, false},
		{"names of packages, variables and functions", packages.Split, []string{"a.yaml rest", "b.yaml value", "** codec"}, false},
		{"names of types and of what the server has", packages.Split, []string{"a.yaml Main", "b.yaml checks", "** A"}, false},
		{"one package below the main one", packages.Split, []string{"[ab].yaml types"}, false},
		{"outside, with a copy of the runtime", packages.Split, []string{"a.yaml ../lib/a", "b.yaml ../lib/b"}, true},
		{"all in one", packages.Refuse, []string{"** models"}, true},
	} {
		t.Run(tt.about, func(t *testing.T) {
			const dir = "internal/overlaid/api"
			cfg := generator.Config{
				Source:  load.Source{Name: "api/openapi.yaml", FS: entangled(), Root: "api/openapi.yaml", NoGrade: true},
				Package: "api", ImportPath: "github.com/specho/specho/" + dir, Runtime: "github.com/specho/specho/rest", Client: true, Cycles: tt.cycles,
			}
			if tt.runtime {
				cfg.Runtime, cfg.CopyRuntime, cfg.RuntimeDir = cfg.ImportPath+"/rest", true, "rest"
			}
			for _, e := range tt.entries {
				file, to, _ := strings.Cut(e, " ")
				cfg.Packages = append(cfg.Packages, packages.Entry{Files: path.Join("api", file), Name: path.Base(to), Dir: to, Path: path.Join(cfg.ImportPath, to), Any: true})
			}
			files, _, err := generator.Generate(t.Context(), cfg)
			if err != nil {
				t.Fatal(err)
			}
			overlaid(t, dir, files)
		})
	}
}
