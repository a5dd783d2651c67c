package codec

import (
	"encoding/binary"
	"math/bits"
)

const (
	ones  = 0x0101010101010101
	highs = 0x8080808080808080
)

// special flags, in the top bit of each byte, the bytes of x that cannot stand
// in a JSON string as they are (quote, backslash, control) or that are not
// ASCII. Borrows make flags above the lowest one unreliable. With its second
// bit turned, a quote is 0x20 and a control character is below: no other byte
// comes below 0x21.
func special(x uint64) uint64 {
	low := x ^ 0x02*ones - 0x21*ones
	slash := x ^ '\\'*ones - ones
	return (low | slash | x) & highs
}

func load8(b []byte, i int) uint64 { return binary.LittleEndian.Uint64(b[i:]) }
func load4(b []byte, i int) uint32 { return binary.LittleEndian.Uint32(b[i:]) }

const (
	nullWord = 'n' | 'u'<<8 | 'l'<<16 | 'l'<<24
	trueWord = 't' | 'r'<<8 | 'u'<<16 | 'e'<<24
	alseWord = 'a' | 'l'<<8 | 's'<<16 | 'e'<<24
)

// space skips white space.
func space(b []byte, i int) int {
	for b[i] == ' ' || b[i] == '\n' || b[i] == '\r' || b[i] == '\t' {
		i++
	}
	return i
}

// span finds the end of a string whose first character is at i: the index of
// the closing quote, and whether the text has no escapes. It checks everything
// there is to check in a string; after a syntax error the index is -1.
func (d *Decoder) span(i int) (end int, plain bool) {
	b := d.B
	for i+8 <= len(b) {
		if m := special(load8(b, i)); m != 0 {
			i += bits.TrailingZeros64(m) >> 3
			if b[i] == '"' {
				return i, true
			}
			return d.spanSlow(i)
		}
		i += 8
	}
	return d.Syntax(len(b)-Pad, "unterminated string"), false
}

// spanSlow is span from the first character on that is not plain ASCII.
func (d *Decoder) spanSlow(i int) (end int, plain bool) {
	b := d.B
	plain = true
	for {
		switch c := b[i]; {
		case c == '"':
			return i, plain
		case c >= 0x80:
			for b[i] >= 0x80 {
				n := sequence(b, i)
				if n == 0 {
					return d.Syntax(i, "invalid UTF-8 in a string"), false
				}
				i += n
			}
		case c == '\\':
			n := escape(b, i)
			if n == 0 {
				return d.Syntax(i, "invalid escape in a string"), false
			}
			i += n
			plain = false
		case c < ' ':
			if i >= len(b)-Pad {
				return d.Syntax(len(b)-Pad, "unterminated string"), false
			}
			return d.Syntax(i, "control character in a string"), false
		default:
			i++
		}
		for i+8 <= len(b) {
			m := special(load8(b, i))
			if m != 0 {
				i += bits.TrailingZeros64(m) >> 3
				break
			}
			i += 8
		}
	}
}

// sequence is the length of the UTF-8 sequence at b[i], which is not ASCII, or
// 0 if there is none (RFC 3629, section 4). Three bytes must follow.
func sequence(b []byte, i int) int {
	x := load4(b, i)
	first, second := byte(x), byte(x>>8)
	switch {
	case x&0xC0E0 == 0x80C0 && first >= 0xC2:
		return 2
	case x&0xC0C0F0 == 0x8080E0:
		// E0 must not be overlong, ED must not be a surrogate.
		if (first != 0xE0 || second >= 0xA0) && (first != 0xED || second < 0xA0) {
			return 3
		}
	case x&0xC0C0C0F8 == 0x808080F0:
		// F0 must not be overlong, F4 must not pass U+10FFFF.
		if (first != 0xF0 || second >= 0x90) && (first < 0xF4 || first == 0xF4 && second < 0x90) {
			return 4
		}
	}
	return 0
}

// escape is the length of the escape at b[i], a backslash, or 0 if it is wrong.
// A pair of surrogates is one escape; a surrogate on its own is wrong.
func escape(b []byte, i int) int {
	switch b[i+1] {
	case '"', '\\', '/', 'b', 'f', 'n', 'r', 't':
		return 2
	case 'u':
		switch r := hex4(b, i+2); {
		case r < 0:
			return 0
		case r&0xF800 != 0xD800:
			return 6
		case r < 0xDC00 && b[i+6] == '\\' && b[i+7] == 'u' && hex4(b, i+8)&^0x3FF == 0xDC00:
			return 12
		}
	}
	return 0
}

// hex4 is the value of the four hexadecimal digits at b[i], or -1. It stops at
// the first byte that is no digit, so that it never leaves the padding.
func hex4(b []byte, i int) int {
	r := 0
	for k := range 4 {
		c := b[i+k]
		switch {
		case c-'0' < 10:
			c -= '0'
		case c|0x20 >= 'a' && c|0x20 <= 'f':
			c = c | 0x20 - 'a' + 10
		default:
			return -1
		}
		r = r<<4 | int(c)
	}
	return r
}

// text is the text of the string whose opening quote is at i, valid until the
// next call, and the index after the string.
func (d *Decoder) text(i int) (text []byte, next int) {
	end, plain := d.span(i + 1)
	if end < 0 {
		return nil, -1
	}
	text = d.B[i+1 : end]
	if !plain {
		d.scratch = unescape(d.scratch[:0], text)
		text = d.scratch
	}
	return text, end + 1
}
