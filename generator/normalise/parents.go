package normalise

import (
	"cmp"
	"slices"
	"strings"

	"github.com/specho/specho/generator/spec"
)

// parentsAsUnions makes a schema with a discriminator the union of those that take it
// over by allOf, and of what it says itself:
//
//	Pet: {type: object, properties: {kind: ...}, discriminator: {propertyName: kind}}
//	Cat: {allOf: [{$ref: Pet}, {properties: {lives: ...}}]}
//
// A pet may be a cat (OpenAPI, "Composition and Inheritance"). One whose discriminator
// names none of them is a pet and nothing more.
func (z *normaliser) parentsAsUnions() {
	for _, s := range slices.Clone(z.order) {
		if s.Ref != nil || s.Discriminator == nil || len(s.OneOf)+len(s.AnyOf)+len(s.AllOf) > 0 || s.Types != spec.Object {
			continue
		}
		kinds := z.children(s)
		for _, e := range s.Discriminator.Mapping { // in other files
			if k := e.Schema.Target(); k != s && z.extends(k, s, 0) && !slices.Contains(kinds, k) {
				kinds = append(kinds, k)
			}
		}
		if len(kinds) == 0 {
			z.note(z.nodeOf(s), "discriminator-unused", "", "discriminator %q has no schemas to tell apart: none has this one in its allOf", s.Discriminator.Property)
			continue
		}
		z.parentAsUnion(s, kinds)
	}
}

func (z *normaliser) parentAsUnion(s *spec.Schema, kinds []*spec.Schema) {
	own := *s
	own.Name, own.Of, own.Discriminator, own.Nullable = "", cmp.Or(s.Name, "Base"), nil, false
	z.made(&own, s)
	union := spec.Schema{Node: s.Node, Name: s.Name, Types: spec.Object, Nullable: s.Nullable}
	inherit(&union, s, false)
	for _, k := range kinds {
		r := &spec.Schema{Node: s.Node, Ref: k}
		z.made(r, s)
		union.AnyOf = append(union.AnyOf, r)
	}
	union.AnyOf = append(union.AnyOf, &own)
	d := *s.Discriminator
	d.Mapping = slices.Clone(d.Mapping)
	for i, e := range d.Mapping {
		if e.Schema.Target() == s {
			d.Mapping[i].Schema = &own
		}
	}
	d.Default = &own
	z.unmapped[&d] = z.unmapped[s.Discriminator]
	union.Discriminator = &d
	*s = union
}

// isKind reports whether s is a component that takes over a schema with a discriminator:
// a kind of that, even if it adds nothing.
func (z *normaliser) isKind(s, of *spec.Schema) bool {
	return s.Name != "" && of.Discriminator != nil && len(of.OneOf)+len(of.AnyOf) == 0 && z.nodeOf(s).Get("allOf") != nil
}

// made registers a schema that stands for a part of another one.
func (z *normaliser) made(s, from *spec.Schema) {
	z.nodes[s], z.merger.state[s], z.merger.finished[s] = z.nodeOf(from), merged, true
	z.order = append(z.order, s)
}

// inheritedTags are the values of the discriminator by which a schema is told that has
// the property from the base of all of them: those that are its name.
func inheritedTags(m *spec.Schema, values []string) []string {
	name := componentName(m)
	return slices.DeleteFunc(slices.Clone(values), func(v string) bool { return !strings.EqualFold(v, name) })
}
