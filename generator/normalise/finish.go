package normalise

import (
	"github.com/specho/specho/generator/spec"
)

// finishSchemas infers types, checks bounds and defaults and completes discriminators.
func (z *normaliser) finishSchemas() {
	if z.stop {
		return
	}
	for _, s := range z.order {
		z.finishSchema(s)
	}
	z.parentsAsUnions()
	z.unionCycles()
	z.besideUnions()
	z.refuseNull()
	z.liftNull()
	z.endless()
	for _, s := range z.order {
		z.checkDefault(s)
		z.overlaps(s)
		if s.Discriminator != nil && s.Ref == nil {
			z.completeMapping(s)
		}
	}
}

// finishSchema brings one merged schema into its final form.
func (z *normaliser) finishSchema(s *spec.Schema) {
	if s.Ref != nil || z.merger.finished[s] {
		return
	}
	z.merger.finished[s] = true
	s.OneOf = z.otherNames(s, s.OneOf, "oneOf")
	s.AnyOf = z.otherNames(s, s.AnyOf, "anyOf")
	if !z.exact {
		z.infer(s)
	}
	z.integers(s)
	z.bounds(s)
	z.access(s)
	z.unionTypes(s)
	z.listless(s)
}

// integers applies what the user says of integers, and of values without a format.
func (z *normaliser) integers(s *spec.Schema) {
	s.Literal = z.options.Literal && s.Types&spec.Integer != 0 && s.Types&spec.NumberType == 0
	name := s.Format
	if name == "" {
		name = plainTypes[s.Types]
	}
	if as := z.options.Formats[name]; as != "" {
		s.Format = as
	}
}

// plainTypes are the names that values without a format have among the formats.
var plainTypes = map[spec.Types]string{spec.Integer: "integer", spec.NumberType: "number", spec.String: "string"}

// listless warns of a list that does not say what it is a list of, which OpenAPI
// 3.0 demands.
func (z *normaliser) listless(s *spec.Schema) {
	if z.minor == 0 && s.Types == spec.Array && s.Items == nil && len(s.PrefixItems) == 0 && !z.parts[s] && len(s.AllOf) == 0 {
		z.warn(z.nodeOf(s), "items-missing", "add items", "the array has no items: its items may be anything")
	}
}

// infer sets the type of a schema that has none where its keywords are meant for
// one type only.
func (z *normaliser) infer(s *spec.Schema) {
	if s.Types != 0 || s.Always != nil || s.Ref != nil || z.parts[s] {
		return
	}
	word := ""
	switch {
	case len(s.Properties) > 0 || s.AdditionalProperties != nil || len(s.PatternProperties) > 0:
		s.Types, word = spec.Object, "object"
	case s.Items != nil || len(s.PrefixItems) > 0:
		s.Types, word = spec.Array, "array"
	case len(s.OneOf) > 0 || len(s.AnyOf) > 0 || len(s.AllOf) > 0:
	case formatTypes[s.Format] != 0:
		s.Types, word = formatTypes[s.Format], "string"
		if s.Types != spec.String {
			word = "number"
		}
	case s.Pattern != "" || s.MinLength > 0 || s.MaxLength != nil:
		s.Types, word = spec.String, "string"
	case hasNumbers(s):
		s.Types, word = spec.NumberType, "number"
	}
	if word != "" {
		z.note(z.nodeOf(s), "type-inferred", "write type: "+word, "the schema has no type: it is read as %s", word)
	}
}

// formatTypes are the formats that tell the type.
var formatTypes = map[string]spec.Types{
	"date-time": spec.String, "date": spec.String, "time": spec.String, "duration": spec.String, "uuid": spec.String,
	"email": spec.String, "idn-email": spec.String, "hostname": spec.String, "idn-hostname": spec.String,
	"ipv4": spec.String, "ipv6": spec.String, "uri": spec.String, "uri-reference": spec.String, "iri": spec.String,
	"iri-reference": spec.String, "uri-template": spec.String, "json-pointer": spec.String, "regex": spec.String,
	"relative-json-pointer": spec.String, "byte": spec.String, "binary": spec.String, "password": spec.String,
	"int32": spec.Integer, "int64": spec.Integer, "float": spec.NumberType, "double": spec.NumberType,
}
