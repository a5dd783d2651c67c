package schema

import (
	"sync"

	"github.com/specho/specho/rest/codec"
	"github.com/specho/specho/rest/rule"
)

// check is one value being checked. Checking has two passes: the first only
// finds out whether the value is valid and stops at the first trouble, and most
// values need no other; the second collects what is wrong.
type check struct {
	tape
	d     *codec.Decoder // where violations go
	loud  bool           // violations are recorded
	work  int            // steps that are left
	keen  int            // results are kept once work is below
	depth int
	cover cover
	stop  bool // the value was too much work: no result counts
	kept  map[uint64]result
	twins []hashed // of uniqueItems
	spare []*marks
}

// result is what is known of a schema and a value.
type result uint8

const (
	unknown result = iota
	good
	bad
	told // bad, and recorded
)

// Bounds of the work for one value. Results are kept when a value turns out to
// be much work, so that nested unions take a time that grows with the value and
// not with the number of ways through the schema.
const (
	maxDepth  = 20000
	stepsEach = 1024 // for each value in the value
	stepsMore = 1 << 20
	stepsMost = 1 << 27
	keenAfter = 4096
	keenEach  = 32
)

var checks = sync.Pool{New: func() any { return &check{} }}

// run checks the value at d.B[at:next] and records in d what is wrong if loud.
func (n *node) run(d *codec.Decoder, at, next int, loud bool) bool {
	if next > maxText {
		d.Fail(at, tooMuch)
		return false
	}
	c := checks.Get().(*check)
	defer c.free()
	c.b, c.d = d.B, d
	c.add(at)
	budget := min(stepsMore+stepsEach*len(c.tokens), stepsMost)
	c.start(budget)
	ok := c.value(n, 0, nil)
	if !ok && loud && !c.stop {
		c.start(budget)
		c.loud = true
		c.value(n, 0, nil)
	}
	if c.stop && loud {
		d.Fail(at, tooMuch)
	}
	return ok && !c.stop
}

func (c *check) start(budget int) {
	c.work, c.keen = budget, budget-keenAfter-keenEach*len(c.tokens)
	c.depth, c.cover = 0, cover{value: -1}
}

// free gives c back. What has grown very large is left to the garbage collector.
func (c *check) free() {
	if cap(c.tokens) > 1<<16 || len(c.spare) > 1<<8 {
		return
	}
	*c = check{tape: tape{tokens: c.tokens[:0]}, twins: c.twins[:0], spare: c.spare}
	checks.Put(c)
}

// tooMuch is the fault of a value that takes too much work to check.
var tooMuch = rule.Fault{Type: "value_error", Message: "takes too much work to check"}

// fail records f for the value k and gives false.
func (c *check) fail(n *node, k int, f func() rule.Fault) bool {
	if !c.loud || c.stop {
		return false
	}
	at := int(c.tokens[k].at)
	if n.holds || c.cover.all || c.cover.value == k {
		c.d.FailSecret(at, f())
	} else {
		c.d.Fail(at, f())
	}
	return false
}

// cover tells which values violations must not show: all, or one value that may
// hold a secret.
type cover struct {
	all   bool
	value int
}

// covered is apply for a schema of secrets.
func (c *check) covered(n *node, k int, m *marks) bool {
	old := c.cover
	if c.cover.all = old.all || n.secret; n.holds {
		c.cover.value = k
	}
	ok := c.apply(n, k, m)
	c.cover = old
	return ok
}

// quiet checks the value k without recording anything.
func (c *check) quiet(n *node, k int, m *marks) bool {
	loud := c.loud
	c.loud = false
	ok := c.value(n, k, m)
	c.loud = loud
	return ok
}

// value checks the value k and notes in m what was evaluated in it.
func (c *check) value(n *node, k int, m *marks) bool {
	if c.work--; c.work < 0 || c.depth >= maxDepth {
		c.stop = true
	}
	if c.stop {
		return false
	}
	c.depth++
	ok := false
	switch {
	case c.work < c.keen && n.shared:
		ok = c.keep(n, k, m)
	case c.loud && (n.secret || n.holds):
		ok = c.covered(n, k, m)
	default:
		ok = c.apply(n, k, m)
	}
	c.depth--
	return ok
}

// keep is value where results are kept.
func (c *check) keep(n *node, k int, m *marks) bool {
	key := uint64(n.id)<<32 | uint64(k)
	switch old := c.kept[key]; {
	case old == good && m == nil:
		return true
	case old == told, old == bad && !c.loud:
		return false
	}
	ok := c.covered(n, k, m)
	if c.stop {
		return false
	}
	if c.kept == nil {
		c.kept = map[uint64]result{}
	}
	switch {
	case ok:
		c.kept[key] = good
	case c.loud:
		c.kept[key] = told
	default:
		c.kept[key] = bad
	}
	return ok
}

// apply checks the value k against each keyword of n.
func (c *check) apply(n *node, k int, m *marks) bool {
	if n.never {
		return c.fail(n, k, neverFault)
	}
	x := &c.tokens[k]
	if !n.allows(c, k) {
		return c.fail(n, k, func() rule.Fault { return n.mistyped(x.kind) })
	}
	own := m
	if n.unevaluatedItems != nil && x.kind == array || n.unevaluatedProperties != nil && x.kind == object {
		own = c.newMarks()
	}
	ok := c.keywords(n, k, own)
	if own != m {
		ok = ok && c.unevaluated(n, k, own)
		m.add(own)
		c.done(own)
	}
	return ok
}

// keywords checks all keywords of n but unevaluatedItems and
// unevaluatedProperties.
func (c *check) keywords(n *node, k int, m *marks) bool {
	ok := c.simple(n, k)
	if !ok && !c.loud {
		return false
	}
	x := &c.tokens[k]
	if n.array != nil && x.kind == array {
		ok = c.items(n, k, m) && ok
	} else if n.object != nil && x.kind == object {
		ok = c.members(n, k, m) && ok
	}
	if !ok && !c.loud {
		return false
	}
	return c.combined(n, k, m) && ok
}

// simple checks the keywords that look at the value alone.
func (c *check) simple(n *node, k int) bool {
	ok := n.enum == nil || c.enum(n, k)
	if !ok && !c.loud {
		return false
	}
	switch kind := c.tokens[k].kind; {
	case n.number != nil && kind == anyNumber:
		return c.number(n, k) && ok
	case n.text != nil && kind == text:
		return c.words(n, k) && ok
	}
	return ok
}
