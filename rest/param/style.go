package param

import "strings"

// delimiter is what stands between the parts of a text: a byte, and for some
// styles the same byte percent-encoded.
type delimiter struct {
	char, alt byte
	encoded   bool
}

func (x *Param) delimiter() delimiter {
	switch x.style() {
	case SpaceDelimited:
		return delimiter{' ', '+', true}
	case PipeDelimited:
		return delimiter{'|', '|', true}
	case TabDelimited:
		return delimiter{'\t', '\t', true}
	case Label:
		if x.Explode {
			return delimiter{'.', '.', false}
		}
	case Matrix:
		if x.Explode {
			return delimiter{';', ';', false}
		}
	}
	return delimiter{',', ',', false}
}

// split appends the parts of raw to items. A delimiter that is percent-encoded is
// part of its item, except in the styles whose delimiter cannot be sent bare.
func (p *Reader) split(raw string, d delimiter) {
	start := 0
	for i := 0; i < len(raw); i++ {
		n := 0
		switch c := raw[i]; {
		case c == d.char || c == d.alt:
			n = 1
		case c == '%' && d.encoded:
			if v, ok := triplet(raw, i); ok && v == d.char {
				n = 3
			}
		}
		if n > 0 {
			p.items = append(p.items, raw[start:i])
			start = i + n
			i = start - 1
		}
	}
	p.items = append(p.items, raw[start:])
}

// unprefix takes away what label and matrix put before a value: "." or ";name=".
func (p *Reader) unprefix(x *Param, raw string) (string, bool) {
	if x.Style == Label {
		rest, ok := strings.CutPrefix(raw, ".")
		if !ok {
			p.styleFault(x, raw, ".value")
		}
		return rest, ok
	}
	rest, ok := strings.CutPrefix(raw, ";")
	name, value, _ := strings.Cut(rest, "=")
	if ok && !sameName(name, x.Name) {
		ok = false
	}
	if !ok {
		p.styleFault(x, raw, ";"+x.Name+"=value")
	}
	return value, ok
}

// matrixTokens reads ";color=blue;color=black".
func (p *Reader) matrixTokens(x *Param, raw string) bool {
	rest, ok := strings.CutPrefix(raw, ";")
	for more := ok; more; {
		var part string
		part, rest, more = strings.Cut(rest, ";")
		name, value, _ := strings.Cut(part, "=")
		ok = ok && sameName(name, x.Name)
		p.items = append(p.items, value)
	}
	if !ok {
		p.styleFault(x, raw, ";"+x.Name+"=value;"+x.Name+"=value")
		return false
	}
	if len(p.items) == 1 && p.items[0] == "" {
		p.items = reuse(p.items) // ";color" is the empty array
		return !x.AllowEmpty
	}
	return true
}

// sameName compares a name as it was sent with the document's.
func sameName(sent, name string) bool {
	if sent == name {
		return true
	}
	text, ok := unescape(sent, false)
	return ok && text == name
}

// cutCookie cuts the value of a cookie where the client wrote more pairs into it
// than the first, as RFC 6570 gives them: "a&tags=b". Without one that is known,
// rest is the whole value.
func cutCookie(value string, known func(name string) bool) (first, name, rest string, more bool) {
	for i := 0; i < len(value); i++ {
		if value[i] != '&' {
			continue
		}
		next := value[i+1:]
		end := strings.IndexAny(next, "=&")
		if end > 0 && next[end] == '=' && known(next[:end]) {
			return value[:i], next[:end], next[end+1:], true
		}
	}
	return "", "", value, false
}
