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

// walk finds the route for the rest of a path below n, or -1. It goes on without
// a call where there is one way only, and so nothing to come back to.
func (s *search) walk(n *node, rest string) int {
	for {
		seg, after := rest, -1
		if i := strings.IndexByte(rest, '/'); i >= 0 {
			seg, after = rest[:i], i+1
		}
		child := s.literal(n, seg)
		switch {
		case child == nil && len(n.holes) == 0:
			return -1
		case child == nil && len(n.holes) == 1:
			h := &n.holes[0]
			if !h.match(seg, s.params) {
				return -1
			}
			child = h.next
		case len(n.holes) > 0:
			return s.choose(n, child, seg, rest, after)
		}
		if after < 0 {
			return s.end(child)
		}
		n, rest = child, rest[after:]
	}
}

// literal gives the child for a segment without parameters.
func (s *search) literal(n *node, seg string) *node {
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
