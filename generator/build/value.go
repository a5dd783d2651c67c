package build

import (
	"cmp"
	"strings"

	"github.com/specho/specho/generator/model"
	"github.com/specho/specho/generator/spec"
)

// value decides how s is held and coded. site is where it stands; a schema that
// is referred to keeps the site of its own place.
func (b *builder) value(s *spec.Schema, d direction, site *model.Site) *model.Value {
	if s.Ref != nil {
		return b.reference(s, d)
	}
	k := b.key(s, d)
	if v := b.values[k]; v != nil {
		return v
	}
	if r := cmp.Or(b.roots[s], b.homes[s]); r != nil {
		site = r
	}
	if k.input {
		site = &model.Site{Parent: site.Parent, Word: site.Word + "Input", Schema: site.Schema, Pos: site.Pos}
	}
	v := b.shape(s, k, d, site)
	b.values[k] = v
	return v
}

// reference builds the schema that s refers to. A component that is only another
// name for a builtin keeps its name: it is an alias. One that is another name for a
// declared type is held as that type, whose kind decides everything else: its alias
// is there for those who write the name.
func (b *builder) reference(s *spec.Schema, d direction) *model.Value {
	t := s.Ref
	site := b.roots[t]
	if site == nil {
		site = pointerSite(t)
		b.roots[t] = site
		b.settle(t, site)
	}
	k := b.key(t, d)
	v := b.values[k]
	if v == nil {
		if t.Ref == nil && b.busy[k] && b.open[k] == nil { // chains of names end: they are no part of what they stand for
			b.l.Errorf(t.Pos, t.Pointer, "alias-cycle", "schema refers to itself and nothing else")
			return rawValue()
		}
		b.busy[k] = true
		v = b.value(t, d, site)
		delete(b.busy, k)
	}
	if t.Name == "" || v.Shape == model.Named && v.Type.Pointer == t.Pointer {
		return v
	}
	alias := b.alias(t, v, site, d)
	if v.Shape == model.Named {
		return v
	}
	named := *v
	named.Type = alias
	return &named
}

func rawValue() *model.Value {
	return &model.Value{Shape: model.Scalar, Kind: raw.kind, Go: raw.goType}
}

// pointerSite names a schema that is referred to where it stands inline, from the
// words of its JSON pointer.
func pointerSite(s *spec.Schema) *model.Site {
	_, p, _ := strings.Cut(s.Pointer, "#")
	skip := map[string]bool{"": true, "components": true, "schemas": true, "properties": true, "paths": true, "content": true, "$defs": true, "schema": true, "responses": true}
	var site *model.Site
	for _, w := range strings.Split(p, "/") {
		w = strings.NewReplacer("~1", "/", "~0", "~").Replace(w)
		if w == "items" {
			w = "Item"
		}
		if !skip[w] {
			site = &model.Site{Parent: site, Word: w, Schema: site == nil, Pos: s.Pos}
		}
	}
	if site == nil {
		site = &model.Site{Word: "Schema", Schema: true, Pos: s.Pos}
	}
	return site
}

// shape decides by what the schema says, the most telling keyword first.
func (b *builder) shape(s *spec.Schema, k typeKey, d direction, site *model.Site) *model.Value {
	if v := b.ownValue(s, site); v != nil {
		return v
	}
	switch {
	case s.Always != nil:
		v := rawValue()
		if !*s.Always {
			b.check(v, s, site)
		}
		return v
	case len(s.Enum) > 0 || s.Const != nil:
		return b.enum(s, k, site)
	case len(s.OneOf)+len(s.AnyOf) > 0:
		return b.union(s, k, d, site)
	case s.Types&spec.Object != 0 && only(s.Types, spec.Object):
		return b.object(s, k, d, site)
	case s.Types&spec.Array != 0 && only(s.Types, spec.Array):
		return b.array(s, k, d, site)
	case single(s.Types):
		return b.scalar(s, site)
	case s.Types != 0 && s.Types&(s.Types-1) != 0:
		return b.typeUnion(s, k, d, site)
	}
	v := rawValue()
	if constrained(s) {
		b.check(v, s, site)
	}
	return v
}

func only(t, one spec.Types) bool { return t == one }

// single reports whether t is one scalar type; an integer is a number too.
func single(t spec.Types) bool {
	switch t {
	case spec.Boolean, spec.Integer, spec.NumberType, spec.String, spec.NumberType | spec.Integer:
		return true
	}
	return false
}

func (b *builder) scalar(s *spec.Schema, site *model.Site) *model.Value {
	sc, isFormat := b.scalarOf(s)
	v := &model.Value{Shape: model.Scalar, Kind: sc.kind, Go: sc.goType, Quoted: sc.quoted, Secret: sc.secret || s.WriteOnly, Format: sc.format}
	v.Rule = b.ruleOf(s, sc, isFormat, site)
	if beyondType(s) {
		b.check(v, s, site)
	}
	return v
}

