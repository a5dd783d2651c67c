package main

import (
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"strings"
)

// dice makes random schemas and values of few words, so that they meet often.
type dice struct{ *rand.Rand }

func (d dice) pick(list ...string) string { return list[d.IntN(len(list))] }

// members builds an object of JSON text.
type members struct {
	dice
	parts []string
}

// add adds a member once in chance times.
func (m *members) add(chance int, key string, value func() string) {
	if m.IntN(chance) == 0 {
		m.parts = append(m.parts, fmt.Sprintf("%q:%s", key, value()))
	}
}

func (m *members) text() string { return "{" + strings.Join(m.parts, ",") + "}" }

// schema makes a schema; most have a type, as those of documents do.
func (d dice) schema(depth int) string {
	if depth <= 0 {
		return d.plain()
	}
	switch d.IntN(10) {
	case 0, 1, 2, 3:
		return d.object(depth)
	case 4, 5:
		return d.array(depth)
	case 6, 7:
		return d.logic(depth)
	}
	return d.plain()
}

func (d dice) plain() string {
	m := &members{dice: d}
	kind := d.pick("string", "integer", "number", "boolean", "enum", "null", "many", "any", "ref")
	m.add(15, "not", func() string { return d.pick(`{"const":1}`, `{"type":"string"}`, `{"maximum":1}`, `{"const":"a"}`) })
	switch kind {
	case "string":
		m.kind(`"string"`)
		m.strings()
	case "integer", "number":
		m.kind(`"` + kind + `"`)
		m.numbers()
	case "boolean", "null":
		m.kind(`"` + kind + `"`)
	case "enum":
		m.add(4, "type", func() string {
			return d.pick(`"string"`, `"integer"`, `"number"`, `["string","null"]`, `["integer","string"]`)
		})
		if d.IntN(3) == 0 {
			m.add(1, "const", func() string { return d.value(1) })
			break
		}
		m.add(1, "enum", func() string {
			return d.pick(`["a","bb"]`, `["a",1,null]`, `[1,2]`, `[1.0,2]`, `[1.5,0]`, `[true]`, `[{"p":1},"a"]`, `[[1],null]`, `["a",null]`, `[0,false,""]`)
		})
	case "many":
		m.add(1, "type", func() string {
			return d.pick(`["string","null"]`, `["integer","string"]`, `["object","array"]`, `["number","boolean","null"]`, `["array","null"]`,
				`["object","null"]`, `["integer","null"]`, `["object","string"]`)
		})
		m.strings()
		m.numbers()
		m.add(4, "required", func() string { return `["p"]` })
	case "any":
		m.strings()
		m.numbers()
	case "ref":
		return d.pick(`{"$ref":"#/$defs/A"}`, `{"$ref":"#/$defs/B"}`)
	}
	return m.text()
}

// kind adds a type that null may join.
func (m *members) kind(name string) {
	if m.IntN(5) == 0 && name != `"null"` {
		name = "[" + name + `,"null"]`
	}
	m.add(1, "type", func() string { return name })
}

func (m *members) strings() {
	m.add(4, "minLength", func() string { return m.pick("0", "1", "2") })
	m.add(4, "maxLength", func() string { return m.pick("0", "1", "2") })
	m.add(6, "pattern", func() string { return m.pick(`"a"`, `"^b"`, `"^.$"`) })
}

func (m *members) numbers() {
	limits := []string{"0", "1", "1.5", "-1", "2.0"}
	for _, k := range [...]string{"minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"} {
		m.add(5, k, func() string { return m.pick(limits...) })
	}
	m.add(6, "multipleOf", func() string { return m.pick("1", "2", "0.5", "1.0", "0.1") })
}

func (d dice) object(depth int) string {
	m := &members{dice: d}
	if d.IntN(8) > 0 {
		m.kind(`"object"`)
	}
	m.add(2, "properties", func() string { return d.named(depth, "p", "q", "r") })
	m.add(4, "required", func() string { return d.pick(`["p"]`, `["p","q"]`, `["r"]`, `["x"]`) })
	m.add(4, "additionalProperties", func() string { return d.pick("false", "true", d.schema(depth-2), d.schema(depth-1)) })
	m.add(8, "patternProperties", func() string { return d.named(depth-1, "^p", "r$") })
	m.add(10, "propertyNames", func() string { return d.pick(`{"maxLength":1}`, `{"pattern":"^[pqr]"}`, `{"enum":["p","q"]}`, "false") })
	m.add(10, "minProperties", func() string { return d.pick("0", "1", "2") })
	m.add(10, "maxProperties", func() string { return d.pick("0", "1", "2") })
	m.add(14, "dependentRequired", func() string { return d.pick(`{"p":["q"]}`, `{"r":["p","q"]}`) })
	m.add(16, "dependentSchemas", func() string { return `{"p":` + d.schema(depth-2) + `}` })
	m.add(14, "unevaluatedProperties", func() string { return d.pick("false", `{"type":"integer"}`) })
	m.more(depth)
	return m.text()
}

