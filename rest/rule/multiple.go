package rule

import (
	"encoding/json"
	"fmt"
	"math"
	"math/big"
	"strconv"

	"github.com/specho/specho/rest/format"
)

// Multiple is the multipleOf of a number, taken exactly as the document wrote
// it: 0.3 is a multiple of 0.1, although the sum of three float64 0.1 is not
// 0.3.
type Multiple struct {
	text     string
	digits   *big.Int // the number is digits * 10^exponent
	exponent int
	whole    uint64  // an integer is a multiple if it is one of this; 0: only 0 is
	units    uint64  // the number is units / scale; 0 if that does not fit
	scale    float64 // a power of ten that is exact in float64
}

// Limits of the fast way for floats: decimal numbers of 15 digits have float64
// values of their own, and 10^22 is the last power of ten that is exact.
const (
	exactDigits = 1e15
	exactPower  = 22
)

// NewMultiple reads a JSON number above 0.
func NewMultiple(text string) (*Multiple, error) {
	d, ok := format.ParseDecimalNumber(text)
	if !ok {
		return nil, fmt.Errorf("reading multipleOf: %q is no JSON number of a usual size", text)
	}
	negative, digits, exponent := d.Parts()
	if negative || digits == "" {
		return nil, fmt.Errorf("reading multipleOf: %s is not above 0", text)
	}
	m := &Multiple{text: text, digits: new(big.Int), exponent: exponent}
	m.digits.SetString(digits, 10)
	m.setWhole()
	m.setScale()
	return m, nil
}

// MustMultiple is [NewMultiple] for texts that a generator has checked; it
// panics on others.
func MustMultiple(text string) *Multiple {
	m, err := NewMultiple(text)
	if err != nil {
		panic("rule: " + err.Error())
	}
	return m
}

// setWhole finds the smallest integer that is a multiple: the numerator of the
// number as a reduced fraction.
func (m *Multiple) setWhole() {
	n := new(big.Int).Set(m.digits)
	switch {
	case m.exponent > 20:
		return // no uint64
	case m.exponent >= 0:
		n.Mul(n, power(m.exponent))
	default:
		n.Div(n, new(big.Int).GCD(nil, nil, n, power(-m.exponent)))
	}
	if n.IsUint64() {
		m.whole = n.Uint64()
	}
}

func (m *Multiple) setScale() {
	units := m.digits
	if m.exponent > 0 && m.exponent <= exactPower {
		units = new(big.Int).Mul(units, power(m.exponent))
	}
	if m.exponent < -exactPower || m.exponent > exactPower || units.BitLen() > 53 {
		return
	}
	m.units = units.Uint64()
	m.scale, _ = strconv.ParseFloat("1e"+strconv.Itoa(max(-m.exponent, 0)), 64)
}

// power gives 10^n.
func power(n int) *big.Int { return new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(n)), nil) }

// String gives the number as the document wrote it.
func (m *Multiple) String() string { return m.text }

func (m *Multiple) fault() Fault {
	return Fault{
		Type:    "multiple_of",
		Message: "must be a multiple of " + m.text,
		Context: Context{"multiple_of": json.RawMessage(m.text)},
	}
}

// multiple reports whether v is a multiple.
func multiple[T int64 | uint64 | float64](m *Multiple, v T) bool {
	switch v := any(v).(type) {
	case int64:
		u := uint64(v)
		if v < 0 {
			u = -u
		}
		return m.uint(u)
	case uint64:
		return m.uint(v)
	case float64:
		return m.float(v)
	}
	return false
}

func (m *Multiple) uint(v uint64) bool {
	return v == 0 || m.whole != 0 && v%m.whole == 0
}

// float decides on the shortest decimal text of v, which is what a client
// wrote. Up to 15 digits that text needs not be made: it is r / scale if that
// quotient, rounded once, is v.
func (m *Multiple) float(v float64) bool {
	if m.units != 0 {
		if x := math.Abs(v) * m.scale; x < exactDigits {
			r := math.RoundToEven(x)
			return r/m.scale == math.Abs(v) && uint64(r)%m.units == 0
		}
	}
	if math.IsNaN(v) || math.IsInf(v, 0) {
		return false
	}
	d, ok := format.ParseDecimalNumber(strconv.FormatFloat(v, 'e', -1, 64))
	return ok && m.decimal(d)
}

// decimal decides exactly on a number of any size.
func (m *Multiple) decimal(v format.Decimal) bool {
	_, digits, exponent := v.Parts()
	if digits == "" {
		return true
	}
	n, _ := new(big.Int).SetString(digits, 10)
	shift := exponent - m.exponent
	if shift >= 0 {
		n.Mul(n, power(shift))
		return n.Mod(n, m.digits).Sign() == 0
	}
	if -shift > 4*len(digits) {
		return false // digits have no zeros at the end, so 2^k or 5^k at most divide them
	}
	d := new(big.Int).Mul(m.digits, power(-shift))
	return n.Mod(n, d).Sign() == 0
}
