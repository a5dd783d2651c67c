package format

import "unicode/utf8"

// IsJSONPointer reports format "json-pointer", RFC 6901 section 3.
func IsJSONPointer(s string) bool {
	if s == "" {
		return true
	}
	if s[0] != '/' || !utf8.ValidString(s) {
		return false
	}
	for i := 0; i < len(s); i++ {
		if s[i] == '~' && (i+1 == len(s) || s[i+1]|1 != '1') {
			return false
		}
	}
	return true
}

// IsRelativeJSONPointer reports format "relative-json-pointer", the form of
// draft-bhutton-relative-json-pointer-00: a number of levels to go up, an
// optional shift in an array, then "#" or a JSON pointer.
func IsRelativeJSONPointer(s string) bool {
	n := digitsAt(s, 0)
	if n == 0 || (s[0] == '0' && n > 1) {
		return false
	}
	if n < len(s) && (s[n] == '+' || s[n] == '-') {
		k := digitsAt(s, n+1)
		if k == 0 || s[n+1] == '0' {
			return false
		}
		n += 1 + k
	}
	return s[n:] == "#" || IsJSONPointer(s[n:])
}
