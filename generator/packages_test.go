package generator_test

import (
	"bytes"
	"maps"
	"path"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/specho/specho/generator"
	"github.com/specho/specho/generator/diag"
	"github.com/specho/specho/generator/load"
	"github.com/specho/specho/generator/packages"
)

// inPackages generates api/openapi.yaml of files. Entries are written
// "schemas/a.yaml orders": the file below api and the folder of its package.
func inPackages(t *testing.T, files fstest.MapFS, cycles string, entries ...string) (map[string][]byte, []diag.Diagnostic, error) {
	t.Helper()
	cfg := generator.Config{
		Source:  load.Source{Name: "api/openapi.yaml", FS: files, Root: "api/openapi.yaml", NoGrade: true},
		Package: "api", ImportPath: "example.com/shop/api", Runtime: "github.com/specho/specho/rest", Cycles: cycles, Base: "api",
	}
	for i, e := range entries {
		file, dir, _ := strings.Cut(e, " ")
		cfg.Packages = append(cfg.Packages, packages.Entry{
			Files: path.Join("api", file), Folder: dir, Name: path.Base(dir), Dir: dir, Path: path.Join("example.com/shop/api", dir),
			Pos: diag.Pos{File: "specho.yaml", Line: i + 3, Column: 3}, Any: file == "**",
		})
	}
	return generator.Generate(t.Context(), cfg)
}

// document is a document whose only operation answers with these schemas.
func document(refs ...string) *fstest.MapFile {
	var b strings.Builder
	b.WriteString("openapi: 3.1.0\ninfo: {title: Shop, version: '1'}\npaths:\n")
	for i, ref := range refs {
		b.WriteString("  /p" + string(rune('a'+i)) + ": {get: {operationId: get" + string(rune('a'+i)) +
			", responses: {'200': {description: it, content: {application/json: {schema: {$ref: '" + ref + "'}}}}}}}\n")
	}
	return &fstest.MapFile{Data: []byte(b.String())}
}

func textFile(text string) *fstest.MapFile { return &fstest.MapFile{Data: []byte(text)} }

// threeFiles: a needs b, b needs c, c needs a.
func threeFiles() fstest.MapFS {
	return fstest.MapFS{
		"api/openapi.yaml": document("a.yaml#/A", "b.yaml#/Alone"),
		"api/a.yaml":       textFile("A:\n  type: object\n  properties:\n    b: {$ref: 'b.yaml#/B'}\nOther: {type: object, properties: {x: {type: string}}}\n"),
		"api/b.yaml":       textFile("B:\n  type: array\n  items: {$ref: 'c.yaml#/C'}\nAlone: {type: object, properties: {x: {type: string}}}\n"),
		"api/c.yaml":       textFile("C:\n  oneOf:\n    - {$ref: 'a.yaml#/A'}\n    - type: string\n"),
	}
}

