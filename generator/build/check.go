package build

import (
	"github.com/specho/specho/generator/model"
	"github.com/specho/specho/generator/spec"
)

// check has a value checked against its whole schema, for the keywords that its
// Go type does not carry.
func (b *builder) check(v *model.Value, s *spec.Schema, site *model.Site) {
	place := &v.Check
	if v.Shape == model.Named && v.Type.Kind != model.Enum && v.Type.Kind != model.Alias && v.Type.Pointer == s.Pointer {
		place = &v.Type.Check // the type is of this schema alone: wherever it is read, it is checked
	}
	if *place != nil {
		(*place).Schema = s // all of the schema, not just a part of it
		return
	}
	*place = b.newCheck(s, site)
}

func (b *builder) newCheck(s *spec.Schema, site *model.Site) *model.Check {
	c := &model.Check{Schema: s, Site: site}
	b.api.Checks = append(b.api.Checks, c)
	return c
}

// beyondType reports keywords that no Go type carries.
func beyondType(s *spec.Schema) bool {
	return s.Not != nil || s.If != nil || len(s.AllOf) > 0 || s.ContentEncoding != "" && s.ContentEncoding != "base64"
}

// beyondObject reports object keywords that neither struct nor map carries.
func beyondObject(s *spec.Schema) bool {
	return len(s.PatternProperties)+len(s.DependentRequired)+len(s.DependentSchemas) > 0 ||
		s.PropertyNames != nil || s.UnevaluatedProperties != nil
}

// constrained reports whether an untyped schema says anything at all.
func constrained(s *spec.Schema) bool {
	return beyondType(s) || beyondObject(s) || len(s.Properties)+len(s.Required) > 0 ||
		s.Types != 0 || s.Minimum != nil || s.Maximum != nil || s.ExclusiveMinimum != nil || s.ExclusiveMaximum != nil ||
		s.MultipleOf != nil || s.MinLength > 0 || s.MaxLength != nil || s.Pattern != "" ||
		s.Items != nil || len(s.PrefixItems) > 0 || s.Contains != nil || s.MinItems > 0 || s.MaxItems != nil || s.UniqueItems ||
		s.MinProperties > 0 || s.MaxProperties != nil || s.AdditionalProperties != nil || s.UnevaluatedItems != nil
}
