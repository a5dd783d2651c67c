package schema

import (
	"strconv"
	"strings"
)

// numberFormats holds the checks of the formats for numbers (OpenAPI Format
// Registry).
var numberFormats = map[string]func(s []byte) bool{
	"int8":       between("-128", "127"),
	"int16":      between("-32768", "32767"),
	"int32":      between("-2147483648", "2147483647"),
	"int64":      between("-9223372036854775808", "9223372036854775807"),
	"uint8":      between("0", "255"),
	"uint16":     between("0", "65535"),
	"uint32":     between("0", "4294967295"),
	"uint64":     between("0", "18446744073709551615"),
	"double-int": between("-9007199254740991", "9007199254740991"),
	"sf-integer": between("-999999999999999", "999999999999999"),
	"float":      func(s []byte) bool { return finite(s, 32) },
	"double":     func(s []byte) bool { return finite(s, 64) },
}

// textFormats holds those of them that strings can have, too.
var textFormats = map[string]func(s string) bool{
	"int64": func(s string) bool {
		_, err := strconv.ParseInt(s, 10, 64)
		return err == nil && tidy(strings.TrimPrefix(s, "-"))
	},
	"uint64": func(s string) bool {
		_, err := strconv.ParseUint(s, 10, 64)
		return err == nil && tidy(s)
	},
}

// tidy reports whether digits have neither a sign nor leading zeros.
func tidy(digits string) bool {
	return digits[0] != '+' && (digits[0] != '0' || len(digits) == 1)
}

// between gives the check for integers of a range.
func between(low, high string) func(s []byte) bool {
	least, most := toNumber([]byte(low), nil), toNumber([]byte(high), nil)
	return func(s []byte) bool {
		var buf [64]byte
		x := toNumber(s, buf[:])
		return x.whole() && x.compare(least) >= 0 && x.compare(most) <= 0
	}
}

func finite(s []byte, bits int) bool {
	_, err := strconv.ParseFloat(view(s), bits)
	return err == nil
}
