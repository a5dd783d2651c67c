package load

import "slices"

// What follows makes and changes nodes of a tree that was read. A new node stands
// where the node stands that it is made for. Lists are copied, never changed in
// place: aliases of YAML share them.

func newNode(at *Node, name string, kind Kind) *Node {
	return &Node{Kind: kind, File: at.File, Name: name, key: at.key, off: at.off, size: 1}
}

func newText(at *Node, name, text string) *Node {
	n := newNode(at, name, String)
	n.Text = text
	return n
}

func newBool(at *Node, name string, v bool) *Node {
	n := newNode(at, name, Bool)
	n.Text = "false"
	if v {
		n.Text = "true"
	}
	return n
}

func newObject(at *Node, name string, members ...*Node) *Node {
	n := newNode(at, name, Object)
	n.put(members...)
	return n
}

func newArray(at *Node, name string, items ...*Node) *Node {
	n := newNode(at, name, Array)
	n.add(items...)
	return n
}

// put sets members of an object; nil ones are left out.
func (n *Node) put(members ...*Node) {
	all := slices.Clone(n.Members)
	for _, m := range members {
		if m == nil {
			continue
		}
		if i := slices.IndexFunc(all, func(o *Node) bool { return o.Name == m.Name }); i >= 0 {
			all[i] = m
			continue
		}
		all = append(all, m)
	}
	n.Members = all
	n.changed()
}

// add appends items to an array.
func (n *Node) add(items ...*Node) {
	n.Items = append(slices.Clone(n.Items), items...)
	n.changed()
}

// take removes a member and returns it; nil if there is none.
func (n *Node) take(name string) *Node {
	m := n.Get(name)
	if m == nil {
		return nil
	}
	all := make([]*Node, 0, len(n.Members)-1)
	for _, o := range n.Members {
		if o != m {
			all = append(all, o)
		}
	}
	n.Members = all
	n.changed()
	return m
}

func (n *Node) changed() {
	n.index = nil
	n.adopt()
}
