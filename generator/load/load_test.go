package load_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/specho/specho/generator/diag"
	"github.com/specho/specho/generator/load"
)

// open loads a document of several files; the first of names is the root.
func open(t testing.TB, root string, files map[string]string) (*load.Tree, *diag.List, error) {
	t.Helper()
	folder := fstest.MapFS{}
	for name, data := range files {
		folder[name] = &fstest.MapFile{Data: []byte(data)}
	}
	var l diag.List
	tree, err := load.Document(t.Context(), load.Source{Name: "docs/" + root, FS: folder, Root: root}, &l)
	return tree, &l, err
}

func TestScalarsFollowJSON(t *testing.T) {
	for yaml, want := range map[string]string{
		"no": `"no"`, "on": `"on"`, "yes": `"yes"`, "true": "true", "True": "true", "~": "null", "": "null", "null": "null",
		"12:30:45": `"12:30:45"`, "2020-01-01": `"2020-01-01"`, "2020-01-01T00:00:00Z": `"2020-01-01T00:00:00Z"`,
		"0o14": `"0o14"`, "014": `"014"`, "0x1F": `"0x1F"`, "1_000": `"1_000"`, ".inf": `".inf"`, ".nan": `".nan"`,
		"9223372036854775808": "9223372036854775808", "1.50": "1.50", "1e3": "1e3", "+1": "1", "-.5": "-0.5", "1.": "1.0", "-0": "-0",
		"'1'": `"1"`, "!!str 1": `"1"`, `"\u00e9"`: `"é"`, "!!int 5": "5",
	} {
		tree, l, err := open(t, "a.yaml", map[string]string{"a.yaml": "x: " + yaml + "\n"})
		if err != nil || l.HasErrors() {
			t.Errorf("%s: %v", yaml, err)
			continue
		}
		if got := tree.Root.Get("x").JSON(); got != want {
			t.Errorf("%s is read as %s, want %s", yaml, got, want)
		}
	}
}

func TestOddNumbers(t *testing.T) {
	for text, want := range map[string]bool{"1_000": true, "0x1F": true, "0o7": true, "017": true, ".inf": true, "-.INF": true, ".nan": true, "12:30": true, "a": false, "": false, "yes": false} {
		if got := load.OddNumber(text); got != want {
			t.Errorf("OddNumber(%q) = %v", text, got)
		}
	}
}

