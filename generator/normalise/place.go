package normalise

import (
	"fmt"

	"github.com/specho/specho/generator/diag"
	"github.com/specho/specho/generator/load"
)

// maxSpread bounds the references that lead from one map to another.
const maxSpread = 20

// maxSpreadMembers bounds what maps and lists have in places where a reference stands:
// many of them may lead to one large map.
const maxSpreadMembers = 500_000

// affordable counts members that a reference brings in. It is false, after an error,
// when they are too many.
func (z *normaliser) affordable(ref *load.Node, members int) bool {
	before := z.spreadMembers
	z.spreadMembers += members
	if z.spreadMembers <= maxSpreadMembers {
		return true
	}
	if before <= maxSpreadMembers {
		z.fail(ref, "document-complexity", "write the members where they belong", "references in the places of maps bring in more than %d members", maxSpreadMembers)
	}
	return false
}

// spread returns the members of a map of the specification. A $ref in the place of a
// map, which OpenAPI does not have, is followed all the same: what it leads to and what
// stands beside it count together.
func (z *normaliser) spread(n *load.Node) []*load.Node {
	ref := n.Get("$ref")
	if !ref.Is(load.String) {
		return n.Members
	}
	var list []*load.Node
	seen := map[string]bool{}
	for hops := 0; n != nil && hops < maxSpread; hops++ {
		for _, m := range n.Members {
			if m != ref && !seen[m.Name] {
				seen[m.Name] = true
				list = append(list, m)
			}
		}
		if !ref.Is(load.String) {
			break
		}
		z.warn(ref, "ref-place", "write the members here, or refer to each", "%s cannot be a reference: it is followed all the same", z.section(n))
		target, d := z.tree.Resolve(ref)
		if d != nil {
			z.lostMap(ref, *d)
			break
		}
		if !z.is(target, load.Object) {
			break
		}
		if inner := target.Get(n.Name); n.Name == "properties" && inner.Is(load.Object) {
			target = inner // the reference is to the schema whose properties are meant
		}
		if target == n || !z.affordable(ref, len(target.Members)) {
			break
		}
		n, ref = target, target.Get("$ref")
	}
	return list
}

// section names a map: a section of components by where the document has it.
func (z *normaliser) section(n *load.Node) string {
	if p := n.Parent; p != nil && p.Name == "components" && p.Parent != nil && p.Parent.Parent == nil {
		return z.tree.Section(n.Name)
	}
	return what(n)
}

// listAt follows a $ref in the place of a list, which OpenAPI does not have.
func (z *normaliser) listAt(n *load.Node) *load.Node {
	for hops := 0; hops < maxSpread; hops++ {
		ref := n.Get("$ref")
		if !ref.Is(load.String) {
			break
		}
		target, d := z.tree.Resolve(ref)
		if d != nil {
			z.lostMap(ref, *d)
			break
		}
		z.warn(ref, "ref-place", "write the entries here", "%s cannot be a reference: it is followed all the same", what(n))
		if !z.affordable(ref, len(target.Items)) {
			break
		}
		n = target
	}
	return n
}

// lostMap reports a map that cannot be reached: without its paths, the document says
// nothing.
func (z *normaliser) lostMap(ref *load.Node, d diag.Diagnostic) {
	d.Pos, d.Pointer, d.Severity = ref.ValuePos(), ref.Pointer(), diag.Warning
	if p := ref.Parent; d.Rule == load.RuleFetch || p.Name == "paths" && p.Parent != nil && p.Parent.Parent == nil {
		d.Severity = diag.Error
	} else {
		d.Message += ": nothing stands in its place"
	}
	z.l.Add(d)
}

// objectAt follows a $ref in the place of an object that OpenAPI has no references to:
// an operation, or the info; or of a list of which none may be lost. What stands beside it counts before what it leads to. Where
// it leads nowhere, which ok tells, what is done instead is that of the section.
func (z *normaliser) objectAt(n *load.Node, section string) (at *load.Node, ok bool) {
	for hops := 0; n.Get("$ref").Is(load.String); hops++ {
		ref := n.Get("$ref")
		if hops > maxSpread {
			z.lost(ref, section, diag.Diagnostic{Rule: "ref-cycle", Message: fmt.Sprintf("the reference %q leads back to itself", ref.Text)})
			return n.Beside(nil), false
		}
		target, d := z.tree.Resolve(ref)
		if d != nil {
			z.lost(ref, section, *d)
			return n.Beside(nil), false
		}
		if hops == 0 {
			z.warn(ref, "ref-place", "write what it leads to here", "%s cannot be a reference: it is followed all the same", what(n))
		}
		if len(n.Members) == 1 {
			n = target
			continue
		}
		if !z.is(target, load.Object) || !z.affordable(ref, len(target.Members)) {
			return n.Beside(nil), false
		}
		n = n.Beside(target)
	}
	return n, true
}
