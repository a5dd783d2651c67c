package rule

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/specho/specho/rest/format/ecma"
)

// newProgram compiles an expression, or gives nil if it is not of the kind.
func newProgram(n *ecma.Node) *program {
	if x := searchStep(n); x != nil {
		return &program{search: x}
	}
	branches := []*ecma.Node{n}
	if n.Op == ecma.Alternate {
		branches = n.Sub
	}
	p := &program{}
	for _, n := range branches {
		b, ok := newBranch(n)
		if !ok {
			return nil
		}
		p.branches = append(p.branches, b)
	}
	return p
}

// searchStep compiles an expression without anchors that is one character.
func searchStep(n *ecma.Node) *step {
	if n.Op != ecma.Class {
		return nil
	}
	x := classStep(n.Set)
	return &x
}

// newBranch compiles an expression that is anchored at the start.
func newBranch(n *ecma.Node) (branch, bool) {
	parts := []*ecma.Node{n}
	if n.Op == ecma.Concat {
		parts = n.Sub
	}
	if parts[0].Op != ecma.Begin {
		return branch{}, false
	}
	parts = parts[1:]
	end := len(parts) > 0 && parts[len(parts)-1].Op == ecma.End
	var follow ecma.Set
	if end {
		parts = parts[:len(parts)-1]
	} else {
		follow = anything
	}
	out, ok := compileAll(parts, follow)
	return branch{out.steps, end}, ok
}

// anything may follow an expression that is not anchored at the end.
var anything = ecma.Set{0, utf8.MaxRune}

// part is a compiled part of an expression with the characters that it may
// start with, and whether it may match nothing.
type part struct {
	steps []step
	first ecma.Set
	empty bool
}

// compileAll compiles a sequence from its end on. follow holds the characters
// that may come after it.
func compileAll(nodes []*ecma.Node, follow ecma.Set) (part, bool) {
	out := part{empty: true}
	for i := len(nodes) - 1; i >= 0; i-- {
		after := out.first
		if out.empty {
			after = after.Union(follow)
		}
		p, ok := compile(nodes[i], after)
		if !ok {
			return part{}, false
		}
		out.steps = append(slices.Clone(p.steps), out.steps...)
		if p.empty {
			p.first = p.first.Union(out.first)
		}
		out.first, out.empty = p.first, p.empty && out.empty
	}
	out.steps = joinLiterals(out.steps)
	return out, true
}

// compile compiles one node.
func compile(n *ecma.Node, follow ecma.Set) (part, bool) {
	switch n.Op {
	case ecma.Empty:
		return part{empty: true}, true
	case ecma.Class:
		if r, ok := n.Literal(); ok {
			return part{steps: []step{{kind: text, literal: string(r)}}, first: n.Set}, true
		}
		return part{steps: []step{classStep(n.Set)}, first: n.Set}, true
	case ecma.Concat:
		return compileAll(n.Sub, follow)
	case ecma.Repeat:
		return compileRepeat(n, follow)
	case ecma.Alternate:
		if p, ok := compileChoice(n, follow); ok {
			return p, true
		}
		return compileEither(n, follow)
	}
	return part{}, false
}

// classStep gives the step of one character.
func classStep(s ecma.Set) step {
	var ascii [256]bool
	for c := range rune(utf8.RuneSelf) {
		ascii[c] = s.Has(c)
	}
	x := step{kind: run, ascii: &ascii, low: 1, high: 1}
	for i := 0; i < len(s); i += 2 {
		if s[i+1] >= utf8.RuneSelf {
			x.wide = append(x.wide, max(s[i], utf8.RuneSelf), s[i+1])
		}
	}
	return x
}

