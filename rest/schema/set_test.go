package schema

import (
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/specho/specho/rest/codec"
	"github.com/specho/specho/rest/rule"
)

// TestErr has tables that the generator must refuse.
func TestErr(t *testing.T) {
	for text, want := range map[string]string{
		`{`:                            "offset 1",
		`[]`:                           "no object",
		`{"S":1}`:                      "must be an object, true or false",
		`{"S":{"type":"text"}}`:        `type "text" is none`,
		`{"S":{"type":1}}`:             "type must be",
		`{"S":{"enum":1}}`:             "enum must be",
		`{"S":{"minLength":-1}}`:       "minLength must be an integer from 0 on",
		`{"S":{"maxItems":1.5}}`:       "maxItems must be an integer from 0 on",
		`{"S":{"minimum":"1"}}`:        "minimum must be a number",
		`{"S":{"multipleOf":0}}`:       "above 0",
		`{"S":{"pattern":"("}}`:        "pattern",
		`{"S":{"properties":[]}}`:      "properties must be an object",
		`{"S":{"required":"a"}}`:       "required must be an array of strings",
		`{"S":{"allOf":{}}}`:           "allOf must be an array of schemas",
		`{"S":{"uniqueItems":1}}`:      "uniqueItems must be true or false",
		`{"S":{"$ref":"#/T"}}`:         "leads nowhere",
		`{"S":{"$ref":"#/S/allOf/1"}}`: "leads nowhere",
		`{"S":{"$ref":"other.json"}}`:  "no JSON pointer",
		`{"S":{"$dynamicRef":"#a"}}`:   "not supported",
		`{"S":{"not":{"$ref":"#/S"}}}`: "refers to itself",
		`{"S":{"dependentSchemas":{"a":{"$ref":"#/S"}}}}`:                                      "refers to itself",
		`{"S":{"if":{"$ref":"#/T"}},"T":{"anyOf":[true,{"$ref":"#/S"}]}}`:                      "refers to itself",
		`{"S":{"items":{"properties":{"a/b":{"unevaluatedItems":{"not":{"maximum":null}}}}}}}`: "#/S/items/properties/a~1b/unevaluatedItems/not",
	} {
		if err := New(text).Err(); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: error %v, want one with %q", text, err, want)
		}
	}
}

// verify runs Verify on a document, as a generated reader would, and gives the
// violations as lines.
func verify(t *testing.T, schema, doc string) []string {
	t.Helper()
	set := New(`{"S":` + schema + `}`)
	if err := set.Err(); err != nil {
		t.Fatal(err)
	}
	s := set.Schema("S")
	var d codec.Decoder
	d.Reset(append([]byte(doc), make([]byte, codec.Pad)...))
	d.Document(func(d *codec.Decoder, i int) int { return s.Verify(d, i, d.Skip(i)) })
	var lines []string
	for _, v := range d.Violations("body") {
		lines = append(lines, fmt.Sprintf("%s %s %s", v.Pointer(), v.Type, v.Message))
	}
	return lines
}

func TestViolations(t *testing.T) {
	tests := []struct {
		schema, doc string
		want        []string
	}{
		{`{"not":{"const":1}}`, `1`, []string{"/body not must not match the schema in `not`"}},
		{`{"oneOf":[{"minimum":1},{"minimum":2},{"minimum":3}]}`, `2`, []string{"/body one_of must match exactly one of 3 schemas, matches 2"}},
		{`{"oneOf":[{"minimum":1},{"minimum":2}]}`, `0`, []string{"/body one_of must match exactly one of 2 schemas, matches none"}},
		{`{"anyOf":[{"required":["a"]},{"required":["b"]}]}`, `{}`, []string{"/body any_of must match at least one of 2 schemas, matches none"}},
		{`{"anyOf":[{"type":"object","required":["a"]},{"type":"null"}]}`, ` {}`, []string{"/body/a missing is required"}},
		{`{"enum":["a",1,null]}`, `2`, []string{"/body enum must be 'a', 1 or null"}},
		{`{"const":{"a":1}}`, `2`, []string{`/body literal_error must be {"a":1}`}},
		{`{"type":["string","integer","null"]}`, `1.5`, []string{"/body type_error must be a string, an integer or null"}},
		{`{"type":"integer"}`, `1.5`, []string{"/body int_from_float " + rule.NotWhole().Message}},
		{`{"dependentRequired":{"a":["b"]}}`, `{"a":1}`, []string{"/body/b missing is required where 'a' is given"}},
		{`{"propertyNames":{"maxLength":1}}`, `{"a":1,"bc":2}`, []string{"/body/bc property_names must have a name that matches the schema in `propertyNames`"}},
		{`{"contains":{"const":1},"minContains":2}`, `[1]`, []string{"/body contains must have at least 2 items that match the schema in `contains`, has 1"}},
		{`{"contains":{"const":1},"maxContains":1}`, `[1,1]`, []string{"/body contains must have at most 1 item that match the schema in `contains`, has 2"}},
		{`{"unevaluatedProperties":false,"properties":{"a":true}}`, `{"a":1,"b":2}`, []string{"/body/b extra_forbidden " + rule.Extra().Message}},
		{`{"if":{"required":["a"]},"then":{"properties":{"a":{"minimum":3}}}}`, `{"a":1}`, []string{"/body/a greater_than_equal must be at least 3"}},
		{`{"uniqueItems":true}`, `[1,2,1.0,2]`, []string{"/body unique_items must have no equal items"}},
		{`{"items":{"minLength":2,"pattern":"^a"},"minItems":3}`, `["b",1]`, []string{
			"/body too_short must have at least 3 items",
			"/body/0 string_too_short must have at least 2 characters",
			"/body/0 string_pattern_mismatch must match the pattern '^a'",
		}},
		{`{"properties":{"a":{"type":"string"},"b":{"multipleOf":0.5}},"required":["c"]}`, `{"a":1,"b":0.7}`, []string{
			"/body/c missing is required",
			"/body/a string_type must be a string",
			"/body/b multiple_of must be a multiple of 0.5",
		}},
		{`{"prefixItems":[true],"items":false}`, `[1,2]`, []string{"/body/1 extra_forbidden is not allowed here"}},
		{`{"type":"object"}`, `{"a":1}`, nil},
	}
	for _, test := range tests {
		got := verify(t, test.schema, test.doc)
		if fmt.Sprint(got) != fmt.Sprint(test.want) {
			t.Errorf("%s on %s: got\n%s\nwant\n%s", test.schema, test.doc, strings.Join(got, "\n"), strings.Join(test.want, "\n"))
		}
	}
}

