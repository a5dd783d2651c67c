package load

import (
	"slices"
	"strconv"
	"strings"

	"github.com/specho/specho/generator/diag"
)

// Kind is the JSON type of a Node.
type Kind uint8

// The kinds of nodes.
const (
	Null Kind = iota
	Bool
	Number
	String
	Array
	Object
)

// String returns the kind as an English noun, "an object".
func (k Kind) String() string {
	return [...]string{"null", "a boolean", "a number", "a string", "an array", "an object"}[k]
}

// Node is a JSON value with its place. YAML and JSON documents give the same
// nodes: number literals are kept exactly, members keep their order and are unique.
type Node struct {
	Kind    Kind
	File    *File
	Parent  *Node   // nil for the root of a file
	Name    string  // the member's name if Parent is an object
	Index   int     // the place if Parent is an array
	Text    string  // String: its characters; Number: a JSON number literal; Bool: true or false; Null: null, or "" where nothing stands
	Members []*Node // Object
	Items   []*Node // Array

	key, off int32            // byte offsets of the member's name (or -1) and of the value
	size     int32            // nodes of this subtree with aliases written out
	index    map[string]*Node // members by name, of large objects only
}

// indexFrom is the number of members from which an object gets an index.
const indexFrom = 12

// Get returns the member of that name. It is nil for no such member, for a node
// that is not an object and for a nil node.
func (n *Node) Get(name string) *Node {
	if n == nil {
		return nil
	}
	if n.index != nil {
		return n.index[name]
	}
	for _, m := range n.Members {
		if m.Name == name {
			return m
		}
	}
	return nil
}

// Beside is an object with the members of n other than $ref, and those of other that it
// does not have. It stands where n does.
func (n *Node) Beside(other *Node) *Node {
	c := *n
	c.Members, c.index = nil, nil
	for _, m := range n.Members {
		if m.Name != "$ref" {
			c.Members = append(c.Members, m)
		}
	}
	if other.Is(Object) {
		for _, m := range other.Members {
			if n.Get(m.Name) == nil {
				c.Members = append(c.Members, m)
			}
		}
	}
	return &c
}

// Is reports whether n is there and of that kind.
func (n *Node) Is(k Kind) bool { return n != nil && n.Kind == k }

// Str returns the characters of a string node, else "".
func (n *Node) Str() string {
	if n.Is(String) {
		return n.Text
	}
	return ""
}

// True reports whether n is the boolean true.
func (n *Node) True() bool { return n.Is(Bool) && n.Text == "true" }

// Pos returns where n stands: its name's place if it is a member, else its value's.
func (n *Node) Pos() diag.Pos {
	if n == nil {
		return diag.Pos{}
	}
	if n.key >= 0 {
		return n.File.pos(n.key)
	}
	return n.File.pos(n.off)
}

// ValuePos returns where the value of n starts.
func (n *Node) ValuePos() diag.Pos {
	if n == nil {
		return diag.Pos{}
	}
	return n.File.pos(n.off)
}

// Pointer returns the JSON Pointer (RFC 6901) of n as a fragment,
// "#/paths/~1users/get"; the file's name stands before it unless it is the root document.
func (n *Node) Pointer() string {
	if n == nil {
		return ""
	}
	var steps []string
	for m := n; m.Parent != nil; m = m.Parent {
		if m.Parent.Kind == Array {
			steps = append(steps, strconv.Itoa(m.Index))
		} else {
			steps = append(steps, escapeStep(m.Name))
		}
	}
	slices.Reverse(steps)
	prefix := "#"
	if !n.File.IsRoot {
		prefix = n.File.Name + "#"
	}
	if len(steps) == 0 {
		return prefix
	}
	return prefix + "/" + strings.Join(steps, "/")
}

// escapeStep escapes a name for use in a JSON Pointer.
func escapeStep(s string) string {
	if !strings.ContainsAny(s, "~/") {
		return s
	}
	return strings.NewReplacer("~", "~0", "/", "~1").Replace(s)
}

// unescapeStep is the inverse of escapeStep.
func unescapeStep(s string) string {
	if !strings.Contains(s, "~") {
		return s
	}
	return strings.NewReplacer("~1", "/", "~0", "~").Replace(s)
}

// at follows the steps of a JSON Pointer below n. It returns how many of them it
// could follow, and the node it came to.
func (n *Node) at(steps []string) (*Node, int) {
	for i, s := range steps {
		var next *Node
		if n.Kind == Array {
			if k, err := strconv.Atoi(s); err == nil && k >= 0 && k < len(n.Items) && strconv.Itoa(k) == s {
				next = n.Items[k]
			}
		} else {
			next = n.Get(s)
		}
		if next == nil {
			return n, i
		}
		n = next
	}
	return n, len(steps)
}

// children returns the members of an object or the items of an array.
func (n *Node) children() []*Node {
	if n.Kind == Array {
		return n.Items
	}
	return n.Members
}

// copyTo returns a copy of n that stands somewhere else: an alias.
func (n *Node) copyTo(key, off int32) *Node {
	c := *n
	c.key, c.off, c.Parent = key, off, nil
	return &c
}

// adopt finishes a container: its members and items learn where they stand.
func (n *Node) adopt() {
	size := int64(1)
	for _, m := range n.Members {
		m.Parent = n
		size += int64(m.size)
	}
	for i, m := range n.Items {
		m.Parent, m.Index = n, i
		size += int64(m.size)
	}
	n.size = int32(min(size, 1<<30))
	if len(n.Members) >= indexFrom && n.index == nil {
		n.index = make(map[string]*Node, len(n.Members))
		for _, m := range n.Members {
			n.index[m.Name] = m
		}
	}
}

// Count returns the number of nodes of the subtree, with YAML aliases written out.
func (n *Node) Count() int { return int(n.size) }
