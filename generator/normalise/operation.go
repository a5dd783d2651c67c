package normalise

import (
	"strings"

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
	if n != nil && n.Kind != load.Null && !z.must(n, load.Object) {
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

// pathItem reads the operations of a Path Item Object. A $ref and members beside
// it count together.
func (z *normaliser) pathItem(n *load.Node, r route, template bool) []*spec.Operation {
	var items []*load.Node
	for hops := 0; n != nil && n.Kind != load.Null; hops++ {
		if !z.must(n, load.Object) {
			break
		}
		items = append(items, n)
		ref := n.Get("$ref")
		if ref == nil {
			break
		}
		if hops > 100 {
			z.fail(ref, "ref-cycle", "", "the reference %q leads back to itself", ref.Text)
			break
		}
		n = z.follow(ref, "pathItems")
	}
	var ops []*spec.Operation
	seen := map[string]bool{}
	for _, item := range items {
		for _, m := range item.Members {
			if method := methods[m.Name]; method != "" && !seen[method] && z.must(m, load.Object) {
				seen[method] = true
				ops = append(ops, z.operation(m, items, method, r, template))
			}
		}
		for _, m := range z.members(item.Get("additionalOperations")) {
			if z.additionalMethod(m) && !seen[m.Name] && z.must(m, load.Object) {
				seen[m.Name] = true
				ops = append(ops, z.operation(m, items, m.Name, r, template))
			}
		}
		z.unknownItemMembers(item)
	}
	return ops
}

// unknownItemMembers notes members of a path item that mean nothing.
func (z *normaliser) unknownItemMembers(item *load.Node) {
	for _, m := range item.Members {
		z.misplaced(m, "path item")
		switch m.Name {
		case "$ref", "summary", "description", "servers", "parameters", "additionalOperations":
			continue
		}
		if methods[m.Name] != "" || isExtension(m.Name) {
			continue
		}
		hint := ""
		if methods[strings.ToLower(m.Name)] != "" {
			hint = "write methods in lower case"
		}
		z.warn(m, "path-item-member", hint, "%q is no member of a path item: it is ignored", m.Name)
	}
}

func (z *normaliser) operation(n *load.Node, items []*load.Node, method string, r route, template bool) *spec.Operation {
	op := &spec.Operation{
		Node: at(n), ID: z.text(n, "operationId"), Method: method, Path: r.path, Written: r.written,
		Summary: z.text(n, "summary"), Description: z.text(n, "description"),
		Deprecated: z.flag(n, "deprecated", false), Extensions: extensions(n),
	}
	z.ids.add(n, op)
	z.unknown(n, "operation")
	for _, t := range z.items(n.Get("tags")) {
		if z.is(t, load.String) {
			op.Tags = append(op.Tags, t.Text)
			z.useTag(t, t.Text)
		}
	}
	op.Parameters = z.operationParameters(n, items, op, r, template)
	op.RequestBody = z.requestBody(n.Get("requestBody"))
	op.Responses = z.operationResponses(n, op)
	op.Security = z.security(n, !template)
	op.Tasks = z.operationTasks(n, op)
	op.Servers = z.operationServers(n, items)
	for _, c := range z.members(n.Get("callbacks")) {
		if !isExtension(c.Name) {
			op.Callbacks = append(op.Callbacks, z.callback(c, op)...)
		}
	}
	return op
}

// operationServers are the operation's own servers, else the path item's.
func (z *normaliser) operationServers(n *load.Node, items []*load.Node) []spec.Server {
	if s := n.Get("servers"); s != nil {
		return z.servers(s)
	}
	for _, item := range items {
		if s := item.Get("servers"); s != nil {
			return z.servers(s)
		}
	}
	return nil
}

// additionalMethod checks a key of additionalOperations: a method (RFC 9110, section
// 9.1: a token, as it is sent) that has no member of its own.
func (z *normaliser) additionalMethod(m *load.Node) bool {
	for i := range len(m.Name) {
		if c := m.Name[i]; c <= ' ' || c >= 0x7f || strings.IndexByte("\"(),/:;<=>?@[\\]{}", c) >= 0 {
			z.fail(m, "method-invalid", "a method is a token, such as COPY", "%q is no HTTP method", clip(m.Name))
			return false
		}
	}
	switch {
	case m.Name == "" || strings.EqualFold(m.Name, "CONNECT"):
		z.fail(m, "method-invalid", "", "%q cannot be an operation", m.Name)
		return false
	case methods[strings.ToLower(m.Name)] == m.Name:
		z.warn(m, "method-fixed", "write it as a member of the path item: "+strings.ToLower(m.Name), "%s has a member of its own in a path item", m.Name)
	}
	return true
}
