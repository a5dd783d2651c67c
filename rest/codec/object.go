package codec

import (
	"bytes"
	"math/bits"
	"sync"

	"github.com/specho/specho/rest/rule"
)

// Object is the loop over the members of one object. It lives on the stack of
// the generated reader:
//
//	var o codec.Object
//	for i = o.Open(d, i); o.More; i = o.Next(d, i) {
//		switch o.Member(&addressMembers) {
//		case 0: // "street"
//			i = codec.ReadString(&v.Street, d, i, &addressStreet)
//		default:
//			i = o.Unknown(d, i)
//		}
//	}
//	return o.Close(d, i, &addressMembers)
type Object struct {
	// Key is the name of the current member, valid until its value is read.
	Key []byte
	// More tells that there is a current member.
	More bool
	// Bad tells that the value is not an object.
	Bad bool

	at    int      // offset of the brace
	name  name     // where the current member is
	n     int      // members so far
	seen  uint64   // members 0 to 63 that were seen
	far   []uint64 // members from 64 on that were seen
	next  int      // the member that is expected: the one after the last in the document's order
	twice bool     // the current member was seen before
	base  int      // first of this object's entries in Decoder.names
}

// name is where a member is: the offsets of the quotes around its name and of
// its value, and whether the name has no escapes.
type name struct {
	key, end, value int
	plain           bool
}

// Open starts the loop over the object at i and returns the index of the first
// member's value. If there is another value at i, that is a violation: it is
// skipped, and Bad is set.
func (o *Object) Open(d *Decoder, i int) int {
	b := d.B
	if b[i] != '{' {
		o.Bad = true
		return d.mistyped(i, notObject)
	}
	o.at, o.base = i, len(d.names)
	if !d.enter(i) {
		return -1
	}
	first := i + 1
	if b[first] <= ' ' {
		first = space(b, first)
	}
	if b[first] == '}' {
		return first + 1
	}
	return o.Next(d, i)
}

// Next goes on after the value that ends before i: it returns the index of the
// next member's value, or the index after the object.
func (o *Object) Next(d *Decoder, i int) int {
	o.More = false
	if i < 0 {
		return i
	}
	if o.twice {
		o.repeated(d)
	}
	b := d.B
	if b[i] <= ' ' {
		i = space(b, i)
	}
	// Open goes on from the brace as from a comma.
	if b[i] != ',' && (b[i] != '{' || o.n > 0) {
		if b[i] == '}' {
			return i + 1
		}
		return d.Syntax(i, "',' or '}' expected")
	}
	if i++; b[i] <= ' ' {
		i = space(b, i)
	}
	if b[i] != '"' {
		return d.Syntax(i, "member name expected")
	}
	end := i + 1
	for { // ends in the padding at the latest: zeros are special
		if m := special(load8(b, end)); m != 0 {
			end += bits.TrailingZeros64(m) >> 3
			break
		}
		end += 8
	}
	if b[end] != '"' {
		return o.odd(d, i, end)
	}
	o.n++
	o.Key = b[i+1 : end]
	o.name.key, o.name.end, o.name.plain = i, end, true
	if b[end+1] == ':' && b[end+2] > ' ' {
		o.More = true
		return end + 2
	}
	return o.colon(d, end+1)
}

// odd reads the rest of a name that has escapes or is not ASCII; end is the
// first character that is not plain.
func (o *Object) odd(d *Decoder, i, end int) int {
	end, plain := d.spanSlow(end)
	if end < 0 {
		return end
	}
	if o.Key = d.B[i+1 : end]; !plain {
		o.Key = unescape(nil, o.Key)
	}
	o.n++
	o.name.key, o.name.end, o.name.plain = i, end, plain
	return o.colon(d, end+1)
}

func (o *Object) colon(d *Decoder, i int) int {
	i = d.colon(i)
	o.More = i >= 0
	return i
}

// Member gives the index of the current member in m and notes that it was seen,
// or -1 if m does not name it. Objects mostly have their members in the order of
// the document, so the next one is tried first.
func (o *Object) Member(m *rule.Members) int {
	n := o.next
	if n >= len(m.Names) || m.Names[n] != string(o.Key) {
		if n = find(m, o.Key, n); n < 0 {
			return n
		}
	}
	o.next = n + 1
	if n >= 64 {
		o.sawFar(n)
		return n
	}
	bit := uint64(1) << (uint(n) & 63)
	o.twice = o.seen&bit != 0
	o.seen |= bit
	return n
}

// manyMembers is from how many members on a map pays.
const manyMembers = 32

