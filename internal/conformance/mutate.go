package main

import (
	"encoding/json"
	"maps"
	"regexp/syntax"
	"slices"
	"strconv"
	"strings"
)

// maxNesting bounds values of schemas that hold themselves.
const maxNesting = 8

// maxOptional is from where on values hold what they must hold and no more.
const maxOptional = 4

// texts are valid values of formats.
var texts = map[string][]string{
	"date": {"2024-02-29", "1999-12-31"}, "date-time": {"2024-01-02T03:04:05Z", "2024-01-02T03:04:05.678+05:30"},
	"time": {"12:00:00Z"}, "duration": {"P1D", "PT1H30M"}, "uuid": {"9f0c5a3e-1111-4222-8333-abcdefabcdef"},
	"email": {"a@example.com"}, "uri": {"https://example.com/a?b"}, "ipv4": {"192.0.2.1"}, "ipv6": {"2001:db8::1"},
	"decimal": {"12.50"}, "language": {"pt-PT"}, "byte": {"aGk="}, "hostname": {"example.com"}, "uri-reference": {"/a"},
}

// make makes a value that is meant to be valid.
func (s *sample) make(schema map[string]any, depth int) any {
	schema = resolve(schema, s.schemas)
	if c, has := schema["const"]; has {
		return c
	}
	if list, ok := schema["enum"].([]any); ok {
		return list[s.IntN(len(list))]
	}
	for _, k := range [...]string{"oneOf", "anyOf"} {
		if list, ok := schema[k].([]any); ok && schema["properties"] == nil {
			return s.make(schemaOf(list[s.IntN(len(list))]), depth+1)
		}
	}
	object, isObject := s.object(schema, depth)
	if isObject {
		return object
	}
	switch s.kind(schema) {
	case "array":
		return s.list(schema, depth)
	case "string":
		return s.string(schema)
	case "integer", "number":
		return s.number(schema)
	case "boolean":
		return s.IntN(2) == 0
	}
	return nil
}

// schemaOf is a schema that is no boolean; true admits anything.
func schemaOf(v any) map[string]any {
	s, _ := v.(map[string]any)
	return s
}

// kind is one of the types of a schema.
func (s *sample) kind(schema map[string]any) string {
	switch t := schema["type"].(type) {
	case string:
		return t
	case []any:
		return t[s.IntN(len(t))].(string)
	}
	return ""
}

// object makes an object of the properties of a schema and its allOf.
func (s *sample) object(schema map[string]any, depth int) (map[string]any, bool) {
	out := map[string]any{}
	list, merged := schema["allOf"].([]any)
	for _, part := range list {
		if o, ok := s.make(schemaOf(part), depth).(map[string]any); ok {
			maps.Copy(out, o)
		}
	}
	properties, _ := schema["properties"].(map[string]any)
	if !merged && properties == nil && s.kind(schema) != "object" {
		return nil, false
	}
	required, _ := schema["required"].([]any)
	for _, name := range slices.Sorted(maps.Keys(properties)) {
		p, ok := properties[name].(map[string]any)
		if ok && resolve(p, s.schemas)["readOnly"] != true && (slices.Contains(required, any(name)) || s.IntN(max(2, len(properties)/4)) == 0 && depth < maxOptional) {
			out[name] = s.make(p, depth+1)
		}
	}
	if more, ok := schema["additionalProperties"].(map[string]any); ok && s.IntN(2) == 0 && depth < maxNesting {
		out["extra"] = s.make(more, depth+1)
	}
	return out, true
}

func (s *sample) list(schema map[string]any, depth int) any {
	n := intOf(schema["minItems"], 0) + s.IntN(3)
	out := []any{}
	items, _ := schema["items"].(map[string]any)
	for range min(n, intOf(schema["maxItems"], n)) {
		if items != nil && depth < maxNesting {
			out = append(out, s.make(items, depth+1))
		}
	}
	return out
}

func (s *sample) string(schema map[string]any) any {
	if list := texts[text(schema["format"])]; list != nil {
		return list[s.IntN(len(list))]
	}
	if p := text(schema["pattern"]); p != "" {
		if re, err := syntax.Parse(p, syntax.Perl); err == nil {
			return s.matching(re)
		}
	}
	low := intOf(schema["minLength"], 0)
	n := low + s.IntN(4)
	return strings.Repeat(s.pick("a", "ü", "x"), min(n, intOf(schema["maxLength"], n)))
}

// matching makes a string that a pattern matches.
func (s *sample) matching(re *syntax.Regexp) string {
	var b strings.Builder
	switch re.Op {
	case syntax.OpLiteral:
		b.WriteString(string(re.Rune))
	case syntax.OpCharClass:
		b.WriteRune(re.Rune[s.IntN(len(re.Rune)/2)*2])
	case syntax.OpAnyChar, syntax.OpAnyCharNotNL:
		b.WriteByte('a')
	case syntax.OpAlternate:
		return s.matching(re.Sub[s.IntN(len(re.Sub))])
	case syntax.OpConcat, syntax.OpCapture:
		for _, sub := range re.Sub {
			b.WriteString(s.matching(sub))
		}
	case syntax.OpRepeat, syntax.OpStar, syntax.OpPlus, syntax.OpQuest:
		low := re.Min
		if re.Op == syntax.OpPlus {
			low = 1
		}
		for range low + s.IntN(2)*max(0, min(1, re.Max-low)) {
			b.WriteString(s.matching(re.Sub[0]))
		}
	}
	return b.String()
}

func (s *sample) number(schema map[string]any) any {
	low, high := intOf(schema["minimum"], 1), intOf(schema["maximum"], 1000)
	if n := intOf(schema["exclusiveMinimum"], low-1); n >= low {
		low = n + 1
	}
	return low + s.IntN(max(1, high-low))
}

func text(v any) string {
	t, _ := v.(string)
	return t
}

// intOf is the whole number in v, or otherwise.
func intOf(v any, otherwise int) int {
	n, ok := v.(json.Number)
	if !ok {
		return otherwise
	}
	i, err := strconv.Atoi(n.String())
	if err != nil {
		return otherwise
	}
	return i
}
