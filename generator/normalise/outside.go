package normalise

import (
	"path"
	"slices"
	"strings"

	"github.com/specho/specho/generator/load"
	"github.com/specho/specho/generator/spec"
)

// outside gives names to things that stand in other files than the root document
// and are referred to: a schema in Pet.yaml is called Pet, as if it stood under
// components. A name that two responses or bodies would have is given to neither but
// the first.
type outside struct {
	root    *load.Node
	taken   map[string]*load.Node // section/name
	schemas []*spec.Schema
}

func (o *outside) init(root *load.Node) { o.root, o.taken = root, map[string]*load.Node{} }

// claim returns the name of n in a section of components, "" if it has none.
func (o *outside) claim(section string, n *load.Node) string {
	name := outsideName(n)
	if name == "" || o.root.Get("components").Get(section).Get(name) != nil {
		return ""
	}
	key := section + "/" + name
	if first := o.taken[key]; first != nil && first != n {
		return ""
	}
	o.taken[key] = n
	return name
}

// outsideName is the stem of the file that n is the whole of, or the name of an
// entry of a collection in it.
func outsideName(n *load.Node) string {
	if n.File.IsRoot {
		return ""
	}
	if n.Parent == nil {
		stem, _, _ := strings.Cut(path.Base(n.File.Path), ".")
		return stem
	}
	p := n.Parent
	depth := 0
	for q := p; q.Parent != nil; q = q.Parent {
		depth++
	}
	switch {
	case p.Kind != load.Object || depth > 2 || p.Get("type") != nil:
		return ""
	case depth == 0, depth == 1 && (p.Name == "definitions" || p.Name == "$defs" || p.Name == "schemas"), p.Parent.Name == "components":
		return n.Name
	}
	return ""
}

// elsewhere returns the node in another file that an entry of components is a mere
// reference to, or nil.
func (z *normaliser) elsewhere(m *load.Node) *load.Node {
	ref := m.Get("$ref")
	if !ref.Is(load.String) || len(m.Members) != 1 {
		return nil
	}
	t, d := z.tree.Resolve(ref)
	if d != nil || t.File.IsRoot || !t.Is(load.Object) || t.Get("$ref") != nil {
		return nil
	}
	return t
}

// nameSchema makes a component of a schema in another file that is referred to. Two
// files may have the same name for one: their places tell them apart.
func (z *normaliser) nameSchema(s *spec.Schema, n *load.Node) {
	if s.Name != "" {
		return
	}
	if s.Name = outsideName(n); s.Name != "" {
		z.outside.schemas = append(z.outside.schemas, s)
	}
}

// outsideSchemas puts the schemas of other files behind those of the document, in
// the order of files and places: it does not matter who refers to one first.
func (z *normaliser) outsideSchemas() {
	slices.SortStableFunc(z.outside.schemas, func(a, b *spec.Schema) int { return a.Pos.Compare(b.Pos) })
	z.doc.Schemas = append(z.doc.Schemas, z.outside.schemas...)
}

// nameResponse does the same for a response.
func (z *normaliser) nameResponse(r *spec.Response, n *load.Node) {
	if r.Name != "" {
		return
	}
	if r.Name = z.outside.claim("responses", n); r.Name != "" {
		z.responses[n] = r
		z.doc.Responses = append(z.doc.Responses, r)
	}
}
