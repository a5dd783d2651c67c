package generator_test

import (
	"bytes"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/specho/specho/generator"
	"github.com/specho/specho/generator/diag"
	"github.com/specho/specho/generator/load"
)

// withClient generates a package with a client, in a folder of this module that
// is not there yet.
func withClient(t *testing.T, name, packageName string, doc []byte) (map[string][]byte, []diag.Diagnostic) {
	t.Helper()
	files, diags, err := generator.Generate(t.Context(), clientConfig(name, packageName, doc))
	if err != nil {
		t.Fatal(err)
	}
	return files, diags
}

func clientConfig(name, packageName string, doc []byte) generator.Config {
	return generator.Config{
		Source:  load.Source{Name: "openapi.yaml", Data: doc, Root: "openapi.yaml"},
		Package: packageName, ImportPath: "github.com/specho/specho/out/_client/" + name, Runtime: "github.com/specho/specho/rest",
		Client: true,
	}
}

// compiles fails the test unless the files are a server and a client that build.
func compiles(t *testing.T, name string, files map[string][]byte) {
	t.Helper()
	dir := filepath.Join("..", "out", "_client", name)
	if err := os.RemoveAll(dir); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(dir) })
	for file, data := range files {
		file = filepath.Join(dir, filepath.FromSlash(file))
		if err := os.MkdirAll(filepath.Dir(file), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, data, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	cmd := exec.CommandContext(t.Context(), "go", "vet", "./...")
	cmd.Dir = dir
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Errorf("%s does not compile: %v\n%s", name, err, out[:min(len(out), 4000)])
	}
}

// rules counts the notes about the client.
func rules(diags []diag.Diagnostic) map[string]int {
	n := map[string]int{}
	for _, d := range diags {
		if strings.HasPrefix(d.Rule, "client-") {
			n[d.Rule]++
			if d.Severity != diag.Note || d.Pos.Line == 0 {
				n["bad: "+d.String()]++
			}
		}
	}
	return n
}

// awkward has every name that oapi-codegen's code gives to something else.
const awkward = `
openapi: 3.1.0
info: {title: "A */ \uFEFFclient\n\tpackage \u202Ex", version: 1.0.0}
paths:
  /client: {get: {operationId: client, responses: {'204': {description: Done.}}}}
  /server: {get: {operationId: server, responses: {'204': {description: Done.}}}}
  /new: {get: {operationId: new-client, responses: {'204': {description: Done.}}}}
  /get: {post: {operationId: get, summary: "Line one\nfunc init() {}", deprecated: true, requestBody: {content: {application/json: {schema: {type: integer}}}}, responses: {'204': {description: Done.}}}}
  /gets: {get: {operationId: getWithBody, responses: {'204': {description: Done.}}}}
  /got: {get: {operationId: getWithResponse, responses: {'204': {description: Done.}}}}
  /words/{ctx}/{url}/{http}/{c}/{body}/{pathParam0}/{type}/{reqEditors}/{api}/{rest}/{uuid}/{err}:
    parameters:
      - {name: ctx, in: path, required: true, schema: {type: string}}
      - {name: url, in: path, required: true, schema: {type: string}}
      - {name: http, in: path, required: true, schema: {type: string}}
      - {name: c, in: path, required: true, schema: {type: string}}
      - {name: body, in: path, required: true, schema: {type: string, format: date}}
      - {name: pathParam0, in: path, required: true, schema: {type: string}}
      - {name: type, in: path, required: true, schema: {$ref: '#/components/schemas/Error'}}
      - {name: reqEditors, in: path, required: true, schema: {type: string}}
      - {name: api, in: path, required: true, schema: {type: string}}
      - {name: rest, in: path, required: true, schema: {type: string}}
      - {name: uuid, in: path, required: true, schema: {type: string, format: uuid}}
      - {name: err, in: path, required: true, schema: {type: string}}
    post:
      operationId: words
      parameters:
        - {name: body, in: query, deprecated: true, description: "Of ` + "`x`" + `\n*/ text", schema: {type: string}}
        - {name: body, in: header, schema: {type: string}}
        - {name: Body, in: cookie, schema: {type: string}}
        - {name: 'quo"ted', in: query, schema: {type: string}}
        - {name: '$filter', in: query, schema: {type: string}}
        - {name: filter, in: query, schema: {type: array, items: {$ref: '#/components/schemas/Error'}}}
      requestBody:
        content:
          application/xml: {schema: {type: string}}
          application/json: {schema: {$ref: '#/components/schemas/Client'}}
          application/json; charset=utf-8: {schema: {$ref: '#/components/schemas/Client'}}
          text/csv: {schema: {type: string}}
      responses:
        '200': {description: Done., headers: {X-A: {schema: {type: string}}, X_A: {schema: {type: string}}}, content: {'*/*': {schema: {$ref: '#/components/schemas/Client'}}}}
        5XX: {description: Broken., content: {application/hal+json: {schema: {}}, application/json: {schema: {type: [string, 'null']}}}}
        default: {description: Other.}
  /50%25:
    get: {operationId: percent, responses: {'204': {description: Done.}}}
components:
  schemas:
    Error: {type: string, enum: [a, b]}
    Client: {type: object, properties: {client: {$ref: '#/components/schemas/Client'}, RequestEditorFn: {type: string}}}
`

