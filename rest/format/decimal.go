package format

import (
	"fmt"
	"math/big"
)

// Decimal is an exact decimal number kept as text, so "0.10" stays "0.10" and
// no digit is lost: format "decimal". Its forms are those of a JSON number,
// with leading zeros dropped. The zero Decimal is 0. Two Decimals that are ==
// are equal numbers; [Decimal.Cmp] also finds 1.0 and 1.00 equal.
type Decimal struct{ text string }

// Bounds on a Decimal: they keep arithmetic on untrusted numbers cheap.
const (
	MaxDecimalDigits   = 1000 // digits before the exponent
	MaxDecimalExponent = 6144 // absolute value of an exponent
)

// NewDecimal gives the integer v.
func NewDecimal(v int64) Decimal { return Decimal{fmt.Sprint(v)} }

// MustDecimal reads a number that is known to be one, and panics otherwise.
func MustDecimal(s string) Decimal {
	d, ok := ParseDecimalNumber(s)
	if !ok {
		panic("format: not a decimal number: " + s)
	}
	return d
}

// ParseDecimal reads the text form "-?digits(.digits)?", without an exponent.
func ParseDecimal(s string) (Decimal, bool) {
	n, ok := scanDecimal(s)
	if !ok || n.hasExponent {
		return Decimal{}, false
	}
	return Decimal{trimZeros(s)}, true
}

// ParseDecimalNumber reads a JSON number, RFC 8259 section 6. The exponent is
// bounded by [MaxDecimalExponent].
func ParseDecimalNumber(s string) (Decimal, bool) {
	n, ok := scanDecimal(s)
	if !ok || (len(n.integer) > 1 && n.integer[0] == '0') {
		return Decimal{}, false
	}
	return Decimal{s}, true
}

// trimZeros drops the leading zeros that JSON does not allow.
func trimZeros(s string) string {
	start := 0
	if s[0] == '-' {
		start = 1
	}
	i := start
	for i+1 < len(s) && s[i] == '0' && isDigit(s[i+1]) {
		i++
	}
	switch {
	case i == start:
		return s
	case start == 0:
		return s[i:]
	}
	return "-" + s[i:]
}

// AppendDecimal writes the digits as they were read.
func AppendDecimal(b []byte, d Decimal) []byte {
	if d.text == "" {
		return append(b, '0')
	}
	return append(b, d.text...)
}

// IsDecimal reports format "decimal".
func IsDecimal(s string) bool {
	n, ok := scanDecimal(s)
	return ok && !n.hasExponent
}

// Rat gives the exact number.
func (d Decimal) Rat() *big.Rat {
	r, ok := new(big.Rat).SetString(d.String())
	if !ok {
		return new(big.Rat)
	}
	return r
}

// Cmp gives -1, 0 or 1 as d is below, equal to or above other.
func (d Decimal) Cmp(other Decimal) int { return compareDecimal(d.String(), other.String()) }

// Parts gives the number as digits * 10^exponent with its sign. The digits have
// no zeros at either end; 0 has no digits.
func (d Decimal) Parts() (negative bool, digits string, exponent int) {
	n, _ := scanDecimal(d.String())
	digits, point := n.digits()
	return n.negative, digits, point - len(digits)
}

// String gives the digits as they were read.
func (d Decimal) String() string {
	if d.text == "" {
		return "0"
	}
	return d.text
}

// MarshalText writes the digits.
func (d Decimal) MarshalText() ([]byte, error) { return AppendDecimal(nil, d), nil }

// UnmarshalText reads what [ParseDecimal] or [ParseDecimalNumber] reads.
func (d *Decimal) UnmarshalText(b []byte) error {
	return unmarshal(d, b, "decimal", func(s string) (Decimal, bool) {
		if v, ok := ParseDecimal(s); ok {
			return v, true
		}
		return ParseDecimalNumber(s)
	})
}
