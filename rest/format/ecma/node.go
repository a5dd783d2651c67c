// Package ecma reads regular expressions of ECMA-262, the dialect of JSON
// Schema's "pattern", and translates them into the syntax of package regexp
// where the meaning can be kept. A [Matcher] matches lookaround, which that
// package lacks.
//
// Expressions are read with the u flag, so they match code points. What
// documents in the wild need from Annex B is accepted, too: escaped
// punctuation, braces that are no quantifier, a hyphen next to \w in a class.
// An escaped letter without a meaning is refused as in ECMA-262.
package ecma

import "slices"

// Op tells the kinds of nodes apart.
type Op uint8

// The kinds of nodes.
const (
	Empty       Op = iota // matches the empty text
	Class                 // one code point of Set
	Concat                // Sub one after another
	Alternate             // one of Sub
	Repeat                // Sub[0], Min to Max times
	Begin                 // start of the text
	End                   // end of the text
	Boundary              // \b
	NotBoundary           // \B
	Ahead                 // where a match of Sub[0] starts; with Not where none does
	Behind                // where a match of Sub[0] ends; with Not where none does
	Unsupported           // Text names a construct that needs backtracking
)

// Node is a part of an expression. Groups leave no node of their own: which
// text they capture does not matter to a validator.
type Node struct {
	Op   Op
	Set  Set
	Sub  []*Node
	Min  int
	Max  int // -1 means no limit
	Not  bool
	Text string
}

// Find gives the first node in the tree that is of one of the kinds, or nil.
func (n *Node) Find(ops ...Op) *Node {
	if slices.Contains(ops, n.Op) {
		return n
	}
	for _, sub := range n.Sub {
		if found := sub.Find(ops...); found != nil {
			return found
		}
	}
	return nil
}

// Literal gives the only code point that a Class node matches.
func (n *Node) Literal() (rune, bool) {
	if n.Op == Class && len(n.Set) == 2 && n.Set[0] == n.Set[1] {
		return n.Set[0], true
	}
	return 0, false
}
