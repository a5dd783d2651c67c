package check

import "github.com/specho/specho/generator/spec"

// scalars prints the keywords for numbers and strings. writeOnly is there because
// the value of such a property is not shown in violations.
func (o *members) scalars(s *spec.Schema) {
	o.text("format", FormatName(s))
	o.flag("literalInteger", s.Literal)
	o.number("minimum", s.Minimum)
	o.number("maximum", s.Maximum)
	o.number("exclusiveMinimum", s.ExclusiveMinimum)
	o.number("exclusiveMaximum", s.ExclusiveMaximum)
	o.number("multipleOf", s.MultipleOf)
	o.least("minLength", s.MinLength)
	o.most("maxLength", s.MaxLength)
	o.text("pattern", s.Pattern)
	o.flag("writeOnly", s.WriteOnly)
}

// FormatName is the name under which the table has the format of s: one with a layout
// of its own is another format.
func FormatName(s *spec.Schema) string {
	if s.Layout != "" {
		return s.Format + " " + s.Layout
	}
	return s.Format
}

func (o *members) arrays(s *spec.Schema) {
	o.least("minItems", s.MinItems)
	o.most("maxItems", s.MaxItems)
	o.flag("uniqueItems", s.UniqueItems)
	o.list("prefixItems", s.PrefixItems)
	o.one("items", s.Items)
	o.one("contains", s.Contains)
	o.most("minContains", s.MinContains)
	o.most("maxContains", s.MaxContains)
}

func (o *members) objects(s *spec.Schema) {
	o.least("minProperties", s.MinProperties)
	o.most("maxProperties", s.MaxProperties)
	o.names("required", required(s))
	o.named("properties", s.Properties, o.property)
	o.named("patternProperties", s.PatternProperties, func(p *spec.Property) { o.schema(p.Schema) })
	o.one("additionalProperties", s.AdditionalProperties)
	o.one("propertyNames", s.PropertyNames)
	o.dependencies(s.DependentRequired)
	o.named("dependentSchemas", s.DependentSchemas, func(p *spec.Property) { o.schema(p.Schema) })
}

// property prints a property. Whatever a request says for a readOnly one is
// dropped, so that it is not checked.
func (o *members) property(p *spec.Property) {
	if readOnly(p.Schema) || p.Schema == nil {
		o.WriteString("true")
		return
	}
	o.schema(p.Schema)
}

// readOnly reports whether a schema or one it refers to is readOnly.
func readOnly(s *spec.Schema) bool {
	for n := 0; s != nil && n < 100; n++ {
		if s.ReadOnly {
			return true
		}
		s = s.Ref
	}
	return false
}

// required gives the names that a request must have.
func required(s *spec.Schema) []string {
	var names []string
	for _, name := range s.Required {
		if p := s.Property(name); p == nil || !readOnly(p.Schema) {
			names = append(names, name)
		}
	}
	return names
}

func (o *members) dependencies(list []spec.Dependency) {
	if len(list) == 0 {
		return
	}
	o.key("dependentRequired")
	in := &members{writer: o.writer}
	for _, d := range list {
		in.key(d.Name)
		in.strings(d.Requires)
	}
	in.close()
}

// combined prints the keywords that hold schemas for the same value.
func (o *members) combined(s *spec.Schema) {
	o.list("allOf", s.AllOf)
	o.list("anyOf", s.AnyOf)
	o.list("oneOf", s.OneOf)
	o.one("not", s.Not)
	o.one("if", s.If)
	o.one("then", s.Then)
	o.one("else", s.Else)
	o.one("unevaluatedProperties", s.UnevaluatedProperties)
	o.one("unevaluatedItems", s.UnevaluatedItems)
}
