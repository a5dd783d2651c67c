package ecma

import "fmt"

// Limits of a Matcher. States bound the time for each character of a text,
// lookarounds the memory: one bit each.
const (
	maxStates = 10_000
	maxLooks  = 64
)

// opcode tells instructions of an automaton apart.
type opcode uint8

const (
	opMatch       opcode = iota
	opChar               // a code point of the set arg, then x
	opSplit              // x and y
	opBegin              // x at the start of the text
	opEnd                // x at the end of the text
	opBoundary           // x where a word starts or ends
	opNotBoundary        // x elsewhere
	opLook               // x where the lookaround arg has a match
	opNotLook            // x where it has none
)

// inst is an instruction; x and y are places in pass.insts.
type inst struct {
	op   opcode
	arg  uint16
	x, y uint16
}

// pass is an automaton that goes over the text once.
type pass struct {
	insts    []inst
	start    uint16
	back     bool // from the end of the text on
	anchored bool // a match starts where the pass starts, or nowhere
}

// chars is a set of code points, with a quick way for ASCII.
type chars struct {
	ascii [2]uint64
	set   Set
}

// look is a lookaround. What it matches depends on the place in the text only,
// so copies by repetition share one pass.
type look struct {
	body   *Node
	behind bool
}

// compiler makes the passes of a matcher.
type compiler struct {
	passes []pass
	sets   []chars
	ids    map[string]uint16 // sets by their ranges
	looks  map[look]uint16   // passes of lookarounds
	insts  []inst            // the pass at work
	back   bool
	states int // of all passes
	err    error
}

// pass compiles an automaton behind those of the lookarounds in it, and gives
// its index.
func (c *compiler) pass(n *Node, back bool) uint16 {
	outer, outerBack := c.insts, c.back
	c.insts, c.back = nil, back
	p := pass{start: c.node(n, c.add(inst{op: opMatch})), back: back}
	p.insts = c.insts
	c.insts, c.back = outer, outerBack
	if c.err == nil {
		p.anchored = p.isAnchored()
	}
	c.passes = append(c.passes, p)
	return uint16(len(c.passes) - 1)
}

func (c *compiler) add(x inst) uint16 {
	if c.states++; c.states > maxStates && c.err == nil {
		c.err = fmt.Errorf("the expression has more than %d states with its repetitions written out", maxStates)
	}
	if c.err != nil {
		return 0
	}
	c.insts = append(c.insts, x)
	return uint16(len(c.insts) - 1)
}

// simple holds the instructions of nodes without parts.
var simple = map[Op]opcode{Begin: opBegin, End: opEnd, Boundary: opBoundary, NotBoundary: opNotBoundary}

// node gives the place where a node starts that goes on at next.
func (c *compiler) node(n *Node, next uint16) uint16 {
	if c.err != nil {
		return 0
	}
	switch n.Op {
	case Empty:
		return next
	case Class:
		return c.add(inst{op: opChar, arg: c.setOf(n.Set), x: next})
	case Concat:
		return c.concat(n.Sub, next)
	case Alternate:
		at := c.node(n.Sub[len(n.Sub)-1], next)
		for i := len(n.Sub) - 2; i >= 0; i-- {
			at = c.add(inst{op: opSplit, x: c.node(n.Sub[i], next), y: at})
		}
		return at
	case Repeat:
		return c.repeat(n, next)
	case Ahead, Behind:
		x := inst{op: opLook, arg: c.lookOf(n), x: next}
		if n.Not {
			x.op = opNotLook
		}
		return c.add(x)
	case Unsupported:
		c.err = fmt.Errorf("%s cannot be matched in linear time", n.Text)
		return 0
	}
	return c.add(inst{op: simple[n.Op], x: next})
}

// concat compiles a sequence from what is matched last on.
func (c *compiler) concat(subs []*Node, next uint16) uint16 {
	for i := range subs {
		if !c.back {
			i = len(subs) - 1 - i
		}
		next = c.node(subs[i], next)
	}
	return next
}

// repeat writes a repetition out: what may be missing, then what must be there.
func (c *compiler) repeat(n *Node, next uint16) uint16 {
	sub, end, least := n.Sub[0], next, n.Min
	if n.Max < 0 {
		next = c.add(inst{op: opSplit, y: end})
		body := c.node(sub, next)
		if c.err != nil {
			return 0
		}
		if c.insts[next].x = body; least > 0 {
			next = body
			least--
		}
	}
	for k := n.Min; k < n.Max && c.err == nil; k++ {
		next = c.add(inst{op: opSplit, x: c.node(sub, next), y: end})
	}
	for ; least > 0 && c.err == nil; least-- {
		next = c.node(sub, next)
	}
	return next
}

// lookOf gives the pass of a lookaround. One that looks ahead is run from the
// end of the text on, which finds all places where a match of it starts.
func (c *compiler) lookOf(n *Node) uint16 {
	key := look{n.Sub[0], n.Op == Behind}
	id, ok := c.looks[key]
	if !ok {
		id = c.pass(n.Sub[0], n.Op == Ahead)
		if c.looks[key] = id; len(c.looks) > maxLooks && c.err == nil {
			c.err = fmt.Errorf("the expression has more than %d lookarounds", maxLooks)
		}
	}
	return id
}

// setOf gives the index of a set, one for equal sets.
func (c *compiler) setOf(s Set) uint16 {
	id, ok := c.ids[string(s)]
	if !ok {
		id = uint16(len(c.sets))
		c.ids[string(s)] = id
		c.sets = append(c.sets, newChars(s))
	}
	return id
}

func newChars(s Set) chars {
	out := chars{set: s}
	for r := range rune(128) {
		if s.Has(r) {
			out.ascii[r>>6] |= 1 << (r & 63)
		}
	}
	return out
}

// isAnchored reports that nothing can be matched from the start without being
// at the end of the text where the pass starts.
func (p *pass) isAnchored() bool {
	edge := opBegin
	if p.back {
		edge = opEnd
	}
	seen := make([]bool, len(p.insts))
	for todo := []uint16{p.start}; len(todo) > 0; {
		pc := todo[len(todo)-1]
		todo = todo[:len(todo)-1]
		x := p.insts[pc]
		switch {
		case seen[pc] || x.op == edge:
		case x.op == opChar || x.op == opMatch:
			return false
		case x.op == opSplit:
			todo = append(todo, x.x, x.y)
		default:
			todo = append(todo, x.x)
		}
		seen[pc] = true
	}
	return true
}
