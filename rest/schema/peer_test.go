package schema

import (
	"bytes"
	"encoding/json"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/santhosh-tekuri/jsonschema/v6"
)

// peer compiles a schema with another validator, nil if that refuses it.
func peer(schema json.RawMessage) *jsonschema.Schema {
	c := jsonschema.NewCompiler()
	v, err := jsonschema.UnmarshalJSON(bytes.NewReader(schema))
	if err != nil || c.AddResource("s.json", v) != nil {
		return nil
	}
	s, err := c.Compile("s.json")
	if err != nil {
		return nil
	}
	return s
}

// TestSuiteCrossed checks every value of the suite against every schema of it,
// and compares the verdicts with another validator's.
func TestSuiteCrossed(t *testing.T) {
	var groups []suiteGroup
	var values []json.RawMessage
	for _, file := range suiteFiles(t, "draft2020-12/*.json") {
		if name := filepath.Base(file); name != "format.json" && name != "vocabulary.json" {
			groups = append(groups, suiteGroups(t, file)...)
		}
	}
	seen := map[string]bool{}
	for _, g := range groups {
		for _, test := range g.Tests {
			if !seen[string(test.Data)] {
				seen[string(test.Data)] = true
				values = append(values, test.Data)
			}
		}
	}
	n, schemas := 0, 0
	for _, g := range groups {
		text, _ := json.Marshal(map[string]any{"S": convert2020(decode(g.Schema))})
		set, other := New(string(text)), peer(g.Schema)
		if set.Err() != nil || other == nil {
			continue
		}
		schemas++
		s := set.Schema("S")
		for _, v := range values {
			x, _ := jsonschema.UnmarshalJSON(bytes.NewReader(v))
			n++
			if bytes.Contains(v, []byte(`\r`)) && bytes.Contains(g.Schema, []byte("^.*bar$")) {
				continue // a dot takes no line end in ECMA-262; the other's takes this one
			}
			if got, want := s.Valid(v), other.Validate(x) == nil; got != want {
				t.Errorf("%s on %s: valid is %v, the other says %v", g.Schema, v, got, want)
			}
		}
	}
	t.Logf("%d schemas, %d verdicts", schemas, n)
}

// The benchmark's schema has what generated types leave to this package: a
// union that only constraints tell apart, dependencies, patterns, names.
const orderSchema = `{
	"type": "object",
	"required": ["id", "items"],
	"properties": {
		"id": {"type": "string", "minLength": 3, "maxLength": 40},
		"items": {"type": "array", "minItems": 1, "contains": {"required": ["sku"]}, "items": {
			"type": "object",
			"properties": {"sku": {"type": "string", "pattern": "^[A-Z]{3}-[0-9]+$"}, "price": {"type": "number", "multipleOf": 0.01, "minimum": 0}, "count": {"type": "integer", "maximum": 1000}},
			"anyOf": [{"required": ["sku"]}, {"required": ["gift"]}],
			"patternProperties": {"^x-": {"type": ["string", "null"]}},
			"unevaluatedProperties": false
		}},
		"pay": {"enum": ["card", "cash", 0, null]}
	},
	"dependentRequired": {"card": ["holder"]},
	"propertyNames": {"maxLength": 20},
	"if": {"properties": {"pay": {"const": "card"}}, "required": ["pay"]},
	"then": {"required": ["card"]},
	"not": {"required": ["coupon", "discount"]}
}`

func orderDoc(items int) []byte {
	list := strings.Repeat(`{"sku": "ABC-123", "price": 19.99, "count": 3, "x-note": "fragile"}, `, items)
	return []byte(`{"id": "order-1", "items": [` + strings.TrimSuffix(list, ", ") + `], "pay": "card", "card": "4111", "holder": "A"}`)
}

// BenchmarkPeer gives the time for one document, and how many times longer
// another validator takes, from text to verdict.
func BenchmarkPeer(b *testing.B) {
	for name, doc := range map[string][]byte{"3": orderDoc(3), "300": orderDoc(300)} {
		b.Run(name, func(b *testing.B) {
			s, other := New(`{"S":`+orderSchema+`}`).Schema("S"), peer(json.RawMessage(orderSchema))
			b.SetBytes(int64(len(doc)))
			b.ReportAllocs()
			for b.Loop() {
				if !s.Valid(doc) {
					b.Fatal("refused")
				}
			}
			b.StopTimer()
			ours, start := b.Elapsed(), time.Now()
			for range b.N {
				v, err := jsonschema.UnmarshalJSON(bytes.NewReader(doc))
				if err != nil || other.Validate(v) != nil {
					b.Fatal("refused")
				}
			}
			b.ReportMetric(float64(time.Since(start))/float64(ours), "times-slower-peer")
		})
	}
}
