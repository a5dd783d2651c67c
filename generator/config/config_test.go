package config

import (
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"github.com/specho/specho/generator/diag"
)

func TestParseRefuses(t *testing.T) {
	tests := []struct {
		about, text, want string
	}{
		{"unknown key", "document: a.yaml\noutptu: x\n", "specho.yaml:2:1: unknown key \"outptu\" (config-key)\n\thint: did you mean \"output\"?"},
		{"unknown key, nothing like it", "colour: red\n", "specho.yaml:1:1: unknown key \"colour\" (config-key)\n\thint: the keys are documents, document, root, allow-remote, output, package, models, packages, cycles, runtime, runtime-dir, client, strict, untyped, integers, codecs, unenforced, formats"},
		{"text for a bool", "client: \"yes\"\n", "specho.yaml:1:9: client is the text \"yes\", want true or false (config-type)"},
		{"yes for a bool", "strict: yes\n", "specho.yaml:1:9: strict is the text \"yes\", want true or false (config-type)"},
		{"number for a text", "package: 12\n", "specho.yaml:1:10: package is 12, want a text (config-type)"},
		{"list for a text", "output: [a]\n", "specho.yaml:1:9: output is a list, want a text (config-type)"},
		{"nothing for a text", "output:\n", "specho.yaml:1:8: output is empty, want a text (config-type)"},
		{"empty text", "output: ''\n", "specho.yaml:1:9: output: the value is empty (config-value)"},
		{"value not allowed", "runtime: imprt\n", "specho.yaml:1:10: runtime: \"imprt\" is not one of copy, import, did you mean \"import\"? (config-value)"},
		{"key twice", "output: a\noutput: b\n", "specho.yaml:2:1: key \"output\" stands here twice (config-key)"},
		{"a list at the top", "- a\n", "specho.yaml:1:1: want keys such as document and output, found a list (config-type)"},
		{"documents is no list", "documents: {a: b}\n", "specho.yaml:1:12: documents is a mapping, want a list of documents (config-type)"},
		{"documents is empty", "documents: []\n", "specho.yaml:1:12: documents is an empty list, want a list of documents (config-type)"},
		{"an entry is no mapping", "documents:\n  - a.yaml\n", "specho.yaml:2:5: want keys such as document and output, found the text \"a.yaml\" (config-type)"},
		{"unknown key in an entry", "documents:\n  - {document: a, ouput: b}\n", "specho.yaml:2:19: unknown key \"ouput\" (config-key)\n\thint: did you mean \"output\"?"},
		{"output beside documents", "output: x\ndocuments:\n  - {document: a, output: b}\n", "specho.yaml:1:9: output stands beside documents (config-key)\n\thint: move it into an entry of documents: every document has its own"},
		{"a format's unknown key", "formats:\n  money: {typ: a.example/b.T}\n", "specho.yaml:2:11: unknown key \"typ\" (config-key)\n\thint: the keys of a format are as, type, parse, write, layout, fraction-digits"},
		{"a type without a package", "formats:\n  money: {type: Amount}\n", "specho.yaml:2:17: type: \"Amount\" is not a package and a name in it, such as example.com/shop/money.Amount (config-value)"},
		{"parse without write", "formats:\n  money: {type: a.example/b.T, parse: a.example/b.F}\n", "specho.yaml:2:10: the format money: want parse and write, or none of them (config-value)"},
		{"a layout that loses the day", "formats:\n  date: {layout: 2006-01}\n", "specho.yaml:2:9: the format date: the layout \"2006-01\" loses something: it writes 2006-11-23T19:41:58+05:30 as \"2006-11\" (want a layout of Go's package time, such as \"02/01/2006\") (config-value)"},
		{"fraction digits of a date", "formats:\n  date: {fraction-digits: 3}\n", "specho.yaml:2:9: the format date: fraction-digits are for date-time (config-value)"},
		{"not YAML", "a: [\n", "specho.yaml:1: not valid YAML: did not find expected node content (config-syntax)"},
		{"alias", "output: &x a\npackage: *x\n", "specho.yaml:2:10: package is an alias (*x), want a text (config-type)"},
		{"two problems", "a1: b\nclient: 1\n", "specho.yaml:1:1: unknown key \"a1\" (config-key)\n\thint: the keys are documents, document, root, allow-remote, output, package, models, packages, cycles, runtime, runtime-dir, client, strict, untyped, integers, codecs, unenforced, formats\nspecho.yaml:2:9: client is 1, want true or false (config-type)"},
		{"too large", strings.Repeat("#\n", maxBytes), "specho.yaml: the file is larger than 1048576 bytes (config-size)"},
	}
	for _, tt := range tests {
		_, err := Parse("specho.yaml", []byte(tt.text))
		if err == nil || err.Error() != tt.want {
			t.Errorf("%s: error\n%v\nwant\n%s", tt.about, err, tt.want)
		}
	}
}

