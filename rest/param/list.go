package param

import "strings"

// List gives the texts of the items of an array, decoded. It is false if there is
// no array, or none that can be used; if that is a mistake of the client, it is
// recorded. The slice is valid until the next call of List or Members.
//
// An array that is one text is empty if the text is; spread over pairs it cannot
// be empty, and "tags=" is one empty item.
func (p *Reader) List(x *Param) ([]string, bool) {
	if !p.tokens(x) {
		return nil, false
	}
	good := true
	for i, raw := range p.items {
		c := scan(raw)
		if c == 0 {
			continue
		}
		text, f := decode(x, raw, c)
		if f.Type != "" {
			p.FaultAt(x, i, f, raw)
			good = false
		}
		p.items[i] = text
	}
	return p.items, good
}

// tokens fills in items with the raw parts of an array or a flat object.
func (p *Reader) tokens(x *Param) bool {
	p.used = true
	p.items = reuse(p.items)
	if x.pairs() {
		return p.pairTokens(x)
	}
	if x.In == Header {
		return p.headerTokens(x)
	}
	raw, _, ok := p.one(x)
	if !ok {
		return false
	}
	style := x.style()
	if x.In == Path && style != Simple {
		if style == Matrix && x.Explode {
			return p.matrixTokens(x, raw)
		}
		if raw, ok = p.unprefix(x, raw); !ok {
			return false
		}
	}
	if raw == "" {
		return !x.AllowEmpty
	}
	p.split(raw, x.delimiter())
	return true
}

// pairTokens collects the values of all pairs of the name.
func (p *Reader) pairTokens(x *Param) bool {
	pairs := p.pairsOf(x)
	for i := range pairs {
		if pairs[i].name != x.Name {
			continue
		}
		value := pairs[i].value
		for more := x.In == Cookie; more; {
			var first string
			first, _, value, more = cutCookie(value, x.named)
			if more {
				p.items = append(p.items, first)
			}
		}
		p.items = append(p.items, value)
	}
	if len(p.items) == 0 {
		p.missing(x)
		return false
	}
	return !(x.AllowEmpty && len(p.items) == 1 && p.items[0] == "")
}

// headerTokens splits all lines of a header. Empty elements mean nothing there:
// RFC 9110 section 5.6.1.2.
func (p *Reader) headerTokens(x *Param) bool {
	lines := p.header[x.key()]
	if len(lines) == 0 {
		p.missing(x)
		return false
	}
	for _, line := range lines {
		for more := true; more; {
			var item string
			item, line, more = strings.Cut(line, ",")
			if item = trim(item); item != "" {
				p.items = append(p.items, item)
			}
		}
	}
	return len(p.items) > 0 || !x.AllowEmpty
}
