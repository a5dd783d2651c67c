package render

import "bytes"

// packageNames lists the names before the dots of a body of Go code: what it may
// import. Templates ask for imports before they know whether they print their use.
func packageNames(body []byte) map[string]bool {
	used := map[string]bool{}
	for i := 0; i < len(body); {
		switch c := body[i]; {
		case c == '"' || c == '\'' || c == '`':
			i = afterLiteral(body, i)
		case c == '/' && i+1 < len(body) && body[i+1] == '/':
			i = afterLine(body, i)
		case inName(c):
			end := i + 1
			for end < len(body) && inName(body[end]) {
				end++
			}
			if end < len(body) && body[end] == '.' && (i == 0 || body[i-1] != '.') {
				used[string(body[i:end])] = true
			}
			i = end
		default:
			i++
		}
	}
	return used
}

// inName reports whether c can be in a name.
func inName(c byte) bool {
	return c|' ' >= 'a' && c|' ' <= 'z' || c == '_' || c >= '0' && c <= '9' || c >= 0x80
}

// afterLiteral is the index after the string or rune that begins at i.
func afterLiteral(body []byte, i int) int {
	quote := body[i]
	for i++; i < len(body) && body[i] != quote; i++ {
		if body[i] == '\\' && quote != '`' {
			i++
		}
	}
	return i + 1
}

// afterLine is the index after the line of i.
func afterLine(body []byte, i int) int {
	n := bytes.IndexByte(body[i:], '\n')
	if n < 0 {
		return len(body)
	}
	return i + n + 1
}
