package format

import (
	"strings"
	"unicode/utf8"
)

// templateLiterals holds the ASCII characters outside of expressions, RFC 6570
// section 2.1 with erratum 6937, which allows the apostrophe.
var templateLiterals = classOf("!#$&'()*+,-./:;=?@[]_~", isDigit, isAlpha)

// IsURITemplate reports format "uri-template": RFC 6570 section 2, all levels.
func IsURITemplate(s string) bool {
	for {
		open := strings.IndexByte(s, '{')
		if open < 0 {
			return isTemplateLiteral(s)
		}
		end := strings.IndexByte(s[open:], '}')
		if end < 0 || !isTemplateLiteral(s[:open]) || !isExpression(s[open+1:open+end]) {
			return false
		}
		s = s[open+end+1:]
	}
}

func isTemplateLiteral(s string) bool {
	return utf8.ValidString(s) && allOf(s, templateLiterals, true, true)
}

// isExpression checks what stands between braces, section 2.2.
func isExpression(s string) bool {
	if s != "" && strings.IndexByte("+#./;?&=,!@|", s[0]) >= 0 {
		s = s[1:]
	}
	for {
		spec, rest, more := strings.Cut(s, ",")
		if !isVarSpec(spec) {
			return false
		}
		if !more {
			return true
		}
		s = rest
	}
}

// isVarSpec checks a name with its modifier, sections 2.3 and 2.4.
func isVarSpec(s string) bool {
	if name, ok := strings.CutSuffix(s, "*"); ok {
		return isVarName(name)
	}
	name, prefix, ok := strings.Cut(s, ":")
	if ok && (prefix == "" || len(prefix) > 4 || prefix[0] == '0' || digitsAt(prefix, 0) != len(prefix)) {
		return false
	}
	return isVarName(name)
}

// isVarName checks letters, digits, "_" and escapes with single dots between.
func isVarName(s string) bool {
	dot := true
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c == '.' && !dot:
			dot = true
			continue
		case c == '%' && isEscape(s, i):
			i += 2
		case !isAlpha(c) && !isDigit(c) && c != '_':
			return false
		}
		dot = false
	}
	return !dot
}
