package codec

import (
	"unsafe"

	"github.com/specho/specho/rest/rule"
)

// ReadArray reads the array at i into *v, its elements with read. An empty array
// gives an empty slice that is not nil. A value that is no array is a violation.
//
// What does not depend on T is in the methods of arrayLoop: a program has a copy of
// this function for each type of elements.
func ReadArray[T any](v *[]T, d *Decoder, i int, r *rule.Array, read func(v *T, d *Decoder, i int) int) int {
	var a arrayLoop
	if i = a.open(d, i, r); !a.more {
		if a.empty {
			*v = []T{}
		}
		return i
	}
	s := d.stackOf((*T)(nil))
	var list []T
	if s != nil {
		list = unsafe.Slice((*T)(s.list), s.room)[:0]
	}
	for a.more {
		if a.n == cap(list) {
			list = grown(list, a.room(d, i, unsafe.Sizeof(list[0])))
		}
		list = list[:a.n+1]
		i = a.next(d, read(&list[a.n], d, i))
	}
	if list = finish(s, list, i); i < 0 {
		return i
	}
	*v = list
	return a.close(d, i)
}

// arrayLoop is the loop over the elements of one array. It lives on the stack of
// ReadArray.
type arrayLoop struct {
	at     int // offset of the bracket
	n      int // elements before the current one
	rule   *rule.Array
	more   bool  // there is a current element
	empty  bool  // the value is an array without elements
	starts []int // offsets of the elements, where they have to differ
}

// open goes to the first element of the array at i. There is none if the array is
// empty or the value is no array; then the result is the index after it.
func (a *arrayLoop) open(d *Decoder, i int, r *rule.Array) int {
	if d.B[i] != '[' {
		return d.mistyped(i, notArray)
	}
	if !d.enter(i) {
		return -1
	}
	a.at, a.rule = i, r
	next := d.firstItem(i + 1)
	if next >= 0 {
		a.more = true
		a.note(next)
		return next
	}
	a.empty = true
	d.depth--
	d.Fail(i, r.Check(0))
	return ^next
}

// next goes on after an element that ends before i: to the next one, or to the index
// after the array.
func (a *arrayLoop) next(d *Decoder, i int) int {
	if i >= 0 {
		i = d.nextItem(i)
	}
	if i >= 0 {
		a.n++
		if a.starts != nil {
			a.note(i)
		}
		return i
	}
	a.more = false
	if i == -1 {
		return -1
	}
	a.n++
	return ^i
}

// note remembers where an element begins, if elements have to differ.
func (a *arrayLoop) note(i int) {
	if a.rule != nil && a.rule.Unique {
		a.starts = append(a.starts, i)
	}
}

// close checks the array, which ends before next.
func (a *arrayLoop) close(d *Decoder, next int) int {
	d.depth--
	if a.rule == nil {
		return next
	}
	d.Fail(a.at, a.rule.Check(a.n))
	if len(a.starts) > 1 {
		return d.unique(a.at, next, a.starts, a.rule)
	}
	return next
}

// room is how many elements of size bytes a full list should have place for. After
// the first elements, the bytes they took and the bytes that follow tell how many more
// there can be.
func (a *arrayLoop) room(d *Decoder, i int, size uintptr) int {
	if a.n == 0 {
		return 4
	}
	used, left := i-a.at, len(d.B)-i
	more := min(3*a.n, 1+left/max(1, used/a.n), 1+growBytes/int(max(1, size)))
	return a.n + max(more, a.n/4)
}

// grown is list with place for room elements.
//
//go:noinline
func grown[T any](list []T, room int) []T {
	g := make([]T, len(list), room)
	copy(g, list)
	return g
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
