package format

import "unicode/utf8"

// IsChar reports format "char": exactly one Unicode code point.
func IsChar(s string) bool {
	r, n := utf8.DecodeRuneInString(s)
	return n > 0 && n == len(s) && (r != utf8.RuneError || n > 1)
}

// IsSFString reports format "sf-string": the characters of a string of RFC 8941
// section 3.3.3, without its quotes and escapes.
func IsSFString(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] < 0x20 || s[i] > 0x7e {
			return false
		}
	}
	return true
}

// IsSFToken reports format "sf-token", RFC 8941 section 3.3.4.
func IsSFToken(s string) bool {
	if s == "" || !isAlpha(s[0]) && s[0] != '*' {
		return false
	}
	for i := 1; i < len(s); i++ {
		if !isToken(s[i]) && s[i] != ':' && s[i] != '/' {
			return false
		}
	}
	return true
}

// IsSFBinary reports format "sf-binary", RFC 8941 section 3.3.5: base64 between
// colons.
func IsSFBinary(s string) bool {
	return len(s) >= 2 && s[0] == ':' && s[len(s)-1] == ':' && IsBytes(s[1:len(s)-1])
}

// IsSFBoolean reports format "sf-boolean", RFC 8941 section 3.3.6.
func IsSFBoolean(s string) bool { return s == "?0" || s == "?1" }

// tokens holds the characters of a token, RFC 9110 section 5.6.2.
var tokens = classOf("!#$%&'*+-.^_`|~", isDigit, isAlpha)

func isToken(c byte) bool { return tokens.has(c) }

// class is a set of bytes.
type class [256]bool

// has reports whether c is in the set.
func (t *class) has(c byte) bool { return t[c] }

// classOf makes a set of the characters of a text and of the ASCII characters
// that one of the functions accepts.
func classOf(chars string, in ...func(byte) bool) *class {
	var t class
	for i := range len(chars) {
		t[chars[i]] = true
	}
	for c := range byte(128) {
		for _, f := range in {
			t[c] = t[c] || f(c)
		}
	}
	return &t
}