// TestSecret: no violation shows a secret, nor a value around it.
func TestSecret(t *testing.T) {
	for _, schema := range []string{
		`{"minProperties":2,"properties":{"p":{"format":"password","minLength":9}}}`,
		`{"minProperties":2,"properties":{"p":{"$ref":"#/T"}}}`,
		`{"minProperties":2,"properties":{"p":{"writeOnly":true,"maxLength":2}}}`,
		`{"writeOnly":true,"additionalProperties":{"maxLength":2}}`,
		`{"allOf":[{"not":{"required":["p"]}},{"properties":{"p":{"writeOnly":true}}}]}`,
	} {
		s := New(`{"S":` + schema + `,"T":{"allOf":[{"format":"password"},{"not":{"minLength":3}}]}}`).Schema("S")
		var d codec.Decoder
		d.Reset(append([]byte(`{"p":"hunter2"}`), make([]byte, codec.Pad)...))
		d.Document(func(d *codec.Decoder, i int) int { return s.Verify(d, i, d.Skip(i)) })
		list := d.Violations("body")
		if len(list) < 1 {
			t.Errorf("%s: no violations", schema)
		}
		for _, v := range list {
			if out := string(v.AppendJSON(nil)); strings.Contains(out, "hunter2") {
				t.Errorf("%s: the violation shows the secret: %s", schema, out)
			}
		}
	}
}

func TestSyntaxErrorPassesThrough(t *testing.T) {
	var d codec.Decoder
	d.Reset(make([]byte, codec.Pad))
	if next := New(`{"S":false}`).Schema("S").Verify(&d, 0, -1); next != -1 || d.Failed() {
		t.Errorf("Verify of a syntax error gives %d, failed %v", next, d.Failed())
	}
}

// TestHostile has documents that take exponential time in an interpreter that
// tries every way through the schema.
func TestHostile(t *testing.T) {
	union := `{"S":{"anyOf":[{"type":"integer"},` +
		`{"required":["x","a"],"properties":{"x":{"$ref":"#/S"},"a":true}},` +
		`{"required":["x","b"],"properties":{"x":{"$ref":"#/S"},"b":true}},` +
		`{"required":["x","c"],"properties":{"x":{"$ref":"#/S"},"c":true}}]}}`
	s := New(union).Schema("S")
	deep := func(end string) []byte {
		return []byte(strings.Repeat(`{"x":`, 200) + `1` + strings.Repeat(end, 200))
	}
	start := time.Now()
	if !s.Valid(deep(`,"c":1}`)) {
		t.Error("a deep valid document is refused")
	}
	if s.Valid(deep(`,"d":1}`)) {
		t.Error("a deep invalid document is accepted")
	}
	twins := `[` + strings.Repeat(`[1],[1.0],`, 50000) + `0]`
	if New(`{"S":{"uniqueItems":true}}`).Schema("S").Valid([]byte(twins)) {
		t.Error("equal items are accepted")
	}
	long := strings.Repeat("7", 1<<20)
	if New(`{"S":{"multipleOf":1234567890123456789012}}`).Schema("S").Valid([]byte(long)) {
		t.Error("a long number is accepted")
	}
	if d := time.Since(start); d > time.Minute {
		t.Errorf("it took %v", d)
	}
}

// TestTooMuch: a value that cannot be checked within bounds is refused, also
// where the schema turns a failure around.
func TestTooMuch(t *testing.T) {
	var table strings.Builder
	table.WriteString(`{"S":{"not":{"not":{"$ref":"#/L0"}}}`)
	for i := range 40 {
		fmt.Fprintf(&table, `,"L%d":{"allOf":[{"$ref":"#/L%d"},{"unevaluatedProperties":true,"$ref":"#/L%d"}],"unevaluatedProperties":true}`, i, i+1, i+1)
	}
	table.WriteString(`,"L40":{}}`)
	set := New(table.String())
	if err := set.Err(); err != nil {
		t.Fatal(err)
	}
	if set.Schema("S").Valid([]byte(`{"a":1}`)) {
		t.Error("the value is accepted without having been checked")
	}
}

func TestConcurrent(t *testing.T) {
	s := New(`{"S":{"items":{"$ref":"#/S"},"maxItems":2}}`).Schema("S")
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			for range 100 {
				if !s.Valid([]byte(`[[],[[]]]`)) || s.Valid([]byte(`[[1,2,3]]`)) {
					t.Error("wrong verdict")
				}
			}
		})
	}
	wg.Wait()
}
