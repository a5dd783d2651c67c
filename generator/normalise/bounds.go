package normalise

import (
	"fmt"
	"math/big"

	"github.com/specho/specho/generator/load"
	"github.com/specho/specho/generator/spec"
)

// maxSources bounds how many parts of a merged schema are remembered.
const maxSources = 64

// contribute remembers that src is a part of s, for messages.
func (z *normaliser) contribute(s, src *spec.Schema) {
	list := z.merger.sources[s]
	if n := z.nodes[src]; n != nil && len(list) < maxSources {
		list = append(list, n)
	}
	for _, n := range z.merger.sources[src] {
		if len(list) < maxSources {
			list = append(list, n)
		}
	}
	z.merger.sources[s] = list
}

// saidAt is the place where a part of s says a keyword with that value; nil if it is not
// known.
func (z *normaliser) saidAt(s *spec.Schema, keyword, value string) *load.Node {
	if value == "" {
		return nil
	}
	for _, n := range append([]*load.Node{z.nodeOf(s)}, z.merger.sources[s]...) {
		m := n.Get(keyword)
		if m == nil {
			continue
		}
		if m.Kind == load.Number && value[0] != '"' {
			a, good := new(big.Rat).SetString(m.Text)
			if b, fine := new(big.Rat).SetString(value); good && fine && a.Cmp(b) == 0 {
				return m
			}
		}
		if string(m.JSON()) == value {
			return m
		}
	}
	return nil
}

// bounds reports pairs of bounds that leave no value.
func (z *normaliser) bounds(s *spec.Schema) {
	z.numberBounds(s, "minimum", s.Minimum, "maximum", s.Maximum, false)
	z.numberBounds(s, "exclusiveMinimum", s.ExclusiveMinimum, "maximum", s.Maximum, true)
	z.numberBounds(s, "minimum", s.Minimum, "exclusiveMaximum", s.ExclusiveMaximum, true)
	z.numberBounds(s, "exclusiveMinimum", s.ExclusiveMinimum, "exclusiveMaximum", s.ExclusiveMaximum, true)
	for _, b := range [...]struct {
		what  string
		least int
		most  *int
	}{
		{"Length", s.MinLength, s.MaxLength}, {"Items", s.MinItems, s.MaxItems}, {"Properties", s.MinProperties, s.MaxProperties},
	} {
		if b.most != nil && b.least > *b.most {
			z.noValue(s, "min"+b.what, fmt.Sprint(b.least), "greater than", "max"+b.what, fmt.Sprint(*b.most))
		}
	}
}

func (z *normaliser) numberBounds(s *spec.Schema, low string, a *spec.Number, high string, b *spec.Number, open bool) {
	if a == nil || b == nil {
		return
	}
	switch c := rat(*a).Cmp(rat(*b)); {
	case c > 0:
		z.noValue(s, low, string(*a), "greater than", high, string(*b))
	case c == 0 && open:
		z.noValue(s, low, string(*a), "not less than", high, string(*b))
	}
}

// noValue reports two limits that exclude each other, each with its place.
func (z *normaliser) noValue(s *spec.Schema, low, a, relation, high, b string) {
	at, where := z.nodeOf(s), ""
	if n := z.saidAt(s, low, a); n != nil {
		at = n
	}
	if n := z.saidAt(s, high, b); n != nil {
		where = " at " + n.Pos().String()
	}
	z.warn(at, "bounds-empty", "change one of the two: as it is, no request can carry such a value",
		"%s %s is %s %s %s%s: every value is refused", low, a, relation, high, b, where)
}

// access reports properties that neither requests nor answers would have.
func (z *normaliser) access(s *spec.Schema) {
	for _, p := range s.Properties {
		t := p.Schema.Target()
		if (p.Schema.ReadOnly || t.ReadOnly) && (p.Schema.WriteOnly || t.WriteOnly) {
			z.warn(z.nodeOf(p.Schema), "read-write-only", "leave one of them out", "the property %q is readOnly and writeOnly: it is neither", p.Name)
		}
	}
}

// unionTypes reports a union none of whose branches is of the type beside it.
func (z *normaliser) unionTypes(s *spec.Schema) {
	for _, union := range [...][]*spec.Schema{s.OneOf, s.AnyOf} {
		apart := len(union) > 0 && s.Types != 0 && !s.Nullable
		for _, b := range union {
			t := b.Target()
			apart = apart && t.Types != 0 && narrow(s.Types, t.Types) == 0
		}
		if apart {
			z.warn(z.nodeOf(s), "union-types", "leave the type out, or change the branches",
				"no branch of the union, the first one at %s, is of %s: every value is refused", union[0].Pos, typeWords(s.Types))
		}
	}
}

// overlaps reports branches of a oneOf that are cases of another one: what two branches
// take is refused.
func (z *normaliser) overlaps(s *spec.Schema) {
	if s.Discriminator != nil || len(s.OneOf) < 2 {
		return
	}
	for _, wide := range s.OneOf {
		w := wide.Target()
		if w.Types == 0 || w.Types&(spec.Object|spec.Array) != 0 || constrainedBeyondTypes(w) {
			continue
		}
		for _, b := range s.OneOf {
			t := b.Target()
			if t != w && t.Types != 0 && narrow(t.Types, w.Types) == t.Types {
				z.warn(z.nodeOf(b), "one-of-overlap", "write anyOf, which takes what several branches do",
					"every value of this branch of oneOf is one of the branch at %s too (%s): oneOf refuses what two branches take", wide.Pos, typeWords(w.Types))
			}
		}
	}
}