func TestKeysAndMerges(t *testing.T) {
	tree, l, err := open(t, "a.yaml", map[string]string{"a.yaml": `
200: ok
on: x
null: y
base: &base {a: 1, b: 2}
more: &more {c: 3}
one: {<<: *base, b: 3}
two: {<<: [*base, *more], c: 4}
quoted: {"<<": 1}
alias: *base
`})
	if err != nil || l.HasErrors() {
		t.Fatal(err, l.Err())
	}
	want := `{"200":"ok","on":"x","null":"y","base":{"a":1,"b":2},"more":{"c":3},"one":{"b":3,"a":1},"two":{"c":4,"a":1,"b":2},"quoted":{"<<":1},"alias":{"a":1,"b":2}}`
	if got := tree.Root.JSON(); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

func TestPlaces(t *testing.T) {
	yaml := "\uFEFFa:\r\n  é: {x: [1, 2]}\r\n  \"b/~\": |\r\n    text\r\n"
	jsonText := "{\n\t\"a\": {\"é\": {\"x\": [1,\n 2]}, \"b/~\": \"text\"}\n}"
	for _, tt := range []struct{ file, text, path, place, pointer string }{
		{"a.yaml", yaml, "a", "docs/a.yaml:1:1", "#/a"},
		{"a.yaml", yaml, "a é", "docs/a.yaml:2:3", "#/a/é"},
		{"a.yaml", yaml, "a é x", "docs/a.yaml:2:8", "#/a/é/x"},
		{"a.yaml", yaml, "a b/~", "docs/a.yaml:3:3", "#/a/b~1~0"},
		{"a.json", jsonText, "a", "docs/a.json:2:2", "#/a"},
		{"a.json", jsonText, "a é x", "docs/a.json:2:15", "#/a/é/x"},
		{"a.json", jsonText, "a b/~", "docs/a.json:3:7", "#/a/b~1~0"},
	} {
		tree, _, err := open(t, tt.file, map[string]string{tt.file: tt.text})
		if err != nil {
			t.Fatal(err)
		}
		n := tree.Root
		for step := range strings.FieldsSeq(tt.path) {
			n = n.Get(step)
		}
		if n.Pos().String() != tt.place || n.Pointer() != tt.pointer {
			t.Errorf("%s in %s: %s %s, want %s %s", tt.path, tt.file, n.Pos(), n.Pointer(), tt.place, tt.pointer)
		}
	}
}

func TestUnreadable(t *testing.T) {
	bomb := "a: &a [x,x,x,x,x,x,x,x,x,x]\n"
	for c := 'b'; c < 'l'; c++ {
		bomb += fmt.Sprintf("%c: &%c [%s]\n", c, c, strings.TrimSuffix(strings.Repeat(fmt.Sprintf("*%c,", c-1), 10), ","))
	}
	for _, tt := range []struct{ name, file, text, want string }{
		{"empty", "a.yaml", "", "docs/a.yaml:1:1: cannot read the document: the document is empty (document-empty)"},
		{"comment only", "a.yaml", "# nothing\n", "(document-empty)"},
		{"tab", "a.yaml", "a:\n  \tb: 1\n", "docs/a.yaml:2:3: cannot read the document: a tab cannot indent YAML (yaml-syntax)\n\thint: write spaces"},
		{"at", "a.yaml", "a:\n  b: @x\n", "docs/a.yaml:2:6: cannot read the document: '@' cannot start a text"},
		{"control character", "a.yaml", "a: 1\nb: x\x01\n", "docs/a.yaml:2:5: cannot read the document: the control character U+0001"},
		{"yaml 2", "a.yaml", "%YAML 2.0\n---\na: 1\n", "(yaml-syntax)"},
		{"yaml syntax", "a.yaml", "a: [1\n", "(yaml-syntax)"},
		{"documents", "a.yaml", "a: 1\n---\nb: 2\n", "(yaml-documents)"},
		{"key", "a.yaml", "? [a]\n: 1\n", "(yaml-key)"},
		{"bomb", "a.yaml", bomb, "(yaml-alias-bomb)"},
		{"alias cycle", "a.yaml", "a: &a [*a]\n", "(yaml-alias-cycle)"},
		{"unknown alias", "a.yaml", "a: 1\nb: *b\n", "docs/a.yaml:2:4: cannot read the document: unknown anchor"},
		{"merge", "a.yaml", "a: {<<: 1}\n", "(yaml-merge)"},
		{"deep yaml", "a.yaml", strings.Repeat("[", 3000) + strings.Repeat("]", 3000), "(document-depth)"},
		{"deep json", "a.json", strings.Repeat("[", 100_000), "(document-depth)"},
		{"utf-32", "a.yaml", "\xff\xfe\x00\x00a\x00\x00\x00", "UTF-32"},
		{"half of a pair", "a.yaml", "\xff\xfea\x00\x00\xd8", "broken UTF-16"},
		{"latin 1", "a.yaml", "a: caf\xe9\n", "docs/a.yaml:1:7: the byte 0xE9 is not UTF-8"},
		{"json end", "a.json", `{"a": 1`, "(json-syntax)"},
		{"json commas", "a.json", "{\"a\": 1,,\n}", "docs/a.json:1:9: cannot read the document: expected a member name"},
		{"json comment", "a.json", "{\"a\": 1 /*/\n}", "docs/a.json:1:9"},
		{"json number", "a.json", `{"a": 01}`, "docs/a.json:1:7"},
		{"json control", "a.json", "{\"a\": \"\n\"}", "control character"},
		{"json rest", "a.json", `{} x`, "docs/a.json:1:4"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			start := time.Now()
			_, l, err := open(t, tt.file, map[string]string{tt.file: tt.text})
			var problems *diag.Errors
			if !errors.As(err, &problems) || !l.HasErrors() {
				t.Fatalf("got %v", err)
			}
			if !strings.Contains(err.Error(), tt.want) {
				t.Errorf("got %v, want %s", err, tt.want)
			}
			if took := time.Since(start); took > time.Minute {
				t.Errorf("took %s", took)
			}
		})
	}
}

