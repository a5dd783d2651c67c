package codec

import (
	"bytes"
	"unicode/utf8"
)

// unescape appends text, the checked inside of a JSON string, without escapes.
func unescape(out, text []byte) []byte {
	for {
		n := bytes.IndexByte(text, '\\')
		if n < 0 {
			return append(out, text...)
		}
		out = append(out, text[:n]...)
		text = text[n:]
		if text[1] != 'u' {
			out = append(out, plainOf(text[1]))
			text = text[2:]
			continue
		}
		r := hex4(text, 2)
		text = text[6:]
		if r&0xFC00 == 0xD800 {
			r = 0x10000 + (r-0xD800)<<10 + hex4(text, 2) - 0xDC00
			text = text[6:]
		}
		out = utf8.AppendRune(out, rune(r))
	}
}

// plainOf is the character that a backslash and c stand for.
func plainOf(c byte) byte {
	switch c {
	case 'b':
		return '\b'
	case 'f':
		return '\f'
	case 'n':
		return '\n'
	case 'r':
		return '\r'
	case 't':
		return '\t'
	}
	return c
}
