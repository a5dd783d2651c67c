package normalise

import "github.com/specho/specho/generator/spec"

// constrained reports whether s says anything about values, beside allowing null.
func constrained(s *spec.Schema) bool {
	return s.Types != 0 || constrainedBeyondTypes(s)
}

// constrainedBeyondTypes is constrained without looking at the types.
func constrainedBeyondTypes(s *spec.Schema) bool {
	return s.Always != nil && !*s.Always || s.Format != "" || s.Enum != nil || s.Const != nil || len(s.AllOf) > 0 ||
		hasNumbers(s) || hasStrings(s) || hasArrays(s) || hasObjects(s) || hasLogic(s)
}

func hasNumbers(s *spec.Schema) bool {
	return s.Minimum != nil || s.Maximum != nil || s.ExclusiveMinimum != nil || s.ExclusiveMaximum != nil || s.MultipleOf != nil
}

func hasStrings(s *spec.Schema) bool {
	return s.MinLength > 0 || s.MaxLength != nil || s.Pattern != "" || s.ContentMediaType != "" || s.ContentEncoding != ""
}

func hasArrays(s *spec.Schema) bool {
	return s.Items != nil || len(s.PrefixItems) > 0 || s.Contains != nil || s.MinItems > 0 || s.MaxItems != nil ||
		s.UniqueItems || s.UnevaluatedItems != nil
}

func hasObjects(s *spec.Schema) bool {
	return len(s.Properties) > 0 || len(s.Required) > 0 || s.AdditionalProperties != nil || len(s.PatternProperties) > 0 ||
		s.PropertyNames != nil || len(s.DependentRequired) > 0 || len(s.DependentSchemas) > 0 ||
		s.MinProperties > 0 || s.MaxProperties != nil || s.UnevaluatedProperties != nil
}

func hasLogic(s *spec.Schema) bool {
	return len(s.OneOf) > 0 || len(s.AnyOf) > 0 || s.Not != nil || s.If != nil
}

// never makes s a schema that no value is valid for.
func never(s *spec.Schema) {
	no := false
	s.Always = &no
}

// clearConstraints leaves the annotations of s and whether it allows null.
func clearConstraints(s *spec.Schema) {
	*s = spec.Schema{
		Node: s.Node, Name: s.Name, Nullable: s.Nullable, Title: s.Title, Description: s.Description,
		Deprecated: s.Deprecated, ReadOnly: s.ReadOnly, WriteOnly: s.WriteOnly,
		Default: s.Default, Examples: s.Examples, Extensions: s.Extensions,
	}
}

// unannotate takes the annotations off.
func unannotate(s *spec.Schema) {
	s.Title, s.Description, s.Deprecated, s.ReadOnly, s.WriteOnly = "", "", false, false, false
	s.Default, s.Examples, s.Extensions = nil, nil, nil
}

// annotated reports whether s holds annotations.
func annotated(s *spec.Schema) bool {
	return s.Title != "" || s.Description != "" || s.Deprecated || s.ReadOnly || s.WriteOnly ||
		s.Default != nil || len(s.Examples) > 0 || len(s.Extensions) > 0
}

// inherit takes over the annotations of src that s lacks. What names or
// describes another component stays with that component.
func inherit(s, src *spec.Schema, component bool) {
	s.Deprecated = s.Deprecated || src.Deprecated && !component
	s.ReadOnly = s.ReadOnly || src.ReadOnly
	s.WriteOnly = s.WriteOnly || src.WriteOnly
	if s.Default == nil {
		s.Default = src.Default
	}
	if component {
		return
	}
	if s.Title == "" {
		s.Title = src.Title
	}
	if s.Description == "" {
		s.Description = src.Description
	}
	if len(s.Examples) == 0 {
		s.Examples = src.Examples
	}
	for _, x := range src.Extensions {
		if _, has := s.Extensions.Get(x.Name); !has {
			s.Extensions = append(s.Extensions[:len(s.Extensions):len(s.Extensions)], x)
		}
	}
}
