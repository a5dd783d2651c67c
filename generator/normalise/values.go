package normalise

import (
	"github.com/specho/specho/generator/load"
	"github.com/specho/specho/generator/spec"
)

// value reads type, format, enum, const and the keywords of strings and objects.
func (k *keywords) value(m *load.Node) bool {
	s := k.s
	switch m.Name {
	case "type":
		k.types(m)
	case "format":
		if f := k.text(k.n, m.Name); f != "" {
			s.Format = f
		}
	case "pattern":
		text := k.text(k.n, m.Name)
		s.Pattern = k.pattern(m, text)
		if s.Pattern == "" && text != "" {
			k.lossy[s] = true
		}
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
		k.required(k.listAt(m))
	case "dependentRequired":
		for _, d := range k.members(m) {
			s.DependentRequired = append(s.DependentRequired, spec.Dependency{Name: d.Name, Requires: k.names(d)})
		}
	default:
		return false
	}
	return true
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
	k.unknownKeyword(m)
}

// required reads `required` of an object. That of a property belongs to the object
// around it, which reads it.
func (k *keywords) required(m *load.Node) {
	p := k.n.Parent
	switch {
	case m.Kind == load.Array:
		for _, name := range k.names(m) {
			k.s.Required = appendNew(k.s.Required, name)
		}
	case m.Kind == load.String && k.n.Get("properties").Get(m.Text) != nil:
		k.warn(m, "required-text", "write a list", "required must be a list of names: %q is read as its only entry", clip(m.Text))
		k.s.Required = appendNew(k.s.Required, m.Text)
	case !k.loose[k.s] && (p == nil || p.Name != "properties"):
		k.warn(m, "required-boolean", "", "required must be a list of names: it is ignored")
	}
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
