package rule

import "github.com/specho/specho/rest/format/ecma"

// maxInsts bounds an automaton before it is made deterministic: repetitions are
// written out.
const maxInsts = 2000

// opcode tells instructions of an automaton apart.
type opcode uint8

const (
	opMatch opcode = iota
	opClass        // a character of set, then x
	opSplit        // x or y
	opBegin        // x at the start of the text
	opEnd          // x at the end of the text
)

// inst is an instruction; x and y are places in nfa.insts.
type inst struct {
	op   opcode
	set  int
	x, y int
}

// nfa is an expression as an automaton that may be in several places at once.
type nfa struct {
	insts []inst
	sets  []ecma.Set
	start int
	bad   bool // too large, or not regular
}

// newNFA compiles an expression, back to front.
func newNFA(n *ecma.Node) *nfa {
	a := &nfa{}
	a.start = a.compile(n, a.add(inst{op: opMatch}))
	if a.bad {
		return nil
	}
	return a
}

func (a *nfa) add(x inst) int {
	if len(a.insts) >= maxInsts {
		a.bad = true
		return 0
	}
	a.insts = append(a.insts, x)
	return len(a.insts) - 1
}

// compile gives the place where a node starts that goes on at next.
func (a *nfa) compile(n *ecma.Node, next int) int {
	if a.bad {
		return 0
	}
	switch n.Op {
	case ecma.Empty:
		return next
	case ecma.Class:
		return a.add(inst{op: opClass, set: a.setOf(n.Set), x: next})
	case ecma.Begin:
		return a.add(inst{op: opBegin, x: next})
	case ecma.End:
		return a.add(inst{op: opEnd, x: next})
	case ecma.Concat:
		for i := len(n.Sub) - 1; i >= 0; i-- {
			next = a.compile(n.Sub[i], next)
		}
		return next
	case ecma.Alternate:
		at := a.compile(n.Sub[len(n.Sub)-1], next)
		for i := len(n.Sub) - 2; i >= 0; i-- {
			at = a.add(inst{op: opSplit, x: a.compile(n.Sub[i], next), y: at})
		}
		return at
	case ecma.Repeat:
		return a.repeat(n, next)
	}
	a.bad = true // \b and \B look at two characters
	return 0
}

// repeat writes a repetition out: what may be missing, then what must be there.
func (a *nfa) repeat(n *ecma.Node, next int) int {
	sub := n.Sub[0]
	if n.Max < 0 {
		loop := a.add(inst{op: opSplit, y: next})
		body := a.compile(sub, loop)
		if a.bad {
			return 0
		}
		a.insts[loop].x = body
		next = loop
	}
	end := next
	for k := n.Min; k < n.Max && !a.bad; k++ {
		next = a.add(inst{op: opSplit, x: a.compile(sub, next), y: end})
	}
	for k := 0; k < n.Min && !a.bad; k++ {
		next = a.compile(sub, next)
	}
	return next
}

// setOf gives the index of a set, one for equal sets.
func (a *nfa) setOf(s ecma.Set) int {
	for i, t := range a.sets {
		if t.Equal(s) {
			return i
		}
	}
	a.sets = append(a.sets, s)
	return len(a.sets) - 1
}

// closure adds to a sorted list of places all that are reached without a
// character, and reports whether the match is among them. begin and end tell
// whether the text starts or ends here.
func (a *nfa) closure(seen []bool, pc int, begin, end bool) (match bool) {
	if seen[pc] {
		return false
	}
	seen[pc] = true
	switch x := a.insts[pc]; x.op {
	case opMatch:
		return true
	case opSplit:
		first := a.closure(seen, x.x, begin, end)
		return a.closure(seen, x.y, begin, end) || first
	case opBegin:
		return begin && a.closure(seen, x.x, begin, end)
	case opEnd:
		return end && a.closure(seen, x.x, begin, end)
	}
	return false
}
