package format

import "strings"

// number is the anatomy of a decimal text.
type number struct {
	negative    bool
	integer     string // digits before the point, at least one
	fraction    string // digits after the point
	exponent    int
	hasExponent bool
}

// scanDecimal takes a decimal text apart: "-?digits(.digits)?(e[+-]?digits)?",
// within the bounds of [MaxDecimalDigits] and [MaxDecimalExponent].
func scanDecimal(s string) (number, bool) {
	var n number
	i := 0
	if s != "" && s[0] == '-' {
		n.negative, i = true, 1
	}
	k := digitsAt(s, i)
	if k == 0 {
		return number{}, false
	}
	n.integer, i = s[i:i+k], i+k
	if i < len(s) && s[i] == '.' {
		k = digitsAt(s, i+1)
		if k == 0 {
			return number{}, false
		}
		n.fraction, i = s[i+1:i+1+k], i+1+k
	}
	if len(n.integer)+len(n.fraction) > MaxDecimalDigits {
		return number{}, false
	}
	if i == len(s) {
		return n, true
	}
	return n, n.scanExponent(s[i:])
}

// scanExponent reads "e+12" as the whole of s.
func (n *number) scanExponent(s string) bool {
	if s[0]|0x20 != 'e' {
		return false
	}
	i, sign := 1, 1
	if i < len(s) && (s[i] == '+' || s[i] == '-') {
		if s[i] == '-' {
			sign = -1
		}
		i++
	}
	if i == len(s) || digitsAt(s, i) != len(s)-i {
		return false
	}
	for ; i < len(s); i++ {
		n.exponent = n.exponent*10 + int(s[i]-'0')
		if n.exponent > MaxDecimalExponent {
			return false
		}
	}
	n.exponent *= sign
	n.hasExponent = true
	return true
}

// digits gives the significant digits and the place of the decimal point
// before them: 0.digits * 10^point. Zero gives "" and 0.
func (n number) digits() (digits string, point int) {
	point = len(n.integer) + n.exponent
	integer := strings.TrimLeft(n.integer, "0")
	point -= len(n.integer) - len(integer)
	fraction := n.fraction
	if integer == "" {
		fraction = strings.TrimLeft(n.fraction, "0")
		point -= len(n.fraction) - len(fraction)
	}
	digits = fraction
	if integer != "" {
		digits = integer
		if fraction != "" {
			digits += fraction
		}
	}
	digits = strings.TrimRight(digits, "0")
	if digits == "" {
		return "", 0
	}
	return digits, point
}

// compareDecimal orders two decimal texts as numbers, without converting them.
// A text that is no number counts as 0; callers pass only numbers.
func compareDecimal(a, b string) int {
	x, _ := scanDecimal(a)
	y, _ := scanDecimal(b)
	xd, xp := x.digits()
	yd, yp := y.digits()
	xs, ys := sign(x.negative, xd), sign(y.negative, yd)
	switch {
	case xs != ys:
		return compareInt(xs, ys)
	case xs == 0:
		return 0
	case xp != yp:
		return xs * compareInt(xp, yp)
	}
	return xs * strings.Compare(xd, yd)
}

func sign(negative bool, digits string) int {
	switch {
	case digits == "":
		return 0
	case negative:
		return -1
	}
	return 1
}

func compareInt(a, b int) int {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}
