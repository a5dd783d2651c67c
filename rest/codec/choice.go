package codec

import (
	"strconv"
	"strings"

	"github.com/specho/specho/rest/rule"
)

// Choice finds the member of a union that a value is. It lives on the stack of
// the generated reader:
//
//	c := codec.Choose(d, i, true)
//	if c.May(codec.KindObject) {
//		if x := new(Card); c.Try(d, x) {
//			v.Value = x
//		}
//	}
//	return c.Close(d)
type Choice struct {
	at      int
	next    int
	kind    Kind
	oneOf   bool
	members int // members of the union
	tried   int // those that the kind of the value admits
	matches int
	dropped int // members of the value that the one taken does not know
	// What the first member tried made of the value: its violations, those
	// that are counted included, and the index after the value.
	lost   []fault
	failed int
	first  int
}

// Choose starts the choice for the value at i. With oneOf exactly one member
// must match, else of those that do the one is taken that knows the most of the
// value, and of these the first: no member of an object is lost that the union
// has a place for.
func Choose(d *Decoder, i int, oneOf bool) Choice {
	return Choice{at: i, next: -1, kind: d.Kind(i), oneOf: oneOf}
}

// May reports whether a member that admits the kinds is worth trying. No kinds
// stand for all.
func (c *Choice) May(kinds Kind) bool {
	c.members++
	if kinds != 0 && kinds&c.kind == 0 {
		return false
	}
	return c.oneOf || c.matches == 0 || c.dropped > 0
}

// Try reads the value as a member of the union and reports whether it is to be
// taken: it matches, and better than those before.
func (c *Choice) Try(d *Decoder, v Value) bool {
	return c.TryFunc(d, func() int { return v.DecodeJSON(d, c.at) })
}

// TryFunc is [Choice.Try] with a function that reads the value.
func (c *Choice) TryFunc(d *Decoder, read func() int) bool {
	var lost *[]fault
	if c.tried++; c.tried == 1 {
		lost = &c.lost
	}
	next, failed, dropped := d.attempt(c.at, read, lost)
	if c.tried == 1 {
		c.first, c.failed = next, failed
	}
	if next < 0 || failed > 0 {
		return false
	}
	c.matches++
	if c.matches > 1 && dropped >= c.dropped {
		return false
	}
	c.next, c.dropped = next, dropped
	return true
}

// Close ends the choice: it records what is wrong if no member matched, or too
// many, and returns the index after the value. Where the kind of the value left
// one member, that member's own violations are recorded.
func (c *Choice) Close(d *Decoder) int {
	if d.bad {
		return -1
	}
	switch {
	case c.matches == 0 && c.tried == 1:
		d.faults = append(d.faults, c.lost...)
		d.failed += c.failed
		return c.first
	case c.matches == 0:
		d.Fail(c.at, rule.Fault{Type: "union_no_match",
			Message: "must match one of the " + strconv.Itoa(c.members) + " schemas it can be"})
		return d.Skip(c.at)
	case c.matches > 1 && c.oneOf:
		d.Fail(c.at, rule.Fault{Type: "union_many_matches",
			Message: "must match exactly one of the " + strconv.Itoa(c.members) + " schemas it can be, but matches " + strconv.Itoa(c.matches)})
	}
	d.dropped += c.dropped
	return c.next
}

// BadTag records that the object at i has no discriminator, or one that names no
// member of the union, and skips it. tags lists those that do.
func (d *Decoder) BadTag(i int, property string, tags []string) int {
	if d.Kind(i) != KindObject {
		return d.mistyped(i, notObject)
	}
	tag, found := d.Tag(i, property)
	list := "'" + strings.Join(tags, "', '") + "'"
	if !found {
		d.Fail(i, rule.Fault{Type: "union_tag_not_found",
			Message: "must have a member '" + property + "' that is one of " + list,
			Context: rule.Context{"discriminator": property}})
		return d.Skip(i)
	}
	d.Fail(i, rule.Fault{Type: "union_tag_invalid",
		Message: "member '" + property + "' must be one of " + list,
		Context: rule.Context{"discriminator": property, "tag": tag, "expected_tags": list}})
	return d.Skip(i)
}
