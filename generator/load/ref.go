package load

import (
	"fmt"
	"net/url"
	"strings"

	"github.com/specho/specho/generator/diag"
)

// maxHops bounds how many references one reference may lead through.
const maxHops = 100

// Resolve returns the node that the reference in `ref` (a String node, the value
// of a $ref) leads to. The diagnostic says why there is none.
func (t *Tree) Resolve(ref *Node) (*Node, *diag.Diagnostic) {
	n, d := t.resolve(ref, ref.Text, 0)
	if d != nil {
		d.Severity, d.Pos, d.Pointer = diag.Error, ref.ValuePos(), ref.Pointer()
	}
	return n, d
}

// ResolveAtRoot is Resolve as if the reference stood in the root document: what the
// authors of files meant that only work once they are bundled.
func (t *Tree) ResolveAtRoot(ref *Node) (*Node, bool) {
	n, d := t.resolve(t.Root, ref.Text, 0)
	return n, d == nil
}

// resolve follows the reference text that stands at a node.
func (t *Tree) resolve(at *Node, text string, hops int) (*Node, *diag.Diagnostic) {
	if hops > maxHops {
		return nil, &diag.Diagnostic{Rule: "ref-cycle", Message: fmt.Sprintf("the reference %q leads back to itself", text)}
	}
	name, escaped, _ := strings.Cut(text, "#")
	fragment, err := url.PathUnescape(escaped)
	if err != nil {
		return nil, &diag.Diagnostic{Rule: "ref-syntax", Message: fmt.Sprintf("the reference %q has a bad percent escape", text)}
	}
	resource, base := t.names.resource(at)
	if name == "" {
		n, d := t.inside(resource, fragment, text, hops)
		if d == nil || resource == at.File.Root {
			return n, d
		}
		return t.inside(at.File.Root, fragment, text, hops) // most authors think of the file
	}
	if root := t.names.ids[resolveURI(base, name)]; root != nil {
		return t.inside(root, fragment, text, hops)
	}
	root, d := t.target(at.File, name, text)
	if d != nil {
		return nil, d
	}
	return t.inside(root, fragment, text, hops)
}

// inside follows a fragment in a resource.
func (t *Tree) inside(root *Node, fragment, text string, hops int) (*Node, *diag.Diagnostic) {
	fragment = t.fragment(root, fragment)
	switch {
	case fragment == "" || fragment == "/" && root.Get("") == nil:
		return root, nil
	case fragment[0] == '/':
		return t.walk(root, strings.Split(fragment[1:], "/"), text, hops)
	}
	if n := t.names.anchors[anchor{root, fragment}]; n != nil {
		return n, nil
	}
	d := &diag.Diagnostic{Rule: "ref-dangling", Message: fmt.Sprintf("the reference %q leads nowhere: there is no $anchor %q", text, fragment)}
	if _, n := root.at(strings.Split(fragment, "/")); n > 1 {
		name, _, _ := strings.Cut(text, "#")
		d.Hint = "write " + name + "#/" + fragment
	}
	return nil, d
}

// target returns the root that the fragment of a reference starts at.
func (t *Tree) target(from *File, name, text string) (*Node, *diag.Diagnostic) {
	p, d := t.locate(from, name)
	if d != nil {
		return nil, d
	}
	f := t.files[p]
	if f == nil && len(t.Files) < maxFiles {
		return nil, &diag.Diagnostic{Rule: "ref-file", Message: fmt.Sprintf("the reference %q leads to a file that was not read: an $id has its name", text)}
	}
	if f == nil {
		return nil, &diag.Diagnostic{Rule: "ref-file", Message: fmt.Sprintf("the file of the reference %q was not read: the document has more than %d files", text, maxFiles)}
	}
	if f.failed == nil {
		return f.Root, nil
	}
	failed := *f.failed
	if at := failed.Pos.String(); at != "" {
		failed.Message = at + ": " + failed.Message
	}
	if from.Root.Get("components").Get("schemas").Get(name) != nil {
		failed.Hint = "write " + t.Written("#/components/schemas/"+name)
	}
	return nil, &failed
}

// walk follows the steps of a pointer, through references where it meets them.
func (t *Tree) walk(n *Node, steps []string, text string, hops int) (*Node, *diag.Diagnostic) {
	for i := range steps {
		steps[i] = unescapeStep(steps[i])
	}
	for {
		m, done := n.at(steps)
		steps = steps[done:]
		if len(steps) == 0 {
			return m, nil
		}
		ref := m.Get("$ref")
		if !ref.Is(String) {
			return nil, t.dangling(m, steps[0], text)
		}
		next, d := t.resolve(ref, ref.Text, hops+1)
		if d != nil {
			return nil, d
		}
		n = next
		if hops++; hops > maxHops {
			return nil, &diag.Diagnostic{Rule: "ref-cycle", Message: fmt.Sprintf("the reference %q leads back to itself", text)}
		}
	}
}

// dangling says which step of a reference is missing.
func (t *Tree) dangling(at *Node, step, text string) *diag.Diagnostic {
	d := &diag.Diagnostic{Rule: "ref-dangling", Message: fmt.Sprintf("the reference %q leads nowhere: %s has no %q", text, t.Written(at.Pointer()), step)}
	if near := nearest(step, at); near != "" {
		d.Hint = fmt.Sprintf("did you mean %s?", near)
	}
	return d
}
