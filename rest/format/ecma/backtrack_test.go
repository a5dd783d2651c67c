package ecma

import (
	"math/rand/v2"
	"strings"
	"unicode/utf8"
)

// oracle matches by backtracking as ECMA-262 section 22.2.2 words it, in
// exponential time.
type oracle struct {
	text []rune
	left int // steps until it gives up
}

// matches tries all places to start at.
func (o *oracle) matches(n *Node) bool {
	for at := range len(o.text) + 1 {
		if o.try(n, at, 1, func(int) bool { return true }) {
			return true
		}
	}
	return false
}

// try matches a node in a direction, 1 or -1, then what follows.
func (o *oracle) try(n *Node, at, dir int, then func(int) bool) bool {
	if o.left--; o.left < 0 {
		return false
	}
	switch n.Op {
	case Empty:
		return then(at)
	case Class:
		i := at
		if dir < 0 {
			i--
		}
		return i >= 0 && i < len(o.text) && n.Set.Has(o.text[i]) && then(at+dir)
	case Concat:
		return o.tryAll(n.Sub, at, dir, then)
	case Alternate:
		for _, sub := range n.Sub {
			if o.try(sub, at, dir, then) {
				return true
			}
		}
		return false
	case Repeat:
		return o.tryRepeat(n, n.Min, n.Max, at, dir, then)
	case Ahead, Behind:
		inner := 1
		if n.Op == Behind {
			inner = -1
		}
		return o.try(n.Sub[0], at, inner, func(int) bool { return true }) != n.Not && then(at)
	case Begin:
		return at == 0 && then(at)
	case End:
		return at == len(o.text) && then(at)
	}
	return (o.word(at-1) != o.word(at)) == (n.Op == Boundary) && then(at)
}

func (o *oracle) tryAll(subs []*Node, at, dir int, then func(int) bool) bool {
	if len(subs) == 0 {
		return then(at)
	}
	first, rest := subs[0], subs[1:]
	if dir < 0 {
		first, rest = subs[len(subs)-1], subs[:len(subs)-1]
	}
	return o.try(first, at, dir, func(at int) bool { return o.tryAll(rest, at, dir, then) })
}

// tryRepeat is RepeatMatcher: once the minimum is reached, a turn that matches
// nothing is refused.
func (o *oracle) tryRepeat(n *Node, low, high, at, dir int, then func(int) bool) bool {
	if high == 0 {
		return then(at)
	}
	more := o.try(n.Sub[0], at, dir, func(to int) bool {
		if low == 0 && to == at {
			return false
		}
		return o.tryRepeat(n, max(low-1, 0), max(high-1, -1), to, dir, then)
	})
	return more || low == 0 && then(at)
}

func (o *oracle) word(i int) bool {
	return i >= 0 && i < len(o.text) && o.text[i] < utf8.RuneSelf && isWord(byte(o.text[i]))
}

// atoms and assertions make random expressions over a few letters.
var (
	atoms      = []string{"a", "b", "-", ".", "[ab]", "[^a]", "[^]"}
	assertions = []string{"^", "$", `\b`, `\B`, "(?m:^)", "(?m:$)", `(?i:\b)`}
	quantities = []string{"*", "+", "?", "{2}", "{1,2}", "{0,3}", "{2,}", "*?", "{0}"}
	opens      = []string{"(", "(?:", "(?=", "(?!", "(?<=", "(?<!"}
)

// pick gives one of several texts.
func pick(r *rand.Rand, from []string) string { return from[r.IntN(len(from))] }

// randomExpression gives an expression with groups up to a depth.
func randomExpression(r *rand.Rand, depth int) string {
	var b strings.Builder
	for range r.IntN(4) {
		switch k := r.IntN(12); {
		case k == 0:
			b.WriteString(pick(r, assertions))
		case k == 1:
			b.WriteString("|")
		case k < 7 && depth > 0:
			open := pick(r, opens)
			b.WriteString(open + randomExpression(r, depth-1) + ")")
			if !strings.HasPrefix(open, "(?<") && r.IntN(3) == 0 {
				b.WriteString(pick(r, quantities))
			}
		default:
			b.WriteString(pick(r, atoms))
			if r.IntN(3) == 0 {
				b.WriteString(pick(r, quantities))
			}
		}
	}
	return b.String()
}
