package normalise_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/specho/specho/generator/diag"
	"github.com/specho/specho/generator/load"
	"github.com/specho/specho/generator/normalise"
)

// dice makes random schemas of few words, so that they meet often.
type dice struct{ *rand.Rand }

func (d dice) pick(s ...string) string { return s[d.IntN(len(s))] }

func (d dice) schema(depth int) string {
	if depth <= 0 || d.IntN(8) == 0 {
		return d.pick(`{}`, `{"minLength":2}`, `{"maxLength":1}`, `{"minimum":1}`, `{"maximum":1.0}`, `{"type":"string"}`,
			`{"type":["string","integer","object"]}`, `{"type":["string","number","null"]}`, `{"type":["string","null","array"]}`,
			`{"enum":["a","bb",1]}`, `{"enum":["a",0,1.0,{}]}`, `{"not":{"type":"boolean"}}`,
			`{"$ref":"#/components/schemas/A"}`, `{"$ref":"#/components/schemas/B"}`)
	}
	var parts []string
	add := func(chance int, key, value string) {
		if d.IntN(chance) == 0 {
			parts = append(parts, fmt.Sprintf("%q:%s", key, value))
		}
	}
	add(3, "type", d.pick(`"object"`, `["object","null"]`, `["object","string"]`, `["object","array"]`, `["object","integer","null"]`))
	add(3, "properties", d.named(depth))
	add(6, "required", d.pick(`["p"]`, `["p","q"]`, `["r"]`))
	add(6, "additionalProperties", d.pick(`false`, `true`, d.schema(depth-2)))
	add(12, "patternProperties", fmt.Sprintf(`{"^%s":%s}`, d.pick("p", "r"), d.schema(depth-2)))
	add(12, "unevaluatedProperties", d.pick("false", `{"type":"integer"}`))
	add(8, "items", d.schema(depth-1))
	add(10, "prefixItems", "["+d.schema(depth-2)+"]")
	add(12, "minLength", d.pick("1", "2"))
	add(12, "minimum", d.pick("0", "1", "1.0"))
	add(12, "maxProperties", d.pick("1", "2"))
	add(12, "pattern", d.pick(`"a"`, `"b"`))
	add(12, "not", d.schema(depth-2))
	add(10, "oneOf", d.list(depth))
	add(10, "anyOf", d.list(depth))
	add(2, "allOf", d.list(depth))
	return "{" + strings.Join(parts, ",") + "}"
}

// component is a schema that refers to no other.
func (d dice) component() string {
	for {
		if s := d.schema(2); !strings.Contains(s, "$ref") {
			return s
		}
	}
}

func (d dice) named(depth int) string {
	var parts []string
	for _, name := range [...]string{"p", "q", "r"} {
		if d.IntN(2) == 0 {
			parts = append(parts, fmt.Sprintf("%q:%s", name, d.schema(depth-1)))
		}
	}
	return "{" + strings.Join(parts, ",") + "}"
}

func (d dice) list(depth int) string {
	parts := make([]string, 1+d.IntN(3))
	for i := range parts {
		parts[i] = d.schema(depth - 1)
	}
	return "[" + strings.Join(parts, ",") + "]"
}

func (d dice) value(depth int) string {
	if depth <= 0 || d.IntN(3) > 0 && depth < 3 {
		return d.pick(`null`, `"a"`, `"bb"`, `""`, `1`, `0`, `1.5`, `true`, `{}`, `[]`)
	}
	if d.IntN(4) == 0 {
		return "[" + d.value(depth-1) + "," + d.value(depth-1) + "]"
	}
	var parts []string
	for _, name := range [...]string{"p", "q", "r", "rr"} {
		if d.IntN(2) == 0 {
			parts = append(parts, fmt.Sprintf("%q:%s", name, d.value(depth-1)))
		}
	}
	return "{" + strings.Join(parts, ",") + "}"
}

// TestMergingKeepsTheMeaning compares what random schemas say before and after
// merging, on random values.
func TestMergingKeepsTheMeaning(t *testing.T) {
	rounds := 2000
	if testing.Short() {
		rounds = 300
	}
	refused := 0
	for seed := range rounds {
		d := dice{rand.New(rand.NewPCG(uint64(seed), 7))}
		text := fmt.Sprintf(`{"openapi":"3.1.0","info":{"title":"t","version":"1"},"components":{"schemas":{"A":%s,"B":%s,"S":%s}}}`,
			d.component(), d.component(), d.schema(4))
		folder := fstest.MapFS{"api.json": {Data: []byte(text)}}
		var l, none diag.List
		tree, err := load.Document(t.Context(), load.Source{Name: "api.json", FS: folder, NoGrade: true}, &l)
		if err != nil {
			t.Fatal(err)
		}
		raw := normalise.Raw(t.Context(), tree, &none)
		doc := normalise.Exact(t.Context(), tree, &l)
		mended := func(rule string) bool { return strings.Contains(rules(&l), rule) }
		if l.HasErrors() || mended("union-duplicate") || mended("null-twice") || mended("allof-closed-whole") {
			refused++
			continue
		}
		for range 60 {
			v := d.value(3)
			before, after := &evaluator{raw: true}, &evaluator{}
			was, is := before.ok(raw[2], decode(v)), after.ok(doc.Schemas[2], decode(v))
			if was != is {
				t.Fatalf("seed %d: %s: before %v, after %v\n%s\nread as %s\nA %s\nB %s", seed, v, was, is, text, show(doc.Schemas[2]), show(doc.Schemas[0]), show(doc.Schemas[1]))
			}
		}
	}
	t.Logf("%d schemas, %d refused", rounds, refused)
}
