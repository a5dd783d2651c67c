package normalise

import (
	"fmt"
	"slices"

	"github.com/specho/specho/generator/diag"
	"github.com/specho/specho/generator/load"
	"github.com/specho/specho/generator/spec"
)

// maxSchemas bounds the schemas of a document.
const maxSchemas = 1_000_000

func (z *normaliser) componentSchemas(n *load.Node) {
	for _, m := range z.members(n) {
		if isExtension(m.Name) && m.Kind != load.Object {
			continue
		}
		if t := z.elsewhere(m); t != nil && z.schemas[t] == nil {
			s := z.schema(t) // the entry only says where the schema is: they are one
			s.Name = m.Name
			z.schemas[m] = s
		}
		s := z.schema(m)
		if s.Name == "" { // the section is a reference to another file
			s.Name = m.Name
		}
		z.doc.Schemas = append(z.doc.Schemas, s)
	}
}

// schema returns the schema of a node: the same one for the same node. Its
// keywords are read later, so that recursion closes and depth costs nothing.
func (z *normaliser) schema(n *load.Node) *spec.Schema {
	if s := z.schemas[n]; s != nil {
		return s
	}
	s := &spec.Schema{Node: at(n)}
	if componentSection(n) == "schemas" && n.File.IsRoot {
		s.Name = n.Name
	}
	z.schemas[n], z.nodes[s] = s, n
	z.order = append(z.order, s)
	z.todo = append(z.todo, n)
	return s
}

// looseSchema reads keywords that stand among the members of another object, as
// Swagger 2 had it.
func (z *normaliser) looseSchema(n *load.Node) *spec.Schema {
	s := z.schema(n)
	z.loose[s] = true
	return s
}

// readSchemas reads the keywords of every schema that is in use.
func (z *normaliser) readSchemas() {
	for i := 0; i < len(z.todo); i++ {
		if i%1024 == 0 && z.ctx.Err() != nil || i > maxSchemas {
			z.stop = true
			z.fail(z.tree.Root, "document-complexity", "", "reading the schemas takes too long: %d read, %d more are known", i, len(z.todo)-i)
			return
		}
		z.readSchema(z.todo[i], z.schemas[z.todo[i]])
	}
	z.todo = nil
	z.breakCycles()
	z.unread()
}

// readSchema fills s from n.
func (z *normaliser) readSchema(n *load.Node, s *spec.Schema) {
	switch n.Kind {
	case load.Bool:
		always := n.True()
		s.Always = &always
		return
	case load.Object:
	case load.Null:
		z.warn(n, "schema-empty", "write {} for any value", "the schema of %s is empty: any value is accepted", what(n))
		return
	default:
		if n.Kind != load.String || !z.textSchema(n, s) {
			z.warn(n, "schema-type", "", "the schema of %s must be an object, not %s: any value is accepted", what(n), n.Kind)
			z.lossy[s] = true
		}
		return
	}
	ref, dynamic := n.Get("$ref"), n.Get("$dynamicRef")
	if ref == nil && dynamic != nil {
		ref = dynamic
	}
	if ref == nil {
		z.readRecursive(n, s)
		return
	}
	target := z.follow(ref, "schemas")
	if ref == dynamic && target != nil && z.tree.Dynamic(ref, target) {
		z.unenforced(ref, "dynamic-ref", "write $ref to the schema that is meant here", "%q may lead to several schemas, each with this $dynamicAnchor: which one depends on the way here", clip(ref.Text))
		z.lossy[s] = true
		return
	}
	z.readReference(n, ref, target, s)
}

// readRecursive reads a schema without $ref. The $recursiveRef of 2019-09 leads to
// the outermost schema around it that is marked as $recursiveAnchor.
func (z *normaliser) readRecursive(n *load.Node, s *spec.Schema) {
	ref := n.Get("$recursiveRef")
	if ref == nil {
		z.readKeywords(n, s)
		return
	}
	var anchor *load.Node
	for p := n; p != nil; p = p.Parent {
		if p.Get("$recursiveAnchor").True() {
			anchor = p
		}
	}
	if anchor == nil {
		if anchor = outermost(n); anchor == nil {
			z.fail(ref, "recursive-ref", "write $ref: \"#/components/schemas/NAME\"", "$recursiveRef belongs to another draft of JSON Schema, and there is no $recursiveAnchor around it")
			return
		}
		z.warn(ref, "recursive-ref", "write $ref: \""+anchor.Pointer()+"\"", "$recursiveRef belongs to another draft of JSON Schema: it is read as a reference to the component around it")
		z.readReference(n, ref, anchor, s)
		return
	}
	z.note(ref, "recursive-ref", "", "$recursiveRef is read as a reference to %s", anchor.Pointer())
	z.readReference(n, ref, anchor, s)
}

