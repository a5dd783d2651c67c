package build

import (
	"cmp"
	"slices"
	"strings"

	"github.com/specho/specho/generator/model"
	"github.com/specho/specho/generator/spec"
)

// union builds oneOf and anyOf: a sealed union of what the members are. Members
// that only constrain the value beside them are checked, not typed.
func (b *builder) union(s *spec.Schema, k typeKey, d direction, site *model.Site) *model.Value {
	members, oneOf := s.OneOf, true
	if len(members) == 0 {
		members, oneOf = s.AnyOf, false
	}
	bare := withoutUnion(s)
	switch {
	case len(s.OneOf) > 0 && len(s.AnyOf) > 0, constraintOnly(members):
		v := b.shape(bare, k, d, site)
		b.check(v, s, site)
		return v
	case bare.Types == spec.Null, constrained(bare) && !(bare.Types != 0 && !constrained(withoutTypes(bare))):
		v := rawValue()
		b.check(v, s, site)
		return v
	}
	if v := b.sameScalar(members, d, site); v != nil {
		b.check(v, s, site)
		return v
	}
	t := b.declare(k, &model.Type{Kind: model.Union, OneOf: oneOf, Null: s.Nullable}, s, site)
	v := &model.Value{Shape: model.Named, Type: t}
	b.values[k] = v
	for i, m := range members {
		b.variant(t, m, d, variantWord(s, m, i, members))
	}
	if s.Discriminator != nil {
		b.discriminate(t, s, members)
	}
	if !within(members, bare.Types) || !s.Nullable && slices.ContainsFunc(members, (*spec.Schema).IsNullable) {
		t.Check = b.newCheck(s, site)
	}
	return v
}

// within reports whether every value of the members is of the types: then the
// types that stand beside a union say nothing new.
func within(members []*spec.Schema, types spec.Types) bool {
	if types&spec.NumberType != 0 {
		types |= spec.Integer
	}
	for _, m := range members {
		t := m.Target()
		if types != 0 && (t.Types == 0 || t.Types&^types != 0) {
			return false
		}
	}
	return true
}

func withoutUnion(s *spec.Schema) *spec.Schema {
	c := *s
	c.OneOf, c.AnyOf, c.Discriminator = nil, nil, nil
	return &c
}

func withoutTypes(s *spec.Schema) *spec.Schema {
	c := *s
	c.Types = 0
	return &c
}

// constraintOnly reports whether no member says what the value is: `required`
// alternatives and the like.
func constraintOnly(members []*spec.Schema) bool {
	for _, m := range members {
		t := m.Target()
		if t.Types != 0 || t.Always != nil || len(t.Properties)+len(t.Enum)+len(t.OneOf)+len(t.AnyOf) > 0 || t.Const != nil || t.Items != nil {
			return false
		}
	}
	return true
}

// sameScalar returns a plain scalar for unions whose members all have one Go
// type, such as a string of two patterns.
func (b *builder) sameScalar(members []*spec.Schema, d direction, site *model.Site) *model.Value {
	kind := scalar{}
	for i, m := range members {
		t := m.Target()
		if !single(t.Types) || m.IsNullable() {
			return nil
		}
		s, _ := b.scalarOf(t)
		if len(t.Enum) > 0 || t.Const != nil {
			if t.Types != spec.String {
				return nil
			}
			s = textFormats[""]
		}
		if i > 0 && s != kind {
			return nil
		}
		kind = s
	}
	return &model.Value{Shape: model.Scalar, Kind: kind.kind, Go: kind.goType, Quoted: kind.quoted, Secret: kind.secret, Format: kind.format}
}

// variantWord names a member that has no name of its own by what it is.
func variantWord(s, m *spec.Schema, i int, members []*spec.Schema) string {
	t := m.Target()
	if t.Of != "" && t.Of == s.Name { // what the members have in common, alone
		return "Base"
	}
	if name := cmp.Or(t.Name, t.Of); name != "" {
		return name
	}
	if t.Title != "" {
		return t.Title
	}
	word := typeWord(t)
	for j, o := range members {
		if j != i && o.Target().Name == "" && o.Target().Title == "" && typeWord(o.Target()) == word {
			return "Option" + strings.ToUpper(string(rune('a'+i%26))) + strings.Repeat("x", i/26)
		}
	}
	return word
}

func typeWord(t *spec.Schema) string {
	switch {
	case t.Types == spec.String:
		if t.Format != "" {
			return t.Format
		}
		return "String"
	case t.Types == spec.Boolean:
		return "Boolean"
	case t.Types == spec.Integer:
		return "Integer"
	case t.Types == spec.Array:
		return "Array"
	case t.Types&spec.NumberType != 0:
		return "Number"
	case t.Types == spec.Object:
		return "Object"
	}
	return "Value"
}

