package load_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf16"
)

// TestRepairedTexts reads texts that are not quite YAML or JSON, and compares the
// whole value and what is told.
func TestRepairedTexts(t *testing.T) {
	inUTF16 := func(text string) string {
		var b strings.Builder
		for _, u := range utf16.Encode([]rune(text)) {
			b.Write([]byte{byte(u), byte(u >> 8)})
		}
		return b.String()
	}
	for _, tt := range []struct{ name, file, text, want, told string }{
		{"YAML 1.2", "a.yaml", "# c\n%YAML 1.2\n---\na: 1\n", `{"a":1}`, ""},
		{"empty documents", "a.yaml", "---\n---\na: 1\n---\n# end\n", `{"a":1}`, ""},
		{"front matter", "a.yaml", "---\ntitle: x\n---\nopenapi: 3.1.0\n", `{"openapi":"3.1.0"}`, "2:1 yaml-documents: the file holds several YAML documents: this one is ignored, the one with openapi counts"},
		{"tag", "a.yaml", "a: !go {b: !inc 1}\n", `{"a":{"b":1}}`, "1:4 yaml-tag: the YAML tag !go has no meaning in an OpenAPI document: it is ignored; 1:12 yaml-tag: the YAML tag !inc has no meaning in an OpenAPI document: it is ignored"},
		{"merge of nothing", "a.yaml", "a: {<<: , b: 1}\n", `{"a":{"b":1}}`, ""},
		{"UTF-16", "a.yaml", inUTF16("\uFEFFa: é😀\n"), `{"a":"é😀"}`, "1:1 document-encoding: the document is UTF-16: it is read as if it were UTF-8"},
		{"UTF-16 JSON without mark", "a.json", inUTF16(`{"a": 1}`), `{"a":1}`, "1:1 document-encoding: the document is UTF-16: it is read as if it were UTF-8"},
		{"commas", "a.json", "{\"a\": [1,\n2,],\n}", `{"a":[1,2]}`, "2:2 json-comma: a comma stands before the end, where JSON has none: it is ignored, and so are others"},
		{"comments", "a.json", "// head\n{\"a\": /* x */ 1, // y\n\"b\": \"// no\"}", `{"a":1,"b":"// no"}`, "1:1 json-comment: JSON has no comments: this one is ignored, and so are others"},
		{"YAML called JSON", "a.json", "a: 1\n", `{"a":1}`, "1:1 json-yaml: the file is called JSON, but is YAML: it is read as that"},
		{"maps that stand twice", "a.yaml", "p:\n  /a: {get: 1}\n  /b: {get: 2}\n  /a: {post: 3}\n", `{"p":{"/a":{"get":1,"post":3},"/b":{"get":2}}}`,
			`4:3 duplicate-key: the name "/a" stands twice in this object, first at docs/a.yaml:2:3: the two are merged`},
		{"values in maps that stand twice", "a.json", `{"a":{"b":{"x":1,"y":[1]},"c":1},"a":{"b":{"x":2,"y":[1]},"c":1}}`, `{"a":{"b":{"x":2,"y":[1]},"c":1}}`,
			`1:34 duplicate-key: the name "a" stands twice in this object, first at docs/a.json:1:2: the two are merged; 1:44 duplicate-key: the name "x" stands twice in this object, first at docs/a.json:1:12: the last one counts`},
		{"equal values", "a.yaml", "a: [{b: 1, c: 2}]\na: [{c: 2, b: 1}]\n", `{"a":[{"b":1,"c":2}]}`, `2:1 duplicate-key: the name "a" stands twice in this object, first at docs/a.yaml:1:1: the two are the same`},
		{"last value", "a.json", `{"a":1,"a":[2],"a":3}`, `{"a":3}`, `1:8 duplicate-key: the name "a" stands twice in this object, first at docs/a.json:1:2: the last one counts; 1:16 duplicate-key: the name "a" stands twice in this object, first at docs/a.json:1:8: the last one counts`},
		{"nothing the second time", "a.yaml", "a: {b: 1}\na:\n", `{"a":{"b":1}}`, `2:1 duplicate-key: the name "a" stands twice in this object, first at docs/a.yaml:1:1: the first one counts, this one is empty`},
		{"an alias and more", "a.yaml", "x: &x {b: {c: 1}}\na: *x\na: {b: {d: 2}}\nz: *x\n", `{"x":{"b":{"c":1}},"a":{"b":{"c":1,"d":2}},"z":{"b":{"c":1}}}`,
			`3:1 duplicate-key: the name "a" stands twice in this object, first at docs/a.yaml:2:1: the two are merged`},
		{"three times", "a.yaml", "a: {b: 1}\na: {c: 1}\na: {d: 1}\n", `{"a":{"b":1,"c":1,"d":1}}`,
			`2:1 duplicate-key: the name "a" stands twice in this object, first at docs/a.yaml:1:1: the two are merged; 3:1 duplicate-key: the name "a" stands twice in this object, first at docs/a.yaml:1:1: the two are merged`},
	} {
		t.Run(tt.name, func(t *testing.T) {
			tree, l, err := open(t, tt.file, map[string]string{tt.file: tt.text})
			if err != nil {
				t.Fatal(err)
			}
			if got := tree.Root.JSON(); got != tt.want {
				t.Errorf("got  %s\nwant %s", got, tt.want)
			}
			var told []string
			for _, d := range l.Sorted() {
				told = append(told, fmt.Sprintf("%d:%d %s: %s", d.Pos.Line, d.Pos.Column, d.Rule, d.Message))
			}
			if got := strings.Join(told, "; "); got != tt.told {
				t.Errorf("told %s\nwant %s", got, tt.told)
			}
			if l.HasErrors() {
				t.Error("a repair is an error")
			}
			if served := tree.Files[0].Served(); strings.Contains(tt.told, "duplicate-key") || strings.Contains(tt.told, "yaml-") || strings.Contains(tt.told, "-comm") {
				var b bytes.Buffer
				if err := json.Compact(&b, served); err != nil || b.String() != tt.want && !strings.Contains(tt.told, "-comm") {
					t.Errorf("others get %s: %v", served, err)
				}
			}
		})
	}
}

