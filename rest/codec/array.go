package codec

import (
	"unsafe"

	"github.com/specho/specho/rest/rule"
)

// ReadArray reads the array at i into *v, its elements with read. An empty array
// gives an empty slice that is not nil. A value that is no array is a violation.
func ReadArray[T any](v *[]T, d *Decoder, i int, r *rule.Array, read func(v *T, d *Decoder, i int) int) int {
	b, at := d.B, i
	if b[i] != '[' {
		return d.mistyped(i, notArray)
	}
	if !d.enter(i) {
		return -1
	}
	if i = d.firstItem(i + 1); i < 0 {
		*v = []T{}
		d.depth--
		d.Fail(at, r.Check(0))
		return ^i
	}
	s := stackOf[T](d)
	list := s.start()
	var starts []int
	for ; i >= 0; i = d.nextItem(i) {
		if len(list) == cap(list) {
			list = growList(list, len(b)-i, i-at)
		}
		if r != nil && r.Unique {
			starts = append(starts, i)
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
	d.depth--
	if r != nil {
		d.Fail(at, r.Check(len(*v)))
		if len(starts) > 1 {
			return d.unique(at, ^i, starts, r)
		}
	}
	return ^i
}

// growList makes room in a full list. After the first elements, the bytes they
// took (used) and the bytes that follow (left) tell how many more there can be.
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
