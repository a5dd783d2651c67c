package normalise

import (
	"strings"

	"github.com/specho/specho/generator/load"
	"github.com/specho/specho/generator/spec"
)

// webhooksOf is the webhooks of a document: of OpenAPI 3.1, or the extension that
// documents of 3.0 have for them.
func (z *normaliser) webhooksOf(root *load.Node) *load.Node {
	n, x := root.Get("webhooks"), root.Get("x-webhooks")
	if !x.Is(load.Object) || n != nil {
		return n
	}
	z.note(x, "webhooks-extension", "", "x-webhooks are read as the webhooks of OpenAPI 3.1")
	return x
}

// webhooks reads the webhooks of a 3.1 document.
func (z *normaliser) webhooks(n *load.Node) {
	for _, m := range z.members(n) {
		if isExtension(m.Name) {
			continue
		}
		h := &spec.Hook{Node: at(m), Name: m.Name, Operations: z.pathItem(m, route{written: m.Name, path: m.Name}, false)}
		for _, op := range h.Operations {
			z.ids.hooks[op] = h.Name
		}
		z.doc.Webhooks = append(z.doc.Webhooks, h)
	}
}

// componentCallbacks reads the callbacks that no operation refers to: they can be
// sent and received all the same.
func (z *normaliser) componentCallbacks(n *load.Node) {
	for _, m := range z.members(n) {
		if !isExtension(m.Name) {
			z.callback(m, nil)
		}
	}
}

// callback reads a Callback Object: one entry an expression. One that several
// operations refer to is one callback.
func (z *normaliser) callback(key *load.Node, parent *spec.Operation) []*spec.Callback {
	n := z.deref(key, "callbacks")
	if n != nil && n != key { // it has a name of its own
		parent = nil
		if componentSection(n) == "callbacks" {
			key = n
		}
	}
	var list []*spec.Callback
	for _, m := range z.members(n) {
		if isExtension(m.Name) {
			continue
		}
		c := z.callbacks[m]
		if c == nil {
			c = &spec.Callback{Hook: spec.Hook{Node: at(m), Name: key.Name}, Expression: m.Name, Parent: parent}
			z.callbacks[m] = c // before its operations: a callback may lead back to itself
			z.doc.Callbacks = append(z.doc.Callbacks, c)
			c.Operations = z.pathItem(m, route{written: m.Name, path: m.Name}, false)
			z.nameCallback(c, len(list))
		}
		list = append(list, c)
	}
	return list
}

// nameCallback says what the operations of a callback are called if they have no
// operationId: its name, and the words of its expression from the second one on.
func (z *normaliser) nameCallback(c *spec.Callback, n int) {
	name := c.Name
	if n > 0 {
		name += " " + strings.Join(strings.FieldsFunc(c.Expression, func(r rune) bool { return !isWordRune(r) }), " ")
	}
	for _, op := range c.Operations {
		z.ids.hooks[op] = name
		if c.Parent != nil {
			z.ids.parents[op] = c.Parent
		}
	}
}

// ofHook makes a name of what a webhook or callback is called. POST is what they
// are sent with, so it needs no word; a callback is named after its operation too.
func (ids *operationIDs) ofHook(op *spec.Operation) string {
	name := ids.hooks[op]
	if p := ids.parents[op]; p != nil {
		name = p.ID + " " + name
	}
	if op.Method != "POST" {
		name = strings.ToLower(op.Method) + " " + name
	}
	return name
}
