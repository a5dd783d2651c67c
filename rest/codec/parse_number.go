package codec

import (
	"math"
	"strconv"

	"github.com/specho/specho/rest/format"
	"github.com/specho/specho/rest/rule"
)

// parseInteger reads the integers of JSON: digits, without leading zeros, after
// a minus sign if need be. A fraction or an exponent is no part of a text.
func parseInteger(s string) (x integer, ok bool) {
	if x.negative = s != "" && s[0] == '-'; x.negative {
		s = s[1:]
	}
	if s == "" || s[0] == '0' && len(s) > 1 {
		return x, false
	}
	for i := range len(s) {
		c := uint64(s[i] - '0')
		if c > 9 {
			return x, false
		}
		if x.size > (math.MaxUint64-c)/10 {
			x.state = huge
		}
		x.size = x.size*10 + c
	}
	return x, true
}

// ParseSigned reads an integer, see [ReadSigned].
func ParseSigned[T signed](v *T, s string, r *rule.Int) rule.Fault {
	x, ok := parseInteger(s)
	if !ok {
		return badInteger
	}
	if !fit(v, x) {
		return misfit(v, x)
	}
	return r.Check(x.signed())
}

// ParseUnsigned reads an integer that is not negative, see [ReadUnsigned].
func ParseUnsigned[T unsigned](v *T, s string, r *rule.Uint) rule.Fault {
	x, ok := parseInteger(s)
	if !ok {
		return badInteger
	}
	if !fit(v, x) {
		return misfit(v, x)
	}
	return r.Check(x.size)
}

// parseFloat reads a JSON number, rounded to so many bits.
func parseFloat(s string, size int) (float64, rule.Fault) {
	var few [64]byte
	b := append(append(few[:0], s...), padding...)
	if numberEnd(b, 0) != len(s) {
		return 0, badNumber
	}
	x, err := strconv.ParseFloat(s, size)
	if err != nil {
		return 0, infinite
	}
	return x, rule.Fault{}
}

// ParseFloat64 reads a JSON number.
func ParseFloat64(v *float64, s string, r *rule.Float) rule.Fault {
	x, f := parseFloat(s, 64)
	if *v = x; f.Type != "" {
		return f
	}
	return r.Check(x)
}

// ParseFloat32 reads a JSON number, rounded once; the rule is about the number
// as it is written.
func ParseFloat32(v *float32, s string, r *rule.Float) rule.Fault {
	x, f := parseFloat(s, 32)
	if *v = float32(x); f.Type != "" || r == nil {
		return f
	}
	x, _ = parseFloat(s, 64)
	return r.Check(x)
}

// ParseDecimal takes what [format.ParseDecimal] takes.
func ParseDecimal(v *format.Decimal, s string, r *rule.Decimal) rule.Fault {
	return parseDecimal(v, s, r, format.ParseDecimal)
}

// ParseDecimalNumber takes what [format.ParseDecimalNumber] takes.
func ParseDecimalNumber(v *format.Decimal, s string, r *rule.Decimal) rule.Fault {
	return parseDecimal(v, s, r, format.ParseDecimalNumber)
}

func parseDecimal(v *format.Decimal, s string, r *rule.Decimal, parse func(string) (format.Decimal, bool)) rule.Fault {
	x, ok := parse(s)
	if *v = x; !ok {
		return badDecimal
	}
	return r.Check(x)
}

// ParseUnixTime reads a number of seconds; the rule is about them.
func ParseUnixTime(v *format.UnixTime, s string, r *rule.Int) rule.Fault {
	x, ok := format.ParseUnixTime(s)
	if *v = x; !ok {
		return badUnixTime
	}
	return r.Check(x.Unix())
}

// The functions below are not inlined: in the packages of their callers, the compiler
// could not see that the instances of ParseSigned and ParseUnsigned do not keep v.

// ParseInt8 is [ParseSigned] for int8.
//
//go:noinline
func ParseInt8(v *int8, s string, r *rule.Int) rule.Fault { return ParseSigned(v, s, r) }

// ParseUint8 is [ParseUnsigned] for uint8.
//
//go:noinline
func ParseUint8(v *uint8, s string, r *rule.Uint) rule.Fault { return ParseUnsigned(v, s, r) }

// ParseInt16 is [ParseSigned] for int16.
//
//go:noinline
func ParseInt16(v *int16, s string, r *rule.Int) rule.Fault { return ParseSigned(v, s, r) }

// ParseUint16 is [ParseUnsigned] for uint16.
//
//go:noinline
func ParseUint16(v *uint16, s string, r *rule.Uint) rule.Fault { return ParseUnsigned(v, s, r) }

// ParseInt32 is [ParseSigned] for int32.
//
//go:noinline
func ParseInt32(v *int32, s string, r *rule.Int) rule.Fault { return ParseSigned(v, s, r) }

// ParseUint32 is [ParseUnsigned] for uint32.
//
//go:noinline
func ParseUint32(v *uint32, s string, r *rule.Uint) rule.Fault { return ParseUnsigned(v, s, r) }

// ParseInt64 is [ParseSigned] for int64.
//
//go:noinline
func ParseInt64(v *int64, s string, r *rule.Int) rule.Fault { return ParseSigned(v, s, r) }

// ParseUint64 is [ParseUnsigned] for uint64.
//
//go:noinline
func ParseUint64(v *uint64, s string, r *rule.Uint) rule.Fault { return ParseUnsigned(v, s, r) }

// ParseInt64String is [ParseInt64]: a text has no quotes.
//
//go:noinline
func ParseInt64String(v *int64, s string, r *rule.Int) rule.Fault { return ParseSigned(v, s, r) }

// ParseUint64String is [ParseUint64]: a text has no quotes.
//
//go:noinline
func ParseUint64String(v *uint64, s string, r *rule.Uint) rule.Fault { return ParseUnsigned(v, s, r) }
