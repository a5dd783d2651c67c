package normalise

import (
	"path"
	"strings"

	"github.com/specho/specho/generator/diag"
	"github.com/specho/specho/generator/load"
	"github.com/specho/specho/generator/spec"
)

// applicator reads keywords that hold schemas.
func (k *keywords) applicator(m *load.Node) bool {
	s := k.s
	switch m.Name {
	case "allOf":
		for _, part := range k.list(m) {
			k.parts[part] = true
			s.AllOf = append(s.AllOf, part)
		}
	case "oneOf":
		s.OneOf = k.list(m)
	case "anyOf":
		s.AnyOf = k.list(m)
	case "prefixItems":
		s.PrefixItems = k.list(m)
	case "items":
		k.itemsOf(m)
	case "properties":
		k.properties(m)
	case "patternProperties":
		s.PatternProperties = k.patternProperties(m)
	case "dependentSchemas":
		s.DependentSchemas = k.named(m)
	case "dependencies":
		k.dependencies(m)
	case "discriminator":
		k.discriminator(m)
	default:
		return k.single(m)
	}
	return true
}

// single reads keywords that hold one schema.
func (k *keywords) single(m *load.Node) bool {
	place := k.place(m.Name)
	if place == nil {
		return false
	}
	if m.Kind == load.Null {
		return true
	}
	*place = k.schema(m)
	switch m.Name {
	case "not", "if", "then", "else", "contains":
		k.parts[*place] = true
	}
	return true
}

// place returns where the schema of a keyword goes.
func (k *keywords) place(name string) **spec.Schema {
	s := k.s
	switch name {
	case "additionalProperties":
		return &s.AdditionalProperties
	case "not":
		return &s.Not
	case "if":
		return &s.If
	case "then":
		return &s.Then
	case "else":
		return &s.Else
	case "contains":
		return &s.Contains
	case "propertyNames":
		return &s.PropertyNames
	case "unevaluatedProperties":
		return &s.UnevaluatedProperties
	case "unevaluatedItems":
		return &s.UnevaluatedItems
	}
	return nil
}

// list reads a list of schemas.
func (k *keywords) list(m *load.Node) []*spec.Schema {
	if m.Kind == load.Object && (m.Get("$ref") != nil || m.Get("type") != nil) {
		k.warn(m, "list-expected", "write a list with one entry", "%s must be a list of schemas: the schema is taken as its only entry", m.Name)
		return []*spec.Schema{k.schema(m)}
	}
	var list []*spec.Schema
	for _, item := range k.items(m) {
		list = append(list, k.schema(item))
	}
	return list
}

// itemsOf reads `items`. A list of schemas is what older drafts wrote for prefixItems.
func (k *keywords) itemsOf(m *load.Node) {
	if m.Kind != load.Array {
		if m.Kind != load.Null {
			k.s.Items = k.schema(m)
		}
		return
	}
	k.warn(m, "items-list", "write prefixItems", "a list of schemas under items is read as prefixItems")
	k.s.PrefixItems = k.list(m)
	if more := k.n.Get("additionalItems"); more != nil {
		k.s.Items = k.schema(more)
	}
}

// properties reads properties, and lifts `required: true` of old drafts from a
// property to the object that has it.
func (k *keywords) properties(m *load.Node) {
	for _, p := range k.members(m) {
		k.s.Properties = append(k.s.Properties, &spec.Property{Node: at(p), Name: p.Name, Schema: k.schema(p)})
		r := p.Get("required")
		if r.Is(load.Bool) || r.Is(load.String) {
			if strings.EqualFold(r.Text, "true") || strings.EqualFold(r.Text, "yes") {
				k.warn(r, "required-boolean", "list the name under required of the object", "required: %s in the property %q is read as an entry of the object's required list", r.Text, p.Name)
				k.s.Required = appendNew(k.s.Required, p.Name)
			} else {
				k.warn(r, "required-boolean", "leave it out: the object lists what is required", "required: %s in the property %q is ignored", clip(r.Text), p.Name)
			}
		}
	}
}

func (k *keywords) named(m *load.Node) []*spec.Property {
	var list []*spec.Property
	for _, p := range k.members(m) {
		list = append(list, &spec.Property{Node: at(p), Name: p.Name, Schema: k.schema(p)})
	}
	return list
}

// dependencies reads the keyword that 2019-09 split in two.
func (k *keywords) dependencies(m *load.Node) {
	for _, d := range k.members(m) {
		if d.Kind == load.Array {
			k.s.DependentRequired = append(k.s.DependentRequired, spec.Dependency{Name: d.Name, Requires: k.names(d)})
		} else {
			k.s.DependentSchemas = append(k.s.DependentSchemas, &spec.Property{Node: at(d), Name: d.Name, Schema: k.schema(d)})
		}
	}
}

// names reads a list of strings.
func (k *keywords) names(m *load.Node) []string {
	var list []string
	for _, item := range k.items(m) {
		switch {
		case item.Kind == load.String || item.Kind == load.Number || item.Kind == load.Bool:
			list = appendNew(list, item.Text)
		default:
			k.is(item, load.String)
		}
	}
	return list
}

func appendNew(list []string, name string) []string {
	for _, s := range list {
		if s == name {
			return list
		}
	}
	return append(list, name)
}

func (k *keywords) discriminator(m *load.Node) {
	if m.Kind == load.String {
		k.warn(m, "discriminator-string", "write discriminator: {propertyName: "+m.Text+"}", "discriminator is a string, as in Swagger 2")
		k.s.Discriminator = &spec.Discriminator{Node: at(m), Property: m.Text}
		return
	}
	if !k.is(m, load.Object) {
		return
	}
	d := &spec.Discriminator{Node: at(m), Property: k.text(m, "propertyName")}
	if d.Property == "" {
		k.warn(m, "discriminator-property", "add propertyName", "the discriminator has no propertyName: it is ignored")
		return
	}
	k.discriminated = d
	mapping := m.Get("mapping")
	if mapping == nil || mapping.Kind == load.Null || !k.is(mapping, load.Object) {
		mapping = &load.Node{}
	}
	for _, e := range mapping.Members {
		if e.Kind != load.String {
			k.is(e, load.String)
			continue
		}
		if t := k.mappingTarget(e); t != nil {
			d.Mapping = append(d.Mapping, spec.Mapping{Value: e.Name, Schema: k.schema(t)})
		}
	}
	if e := m.Get("defaultMapping"); e != nil && k.is(e, load.String) {
		if t := k.mappingTarget(e); t != nil {
			d.Default = k.schema(t)
		}
	}
	k.s.Discriminator = d
}

// mappingTarget resolves a value of a mapping: a component's name or a reference.
func (k *keywords) mappingTarget(e *load.Node) *load.Node {
	for _, root := range []*load.Node{e.File.Root, k.tree.Root} {
		if t := root.Get("components").Get("schemas").Get(e.Text); t != nil {
			return t
		}
	}
	t, d := k.tree.Resolve(e)
	if d == nil {
		return t
	}
	if t, ok := k.tree.ResolveAtRoot(e); ok {
		return t
	}
	if d.Rule == load.RuleFetch {
		k.l.Add(*d)
		return nil
	}
	d.Severity, d.Rule = diag.Warning, "discriminator-mapping"
	if !strings.ContainsAny(e.Text, "./#") {
		d.Message = "no schema is called " + load.Quote(e.Text)
	}
	d.Message = "the mapping of " + load.Quote(e.Name) + " is left out: " + d.Message
	k.unmapped[k.discriminated] = append(k.unmapped[k.discriminated], unmapped{e.Name, path.Base(e.Text), *d})
	return nil
}