// compileRepeat compiles a repetition. Unless the number is fixed, what may
// come after must not look like one more.
func compileRepeat(n *ecma.Node, follow ecma.Set) (part, bool) {
	sub := n.Sub[0]
	if n.Max == 0 {
		return part{empty: true}, true
	}
	if sub.Op == ecma.Class {
		if n.Min != n.Max && sub.Set.Overlaps(follow) {
			return part{}, false
		}
		x := classStep(sub.Set)
		x.low, x.high = n.Min, n.Max
		return part{steps: []step{x}, first: sub.Set, empty: n.Min == 0}, true
	}
	first, empty := firstOf(sub)
	if empty {
		return part{}, false
	}
	inner := follow
	if n.Max != 1 {
		inner = follow.Union(first)
	}
	p, ok := compile(sub, inner)
	if !ok || n.Min != n.Max && p.first.Overlaps(follow) {
		return part{}, false
	}
	x := classStep(p.first)
	x.kind, x.low, x.high, x.sub = group, n.Min, n.Max, [][]step{p.steps}
	return part{steps: []step{x}, first: p.first, empty: n.Min == 0}, true
}

// firstOf gives the characters that a node may start with, and whether it may
// match nothing.
func firstOf(n *ecma.Node) (first ecma.Set, empty bool) {
	switch n.Op {
	case ecma.Class:
		return n.Set, false
	case ecma.Repeat:
		first, empty = firstOf(n.Sub[0])
		return first, empty || n.Min == 0
	case ecma.Concat:
		for _, sub := range n.Sub {
			s, empty := firstOf(sub)
			first = first.Union(s)
			if !empty {
				return first, false
			}
		}
	case ecma.Alternate:
		for _, sub := range n.Sub {
			s, e := firstOf(sub)
			first, empty = first.Union(s), empty || e
		}
		return first, empty
	}
	return first, true
}

// compileChoice compiles an alternation of literals. A literal that starts
// another must not be mistaken for it: what follows tells them apart.
func compileChoice(n *ecma.Node, follow ecma.Set) (part, bool) {
	x := step{kind: choice}
	var first []rune
	for _, sub := range n.Sub {
		s, ok := literalOf(sub)
		if !ok || s == "" {
			return part{}, false
		}
		r, _ := utf8.DecodeRuneInString(s)
		first = append(first, r, r)
		x.many = append(x.many, s)
	}
	slices.SortStableFunc(x.many, func(a, b string) int { return len(b) - len(a) })
	for i, long := range x.many {
		for _, short := range x.many[i+1:] {
			rest, ok := strings.CutPrefix(long, short)
			if !ok || rest == "" {
				continue
			}
			if r, _ := utf8.DecodeRuneInString(rest); follow.Has(r) {
				return part{}, false
			}
		}
	}
	set := ecma.Set(nil)
	for i := 0; i < len(first); i += 2 {
		set = set.Union(first[i : i+2])
	}
	return part{steps: []step{x}, first: set}, true
}

// literalOf gives the only text that a node matches.
func literalOf(n *ecma.Node) (string, bool) {
	if r, ok := n.Literal(); ok {
		return string(r), true
	}
	if n.Op != ecma.Concat {
		return "", false
	}
	text := ""
	for _, sub := range n.Sub {
		r, ok := sub.Literal()
		if !ok {
			return "", false
		}
		text += string(r)
	}
	return text, true
}

// compileEither compiles an alternation that the next character decides.
func compileEither(n *ecma.Node, follow ecma.Set) (part, bool) {
	x := step{kind: either}
	var first ecma.Set
	for _, sub := range n.Sub {
		p, ok := compile(sub, follow)
		if !ok || p.first.Overlaps(first) || p.empty && (x.empty || len(p.steps) > 0) {
			return part{}, false
		}
		x.empty = x.empty || p.empty
		first = first.Union(p.first)
		if !p.empty {
			x.sub = append(x.sub, append([]step{classStep(p.first)}, p.steps...))
		}
	}
	if x.empty && first.Overlaps(follow) {
		return part{}, false
	}
	return part{steps: []step{x}, first: first, empty: x.empty}, true
}

// joinLiterals makes one step of literals that follow each other.
func joinLiterals(steps []step) []step {
	out := steps[:0]
	for _, x := range steps {
		if n := len(out); n > 0 && x.kind == text && out[n-1].kind == text {
			out[n-1].literal += x.literal
			continue
		}
		out = append(out, x)
	}
	return out
}
