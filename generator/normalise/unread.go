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
	seen := map[*spec.Schema]bool{}
	for _, s := range z.order {
		n := z.nodeOf(s)
		if s.Not != nil && z.takesTooMuch(s.Not, seen) {
			z.warn(orAt(n, "not"), "not-unread", "", "what not forbids cannot be read whole: not is left out")
			s.Not = nil
			z.lossy[s] = true
		}
		if s.If != nil && z.takesTooMuch(s.If, seen) {
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

// takesTooMuch reports whether s, or a schema in it, could not be read whole.
func (z *normaliser) takesTooMuch(s *spec.Schema, seen map[*spec.Schema]bool) bool {
	clear(seen)
	return z.tooMuch(s, seen)
}

func (z *normaliser) tooMuch(s *spec.Schema, seen map[*spec.Schema]bool) bool {
	if s == nil || seen[s] || len(seen) > 10_000 {
		return false
	}
	seen[s] = true
	if z.lossy[s] {
		return true
	}
	inside := []*spec.Schema{s.Ref, s.Items, s.Contains, s.AdditionalProperties, s.PropertyNames, s.UnevaluatedItems, s.UnevaluatedProperties, s.Not, s.If, s.Then, s.Else}
	for _, list := range [][]*spec.Schema{s.PrefixItems, s.AllOf, s.OneOf, s.AnyOf} {
		inside = append(inside, list...)
	}
	for _, list := range [][]*spec.Property{s.Properties, s.PatternProperties, s.DependentSchemas} {
		for _, p := range list {
			inside = append(inside, p.Schema)
		}
	}
	for _, c := range inside {
		if z.tooMuch(c, seen) {
			return true
		}
	}
	return false
}
