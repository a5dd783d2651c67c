package normalise

import (
	"strings"

	"github.com/specho/specho/generator/diag"
	"github.com/specho/specho/generator/load"
	"github.com/specho/specho/generator/spec"
)

// methods are the operations of a Path Item Object.
var methods = map[string]string{
	"get": "GET", "put": "PUT", "post": "POST", "delete": "DELETE", "options": "OPTIONS",
	"head": "HEAD", "patch": "PATCH", "trace": "TRACE", "query": "QUERY",
}

// paths reads the Paths Object.
func (z *normaliser) paths(root *load.Node) {
	n := root.Get("paths")
	if n == nil && z.minor == 0 {
		z.warn(root, "paths-missing", "", "the document has no paths")
	}
	switch {
	case n == nil, n.Kind == load.Null:
	case n.Kind == load.Array && len(n.Items) == 0:
		z.is(n, load.Object) // nothing is lost
		return
	case n.Kind != load.Object:
		z.fail(n, "wrong-type", "write paths with their operations below: /pets: {get: ...}; another file is included by $ref", "paths must be an object, not %s", n.Kind)
		return
	}
	for _, p := range z.members(n) {
		if isExtension(p.Name) {
			continue
		}
		r := z.route(p, p.Name)
		z.doc.Operations = append(z.doc.Operations, z.pathItem(p, r, true)...)
	}
}

// itemChain returns a path item and those that its $ref leads to one after another:
// they count together. One that cannot be reached holds no operation that could be
// known: it is left out.
func (z *normaliser) itemChain(n *load.Node) (items []*load.Node) {
	for hops := 0; n != nil && n.Kind != load.Null && z.is(n, load.Object); hops++ {
		items = append(items, n)
		ref := n.Get("$ref")
		if ref == nil {
			break
		}
		if hops > 100 {
			z.lost(ref, "pathItems", diag.Diagnostic{Rule: "ref-cycle", Message: "the reference " + load.Quote(ref.Text) + " leads back to itself"})
			break
		}
		n = z.follow(ref, "pathItems")
	}
	return items
}

// pathItem reads the operations of a Path Item Object.
func (z *normaliser) pathItem(n *load.Node, r route, template bool) []*spec.Operation {
	items := z.itemChain(n)
	var ops []*spec.Operation
	seen := map[string]bool{}
	add := func(m *load.Node, method string) {
		if method == "" || seen[method] {
			return
		}
		seen[method] = true
		m, _ = z.objectAt(m, "operations")
		if m.Kind != load.Object {
			z.warn(m, "operation-empty", "write what the operation takes and answers", "%s %s must be an object, not %s: it is read as an operation that says nothing", method, r.written, m.Kind)
		}
		ops = append(ops, z.operation(m, items, method, r, template))
	}
	for _, item := range items {
		for _, m := range item.Members {
			add(m, z.method(item, m))
		}
		for _, m := range z.members(item.Get("additionalOperations")) {
			if z.additionalMethod(m) {
				add(m, m.Name)
			}
		}
	}
	return ops
}

// method is the method of a member of a path item, "" for what is no operation. What
// can be meant as one only is read as one.
func (z *normaliser) method(item, m *load.Node) string {
	z.misplaced(m, "path item")
	switch m.Name {
	case "$ref", "summary", "description", "servers", "parameters", "additionalOperations":
		return ""
	}
	lower := strings.ToLower(m.Name)
	method := methods[lower]
	switch {
	case method != "" && m.Name == lower:
		return method
	case isExtension(m.Name):
	case method != "" && item.Get(lower) == nil:
		z.warn(m, "method-case", "write "+lower, "%q is read as %s: methods are written in lower case", clip(m.Name), lower)
		return method
	case method != "":
		z.warn(m, "path-item-member", "put what it says into "+lower, "%q is ignored: the path item has %s", clip(m.Name), lower)
	case lower != "connect" && isWord(lower) && (m.Get("responses") != nil || m.Get("operationId") != nil):
		method = strings.ToUpper(m.Name)
		z.warn(m, "path-item-method", "put it under additionalOperations (OpenAPI 3.2)", "%q is no member of a path item: it is read as the operation of the method %s", clip(m.Name), method)
		return method
	default:
		z.warn(m, "path-item-member", "", "%q is no member of a path item: it is ignored", clip(m.Name))
	}
	return ""
}

func isWord(s string) bool {
	return s != "" && strings.Trim(s, "abcdefghijklmnopqrstuvwxyz-") == ""
}
