package rule

import (
	"slices"

	"github.com/specho/specho/rest/format/ecma"
)

// least gives an expression that is found in the same texts, with as little as
// possible at its ends: a repetition that an anchor does not hold matches as soon as
// it matches its least number of times.
func least(n *ecma.Node) *ecma.Node {
	switch n.Op {
	case ecma.Repeat:
		return fewest(n)
	case ecma.Alternate:
		subs := make([]*ecma.Node, len(n.Sub))
		for i, sub := range n.Sub {
			subs[i] = least(sub)
		}
		return &ecma.Node{Op: ecma.Alternate, Sub: subs}
	case ecma.Concat:
		return leastSequence(n)
	}
	return n
}

// fewest is a repetition at its least; what can do without is nothing.
func fewest(n *ecma.Node) *ecma.Node {
	switch n.Min {
	case 0:
		return &ecma.Node{Op: ecma.Empty}
	case 1:
		return n.Sub[0]
	}
	return &ecma.Node{Op: ecma.Repeat, Sub: n.Sub, Min: n.Min, Max: n.Min}
}

// leastSequence cuts a sequence at both ends, where repetitions stand.
func leastSequence(n *ecma.Node) *ecma.Node {
	parts := slices.Clone(n.Sub)
	for len(parts) > 1 && parts[0].Op == ecma.Repeat && parts[0].Min == 0 {
		parts = parts[1:]
	}
	for len(parts) > 1 && parts[len(parts)-1].Op == ecma.Repeat && parts[len(parts)-1].Min == 0 {
		parts = parts[:len(parts)-1]
	}
	if len(parts) == 1 {
		return least(parts[0])
	}
	for _, i := range []int{0, len(parts) - 1} {
		if parts[i].Op == ecma.Repeat {
			parts[i] = fewest(parts[i])
		}
	}
	return &ecma.Node{Op: ecma.Concat, Sub: parts}
}
