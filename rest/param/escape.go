package param

import (
	"strings"
	"unicode/utf8"

	"github.com/specho/specho/rest/rule"
)

// class says which bytes are in a text, so that plain text is left alone.
type class uint8

const (
	encoded  class = 1 << iota // a percent sign or a plus
	nonASCII                   // a byte of 128 or more
	equals                     // an equals sign; only while pairs are parsed
)

var classOf = func() (t [256]class) {
	for i := 128; i < 256; i++ {
		t[i] = nonASCII
	}
	t['%'], t['+'], t['='] = encoded, encoded, equals
	return t
}()

func scan(s string) class {
	i := 0
	for ; i+8 <= len(s) && plain(load8(s[i:i+8])); i += 8 {
	}
	if n := len(s); i == n || n >= 8 && i > n-8 && plain(load8(s[n-8:n])) {
		return 0
	}
	var c class
	for ; i < len(s); i++ {
		c |= classOf[s[i]]
	}
	return c &^ equals
}

// plain reports that none of eight bytes is encoded or beyond ASCII.
func plain(x uint64) bool {
	percent, plus := x^'%'*ones, x^'+'*ones
	return (x|(percent-ones)&^percent|(plus-ones)&^plus)&highs == 0
}

const (
	ones  = 0x0101010101010101
	highs = 0x8080808080808080
)

// load8 gives eight bytes, the first one in the lowest place.
func load8(s string) uint64 {
	_ = s[7]
	return uint64(s[0]) | uint64(s[1])<<8 | uint64(s[2])<<16 | uint64(s[3])<<24 |
		uint64(s[4])<<32 | uint64(s[5])<<40 | uint64(s[6])<<48 | uint64(s[7])<<56
}

// decode undoes the encoding of the place of x. The zero Fault means that the
// text is good.
func decode(x *Param, raw string, c class) (string, rule.Fault) {
	text := raw
	if c&encoded != 0 {
		var ok bool
		switch x.In {
		case Header:
			ok = true
		case Cookie:
			if text, ok = unescape(raw, false); !ok || x.Style == CookieStyle {
				text, ok = raw, true
			}
		default:
			text, ok = unescape(raw, x.In != Path && x.Style != WholeQuery)
		}
		if !ok {
			return "", rule.Fault{Type: "percent_encoding", Message: "must be percent-encoded text: two hexadecimal digits after each percent sign"}
		}
	}
	if !utf8.ValidString(text) {
		return "", notUTF8
	}
	return text, rule.Fault{}
}

var notUTF8 = rule.Fault{Type: "string_unicode", Message: "must be UTF-8 text"}

// unescape undoes percent-encoding; with plus, a plus sign is a space. It is
// false if a percent sign is not followed by two hexadecimal digits.
func unescape(s string, plus bool) (string, bool) {
	first := strings.IndexByte(s, '%')
	if p := strings.IndexByte(s, '+'); plus && p >= 0 && (first < 0 || p < first) {
		first = p
	}
	if first < 0 {
		return s, true
	}
	var b strings.Builder
	b.Grow(len(s))
	b.WriteString(s[:first])
	for i := first; i < len(s); i++ {
		c := s[i]
		switch {
		case c == '%':
			v, ok := triplet(s, i)
			if !ok {
				return "", false
			}
			c = v
			i += 2
		case c == '+' && plus:
			c = ' '
		}
		b.WriteByte(c)
	}
	return b.String(), true
}

// triplet reads the percent-encoded byte at s[i].
func triplet(s string, i int) (byte, bool) {
	if i+2 >= len(s) {
		return 0, false
	}
	h, l := digit[s[i+1]], digit[s[i+2]]
	return h<<4 | l, h|l < 16
}

// digit holds the value of every hexadecimal digit, 255 for other bytes.
var digit = func() (t [256]byte) {
	for i := range t {
		t[i] = 255
	}
	for i := range byte(10) {
		t['0'+i] = i
	}
	for i := range byte(6) {
		t['a'+i], t['A'+i] = 10+i, 10+i
	}
	return t
}()