// outermost is the component that n stands in, or nil: the schema that a reference to
// the root of a schema is meant for.
func outermost(n *load.Node) *load.Node {
	for p := n; p != nil; p = p.Parent {
		if componentSection(p) == "schemas" {
			return p
		}
	}
	return nil
}

// readReference reads a $ref and what stands beside it. Annotations are the
// referrer's own; constraints must hold as well, as in an allOf.
func (z *normaliser) readReference(n, ref, target *load.Node, s *spec.Schema) {
	switch {
	case target == nil:
	case target.Kind != load.Object && target.Kind != load.Bool && !odd(target):
		z.lost(ref, "schemas", diag.Diagnostic{Rule: "ref-kind", Message: fmt.Sprintf("the reference %q leads to %s where a schema is needed", ref.Text, target.Kind)})
		target = nil
	case target == z.tree.Root && target.Get("openapi") != nil:
		z.lost(ref, "schemas", diag.Diagnostic{Rule: "ref-kind", Message: fmt.Sprintf("the reference %q leads to the document itself where a schema is needed", ref.Text)})
		target = nil
	case target == n:
		z.lost(ref, "schemas", diag.Diagnostic{Rule: "ref-cycle", Message: fmt.Sprintf("the reference %q leads to itself", ref.Text)})
		target = nil
	}
	if target == nil {
		z.readKeywords(n, s) // what stands beside the reference still holds
		z.standIn(s, ref)
		return
	}
	t := z.schema(target)
	z.nameSchema(t, target)
	if len(n.Members) == 1 {
		s.Ref = t
		return
	}
	z.readKeywords(n, s)
	z.openBeside(n, s)
	if !constrained(s) || z.exact && z.minor == 0 { // 3.0 ignores what stands beside $ref
		clearConstraints(s)
		s.Ref = t
		return
	}
	s.AllOf = append([]*spec.Schema{z.reference(s.Node, t)}, s.AllOf...)
	if z.minor == 0 {
		z.merger.lenient[s] = true
	}
}

// openBeside takes additionalProperties: false off a schema that has no properties
// of its own beside its $ref: it would shut out those of the target. Generators of
// OpenAPI 3.0, which ignores it there, write it.
func (z *normaliser) openBeside(n *load.Node, s *spec.Schema) {
	closed := n.Get("additionalProperties")
	if z.minor > 0 || z.exact || !closed.Is(load.Bool) || closed.True() || len(s.Properties)+len(s.PatternProperties) > 0 {
		return
	}
	z.warn(closed, "ref-closed", "put it into the schema that is referred to",
		"additionalProperties: false beside $ref shuts out what the schema there has: it is ignored, as OpenAPI 3.0 says")
	s.AdditionalProperties = nil
}

// odd reports whether n is no schema, but is read as one, with a warning of its own,
// where schemas are declared.
func odd(n *load.Node) bool {
	return n.Kind == load.Null || componentSection(n) == "schemas"
}

// reference makes a schema that refers to t.
func (z *normaliser) reference(where spec.Node, t *spec.Schema) *spec.Schema {
	r := &spec.Schema{Node: where, Ref: t}
	z.nodes[r] = z.nodes[t]
	z.merger.state[r] = merged
	return r
}

// maxChain bounds the references that lead to a schema one after another.
const maxChain = 90

// breakCycles reports references that lead to each other only, and endless chains.
func (z *normaliser) breakCycles() {
	hops := make(map[*spec.Schema]int, len(z.order)) // of finished ones, plus 1
	for _, s := range z.order {
		var path []*spec.Schema
		on := map[*spec.Schema]bool{}
		t := s
		for ; t != nil && hops[t] == 0 && !on[t]; t = t.Ref {
			path = append(path, t)
			on[t] = true
		}
		if t != nil && on[t] {
			z.warn(z.nodes[t], "ref-cycle", "", "the reference leads back to itself, through %s: any JSON value is accepted here", t.Ref.Pos)
			t.Ref = nil
		}
		for _, p := range slices.Backward(path) {
			hops[p] = 1
			if p.Ref != nil {
				hops[p] += hops[p.Ref]
			}
			if hops[p] > maxChain {
				z.fail(z.nodes[p], "ref-chain", "refer to the schema itself", "more than %d references lead to the schema one after another", maxChain)
				p.Ref, hops[p] = nil, 1
			}
		}
	}
}