func TestLimits(t *testing.T) {
	src := load.Source{Name: "a.yaml", Data: []byte("a: 1\n"), MaxBytes: 4}
	if _, err := load.Document(t.Context(), src, &diag.List{}); err == nil {
		t.Error("a document above the limit is read")
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := load.Document(ctx, load.Source{Name: "a.yaml", Data: []byte("a: 1\n")}, &diag.List{}); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
	_, err := load.Document(t.Context(), load.Source{Name: "b.yaml", FS: fstest.MapFS{}, Root: "b.yaml"}, &diag.List{})
	if !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("got %v", err)
	}
	_, err = load.Document(t.Context(), load.Source{Name: "b", FS: fstest.MapFS{"b/c": {}}, Root: "b"}, &diag.List{})
	if err == nil || !strings.Contains(err.Error(), "not a regular file") {
		t.Errorf("got %v", err)
	}
}

func TestReferences(t *testing.T) {
	files := map[string]string{
		"api/root.yaml": `
components:
  schemas:
    Pet: {type: object, properties: {name: {type: string}}}
    Alias: {$ref: '#/components/schemas/Pet'}
    Named: {$anchor: here, type: integer}
    "a/b": {type: string}
    "50%": {type: string}
    Loop: {$ref: '#/components/schemas/Loop/x'}
`,
		"api/other.yaml":     "Cat: {type: object}\nBack: {$ref: 'root.yaml#/components/schemas/Pet'}\n",
		"shared/common.json": `{"$id": "https://example.com/common", "$defs": {"E": {"$anchor": "e", "type": "string"}}}`,
		"api/bad.yaml":       "a: [",
	}
	for _, tt := range []struct{ ref, want string }{
		{"#/components/schemas/Pet", "docs/api/root.yaml:4:5"},
		{"#/components/schemas/Pet/properties/name", "docs/api/root.yaml:4:38"},
		{"#/components/schemas/Alias/properties/name", "docs/api/root.yaml:4:38"},
		{"#here", "docs/api/root.yaml:6:5"},
		{"#/components/schemas/a~1b", "docs/api/root.yaml:7:5"},
		{"#/components/schemas/a%7E1b", "docs/api/root.yaml:7:5"},
		{"#/components/schemas/50%25", "docs/api/root.yaml:8:5"},
		{"other.yaml#/Cat", "docs/api/other.yaml:1:1"},
		{"./other.yaml#/Cat", "docs/api/other.yaml:1:1"},
		{"other.yaml", "docs/api/other.yaml:1:1"},
		{"../shared/common.json#/$defs/E", "docs/shared/common.json:1:49"},
		{"https://example.com/common#e", "docs/shared/common.json:1:49"},
		{"#", "docs/api/root.yaml:2:1"},

		{"#/components/schemas/pets", `ref-dangling: the reference "#/components/schemas/pets" leads nowhere: #/components/schemas has no "pets"; did you mean "Pet"?`},
		{"#components/schemas/Pet", "ref-dangling: * $anchor *; write #/components/schemas/Pet"},
		{"Pet", "ref-file: *; write #/components/schemas/Pet"},
		{"missing.yaml#/A", "ref-file: cannot read docs/api/missing.yaml: no such file*"},
		{"bad.yaml#/A", "yaml-syntax: docs/api/bad.yaml:*"},
		{"http://example.com/a.yaml", "ref-remote: *; read it from there: --allow-remote http://example.com; or save*"},
		{"//example.com/a.yaml", "ref-remote: *"},
		{"file:///etc/passwd", "ref-remote: *"},
		{"/etc/passwd", "ref-outside: *"},
		{"../../etc/passwd", "ref-outside: *"},
		{"..\\..\\x", "ref-outside: *"},
		{"#/components/schemas/Loop/y", "ref-cycle: *"},
		{"#/a%zz", "ref-syntax: *"},
	} {
		with := map[string]string{}
		for name, data := range files {
			with[name] = data
		}
		with["api/root.yaml"] += fmt.Sprintf("x: {$ref: %q}\nids: {$ref: ../shared/common.json}\n", tt.ref)
		tree, l, err := open(t, "api/root.yaml", with)
		if err != nil || l.HasErrors() {
			t.Fatal(err, l.Err())
		}
		n, d := tree.Resolve(tree.Root.Get("x").Get("$ref"))
		got := ""
		if d == nil {
			got = n.Pos().String()
		} else {
			got = d.Rule + ": " + d.Message
			if d.Hint != "" {
				got += "; " + d.Hint
			}
			if d.Pos.Line != 10 {
				t.Errorf("%s: the diagnostic is at %s", tt.ref, d.Pos)
			}
		}
		if !like(got, tt.want) {
			t.Errorf("%s:\ngot  %s\nwant %s", tt.ref, got, tt.want)
		}
	}
}

