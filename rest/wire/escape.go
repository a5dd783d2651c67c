package wire

import "strings"

// escape writes text so that it is one value at its place.
func (p *place) escape(text string) string {
	switch p.in {
	case ParamLocationHeader:
		if !fieldText(text) {
			p.fail("%q has control characters, which a header cannot carry", text)
		}
		return text
	case ParamLocationCookie:
		if !p.raw {
			return encode(text, cookieOctet)
		}
		if encode(text, func(c byte) bool { return cookieOctet(c) || c == '%' || c == '&' }) != text {
			p.fail("%q has characters that a cookie cannot carry", text)
		}
		return text
	case ParamLocationPath:
		out := encode(text, unreserved)
		// Dots separate in style label, and a segment of dots alone is a step
		// in the path (RFC 3986, section 5.2.4).
		if p.style == "label" || strings.Trim(out, ".") == "" {
			out = strings.ReplaceAll(out, ".", "%2E")
		}
		return out
	}
	return encode(text, unreserved)
}

// encode percent-encodes every byte that is not plain (RFC 3986, section 2.1).
func encode(text string, plain func(byte) bool) string {
	n := 0
	for i := range len(text) {
		if !plain(text[i]) {
			n++
		}
	}
	if n == 0 {
		return text
	}
	const hex = "0123456789ABCDEF"
	b := make([]byte, 0, len(text)+2*n)
	for i := range len(text) {
		c := text[i]
		if plain(c) {
			b = append(b, c)
			continue
		}
		b = append(b, '%', hex[c>>4], hex[c&15])
	}
	return string(b)
}

// unreserved are the characters of RFC 3986, section 2.3.
func unreserved(c byte) bool {
	return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' || c == '-' || c == '.' || c == '_' || c == '~'
}

// cookieOctet are the characters of RFC 6265, section 4.1.1, but the percent sign,
// which would begin an encoded byte, and the ampersand, which separates pairs.
func cookieOctet(c byte) bool {
	return c > ' ' && c < 0x7f && c != '"' && c != ',' && c != ';' && c != '\\' && c != '%' && c != '&'
}

func fieldText(s string) bool {
	for i := range len(s) {
		if s[i] < ' ' && s[i] != '\t' || s[i] == 0x7f {
			return false
		}
	}
	return true
}