func TestClientsOfAwkwardNamesCompile(t *testing.T) {
	for _, name := range []string{"api", "http", "runtime", "client", "response"} {
		t.Run(name, func(t *testing.T) {
			files, diags := withClient(t, "test_"+name, name, []byte(awkward))
			got := rules(diags)
			want := map[string]int{"client-body": 1, "client-parameter": 1}
			if !maps.Equal(got, want) {
				t.Errorf("notes %v, want %v", got, want)
			}
			compiles(t, "test_"+name, files)
		})
	}
}

// TestClientsAreAlwaysTheSame: oapi-codegen keeps state between calls, and clients
// of several documents are made at once.
func TestClientsAreAlwaysTheSame(t *testing.T) {
	sample, err := os.ReadFile("../openapi.yaml")
	if err != nil {
		t.Fatal(err)
	}
	docs := map[string][]byte{"awkward": []byte(awkward), "sample": sample}
	want := map[string][]byte{}
	for name, doc := range docs {
		files, _ := withClient(t, name, "api", doc)
		want[name] = files["client/client.gen.go"]
	}
	var all sync.WaitGroup
	for range 4 {
		for name, doc := range docs {
			all.Go(func() {
				files, _, err := generator.Generate(t.Context(), clientConfig(name, "api", doc))
				if got := files["client/client.gen.go"]; err != nil || !bytes.Equal(got, want[name]) {
					t.Errorf("%s: another client, %d bytes, not %d: %v", name, len(got), len(want[name]), err)
				}
			})
		}
	}
	all.Wait()
	for name, src := range want {
		if !bytes.HasPrefix(src, []byte("// Code generated by specho; DO NOT EDIT.\n")) || bytes.Contains(src, []byte("oapi-codegen/runtime")) {
			t.Errorf("%s begins %.60q, or needs another library", name, src)
		}
	}
}

func TestNoClientWithoutAnImportPath(t *testing.T) {
	cfg := clientConfig("x", "api", []byte(awkward))
	cfg.ImportPath = ""
	if _, _, err := generator.Generate(t.Context(), cfg); err == nil || !strings.Contains(err.Error(), "import path") {
		t.Errorf("got %v", err)
	}
}

// TestClientsOfRealDocuments builds the clients of documents that others wrote, in
// the folder that SUITES names.
func TestClientsOfRealDocuments(t *testing.T) {
	suites := os.Getenv("SUITES")
	if suites == "" {
		t.Skip("SUITES names no folder with documents")
	}
	for _, name := range []string{"petstore.yaml", "circleci.yaml", "hydra.json", "lakefs.yaml", "train-travel.yaml", "langfuse.yaml"} {
		doc, err := os.ReadFile(firstOf(suites, name))
		if err != nil {
			t.Logf("%s is not there", name)
			continue
		}
		t.Run(name, func(t *testing.T) {
			id := "real_" + strings.ReplaceAll(strings.TrimSuffix(name, path.Ext(name)), "-", "_")
			files, diags := withClient(t, id, "api", doc)
			n := rules(diags)
			if n["client-operation"] > 0 {
				t.Errorf("operations are left out: %v", n)
			}
			compiles(t, id, files)
			t.Logf("client of %d lines, notes %s", bytes.Count(files["client/client.gen.go"], []byte("\n")), fmt.Sprint(slices.Sorted(maps.Keys(n)), len(n)))
		})
	}
}

// firstOf finds a document in the folder or in corpus beside or below it.
func firstOf(suites, name string) string {
	for _, dir := range []string{suites, filepath.Join(suites, "corpus"), filepath.Join(suites, "..", "corpus")} {
		if _, err := os.Stat(filepath.Join(dir, name)); err == nil {
			return filepath.Join(dir, name)
		}
	}
	return filepath.Join(suites, name)
}
