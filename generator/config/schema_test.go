package config

import (
	"encoding/json"
	"maps"
	"os"
	"reflect"
	"slices"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"go.yaml.in/yaml/v3"
)

// property is a property of the JSON Schema.
type property struct {
	Ref         string          `json:"$ref"`
	Description string          `json:"description"`
	Type        string          `json:"type"`
	Enum        []string        `json:"enum"`
	Default     json.RawMessage `json:"default"`
}

// TestEditorsKnowEveryKey holds docs/specho.schema.json and Settings together.
func TestEditorsKnowEveryKey(t *testing.T) {
	data, err := os.ReadFile("../../docs/specho.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	var schema struct {
		Then struct {
			Properties map[string]property `json:"properties"`
		} `json:"then"`
		Defs struct {
			Document struct {
				Properties map[string]property `json:"properties"`
			} `json:"document"`
		} `json:"$defs"`
	}
	if err := json.Unmarshal(data, &schema); err != nil {
		t.Fatal(err)
	}
	props := schema.Defs.Document.Properties
	if got, want := slices.Sorted(maps.Keys(props)), slices.Sorted(slices.Values(append(keyNames(), formatsKey))); !slices.Equal(got, want) {
		t.Errorf("the schema has the keys %v, Settings has %v", got, want)
	}
	for _, k := range keys {
		p := props[k.name]
		if len(p.Description) < 20 {
			t.Errorf("key %s is not described", k.name)
		}
		want := "string"
		if k.field(&Settings{}).Kind() == reflect.Bool {
			want = "boolean"
		} else if k.isList() {
			want = "array"
		} else if k.field(&Settings{}).Kind() == reflect.Slice {
			want = "object"
		}
		if p.Type != want || !slices.Equal(p.Enum, k.allowed) {
			t.Errorf("key %s is %s %v in the schema, want %s %v", k.name, p.Type, p.Enum, want, k.allowed)
		}
	}
	for key, want := range map[string]string{"document": DefaultDocument, "output": DefaultOutput, "runtime": Copy} {
		if got := string(props[key].Default); got != `"`+want+`"` {
			t.Errorf("default of %s is %s in the schema, want %q", key, got, want)
		}
	}
	// Beside a list stand the keys that Parse takes as defaults of its entries.
	if got, want := slices.Sorted(maps.Keys(schema.Then.Properties)), []string{"allow-remote", "client", "codecs", "cycles", "documents", "formats", "integers", "root", "runtime", "runtime-dir", "strict", "unenforced", "untyped"}; !slices.Equal(got, want) {
		t.Errorf("beside documents the schema has %v, want %v", got, want)
	}
}

// TestEditorsAgree: what an editor marks as wrong is what Parse refuses.
func TestEditorsAgree(t *testing.T) {
	schema, err := jsonschema.NewCompiler().Compile("../../docs/specho.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	for text, good := range map[string]bool{
		"{}": true,
		"{document: a.yaml, output: x, package: p, runtime: copy, runtime-dir: r, client: true, strict: false, untyped: exact}": true,
		"{documents: [{document: a, output: b, strict: true}], runtime: import, client: true}":                                  true,
		"{formats: {money: {type: example.com/money.Amount}}, integers: literal}":                                               true,
		"{formats: {money: {type: a.example/b.T, parse: a.example/b.F, write: .String}}}":                                       true,
		"{formats: {date: {layout: 02/01/2006}, date-time: {fraction-digits: 6}, integer: {as: decimal}}}":                      true,
		"{allow-remote: [example.com, 'http://localhost:8080']}":                                                                true,
		"{documents: [{document: a, output: b}], allow-remote: [a.example]}":                                                    true,
		"{allow-remote: example.com}":                       false,
		"{allow-remote: []}":                                false,
		"{allow-remote: [1]}":                               false,
		"{allow-remote: ['https://a/b']}":                   false,
		"{allow-remote: ['*.a']}":                           false,
		"{formats: {date: {}}}":                             false,
		"{formats: {date: {layout: 02/01/2006, as: date}}}": false,
		"{formats: {date: x}}":                              false,
		"{formats: [date]}":                                 false,
		"{formats: {date: {layuot: x}}}":                    false,
		"{formats: {date-time: {fraction-digits: 10}}}":     false,
		"{formats: {a: {parse: a.example/b.F, write: .F}}}": false,
		"{integers: all}":                                   false,
		"{runtime: imports}":                                false,
		"{untyped: maybe}":                                  false,
		"{client: 1}":                                       false,
		"{output: ''}":                                      false,
		"{output: 3}":                                       false,
		"{colour: red}":                                     false,
		"[]":                                                false,
		"{documents: []}":                                   false,
		"{documents: a}":                                    false,
		"{documents: [a]}":                                  false,
		"{models: m, cycles: split, packages: {a.yaml: x, b/: {path: y, package: q}}}": true,
		"{documents: [{document: a, output: b, models: c}], cycles: merge}":            true,
		"{packages: a}":                                                  false,
		"{packages: {}}":                                                 false,
		"{packages: {a.yaml: ''}}":                                       false,
		"{packages: {a.yaml: 1}}":                                        false,
		"{packages: {a.yaml: {package: p}}}":                             false,
		"{packages: {a.yaml: {path: p, name: q}}}":                       false,
		"{cycles: break}":                                                false,
		"{documents: [{document: a, output: b}], models: c}":             false,
		"{documents: [{document: a, output: b}], packages: {a.yaml: x}}": false,
		"{documents: [{document: a, output: b, colour: red}]}":           false,
		"{documents: [{document: a, output: b}], output: c}":             false,
		"{documents: [{document: a, output: b}], colour: red}":           false,
	} {
		_, err := Parse(FileName, []byte(text))
		if (err == nil) != good {
			t.Errorf("Parse(%s): %v", text, err)
		}
		var value any
		if err := yaml.Unmarshal([]byte(text), &value); err != nil {
			t.Fatal(err)
		}
		if err := schema.Validate(value); (err == nil) != good {
			t.Errorf("the schema about %s: %v", text, err)
		}
	}
}

// TestEveryFieldIsAKey: a new field of Settings needs a tag.
func TestEveryFieldIsAKey(t *testing.T) {
	for i, typ := 0, reflect.TypeFor[Settings](); i < typ.NumField(); i++ {
		f := typ.Field(i)
		if _, tagged := f.Tag.Lookup("key"); f.IsExported() && !tagged && f.Name != "Formats" {
			t.Errorf("field %s has no key", f.Name)
		}
	}
}
