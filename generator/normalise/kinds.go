package normalise

import (
	"slices"

	"github.com/specho/specho/generator/circles"
	"github.com/specho/specho/generator/spec"
)

// kinds finds schemas that are a branch of the union of a schema in their own allOf:
//
//	Shape:  {properties: {color: ...}, oneOf: [{$ref: Circle}, {$ref: Square}]}
//	Circle: {allOf: [{$ref: Shape}, {properties: {radius: ...}}]}
//
// To the letter, a circle is a shape, which is a circle, without end. What is meant is a
// class and its kinds: of the class, a kind takes over what stands beside the union.
type kinds struct {
	z      *normaliser
	circle map[*spec.Schema]int // schemas that lead to each other have one number
	own    map[*spec.Schema]*spec.Schema

	members map[*spec.Schema]map[*spec.Schema]bool
}

// kindsOfUnions gives such schemas their parents without the unions.
func (z *normaliser) kindsOfUnions() {
	k := kinds{z: z, circle: circles.Of(z.order, leadsTo), own: map[*spec.Schema]*spec.Schema{}, members: map[*spec.Schema]map[*spec.Schema]bool{}}
	for _, s := range slices.Clone(z.order) {
		for i, m := range s.AllOf {
			t := m.Target()
			if m.Ref == nil || t == s || k.circle[t] != k.circle[s] {
				continue
			}
			if !k.membersOf(t)[s] {
				continue
			}
			s.AllOf[i] = k.without(t)
			z.merger.parents[s] = append(z.merger.parents[s], t)
			z.warn(z.nodeOf(m), "allof-kind", "give the common part a name of its own, and refer to that here and there",
				"the schema at %s is a union that this one belongs to: of that schema, only what stands beside the union is meant", t.Pos)
		}
	}
}

// membersOf are the schemas of the unions of t and of what t takes over: branches, their
// parts, and branches of their own.
func (k *kinds) membersOf(t *spec.Schema) map[*spec.Schema]bool {
	if found := k.members[t]; found != nil {
		return found
	}
	found := map[*spec.Schema]bool{}
	k.members[t] = found
	var add func(b *spec.Schema)
	add = func(b *spec.Schema) {
		if b = b.Target(); found[b] || k.circle[b] != k.circle[t] {
			return
		}
		found[b] = true
		for _, m := range b.AllOf {
			if m.Ref == nil {
				add(m)
			}
		}
		branches(b, add)
	}
	seen := map[*spec.Schema]bool{}
	var look func(p *spec.Schema)
	look = func(p *spec.Schema) {
		if p = p.Target(); seen[p] || k.circle[p] != k.circle[t] {
			return
		}
		seen[p] = true
		branches(p, add)
		for _, m := range p.AllOf {
			look(m)
		}
	}
	look(t)
	return found
}

// branches calls each with every branch of the unions of s.
func branches(s *spec.Schema, each func(*spec.Schema)) {
	for _, union := range [...][]*spec.Schema{s.OneOf, s.AnyOf} {
		for _, b := range union {
			each(b)
		}
	}
}

// without is a copy of a schema that lacks the unions which lead back to it; the
// schema itself if there are none.
func (k *kinds) without(t *spec.Schema) *spec.Schema {
	if own := k.own[t]; own != nil {
		return own
	}
	c := *t
	c.Name = ""
	k.own[t] = &c
	back := func(b *spec.Schema) bool { return k.circle[b] == k.circle[t] }
	changed := false
	for _, union := range [...]*[]*spec.Schema{&c.OneOf, &c.AnyOf} {
		if slices.ContainsFunc(*union, back) {
			*union, c.Discriminator, changed = nil, nil, true
		}
	}
	c.AllOf = slices.Clone(t.AllOf)
	for i, m := range c.AllOf {
		if !back(m) {
			continue
		}
		if own := k.without(m.Target()); own != m.Target() {
			c.AllOf[i], changed = own, true
		}
	}
	if !changed {
		k.own[t] = t
		return t
	}
	k.z.nodes[&c] = k.z.nodeOf(t)
	k.z.order = append(k.z.order, &c)
	return &c
}

// leadsTo calls lead with the schemas that s refers to or is made of, through allOf and
// unions.
func leadsTo(s *spec.Schema, lead func(*spec.Schema)) {
	if s.Ref != nil {
		lead(s.Ref)
	}
	for _, m := range s.AllOf {
		lead(m)
	}
	branches(s, lead)
}
