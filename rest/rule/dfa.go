package rule

import (
	"encoding/binary"
	"slices"
	"unicode/utf8"

	"github.com/specho/specho/rest/format/ecma"
)

// Limits of a dfa, which takes two bytes for each state and class.
const (
	maxStates  = 400
	maxClasses = 64
)

// The first two states end the work: no text that starts like this matches, or
// every one does.
const (
	deadState  = 0
	matchState = 1
)

// dfa is an expression as a table: one step for each character of the text.
// Characters that all sets of the expression treat alike form a class.
type dfa struct {
	ascii  [utf8.RuneSelf]uint8 // class of a character
	bounds []rune               // first characters of the ranges beyond ASCII
	wide   []uint8              // class of each range
	n      int                  // number of classes
	next   []uint16             // next[state*n + class]; only while it is built
	accept []bool               // whether the text may end in a state
	start  uint16

	// rows has a row of n+1 for each state: by class the place of the next state's
	// row, then 1 if the text may end here. It saves a multiplication a character.
	rows []uint16
}

// match reports whether the text matches.
func (d *dfa) match(s string) bool {
	width := d.n + 1
	row := int(d.start) * width
	for i := 0; i < len(s) && row > matchState*width; {
		var class uint8
		if c := s[i]; c < utf8.RuneSelf {
			class = d.ascii[c]
			i++
		} else {
			r, size := utf8.DecodeRuneInString(s[i:])
			class = d.classOf(r)
			i += size
		}
		row = int(d.rows[row+int(class)])
	}
	return d.rows[row+d.n] != 0
}

// flatten makes the rows.
func (d *dfa) flatten() {
	width := d.n + 1
	d.rows = make([]uint16, len(d.accept)*width)
	for state, ok := range d.accept {
		row := d.rows[state*width : (state+1)*width]
		for class := range d.n {
			row[class] = d.next[state*d.n+class] * uint16(width)
		}
		if ok {
			row[d.n] = 1
		}
	}
	d.next, d.accept = nil, nil
}

// classOf gives the class of a character beyond ASCII.
func (d *dfa) classOf(r rune) uint8 {
	i, found := slices.BinarySearch(d.bounds, r)
	if !found {
		i--
	}
	return d.wide[i]
}

// newDFA compiles an expression, or gives nil for one that is too large or
// that is not regular.
func newDFA(n *ecma.Node) *dfa {
	a := newNFA(n)
	if a == nil || len(a.sets) > 64 {
		return nil
	}
	d := &dfa{}
	members := d.divide(a.sets)
	if d.n > maxClasses {
		return nil
	}
	b := builder{nfa: a, dfa: d, members: members, ids: map[string]uint16{}}
	if !b.build() {
		return nil
	}
	d.flatten()
	return d
}

// divide finds the classes. It gives for each class the sets that it lies in,
// as bits.
func (d *dfa) divide(sets []ecma.Set) (members []uint64) {
	bounds := []rune{0, utf8.RuneSelf}
	for _, s := range sets {
		for i := 0; i < len(s); i += 2 {
			bounds = append(bounds, s[i], s[i+1]+1)
		}
	}
	slices.Sort(bounds)
	bounds = slices.Compact(bounds)
	for i, first := range bounds {
		var in uint64
		for k, s := range sets {
			if s.Has(first) {
				in |= 1 << k
			}
		}
		class := slices.Index(members, in)
		if class < 0 {
			class = len(members)
			members = append(members, in)
		}
		if first >= utf8.RuneSelf {
			d.bounds, d.wide = append(d.bounds, first), append(d.wide, uint8(class))
			continue
		}
		for c := first; c < bounds[i+1]; c++ {
			d.ascii[c] = uint8(class)
		}
	}
	d.n = len(members)
	return members
}

// builder makes the states of a dfa: each is a set of places of the nfa.
type builder struct {
	nfa     *nfa
	dfa     *dfa
	members []uint64
	ids     map[string]uint16 // state by its places
	places  [][]int           // places of each state that wait for a character
	seen    []bool            // scratch: places reached without a character
	ends    []bool            // scratch: the same at the end of the text
}

// build makes all states, from the start on. It gives up on too many.
func (b *builder) build() bool {
	d := b.dfa
	b.places = make([][]int, 2)
	b.seen, b.ends = make([]bool, len(b.nfa.insts)), make([]bool, len(b.nfa.insts))
	d.accept = []bool{deadState: false, matchState: true}
	d.next = make([]uint16, 2*d.n)
	for i := range d.n {
		d.next[d.n+i] = matchState
	}
	d.start = b.state([]int{b.nfa.start}, true)
	for i := 2; i < len(b.places); i++ {
		for class := range d.n {
			d.next[i*d.n+class] = b.state(b.step(b.places[i], b.members[class]), false)
		}
		if len(b.places) > maxStates {
			return false
		}
	}
	return true
}

// step gives the places after a character of a class. A match may start
// anywhere, so the start of the expression is always one of them.
func (b *builder) step(places []int, in uint64) []int {
	next := []int{b.nfa.start}
	for _, pc := range places {
		if x := b.nfa.insts[pc]; x.op == opClass && in>>x.set&1 != 0 {
			next = append(next, x.x)
		}
	}
	return next
}

// state gives the state of what is reached from places.
func (b *builder) state(from []int, begin bool) uint16 {
	clear(b.seen)
	clear(b.ends)
	match, matchEnd := false, false
	for _, pc := range from {
		match = b.nfa.closure(b.seen, pc, begin, false) || match
		matchEnd = b.nfa.closure(b.ends, pc, begin, true) || matchEnd
	}
	if match {
		return matchState
	}
	var places []int
	var key []byte
	for pc, ok := range b.seen {
		if ok && b.nfa.insts[pc].op == opClass {
			places = append(places, pc)
			key = binary.LittleEndian.AppendUint16(key, uint16(pc))
		}
	}
	if matchEnd {
		key = append(key, 'e')
	}
	if len(key) == 0 {
		return deadState
	}
	if id, ok := b.ids[string(key)]; ok {
		return id
	}
	id := uint16(len(b.places))
	b.ids[string(key)] = id
	b.places = append(b.places, places)
	b.dfa.accept = append(b.dfa.accept, matchEnd)
	b.dfa.next = append(b.dfa.next, make([]uint16, b.dfa.n)...)
	return id
}
