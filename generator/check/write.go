package check

import (
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/specho/specho/generator/spec"
	"github.com/specho/specho/rest/codec"
)

// writer prints schemas as JSON.
type writer struct {
	strings.Builder
	table *table
}

func quote(s string) string {
	return `"` + string(codec.AppendString(nil, s)) + `"`
}

// schema prints a schema that stands in another one.
func (w *writer) schema(s *spec.Schema) {
	if name, entry := w.table.names[s]; entry {
		w.reference(name)
		return
	}
	w.nullable(s)
}

// reference prints a $ref to an entry: a JSON pointer as a URI fragment.
func (w *writer) reference(name string) {
	name = strings.NewReplacer("~", "~0", "/", "~1").Replace(name)
	w.WriteString(`{"$ref": ` + quote("#/"+url.PathEscape(name)) + `}`)
}

// nullable prints the schema itself. Null joins the types where no other keyword
// looks at null, else it is an alternative.
func (w *writer) nullable(s *spec.Schema) {
	if !s.Nullable || w.takesNull(s) {
		w.body(s)
		return
	}
	w.WriteString(`{"anyOf": [`)
	w.body(s)
	w.WriteString(`, {"type": "null"}]}`)
}

// takesNull reports whether types and enum are all that can keep null out.
func (w *writer) takesNull(s *spec.Schema) bool {
	return s.Ref == nil && s.Always == nil && s.Const == nil && s.Not == nil && s.If == nil &&
		len(s.AllOf)+len(s.AnyOf)+len(s.OneOf) == 0
}

func (w *writer) body(s *spec.Schema) {
	switch {
	case s.Ref != nil:
		w.schema(s.Ref)
	case s.Always != nil:
		w.WriteString(strconv.FormatBool(*s.Always))
	default:
		o := &members{writer: w}
		o.types(s, s.Nullable && w.takesNull(s))
		o.scalars(s)
		o.arrays(s)
		o.objects(s)
		o.combined(s)
		o.close()
	}
}

// members prints the keywords of a schema that has them.
type members struct {
	*writer
	n int
}

// key begins a member.
func (o *members) key(name string) {
	if o.n++; o.n == 1 {
		o.WriteString("{")
	} else {
		o.WriteString(", ")
	}
	o.WriteString(quote(name) + ": ")
}

func (o *members) close() {
	if o.n == 0 {
		o.WriteString("{")
	}
	o.WriteString("}")
}

// raw prints a member that is JSON text already; none if that is empty.
func (o *members) raw(name, text string) {
	if text != "" {
		o.key(name)
		o.WriteString(text)
	}
}

func (o *members) text(name, s string) {
	if s != "" {
		o.raw(name, quote(s))
	}
}

func (o *members) flag(name string, set bool) {
	if set {
		o.raw(name, "true")
	}
}

func (o *members) number(name string, x *spec.Number) {
	if x != nil {
		o.raw(name, string(*x))
	}
}

// least prints a lower limit that is not the default 0.
func (o *members) least(name string, n int) {
	if n != 0 {
		o.raw(name, strconv.Itoa(n))
	}
}

func (o *members) most(name string, n *int) {
	if n != nil {
		o.raw(name, strconv.Itoa(*n))
	}
}

func (o *members) one(name string, s *spec.Schema) {
	if s != nil {
		o.key(name)
		o.schema(s)
	}
}

func (o *members) list(name string, list []*spec.Schema) {
	if len(list) == 0 {
		return
	}
	o.key(name)
	for i, s := range list {
		o.WriteString([]string{"[", ", "}[min(i, 1)])
		o.schema(s)
	}
	o.WriteString("]")
}

// named prints a member that holds schemas by name.
func (o *members) named(name string, list []*spec.Property, show func(*spec.Property)) {
	if len(list) == 0 {
		return
	}
	o.key(name)
	in := &members{writer: o.writer}
	for _, p := range list {
		in.key(p.Name)
		show(p)
	}
	in.close()
}

func (o *members) names(name string, list []string) {
	if len(list) == 0 {
		return
	}
	o.key(name)
	o.strings(list)
}

func (o *members) strings(list []string) {
	texts := make([]string, len(list))
	for i, s := range list {
		texts[i] = quote(s)
	}
	o.WriteString("[" + strings.Join(texts, ", ") + "]")
}

// typeNames are in the order of the bits of spec.Types.
var typeNames = []string{"boolean", "integer", "number", "string", "array", "object", "null"}

// types prints type, enum and const, with null if they are to take it.
func (o *members) types(s *spec.Schema, null bool) {
	var names []string
	set := s.Types
	if null && set != 0 {
		set |= spec.Null
	}
	for i, name := range typeNames {
		if set>>i&1 != 0 {
			names = append(names, name)
		}
	}
	if len(names) == 1 {
		o.text("type", names[0])
	} else {
		o.names("type", names)
	}
	if s.Enum != nil {
		o.values(s.Enum, null)
	}
	if s.Const != nil {
		o.raw("const", string(*s.Const))
	}
}

func (o *members) values(list []spec.Value, null bool) {
	texts := make([]string, 0, len(list)+1)
	for _, v := range list {
		texts = append(texts, string(v))
	}
	if null && !slices.Contains(texts, "null") {
		texts = append(texts, "null")
	}
	o.raw("enum", "["+strings.Join(texts, ", ")+"]")
}
