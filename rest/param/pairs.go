package param

import "strings"

// pair is one name=value of a query, a form or a Cookie header. The name is
// decoded, the value is not.
type pair struct {
	name  string
	value string
	class class // of the value
}

// pairList holds the pairs of one text, which is parsed when it is first asked
// for.
type pairList struct {
	text   string
	list   []pair
	parsed bool
}

func (l *pairList) clear() {
	if l.text == "" && !l.parsed {
		return
	}
	l.text, l.parsed = "", false
	l.list = reuse(l.list)
}

// form gives the pairs of application/x-www-form-urlencoded text. A semicolon
// separates nothing. A name that is not percent-encoded text is nobody's name.
func (l *pairList) form() []pair {
	if !l.parsed {
		l.parsed = true
		l.parseForm()
	}
	return l.list
}

func (l *pairList) parseForm() {
	s := l.text
	for len(s) > 0 {
		name, value, hasValue := s, "", false
		var c, nameClass class
		i := 0
		for ; i < len(s) && s[i] != '&'; i++ {
			k := classOf[s[i]]
			if k == 0 {
				continue
			}
			if k == equals && !hasValue {
				name, hasValue = s[:i], true
				nameClass, c = c, 0
				continue
			}
			c |= k &^ equals
		}
		if hasValue {
			value = s[len(name)+1 : i]
		} else {
			name, nameClass, c = s[:i], c, 0
		}
		if i < len(s) {
			i++
		}
		s = s[i:]
		l.add(name, nameClass, value, c)
	}
}

func (l *pairList) add(name string, nameClass class, value string, c class) {
	if nameClass&encoded != 0 {
		var ok bool
		if name, ok = unescape(name, true); !ok {
			return
		}
	}
	if name != "" || value != "" {
		l.list = append(l.list, pair{name, value, c})
	}
}

// cookies gives the pairs of the Cookie headers (RFC 6265 section 4.2.1, read as
// section 5.4 has it: any text up to the semicolon).
func (l *pairList) cookies(lines []string) []pair {
	if l.parsed {
		return l.list
	}
	l.parsed = true
	for _, line := range lines {
		for len(line) > 0 {
			var part string
			part, line, _ = strings.Cut(line, ";")
			name, value, ok := strings.Cut(trim(part), "=")
			if !ok {
				continue
			}
			if n := len(value); n >= 2 && value[0] == '"' && value[n-1] == '"' {
				value = value[1 : n-1]
			}
			l.list = append(l.list, pair{name, value, scan(value)})
		}
	}
	return l.list
}

// trim removes optional white space (RFC 9110 section 5.6.3).
func trim(s string) string {
	for len(s) > 0 && (s[0] == ' ' || s[0] == '\t') {
		s = s[1:]
	}
	for len(s) > 0 && (s[len(s)-1] == ' ' || s[len(s)-1] == '\t') {
		s = s[:len(s)-1]
	}
	return s
}
