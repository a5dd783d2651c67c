package load

import (
	"net/url"
	"strings"
)

// names finds schemas by the names they give themselves (JSON Schema 2020-12,
// section 8.2).
type names struct {
	ids      map[string]*Node // by absolute $id, without fragment
	anchors  map[anchor]*Node
	dynamics map[string]int // how many $dynamicAnchor of a name there are
}

// anchor is a plain name in a resource: the file, or a part of it with an $id.
type anchor struct {
	resource *Node
	name     string
}

func newNames() names {
	return names{ids: map[string]*Node{}, anchors: map[anchor]*Node{}, dynamics: map[string]int{}}
}

// index records the names of the nodes below n, which stands in the resource
// whose $id is base.
func (x *names) index(n, resource *Node, base string) {
	if n.Kind == Object {
		if self := n.Get("$self").Str(); n.Parent == nil && self != "" { // OpenAPI 3.2, Base URIs
			base = strings.TrimSuffix(self, "#")
			n.File.self = base
			if x.ids[base] == nil {
				x.ids[base] = n
			}
		}
		if id := n.Get("$id").Str(); id != "" && !strings.HasPrefix(id, "#") {
			n.File.hasIDs = true
			resource, base = n, strings.TrimSuffix(resolveURI(base, id), "#")
			if x.ids[base] == nil {
				x.ids[base] = n
			}
		}
		for _, keyword := range [...]string{"$anchor", "$dynamicAnchor"} {
			a := n.Get(keyword).Str()
			if a == "" {
				continue
			}
			if k := (anchor{resource, a}); x.anchors[k] == nil {
				x.anchors[k] = n
			}
			if keyword == "$dynamicAnchor" {
				x.dynamics[a]++
			}
		}
	}
	for _, m := range n.children() {
		if m.Parent == n {
			x.index(m, resource, base)
		}
	}
}

// resource returns the resource that n stands in, and its $id.
func (x *names) resource(n *Node) (*Node, string) {
	if !n.File.hasIDs {
		return n.File.Root, n.File.self
	}
	var own []string
	var root *Node
	for p := n; p != nil; p = p.Parent {
		if id := p.Get("$id").Str(); id != "" && !strings.HasPrefix(id, "#") {
			if root == nil {
				root = p
			}
			own = append(own, id)
		}
	}
	if root == nil {
		return n.File.Root, n.File.self
	}
	base := n.File.self
	for i := len(own) - 1; i >= 0; i-- {
		base = resolveURI(base, own[i])
	}
	return root, strings.TrimSuffix(base, "#")
}

// resolveURI resolves a reference against a base; what is no URI stays as it is.
func resolveURI(base, ref string) string {
	if base == "" {
		return ref
	}
	b, err := url.Parse(base)
	if err != nil {
		return ref
	}
	r, err := b.Parse(ref)
	if err != nil {
		return ref
	}
	if b.Scheme == "" && b.Host == "" && !strings.HasPrefix(b.Path, "/") { // Parse makes it absolute
		return strings.TrimPrefix(r.String(), "/")
	}
	return r.String()
}

// Dynamic reports whether the target of a $dynamicRef depends on how it was
// reached: the reference names a $dynamicAnchor that stands in several schemas.
func (t *Tree) Dynamic(ref, target *Node) bool {
	_, name, _ := strings.Cut(ref.Text, "#")
	return target.Get("$dynamicAnchor").Str() == name && t.names.dynamics[name] > 1
}
