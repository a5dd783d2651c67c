package schema

import (
	"bytes"
	"unicode/utf8"

	"github.com/specho/specho/rest/rule"
)

// allows reports whether the value k has one of n's types.
func (n *node) allows(c *check, k int) bool {
	x := &c.tokens[k]
	if n.kinds&x.kind == 0 {
		return false
	}
	if x.kind != anyNumber || n.kinds&fraction != 0 {
		return true
	}
	s := c.raw(k)
	return isWhole(s) && !(n.literal && bytes.ContainsAny(s, ".eE"))
}

// enum checks enum or const.
func (c *check) enum(n *node, k int) bool {
	e, x := n.enum, &c.tokens[k]
	if x.kind == text {
		if _, ok := e.texts[c.text(k)]; ok {
			return true
		}
	} else if e.kinds&x.kind != 0 {
		for _, v := range e.values {
			if c.equals(e.table, v, &c.tape, k) {
				return true
			}
		}
	}
	return c.fail(n, k, e.fault)
}

// number checks the keywords for numbers.
func (c *check) number(n *node, k int) bool {
	s, r := c.raw(k), n.number
	x, isSmall := small(s)
	var buf [64]byte
	var exact number
	if !isSmall || r.text != "" {
		exact = toNumber(s, buf[:])
	}
	ok := true
	for i := range r.bounds {
		b := &r.bounds[i]
		var holds bool
		if isSmall && b.isSmall {
			holds = b.holds(compare(x, b.small))
		} else {
			if isSmall {
				exact = toNumber(s, buf[:])
			}
			holds = b.holds(exact.compare(b.exact))
		}
		if !holds {
			ok = c.fail(n, k, b.fault)
		}
	}
	if r.text != "" && !exact.multipleOf(r.multiple) {
		ok = c.fail(n, k, r.multipleFault)
	}
	if r.fits != nil && !r.fits(s) {
		ok = c.fail(n, k, r.formatFault)
	}
	return ok
}

func compare(a, b int64) int {
	if a == b {
		return 0
	}
	return order(a, b)
}

// holds reports whether a number that compares to the limit like that is fine.
func (b *bound) holds(order int) bool {
	switch {
	case order == 0:
		return !b.exclusive
	case b.low:
		return order > 0
	}
	return order < 0
}

// words checks the keywords for strings.
func (c *check) words(n *node, k int) bool {
	s, r := c.text(k), n.text
	ok := true
	if !r.fits(s) {
		ok = c.fail(n, k, func() rule.Fault { return r.lengthFault(s) })
	}
	if r.Pattern != nil && !r.Pattern.Match(s) {
		ok = c.fail(n, k, func() rule.Fault { return (&rule.String{Pattern: r.Pattern}).Check(s) })
	}
	if r.Is != nil && !r.Is(s) {
		ok = c.fail(n, k, func() rule.Fault { return rule.Format(r.Format) })
	}
	return ok
}

// fits checks the length. A character takes one to four bytes, so the bytes
// often decide without counting characters.
func (r *textual) fits(s string) bool {
	if len(s) >= 4*r.MinLength && (r.max < 0 || len(s) <= r.max) {
		return true
	}
	n := utf8.RuneCountInString(s)
	return n >= r.MinLength && (r.max < 0 || n <= r.max)
}

func (r *textual) lengthFault(s string) rule.Fault {
	x := rule.String{MinLength: r.MinLength, MaxLength: max(r.max, 0), Empty: r.max == 0}
	return x.Check(s)
}
