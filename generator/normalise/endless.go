package normalise

import (
	"slices"

	"github.com/specho/specho/generator/spec"
)

// maxPasses bounds the search for schemas without a finite value. Each pass
// settles chains of any length that stand in the order of the document.
const maxPasses = 50

// maxLoosened bounds how many requirements one schema after another may lose.
const maxLoosened = 100

// endless mends schemas whose values would have to contain another value of the
// same schema, without end.
func (z *normaliser) endless() {
	for range maxLoosened {
		open, finite := z.openSchemas()
		if len(open) == 0 || !z.loosen(open, finite) {
			return
		}
	}
	z.fail(z.tree.Root, "recursion-endless", "", "too many schemas must contain themselves, without end")
}

// openSchemas returns the schemas that have no finite value, and those that have one.
func (z *normaliser) openSchemas() ([]*spec.Schema, map[*spec.Schema]bool) {
	finite := map[*spec.Schema]bool{}
	open := slices.Clone(z.order)
	for range maxPasses {
		before := len(open)
		slices.Reverse(open)
		open = slices.DeleteFunc(open, func(s *spec.Schema) bool {
			if hasFinite(s, finite) {
				finite[s] = true
			}
			return finite[s]
		})
		if len(open) == 0 || len(open) == before {
			return open, finite
		}
	}
	return nil, finite
}

// hasFinite reports whether s has a value, given what is known of the others.
func hasFinite(s *spec.Schema, finite map[*spec.Schema]bool) bool {
	if s.Nullable || s.Always != nil {
		return true
	}
	if s.Ref != nil {
		return finite[s.Ref]
	}
	for _, union := range [...][]*spec.Schema{s.OneOf, s.AnyOf} {
		if len(union) > 0 && !slices.ContainsFunc(union, func(b *spec.Schema) bool { return finite[b] || b.Ref != nil && finite[b.Ref] }) {
			return false
		}
	}
	if s.Types == 0 || s.Types&^(spec.Object|spec.Array) != 0 {
		return true
	}
	object, _ := needs(s, finite)
	return s.Types&spec.Object != 0 && object == nil || s.Types&spec.Array != 0 && arrayFinite(s, finite)
}

// needs returns the first required property without a known finite value.
func needs(s *spec.Schema, finite map[*spec.Schema]bool) (*spec.Property, bool) {
	for _, p := range s.Properties {
		if p.Required && !finite[p.Schema] {
			return p, true
		}
	}
	return nil, false
}

func arrayFinite(s *spec.Schema, finite map[*spec.Schema]bool) bool {
	if s.MinItems == 0 {
		return true
	}
	for i := range min(s.MinItems, len(s.PrefixItems)+1) {
		if item := itemAt(s, i); item != nil && !finite[item] {
			return false
		}
	}
	return true
}

// loosen takes what makes it endless from each circle among the schemas without a
// value. It reports whether that is worth another look.
func (z *normaliser) loosen(open []*spec.Schema, finite map[*spec.Schema]bool) bool {
	done := map[*spec.Schema]bool{}
	slices.Reverse(open)
	mended := false
	for _, s := range open {
		seen := map[*spec.Schema]bool{}
		for s != nil && !seen[s] && !done[s] {
			seen[s] = true
			s = nextEndless(s, finite)
		}
		if s != nil && !done[s] && z.loosenOne(requiring(s, finite).Target(), finite) {
			mended = true
		}
		for s := range seen {
			done[s] = true
		}
	}
	return mended
}

// requiring is the first schema of the circle that starts at s which says itself that it
// has to contain another value: a union only leaves the choice.
func requiring(s *spec.Schema, finite map[*spec.Schema]bool) *spec.Schema {
	for t := s; ; {
		target := t.Target()
		if _, found := needs(target, finite); found || target.Types&spec.Array != 0 && target.MinItems > 0 {
			return t
		}
		if t = nextEndless(t, finite); t == nil || t == s {
			return s
		}
	}
}

// loosenOne makes the property optional, or the list shorter, that a value of s
// would need another one for.
func (z *normaliser) loosenOne(s *spec.Schema, finite map[*spec.Schema]bool) bool {
	if p, found := needs(s, finite); found {
		z.warn(z.nodeOf(p.Schema), "recursion-endless", "make the property optional or nullable",
			"a value of the schema at %s must contain another one in %q, without end: the property is read as optional", s.Pos, p.Name)
		c := *p
		c.Required = false
		s.Properties = slices.Clone(s.Properties)
		s.Properties[slices.Index(s.Properties, p)] = &c
		s.Required = slices.DeleteFunc(slices.Clone(s.Required), func(name string) bool { return name == p.Name })
		return true
	}
	if s.Types&spec.Array != 0 && s.MinItems > 0 {
		z.warn(z.nodeOf(s), "recursion-endless", "write minItems: 0", "a value of this schema must contain another one, without end: the list may be empty")
		s.MinItems = 0
		return true
	}
	z.fail(z.nodeOf(s), "recursion-endless", "", "a value of this schema must contain another one, without end")
	return false
}

// nextEndless is a schema that keeps s from having a value.
func nextEndless(s *spec.Schema, finite map[*spec.Schema]bool) *spec.Schema {
	if s.Ref != nil {
		return s.Ref
	}
	if p, found := needs(s, finite); found {
		return p.Schema
	}
	for _, list := range [...][]*spec.Schema{s.OneOf, s.AnyOf, s.PrefixItems, {s.Items}} {
		for _, b := range list {
			if b != nil && !finite[b] {
				return b
			}
		}
	}
	return nil
}

// unionCycles reports schemas that apply to the very value they are asked about
// again, without end: unions that are a branch of themselves.
func (z *normaliser) unionCycles() {
	const open, closed = 1, 2
	state := map[*spec.Schema]int{}
	var visit func(s, above *spec.Schema)
	visit = func(s, above *spec.Schema) {
		state[s] = open
		after := closed
		for _, list := range [...][]*spec.Schema{{s.Ref, s.Not, s.If, s.Then, s.Else}, s.OneOf, s.AnyOf, s.AllOf, dependents(s)} {
			for _, b := range list {
				switch {
				case b == nil || state[b] == closed:
				case state[b] == open:
					z.warn(z.nodeOf(s), "union-cycle", "", "the schema at %s contains itself, through oneOf, anyOf, not or if: that part is left out", b.Pos)
					if s.Ref == b && above != nil {
						cut(above, s)
						after = 0 // it still refers to b, which may have it as a branch too
					} else {
						cut(s, b)
					}
				default:
					visit(b, s)
				}
			}
		}
		state[s] = after
	}
	for _, s := range z.order {
		if state[s] == 0 {
			visit(s, nil)
		}
	}
}

// cut takes b out of what applies to the same value as s.
func cut(s, b *spec.Schema) {
	for _, part := range [...]**spec.Schema{&s.Ref, &s.Not, &s.If, &s.Then, &s.Else} {
		if *part == b {
			*part = nil
		}
	}
	for _, list := range [...]*[]*spec.Schema{&s.OneOf, &s.AnyOf, &s.AllOf} {
		*list = slices.DeleteFunc(slices.Clone(*list), func(x *spec.Schema) bool { return x == b })
	}
	s.DependentSchemas = slices.DeleteFunc(slices.Clone(s.DependentSchemas), func(p *spec.Property) bool { return p.Schema == b })
}

func dependents(s *spec.Schema) []*spec.Schema {
	var list []*spec.Schema
	for _, p := range s.DependentSchemas {
		list = append(list, p.Schema)
	}
	return list
}
