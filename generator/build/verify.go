package build

import (
	"slices"

	"github.com/specho/specho/generator/model"
	"github.com/specho/specho/generator/spec"
)

// verify has a value that is read from texts read once more from its JSON, where
// its schema has keywords that only the JSON reader checks.
func (b *builder) verify(m *model.Param) {
	switch m.Reading {
	case model.ReadScalar, model.ReadList, model.ReadDict:
		m.Verify = checked(m.Value)
	case model.ReadMembers:
		m.Verify = checked(m.Value) || slices.ContainsFunc(m.Members.Fields, func(f *model.Field) bool {
			return f.Value != nil && (checked(f.Value) || ruled(f.Value))
		})
	}
	if m.Verify {
		m.Helper = b.helper(m.Value, model.Required, m.Site)
	}
}

// checked reports whether a value, or an element of it, is checked against its
// schema.
func checked(v *model.Value) bool {
	for ; v != nil; v = v.Elem {
		if v.Check != nil || v.Type != nil && v.Type.Check != nil {
			return true
		}
		if v.Shape == model.Named && (v.Type.Kind == model.Array || v.Type.Kind == model.Map) && checked(v.Type.Value) {
			return true
		}
	}
	return false
}

// ruled reports whether v is a list with a rule of its own.
func ruled(v *model.Value) bool {
	if v.Shape == model.Named && v.Type.Kind == model.Array {
		v = v.Type.Value
	}
	return v.Shape == model.List && v.Rule != nil
}

// verifyForm does the same for the keywords that are about the fields of a form
// together.
func (b *builder) verifyForm(c *model.Content, m *spec.MediaType, s *spec.Schema) {
	t := s.Target()
	whole := c.Form.Check != nil || t.MinProperties > 0 || t.MaxProperties != nil
	if whole && c.Form.Form {
		b.l.Notef(m.Pos, m.Pointer, "form-whole", "what the schema says about the fields of a form with files together is not checked")
		whole = false
	}
	c.Whole = whole
	if !c.Form.Closed {
		return
	}
	for _, p := range c.Fields {
		c.Names = append(c.Names, p.Name)
		if p.Reading == model.ReadDict && p.Style == "form" && p.Explode {
			c.Names = nil // it takes every name
			return
		}
		if p.Reading == model.ReadMembers && p.Style == "form" && p.Explode {
			if p.Members.Additional != nil {
				c.Names = nil // it takes every name
				return
			}
			for _, f := range p.Members.Fields {
				c.Names = append(c.Names, f.Name)
			}
		}
	}
}
