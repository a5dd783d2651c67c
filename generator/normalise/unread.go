package normalise

import (
	"github.com/specho/specho/generator/load"
	"github.com/specho/specho/generator/spec"
)

// unread brings keywords to peace that turn a schema around. One that could not be
// read whole takes too many values: under `not` it would refuse too many, in `oneOf`
// its neighbours would, and `if` would choose wrongly.
func (z *normaliser) unread() {
	if len(z.lossy) == 0 {
		return
	}
	wide := z.takeTooMuch()
	for _, s := range z.order {
		n := z.nodeOf(s)
		if s.Not != nil && wide[s.Not] {
			z.warn(orAt(n, "not"), "not-unread", "", "what not forbids cannot be read whole: not is left out")
			s.Not = nil
			z.lossy[s] = true
		}
		if s.If != nil && wide[s.If] {
			z.warn(orAt(n, "if"), "if-unread", "", "the condition of if cannot be read whole: then and else are left out")
			s.If, s.Then, s.Else = nil, nil, nil
			z.lossy[s] = true
		}
		z.openUnion(s, n)
	}
}

// orAt is the member of n by that name, or n.
func orAt(n *load.Node, name string) *load.Node {
	if m := n.Get(name); m != nil {
		return m
	}
	return n
}

// openUnion reads oneOf as anyOf where one of its schemas could not be read: values of
// the others would be those of two.
func (z *normaliser) openUnion(s *spec.Schema, n *load.Node) {
	if len(s.OneOf) < 2 || len(s.AnyOf) > 0 {
		return
	}
	for _, b := range s.OneOf {
		if z.lossy[b.Target()] || z.lossy[b] {
			z.warn(orAt(n, "oneOf"), "one-of-unread", "", "a schema of oneOf cannot be read whole, so that values may be of several: it is read as anyOf")
			s.AnyOf, s.OneOf = s.OneOf, nil
			return
		}
	}
}

// takeTooMuch are the schemas that could not be read whole, and those that have one of
// them in them.
func (z *normaliser) takeTooMuch() map[*spec.Schema]bool {
	around := map[*spec.Schema][]*spec.Schema{}
	for _, s := range z.order {
		eachInside(s, func(c *spec.Schema) {
			around[c] = append(around[c], s)
			if c.Ref != nil { // a reference that stands in no order
				around[c.Ref] = append(around[c.Ref], c)
			}
		})
	}
	wide := make(map[*spec.Schema]bool, len(z.lossy))
	var todo []*spec.Schema
	mark := func(s *spec.Schema) {
		if !wide[s] {
			wide[s] = true
			todo = append(todo, s)
		}
	}
	for s, is := range z.lossy {
		if is {
			mark(s)
		}
	}
	for len(todo) > 0 {
		s := todo[len(todo)-1]
		todo = todo[:len(todo)-1]
		for _, a := range around[s] {
			mark(a)
		}
	}
	return wide
}

// eachInside calls f for the schemas that s holds or refers to.
func eachInside(s *spec.Schema, f func(*spec.Schema)) {
	for _, c := range [...]*spec.Schema{s.Ref, s.Items, s.Contains, s.AdditionalProperties, s.PropertyNames, s.UnevaluatedItems, s.UnevaluatedProperties, s.Not, s.If, s.Then, s.Else} {
		if c != nil {
			f(c)
		}
	}
	for _, list := range [...][]*spec.Schema{s.PrefixItems, s.AllOf, s.OneOf, s.AnyOf} {
		for _, c := range list {
			f(c)
		}
	}
	for _, list := range [...][]*spec.Property{s.Properties, s.PatternProperties, s.DependentSchemas} {
		for _, p := range list {
			f(p.Schema)
		}
	}
}