// array builds a slice. An inline one is []T where it is used; a component is a
// declared type, so that it can contain itself.
func (b *builder) array(s *spec.Schema, k typeKey, d direction, site *model.Site) *model.Value {
	if s.Name == "" {
		return b.inline(s, k, model.Array, site, func() *model.Value { return b.list(s, d, site) })
	}
	t := b.declare(k, &model.Type{Kind: model.Array}, s, site)
	v := &model.Value{Shape: model.Named, Type: t}
	b.values[k] = v
	t.Value = b.list(s, d, site)
	t.Check, t.Value.Check = t.Value.Check, nil
	return v
}

func (b *builder) list(s *spec.Schema, d direction, site *model.Site) *model.Value {
	v := &model.Value{Shape: model.List}
	items := s.Items
	if items == nil || len(s.PrefixItems) > 0 {
		v.Elem = rawValue()
	} else {
		v.Elem = b.value(items, d, site.Child("Item", items.Pos))
		v.ElemNil = elemPresence(v.Elem, items)
	}
	b.elements(v, site)
	f := lengths(s.MinItems, s.MaxItems, "MinItems", "MaxItems")
	if s.UniqueItems {
		f = append(f, model.RuleField{Name: "Unique", Expr: "true"})
	}
	if len(f) > 0 {
		v.Rule = b.rule(&model.Rule{Type: "Array", Fields: f, Site: site})
	}
	if len(s.PrefixItems) > 0 || s.Contains != nil || s.UnevaluatedItems != nil || beyondType(s) {
		b.check(v, s, site)
	}
	return v
}

// dict builds a map: an object that names no properties.
func (b *builder) dict(s *spec.Schema, d direction, site *model.Site) *model.Value {
	v := &model.Value{Shape: model.Dict}
	if a := s.AdditionalProperties; a == nil || a.Always != nil || len(s.PatternProperties) > 0 {
		v.Elem = rawValue()
	} else {
		v.Elem = b.value(a, d, site.Child("Value", a.Pos))
		v.ElemNil = elemPresence(v.Elem, a)
	}
	b.elements(v, site)
	if f := lengths(s.MinProperties, s.MaxProperties, "MinProperties", "MaxProperties"); len(f) > 0 {
		v.Rule = b.rule(&model.Rule{Type: "Map", Fields: f, Site: site})
	}
	if len(s.Required) > 0 || beyondObject(s) || beyondType(s) {
		b.check(v, s, site)
	}
	return v
}

func (b *builder) namedDict(s *spec.Schema, k typeKey, d direction, site *model.Site) *model.Value {
	if s.Name == "" {
		return b.inline(s, k, model.Map, site, func() *model.Value { return b.dict(s, d, site) })
	}
	t := b.declare(k, &model.Type{Kind: model.Map}, s, site)
	v := &model.Value{Shape: model.Named, Type: t}
	b.values[k] = v
	t.Value = b.dict(s, d, site)
	t.Check, t.Value.Check = t.Value.Check, nil
	return v
}

// elements gives the elements of a list or map functions of their own where
// neither package codec nor a method has one.
func (b *builder) elements(v *model.Value, site *model.Site) {
	if v.ElemNil == "" {
		v.ElemNil = model.Required
	}
	v.ElemHelper = b.helper(v.Elem, v.ElemNil, site.Child("Item", site.Pos))
}

// helper makes the functions that read and append a value as a whole; nil where
// package codec or a method of its type already is one.
func (b *builder) helper(v *model.Value, p model.Presence, site *model.Site) *model.Helper {
	if v.Check == nil && p == model.Required && (v.Shape == model.Named || v.Shape == model.Scalar && v.Rule == nil) {
		return nil
	}
	h := &model.Helper{Value: v, Presence: p, Site: site}
	b.api.Helpers = append(b.api.Helpers, h)
	return h
}

// isObject reports whether a value is held by pointer where it can be missing.
func isObject(v *model.Value) bool {
	return v.Shape == model.Named && v.Type.Kind == model.Struct
}

// nilable reports whether a value's Go type has a nil that can stand for absence.
func nilable(v *model.Value) bool {
	switch v.Shape {
	case model.List, model.Dict:
		return true
	case model.Named:
		return v.Type.Kind == model.Array || v.Type.Kind == model.Map || v.Type.Kind == model.Union
	}
	return v.Kind == raw.kind
}

func elemPresence(v *model.Value, s *spec.Schema) model.Presence {
	if !s.IsNullable() || v.Kind == raw.kind {
		return model.Required
	}
	if isObject(v) {
		return model.NullPtr
	}
	return model.Nullable
}

// presence decides how a property or parameter can be missing or null.
func presence(v *model.Value, s *spec.Schema, required, hasDefault bool) model.Presence {
	null := s.IsNullable() && v.Kind != raw.kind
	switch {
	case required && !null:
		return model.Required
	case required && isObject(v):
		return model.NullPtr
	case required && nilable(v):
		return model.NilNull
	case required:
		return model.Nullable
	case null:
		return model.OptNull
	case hasDefault && !isObject(v) && !nilable(v):
		return model.Filled
	case isObject(v):
		return model.Pointer
	case nilable(v):
		return model.NilGone
	}
	return model.Optional
}
