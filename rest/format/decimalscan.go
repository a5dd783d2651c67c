package format

import (
	"cmp"
	"strings"
)

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

// trim drops leading zeros. The number is 0.whole part * 10^point.
func (n number) trim() (whole, part string, point int) {
	whole = strings.TrimLeft(n.integer, "0")
	point = n.exponent + len(whole)
	if whole != "" {
		return whole, n.fraction, point
	}
	part = strings.TrimLeft(n.fraction, "0")
	return "", part, point - (len(n.fraction) - len(part))
}

// digits gives the significant digits and the place of the decimal point
// before them: 0.digits * 10^point. Zero gives "" and 0.
func (n number) digits() (digits string, point int) {
	whole, part, point := n.trim()
	part = strings.TrimRight(part, "0")
	if part == "" {
		whole = strings.TrimRight(whole, "0")
	}
	if whole == "" && part == "" {
		return "", 0
	}
	return whole + part, point
}

// sign gives -1, 0 or 1.
func (n number) sign() int {
	switch {
	case strings.Trim(n.integer, "0") == "" && strings.Trim(n.fraction, "0") == "":
		return 0
	case n.negative:
		return -1
	}
	return 1
}

// compareDecimal orders two decimal texts as numbers, without converting them.
// A text that is no number counts as 0; callers pass only numbers.
func compareDecimal(a, b string) int {
	x, _ := scanDecimal(a)
	y, _ := scanDecimal(b)
	xs, ys := x.sign(), y.sign()
	if xs != ys || xs == 0 {
		return cmp.Compare(xs, ys)
	}
	xw, xp, xPoint := x.trim()
	yw, yp, yPoint := y.trim()
	if xPoint != yPoint {
		return xs * cmp.Compare(xPoint, yPoint)
	}
	for i := range max(len(xw)+len(xp), len(yw)+len(yp)) {
		if c := cmp.Compare(digitOf(xw, xp, i), digitOf(yw, yp, i)); c != 0 {
			return xs * c
		}
	}
	return 0
}

// digitOf gives digit i of two texts in a row; zeros follow them.
func digitOf(whole, part string, i int) byte {
	if i < len(whole) {
		return whole[i]
	}
	if i -= len(whole); i < len(part) {
		return part[i]
	}
	return '0'
}
