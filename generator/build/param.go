package build

import (
	"slices"
	"strings"

	"github.com/specho/specho/generator/model"
	"github.com/specho/specho/generator/spec"
	"github.com/specho/specho/rest/route"
)

// groups builds the parameters of an operation, one struct a location.
func (b *builder) groups(o *spec.Operation, site *model.Site) (groups []*model.ParamGroup) {
	order, err := route.ParamNames(o.Path)
	if err != nil {
		order = nil // refused by the router, with its reason
	}
	for _, in := range []spec.Location{spec.InPath, spec.InQuery, spec.InHeader, spec.InCookie} {
		g := &model.ParamGroup{In: string(in)}
		for _, p := range o.Parameters {
			if p.In == in {
				m := b.param(p, site)
				m.Index = slices.Index(order, p.Name)
				g.Params = append(g.Params, m)
			}
		}
		except(g.Params)
		if len(g.Params) > 0 {
			groups = append(groups, g)
		}
	}
	return groups
}

// except tells exploded objects that take every name which names are those of other
// parameters, or fields of a form.
func except(list []*model.Param) {
	for _, m := range list {
		if m.Style != "form" || !m.Explode || !open(m) {
			continue
		}
		for _, o := range list {
			if o != m {
				m.Except = append(m.Except, o.Name)
			}
		}
	}
}

// open reports whether a parameter is an object that takes names of any kind.
func open(m *model.Param) bool {
	return m.Reading == model.ReadDict || m.Reading == model.ReadMembers && m.Members.Additional != nil
}

func (b *builder) param(p *spec.Parameter, site *model.Site) *model.Param {
	m := &model.Param{
		Name: p.Name, In: string(p.In), Style: p.Style, Explode: p.Explode, Required: p.Required,
		AllowEmpty: p.AllowEmptyValue, Description: p.Description, Deprecated: p.Deprecated,
		Pos: p.Pos, Site: site.Child(p.Name, p.Pos),
	}
	b.nameComponent(p.Node, p.Schema, "parameters", "Parameter")
	if p.Content != nil {
		b.nameComponent(p.Node, p.Content.Schema, "parameters", "Parameter")
		m.MediaType = p.Content.Type
		if codingOf(p.Content.Type) == model.CodeJSON {
			m.Reading = model.ReadContent
		}
		b.paramValue(m, contentSchema(p.Content))
		return m
	}
	b.paramValue(m, p.Schema)
	return m
}

// nameComponent names the schema of a component after the component, "LimitParameter":
// after the first operation that refers to it, the name would change with every
// operation that is put before that one.
func (b *builder) nameComponent(n spec.Node, s *spec.Schema, section, kind string) {
	_, p, _ := strings.Cut(n.Pointer, "#")
	name, component := strings.CutPrefix(p, "/components/"+section+"/")
	if s == nil || b.roots[s] != nil || !component || strings.Contains(name, "/") {
		return
	}
	name = strings.NewReplacer("~1", "/", "~0", "~").Replace(name)
	b.roots[s] = &model.Site{Word: name + kind, Pos: n.Pos}
}

// contentSchema is the schema of a media type, an empty one if it has none.
func contentSchema(m *spec.MediaType) *spec.Schema {
	if m.Schema != nil {
		return m.Schema
	}
	return &spec.Schema{Node: m.Node}
}

// paramValue decides the Go type of a parameter, and how its text is read where its
// media type has not said so.
func (b *builder) paramValue(m *model.Param, s *spec.Schema) {
	if s == nil {
		s = &spec.Schema{Node: spec.Node{Pos: m.Pos}, Types: spec.String}
	}
	if m.Reading == "" {
		s = common(s)
	}
	m.Value = b.value(s, request, m.Site)
	if m.Reading == "" {
		m.Reading = b.reading(m, s)
	}
	m.Secret = m.Value.Secret
	def := defaultOf(s)
	if s.IsNullable() && m.Reading != model.ReadContent {
		c := *s // a text cannot be null
		c.Nullable = false
		for t := c.Ref; t != nil && t.Nullable; t = t.Ref {
			n := *t
			n.Nullable = false
			c.Ref = &n
		}
		s = &c
	}
	m.Presence = presence(m.Value, s, m.Required, def != nil)
	b.verify(m)
	if m.Reading == model.ReadContent || m.Reading == model.ReadLoose || b.sent {
		m.Helper = b.helper(m.Value, model.Required, m.Site)
	}
	if def != nil && !m.Required {
		m.Default = b.defaultValue(*def, m.Value, &spec.Property{Node: s.Node, Schema: s})
		if m.Default != nil && m.Default.Go == "" {
			m.Default.Helper = b.helper(m.Value, model.Required, m.Site.Child("Default", m.Pos))
		}
	}
	if m.Default == nil && m.Presence == model.Filled {
		m.Presence = presence(m.Value, s, false, false)
	}
}

// reading decides how the text of a parameter becomes its value.
func (b *builder) reading(m *model.Param, s *spec.Schema) model.Reading {
	v := m.Value
	switch {
	case ofAnyJSON(v):
	case v.Shape == model.Scalar && v.Kind != raw.kind:
		return model.ReadScalar
	case v.Shape == model.Named && v.Type.Kind == model.Enum:
		return model.ReadScalar
	case v.Shape == model.List && textual(v.Elem):
		return model.ReadList
	case v.Shape == model.Named && v.Type.Kind == model.Array && textual(v.Type.Value.Elem):
		return model.ReadList
	case v.Shape == model.Named && v.Type.Kind == model.Struct && b.flat(v.Type):
		m.Members = v.Type
		return model.ReadMembers
	case v.Shape == model.Named && v.Type.Kind == model.Union || v.Shape == model.Scalar:
		return model.ReadLoose
	case textDict(v):
		return model.ReadDict
	}
	b.l.Notef(s.Pos, s.Pointer, "parameter-json",
		"OpenAPI defines no text for this value of parameter %q; it is read as JSON", m.Name)
	return model.ReadContent
}

// textDict reports whether a value is a map whose values have one text each.
func textDict(v *model.Value) bool {
	if v.Shape == model.Named && v.Type.Kind == model.Map {
		v = v.Type.Value
	}
	return v.Shape == model.Dict && textual(v.Elem) && v.Elem.Kind != raw.kind && v.ElemNil == model.Required
}

// textual reports whether a value has one text: what an item of a list, or a
// member of an object, can be.
func textual(v *model.Value) bool {
	return v.Shape == model.Scalar && !ofAnyJSON(v) || v.Shape == model.Named && v.Type.Kind == model.Enum
}

// ofAnyJSON reports whether a Go type of the user's holds values of any shape.
func ofAnyJSON(v *model.Value) bool { return v.Format != nil && v.Format.Coding == model.FormatJSON }

// flat reports whether an object can be written in a style: its properties have
// one text each, or are lists of such, declared or not.
func (b *builder) flat(t *model.Type) bool {
	for _, f := range t.Fields {
		if f.Value == nil || f.Presence == model.Fixed {
			continue
		}
		v := f.Value
		if v.Shape == model.Named && v.Type.Kind == model.Array {
			v = v.Type.Value
		}
		if !textual(v) && !(v.Shape == model.List && textual(v.Elem)) {
			return false
		}
	}
	return t.Additional == nil || textual(t.Additional.Elem)
}
