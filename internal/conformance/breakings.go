package main

import (
	"encoding/json"
	"maps"
	"slices"
	"strings"
)

// others are values of every type. None is beyond 64 bits: where a number has a Go
// type, its size is a limit that JSON Schema does not know.
var others = []any{nil, true, 7, 1.5, "zz", []any{}, map[string]any{}, -1, "", json.Number("1.0")}

// breakings are variants of a value, each with one thing changed that a keyword
// of the schema speaks of. Most are invalid; the oracle tells which. There are not
// many more than s.left of them; which properties come first is a matter of chance.
func (s *sample) breakings(schema map[string]any, value any, depth int) (out []any) {
	schema = resolve(schema, s.schemas)
	if schema == nil || depth > maxNesting || s.left <= 0 {
		return nil
	}
	defer func() { s.left -= len(out) }()
	out = slices.Clone(others)
	for _, k := range [...]string{"oneOf", "anyOf", "allOf"} {
		list, _ := schema[k].([]any)
		for _, part := range list {
			out = append(out, s.breakings(schemaOf(part), value, depth+1)...)
		}
	}
	switch v := value.(type) {
	case map[string]any:
		out = append(out, s.brokenObject(schema, v, depth)...)
	case []any:
		out = append(out, s.brokenList(schema, v, depth)...)
	case string:
		out = append(out, brokenText(schema, v)...)
	default:
		out = append(out, brokenNumber(schema)...)
	}
	return out
}

func (s *sample) brokenObject(schema, v map[string]any, depth int) (out []any) {
	with := func(name string, x any) {
		c := maps.Clone(v)
		c[name] = x
		out = append(out, c)
	}
	for name := range v {
		c := maps.Clone(v)
		delete(c, name)
		out = append(out, c)
	}
	with("unheard-of", "x")
	properties, _ := schema["properties"].(map[string]any)
	for name, p := range properties {
		p, ok := p.(map[string]any)
		if !ok {
			continue
		}
		if _, has := v[name]; !has {
			with(name, nil)
			with(name, s.make(p, depth+1))
			continue
		}
		for _, x := range s.breakings(p, v[name], depth+1) {
			with(name, x)
		}
	}
	if more, ok := schema["additionalProperties"].(map[string]any); ok {
		for _, x := range s.breakings(more, s.make(more, depth+1), depth+1) {
			with("unheard-of", x)
		}
	}
	return out
}

func (s *sample) brokenList(schema map[string]any, v []any, depth int) (out []any) {
	items, _ := schema["items"].(map[string]any)
	if items == nil {
		return nil
	}
	for i := range v {
		out = append(out, slices.Delete(slices.Clone(v), i, i+1), append(slices.Clone(v), v[i])) // one less, one twice
		for _, x := range s.breakings(items, v[i], depth+1) {
			c := slices.Clone(v)
			c[i] = x
			out = append(out, c)
		}
	}
	for _, n := range [...]int{intOf(schema["maxItems"], 0), intOf(schema["maxItems"], 0) + 1} {
		if n > 1 && n < 200 {
			long := []any{}
			for range n {
				long = append(long, s.make(items, depth+1))
			}
			out = append(out, long)
		}
	}
	return out
}

func brokenText(schema map[string]any, v string) (out []any) {
	if n := intOf(schema["maxLength"], -1); n >= 0 && n < 10_000 && schema["pattern"] == nil && schema["format"] == nil {
		out = append(out, strings.Repeat("ü", n), strings.Repeat("ü", n+1))
	}
	if n := intOf(schema["minLength"], 0); n > 0 {
		out = append(out, strings.Repeat("ü", n-1))
	}
	out = append(out, v+"\n", strings.ToUpper(v))
	if schema["pattern"] != nil || schema["enum"] != nil || schema["const"] != nil {
		out = append(out, v+"!", "!"+v)
	}
	return out
}

func brokenNumber(schema map[string]any) (out []any) {
	for _, k := range [...]string{"minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"} {
		if limit, ok := schema[k].(json.Number); ok {
			out = append(out, limit, json.Number(limit.String()+"e0"))
			if n := intOf(limit, -99); n != -99 {
				out = append(out, n-1, n+1, float64(n)+0.5)
			}
		}
	}
	return out
}
