package codec

import (
	"unsafe"

	"github.com/specho/specho/rest/rule"
)

// ReadArray reads the array at i into *v, its elements with read. An empty array
// gives an empty slice that is not nil. A value that is no array is a violation.
//
// What does not depend on T is in functions of its own: a program has a copy of this
// one for each type of elements.
func ReadArray[T any](v *[]T, d *Decoder, i int, r *rule.Array, read func(v *T, d *Decoder, i int) int) int {
	at := i
	i, more := d.openArray(at, r)
	if !more {
		if i >= 0 && d.B[at] == '[' {
			*v = []T{}
		}
		return i
	}
	s := stackOf[T](d)
	list := s.start()
	var starts []int
	for ; i >= 0; i = d.nextItem(i) {
		if len(list) == cap(list) {
			list = growList(list, len(d.B)-i, i-at)
		}
		if r != nil && r.Unique {
			starts = noteStart(starts, i)
		}
		list = list[:len(list)+1]
		if i = read(&list[len(list)-1], d, i); i < 0 {
			break
		}
	}
	if i == -1 {
		s.abandon()
		return -1
	}
	*v = s.finish(list)
	return d.closeArray(at, ^i, len(*v), r, starts)
}

// openArray goes to the first element of the array at i. There is none if the array
// is empty or the value is no array; then the result is the index after it.
func (d *Decoder) openArray(i int, r *rule.Array) (next int, more bool) {
	if d.B[i] != '[' {
		return d.mistyped(i, notArray), false
	}
	if !d.enter(i) {
		return -1, false
	}
	if next = d.firstItem(i + 1); next >= 0 {
		return next, true
	}
	d.depth--
	d.Fail(i, r.Check(0))
	return ^next, false
}

// closeArray checks the array at i, of n elements, which ends before next. starts
// are the elements' places where they have to differ.
func (d *Decoder) closeArray(i, next, n int, r *rule.Array, starts []int) int {
	d.depth--
	if r == nil {
		return next
	}
	d.Fail(i, r.Check(n))
	if len(starts) > 1 {
		return d.unique(i, next, starts, r)
	}
	return next
}

// noteStart appends i.
//
//go:noinline
func noteStart(starts []int, i int) []int { return append(starts, i) }

// growList makes room in a full list. After the first elements, the bytes they
// took (used) and the bytes that follow (left) tell how many more there can be.
//
//go:noinline
func growList[T any](list []T, left, used int) []T {
	n := len(list)
	more := 4
	if n > 0 {
		more = min(3*n, 1+left/max(1, used/n), 1+growBytes/int(max(1, unsafe.Sizeof(list[0]))))
		more = max(more, n/4)
	}
	grown := make([]T, n, n+more)
	copy(grown, list)
	return grown
}

// growBytes bounds what a list sets aside in advance.
const growBytes = 1 << 16

// firstItem goes to the first element of an array, whose bracket is before i.
// At the end of the array the result is the complement of the index after it,
// which is negative: see nextItem.
func (d *Decoder) firstItem(i int) int {
	b := d.B
	if b[i] <= ' ' {
		i = space(b, i)
	}
	if b[i] == ']' {
		return ^(i + 1)
	}
	return i
}

// nextItem goes from the end of an element to the next one. At the end of the
// array it returns the complement of the index after it; after a syntax error
// it returns -1, which is the complement of no such index.
func (d *Decoder) nextItem(i int) int {
	b := d.B
	if b[i] <= ' ' {
		i = space(b, i)
	}
	switch b[i] {
	case ',':
		i++
		if b[i] <= ' ' {
			i = space(b, i)
		}
		return i
	case ']':
		return ^(i + 1)
	}
	return d.Syntax(i, "',' or ']' expected")
}
