package format

// IsMediaRange reports format "media-range": RFC 9110 section 12.5.1, a media
// type whose subtype or both parts may be "*", with parameters.
func IsMediaRange(s string) bool {
	n := tokenAt(s, 0)
	if n == 0 || n == len(s) || s[n] != '/' {
		return false
	}
	kind := s[:n]
	m := tokenAt(s, n+1)
	if m == 0 {
		return false
	}
	if kind == "*" && s[n+1:n+1+m] != "*" {
		return false
	}
	return isParameters(s[n+1+m:])
}

// isParameters checks *( OWS ";" OWS [ name "=" value ] ), section 5.6.6.
func isParameters(s string) bool {
	for s != "" {
		i := blankAt(s, 0)
		if i == len(s) || s[i] != ';' {
			return false
		}
		i += 1 + blankAt(s, i+1)
		n := tokenAt(s, i)
		if n == 0 {
			s = s[i:]
			continue
		}
		if i += n; i == len(s) || s[i] != '=' {
			return false
		}
		i++
		if n = valueAt(s, i); n == 0 {
			return false
		}
		s = s[i+n:]
	}
	return true
}

// valueAt gives the length of a token or quoted string at s[i:], 0 for none.
func valueAt(s string, i int) int {
	if i == len(s) || s[i] != '"' {
		return tokenAt(s, i)
	}
	for k := i + 1; k < len(s); k++ {
		switch c := s[k]; {
		case c == '"':
			return k + 1 - i
		case c == '\\':
			if k++; k == len(s) || !isFieldChar(s[k]) {
				return 0
			}
		case !isFieldChar(c):
			return 0
		}
	}
	return 0
}

// isFieldChar reports a character that a quoted string may hold.
func isFieldChar(c byte) bool { return c == '\t' || c >= ' ' && c != 0x7f }

// tokenAt gives the length of the token at s[i:].
func tokenAt(s string, i int) int {
	n := i
	for n < len(s) && isToken(s[n]) {
		n++
	}
	return n - i
}

// blankAt gives the length of the white space at s[i:].
func blankAt(s string, i int) int {
	n := i
	for n < len(s) && (s[n] == ' ' || s[n] == '\t') {
		n++
	}
	return n - i
}