// variant adds a member. A struct is its own variant; other types are wrapped, since
// methods that seal the union cannot be declared on them, and so is a struct that is
// there by another name already.
func (b *builder) variant(t *model.Type, m *spec.Schema, d direction, word string) {
	site := t.Site.Child(word, m.Pos)
	v := b.value(m, d, site)
	x := &model.Variant{Value: v, Kinds: kindsOf(m.Target()), Site: site}
	if !isObject(v) || slices.ContainsFunc(t.Variants, func(o *model.Variant) bool { return !o.Wraps && o.Value.Type == v.Type }) {
		x.Wraps = true
		if v.Type != nil && v.Type.Site.Same(site) {
			x.Site = site.Child("Variant", m.Pos)
		}
	}
	t.Variants = append(t.Variants, x)
}

var kindNames = []struct {
	t    spec.Types
	name string
}{
	{spec.String, "String"}, {spec.NumberType | spec.Integer, "Number"}, {spec.Boolean, "Bool"},
	{spec.Array, "Array"}, {spec.Object, "Object"}, {spec.Null, "Null"},
}

// kindsOf lists the JSON kinds that a schema admits, empty for all.
func kindsOf(t *spec.Schema) []string {
	types := t.Types
	if types == 0 {
		for _, v := range t.Enum {
			types |= typeOfJSON(v)
		}
		if t.Const != nil {
			types |= typeOfJSON(*t.Const)
		}
	}
	if types == 0 {
		for _, m := range slices.Concat(t.OneOf, t.AnyOf) {
			k := m.Target().Types
			if k == 0 {
				return nil
			}
			types |= k
		}
	}
	if types == 0 {
		return nil
	}
	var names []string
	for _, k := range kindNames {
		if types&k.t != 0 {
			names = append(names, k.name)
		}
	}
	return names
}

func typeOfJSON(v spec.Value) spec.Types {
	switch v[0] {
	case '"':
		return spec.String
	case '{':
		return spec.Object
	case '[':
		return spec.Array
	case 't', 'f':
		return spec.Boolean
	case 'n':
		return spec.Null
	}
	return spec.NumberType
}

// discriminate gives every variant the tags of the discriminator's mapping. A schema
// that is there twice, as oneOf to the letter can have it, cannot be told apart.
func (b *builder) discriminate(t *model.Type, s *spec.Schema, members []*spec.Schema) {
	taken := map[string]bool{}
	for i, m := range members {
		target := m.Target()
		for _, e := range s.Discriminator.Mapping {
			if e.Schema.Target() == target && !taken[e.Value] {
				taken[e.Value] = true
				t.Variants[i].Tags = append(t.Variants[i].Tags, e.Value)
			}
		}
		other := s.Discriminator.Default
		t.Variants[i].Default = other != nil && other.Target() == target
		if len(t.Variants[i].Tags) == 0 && !t.Variants[i].Default || target.Types != spec.Object {
			for _, v := range t.Variants {
				v.Tags, v.Default = nil, false
			}
			b.l.Notef(s.Discriminator.Pos, s.Discriminator.Pointer, "discriminator-unused",
				"discriminator %q does not tell all members apart; the members are tried in turn", s.Discriminator.Property)
			return
		}
	}
	t.Discriminator, t.LiteralTags = s.Discriminator.Property, s.Discriminator.Literal
}

// typeUnion builds a schema with several types as a union of one variant a type.
func (b *builder) typeUnion(s *spec.Schema, k typeKey, d direction, site *model.Site) *model.Value {
	if s.Name == "" && s.Types == spec.Integer|spec.String|spec.NumberType|spec.Boolean|spec.Array|spec.Object {
		return rawValue()
	}
	t := b.declare(k, &model.Type{Kind: model.Union, OneOf: false}, s, site)
	v := &model.Value{Shape: model.Named, Type: t}
	b.values[k] = v
	for _, one := range []spec.Types{spec.String, spec.Integer, spec.NumberType, spec.Boolean, spec.Array, spec.Object} {
		if s.Types&one == 0 || one == spec.Integer && s.Types&spec.NumberType != 0 {
			continue
		}
		c := *s
		c.Name, c.Nullable, c.Types = "", false, one
		if one == spec.String || one == spec.Integer || one == spec.NumberType {
			c.Format = formatFor(s.Format, one)
		}
		b.variant(t, &c, d, typeWord(&spec.Schema{Types: one}))
	}
	return v
}

// formatFor keeps a format for the type it constrains (OpenAPI Format Registry).
func formatFor(format string, t spec.Types) string {
	_, isText := textFormats[format]
	_, isNumber := numbers[format]
	if t == spec.String && (isText && !isNumber || !isText && !isNumber) || t != spec.String && isNumber {
		return format
	}
	return ""
}
