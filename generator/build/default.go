package build

import (
	"strconv"

	"github.com/specho/specho/generator/model"
	"github.com/specho/specho/generator/spec"
)

// defaultValue decides how an absent property gets its default: a Go constant
// where there is one, else the JSON text is decoded. Null is no value to fill in.
func (b *builder) defaultValue(def spec.Value, v *model.Value, p *spec.Property) *model.Default {
	if def == "null" {
		return nil
	}
	d := &model.Default{JSON: string(def)}
	fits := true
	switch {
	case v.Shape == model.Named && v.Type.Kind == model.Enum:
		d.Go, fits = goLiteral(def), v.Type.Underlying != "string" || def[0] == '"'
	case v.Shape != model.Scalar:
	case v.Kind == "String" || v.Kind == "Secret":
		s, ok := textOf(def)
		d.Go, fits = strconv.Quote(s), ok
	case v.Kind == boolean.kind:
		d.Go, fits = string(def), def == "true" || def == "false"
	case v.Kind == "Float32" || v.Kind == "Float64":
		_, err := strconv.ParseFloat(string(def), 64)
		d.Go, fits = string(def), err == nil
	case v.Go.Import == "" && isInteger(v.Kind):
		_, err := strconv.ParseInt(string(def), 10, 64)
		d.Go, fits = string(def), err == nil
	}
	if !fits {
		b.l.Warnf(p.Pos, p.Pointer, "default-mistyped", "default %s is not of the property's type and is ignored", def)
		return nil
	}
	return d
}

func isInteger(kind string) bool {
	switch kind {
	case "Int8", "Int16", "Int32", "Int64", "Uint8", "Uint16", "Uint32", "Uint64":
		return true
	}
	return false
}