// TestRepeatedNamesEverywhere finds merged members by their pointers.
func TestRepeatedNamesEverywhere(t *testing.T) {
	tree, l, err := open(t, "a.yaml", map[string]string{"a.yaml": "a: {b: {c: 1, x: 0}}\nr: {$ref: '#/a/b/d/e'}\na: {b: {d: {e: 2}, x: 1}}\n"})
	if err != nil {
		t.Fatal(err)
	}
	n, d := tree.Resolve(tree.Root.Get("r").Get("$ref"))
	if d != nil || n.Text != "2" || n.Pointer() != "#/a/b/d/e" {
		t.Errorf("got %v %v", n, d)
	}
	var pointers []string
	for _, d := range l.Sorted() {
		pointers = append(pointers, d.Pointer)
	}
	if want := []string{"#/a", "#/a/b/x"}; !slices.Equal(pointers, want) {
		t.Errorf("got %v, want %v", pointers, want)
	}
}

// TestRepeatedNamesAreBounded merges what aliases multiply, and many small objects.
func TestRepeatedNamesAreBounded(t *testing.T) {
	bomb := "a: &a {v: 1, w: 2}\n"
	for c := 'b'; c < 'q'; c++ {
		bomb += fmt.Sprintf("%c: &%c {x: *%c, x: *%c, y: *%c, y: *%c, z: *%c, z: {q: 1}}\n", c, c, c-1, c-1, c-1, c-1, c-1)
	}
	nested := strings.Repeat(`{"a":`, 400) + "1" + strings.Repeat(`,"a":{"b":1}}`, 400)
	var growing strings.Builder
	for i := range 100_000 {
		fmt.Fprintf(&growing, `"a":{"k%d":1},`, i)
	}
	for name, text := range map[string]string{"bomb.yaml": bomb, "growing.json": "{" + growing.String() + `"b":1}`, "nested.json": nested, "many.json": "{" + strings.Repeat(`"a":{"b":1},`, 200_000) + `"a":1}`} {
		start := time.Now()
		_, l, _ := open(t, name, map[string]string{name: text})
		if n := len(l.Sorted()); n > 1002 {
			t.Errorf("%s: %d problems are told", name, n)
		}
		if took := time.Since(start); took > 20*time.Second {
			t.Errorf("%s took %s", name, took)
		}
	}
}
