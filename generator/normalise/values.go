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

// value reads type, format, enum, const and the keywords of strings and objects.
func (k *keywords) value(m *load.Node) bool {
	s := k.s
	switch m.Name {
	case "type":
		k.types(m)
	case "format":
		s.Format = k.text(k.n, m.Name)
	case "pattern":
		s.Pattern = k.pattern(m, k.text(k.n, m.Name))
	case "contentMediaType":
		s.ContentMediaType = k.text(k.n, m.Name)
	case "contentEncoding":
		s.ContentEncoding = k.text(k.n, m.Name)
	case "nullable":
		k.nullable = k.flag(k.n, m.Name, false)
	case "enum":
		k.enum(m)
	case "const":
		v := spec.Value(m.JSON())
		s.Const = &v
	case "required":
		if m.Kind == load.Array {
			for _, name := range k.names(m) {
				s.Required = appendNew(s.Required, name)
			}
		} else if p := k.n.Parent; !k.loose[k.s] && (p == nil || p.Name != "properties") {
			k.warn(m, "required-boolean", "", "required must be a list of names: it is ignored")
		}
	case "dependentRequired":
		for _, d := range k.members(m) {
			s.DependentRequired = append(s.DependentRequired, spec.Dependency{Name: d.Name, Requires: k.names(d)})
		}
	default:
		return false
	}
	return true
}

// types reads `type`: a name or a list of names.
func (k *keywords) types(m *load.Node) {
	list := []*load.Node{m}
	if m.Kind == load.Array {
		list = m.Items
	}
	var types spec.Types
	for _, t := range list {
		name := t.Text
		if t.Kind == load.Null {
			name = "null" // type: [string, null]
		} else if !k.is(t, load.String) {
			continue
		}
		bit := typeNames[name]
		if bit == 0 {
			bit = typeNames[strings.ToLower(name)]
			if bit == 0 {
				k.warn(t, "type-unknown", "JSON has boolean, integer, number, string, array, object and null", "the type %q does not exist: any value is accepted", name)
				k.s.Types = 0
				return
			}
			k.warn(t, "type-case", "write it in lower case", "the type %q is read as %q", name, strings.ToLower(name))
		}
		types |= bit
	}
	if types&spec.NumberType != 0 {
		types &^= spec.Integer
	}
	k.s.Types = types
}

// other notes keywords that nobody reads.
func (k *keywords) other(m *load.Node) {
	if k.loose[k.s] {
		return
	}
	switch m.Name {
	case "additionalItems":
		if !k.n.Get("items").Is(load.Array) {
			k.note(m, "keyword-ignored", "", "additionalItems has no meaning without a list of items")
		}
		return
	case "contentSchema":
		k.note(m, "keyword-ignored", "", "contentSchema describes decoded text: it is not checked")
		return
	case "extends", "disallow", "divisibleBy":
		k.warn(m, "keyword-unsupported", "", "%s belongs to another draft of JSON Schema: it is not checked", m.Name)
		return
	}
	k.note(m, "keyword-unknown", "", "%q is no keyword of a schema: it is ignored", clip(m.Name))
}

// ends brings what was read into the one form of package spec.
func (k *keywords) ends() {
	s := k.s
	if k.exclusiveMinimum && s.Minimum != nil {
		s.ExclusiveMinimum, s.Minimum = s.Minimum, nil
	}
	if k.exclusiveMax && s.Maximum != nil {
		s.ExclusiveMaximum, s.Maximum = s.Maximum, nil
	}
	if k.nullable {
		if k.minor > 0 {
			k.note(k.n.Get("nullable"), "nullable-obsolete", "write type: [T, \"null\"]", "nullable is no keyword of OpenAPI 3.1: it is understood all the same")
		}
		s.Nullable = true
		k.merger.nullMeant[s] = true
	}
	if s.Types&spec.Null != 0 && s.Types != spec.Null {
		s.Types &^= spec.Null
		s.Nullable = true
	}
	k.endEnum()
	markRequired(s)
}

// markRequired sets Property.Required from the list of names.
func markRequired(s *spec.Schema) {
	if len(s.Required) == 0 || len(s.Properties) == 0 {
		return
	}
	required := make(map[string]bool, len(s.Required))
	for _, name := range s.Required {
		required[name] = true
	}
	for _, p := range s.Properties {
		p.Required = required[p.Name]
	}
}
