package format

// Limits of decimal128, IEEE 754-2008 table 3.6.
const (
	decimal128Digits = 34
	decimal128Max    = 6145  // 0.d * 10^6145 is below 10^6145
	decimal128Min    = -6176 // exponent of the last digit
)

// IsDecimal128 reports format "decimal128": a decimal number, with an exponent
// or without, that decimal128 holds exactly, or NaN, INF and -INF.
func IsDecimal128(s string) bool {
	switch s {
	case "NaN", "INF", "-INF":
		return true
	}
	n, ok := scanDecimal(s)
	if !ok {
		return false
	}
	digits, point := n.digits()
	return len(digits) <= decimal128Digits && point <= decimal128Max && point-len(digits) >= decimal128Min
}
