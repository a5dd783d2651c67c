package route

import "strings"

// search is one walk through the tree. A node is visited once at most, since
// only one chain of choices leads to it, so the cost is bounded by the path times
// the nodes of its depth, and in practice by the path.
type search struct {
	method  string
	params  *Params
	encoded bool     // the path has percent signs
	fits    bool     // a template fits, with another method
	leaves  *[]*leaf // collects the leaves that fit, if wanted; nothing is found then
}

// direct finds the one leaf that a path fits, nil if there is none. It is false where
// several ways go on from a node: they are for search to try. No segment is encoded.
func (n *node) direct(rest string, params *Params) (l *leaf, ok bool) {
	for {
		seg, last := rest, true
		if i := strings.IndexByte(rest, '/'); i >= 0 {
			seg, rest, last = rest[:i], rest[i+1:], false
		}
		var child *node
		if len(n.edges.slots) > 0 {
			child = n.edges.get(seg)
		}
		switch {
		case len(n.holes) == 0:
		case len(n.holes) > 1 || child != nil:
			return nil, false
		case n.holes[0].match(seg, params):
			child = n.holes[0].next
		}
		if child == nil {
			return nil, true
		}
		if last {
			return child.leaf, true
		}
		n = child
	}
}

// walk finds the route for the rest of a path below n, or -1.
func (s *search) walk(n *node, rest string) int {
	seg, after := rest, -1
	if i := strings.IndexByte(rest, '/'); i >= 0 {
		seg, after = rest[:i], i+1
	}
	return s.choose(n, s.literal(n, seg), seg, rest, after)
}

// literal gives the child for a segment without parameters.
func (s *search) literal(n *node, seg string) *node {
	if len(n.edges.slots) == 0 {
		return nil
	}
	if s.encoded && strings.IndexByte(seg, '%') >= 0 {
		dec, ok := decode(seg, false)
		if !ok {
			return nil
		}
		return n.edges.get(dec)
	}
	return n.edges.get(seg)
}

// choose tries all children that fit a segment: the literal one, if any, then
// those with parameters.
func (s *search) choose(n, child *node, seg, rest string, after int) int {
	if child != nil {
		if index := s.enter(child, rest, after); index >= 0 {
			return index
		}
	}
	mark := s.params.n
	for i := range n.holes {
		s.params.n = mark
		h := &n.holes[i]
		if h.match(seg, s.params) {
			if index := s.enter(h.next, rest, after); index >= 0 {
				return index
			}
		}
	}
	return -1
}

// enter goes on below a child, or ends there if the path does.
func (s *search) enter(n *node, rest string, after int) int {
	mark := s.params.n
	index := -1
	if after >= 0 {
		index = s.walk(n, rest[after:])
	} else {
		index = s.end(n)
	}
	if index < 0 {
		s.params.n = mark
	}
	return index
}

// end finds the method of the template that ends at n, if one does.
func (s *search) end(n *node) int {
	l := n.leaf
	if l == nil {
		return -1
	}
	s.fits = true
	if s.leaves != nil {
		*s.leaves = append(*s.leaves, l)
		return -1
	}
	return l.find(s.method)
}
