package codec

import (
	"strconv"

	"github.com/specho/specho/rest/rule"
)

// ReadFloat64 reads a number. One beyond the range of float64 is a violation.
func ReadFloat64(v *float64, d *Decoder, i int, r *rule.Float) int {
	x, next := d.float(i)
	if next < 0 {
		return d.notFloat(i)
	}
	*v = x
	if r != nil && !acceptNumber(r, x) {
		d.Fail(i, r.Check(x))
	}
	return next
}

// ReadFloat32 reads a number, rounded once to the nearest float32. The rule is
// about the number as it is written, not as it is rounded.
func ReadFloat32(v *float32, d *Decoder, i int, r *rule.Float) int {
	x, next := d.float(i)
	if next < 0 {
		return d.notFloat(i)
	}
	f, ok := toFloat32(x, d.B[i:next])
	if *v = f; !ok {
		d.Fail(i, infinite)
	} else if r != nil {
		d.Fail(i, r.Check(x))
	}
	return next
}

// toFloat32 rounds the number text, whose float64 is x.
func toFloat32(x float64, text []byte) (f float32, ok bool) {
	if f = float32(x); float64(f) == x {
		return f, true
	}
	y, err := strconv.ParseFloat(view(text), 32)
	return float32(y), err == nil
}

// notFloat is what remains when float gave no number: a syntax error, a number
// out of range, or another value.
func (d *Decoder) notFloat(i int) int {
	if d.bad {
		return -1
	}
	if c := d.B[i]; c == '-' || c-'0' < 10 {
		return d.mistyped(i, infinite)
	}
	return d.mistyped(i, notNumber)
}

// powers are the powers of ten that float64 holds exactly.
var powers = [...]float64{
	1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11,
	1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
}

// float reads the number at i; the index is -1 if there is none in range. Up to
// 15 digits and the power of ten are exact, so that one division rounds
// correctly (Clinger 1990); strconv does the rest.
func (d *Decoder) float(i int) (x float64, next int) {
	b := d.B
	p := i
	if b[p] == '-' {
		p++
	}
	first := p
	var m uint64
	for b[p]-'0' < 10 {
		m = m*10 + uint64(b[p]-'0')
		p++
	}
	n, scale := p-first, 0
	if n == 0 || b[first] == '0' && n > 1 {
		return d.floatSlow(i)
	}
	if b[p] == '.' {
		p++
		point := p
		for b[p]-'0' < 10 {
			m = m*10 + uint64(b[p]-'0')
			p++
		}
		if scale = p - point; scale == 0 {
			return d.floatSlow(i)
		}
	}
	if n+scale > 15 || b[p]|0x20 == 'e' {
		return d.floatSlow(i)
	}
	x = float64(m) / powers[scale]
	if b[i] == '-' {
		x = -x
	}
	return x, p
}

func (d *Decoder) floatSlow(i int) (x float64, next int) {
	if c := d.B[i]; c != '-' && c-'0' > 9 {
		return 0, -1
	}
	end := d.skipNumber(i)
	if end < 0 {
		return 0, -1
	}
	x, err := strconv.ParseFloat(view(d.B[i:end]), 64)
	if err != nil {
		return 0, -1
	}
	return x, end
}
