package codec

import (
	"bytes"
	"math"
	"math/bits"
	"unsafe"

	"github.com/specho/specho/rest/rule"
)

type signed interface {
	~int8 | ~int16 | ~int32 | ~int64
}

type unsigned interface {
	~uint8 | ~uint16 | ~uint32 | ~uint64
}

// ReadInt8 reads an integer from -128 to 127. 1.0 and 1e2 are integers (JSON
// Schema, section 6.3); a fraction or a value out of range is a violation.
func ReadInt8(v *int8, d *Decoder, i int, r *rule.Int) int { return ReadSigned(v, d, i, r) }

// ReadInt16 is [ReadInt8] for 16 bits.
func ReadInt16(v *int16, d *Decoder, i int, r *rule.Int) int { return ReadSigned(v, d, i, r) }

// ReadInt32 is [ReadInt8] for 32 bits.
func ReadInt32(v *int32, d *Decoder, i int, r *rule.Int) int { return ReadSigned(v, d, i, r) }

// ReadInt64 is [ReadInt8] for 64 bits.
func ReadInt64(v *int64, d *Decoder, i int, r *rule.Int) int { return ReadSigned(v, d, i, r) }

// ReadUint8 reads an integer from 0 to 255, see [ReadInt8].
func ReadUint8(v *uint8, d *Decoder, i int, r *rule.Uint) int { return ReadUnsigned(v, d, i, r) }

// ReadUint16 is [ReadUint8] for 16 bits.
func ReadUint16(v *uint16, d *Decoder, i int, r *rule.Uint) int { return ReadUnsigned(v, d, i, r) }

// ReadUint32 is [ReadUint8] for 32 bits.
func ReadUint32(v *uint32, d *Decoder, i int, r *rule.Uint) int { return ReadUnsigned(v, d, i, r) }

// ReadUint64 is [ReadUint8] for 64 bits.
func ReadUint64(v *uint64, d *Decoder, i int, r *rule.Uint) int { return ReadUnsigned(v, d, i, r) }

// ReadSigned is [ReadInt8] for any signed type, also a named one.
func ReadSigned[T signed](v *T, d *Decoder, i int, r *rule.Int) int {
	x, next := d.integer(i)
	if next < 0 {
		return d.notInteger(i)
	}
	if !fit(v, x) {
		d.Fail(i, misfit(v, x))
	} else if r != nil && r.Literal && !literal(d.B[i:next]) {
		d.Fail(i, notLiteral)
	} else if r != nil && !acceptNumber(r, x.signed()) {
		d.Fail(i, r.Check(x.signed()))
	}
	return next
}

// ReadUnsigned is [ReadUint8] for any unsigned type, also a named one.
func ReadUnsigned[T unsigned](v *T, d *Decoder, i int, r *rule.Uint) int {
	x, next := d.integer(i)
	if next < 0 {
		return d.notInteger(i)
	}
	if !fit(v, x) {
		d.Fail(i, misfit(v, x))
	} else if r != nil && r.Literal && !literal(d.B[i:next]) {
		d.Fail(i, notLiteral)
	} else if r != nil && !acceptNumber(r, x.size) {
		d.Fail(i, r.Check(x.size))
	}
	return next
}

// literal reports whether a number is written without a fraction and an exponent.
func literal(number []byte) bool { return !bytes.ContainsAny(number, ".eE") }

// fit converts x to T and reports whether T can hold it.
func fit[T signed | unsigned](v *T, x integer) bool {
	if ^T(0) < 0 {
		*v = T(x.signed())
		return x.state == whole && !x.overflows() && int64(*v) == x.signed()
	}
	*v = T(x.size)
	return x.state == whole && !x.below() && uint64(*v) == x.size
}

// misfit is the fault of x, which does not fit.
func misfit[T signed | unsigned](_ *T, x integer) rule.Fault {
	switch {
	case x.state == fraction:
		return notWhole
	case ^T(0) > 0 && x.negative:
		return belowZero
	}
	return tooManyBits(int(unsafe.Sizeof(T(0))) * 8)
}

// integer is a number that was read as an integer.
type integer struct {
	size     uint64 // absolute value
	negative bool
	state    state
}

// state tells whether an integer's size is right.
type state uint8

const (
	whole    state = iota
	fraction       // it is no integer
	huge           // it has more than 64 bits
)

// signed is the value of an integer that does not overflow int64.
func (x integer) signed() int64 {
	if x.negative {
		return -int64(x.size)
	}
	return int64(x.size)
}

// overflows reports whether x is out of the range of int64.
func (x integer) overflows() bool {
	return x.size > math.MaxInt64 && !(x.negative && x.size == 1<<63)
}

// below reports whether x is less than 0; -0 is not.
func (x integer) below() bool { return x.negative && x.size != 0 }

// integer reads the number at i; the index is -1 if there is none.
func (d *Decoder) integer(i int) (x integer, next int) {
	b := d.B
	p := i
	if b[p] == '-' {
		x.negative = true
		p++
	}
	first := p
	for b[p]-'0' < 10 {
		x.size = x.size*10 + uint64(b[p]-'0')
		p++
	}
	plain := b[p] != '.' && b[p]|0x20 != 'e' && (b[first] != '0' || p == first+1)
	if plain && uint(p-first-1) < 18 {
		return x, p
	}
	return d.integerSlow(i)
}

// integerSlow is integer for long numbers and for those with a fraction or an
// exponent, which may be integers all the same.
func (d *Decoder) integerSlow(i int) (x integer, next int) {
	if b := d.B[i]; b != '-' && b-'0' > 9 {
		return x, -1
	}
	end := d.skipNumber(i)
	if end < 0 {
		return x, -1
	}
	return toInteger(d.B[i:end]), end
}

// toInteger converts a valid JSON number.
func toInteger(text []byte) integer {
	n, _ := splitNumber(text)
	x := integer{negative: n.negative}
	switch {
	case len(n.digits) == 0:
		return x
	case n.exponent < 0:
		x.state = fraction
		return x
	case n.exponent > 20 || len(n.digits)+int(n.exponent) > 20:
		x.state = huge
		return x
	}
	for k := range len(n.digits) + int(n.exponent) {
		c := uint64(0)
		if k < len(n.digits) {
			c = uint64(n.digits[k] - '0')
		}
		hi, lo := bits.Mul64(x.size, 10)
		sum, carry := bits.Add64(lo, c, 0)
		if hi|carry != 0 {
			x.state = huge
			return x
		}
		x.size = sum
	}
	return x
}

// notInteger is what remains when integer found no number at i.
func (d *Decoder) notInteger(i int) int {
	if d.bad {
		return -1
	}
	return d.mistyped(i, notInteger)
}
