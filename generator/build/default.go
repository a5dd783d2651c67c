package build

import (
	"strconv"
	"strings"

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
		d.Go, fits = string(def), fitsKind(v.Kind, string(def))
	}
	if !fits {
		b.l.Warnf(p.Pos, p.Pointer, "default-mistyped", "default %s is not of the property's type and is ignored", def)
		return nil
	}
	return d
}

// bitsOf is the size of the integers that are Go constants.
var bitsOf = map[string]int{
	"Int8": 8, "Int16": 16, "Int32": 32, "Int64": 64,
	"Uint8": 8, "Uint16": 16, "Uint32": 32, "Uint64": 64,
}

func isInteger(kind string) bool { return bitsOf[kind] > 0 }

// fitsKind reports whether an integer literal is a constant of that kind.
func fitsKind(kind, literal string) bool {
	var err error
	if strings.HasPrefix(kind, "U") {
		_, err = strconv.ParseUint(literal, 10, bitsOf[kind])
	} else {
		_, err = strconv.ParseInt(literal, 10, bitsOf[kind])
	}
	return err == nil
}
