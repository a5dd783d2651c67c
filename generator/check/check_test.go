package check

import (
	"errors"
	"strings"
	"testing"

	"github.com/specho/specho/generator/spec"
	"github.com/specho/specho/rest/schema"
)

func ptr[T any](v T) *T { return &v }

func str() *spec.Schema { return &spec.Schema{Types: spec.String} }

func never() *spec.Schema { return &spec.Schema{Always: ptr(false)} }

// one prints a table of the schema S.
func one(t *testing.T, s *spec.Schema) string {
	t.Helper()
	text, err := Text(map[string]*spec.Schema{"S": s})
	if err != nil {
		t.Fatal(err)
	}
	return text
}

func TestKeywords(t *testing.T) {
	sub := func() *spec.Schema { return &spec.Schema{Types: spec.Integer} }
	tests := []struct {
		name   string
		schema spec.Schema
		want   string
	}{
		{"nothing", spec.Schema{}, `{}`},
		{"boolean schema", spec.Schema{Always: ptr(false)}, `false`},
		{"annotations are left out", spec.Schema{Title: "T", Description: "D", Deprecated: true, Default: ptr(spec.Value("1"))}, `{}`},
		{"types", spec.Schema{Types: spec.String | spec.NumberType}, `{"type": ["number", "string"]}`},
		{"nullable type", spec.Schema{Types: spec.String, Nullable: true}, `{"type": ["string", "null"]}`},
		{"nullable enum", spec.Schema{Enum: []spec.Value{`"a"`, `1.50`}, Nullable: true}, `{"enum": ["a", 1.50, null]}`},
		{"nullable const", spec.Schema{Const: ptr(spec.Value(`{"a":1}`)), Nullable: true}, `{"anyOf": [{"const": {"a":1}}, {"type": "null"}]}`},
		{"nullable union", spec.Schema{OneOf: []*spec.Schema{str()}, Nullable: true}, `{"anyOf": [{"oneOf": [{"type": "string"}]}, {"type": "null"}]}`},
		{
			"numbers",
			spec.Schema{Minimum: ptr(spec.Number("-1e400")), Maximum: ptr(spec.Number("0.10")), ExclusiveMinimum: ptr(spec.Number("0")), ExclusiveMaximum: ptr(spec.Number("9")), MultipleOf: ptr(spec.Number("0.01"))},
			`{"minimum": -1e400, "maximum": 0.10, "exclusiveMinimum": 0, "exclusiveMaximum": 9, "multipleOf": 0.01}`,
		},
		{
			"strings",
			spec.Schema{MinLength: 1, MaxLength: ptr(0), Pattern: `^\d"$`, Format: "uuid", WriteOnly: true},
			`{"format": "uuid", "minLength": 1, "maxLength": 0, "pattern": "^\\d\"$", "writeOnly": true}`,
		},
		{
			"arrays",
			spec.Schema{MinItems: 1, MaxItems: ptr(3), UniqueItems: true, PrefixItems: []*spec.Schema{str(), sub()}, Items: never(), Contains: str(), MinContains: ptr(0), MaxContains: ptr(2), UnevaluatedItems: never()},
			`{"minItems": 1, "maxItems": 3, "uniqueItems": true, "prefixItems": [{"type": "string"}, {"type": "integer"}], "items": false, "contains": {"type": "string"}, "minContains": 0, "maxContains": 2, "unevaluatedItems": false}`,
		},
		{
			"objects",
			spec.Schema{
				MinProperties: 1, MaxProperties: ptr(2), Required: []string{"b", "id"},
				Properties: []*spec.Property{
					{Name: "b", Schema: str()}, {Name: `"a`, Schema: sub()}, {Name: "id", Schema: &spec.Schema{Types: spec.String, ReadOnly: true}},
				},
				PatternProperties: []*spec.Property{{Name: "^x-", Schema: sub()}}, AdditionalProperties: never(), PropertyNames: &spec.Schema{MaxLength: ptr(3)},
				DependentRequired: []spec.Dependency{{Name: "b", Requires: []string{"c", "d"}}}, DependentSchemas: []*spec.Property{{Name: "c", Schema: never()}},
				UnevaluatedProperties: never(),
			},
			`{"minProperties": 1, "maxProperties": 2, "required": ["b"], "properties": {"b": {"type": "string"}, "\"a": {"type": "integer"}, "id": true}, ` +
				`"patternProperties": {"^x-": {"type": "integer"}}, "additionalProperties": false, "propertyNames": {"maxLength": 3}, ` +
				`"dependentRequired": {"b": ["c", "d"]}, "dependentSchemas": {"c": false}, "unevaluatedProperties": false}`,
		},
		{
			"combined",
			spec.Schema{AllOf: []*spec.Schema{str()}, AnyOf: []*spec.Schema{str(), sub()}, OneOf: []*spec.Schema{sub()}, Not: never(), If: str(), Then: sub(), Else: never()},
			`{"allOf": [{"type": "string"}], "anyOf": [{"type": "string"}, {"type": "integer"}], "oneOf": [{"type": "integer"}], "not": false, "if": {"type": "string"}, "then": {"type": "integer"}, "else": false}`,
		},
	}
	for _, test := range tests {
		want := "{\n\t\"S\": " + test.want + "\n}\n"
		if got := one(t, &test.schema); got != want {
			t.Errorf("%s: got\n%swant\n%s", test.name, got, want)
		}
	}
}