// project is a module with files in a temporary working folder.
func project(t *testing.T, files map[string]string) {
	t.Helper()
	t.Chdir(t.TempDir())
	if _, has := files["go.mod"]; !has {
		put(t, "go.mod", "module example.com/shop\n")
	}
	for name, text := range files {
		if text != "" {
			put(t, name, text)
		}
	}
}

func put(t *testing.T, name, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
}

// resolve parses a file, sets flags ("output=x client=true") and resolves.
func resolve(t *testing.T, name, text, flags string) (Plan, error) {
	t.Helper()
	var file *File
	if name != "" {
		var err error
		if file, err = Parse(name, []byte(text)); err != nil {
			return Plan{}, err
		}
	}
	var s Settings
	for f := range strings.FieldsSeq(flags) {
		key, value, _ := strings.Cut(f, "=")
		if err := s.SetFlag(key, value); err != nil {
			return Plan{}, err
		}
	}
	return Resolve(file, s)
}

func TestResolve(t *testing.T) {
	const mod = "example.com/shop"
	two := "documents:\n  - {document: a.yaml, output: gen/a}\n  - {document: b.yaml, output: gen/b, client: true}\n"
	a := Job{Document: "a.yaml", Output: filepath.Join("gen", "a"), Package: "a", ImportPath: mod + "/gen/a", Runtime: mod + "/internal/rest"}
	b := Job{Document: "b.yaml", Output: filepath.Join("gen", "b"), Package: "b", ImportPath: mod + "/gen/b", Runtime: mod + "/internal/rest", Client: true}
	shared := []RuntimeCopy{{filepath.Join("internal", "rest"), mod + "/internal/rest"}}
	tests := []struct {
		about, name, text, flags string
		want                     Plan
	}{
		{"nothing but defaults", "", "", "", Plan{Jobs: []Job{{Document: "openapi.yaml", Output: "generated", Package: "generated", ImportPath: mod + "/generated", Runtime: mod + "/generated/rest", RuntimeDir: "rest"}}}},
		{"an empty file", FileName, "# nothing\n", "", Plan{Jobs: []Job{{Document: "openapi.yaml", Output: "generated", Package: "generated", ImportPath: mod + "/generated", Runtime: mod + "/generated/rest", RuntimeDir: "rest"}}}},
		{"flags alone", "", "", "document=- output=out/my-api client=true runtime=import", Plan{Jobs: []Job{{Document: "-", Output: filepath.Join("out", "my-api"), Package: "myapi", ImportPath: mod + "/out/my-api", Runtime: RuntimeImport, Client: true}}}},
		{"flags over file", FileName, "document: a.yaml\noutput: x\nclient: true\nstrict: true\n", "output=y client=false", Plan{Jobs: []Job{{Document: "a.yaml", Output: "y", Package: "y", ImportPath: mod + "/y", Runtime: mod + "/y/rest", RuntimeDir: "rest", Strict: true}}}},
		{"paths of a file elsewhere", "api/specho.yaml", "document: a.yaml\noutput: ../x\n", "", Plan{Jobs: []Job{{Document: filepath.Join("api", "a.yaml"), Output: "x", Package: "x", ImportPath: mod + "/x", Runtime: mod + "/x/rest", RuntimeDir: "rest"}}}},
		{"runtime elsewhere", FileName, "output: x\nruntime-dir: rt\n", "", Plan{Jobs: []Job{{Document: "openapi.yaml", Output: "x", Package: "x", ImportPath: mod + "/x", Runtime: mod + "/rt"}}, Copies: []RuntimeCopy{{"rt", mod + "/rt"}}}},
		{"two documents share the runtime", FileName, two, "", Plan{Jobs: []Job{a, b}, Copies: shared}},
		{"one of two", FileName, two, "document=./b.yaml", Plan{Jobs: []Job{b}, Copies: shared}},
		{"two documents, runtime in the first output", FileName, two + "runtime-dir: gen/a/rest\n", "", Plan{Jobs: []Job{
			{Document: "a.yaml", Output: a.Output, Package: "a", ImportPath: a.ImportPath, Runtime: mod + "/gen/a/rest", RuntimeDir: "rest"},
			{Document: "b.yaml", Output: b.Output, Package: "b", ImportPath: b.ImportPath, Runtime: mod + "/gen/a/rest", Client: true},
		}}},
		{"two documents import the runtime", FileName, two + "runtime: import\n", "", Plan{Jobs: []Job{
			{Document: "a.yaml", Output: a.Output, Package: "a", ImportPath: a.ImportPath, Runtime: RuntimeImport},
			{Document: "b.yaml", Output: b.Output, Package: "b", ImportPath: b.ImportPath, Runtime: RuntimeImport, Client: true},
		}}},
		{"package set", FileName, "package: tours\n", "", Plan{Jobs: []Job{{Document: "openapi.yaml", Output: "generated", Package: "tours", ImportPath: mod + "/generated", Runtime: mod + "/generated/rest", RuntimeDir: "rest"}}}},
	}
	for _, tt := range tests {
		t.Run(tt.about, func(t *testing.T) {
			project(t, nil)
			got, err := resolve(t, tt.name, tt.text, tt.flags)
			if err != nil {
				t.Fatal(err)
			}
			for i := range got.Jobs {
				if fromFile := tt.text != "" && strings.Contains(tt.text, "document"); (got.Jobs[i].Pos.Line > 0) != fromFile {
					t.Errorf("document named at %q", got.Jobs[i].Pos)
				}
				got.Jobs[i].Pos = diag.Pos{}
			}
			if !reflect.DeepEqual(got, tt.want) {
				t.Errorf("plan\n%+v\nwant\n%+v", got, tt.want)
			}
		})
	}
}

