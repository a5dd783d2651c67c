package schema

import "fmt"

// mark tells where a search for cycles stands with a node.
type mark uint8

const (
	unseen mark = iota
	open        // on the way to the current node
	done
)

// finish checks what only all nodes together show.
func finish(list []*node) []error {
	var errs []error
	for _, n := range list {
		if loop := n.findLoop(); loop != nil {
			errs = append(errs, fmt.Errorf("reading the schema at %s: it refers to itself for the same value", loop.pointer))
		}
	}
	spreadSecrets(list)
	return errs
}

// findLoop gives a node that applies itself to the same value again, which
// would never end.
func (n *node) findLoop() (loop *node) {
	switch n.mark {
	case open:
		return n
	case unseen:
		n.mark = open
		n.inPlace(func(x *node) {
			if loop == nil {
				loop = x.findLoop()
			}
		})
		n.mark = done
	}
	return loop
}

// spreadSecrets finds the schemas whose values are secrets or may hold some.
func spreadSecrets(list []*node) {
	for again := true; again; {
		again = false
		for _, n := range list {
			secret, holds := n.secret, n.holds
			n.inPlace(func(x *node) {
				secret = secret || x.secret
				holds = holds || x.holds
			})
			n.below(func(x *node) { holds = holds || x.secret || x.holds })
			again = again || secret != n.secret || holds != n.holds
			n.secret, n.holds = secret, holds
		}
	}
}
