package codec

import "unsafe"

// stack is where the elements of an array are read before their number is
// known: a finished list is an exact copy, cut from a chunk that many lists of
// a document share, and the stack is used again. Its lists are of one type, which
// it does not name: a program would have a copy of all that deals with stacks for
// each type of elements.
type stack struct {
	of    any            // a nil pointer to the type of the elements
	list  unsafe.Pointer // room elements, all zero
	room  int
	chunk unsafe.Pointer // the left elements that are left of the last chunk
	left  int
	last  int // elements of the last chunk
	busy  bool
	epoch uint64
}

// maxStack bounds the elements on a stack and maxChunk a shared chunk, in bytes.
const (
	maxStack = 32 << 10
	maxChunk = 4 << 10
)

// maxStacks is how many stacks a decoder keeps: one for each element type.
const maxStacks = 16

// stackOf is d's stack for the elements that of points to, or nil if it is in use: an
// element that holds another list of its own type must not move.
func (d *Decoder) stackOf(of any) *stack {
	for _, s := range d.stacks {
		if s.of != of {
			continue
		}
		if s.busy {
			return nil
		}
		if s.busy = true; s.epoch != d.epoch {
			s.chunk, s.left, s.last, s.epoch = nil, 0, 0, d.epoch
		}
		return s
	}
	if len(d.stacks) >= maxStacks {
		clear(d.stacks)
		d.stacks = d.stacks[:0]
	}
	s := &stack{of: of, epoch: d.epoch, busy: true}
	d.stacks = append(d.stacks, s)
	return s
}

// finish gives the elements of list, which were read on s, to keep; without a stack
// list itself, and nothing after a syntax error (next is -1).
func finish[T any](s *stack, list []T, next int) []T {
	if s == nil {
		return list
	}
	size := unsafe.Sizeof(list[0])
	switch s.free(len(list), cap(list), size, next) {
	case moved:
		return list
	case short:
		chunk := make([]T, s.last)
		s.chunk, s.left = unsafe.Pointer(unsafe.SliceData(chunk)), len(chunk)
	}
	out := unsafe.Slice((*T)(s.cut(len(list), size)), len(list))
	copy(out, list)
	clear(list)
	s.list, s.room = unsafe.Pointer(unsafe.SliceData(list)), cap(list)
	return out
}

// What becomes of a list that has been read: it is copied to the chunk, the chunk is
// too short, or the list was copied from the stack as it grew and stays where it is.
const (
	copied = iota
	short
	moved
)

// free gives s back after n elements of size bytes in a list with place for room. If
// the chunk is too short for them, the next one has last elements.
func (s *stack) free(n, room int, size uintptr, next int) int {
	s.busy = false
	switch {
	case next < 0 || room*int(size) > maxStack:
		s.list, s.room = nil, 0
		return moved
	case s.left < n:
		s.last = max(n, min(2*s.last, maxChunk/max(1, int(size))))
		return short
	}
	return copied
}

// cut takes n elements of size bytes from the chunk.
func (s *stack) cut(n int, size uintptr) unsafe.Pointer {
	p := s.chunk
	if s.left -= n; s.left > 0 {
		s.chunk = unsafe.Add(p, uintptr(n)*size)
	} else {
		s.chunk = nil
	}
	return p
}