func TestResolveRefuses(t *testing.T) {
	two := "documents:\n  - {document: a.yaml, output: gen/a}\n  - {document: b.yaml, output: gen/b}\n"
	tests := []struct {
		about       string
		files       map[string]string
		text, flags string
		want        string
	}{
		{"package main", nil, "package: main\n", "", "specho.yaml:1:10: package main cannot be imported"},
		{"package no identifier", nil, "package: my-api\n", "", "specho.yaml:1:10: \"my-api\" is not a Go package name (config-value)\n\thint: \"myapi\" would be one"},
		{"package as a flag", nil, "", "package=func", "--package: \"func\" is not a Go package name"},
		{"same output", nil, "documents:\n  - {document: a, output: x}\n  - {document: b, output: ./x}\n", "", "specho.yaml:3:27: output x is that of another document too (specho.yaml:2:27)"},
		{"entry without output", nil, "documents:\n  - {document: a, output: x}\n  - {document: b}\n", "", "specho.yaml:3:5: no output is named (config-value)"},
		{"output for two", nil, two, "output=x", "--output cannot be used here: specho.yaml lists 2 documents"},
		{"document not listed", nil, two, "document=c.yaml", "specho.yaml does not list the document c.yaml\n\thint: it lists a.yaml, b.yaml"},
		{"URL", nil, "document: https://example.com/api.yaml\n", "", "specho.yaml:1:11: https://example.com/api.yaml is not a file"},
		{"no import path", nil, "output: my api\n", "", "specho.yaml:1:9: my api cannot be imported"},
		{"module without a name", map[string]string{"go.mod": "go 1.26\n"}, "", "", "names no module"},
		{"runtime in another module", map[string]string{"rt/go.mod": "module example.com/rt\n"}, "runtime-dir: rt\n", "", "specho.yaml:1:14: the runtime would be in the module example.com/rt"},
		{"runtime in the output", nil, "runtime-dir: generated\n", "", "specho.yaml:1:14: the runtime and the generated code would share generated"},
		{"client reads answers", nil, "client: true\ncodecs: reachable\n", "", "specho.yaml:2:9: a client needs the codecs of both directions"},
	}
	for _, tt := range tests {
		t.Run(tt.about, func(t *testing.T) {
			project(t, tt.files)
			_, err := resolve(t, FileName, tt.text, tt.flags)
			if err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("error\n%v\nwant\n%s", err, tt.want)
			}
		})
	}
}

func TestNoModule(t *testing.T) {
	project(t, map[string]string{"go.mod": ""})
	_, err := resolve(t, "", "", "")
	if want := "the import path of generated cannot be told: there is no go.mod in it or above it\n\thint: run: go mod init example.com/your/module"; err == nil || err.Error() != want {
		t.Errorf("error\n%v\nwant\n%s", err, want)
	}
}

func TestNearest(t *testing.T) {
	words := []string{"generate", "check", "version", "help"}
	for s, want := range map[string]string{"genrate": "generate", "chekc": "check", "vresion": "version", "halp": "help", "x": "", "frobnicate": "", "gen": ""} {
		if got := Nearest(s, words); got != want {
			t.Errorf("Nearest(%q) = %q, want %q", s, got, want)
		}
	}
}

func FuzzParse(f *testing.F) {
	f.Add("document: a\noutput: b\n")
	f.Add("documents:\n  - {document: a, output: b}\n")
	f.Add("a: &x [*x]\n? {}\n: b\n")
	f.Fuzz(func(t *testing.T, text string) {
		file, err := Parse(FileName, []byte(text))
		if err == nil && len(file.Documents) == 0 {
			t.Error("neither a document nor an error")
		}
	})
}
