package format

import (
	"strings"
	"unicode/utf8"
)

// IsURI reports format "uri": RFC 3986 section 3, with a scheme.
func IsURI(s string) bool { return scanURI(s, true, false) }

// IsURIReference reports format "uri-reference": RFC 3986 section 4.1.
func IsURIReference(s string) bool { return scanURI(s, false, false) }

// IsIRI reports format "iri": RFC 3987 section 2.2, with a scheme.
func IsIRI(s string) bool { return scanURI(s, true, true) }

// IsIRIReference reports format "iri-reference": RFC 3987 section 2.2.
func IsIRIReference(s string) bool { return scanURI(s, false, true) }

// Character classes of RFC 3986 appendix A. Percent escapes and characters
// beyond ASCII are handled where the classes are used.
var (
	schemeChars = classOf("+-.", isDigit, isAlpha)
	regName     = classOf("-._~!$&'()*+,;=", isDigit, isAlpha)
	userChars   = classOf("-._~!$&'()*+,;=:", isDigit, isAlpha)
	pathChars   = classOf("-._~!$&'()*+,;=:@/", isDigit, isAlpha)
	queryChars  = classOf("-._~!$&'()*+,;=:@/?", isDigit, isAlpha)
)

// scanURI checks the parts from left to right.
func scanURI(s string, absolute, unicode bool) bool {
	n := schemeEnd(s)
	if n < 0 && absolute {
		return false
	}
	s = s[n+1:]
	s, fragment, _ := strings.Cut(s, "#")
	s, query, _ := strings.Cut(s, "?")
	if !allOf(fragment, queryChars, unicode, false) || !allOf(query, queryChars, unicode, unicode) {
		return false
	}
	if strings.HasPrefix(s, "//") {
		end := strings.IndexByte(s[2:], '/')
		if end < 0 {
			return isAuthority(s[2:], unicode)
		}
		return isAuthority(s[2:2+end], unicode) && allOf(s[2+end:], pathChars, unicode, false)
	}
	if n < 0 {
		first, _, _ := strings.Cut(s, "/")
		if strings.IndexByte(first, ':') >= 0 {
			return false // it would read as a scheme, section 4.2
		}
	}
	return allOf(s, pathChars, unicode, false)
}

// schemeEnd gives the index of the colon after a scheme, or -1.
func schemeEnd(s string) int {
	if s == "" || !isAlpha(s[0]) {
		return -1
	}
	for i := 1; i < len(s); i++ {
		if s[i] == ':' {
			return i
		}
		if !schemeChars.has(s[i]) {
			return -1
		}
	}
	return -1
}

// isAuthority checks userinfo@host:port.
func isAuthority(s string, unicode bool) bool {
	if at := strings.IndexByte(s, '@'); at >= 0 {
		if !allOf(s[:at], userChars, unicode, false) {
			return false
		}
		s = s[at+1:]
	}
	if strings.HasPrefix(s, "[") {
		end := strings.IndexByte(s, ']')
		return end > 0 && isIPLiteral(s[1:end]) && (end+1 == len(s) || isPort(s[end+1:]))
	}
	if colon := strings.IndexByte(s, ':'); colon >= 0 {
		if !isPort(s[colon:]) {
			return false
		}
		s = s[:colon]
	}
	return allOf(s, regName, unicode, false)
}

// isPort reports a colon and any number of digits.
func isPort(s string) bool { return s[0] == ':' && digitsAt(s, 1) == len(s)-1 }

// isIPLiteral reports what may stand between brackets: an IPv6 address, or the
// "v1.x" form of later versions.
func isIPLiteral(s string) bool {
	if s == "" || s[0]|0x20 != 'v' {
		return IsIPv6(s)
	}
	version, rest, ok := strings.Cut(s[1:], ".")
	if !ok || version == "" || rest == "" {
		return false
	}
	for i := 0; i < len(version); i++ {
		if !isHex(version[i]) {
			return false
		}
	}
	for i := 0; i < len(rest); i++ {
		if !userChars.has(rest[i]) {
			return false
		}
	}
	return true
}

// allOf reports that s holds only characters of a class and percent escapes;
// with unicode also those of RFC 3987, with private those for private use.
func allOf(s string, in *class, unicode, private bool) bool {
	for i := 0; i < len(s); {
		c := s[i]
		switch {
		case in.has(c):
			i++
		case c == '%':
			if !isEscape(s, i) {
				return false
			}
			i += 3
		case c < 0x80 || !unicode:
			return false
		default:
			r, n := utf8.DecodeRuneInString(s[i:])
			if (r == utf8.RuneError && n == 1) || !(isUCS(r) || private && isPrivate(r)) {
				return false
			}
			i += n
		}
	}
	return true
}

// isEscape reports a percent sign and two hexadecimal digits at s[i:].
func isEscape(s string, i int) bool {
	return i+2 < len(s) && isHex(s[i+1]) && isHex(s[i+2])
}

// isUCS reports the ucschar of RFC 3987: no private use, no noncharacters.
func isUCS(r rune) bool {
	switch {
	case r < 0x10000:
		return 0xa0 <= r && r <= 0xd7ff || 0xf900 <= r && r <= 0xfdcf || 0xfdf0 <= r && r <= 0xffef
	case r >= 0xe0000:
		return 0xe1000 <= r && r <= 0xefffd
	}
	return r&0xffff <= 0xfffd
}

// isPrivate reports the iprivate of RFC 3987.
func isPrivate(r rune) bool {
	return 0xe000 <= r && r <= 0xf8ff || r >= 0xf0000 && r&0xffff <= 0xfffd
}
