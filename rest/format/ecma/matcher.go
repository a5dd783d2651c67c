package ecma

import (
	"sync"
	"unicode/utf8"
)

// Matcher is an expression that may have lookaround, ready to match. The time
// is at most proportional to the length of the expression, its repetitions
// written out, and to the length of the text; the memory takes a bit for each
// lookaround and byte of the text, and is used again.
//
// Each lookaround is an automaton of its own that goes over the text first and
// notes the places where it holds: one that looks ahead goes backwards. The
// automaton of the whole expression then looks these places up.
type Matcher struct {
	passes []pass // lookarounds, inner ones first, and at last the expression
	sets   []chars
}

// NewMatcher compiles an expression. It fails on back references, on more than
// 10,000 states and on more than 64 lookarounds.
func NewMatcher(n *Node) (*Matcher, error) {
	c := &compiler{ids: map[string]uint16{}, looks: map[look]uint16{}}
	if c.pass(n, false); c.err != nil {
		return nil, c.err
	}
	return &Matcher{passes: c.passes, sets: c.sets}, nil
}

// Match reports whether the expression matches anywhere in s. Bytes that are
// no UTF-8 count as U+FFFD.
func (m *Matcher) Match(s string) bool {
	r := runs.Get().(*run)
	r.prepare(m, s)
	last := len(m.passes) - 1
	for i := range last {
		r.pass(&m.passes[i], r.bits[i*r.words:][:r.words])
	}
	found := r.pass(&m.passes[last], nil)
	r.text, r.sets = "", nil
	if cap(r.bits) <= maxKept {
		runs.Put(r)
	}
	return found
}

// maxKept bounds the words of memory that stay behind after a large text.
const maxKept = 1 << 16

// runs keeps memory for further texts.
var runs = sync.Pool{New: func() any { return &run{} }}

// run matches one text.
type run struct {
	text  string
	sets  []chars
	bits  []uint64 // for each lookaround: the places where it has a match
	words int      // of each lookaround

	now     uint32   // number of the place in the text, over all passes
	seen    []uint32 // the last place where an instruction was reached
	waiting []uint16 // instructions that wait for the next character
	before  []uint16 // the same at the place before
	todo    []uint16 // instructions that are reached, too
	matched bool     // at this place
}

// prepare makes room.
func (r *run) prepare(m *Matcher, s string) {
	r.text, r.sets = s, m.sets
	r.words = len(s)/64 + 1
	if n := r.words * (len(m.passes) - 1); n <= cap(r.bits) {
		r.bits = r.bits[:n]
		clear(r.bits)
	} else {
		r.bits = make([]uint64, n)
	}
	for i := range m.passes {
		if n := len(m.passes[i].insts); n > len(r.seen) {
			r.seen, r.now = make([]uint32, n), 0
		}
	}
}

// pass runs an automaton over the text, with a match starting anywhere. It
// notes in hits where it goes through; without hits, the first time is enough.
func (r *run) pass(p *pass, hits []uint64) (found bool) {
	at, end := 0, len(r.text)
	if p.back {
		at, end = end, at
	}
	r.waiting = r.waiting[:0]
	r.arrive()
	r.reach(p, p.start, at)
	for {
		if r.matched {
			if hits == nil {
				return true
			}
			hits[at>>6] |= 1 << (at & 63)
		}
		if at == end || p.anchored && len(r.waiting) == 0 {
			return false
		}
		at = r.step(p, at)
	}
}

// arrive counts a place in the text.
func (r *run) arrive() {
	r.matched = false
	if r.now++; r.now == 0 {
		clear(r.seen)
		r.now = 1
	}
}

// step takes the character at a place and gives the place after it.
func (r *run) step(p *pass, at int) int {
	c, after := r.char(at, p.back)
	r.arrive()
	r.before, r.waiting = r.waiting, r.before[:0]
	for _, pc := range r.before {
		x := &p.insts[pc]
		set := &r.sets[x.arg]
		if c < utf8.RuneSelf && set.ascii[c>>6]>>(c&63)&1 != 0 || c >= utf8.RuneSelf && set.set.Has(c) {
			r.reach(p, x.x, after)
		}
	}
	if !p.anchored {
		r.reach(p, p.start, after)
	}
	return after
}

// char gives the character on one side of a place, and the place beyond it.
func (r *run) char(at int, back bool) (rune, int) {
	if back {
		if c := r.text[at-1]; c < utf8.RuneSelf {
			return rune(c), at - 1
		}
		c, size := utf8.DecodeLastRuneInString(r.text[:at])
		return c, at - size
	}
	if c := r.text[at]; c < utf8.RuneSelf {
		return rune(c), at + 1
	}
	c, size := utf8.DecodeRuneInString(r.text[at:])
	return c, at + size
}

// reach notes an instruction and all that follow without a character.
func (r *run) reach(p *pass, pc uint16, at int) {
	todo := append(r.todo[:0], pc)
	for len(todo) > 0 {
		pc = todo[len(todo)-1]
		todo = todo[:len(todo)-1]
		for r.seen[pc] != r.now {
			r.seen[pc] = r.now
			x := &p.insts[pc]
			switch {
			case x.op == opChar:
				r.waiting = append(r.waiting, pc)
			case x.op == opMatch:
				r.matched = true
			case x.op == opSplit:
				todo = append(todo, x.y)
				pc = x.x
			case r.holds(x, at):
				pc = x.x
			}
		}
	}
	r.todo = todo
}

// holds reports whether a place in the text is as an instruction wants it.
func (r *run) holds(x *inst, at int) bool {
	switch x.op {
	case opBegin:
		return at == 0
	case opEnd:
		return at == len(r.text)
	case opBoundary, opNotBoundary:
		before := at > 0 && isWord(r.text[at-1])
		after := at < len(r.text) && isWord(r.text[at])
		return (before != after) == (x.op == opBoundary)
	}
	hit := r.bits[int(x.arg)*r.words+at>>6]>>(at&63)&1 != 0
	return hit == (x.op == opLook)
}

// isWord reports a character of \w.
func isWord(c byte) bool {
	return c|0x20-'a' <= 'z'-'a' || c-'0' <= 9 || c == '_'
}
