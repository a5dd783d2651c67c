package build

import (
	"strings"

	"github.com/specho/specho/generator/check"
	"github.com/specho/specho/generator/formats"
	"github.com/specho/specho/generator/model"
	"github.com/specho/specho/generator/spec"
)

// plainTypes are the names that values without a format have among the formats.
var plainTypes = map[spec.Types]string{spec.Integer: "integer", spec.NumberType: "number", spec.String: "string"}

// own finds what the user says of the format of t; nil if that is nothing, or only
// that the format is read as another one.
func (b *builder) own(t *spec.Schema) *model.Format {
	name := t.Format
	if name == "" {
		name = plainTypes[t.Types&^spec.Null]
	}
	f, said := b.options.Formats[name]
	if t.Layout != "" {
		f, said = b.layout(t)
	}
	if !said || f.As != "" {
		return nil
	}
	coding := codingOfFormat(t.Types)
	if f.Type.IsZero() && coding != model.FormatText {
		return nil // dates are texts
	}
	return b.declareFormat(t, f, coding)
}

// layout is the format of a date that has a layout of its own.
func (b *builder) layout(t *spec.Schema) (formats.Format, bool) {
	if err := formats.CheckLayout(t.Format, t.Layout); err != nil {
		b.l.Errorf(t.Pos, t.Pointer, "date-layout", "x-date-layout: %v", err)
		return formats.Format{}, false
	}
	return formats.Format{Name: t.Format, Layout: t.Layout, Pos: t.Pos}, true
}

func codingOfFormat(t spec.Types) model.FormatCoding {
	switch {
	case t == spec.String:
		return model.FormatText
	case single(t) && t != spec.Boolean:
		return model.FormatNumber
	}
	return model.FormatJSON
}

// declareFormat registers a format for output, once.
func (b *builder) declareFormat(t *spec.Schema, f formats.Format, coding model.FormatCoding) *model.Format {
	key := check.FormatName(t)
	for _, known := range b.api.Formats {
		if known.Key == key && known.Coding == coding {
			return known
		}
	}
	m := &model.Format{
		Name: f.Name, Coding: coding, Key: key, Layout: f.Layout, Digits: f.Digits,
		Go: goRef(f.Type), Parse: goRef(f.Parse), Write: goRef(f.Write),
		Site: &model.Site{Word: key, Pos: f.Pos}, Global: t.Layout == "" && coding != model.FormatJSON,
	}
	switch {
	case f.Type.IsZero() && f.Name == "date":
		m.Go = textFormats["date"].goType
	case f.Type.IsZero():
		m.Go = textFormats["date-time"].goType
	}
	m.Global = m.Global && !m.Plain()
	b.api.Formats = append(b.api.Formats, m)
	return m
}

func goRef(r formats.Ref) model.GoType { return model.GoType{Import: r.Import, Name: r.Name} }

// ownScalar is how the values of such a format are held.
func ownScalar(f *model.Format) scalar {
	s := scalar{kind: "own " + strings.ToLower(string(f.Coding)) + " " + f.Key, goType: f.Go, format: f}
	switch f.Coding {
	case model.FormatText:
		s.rule, s.quoted = "String", true
	case model.FormatNumber:
		s.rule = "Decimal"
	}
	return s
}

// ownValue holds an object, a list or a value of several types in the Go type of a
// format; nil if there is none. It is checked against its schema as a whole.
func (b *builder) ownValue(s *spec.Schema, site *model.Site) *model.Value {
	if s.Format == "" || single(s.Types) {
		return nil
	}
	f := b.own(s)
	if f == nil {
		return nil
	}
	v := &model.Value{Shape: model.Scalar, Kind: ownScalar(f).kind, Go: f.Go, Format: f}
	if constrained(s) || len(s.Enum)+len(s.OneOf)+len(s.AnyOf) > 0 || s.Const != nil {
		b.check(v, s, site)
	}
	return v
}
