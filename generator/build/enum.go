package build

import (
	"encoding/json"
	"slices"
	"strconv"
	"strings"

	"github.com/specho/specho/generator/check"
	"github.com/specho/specho/generator/model"
	"github.com/specho/specho/generator/spec"
	"github.com/specho/specho/rest/schema"
)

// enum builds a declared type with a constant for each value, where all values
// are strings or all are integers; other enums keep the JSON value and check it.
func (b *builder) enum(s *spec.Schema, k typeKey, site *model.Site) *model.Value {
	values := s.Enum
	if s.Const != nil {
		values = []spec.Value{*s.Const}
	}
	values = b.admitted(s, values)
	kind := enumKind(values)
	if kind == "" || kind == "bool" || beyondType(s) {
		v := rawValue()
		if kind == "bool" {
			v = &model.Value{Shape: model.Scalar, Kind: boolean.kind, Go: boolean.goType}
		}
		b.check(v, s, site)
		return v
	}
	if b.format(s, kind) {
		v := b.scalar(withoutEnum(s), site)
		b.check(v, s, site)
		return v
	}
	t := b.declare(k, &model.Type{Kind: model.Enum, Underlying: kind}, s, site)
	exprs := make([]string, len(values))
	for i, v := range values {
		e := &model.EnumValue{JSON: string(v), Text: goLiteral(v), Site: site.Child(enumWord(v), s.Pos)}
		t.Values = append(t.Values, e)
		exprs[i] = e.Text
	}
	t.Rule = b.rule(&model.Rule{Type: "Enum", Of: t, Site: site.Child("Values", s.Pos),
		Fields: append([]model.RuleField{{Name: "Values", Expr: strings.Join(exprs, ", ")}}, literal(s)...)})
	return &model.Value{Shape: model.Named, Type: t, Quoted: kind == "string"}
}

// admitted leaves out the values that the other keywords of s refuse.
func (b *builder) admitted(s *spec.Schema, values []spec.Value) []spec.Value {
	if onlyValues(s) {
		return values
	}
	rest := withoutEnum(s)
	rest.Format = "" // many a list of values is not quite of the format it is said to be
	text, err := check.Text(map[string]*spec.Schema{"rest": rest})
	if err != nil {
		return values // reported where the whole is printed
	}
	set := schema.New(text).Schema("rest")
	return slices.DeleteFunc(slices.Clone(values), func(v spec.Value) bool {
		refused := !set.Valid([]byte(v))
		if refused {
			b.l.Warnf(s.Pos, s.Pointer, "enum-refused", "the enum value %s breaks what else the schema says: it is left out", v)
		}
		return refused
	})
}

// onlyValues reports whether s says nothing but which values there are.
func onlyValues(s *spec.Schema) bool {
	return !constrained(withoutTypes(withoutEnum(s))) && len(s.OneOf)+len(s.AnyOf) == 0
}

// format reports whether the values have a Go type of their own, such as uuid:
// the type wins and the values are checked.
func (b *builder) format(s *spec.Schema, kind string) bool {
	if single(s.Types) && b.own(s) != nil {
		return true
	}
	if kind != "string" || s.Format == "" {
		return false
	}
	sc, ok := textFormats[s.Format]
	return ok && sc.kind != "String"
}

func withoutEnum(s *spec.Schema) *spec.Schema {
	c := *s
	c.Enum, c.Const = nil, nil
	return &c
}

// enumKind is the Go type that holds all values, "" if there is none.
func enumKind(values []spec.Value) string {
	kind := ""
	for _, v := range values {
		k := ""
		switch c := v[0]; {
		case c == '"':
			k = "string"
		case c == 't' || c == 'f':
			k = "bool"
		case c == '-' || c >= '0' && c <= '9':
			if _, err := strconv.ParseInt(string(v), 10, 64); err == nil {
				k = "int64"
			}
		}
		if k == "" || kind != "" && k != kind {
			return ""
		}
		kind = k
	}
	return kind
}

func goLiteral(v spec.Value) string {
	if s, ok := textOf(v); ok {
		return strconv.Quote(s)
	}
	return string(v)
}

// enumWord is what a constant is called after its type. Values without letters
// or digits are spelled out by the naming pass.
func enumWord(v spec.Value) string {
	if s, ok := textOf(v); ok {
		if s == "" {
			return "Empty"
		}
		return s
	}
	return strings.ReplaceAll(string(v), "-", "Minus")
}

// textOf is the string that a JSON text holds.
func textOf(v spec.Value) (string, bool) {
	var s string
	if len(v) == 0 || v[0] != '"' || json.Unmarshal([]byte(v), &s) != nil {
		return "", false
	}
	return s, true
}
