package rule

import (
	"unicode/utf8"

	"github.com/specho/specho/rest/format/ecma"
)

// program matches expressions that never have to go back: wherever a part may
// end or go on, the next character decides. Most patterns of documents are of
// that kind once they are anchored at the start. Branches are whole
// expressions that are tried in turn.
type program struct {
	branches []branch
	search   *step // instead of branches: one character anywhere in the text
}

// branch is an expression from the start of the text on.
type branch struct {
	steps []step
	end   bool // the text must end with it
}

// kind tells steps apart.
type kind uint8

const (
	run    kind = iota // low to high characters of the class
	text               // the literal
	choice             // the first literal of many that matches
	group              // sub, low to high times, as long as a character of the class comes next
	either             // the sub of those whose class the next character is in
)

// step is a part of a branch.
type step struct {
	kind    kind
	ascii   *[256]bool // the class of bytes below 0x80
	wide    ecma.Set   // the rest of the class; nil for none
	low     int
	high    int // -1 means no limit
	literal string
	many    []string
	sub     [][]step
	empty   bool // either: none of the subs may match
}

// match reports whether the text matches.
func (p *program) match(s string) bool {
	if p.search != nil {
		return p.search.find(s)
	}
	for i := range p.branches {
		b := &p.branches[i]
		n := walk(b.steps, s, 0)
		if n >= 0 && (!b.end || n == len(s)) {
			return true
		}
	}
	return false
}

// find reports whether a character of the class is anywhere in the text.
func (x *step) find(s string) bool {
	for i := 0; i < len(s); i++ {
		if x.starts(s, i) {
			return true
		}
	}
	return false
}

// starts reports whether the character at s[i:] is in the class.
func (x *step) starts(s string, i int) bool {
	if i >= len(s) {
		return false
	}
	if c := s[i]; c < utf8.RuneSelf {
		return x.ascii[c]
	}
	if x.wide == nil || !utf8.RuneStart(s[i]) {
		return false
	}
	r, _ := utf8.DecodeRuneInString(s[i:])
	return x.wide.Has(r)
}

// walk gives the index after the steps at s[i:], or -1.
func walk(steps []step, s string, i int) int {
	for k := range steps {
		x := &steps[k]
		switch x.kind {
		case run:
			i = x.run(s, i)
		case text:
			if len(s)-i < len(x.literal) || s[i:i+len(x.literal)] != x.literal {
				return -1
			}
			i += len(x.literal)
		case choice:
			i = x.choose(s, i)
		case group:
			i = x.repeat(s, i)
		case either:
			i = x.branch(s, i)
		}
		if i < 0 {
			return -1
		}
	}
	return i
}

// run takes as many characters of the class as there are.
func (x *step) run(s string, i int) int {
	if x.wide != nil {
		return x.runWide(s, i)
	}
	end := len(s)
	if x.high >= 0 && end-i > x.high {
		end = i + x.high
	}
	n := i
	for n < end && x.ascii[s[n]] {
		n++
	}
	if n-i < x.low {
		return -1
	}
	return n
}

// runWide is run for classes with characters beyond ASCII.
func (x *step) runWide(s string, i int) int {
	n := 0
	for ; i < len(s) && n != x.high; n++ {
		if c := s[i]; c < utf8.RuneSelf {
			if !x.ascii[c] {
				break
			}
			i++
			continue
		}
		r, size := utf8.DecodeRuneInString(s[i:])
		if !x.wide.Has(r) {
			break
		}
		i += size
	}
	if n < x.low {
		return -1
	}
	return i
}

// choose takes the first literal that matches; longer ones come first.
func (x *step) choose(s string, i int) int {
	for _, literal := range x.many {
		if len(s)-i >= len(literal) && s[i:i+len(literal)] == literal {
			return i + len(literal)
		}
	}
	return -1
}

// repeat takes the group as long as its first character comes next.
func (x *step) repeat(s string, i int) int {
	n := 0
	for ; n != x.high && x.starts(s, i); n++ {
		if i = walk(x.sub[0], s, i); i < 0 {
			return -1
		}
	}
	if n < x.low {
		return -1
	}
	return i
}

// branch takes the sub that the next character asks for. Each sub has its class
// in the step before its own steps.
func (x *step) branch(s string, i int) int {
	for _, sub := range x.sub {
		if sub[0].starts(s, i) {
			return walk(sub[1:], s, i)
		}
	}
	if x.empty {
		return i
	}
	return -1
}
