package build

import (
	"strconv"
	"strings"

	"github.com/specho/specho/generator/model"
	"github.com/specho/specho/generator/spec"
)

// object builds a struct for an object that names its properties, else a map.
func (b *builder) object(s *spec.Schema, k typeKey, d direction, site *model.Site) *model.Value {
	if len(s.Properties) == 0 && !closed(s) {
		return b.namedDict(s, k, d, site)
	}
	t := b.declare(k, &model.Type{Kind: model.Struct}, s, site)
	v := &model.Value{Shape: model.Named, Type: t}
	b.values[k] = v
	t.Closed = closed(s)
	for _, p := range s.Properties {
		b.field(t, p, d)
	}
	b.additional(t, s, d)
	b.members(t, s)
	if beyondObject(s) || beyondType(s) || undeclaredRequired(s) {
		t.Check = b.newCheck(s, site)
	}
	return v
}

func closed(s *spec.Schema) bool {
	a := s.AdditionalProperties
	return a != nil && a.Always != nil && !*a.Always && len(s.PatternProperties) == 0
}

// undeclaredRequired reports whether a required name has no property: the struct
// has no field to look at.
func undeclaredRequired(s *spec.Schema) bool {
	for _, r := range s.Required {
		if s.Property(r) == nil {
			return true
		}
	}
	return false
}

// field adds a property. What a direction does not carry is known to the decoder
// as a name, so that a client may send back what it got.
func (b *builder) field(t *model.Type, p *spec.Property, d direction) {
	target := p.Schema.Target()
	readOnly := p.Schema.ReadOnly || target.ReadOnly
	writeOnly := p.Schema.WriteOnly || target.WriteOnly
	f := &model.Field{
		Name: p.Name, Description: describe(p.Schema), Deprecated: p.Schema.Deprecated || target.Deprecated,
		Pos: p.Pos, Site: t.Site.Child(p.Name, p.Pos), Index: len(t.Fields), Required: p.Required,
	}
	t.Fields = append(t.Fields, f)
	if readOnly && d == request && !writeOnly {
		f.ReadOnly, f.Required = true, false
		return
	}
	if writeOnly && d == response && !readOnly {
		f.WriteOnly, f.Required = true, false
		return
	}
	if c := target.Const; c != nil && p.Required && !p.Schema.IsNullable() && onlyValues(target) {
		f.Value, f.Presence, f.Const = rawValue(), model.Fixed, string(*c)
		return
	}
	f.Value = b.value(p.Schema, d, f.Site)
	def := defaultOf(p.Schema)
	f.Presence = presence(f.Value, p.Schema, p.Required, def != nil)
	if def != nil && !p.Required {
		f.Default = b.defaultValue(*def, f.Value, p)
		if f.Default != nil && f.Default.Go == "" {
			f.Default.Helper = b.helper(f.Value, model.Required, f.Site.Child("Default", p.Pos))
		}
	}
	if f.Default == nil && f.Presence == model.Filled {
		f.Presence = presence(f.Value, p.Schema, false, false)
	}
}

// describe returns the description of s, or of what it refers to.
func describe(s *spec.Schema) string {
	for n := 0; s != nil && n < 100; n++ {
		if s.Description != "" {
			return s.Description
		}
		s = s.Ref
	}
	return ""
}

func defaultOf(s *spec.Schema) *spec.Value {
	for n := 0; s != nil && n < 100; n++ {
		if s.Default != nil {
			return s.Default
		}
		s = s.Ref
	}
	return nil
}

// additional decides what happens to properties the schema does not name: kept
// where the document speaks of them, else skipped.
func (b *builder) additional(t *model.Type, s *spec.Schema, d direction) {
	a := s.AdditionalProperties
	if t.Closed || a == nil && len(s.PatternProperties) == 0 {
		return
	}
	if a == nil || a.Always != nil || len(s.PatternProperties) > 0 { // those that a pattern names are none of a's
		t.Additional = &model.Value{Shape: model.Dict, Elem: rawValue(), ElemNil: model.Required}
		return
	}
	site := t.Site.Child("AdditionalProperties", a.Pos)
	v := &model.Value{Shape: model.Dict}
	v.Elem = b.value(a, d, site.Child("Value", a.Pos))
	v.ElemNil = elemPresence(v.Elem, a)
	b.elements(v, site)
	t.Additional = v
}

// members makes the rule that names the members of a struct and closes its decoding.
func (b *builder) members(t *model.Type, s *spec.Schema) {
	var names []string
	var required []uint64
	var any bool
	for i, f := range t.Fields {
		names = append(names, strconv.Quote(f.Name))
		if i%64 == 0 {
			required = append(required, 0)
		}
		if f.Required {
			required[i/64] |= 1 << (i % 64)
			any = true
		}
	}
	var f []model.RuleField
	if len(names) > 0 {
		f = append(f, model.RuleField{Name: "Names", Expr: "[]string{" + strings.Join(names, ", ") + "}"})
	}
	if any {
		f = append(f, model.RuleField{Name: "Required", Expr: "[]uint64{" + masks(required) + "}"})
	}
	if t.Closed {
		f = append(f, model.RuleField{Name: "Closed", Expr: "true"})
	}
	f = append(f, lengths(s.MinProperties, s.MaxProperties, "MinProperties", "MaxProperties")...)
	if len(f) > 0 {
		t.Members = b.rule(&model.Rule{Type: "Members", Fields: f, Site: t.Site.Child("Members", t.Pos)})
	}
}

func masks(words []uint64) string {
	s := make([]string, len(words))
	for i, w := range words {
		s[i] = "0b" + strconv.FormatUint(w, 2)
	}
	return strings.Join(s, ", ")
}
