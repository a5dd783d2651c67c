package build

import (
	"slices"
	"strconv"
	"strings"

	"github.com/specho/specho/generator/model"
)

// assignable reports whether a value of one use can become one of another.
func assignable(to, from *model.Value) bool {
	switch {
	case isEnum(to) && isEnum(from):
		return to.Type == from.Type || narrower(from.Type, to.Type)
	case to.Shape != model.Scalar || from.Shape != model.Scalar && !isEnum(from):
		return identical(to, from)
	case to.Format != from.Format:
		return false
	case to.Kind == "String":
		return from.Quoted || from.Kind == "String"
	case isInteger(to.Kind) && isInteger(from.Kind):
		return wider(to.Kind, from.Kind)
	}
	return to.Kind == from.Kind
}

func isEnum(v *model.Value) bool { return v.Shape == model.Named && v.Type.Kind == model.Enum }

// narrower reports whether every value of an enum is one of another.
func narrower(a, b *model.Type) bool {
	return a.Underlying == b.Underlying && !slices.ContainsFunc(a.Values, func(v *model.EnumValue) bool {
		return !slices.ContainsFunc(b.Values, func(w *model.EnumValue) bool { return w.JSON == v.JSON })
	})
}

// identical reports whether two values have one Go type, or one of them is declared as
// the other.
func identical(a, b *model.Value) bool {
	switch {
	case a == b:
		return true
	case isCollection(a) && b.Shape != model.Named:
		return identical(a.Type.Value, b)
	case isCollection(b) && a.Shape != model.Named:
		return identical(a, b.Type.Value)
	case a.Shape != b.Shape:
		return false
	case a.Shape == model.Named:
		return a.Type == b.Type
	case a.Shape == model.Scalar:
		return a.Kind == b.Kind && a.Format == b.Format
	}
	return a.ElemNil == b.ElemNil && identical(a.Elem, b.Elem)
}

// isCollection reports whether a value is of a declared array or map.
func isCollection(v *model.Value) bool {
	return v.Shape == model.Named && (v.Type.Kind == model.Array || v.Type.Kind == model.Map)
}

// wider reports whether every value of one integer kind is one of another.
func wider(to, from string) bool {
	bits := func(kind string) (int, bool) {
		text, unsigned := strings.CutPrefix(strings.TrimPrefix(kind, "Int"), "Uint")
		n, _ := strconv.Atoi(text)
		return n, unsigned
	}
	t, tu := bits(to)
	f, fu := bits(from)
	return tu == fu && t >= f || !tu && fu && t > f
}