// memberMaps holds a map[string]int for each *rule.Members with many members that
// was read. Rules are static, so there are not more of them than in the program.
var memberMaps sync.Map

// find looks for a name, from the one after n on.
func find(m *rule.Members, key []byte, n int) int {
	names := m.Names
	if len(names) > manyMembers {
		return lookUp(m, key)
	}
	for i := n + 1; i < len(names); i++ {
		if names[i] == string(key) {
			return i
		}
	}
	for i := range names[:min(n, len(names))] {
		if names[i] == string(key) {
			return i
		}
	}
	return -1
}

// lookUp is find for many members.
func lookUp(m *rule.Members, key []byte) int {
	known, found := memberMaps.Load(m)
	if !found {
		index := make(map[string]int, len(m.Names))
		for i, name := range m.Names {
			index[name] = i
		}
		known, _ = memberMaps.LoadOrStore(m, index)
	}
	if n, ok := known.(map[string]int)[string(key)]; ok {
		return n
	}
	return -1
}

func (o *Object) sawFar(n int) {
	w, bit := n/64-1, uint64(1)<<(n&63)
	for len(o.far) <= w {
		o.far = append(o.far, 0)
	}
	o.twice = o.far[w]&bit != 0
	o.far[w] |= bit
}

// Has reports whether the known member n was seen.
func (o *Object) Has(n int) bool {
	if n < 64 {
		return o.seen>>(uint(n)&63)&1 != 0
	}
	w := n/64 - 1
	return w < len(o.far) && o.far[w]>>(n&63)&1 != 0
}

// Name is the current member's name as a string of its own.
func (o *Object) Name() string { return string(o.Key) }

// Unknown skips the current member, which the schema does not name. Close
// checks that its name is not repeated, and refuses it in a closed object.
func (o *Object) Unknown(d *Decoder, i int) int {
	x := o.name
	x.value = i
	if i = d.Skip(i); i >= 0 {
		d.names = append(d.names, x)
		d.dropped++
	}
	return i
}

// Close ends the loop: it checks m's required members, which must all be there,
// the number of members and the unknown ones. A nil m has no such rules.
// It returns i.
func (o *Object) Close(d *Decoder, i int, m *rule.Members) int {
	if o.Bad || i < 0 {
		return i
	}
	d.depth--
	if len(d.names) > o.base {
		o.unknown(d, m != nil && m.Closed)
	}
	if m != nil {
		o.check(d, m)
	}
	return i
}

// check is in the order of the document's words: what is missing, then how much
// there is.
func (o *Object) check(d *Decoder, m *rule.Members) {
	for w, need := range m.Required {
		have := o.seen
		if w > 0 {
			have = 0
			if w <= len(o.far) {
				have = o.far[w-1]
			}
		}
		if need &^= have; need != 0 {
			o.missing(d, m, w*64, need)
		}
	}
	if m.MinProperties|m.MaxProperties != 0 || m.Empty {
		d.Fail(o.at, m.Check(o.n))
	}
}

// missing records the members whose bit is set in lack, counted from first.
func (o *Object) missing(d *Decoder, m *rule.Members, first int, lack uint64) {
	for n := first; lack != 0; n, lack = n+1, lack>>1 {
		if lack&1 != 0 && n < len(m.Names) {
			d.FailMember(o.at, m.Names[n], missing)
		}
	}
}

// repeated records that the current member was there before.
func (o *Object) repeated(d *Decoder) {
	o.twice = false
	d.Fail(o.name.key, duplicate)
}

// manyNames is from how many names on a set pays for finding repeated ones.
const manyNames = 8

// unknown checks the object's unknown members and forgets them.
func (o *Object) unknown(d *Decoder, closed bool) {
	list := d.names[o.base:]
	d.names = d.names[:o.base]
	if closed {
		for _, x := range list {
			d.Fail(x.value, extra)
		}
	}
	if len(list) > manyNames {
		seen := make(map[string]struct{}, len(list))
		for _, x := range list {
			k := x.text(d)
			if _, twice := seen[string(k)]; twice {
				d.Fail(x.key, duplicate)
			}
			seen[view(k)] = struct{}{}
		}
		return
	}
	for i, x := range list {
		for _, y := range list[:i] {
			if bytes.Equal(x.text(d), y.text(d)) {
				d.Fail(x.key, duplicate)
				break
			}
		}
	}
}

// text is the member's name without escapes.
func (x name) text(d *Decoder) []byte {
	raw := d.B[x.key+1 : x.end]
	if x.plain {
		return raw
	}
	return unescape(nil, raw)
}
