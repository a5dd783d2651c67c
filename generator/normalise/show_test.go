package normalise_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/specho/specho/generator/diag"
	"github.com/specho/specho/generator/load"
	"github.com/specho/specho/generator/normalise"
	"github.com/specho/specho/generator/spec"
)

// read normalises a document; files are its further files by name.
func read(t testing.TB, text string, files map[string]string) (*spec.Document, *diag.List) {
	t.Helper()
	folder := fstest.MapFS{"api.yaml": {Data: []byte(text)}}
	for name, data := range files {
		folder[name] = &fstest.MapFile{Data: []byte(data)}
	}
	var l diag.List
	tree, err := load.Document(context.Background(), load.Source{Name: "api.yaml", FS: folder, Root: "api.yaml", NoGrade: true}, &l)
	if err != nil {
		return nil, &l
	}
	return normalise.Document(context.Background(), tree, &l), &l
}

// schemas normalises a document that has these components only.
func schemas(t testing.TB, version, text string) (*spec.Document, *diag.List) {
	t.Helper()
	doc := "openapi: " + version + "\ninfo: {title: t, version: '1'}\npaths: {}\ncomponents:\n  schemas:\n"
	doc += "    " + strings.ReplaceAll(strings.Trim(text, "\n"), "\n", "\n    ") + "\n"
	return read(t, doc, nil)
}

// rules lists severity and rule of the diagnostics in order.
func rules(l *diag.List) string {
	var b strings.Builder
	for _, d := range l.Sorted() {
		fmt.Fprintf(&b, "%s %s %d; ", d.Severity, d.Rule, d.Pos.Line)
	}
	return strings.TrimSuffix(b.String(), "; ")
}

// show prints a schema on one line: type, keywords, ? for nullable.
func show(s *spec.Schema) string { return showDepth(s, 0) }

func showDepth(s *spec.Schema, depth int) string {
	if s == nil {
		return "-"
	}
	null := ""
	if s.Nullable {
		null = "?"
	}
	if s.Ref != nil {
		return "&" + refName(s.Ref) + null + annotations(s)
	}
	if depth > 0 && s.Name != "" {
		return s.Name + null
	}
	if depth > 8 {
		return "..."
	}
	return types(s) + null + strings.Join(keywords(s, depth), "") + annotations(s)
}

func refName(s *spec.Schema) string {
	if s.Name != "" {
		return s.Name
	}
	return s.Pointer
}

func annotations(s *spec.Schema) string {
	var parts []string
	for _, x := range [...]struct {
		name string
		on   bool
	}{{"deprecated", s.Deprecated}, {"readOnly", s.ReadOnly}, {"writeOnly", s.WriteOnly}} {
		if x.on {
			parts = append(parts, x.name)
		}
	}
	if s.Description != "" {
		parts = append(parts, s.Description)
	}
	if s.Default != nil {
		parts = append(parts, "="+string(*s.Default))
	}
	if len(parts) == 0 {
		return ""
	}
	return " «" + strings.Join(parts, ", ") + "»"
}

func types(s *spec.Schema) string {
	if s.Always != nil {
		return fmt.Sprint(*s.Always)
	}
	names := map[spec.Types]string{
		spec.Boolean: "boolean", spec.Integer: "integer", spec.NumberType: "number", spec.String: "string",
		spec.Array: "array", spec.Object: "object", spec.Null: "null",
	}
	var list []string
	for t := spec.Boolean; t <= spec.Null; t <<= 1 {
		if s.Types&t != 0 {
			list = append(list, names[t])
		}
	}
	if len(list) == 0 {
		return "any"
	}
	return strings.Join(list, "|")
}

func keywords(s *spec.Schema, depth int) []string {
	var out []string
	add := func(on bool, format string, args ...any) {
		if on {
			out = append(out, " "+fmt.Sprintf(format, args...))
		}
	}
	add(s.Format != "", "format=%s", s.Format)
	add(s.Enum != nil, "enum=%v", s.Enum)
	if s.Const != nil {
		add(true, "const=%s", *s.Const)
	}
	for _, b := range [...]struct {
		op string
		n  *spec.Number
	}{{">=", s.Minimum}, {"<=", s.Maximum}, {">", s.ExclusiveMinimum}, {"<", s.ExclusiveMaximum}, {"multipleOf=", s.MultipleOf}} {
		if b.n != nil {
			add(true, "%s%s", b.op, *b.n)
		}
	}
	add(s.MinLength > 0, "minLength=%d", s.MinLength)
	if s.MaxLength != nil {
		add(true, "maxLength=%d", *s.MaxLength)
	}
	add(s.Pattern != "", "pattern=%s", s.Pattern)
	add(s.MinItems > 0, "minItems=%d", s.MinItems)
	if len(s.PrefixItems) > 0 {
		add(true, "prefix%s", list(s.PrefixItems, depth))
	}
	add(s.Items != nil, "of %s", showDepth(s.Items, depth+1))
	add(len(s.Properties) > 0, "{%s}", properties(s, depth))
	add(len(s.Required) > 0, "required=%v", s.Required)
	add(len(s.PatternProperties) > 0, "patterns=%d", len(s.PatternProperties))
	add(s.AdditionalProperties != nil, "others=%s", showDepth(s.AdditionalProperties, depth+1))
	add(s.UnevaluatedProperties != nil, "unevaluated=%s", showDepth(s.UnevaluatedProperties, depth+1))
	for _, u := range [...]struct {
		name string
		list []*spec.Schema
	}{{"oneOf", s.OneOf}, {"anyOf", s.AnyOf}, {"allOf", s.AllOf}} {
		add(len(u.list) > 0, "%s%s", u.name, list(u.list, depth))
	}
	add(s.Not != nil, "not(%s)", showDepth(s.Not, depth+1))
	if s.Discriminator != nil {
		text := s.Discriminator.Property
		for _, m := range s.Discriminator.Mapping {
			text += fmt.Sprintf(" %s=%s", m.Value, strings.TrimPrefix(showDepth(m.Schema, depth+1), "&"))
		}
		add(true, "by(%s)", text)
	}
	return out
}

func list(schemas []*spec.Schema, depth int) string {
	var parts []string
	for _, s := range schemas {
		parts = append(parts, showDepth(s, depth+1))
	}
	return "(" + strings.Join(parts, " / ") + ")"
}

func properties(s *spec.Schema, depth int) string {
	var parts []string
	for _, p := range s.Properties {
		mark := ""
		if p.Required {
			mark = "!"
		}
		parts = append(parts, p.Name+mark+": "+showDepth(p.Schema, depth+1))
	}
	return strings.Join(parts, ", ")
}
