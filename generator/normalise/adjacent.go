package normalise

import (
	"encoding/json"
	"strings"

	"github.com/specho/specho/generator/load"
	"github.com/specho/specho/generator/spec"
)

// adjacentParameters goes over the paths of the document, when the schemas of their
// parameters are known.
func (z *normaliser) adjacentParameters() {
	for _, o := range z.ids.all {
		if _, hook := z.ids.hooks[o.op]; !hook {
			o.op.Parameters = z.adjacent(o.node, o.op, o.op.Parameters)
		}
	}
}

// adjacent puts a text between two parameters of a path that have none, where the
// document says which: a parameter with one value is a text itself, and the dot of
// a label expansion, {.format}, is one (RFC 6570, section 3.2.5).
func (z *normaliser) adjacent(n *load.Node, op *spec.Operation, list []*spec.Parameter) []*spec.Parameter {
	for from := 0; ; {
		at := strings.Index(op.Path[from:], "}{")
		if at < 0 {
			return list
		}
		at += from
		start := strings.LastIndexByte(op.Path[:at], '{')
		end := at + 2 + strings.IndexByte(op.Path[at+2:], '}')
		if start < 0 || end < at+2 {
			return list // braces that do not match
		}
		from = at + 1
		first, second := op.Path[start+1:at], op.Path[at+2:end]
		if text, i := onlyText(list, second); i >= 0 {
			list = z.literal(n, op, list, i, at+1, end+1, text)
		} else if text, i := onlyText(list, first); i >= 0 {
			list = z.literal(n, op, list, i, start, at+1, text)
		} else if name, ok := strings.CutPrefix(second, "."); ok && name != "" {
			list = z.label(n, op, list, at, name)
		}
	}
}

// onlyText is the text of a path parameter that has one value, and where it is in
// the list.
func onlyText(list []*spec.Parameter, name string) (text string, i int) {
	if i = indexOf(list, spec.InPath, name); i < 0 || list[i].Schema == nil {
		return "", -1
	}
	v, _ := list[i].Schema.Target().Only()
	if json.Unmarshal([]byte(v), &text) != nil || text == "" || strings.ContainsAny(text, "/{}") {
		return "", -1
	}
	return text, i
}

// literal writes the only value of a parameter into the path, between two offsets,
// and takes the parameter off the list.
func (z *normaliser) literal(n *load.Node, op *spec.Operation, list []*spec.Parameter, i, start, end int, text string) []*spec.Parameter {
	z.warn(n, "path-adjacent", "write the value into the path", "%s %s has no text between two parameters: %s has one value, which is read as a part of the path",
		op.Method, op.Written, list[i].Name)
	op.Path = op.Path[:start] + text + op.Path[end:]
	return append(list[:i:i], list[i+1:]...)
}

// label makes a text of the dot at the start of a name.
func (z *normaliser) label(n *load.Node, op *spec.Operation, list []*spec.Parameter, at int, name string) []*spec.Parameter {
	z.warn(n, "path-adjacent", "write the dot before the brace", "%s %s has no text between two parameters: the dot of {.%s} is read as one", op.Method, op.Written, name)
	op.Path = op.Path[:at+1] + ".{" + op.Path[at+len("}{."):]
	i := indexOf(list, spec.InPath, "."+name)
	if i < 0 || indexOf(list, spec.InPath, name) >= 0 {
		return list
	}
	c := *list[i]
	c.Name = name
	return append(append(list[:i:i], &c), list[i+1:]...)
}
