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

// stackOf is d's stack for elements of type T and the empty list to read them into, or
// nil if it is in use: an element that holds another list of its own type must not move.
func stackOf[T any](d *Decoder) (*stack[T], []T) {
	for _, x := range d.stacks {
		if s, ok := x.(*stack[T]); ok {
			if s.busy {
				return nil, nil
			}
			if s.busy = true; s.epoch != d.epoch {
				s.chunk, s.last, s.epoch = nil, 0, d.epoch
			}
			return s, s.list
		}
	}
	s := &stack[T]{epoch: d.epoch, busy: true}
	d.keep(s)
	return s, nil
}

// keep adds a stack to those of d.
func (d *Decoder) keep(s any) {
	if len(d.stacks) >= maxStacks {
		clear(d.stacks)
		d.stacks = d.stacks[:0]
	}
	d.stacks = append(d.stacks, s)
}

// finish gives the elements of list, which were read on s, to keep; without a stack
// list itself, and nothing after a syntax error (next is -1). It is no method: those of
// a type that an interface holds are compiled for each type of elements, also where
// they are inlined.
func finish[T any](s *stack[T], list []T, next int) []T {
	if s == nil {
		return list
	}
	s.busy = false
	n := len(list)
	if size := int(unsafe.Sizeof(list[0])); next < 0 || cap(list)*size > maxStack {
		s.list = nil // list was copied from there as it grew
		return list
	} else if len(s.chunk) < n {
		s.last = chunkFor(n, s.last, size)
		s.chunk = make([]T, s.last)
	}
	out := s.chunk[:n:n]
	s.chunk = s.chunk[n:]
	copy(out, list)
	clear(list)
	s.list = list[:0]
	return out
}

// chunkFor is the number of elements of size bytes for a chunk that follows one of
// last and has place for n.
func chunkFor(n, last, size int) int {
	return max(n, min(2*last, maxChunk/max(1, size)))
}
