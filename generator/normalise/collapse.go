package normalise

import (
	"slices"

	"github.com/specho/specho/generator/spec"
)

// collapse simplifies the unions of s: null becomes Nullable, a union of one
// becomes a part of s, a union of constants becomes an enum.
func (z *normaliser) collapse(s *spec.Schema) {
	s.OneOf = z.collapseUnion(s, s.OneOf, "oneOf")
	s.AnyOf = z.collapseUnion(s, s.AnyOf, "anyOf")
}

func (z *normaliser) collapseUnion(s *spec.Schema, union []*spec.Schema, keyword string) []*spec.Schema {
	if len(union) == 0 {
		return nil
	}
	kept := make([]*spec.Schema, 0, len(union))
	null := false
	literal := z.exact && keyword == "oneOf" // what is there twice is one too many
	if literal && z.count(union) > 1 {
		return union
	}
	for _, b := range union {
		t := b.Target()
		switch {
		case t.Types == spec.Null && !constrainedBeyondTypes(t):
			null = true
		case z.onlyNullable(t): // {nullable: true}, as schemars writes it
			null = true
		case !literal && slices.ContainsFunc(kept, func(o *spec.Schema) bool { return o.Target() == t }):
			z.warn(z.nodeOf(b), "union-duplicate", "", "%s lists the same schema twice", keyword)
		default:
			kept = append(kept, b)
		}
	}
	if null && (s.Types == 0 || s.Nullable) {
		s.Nullable = true
		z.merger.nullMeant[s] = z.merger.nullMeant[s] || z.minor == 0
		if keyword == "oneOf" && z.minor > 0 && slices.ContainsFunc(kept, z.allowsNull) {
			z.warn(z.nodeOf(s), "null-twice", "write anyOf", "null passes more than one branch of oneOf, which then refuses it: it is accepted")
		}
	}
	switch len(kept) {
	case 0:
		if z.exact && s.Types != 0 && !s.Nullable {
			never(s) // no value is both
			return nil
		}
		s.Types, s.Nullable = spec.Null, false
		return nil
	case 1:
		s.Discriminator = nil // there is nothing to choose from
		s.AllOf = append(s.AllOf, kept[0])
		if null {
			z.merger.beside[s] = append(z.merger.beside[s], kept[0])
		}
		return nil
	}
	if null {
		z.merger.nullBranch[s] |= branchOf(keyword)
	}
	if keyword == "anyOf" {
		kept = z.subsume(s, kept)
		if kept == nil {
			return nil
		}
	}
	if z.constants(s, kept) {
		return nil
	}
	return kept
}

// otherNames leaves out of a union what turned out to be another name for an earlier
// branch, when all schemas were merged.
func (z *normaliser) otherNames(s *spec.Schema, union []*spec.Schema, keyword string) []*spec.Schema {
	if z.exact && keyword == "oneOf" || len(union) < 2 {
		return union
	}
	kept := make([]*spec.Schema, 0, len(union))
	for _, b := range union {
		if slices.ContainsFunc(kept, func(o *spec.Schema) bool { return o.Target() == b.Target() }) {
			z.warn(z.nodeOf(b), "union-duplicate", "", "%s lists the same schema twice, by two names", keyword)
			continue
		}
		kept = append(kept, b)
	}
	if len(kept) == 1 {
		s.Discriminator = nil
	}
	return kept
}

// onlyNullable reports whether s says `nullable: true` and nothing else.
func (z *normaliser) onlyNullable(s *spec.Schema) bool {
	n := z.nodes[s]
	return s.Nullable && !constrained(s) && n.Get("nullable").True()
}

// The unions whose branch for null became Nullable.
const (
	nullInOneOf uint8 = 1 << iota
	nullInAnyOf
)

func branchOf(keyword string) uint8 {
	if keyword == "oneOf" {
		return nullInOneOf
	}
	return nullInAnyOf
}

// subsume handles anyOf where one branch is a bare type that holds the others: a
// string beside an enum of strings.
func (z *normaliser) subsume(s *spec.Schema, union []*spec.Schema) []*spec.Schema {
	for _, wide := range union {
		w := wide.Target()
		if w.Types == 0 || w.Types&(spec.Object|spec.Array) != 0 || constrainedBeyondTypes(w) {
			continue
		}
		if !slices.ContainsFunc(union, func(b *spec.Schema) bool {
			t := b.Target()
			return t.Types == 0 || narrow(t.Types, w.Types) != t.Types || b.IsNullable() && !wide.IsNullable() || len(t.AllOf) > 0
		}) {
			z.note(z.nodeOf(s), "anyof-subsumed", "", "every branch of anyOf is a case of %s at %s: the others add nothing", typeWords(w.Types), w.Pos)
			s.AllOf = append(s.AllOf, wide)
			s.Discriminator = nil
			return nil
		}
	}
	return union
}

// constants turns a union of constants of one type into an enum of s.
func (z *normaliser) constants(s *spec.Schema, union []*spec.Schema) bool {
	if s.Enum != nil || s.Const != nil || s.Discriminator != nil {
		return false
	}
	var values []spec.Value
	var types spec.Types
	seen := map[string]bool{}
	for _, b := range union {
		t := b.Target()
		list := t.Enum
		if t.Const != nil {
			list = []spec.Value{*t.Const}
		}
		if len(list) == 0 || b.IsNullable() || types != 0 && types != t.Types {
			return false
		}
		rest := *t
		rest.Enum, rest.Const = nil, nil
		if constrainedBeyondTypes(&rest) {
			return false
		}
		types = t.Types
		for _, v := range list {
			if key := canonical(v); !seen[key] {
				seen[key] = true
				values = append(values, v)
			}
		}
	}
	if types&(types-1) != 0 || types == 0 || s.Types != 0 && narrow(s.Types, types) != types {
		return false
	}
	s.Enum, s.Types = values, types
	return true
}