// TestReferences has components, an inline target and a schema that holds itself
// without a reference.
func TestReferences(t *testing.T) {
	tree := &spec.Schema{Name: "Tree", Types: spec.Object}
	tree.Properties = []*spec.Property{{Name: "left", Schema: &spec.Schema{Ref: tree, Nullable: true}}}
	inline := &spec.Schema{Node: spec.Node{Pointer: "#/paths/~1a b/get"}, Types: spec.Integer}
	self := &spec.Schema{Node: spec.Node{Pointer: "#/self"}, Types: spec.Array}
	self.Items = &spec.Schema{Types: spec.Array, Items: self}
	text, err := Text(map[string]*spec.Schema{
		"Use":  {AllOf: []*spec.Schema{{Ref: tree}, {Ref: inline}, tree, self}},
		"Tree": tree,
		"Same": tree,
	})
	if err != nil {
		t.Fatal(err)
	}
	want := `{
	"Same": {"type": "object", "properties": {"left": {"anyOf": [{"$ref": "#/Same"}, {"type": "null"}]}}},
	"Tree": {"$ref": "#/Same"},
	"Use": {"allOf": [{"$ref": "#/Same"}, {"$ref": "#/paths~1~01a%20b~1get"}, {"$ref": "#/Same"}, {"$ref": "#/self"}]},
	"paths/~1a b/get": {"type": "integer"},
	"self": {"type": "array", "items": {"type": "array", "items": {"$ref": "#/self"}}}
}
`
	if text != want {
		t.Errorf("got\n%swant\n%s", text, want)
	}
	if s := schema.New(text).Schema("Tree"); !s.Valid([]byte(`{"left":{"left":null}}`)) || s.Valid([]byte(`{"left":{"left":1}}`)) {
		t.Error("the printed table does not check trees")
	}
}

// TestSameName has two schemas of one name, as documents of several files do.
func TestSameName(t *testing.T) {
	a := &spec.Schema{Node: spec.Node{Pointer: "a.yaml#/components/schemas/X"}, Name: "X", Types: spec.String}
	b := &spec.Schema{Node: spec.Node{Pointer: "b.yaml#/components/schemas/X"}, Name: "X", Types: spec.Integer}
	text := one(t, &spec.Schema{PrefixItems: []*spec.Schema{{Ref: a}, {Ref: b}}})
	s := schema.New(text).Schema("S")
	if !s.Valid([]byte(`["x",1]`)) || s.Valid([]byte(`["x","y"]`)) || s.Valid([]byte(`[1,1]`)) {
		t.Errorf("the schemas are mixed up:\n%s", text)
	}
}

func TestRefused(t *testing.T) {
	loop := &spec.Schema{Name: "Loop"}
	loop.AllOf = []*spec.Schema{{Ref: loop}}
	for want, s := range map[string]*spec.Schema{
		"pattern":          {Not: &spec.Schema{Pattern: "["}},
		"refers to itself": loop,
		"above 0":          {MultipleOf: ptr(spec.Number("0"))},
	} {
		if _, err := Text(map[string]*spec.Schema{"S": s}); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("error %v, want one with %q", err, want)
		}
	}
}

// What cannot be checked is told with the schema that it stands in.
func TestRefusedSchema(t *testing.T) {
	bad := &spec.Schema{Types: spec.String, Pattern: `(a)\1`}
	holder := &spec.Schema{Types: spec.Object, Properties: []*spec.Property{{Name: "x", Schema: &spec.Schema{Ref: bad}}}}
	_, err := Text(map[string]*spec.Schema{"A": str(), "B": holder, "C": {Not: str()}})
	if refused, ok := errors.AsType[*Refused](err); !ok || refused.Schema != bad {
		t.Errorf("got %v", err)
	}
}
