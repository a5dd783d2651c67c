package normalise

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/specho/specho/generator/diag"
	"github.com/specho/specho/generator/spec"
)

// completeMapping adds the values that the explicit mapping leaves out: of each
// member of the union, the constants of its discriminator property, else the name
// of its component.
func (z *normaliser) completeMapping(s *spec.Schema) {
	d := s.Discriminator
	members := append(slices.Clone(s.OneOf), s.AnyOf...)
	complete := *d
	complete.Mapping = append(slices.Clone(d.Mapping), z.mapByName(d, members)...)
	explicit := complete.Mapping
	for _, e := range explicit {
		if len(members) > 0 && !slices.ContainsFunc(members, func(m *spec.Schema) bool { return m.Target() == e.Schema.Target() }) {
			z.l.Add(diag.Diagnostic{Severity: diag.Warning, Pos: d.Pos, Pointer: d.Pointer, Rule: "discriminator-mapping", Hint: "add the schema to the union, or take the entry out of the mapping",
				Message: fmt.Sprintf("the mapping of %q is left out: the schema at %s is no member of the union at %s", clip(e.Value), e.Schema.Target().Pos, s.Pos)})
		}
	}
	for _, m := range members {
		if slices.ContainsFunc(explicit, func(e spec.Mapping) bool { return e.Schema.Target() == m.Target() }) {
			continue
		}
		values := tagValues(m, d.Property, 0)
		if shared(members, d.Property) {
			values = inheritedTags(m, values)
		}
		if len(values) == 0 {
			if name := componentName(m); name != "" {
				values = []string{name}
			}
		}
		if len(values) == 0 {
			z.warn(z.nodeOf(m), "discriminator-value", "give the property one enum value or const in this schema",
				"no value of the discriminator %q selects this member of the union at %s", d.Property, s.Pos)
		}
		for _, v := range values {
			if !slices.ContainsFunc(complete.Mapping, func(e spec.Mapping) bool { return e.Value == v }) {
				complete.Mapping = append(complete.Mapping, spec.Mapping{Value: v, Schema: m})
			}
		}
	}
	if d.Default != nil && !slices.ContainsFunc(members, func(m *spec.Schema) bool { return m.Target() == d.Default.Target() }) {
		z.l.Warnf(d.Pos, d.Pointer, "discriminator-default", "defaultMapping leads to a schema that is no member of the union at %s: it is ignored", s.Pos)
		complete.Default = nil
	}
	complete.Literal = literalTags(members, d.Property)
	s.Discriminator = &complete
}

// literalTags reports whether the members are told apart by numbers or booleans.
func literalTags(members []*spec.Schema, property string) bool {
	literal := false
	for _, m := range members {
		p := m.Target().Property(property)
		if p == nil {
			continue
		}
		t := p.Schema.Target()
		values := t.Enum
		if t.Const != nil {
			values = []spec.Value{*t.Const}
		}
		if t.Types == spec.String || slices.ContainsFunc(values, func(v spec.Value) bool { return v[0] == '"' }) {
			return false
		}
		literal = literal || len(values) > 0
	}
	return literal
}

// shared reports whether several members have the property from one schema, as kinds have
// it from their parent.
func shared(members []*spec.Schema, property string) bool {
	seen := map[*spec.Schema]bool{}
	for _, m := range members {
		if p := m.Target().Property(property); p != nil {
			if t := p.Schema.Target(); seen[t] {
				return true
			} else if t.Enum != nil {
				seen[t] = true
			}
		}
	}
	return false
}

// unmapped is an entry of a mapping whose reference leads nowhere.
type unmapped struct {
	value string
	name  string // the last part of the reference
	why   diag.Diagnostic
}

// mapByName gives entries that lead nowhere to the member of that name: their
// authors refer to components that only a bundler makes of the files.
func (z *normaliser) mapByName(d *spec.Discriminator, members []*spec.Schema) []spec.Mapping {
	var list []spec.Mapping
	for _, u := range z.unmapped[d] {
		i := slices.IndexFunc(members, func(m *spec.Schema) bool { return componentName(m) == u.name })
		if i < 0 {
			z.l.Add(u.why)
			continue
		}
		list = append(list, spec.Mapping{Value: u.value, Schema: members[i]})
	}
	return list
}

// children are the component schemas that have s in their allOf, at any depth.
func (z *normaliser) children(s *spec.Schema) []*spec.Schema {
	var list []*spec.Schema
	for _, c := range z.doc.Schemas {
		if c != s && z.extends(c, s, 0) {
			list = append(list, c)
		}
	}
	return list
}

func (z *normaliser) extends(c, s *spec.Schema, depth int) bool {
	if depth > 50 {
		return false
	}
	for _, p := range z.merger.parents[c] {
		if p == s || z.extends(p, s, depth+1) {
			return true
		}
	}
	return false
}

// tagValues are the strings that the discriminator property of a member admits.
func tagValues(m *spec.Schema, property string, depth int) []string {
	t := m.Target()
	if p := t.Property(property); p != nil {
		c := p.Schema.Target()
		list := c.Enum
		if c.Const != nil {
			list = []spec.Value{*c.Const}
		}
		var values []string
		for _, v := range list {
			if v[0] == '"' {
				values = append(values, stringOf(v))
			} else {
				values = append(values, string(v))
			}
		}
		if len(values) > 0 {
			return values
		}
	}
	if depth > 10 {
		return nil
	}
	var values []string
	for _, b := range append(slices.Clone(t.OneOf), t.AnyOf...) {
		values = append(values, tagValues(b, property, depth+1)...)
	}
	return values
}

// componentName is the name of the component that s is or refers to, or was before
// what stood beside a union joined it.
func componentName(s *spec.Schema) string {
	for n := 0; s != nil && n < 100; n++ {
		if name := cmp.Or(s.Name, s.Of); name != "" {
			return name
		}
		s = s.Ref
	}
	return ""
}
