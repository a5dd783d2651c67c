package normalise

import (
	"fmt"
	"slices"

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
		c := *p
		if q := theirs[p.Name]; q != nil {
			c.Schema = z.both(p.Schema, q.Schema)
		} else if closed(src) {
			if slices.Contains(dst.Required, p.Name) {
				return fmt.Sprintf("the property %q is required here, and not allowed by additionalProperties: false there", p.Name)
			}
			z.shutOut(p, src)
			continue
		} else if limitsOthers(src) {
			c.Schema = z.both(p.Schema, src.AdditionalProperties)
		}
		out = append(out, &c)
	}
	ours := byName(dst.Properties)
	for _, q := range src.Properties {
		if ours[q.Name] != nil {
			continue
		}
		c := *q
		if closed(dst) {
			if slices.Contains(dst.Required, q.Name) {
				return fmt.Sprintf("the property %q is required there, and not allowed by additionalProperties: false here", q.Name)
			}
			z.shutOut(q, dst)
			continue
		}
		if limitsOthers(dst) {
			c.Schema = z.both(q.Schema, dst.AdditionalProperties)
		}
		out = append(out, &c)
	}
	dst.Properties = out
	return ""
}

// shutOut warns of a property that a closed member of the allOf does not know.
func (z *normaliser) shutOut(p *spec.Property, by *spec.Schema) {
	n := z.nodes[p.Schema]
	if n == nil {
		return
	}
	z.warn(n, "allof-closed", "put additionalProperties: false beside allOf as unevaluatedProperties: false",
		"the property %q is shut out by additionalProperties: false of another member of allOf (%s): it sees its own properties only", p.Name, by.AdditionalProperties.Pos)
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
