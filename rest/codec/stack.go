package codec

import "unsafe"

// stack is where the elements of an array are read before their number is
// known: a finished list is an exact copy, cut from a chunk that many lists of
// a document share, and the stack is used again.
type stack[T any] struct {
	list  []T // empty, and zero up to its capacity
	busy  bool
	chunk []T // what is left of the last chunk
	last  int // size of the last chunk
	epoch uint64
}

// maxStack bounds the elements on a stack and maxChunk a shared chunk, in bytes.
const (
	maxStack = 32 << 10
	maxChunk = 4 << 10
)

// maxStacks is how many stacks a decoder keeps: one for each element type.
const maxStacks = 16

// stackOf is d's stack for elements of type T, or nil if it is in use: an
// element that holds another list of its own type must not move.
func stackOf[T any](d *Decoder) *stack[T] {
	for _, x := range d.stacks {
		if s, ok := x.(*stack[T]); ok {
			if s.busy {
				return nil
			}
			if s.busy = true; s.epoch != d.epoch {
				s.chunk, s.last, s.epoch = nil, 0, d.epoch
			}
			return s
		}
	}
	if len(d.stacks) >= maxStacks {
		clear(d.stacks)
		d.stacks = d.stacks[:0]
	}
	s := &stack[T]{epoch: d.epoch, busy: true}
	d.stacks = append(d.stacks, s)
	return s
}

// start is the empty list to read elements into.
func (s *stack[T]) start() []T {
	if s == nil {
		return nil
	}
	return s.list
}

// finish gives the elements of list, which began as start, to keep.
func (s *stack[T]) finish(list []T) []T {
	if s == nil {
		return list
	}
	s.busy = false
	if cap(list)*int(unsafe.Sizeof(list[0])) > maxStack {
		clear(s.list[:cap(s.list)]) // list was copied from there as it grew
		return list
	}
	n := len(list)
	if len(s.chunk) < n {
		most := maxChunk / int(max(1, unsafe.Sizeof(list[0])))
		s.last = max(n, min(2*s.last, most))
		s.chunk = make([]T, s.last)
	}
	out := s.chunk[:n:n]
	s.chunk = s.chunk[n:]
	copy(out, list)
	clear(list)
	s.list = list[:0]
	return out
}

// abandon is finish after a syntax error.
func (s *stack[T]) abandon() {
	if s != nil {
		s.list, s.busy = nil, false
	}
}
