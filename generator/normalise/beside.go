package normalise

import (
	"slices"

	"github.com/specho/specho/generator/spec"
)

// besideUnions moves what stands beside a union of objects into its branches, so that a
// branch is all that a value of it has:
//
//	{properties: {id: ...}, oneOf: [{$ref: Car}, {$ref: Bike}]}
//
// is the union of a car with an id and of a bike with an id. A branch that says as much
// itself stays what it is. It also finishes the schemas that come of it.
func (z *normaliser) besideUnions() {
	finished := len(z.order)
	for i := 0; i < len(z.order); i++ {
		s := z.order[i]
		if i >= finished {
			z.merge(s)
			z.finishSchema(s)
		}
		z.besideUnion(s)
		if len(z.order) > maxSchemas || z.merger.copies > maxCopies || i%1024 == 0 && z.ctx.Err() != nil {
			z.stop = true
			z.fail(z.tree.Root, "document-complexity", "", "what stands beside unions makes more schemas than can be handled")
			return
		}
	}
}

func (z *normaliser) besideUnion(s *spec.Schema) {
	if !z.movable(s) {
		return
	}
	rest := *s
	rest.OneOf, rest.AnyOf, rest.AllOf, rest.Discriminator, rest.Name, rest.Nullable = nil, nil, nil, nil, "", false
	unannotate(&rest)
	z.nodes[&rest], z.merger.state[&rest] = z.nodeOf(s), merged
	with := map[*spec.Schema]*spec.Schema{} // what has become of the branches
	join := func(union []*spec.Schema) (list []*spec.Schema) {
		for _, b := range union {
			if !saysAll(&rest, b, s.Nullable) {
				c := z.withRest(&rest, b)
				with[b.Target()] = c
				b = c
			}
			list = append(list, b)
		}
		return list
	}
	joined := spec.Schema{Node: s.Node, Name: s.Name, Nullable: s.Nullable, Types: spec.Object, OneOf: join(s.OneOf), AnyOf: join(s.AnyOf)}
	inherit(&joined, s, false)
	if s.Discriminator != nil {
		d := *s.Discriminator
		d.Mapping = slices.Clone(d.Mapping)
		for i, e := range d.Mapping {
			if c := with[e.Schema.Target()]; c != nil {
				d.Mapping[i].Schema = c
			}
		}
		if d.Default != nil && with[d.Default.Target()] != nil {
			d.Default = with[d.Default.Target()]
		}
		z.unmapped[&d] = z.unmapped[s.Discriminator]
		joined.Discriminator = &d
	}
	*s = joined
}

// withRest is a branch of a union with what stands beside the union.
func (z *normaliser) withRest(rest, b *spec.Schema) *spec.Schema {
	n := &spec.Schema{Node: b.Node, Of: componentName(b), AllOf: []*spec.Schema{rest, b}}
	z.nodes[n] = z.nodeOf(b)
	z.order = append(z.order, n)
	z.merge(n)
	z.finishSchema(n)
	return n
}

// movable reports whether s is one union of objects, beside keywords for objects that
// are not about what the branches leave over.
func (z *normaliser) movable(s *spec.Schema) bool {
	union := append(slices.Clone(s.OneOf), s.AnyOf...)
	switch {
	case len(union) == 0 || len(s.OneOf) > 0 && len(s.AnyOf) > 0 || s.Ref != nil || z.parts[s],
		s.Types != spec.Object || !hasObjects(s) || s.UnevaluatedProperties != nil || s.Not != nil || s.If != nil,
		len(s.AllOf) > 0 || s.Enum != nil || s.Const != nil || s.Format != "" || s.Always != nil:
		return false
	}
	described := false
	for _, b := range union {
		t := b.Target()
		if t.Types != spec.Object {
			return false
		}
		described = described || len(t.Properties) > 0 || len(t.OneOf)+len(t.AnyOf) > 0
	}
	return described
}

// saysAll reports whether a branch says all that rest says.
func saysAll(rest, b *spec.Schema, nullable bool) bool {
	t := b.Target()
	bare := *rest
	bare.Types, bare.Properties, bare.Required = 0, nil, nil
	if a := bare.AdditionalProperties; a != nil && unlimited(a) {
		bare.AdditionalProperties = nil
	}
	if constrained(&bare) || b.IsNullable() && !nullable {
		return false
	}
	for _, name := range rest.Required {
		if !slices.Contains(t.Required, name) {
			return false
		}
	}
	known := byName(t.Properties)
	for _, p := range rest.Properties {
		if q := known[p.Name]; q == nil || !narrower(q.Schema, p.Schema) {
			return false
		}
	}
	return true
}

// narrower reports whether q plainly says all that p says.
func narrower(q, p *spec.Schema) bool {
	a, b := q.Target(), p.Target()
	if a == b {
		return true
	}
	if constrainedBeyondTypes(b) || p.ReadOnly && !q.ReadOnly || p.WriteOnly && !q.WriteOnly || p.Default != nil && q.Default == nil {
		return false
	}
	return b.Types == 0 || a.Types != 0 && narrow(a.Types, b.Types) == a.Types && (!q.IsNullable() || p.IsNullable())
}
