package route

import "strings"

// pattern is a segment with parameters.
type pattern struct {
	lits  []string
	plain bool // {x} and nothing else
}

// match reports whether the segment fits, and adds the values if so. What it
// adds before it finds out otherwise, the caller takes back.
//
// Values take any text, so the leftmost place of each literal is the right one:
// if a later place let the rest fit, the earlier does so too. The segment is
// read once, without going back.
func (p *pattern) match(seg string, params *Params) bool {
	if p.plain && seg != "" {
		params.push(seg)
		return true
	}
	return p.matchParts(seg, params)
}

func (p *pattern) matchParts(seg string, params *Params) bool {
	if strings.IndexByte(seg, '%') >= 0 {
		return p.matchEncoded(seg, params)
	}
	last := len(p.lits) - 1
	head, tail := p.lits[0], p.lits[last]
	if len(seg) <= len(head)+len(tail) || !strings.HasPrefix(seg, head) || !strings.HasSuffix(seg, tail) {
		return false
	}
	seg = seg[len(head) : len(seg)-len(tail)]
	for _, lit := range p.lits[1:last] {
		at := strings.Index(seg[1:], lit)
		if at < 0 {
			return false
		}
		params.push(seg[:at+1])
		if seg = seg[at+1+len(lit):]; seg == "" {
			return false
		}
	}
	params.push(seg)
	return true
}

// matchEncoded is match for a segment with percent signs, which steps over
// encoded bytes as a whole: a literal "2" is not found inside of "%2E".
func (p *pattern) matchEncoded(seg string, params *Params) bool {
	pos := equalAt(seg, 0, p.lits[0])
	last := len(p.lits) - 1
	for i := 1; i <= last; i++ {
		if pos < 0 || pos >= len(seg) {
			return false
		}
		at, end := find(seg, next(seg, pos), p.lits[i], i == last)
		if at < 0 {
			return false
		}
		params.push(seg[pos:at])
		pos = end
	}
	return true
}

// find gives the first place of lit in seg from pos on, and the place after it.
// With anchored, lit must end where seg ends.
func find(seg string, pos int, lit string, anchored bool) (at, end int) {
	if anchored && lit == "" {
		return len(seg), len(seg)
	}
	for ; pos < len(seg); pos = next(seg, pos) {
		end := equalAt(seg, pos, lit)
		if end >= 0 && (!anchored || end == len(seg)) {
			return pos, end
		}
	}
	return -1, -1
}

// next is the place after the character or encoded byte at seg[pos].
func next(seg string, pos int) int {
	if seg[pos] == '%' {
		if _, ok := triplet(seg, pos); ok {
			return pos + 3
		}
	}
	return pos + 1
}

// equalAt compares lit with the text at seg[pos] and gives the place after that
// text, or -1.
func equalAt(seg string, pos int, lit string) int {
	for j := 0; j < len(lit); j++ {
		if pos >= len(seg) {
			return -1
		}
		c, n := seg[pos], 1
		if c == '%' {
			dec, ok := triplet(seg, pos)
			switch {
			case !ok:
				return -1
			case !delimiter(dec):
				c, n = dec, 3
			case j+2 < len(lit) && lit[j] == '%' && lit[j+1] == upper[dec>>4] && lit[j+2] == upper[dec&15]:
				c, n, j = lit[j+2], 3, j+2
			default:
				return -1
			}
		}
		if c != lit[j] {
			return -1
		}
		pos += n
	}
	return pos
}
