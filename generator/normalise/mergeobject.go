package normalise

import (
	"slices"

	"github.com/specho/specho/generator/diag"
	"github.com/specho/specho/generator/spec"
)

// mergeObjects intersects the keywords of objects. additionalProperties looks at
// the properties of its own schema only, so each side is asked about the
// properties of the other.
func (z *normaliser) mergeObjects(dst, src *spec.Schema) string {
	for _, name := range src.Required {
		dst.Required = appendNew(dst.Required[:len(dst.Required):len(dst.Required)], name)
	}
	dst.MinProperties = max(dst.MinProperties, src.MinProperties)
	dst.MaxProperties = least(dst.MaxProperties, src.MaxProperties)
	dst.PropertyNames = z.both(dst.PropertyNames, src.PropertyNames)
	z.mergeDependent(dst, src)
	if patterned(dst, src) {
		z.rest(dst, spec.Schema{
			Properties: src.Properties, PatternProperties: src.PatternProperties, AdditionalProperties: src.AdditionalProperties,
		})
		return ""
	}
	if c := z.mergeProperties(dst, src); c != "" {
		return c
	}
	for _, p := range src.PatternProperties {
		i := slices.IndexFunc(dst.PatternProperties, func(q *spec.Property) bool { return q.Name == p.Name })
		c := *p
		if i >= 0 {
			c.Schema = z.both(dst.PatternProperties[i].Schema, p.Schema)
			dst.PatternProperties = slices.Clone(dst.PatternProperties)
			dst.PatternProperties[i] = &c
		} else {
			dst.PatternProperties = append(dst.PatternProperties[:len(dst.PatternProperties):len(dst.PatternProperties)], &c)
		}
	}
	dst.AdditionalProperties = z.both(dst.AdditionalProperties, src.AdditionalProperties)
	return ""
}

// patterned reports whether it depends on patterns which of the two sides'
// properties are additional ones of the other side.
func patterned(dst, src *spec.Schema) bool {
	if len(dst.PatternProperties) == 0 && len(src.PatternProperties) == 0 {
		return false
	}
	sees := func(s *spec.Schema) bool {
		return len(s.Properties) > 0 || len(s.PatternProperties) > 0 || limitsOthers(s)
	}
	return (limitsOthers(dst) || limitsOthers(src)) && sees(dst) && sees(src)
}

// limitsOthers reports whether additionalProperties of s refuses anything.
func limitsOthers(s *spec.Schema) bool {
	return s.AdditionalProperties != nil && !unlimited(s.AdditionalProperties)
}

func closed(s *spec.Schema) bool {
	a := s.AdditionalProperties
	return a != nil && a.Always != nil && !*a.Always
}

// mergeProperties unites the properties.
func (z *normaliser) mergeProperties(dst, src *spec.Schema) string {
	if len(dst.Properties) == 0 && len(src.Properties) == 0 {
		return ""
	}
	z.merger.copies += len(dst.Properties) + len(src.Properties)
	out := make([]*spec.Property, 0, len(dst.Properties)+len(src.Properties))
	theirs := byName(src.Properties)
	for _, p := range dst.Properties {
		if q := theirs[p.Name]; q != nil {
			c := *p
			c.Schema = z.both(p.Schema, q.Schema)
			out = append(out, &c)
		} else if c := z.admit(dst, p, src); c != nil {
			out = append(out, c)
		}
	}
	ours := byName(dst.Properties)
	for _, q := range src.Properties {
		if ours[q.Name] == nil {
			if c := z.admit(dst, q, dst); c != nil {
				out = append(out, c)
			}
		}
	}
	dst.Properties = out
	return ""
}

// admit asks additionalProperties of a side that does not have the property p. It
// returns nil if that side shuts p out.
func (z *normaliser) admit(dst *spec.Schema, p *spec.Property, by *spec.Schema) *spec.Property {
	c := *p
	switch {
	case closed(by) && z.merger.whole:
	case closed(by):
		where := by.AdditionalProperties.Pos
		z.merger.shut = append(z.merger.shut, func() { z.shutOut(p, where) })
		return nil
	case limitsOthers(by):
		c.Schema = z.both(p.Schema, by.AdditionalProperties)
		if z.merger.state[c.Schema] == 0 && !slices.Contains(dst.Required, p.Name) {
			z.merger.optional[c.Schema] = true
		}
	}
	return &c
}

// shutOut warns of a property that a closed member of the allOf does not know.
func (z *normaliser) shutOut(p *spec.Property, by diag.Pos) {
	n := z.nodes[p.Schema]
	if n == nil {
		return
	}
	z.warn(n, "allof-closed", "put additionalProperties: false beside allOf as unevaluatedProperties: false",
		"the property %q is shut out by additionalProperties: false of another member of allOf (%s): it sees its own properties only", p.Name, by)
}

func byName(list []*spec.Property) map[string]*spec.Property {
	m := make(map[string]*spec.Property, len(list))
	for _, p := range list {
		m[p.Name] = p
	}
	return m
}

// mergeDependent unites dependentRequired and dependentSchemas.
func (z *normaliser) mergeDependent(dst, src *spec.Schema) {
	for _, d := range src.DependentRequired {
		i := slices.IndexFunc(dst.DependentRequired, func(o spec.Dependency) bool { return o.Name == d.Name })
		dst.DependentRequired = slices.Clone(dst.DependentRequired)
		if i < 0 {
			dst.DependentRequired = append(dst.DependentRequired, d)
			continue
		}
		requires := slices.Clone(dst.DependentRequired[i].Requires)
		for _, name := range d.Requires {
			requires = appendNew(requires, name)
		}
		dst.DependentRequired[i].Requires = requires
	}
	for _, p := range src.DependentSchemas {
		i := slices.IndexFunc(dst.DependentSchemas, func(q *spec.Property) bool { return q.Name == p.Name })
		c := *p
		dst.DependentSchemas = slices.Clone(dst.DependentSchemas)
		if i < 0 {
			dst.DependentSchemas = append(dst.DependentSchemas, &c)
			continue
		}
		c.Schema = z.both(dst.DependentSchemas[i].Schema, p.Schema)
		dst.DependentSchemas[i] = &c
	}
}

// mergeArrays intersects the keywords of arrays.
func (z *normaliser) mergeArrays(dst, src *spec.Schema) string {
	if len(dst.PrefixItems) > 0 || len(src.PrefixItems) > 0 {
		var prefix []*spec.Schema
		for i := range max(len(dst.PrefixItems), len(src.PrefixItems)) {
			s := z.both(itemAt(dst, i), itemAt(src, i))
			if s == nil {
				s = &spec.Schema{Node: dst.Node}
			}
			prefix = append(prefix, s)
		}
		dst.PrefixItems = prefix
	}
	dst.Items = z.both(dst.Items, src.Items)
	dst.MinItems = max(dst.MinItems, src.MinItems)
	dst.MaxItems = least(dst.MaxItems, src.MaxItems)
	dst.UniqueItems = dst.UniqueItems || src.UniqueItems
	switch {
	case src.Contains == nil:
	case dst.Contains == nil:
		dst.Contains, dst.MinContains, dst.MaxContains = src.Contains, src.MinContains, src.MaxContains
	case dst.Contains != src.Contains:
		z.rest(dst, spec.Schema{Contains: src.Contains, MinContains: src.MinContains, MaxContains: src.MaxContains})
	}
	return ""
}

// itemAt is the schema that s has for item i.
func itemAt(s *spec.Schema, i int) *spec.Schema {
	if i < len(s.PrefixItems) {
		return s.PrefixItems[i]
	}
	return s.Items
}
