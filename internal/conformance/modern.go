package main

import (
	"maps"
	"slices"
	"strings"
)

// below are the keywords that hold schemas, and how.
var below = map[string]string{
	"items": "one", "additionalProperties": "one", "not": "one", "if": "one", "then": "one", "else": "one", "contains": "one",
	"propertyNames": "one", "unevaluatedProperties": "one", "unevaluatedItems": "one",
	"allOf": "list", "anyOf": "list", "oneOf": "list", "prefixItems": "list",
	"properties": "named", "patternProperties": "named", "dependentSchemas": "named", "$defs": "named",
}

// each calls f for the schema v and for every one in it, from the outside to the
// inside. What is no object is a boolean schema or a mistake.
func each(v any, f func(map[string]any)) {
	s, ok := v.(map[string]any)
	if !ok {
		return
	}
	f(s)
	for key, how := range below {
		switch x := s[key].(type) {
		case []any:
			for _, item := range x {
				if how == "list" {
					each(item, f)
				}
			}
		case map[string]any:
			if how == "one" {
				each(x, f)
				continue
			}
			for _, item := range x {
				each(item, f)
			}
		}
	}
}

// told are the formats that the oracle knows and values are made for.
func told(format string) bool { return texts[format] != nil || registered[format] != nil }

// plainWords takes what is no matter of validation out of a schema: annotations,
// discriminators, formats that the oracle does not know.
func plainWords(s map[string]any) {
	for key := range s {
		switch {
		case strings.HasPrefix(key, "x-"):
		case key == "format" && (s["type"] == nil || !told(text(s[key]))): // without a type it is an annotation
		case slices.Contains([]string{"discriminator", "xml", "externalDocs", "example", "examples", "default", "title", "description", "deprecated"}, key):
		default:
			continue
		}
		delete(s, key)
	}
}

// modern turns a schema of OpenAPI 3.0 into one of JSON Schema 2020-12.
func modern(s map[string]any) {
	if ref, has := s["$ref"]; has {
		readOnly := s["readOnly"]
		clear(s) // no keyword beside it counts
		s["$ref"] = ref
		if readOnly != nil {
			s["readOnly"] = readOnly
		}
		return
	}
	null := s["nullable"] == true
	delete(s, "nullable")
	switch t, typed := s["type"].(string); {
	case null && typed:
		s["type"] = []any{t, "null"}
	case null: // as it is meant beside allOf
		rest := maps.Clone(s)
		clear(s)
		s["anyOf"] = []any{rest, map[string]any{"type": "null"}}
	}
	for exclusive, limit := range map[string]string{"exclusiveMinimum": "minimum", "exclusiveMaximum": "maximum"} {
		switch s[exclusive] {
		case true:
			s[exclusive] = s[limit]
			delete(s, limit)
		case false:
			delete(s, exclusive)
		}
	}
}

// asInRequests takes the limits off readOnly properties: requests may leave them out,
// and whatever they hold is skipped.
func asInRequests(s map[string]any, all map[string]any) {
	properties, _ := s["properties"].(map[string]any)
	required, listed := s["required"].([]any)
	for name, p := range properties {
		if p, ok := p.(map[string]any); ok && (p["readOnly"] == true || resolve(p, all)["readOnly"] == true) {
			properties[name] = true
			required = slices.DeleteFunc(slices.Clone(required), func(r any) bool { return r == name })
		}
	}
	if listed {
		s["required"] = required
	}
}
