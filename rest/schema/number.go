package schema

import (
	"bytes"
	"math/big"
	"math/bits"
)

// number is digits × 10^exponent, without zeros at either end of digits; zero
// has no digits and no sign.
type number struct {
	negative bool
	digits   []byte
	exponent int64
}

// farExponent bounds exponents: no document can tell numbers beyond it apart.
const farExponent = 1 << 60

// toNumber takes a valid JSON number apart. It may use buf for the digits.
func toNumber(s []byte, buf []byte) number {
	var n number
	if s[0] == '-' {
		n.negative, s = true, s[1:]
	}
	if k := bytes.IndexByte(s, 'e'); k >= 0 {
		s, n.exponent = s[:k], toExponent(s[k+1:])
	} else if k := bytes.IndexByte(s, 'E'); k >= 0 {
		s, n.exponent = s[:k], toExponent(s[k+1:])
	}
	if k := bytes.IndexByte(s, '.'); k >= 0 {
		n.exponent -= int64(len(s) - k - 1)
		s = append(append(buf[:0], s[:k]...), s[k+1:]...)
	}
	s = bytes.TrimLeft(s, "0")
	n.digits = bytes.TrimRight(s, "0")
	if len(n.digits) == 0 {
		return number{}
	}
	n.exponent += int64(len(s) - len(n.digits))
	return n
}

func toExponent(s []byte) int64 {
	negative := s[0] == '-'
	if negative || s[0] == '+' {
		s = s[1:]
	}
	var x int64
	for _, c := range s {
		if x = x*10 + int64(c-'0'); x > farExponent {
			x = farExponent
			break
		}
	}
	if negative {
		return -x
	}
	return x
}

// whole reports whether n is an integer.
func (n number) whole() bool { return len(n.digits) == 0 || n.exponent >= 0 }

func (n number) equal(m number) bool {
	return n.negative == m.negative && n.exponent == m.exponent && bytes.Equal(n.digits, m.digits)
}

// compare gives -1, 0 or 1 as n is below, equal to or above m.
func (n number) compare(m number) int {
	a, b := n.sign(), m.sign()
	switch {
	case a != b:
		return order(a, b)
	case a == 0:
		return 0
	}
	if x, y := n.exponent+int64(len(n.digits)), m.exponent+int64(len(m.digits)); x != y {
		return a * order(x, y)
	}
	return a * bytes.Compare(n.digits, m.digits)
}

func (n number) sign() int {
	switch {
	case len(n.digits) == 0:
		return 0
	case n.negative:
		return -1
	}
	return 1
}

func order[T int | int64](a, b T) int {
	if a < b {
		return -1
	}
	return 1
}

// multipleOf reports whether n is an integer times m, which is above 0. As m has
// no zeros at its end, a smaller exponent of n already decides.
func (n number) multipleOf(m number) bool {
	if len(n.digits) == 0 {
		return true
	}
	shift := n.exponent - m.exponent
	if shift < 0 {
		return false
	}
	if len(m.digits) > 18 {
		return n.multipleOfBig(m, shift)
	}
	var d uint64
	for _, c := range m.digits {
		d = d*10 + uint64(c-'0')
	}
	var r uint64
	for _, c := range n.digits {
		r = mulMod(r, 10, uint64(c-'0'), d)
	}
	return mulMod(r, powerMod(10, uint64(shift), d), 0, d) == 0
}

// mulMod is (a*b + c) mod d without overflow, for a < d.
func mulMod(a, b, c, d uint64) uint64 {
	hi, lo := bits.Mul64(a, b)
	lo, carry := bits.Add64(lo, c, 0)
	return bits.Rem64(hi+carry, lo, d)
}

// powerMod is x^n mod d.
func powerMod(x, n, d uint64) uint64 {
	r := 1 % d
	for x %= d; n > 0; n >>= 1 {
		if n&1 != 0 {
			r = mulMod(r, x, 0, d)
		}
		x = mulMod(x, x, 0, d)
	}
	return r
}

// multipleOfBig takes 18 digits at a time, so that the work grows with the
// digits of n and no faster.
func (n number) multipleOfBig(m number, shift int64) bool {
	d, _ := new(big.Int).SetString(string(m.digits), 10)
	r, part, ten := new(big.Int), new(big.Int), big.NewInt(10)
	for s := n.digits; len(s) > 0; {
		k := min(18, len(s))
		x, _ := small(s[:k])
		r.Mul(r, part.Exp(ten, part.SetInt64(int64(k)), nil))
		r.Rem(r.Add(r, part.SetInt64(x)), d)
		s = s[k:]
	}
	return r.Mul(r, part.Exp(ten, big.NewInt(shift), d)).Rem(r, d).Sign() == 0
}

// small reads an integer of up to 18 digits without fraction or exponent.
func small(s []byte) (x int64, ok bool) {
	negative := s[0] == '-'
	if negative {
		s = s[1:]
	}
	if len(s) > 18 {
		return 0, false
	}
	for _, c := range s {
		if c -= '0'; c > 9 {
			return 0, false
		}
		x = x*10 + int64(c)
	}
	if negative {
		x = -x
	}
	return x, true
}

// isWhole reports whether a valid JSON number is an integer.
func isWhole(s []byte) bool {
	if bytes.IndexByte(s, '.') < 0 && bytes.IndexByte(s, 'e') < 0 && bytes.IndexByte(s, 'E') < 0 {
		return true
	}
	var buf [64]byte
	return toNumber(s, buf[:]).whole()
}
