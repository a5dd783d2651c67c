package config

import (
	"encoding/json"
	"maps"
	"os"
	"reflect"
	"slices"
	"testing"
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
		OneOf []struct {
			Properties map[string]property `json:"properties"`
		} `json:"oneOf"`
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
	if got, want := slices.Sorted(maps.Keys(props)), slices.Sorted(slices.Values(keyNames())); !slices.Equal(got, want) {
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
	if got, want := slices.Sorted(maps.Keys(schema.OneOf[1].Properties)), []string{"client", "documents", "runtime", "runtime-dir", "strict"}; !slices.Equal(got, want) {
		t.Errorf("beside documents the schema has %v, want %v", got, want)
	}
}

// TestEveryFieldIsAKey: a new field of Settings needs a tag.
func TestEveryFieldIsAKey(t *testing.T) {
	for i, typ := 0, reflect.TypeFor[Settings](); i < typ.NumField(); i++ {
		f := typ.Field(i)
		if _, tagged := f.Tag.Lookup("key"); f.IsExported() && !tagged {
			t.Errorf("field %s has no key", f.Name)
		}
	}
}