func TestCirclesOfPackages(t *testing.T) {
	deep := fstest.MapFS{
		"api/openapi.yaml": textFile("openapi: 3.1.0\ninfo: {title: Shop, version: '1'}\npaths:\n  /: {get: {operationId: get, responses: {'200': {description: it, content: {application/json: {schema: {type: object, properties: {n: {type: string}, of: {$ref: 'a.yaml#/A'}}}}}}}}}\n"),
		"api/a.yaml":       textFile("A:\n  type: object\n  properties:\n    in: {$ref: 'openapi.yaml#/paths/~1/get/responses/200/content/application~1json/schema'}\n"),
	}
	for _, tt := range []struct {
		about   string
		files   fstest.MapFS
		entries []string
		want    string
	}{
		{"no circle", threeFiles(), []string{"a.yaml one", "b.yaml one", "c.yaml one"}, ""},
		{"three packages", threeFiles(), []string{"a.yaml a", "b.yaml b", "c.yaml c"}, `api/a.yaml:4:5: the packages would import each other in a circle: a -> b -> c -> a (package-cycle)
	api/a.yaml:4:5: A.b of package a refers to B of package b (api/b.yaml:1:1)
	api/b.yaml:1:1: B of package b refers to C of package c (api/c.yaml:1:1)
	api/c.yaml:3:7: C.A of package c refers to A of package a (api/a.yaml:1:1)
	hint: write cycles: split, which moves such types to a package that both import, or cycles: merge`},
		{"two packages", threeFiles(), []string{"a.yaml a", "[bc].yaml b"}, `api/a.yaml:4:5: the packages would import each other in a circle: a -> b -> a (package-cycle)
	api/a.yaml:4:5: A.b of package a refers to B of package b (api/b.yaml:1:1)
	api/c.yaml:3:7: C.A of package b refers to A of package a (api/a.yaml:1:1)
	hint: change the entry at specho.yaml:3:3 to {a.yaml: b}; or write cycles: split, which moves such types to a package that both import, or cycles: merge`},
		{"a type of the main package", threeFiles(), []string{"a.yaml a", "c.yaml a"}, `api/a.yaml:4:5: A.b of package a refers to B (api/b.yaml:1:1), which is in the main package with the handlers: that one imports all others (package-cycle)
	hint: give its file a package too (packages: {b.yaml: a}), or all that have none (models: DIR); or write cycles: split, which moves such types to a package that both import, or cycles: merge`},
		{"a schema in an operation of the main package", deep, []string{"a.yaml a"}, `api/a.yaml:4:5: A.in of package a refers to /.get.200.application/json (api/openapi.yaml:4:97), which is in the main package with the handlers: that one imports all others (package-cycle)
	hint: give its file a package too (packages: {openapi.yaml: a}), or all that have none (models: DIR); or write cycles: split, which moves such types to a package that both import, or cycles: merge`},
		{"a schema in an operation of a file with a package", deep, []string{"** a"}, ""},
	} {
		t.Run(tt.about, func(t *testing.T) {
			files, _, err := inPackages(t, tt.files, packages.Refuse, tt.entries...)
			got := ""
			if err != nil {
				got = err.Error()
			}
			if got != tt.want {
				t.Errorf("got\n%s\nwant\n%s", got, tt.want)
			}
			if err != nil && files != nil {
				t.Error("there are files all the same")
			}
		})
	}
}

// TestUnrelatedSchemasMoveNothing: with packages split or merged a further schema, or
// operation, changes no file of another package.
func TestUnrelatedSchemasMoveNothing(t *testing.T) {
	entries := []string{"a.yaml a", "b.yaml b", "c.yaml c"}
	for _, cycles := range []string{packages.Split, packages.Merge} {
		before, _, err := inPackages(t, threeFiles(), cycles, entries...)
		if err != nil {
			t.Fatal(err)
		}
		more := threeFiles()
		more["api/openapi.yaml"] = document("a.yaml#/A", "b.yaml#/Alone", "a.yaml#/Other", "b.yaml#/B")
		after, _, err := inPackages(t, more, cycles, entries...)
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range slices.Sorted(maps.Keys(before)) {
			unchanged := strings.Contains(name, "/") && path.Dir(name) != "a"
			if cycles == packages.Split {
				unchanged = strings.Contains(name, "/") && (path.Dir(name) != "a" || strings.Contains(name, "aliases"))
			}
			if unchanged && !bytes.Equal(before[name], after[name]) {
				t.Errorf("%s: %s changes", cycles, name)
			}
		}
		if !bytes.Contains(after["a/schemas.gen.go"], []byte("type Other struct")) {
			t.Errorf("%s: Other is not in its package", cycles)
		}
	}
}

// TestPackagesAreDeterministic: the same input gives the same bytes.
func TestPackagesAreDeterministic(t *testing.T) {
	for _, cycles := range []string{packages.Split, packages.Merge} {
		first, _, err := inPackages(t, severalFiles(), cycles, "schemas/Pet.yaml pets", "schemas/deep/more.yaml deep", "schemas/common.yaml ../common")
		if err != nil {
			t.Fatal(err)
		}
		for range 8 {
			again, _, err := inPackages(t, severalFiles(), cycles, "schemas/Pet.yaml pets", "schemas/deep/more.yaml deep", "schemas/common.yaml ../common")
			if err != nil || !maps.EqualFunc(first, again, bytes.Equal) {
				t.Fatalf("%s: another result (%v)", cycles, err)
			}
		}
	}
}
