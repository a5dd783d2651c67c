// Package circles finds what leads back to itself: packages that would import each
// other, schemas that are part of each other.
package circles

// Of numbers nodes, and all that they lead to, from 1: those have one number that lead
// to each other (Tarjan's algorithm). next calls lead with each node that one leads to.
func Of[T comparable](nodes []T, next func(node T, lead func(T))) map[T]int {
	w := walk[T]{next: next, index: map[T]int{}, low: map[T]int{}, circle: map[T]int{}}
	for _, n := range nodes {
		if w.index[n] == 0 {
			w.visit(n)
		}
	}
	return w.circle
}

type walk[T comparable] struct {
	next   func(T, func(T))
	index  map[T]int // in the order of the first visit
	low    map[T]int // the least index that a node leads back to
	circle map[T]int // of nodes that are settled
	open   []T       // the others, in the order of the first visit
}

func (w *walk[T]) visit(n T) {
	w.index[n] = len(w.index) + 1
	w.low[n] = w.index[n]
	w.open = append(w.open, n)
	w.next(n, func(to T) {
		switch {
		case w.circle[to] != 0:
		case w.index[to] == 0:
			w.visit(to)
			w.low[n] = min(w.low[n], w.low[to])
		default:
			w.low[n] = min(w.low[n], w.index[to])
		}
	})
	for w.low[n] == w.index[n] && w.circle[n] == 0 {
		last := w.open[len(w.open)-1]
		w.open = w.open[:len(w.open)-1]
		w.circle[last] = w.index[n]
	}
}
