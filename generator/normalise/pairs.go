package normalise

import (
	"encoding/binary"
	"slices"

	"github.com/specho/specho/generator/spec"
)

// pairs finds schemas that were made to satisfy the same set of schemas, so that
// merging recursive schemas ends.
type pairs struct {
	ids    map[leaf]uint32
	leaves map[*spec.Schema][]uint32 // of made schemas, sorted
	made   map[string]*spec.Schema
}

// leaf is a schema of the document, and what was added on the way to it.
type leaf struct {
	target              *spec.Schema
	nullable            bool
	readOnly, writeOnly bool
	standard            spec.Value // default
}

// leafOf follows the references of s.
func leafOf(s *spec.Schema) leaf {
	l := leaf{target: s.Target(), nullable: s.IsNullable()}
	for n := 0; s.Ref != nil && n < 100; n++ {
		l.readOnly, l.writeOnly = l.readOnly || s.ReadOnly, l.writeOnly || s.WriteOnly
		if s.Default != nil && l.standard == "" {
			l.standard = *s.Default
		}
		s = s.Ref
	}
	return l
}

func (p *pairs) init() {
	p.ids = map[leaf]uint32{}
	p.leaves = map[*spec.Schema][]uint32{}
	p.made = map[string]*spec.Schema{}
}

// of returns the set of leaves that s stands for.
func (p *pairs) of(s *spec.Schema) []uint32 {
	l := leafOf(s)
	for s.Ref != nil && !s.Nullable && p.leaves[s] == nil {
		s = s.Ref
	}
	if set := p.leaves[s]; set != nil {
		return set
	}
	id, known := p.ids[l]
	if !known {
		id = uint32(len(p.ids))
		p.ids[l] = id
	}
	return []uint32{id}
}

// both returns a schema that a and b must satisfy together.
func (z *normaliser) both(a, b *spec.Schema) *spec.Schema {
	if a == nil || a == b {
		return b
	}
	if b == nil || a.Always != nil && !*a.Always {
		return a
	}
	if b.Always != nil && !*b.Always {
		return b
	}
	p := &z.merger.pairs
	la, lb := p.of(a), p.of(b)
	switch {
	case subset(lb, la):
		return a
	case subset(la, lb) && !annotated(a):
		return b
	case unlimited(b) && !annotated(b):
		return a
	case unlimited(a) && !annotated(a):
		return b
	}
	set := slices.Compact(slices.Sorted(slices.Values(append(slices.Clone(la), lb...))))
	key := make([]byte, 0, 4*len(set))
	for _, id := range set {
		key = binary.LittleEndian.AppendUint32(key, id)
	}
	if s := p.made[string(key)]; s != nil {
		return s
	}
	s := z.synthetic(a, b)
	p.made[string(key)] = s
	p.leaves[s] = set
	return s
}

func subset(small, large []uint32) bool {
	for _, id := range small {
		if !slices.Contains(large, id) {
			return false
		}
	}
	return true
}

// unlimited reports whether s accepts any value.
func unlimited(s *spec.Schema) bool {
	return s.Ref == nil && !constrained(s)
}
