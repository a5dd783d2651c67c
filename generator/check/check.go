// Package check prints normalised schemas as the table of JSON Schema text that
// generated code hands to package schema of the runtime.
package check

import (
	"fmt"
	"slices"
	"strings"

	"github.com/specho/specho/generator/spec"
	"github.com/specho/specho/rest/schema"
)

// Text prints the schemas, by name, as a table for schema.New: a JSON object
// with one schema a line, in the order of their names. Schemas that they refer
// to are entries, too, under their names in components/schemas or else under
// their JSON pointers. The text is the same for the same schemas.
//
// It holds the keywords that say whether a value is valid, as a server sees it:
// a readOnly property is not required and may have any value, for requests do
// not carry it. It is a [Refused] error if the table cannot be checked at run time, for
// example because of a pattern with a back reference.
func Text(schemas map[string]*spec.Schema) (string, error) {
	t := newTable(schemas)
	text := t.print()
	if err := schema.New(text).Err(); err != nil {
		return "", &Refused{Schema: t.culprit(), err: err}
	}
	return text, nil
}

// Refused is the error about schemas that cannot be checked at run time. Schema is the
// one that is at fault, nil if only the whole is.
type Refused struct {
	Schema *spec.Schema
	err    error
}

// Error says what cannot be checked.
func (e *Refused) Error() string { return fmt.Sprintf("printing schemas: %v", e.err) }

// Unwrap gives what package schema says.
func (e *Refused) Unwrap() error { return e.err }

// culprit is the smallest entry that cannot be checked by itself.
func (t *table) culprit() (found *spec.Schema) {
	least := 0
	for _, name := range sorted(t.taken) {
		s := t.taken[name]
		text := newTable(map[string]*spec.Schema{name: s}).print()
		if (found == nil || len(text) < least) && schema.New(text).Err() != nil {
			found, least = s, len(text)
		}
	}
	return found
}

// newTable collects the entries of a table.
func newTable(schemas map[string]*spec.Schema) *table {
	t := &table{names: map[*spec.Schema]string{}, taken: map[string]*spec.Schema{}}
	for _, name := range sorted(schemas) {
		t.claim(schemas[name], name)
	}
	for _, name := range sorted(schemas) {
		t.collect(schemas[name], nil)
	}
	return t
}

func sorted[T any](m map[string]T) []string {
	names := make([]string, 0, len(m))
	for name := range m {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

// table is the entries of a table by name.
type table struct {
	names map[*spec.Schema]string // schemas that are printed as references
	taken map[string]*spec.Schema
}

// claim makes s an entry of that name. One schema may have several names: then
// the first is what references use.
func (t *table) claim(s *spec.Schema, name string) {
	t.taken[name] = s
	if _, known := t.names[s]; !known {
		t.names[s] = name
	}
}

// need makes s an entry, under the name that it has in the document.
func (t *table) need(s *spec.Schema) {
	if _, known := t.names[s]; known {
		return
	}
	name := s.Name
	if _, taken := t.taken[name]; taken || name == "" {
		name = strings.TrimPrefix(s.Pointer, "#/")
	}
	for _, taken := t.taken[name]; taken || name == ""; _, taken = t.taken[name] {
		name += "'" // two schemas at one place: a merge has made one of them
	}
	t.claim(s, name)
}

// collect finds the schemas below s that must be entries: targets of references,
// components, and those that hold themselves. Way holds the schemas above s.
func (t *table) collect(s *spec.Schema, way []*spec.Schema) {
	if _, known := t.names[s]; known && len(way) > 0 {
		return
	}
	way = append(way, s)
	children(s, func(x *spec.Schema) {
		_, known := t.names[x]
		switch {
		case known:
		case x == s.Ref || x.Name != "" || slices.Contains(way, x):
			t.need(x)
			t.collect(x, nil)
		default:
			t.collect(x, way)
		}
	})
}

// children calls f for each schema that stands in s.
func children(s *spec.Schema, f func(*spec.Schema)) {
	if s.Ref != nil {
		f(s.Ref)
		return
	}
	for _, list := range [][]*spec.Schema{
		{s.Items, s.Contains, s.AdditionalProperties, s.PropertyNames, s.UnevaluatedItems, s.UnevaluatedProperties},
		{s.Not, s.If, s.Then, s.Else},
		s.PrefixItems, s.AllOf, s.AnyOf, s.OneOf,
	} {
		for _, x := range list {
			if x != nil {
				f(x)
			}
		}
	}
	for _, list := range [][]*spec.Property{s.Properties, s.PatternProperties, s.DependentSchemas} {
		for _, p := range list {
			if p.Schema != nil {
				f(p.Schema)
			}
		}
	}
}

// print writes the entries in the order of their names.
func (t *table) print() string {
	var w writer
	w.table = t
	w.WriteString("{")
	for i, name := range sorted(t.taken) {
		if i > 0 {
			w.WriteString(",")
		}
		w.WriteString("\n\t" + quote(name) + ": ")
		s := t.taken[name]
		if first := t.names[s]; first != name {
			w.reference(first)
			continue
		}
		w.nullable(s)
	}
	w.WriteString("\n}\n")
	return w.String()
}
