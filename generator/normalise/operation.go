package normalise

import (
	"strings"

	"github.com/specho/specho/generator/load"
	"github.com/specho/specho/generator/spec"
)

func (z *normaliser) operation(n *load.Node, items []*load.Node, method string, r route, template bool) *spec.Operation {
	op := &spec.Operation{
		Node: at(n), ID: z.text(n, "operationId"), Method: method, Path: r.path, Written: r.written,
		Summary: z.text(n, "summary"), Description: z.text(n, "description"),
		Deprecated: z.flag(n, "deprecated", false), Extensions: extensions(n),
	}
	z.ids.add(n, op)
	z.unknown(n, "operation")
	z.operationTags(n.Get("tags"), op)
	op.Parameters = z.operationParameters(n, items, op, r, template)
	op.RequestBody = z.requestBody(n.Get("requestBody"))
	z.bodyParameters(n, items, op)
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

// operationTags reads the tags of an operation: a name, or a number, in the place of the
// list is its only entry.
func (z *normaliser) operationTags(n *load.Node, op *spec.Operation) {
	if n == nil || n.Kind == load.Null {
		return
	}
	n = z.listAt(n)
	list := []*load.Node{n}
	if n.Kind == load.Array {
		list = n.Items
	} else if n.Kind == load.String {
		z.warn(n, "list-expected", "write a list with one entry", "tags must be a list: %q is taken as its only entry", clip(n.Text))
	}
	for _, t := range list {
		if t.Kind == load.Number || z.is(t, load.String) {
			op.Tags = append(op.Tags, t.Text)
			z.useTag(t, t.Text)
		}
	}
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
	case m.Name == "":
		z.fail(m, "method-invalid", "write the method", "an operation has no method")
		return false
	case strings.EqualFold(m.Name, "CONNECT"):
		z.fail(m, "method-invalid", "leave it out", "%q cannot be an operation: CONNECT is for tunnels", m.Name)
		return false
	case methods[strings.ToLower(m.Name)] == m.Name:
		z.warn(m, "method-fixed", "write it as a member of the path item: "+strings.ToLower(m.Name), "%s has a member of its own in a path item", m.Name)
	}
	return true
}
