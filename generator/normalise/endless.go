package normalise

import (
	"slices"

	"github.com/specho/specho/generator/spec"
)

// maxPasses bounds the search for schemas without a finite value. Each pass
// settles chains of any length that stand in the order of the document.
const maxPasses = 50

// endless reports schemas whose values would have to contain another value of the
// same schema, without end, and unions that contain themselves.
func (z *normaliser) endless() {
	z.unionCycles()
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
		if len(open) == 0 {
			return
		}
		if len(open) == before {
			z.reportEndless(open, finite)
			return
		}
	}
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

// reportEndless reports each circle among the schemas without a value once.
func (z *normaliser) reportEndless(open []*spec.Schema, finite map[*spec.Schema]bool) {
	done := map[*spec.Schema]bool{}
	slices.Reverse(open)
	for _, s := range open {
		seen := map[*spec.Schema]bool{}
		for s != nil && !seen[s] && !done[s] {
			seen[s] = true
			s = nextEndless(s, finite)
		}
		if s != nil && !done[s] {
			at := s.Target()
			if p, found := needs(at, finite); found {
				z.fail(z.nodeOf(p.Schema), "recursion-endless", "make the property optional or nullable",
					"a value of the schema at %s must contain another one in %q, without end", at.Pos, p.Name)
			} else {
				z.fail(z.nodeOf(at), "recursion-endless", "", "a value of this schema must contain another one, without end")
			}
		}
		for s := range seen {
			done[s] = true
		}
	}
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
	var visit func(s *spec.Schema)
	visit = func(s *spec.Schema) {
		state[s] = open
		for _, list := range [...][]*spec.Schema{{s.Ref, s.Not, s.If, s.Then, s.Else}, s.OneOf, s.AnyOf, s.AllOf, dependents(s)} {
			for _, b := range list {
				switch {
				case b == nil || state[b] == closed:
				case state[b] == open:
					z.fail(z.nodeOf(s), "union-cycle", "", "the schema at %s contains itself, through oneOf, anyOf, not or if", b.Pos)
				default:
					visit(b)
				}
			}
		}
		state[s] = closed
	}
	for _, s := range z.order {
		if state[s] == 0 {
			visit(s)
		}
	}
}

func dependents(s *spec.Schema) []*spec.Schema {
	var list []*spec.Schema
	for _, p := range s.DependentSchemas {
		list = append(list, p.Schema)
	}
	return list
}
