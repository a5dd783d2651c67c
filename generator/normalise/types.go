package normalise

import (
	"strings"

	"github.com/specho/specho/generator/load"
	"github.com/specho/specho/generator/spec"
)

// typeNames are the values of `type`.
var typeNames = map[string]spec.Types{
	"boolean": spec.Boolean, "integer": spec.Integer, "number": spec.NumberType, "string": spec.String,
	"array": spec.Array, "object": spec.Object, "null": spec.Null,
}

// meant are words that stand for a type where its author thought of a programming
// language, or of a format.
var meant = map[string]struct {
	types  spec.Types
	format string
}{
	"int": {spec.Integer, ""}, "int32": {spec.Integer, "int32"}, "int64": {spec.Integer, "int64"}, "long": {spec.Integer, "int64"},
	"float": {spec.NumberType, "float"}, "double": {spec.NumberType, "double"}, "bool": {spec.Boolean, ""},
	"str": {spec.String, ""}, "text": {spec.String, ""}, "date": {spec.String, "date"}, "datetime": {spec.String, "date-time"},
	"date-time": {spec.String, "date-time"}, "uuid": {spec.String, "uuid"}, "email": {spec.String, "email"}, "uri": {spec.String, "uri"},
	"password": {spec.String, "password"}, "byte": {spec.String, "byte"}, "binary": {spec.String, "binary"}, "file": {spec.String, "binary"},
	"list": {spec.Array, ""}, "map": {spec.Object, ""}, "dict": {spec.Object, ""}, "dictionary": {spec.Object, ""},
}

// types reads `type`: a name or a list of names.
func (k *keywords) types(m *load.Node) {
	list := []*load.Node{m}
	if m.Kind == load.Array {
		list = m.Items
	}
	if m.Kind == load.Null && m.Text == "" || m.Kind == load.Array && len(list) == 0 {
		k.warn(m, "type-empty", "write a type, or leave the keyword out", "the type is empty: any value is accepted")
		return
	}
	var types spec.Types
	for _, t := range list {
		bit := k.typeBit(m, t)
		if bit == 0 && t.Kind == load.String {
			k.s.Types = 0
			k.lossy[k.s] = true
			return
		}
		types |= bit
	}
	if types&spec.NumberType != 0 {
		types &^= spec.Integer
	}
	k.s.Types = types
}

// typeBit is the type that an entry of m stands for, 0 for none.
func (k *keywords) typeBit(m, t *load.Node) spec.Types {
	if t.Kind == load.Null {
		return spec.Null // type: [string, null]
	}
	if !k.is(t, load.String) {
		return 0
	}
	if bit := typeNames[t.Text]; bit != 0 {
		return bit
	}
	name := strings.ToLower(strings.TrimSpace(t.Text))
	if bit := typeNames[name]; bit != 0 {
		k.warn(t, "type-case", "write "+name, "the type %q is read as %q", clip(t.Text), name)
		return bit
	}
	w, known := meant[name]
	if !known {
		k.warn(t, "type-unknown", "JSON has boolean, integer, number, string, array, object and null", "the type %q does not exist: any value is accepted", clip(t.Text))
		return 0
	}
	says := "type " + typeWord(w.types)
	if w.format != "" && t == m {
		says += " and format " + w.format
		if k.s.Format == "" {
			k.s.Format = w.format
		}
	}
	k.warn(t, "type-word", "write "+says, "the type %q does not exist: it is read as %s", clip(t.Text), says)
	return w.types
}

// typeWord is the name of one type.
func typeWord(t spec.Types) string {
	for name, bit := range typeNames {
		if bit == t {
			return name
		}
	}
	return ""
}

// textSchema reads a text that stands where a schema should: the name of a type, a
// boolean in quotes, or a reference. It reports whether the text is one of them.
func (z *normaliser) textSchema(n *load.Node, s *spec.Schema) bool {
	name := strings.ToLower(strings.TrimSpace(n.Text))
	_, known := meant[name]
	switch {
	case name == "true" || name == "false":
		always := name == "true"
		s.Always = &always
		z.warn(n, "boolean-quoted", "write "+name, "the schema of %s is the text %q: it is read as %s", what(n), n.Text, name)
	case typeNames[name] != 0 || known:
		if !known {
			z.warn(n, "schema-text", "write {type: "+name+"}", "the schema of %s is the text %q: it is read as its type", what(n), clip(n.Text))
		}
		k := &keywords{normaliser: z, n: n, s: s}
		k.types(n)
		k.ends()
	case strings.HasPrefix(n.Text, "#/"):
		z.warn(n, "schema-text", "write {$ref: "+n.Text+"}", "the schema of %s is the text %q: it is read as a reference", what(n), clip(n.Text))
		z.readReference(n, n, z.follow(n, "schemas"), s)
	default:
		return false
	}
	return true
}
