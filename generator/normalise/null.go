package normalise

import "github.com/specho/specho/generator/spec"

// refuseNull takes Nullable from schemas of 3.1 documents whose type lists null,
// but which have a `not` or a union that no null passes. Where null is said in so
// many words (nullable, a branch for null) it stays.
func (z *normaliser) refuseNull() {
	for range 2 { // a union may have such a schema as a branch
		for _, s := range z.order {
			z.refuseNullOf(s)
		}
	}
}

func (z *normaliser) refuseNullOf(s *spec.Schema) {
	if z.minor == 0 || !s.Nullable || s.Ref != nil || z.merger.nullMeant[s] || z.logicAllowsNull(s) {
		return
	}
	s.Nullable = false
	z.warn(z.nodeOf(s), "null-refused", "add {type: \"null\"} to the union if null is meant to be allowed",
		"the type lists null, but what stands beside it does not let null pass")
}

// probe asks whether null passes a schema. Its budget bounds recursive schemas.
type probe struct {
	z      *normaliser
	budget int
}

// allowsNull reports whether null passes s.
func (z *normaliser) allowsNull(s *spec.Schema) bool {
	p := probe{z, 500}
	return p.allows(s)
}

// logicAllowsNull reports whether null passes what stands beside the type.
func (z *normaliser) logicAllowsNull(s *spec.Schema) bool {
	p := probe{z, 500}
	return p.logic(s)
}

func (p *probe) allows(s *spec.Schema) bool {
	for ; s.Ref != nil; s = s.Ref {
		if s.Nullable {
			return true
		}
	}
	if s.Nullable && p.z.merger.nullMeant[s] {
		return true
	}
	if p.budget--; p.budget < 0 {
		return false
	}
	if s.Types == spec.Null {
		return p.logic(s)
	}
	if !s.Nullable && (s.Types != 0 || s.Enum != nil || s.Const != nil || s.Always != nil && !*s.Always) {
		return false
	}
	return p.logic(s)
}

// logic reports whether null passes the unions, allOf, not and if of s.
func (p *probe) logic(s *spec.Schema) bool {
	for _, a := range s.AllOf {
		if !p.allows(a) {
			return false
		}
	}
	branch := p.z.merger.nullBranch[s]
	if s.Not != nil && p.allows(s.Not) ||
		branch&nullInAnyOf == 0 && len(s.AnyOf) > 0 && p.count(s.AnyOf) == 0 ||
		branch&nullInOneOf == 0 && len(s.OneOf) > 0 && p.count(s.OneOf) != 1 {
		return false
	}
	if s.If == nil {
		return true
	}
	next := s.Else
	if p.allows(s.If) {
		next = s.Then
	}
	return next == nil || p.allows(next)
}

// count tells how many branches of a union null passes.
func (z *normaliser) count(union []*spec.Schema) int {
	p := probe{z, 500}
	return p.count(union)
}

func (p *probe) count(union []*spec.Schema) int {
	n := 0
	for _, b := range union {
		if p.allows(b) {
			n++
		}
	}
	return n
}

// liftNull marks unions that have a branch which admits null.
func (z *normaliser) liftNull() {
	for changed := true; changed; {
		changed = false
		for _, s := range z.order {
			if s.Nullable || s.Ref != nil || s.Types != 0 {
				continue
			}
			for _, union := range [...][]*spec.Schema{s.OneOf, s.AnyOf} {
				for _, b := range union {
					if b.IsNullable() && !s.Nullable && (z.minor == 0 || z.logicAllowsNull(s)) {
						s.Nullable, changed = true, true
					}
				}
			}
		}
	}
}
