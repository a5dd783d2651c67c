package schema

import (
	"bytes"
	"cmp"
	"hash/maphash"
	"slices"

	"github.com/specho/specho/rest/rule"
)

// fewMembers is up to how many members objects are compared without an index.
const fewMembers = 16

// equals reports whether the value i of a and the value j of b are the same JSON
// value: 1 equals 1.0, the order of members does not matter. The names in a must
// not repeat.
func (c *check) equals(a *tape, i int, b *tape, j int) bool {
	x, y := &a.tokens[i], &b.tokens[j]
	if c.work--; c.work < 0 {
		c.stop = true
	}
	if c.stop || x.kind != y.kind || x.n != y.n {
		return false
	}
	switch x.kind {
	case boolean:
		return x.end-x.at == y.end-y.at
	case text:
		return a.text(i) == b.text(j)
	case anyNumber:
		s, t := a.raw(i), b.raw(j)
		var buf1, buf2 [64]byte
		return bytes.Equal(s, t) || toNumber(s, buf1[:]).equal(toNumber(t, buf2[:]))
	case array:
		p, q := i+1, j+1
		for range x.n {
			if !c.equals(a, p, b, q) {
				return false
			}
			p, q = int(a.tokens[p].next), int(b.tokens[q].next)
		}
	case object:
		return c.equalMembers(a, i, b, j)
	}
	return true
}

func (c *check) equalMembers(a *tape, i int, b *tape, j int) bool {
	find := b.member
	if b.tokens[j].n > fewMembers {
		values := map[string]int{}
		for name, v := range b.each(j) {
			values[name] = v
		}
		find = func(_ int, name string) int {
			if v, ok := values[name]; ok {
				return v
			}
			return -1
		}
	}
	for name, v := range a.each(i) {
		if w := find(j, name); w < 0 || !c.equals(a, v, b, w) {
			return false
		}
	}
	return true
}

// hashed is an item of an array with the hash of its value.
type hashed struct {
	hash  uint64
	token int
	index int
}

// fewItems is up to how many items are compared pair by pair.
const fewItems = 6

// unique checks uniqueItems.
func (c *check) unique(n *node, k int) bool {
	base := len(c.twins)
	defer func() { c.twins = c.twins[:base] }()
	p := k + 1
	few := c.tokens[k].n <= fewItems
	for i := range int(c.tokens[k].n) {
		x := hashed{token: p, index: i}
		if !few {
			x.hash = c.hash(p)
		}
		c.twins = append(c.twins, x)
		p = int(c.tokens[p].next)
	}
	list := c.twins[base:]
	if !few {
		slices.SortFunc(list, func(a, b hashed) int {
			return cmp.Or(cmp.Compare(a.hash, b.hash), cmp.Compare(a.index, b.index))
		})
	}
	first := -1
	for i, x := range list {
		for _, y := range list[i+1:] {
			if x.hash != y.hash {
				break
			}
			if c.equals(&c.tape, x.token, &c.tape, y.token) {
				if first < 0 || y.index < first {
					first = y.index
				}
				break
			}
		}
	}
	if first < 0 {
		return !c.stop
	}
	return c.fail(n, k, func() rule.Fault { return (&rule.Array{}).Repeated(first) })
}

var seed = maphash.MakeSeed()

// hash is the same for equal values. Its seed is secret, so that nobody can make
// up values that collide.
func (c *check) hash(k int) uint64 {
	c.work--
	x := &c.tokens[k]
	h := uint64(x.kind) * 0x9E3779B97F4A7C15
	switch x.kind {
	case text:
		return h ^ maphash.String(seed, c.text(k))
	case anyNumber:
		var buf [64]byte
		n := toNumber(c.raw(k), buf[:])
		h ^= maphash.Bytes(seed, n.digits)
		return maphash.Comparable(seed, [3]uint64{h, uint64(n.exponent), uint64(n.sign())})
	case array:
		p := k + 1
		for range x.n {
			h = maphash.Comparable(seed, [2]uint64{h, c.hash(p)})
			p = int(c.tokens[p].next)
		}
	case object:
		for name, v := range c.tape.each(k) {
			h += maphash.Comparable(seed, [2]uint64{maphash.String(seed, name), c.hash(v)})
		}
	default:
		h ^= uint64(x.end - x.at)
	}
	return h
}
