package codec

import (
	"sync"
	"unsafe"

	"github.com/specho/specho/rest/rule"
)

// ReadEnum reads a string that is one of r's values. The result shares the
// rule's text, so it costs no memory.
func ReadEnum[T ~string](v *T, d *Decoder, i int, r *rule.Enum[T]) int {
	if d.B[i] != '"' {
		return d.mistyped(i, notString)
	}
	text, next := d.text(i)
	if next < 0 {
		return next
	}
	if r == nil {
		*v = T(d.own(text))
		return next
	}
	x, ok := enumValue(r, text)
	if *v = x; !ok {
		d.Fail(i, rule.CheckEnum(r, T(text)))
	}
	return next
}

// manyValues is from how many values on a map pays.
const manyValues = 16

// enumMaps holds a map[string]T for each *rule.Enum[T] with many values that was
// read. Rules are static, so there are not more of them than in the program.
var enumMaps sync.Map

// enumValue finds the value of r that is text.
func enumValue[T ~string](r *rule.Enum[T], text []byte) (v T, ok bool) {
	if len(r.Values) <= manyValues {
		for _, x := range r.Values {
			if string(x) == string(text) {
				return x, true
			}
		}
		return v, false
	}
	known, found := enumMaps.Load(r)
	if !found {
		m := make(map[string]T, len(r.Values))
		for _, x := range r.Values {
			m[string(x)] = x
		}
		known, _ = enumMaps.LoadOrStore(r, m)
	}
	v, ok = known.(map[string]T)[string(text)]
	return v, ok
}

// ReadIntEnum reads an integer that is one of r's values.
func ReadIntEnum[T signed | unsigned](v *T, d *Decoder, i int, r *rule.Enum[T]) int {
	x, next := d.integer(i)
	if next < 0 {
		return d.notInteger(i)
	}
	switch {
	case !fit(v, x):
		d.Fail(i, misfit(v, x))
	case r != nil && r.Literal && !literal(d.B[i:next]):
		d.Fail(i, notLiteral)
	default:
		d.Fail(i, rule.CheckEnum(r, *v))
	}
	return next
}

// ReadFloatEnum reads a number that is one of r's values.
func ReadFloatEnum[T ~float32 | ~float64](v *T, d *Decoder, i int, r *rule.Enum[T]) int {
	x, next := d.float(i)
	if next < 0 {
		return d.notFloat(i)
	}
	if *v = T(x); unsafe.Sizeof(*v) == 4 {
		f, _ := toFloat32(x, d.B[i:next])
		*v = T(f)
	}
	d.Fail(i, rule.CheckEnum(r, *v))
	return next
}

// ParseEnum is [ReadEnum] for a text.
func ParseEnum[T ~string](v *T, s string, r *rule.Enum[T]) rule.Fault {
	*v = T(s)
	return rule.CheckEnum(r, *v)
}

// ParseIntEnum is [ReadIntEnum] for a text.
func ParseIntEnum[T signed | unsigned](v *T, s string, r *rule.Enum[T]) rule.Fault {
	x, ok := parseInteger(s)
	if !ok {
		return badInteger
	}
	if !fit(v, x) {
		return misfit(v, x)
	}
	return rule.CheckEnum(r, *v)
}

// ParseFloatEnum is [ReadFloatEnum] for a text.
func ParseFloatEnum[T ~float32 | ~float64](v *T, s string, r *rule.Enum[T]) rule.Fault {
	x, f := parseFloat(s, int(unsafe.Sizeof(*v))*8)
	if f.Type != "" {
		return f
	}
	*v = T(x)
	return rule.CheckEnum(r, *v)
}