func (d dice) array(depth int) string {
	m := &members{dice: d}
	if d.IntN(8) > 0 {
		m.kind(`"array"`)
	}
	m.add(2, "items", func() string { return d.pick("true", d.schema(depth-1), d.schema(depth-1)) })
	m.add(6, "prefixItems", func() string { return d.list(depth - 1) })
	m.add(6, "minItems", func() string { return d.pick("0", "1", "2") })
	m.add(6, "maxItems", func() string { return d.pick("0", "1", "2") })
	m.add(6, "uniqueItems", func() string { return "true" })
	m.add(10, "contains", func() string { return d.schema(depth - 2) })
	m.add(20, "unevaluatedItems", func() string { return d.pick("false", `{"type":"integer"}`) })
	m.more(depth)
	return m.text()
}

// more adds the keywords that hold schemas for the same value.
func (m *members) more(depth int) {
	m.add(16, "not", func() string { return m.schema(depth - 2) })
	m.add(16, "allOf", func() string { return m.list(depth - 1) })
	m.add(16, "anyOf", func() string { return m.list(depth - 1) })
	m.add(16, "oneOf", func() string { return m.list(depth - 1) })
	m.add(20, "$ref", func() string { return m.pick(`"#/$defs/A"`, `"#/$defs/B"`) })
}

func (d dice) logic(depth int) string {
	m := &members{dice: d}
	switch d.IntN(6) {
	case 0:
		m.add(1, "allOf", func() string { return d.list(depth) })
	case 1, 2:
		m.add(1, "anyOf", func() string { return d.list(depth) })
	case 3, 4:
		m.add(1, "oneOf", func() string { return d.list(depth) })
	default:
		m.add(1, "if", func() string { return d.schema(depth - 1) })
		m.add(2, "then", func() string { return d.schema(depth - 1) })
		m.add(2, "else", func() string { return d.schema(depth - 1) })
	}
	return m.text()
}

func (d dice) named(depth int, names ...string) string {
	m := &members{dice: d}
	for _, name := range names {
		m.add(2, name, func() string { return d.schema(depth - 1) })
	}
	return m.text()
}

func (d dice) list(depth int) string {
	parts := make([]string, 1+d.IntN(3))
	for i := range parts {
		parts[i] = d.schema(depth - 1)
	}
	return "[" + strings.Join(parts, ",") + "]"
}

// value makes a value.
func (d dice) value(depth int) string {
	if depth <= 0 || d.IntN(5) < 2 {
		return d.pick(`null`, `"a"`, `"bb"`, `""`, `"b"`, `1`, `0`, `1.5`, `2.0`, `-1`, `0.1`, `true`, `false`, `{}`, `[]`, `2`, `1e0`)
	}
	if d.IntN(3) == 0 {
		parts := make([]string, d.IntN(4))
		for i := range parts {
			parts[i] = d.value(depth - 1)
		}
		return "[" + strings.Join(parts, ",") + "]"
	}
	m := &members{dice: d}
	for _, name := range [...]string{"p", "q", "r", "pr", "x"} {
		m.add(2, name, func() string { return d.value(depth - 1) })
	}
	return m.text()
}

// randomGroups makes n schemas with values, which the oracle judges.
func randomGroups(seed uint64, n int) []*group {
	var list []*group
	for len(list) < n {
		d := dice{rand.New(rand.NewPCG(seed, uint64(len(list))))}
		seed += 1 << 32
		s := d.schema(3)
		if s[0] != '{' {
			continue
		}
		defs := fmt.Sprintf(`"$defs":{"A":%s,"B":%s}}`, d.component(), d.component())
		if s != "{}" {
			defs = "," + defs
		}
		s = strings.TrimSuffix(s, "}") + defs
		o, err := newOracle([]byte(s), 2020)
		if err != nil {
			panic(fmt.Sprintf("%s: %v", s, err)) // our own mistake: the schemas are valid
		}
		g := &group{Description: fmt.Sprint(len(list)), Schema: json.RawMessage(s), file: "random"}
		g.values(d, o)
		list = append(list, g)
	}
	return list
}

// randomly compares the verdicts on random schemas with the oracle's.
// Half of them are components, half stand where they are used and have no names.
func (w *workshop) randomly(ctx context.Context, seed uint64, n int) (rows []*score, err error) {
	for i, place := range [...]string{"components", "inline"} {
		seed := seed + uint64(i)
		s := &score{name: fmt.Sprintf("random schemas, %s, seed %d", place, seed)}
		list, err := w.judge(ctx, &document{name: "random" + place, version: "3.1.1", groups: randomGroups(seed, n), exact: true, inline: place == "inline"})
		if err != nil {
			return rows, err
		}
		for _, v := range list {
			s.add(v)
		}
		s.least = s.all - s.refused // the generator refuses schemas with parts that no value satisfies
		rows = append(rows, s)
	}
	return rows, nil
}

// component is a schema that refers to no other.
func (d dice) component() string {
	for {
		if s := d.schema(2); !strings.Contains(s, "$ref") {
			return s
		}
	}
}

// values gives a group at most 40 values, as many valid as invalid ones if there are.
func (g *group) values(d dice, o *oracle) {
	seen := map[string]bool{}
	count := map[bool]int{}
	for range 400 {
		v := d.value(3)
		if seen[v] {
			continue
		}
		seen[v] = true
		valid := o.valid(json.RawMessage(v))
		if count[valid]++; count[valid] <= 20 {
			g.Tests = append(g.Tests, test{Description: v, Data: json.RawMessage(v), Valid: valid})
		}
	}
}