// like compares with a pattern whose * stand for any text.
func like(s, pattern string) bool {
	parts := strings.Split(pattern, "*")
	if len(parts) == 1 {
		return s == pattern
	}
	if !strings.HasPrefix(s, parts[0]) {
		return false
	}
	for _, p := range parts {
		i := strings.Index(s, p)
		if i < 0 {
			return false
		}
		s = s[i+len(p):]
	}
	return parts[len(parts)-1] == "" || s == ""
}

// FuzzJSON compares the own JSON reader with encoding/json.
func FuzzJSON(f *testing.F) {
	for _, s := range []string{`{"a":[1,2.5e3,"x\u00e9\n",true,null]}`, `[]`, `{}`, `"\ud83d\ude00"`, `-0.0E+1`, `[1,]`, `{"a":1,"a":2}`, "\"\x01\""} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		var l diag.List
		tree, err := load.Document(t.Context(), load.Source{Name: "a.json", Data: []byte(text)}, &l)
		var want any
		d := json.NewDecoder(strings.NewReader(strings.TrimPrefix(text, "\uFEFF")))
		d.UseNumber()
		valid := json.Valid([]byte(strings.TrimPrefix(text, "\uFEFF")))
		if err != nil || len(l.Sorted()) > 0 { // refused, or repaired
			if valid && err != nil && !strings.Contains(err.Error(), "document-") {
				t.Fatalf("%q is refused: %v", text, err)
			}
			return
		}
		if !valid {
			t.Fatalf("%q is read", text)
		}
		if err := d.Decode(&want); err != nil {
			t.Skip()
		}
		var got any
		d = json.NewDecoder(strings.NewReader(tree.Root.JSON()))
		d.UseNumber()
		if err := d.Decode(&got); err != nil {
			t.Fatalf("%q gives %s: %v", text, tree.Root.JSON(), err)
		}
		a, _ := json.Marshal(want)
		b, _ := json.Marshal(got)
		if string(a) != string(b) {
			t.Fatalf("%q gives %s, want %s", text, b, a)
		}
	})
}

// FuzzYAML asserts that any text is read or refused, in bounded time.
func FuzzYAML(f *testing.F) {
	for _, s := range []string{"a: &a {b: *a}\n", "a: [1, {<<: *x}]", "? a\n: b", "a: !!int x", "- |\n  x\n- >\n y", "\ta: 1", "a: 1 # c\n--- \n"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		tree, err := load.Document(t.Context(), load.Source{Name: "a.yaml", Data: []byte(text)}, &diag.List{})
		if err == nil && !json.Valid([]byte(tree.Root.JSON())) {
			t.Fatalf("%q gives %s", text, tree.Root.JSON())
		}
	})
}
