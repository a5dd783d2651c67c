package schema

// marks tells which items or members of one value were evaluated, for
// unevaluatedItems and unevaluatedProperties (JSON Schema Core, section 11). A
// nil *marks means that nobody asks.
type marks struct {
	all   bool
	first int // items before this one
	few   uint64
	many  []uint64 // from 64 on; its first word is not used
}

// set notes item or member i.
func (m *marks) set(i int) {
	switch {
	case m == nil || m.all:
	case i < 64:
		m.few |= 1 << i
	default:
		m.grow(i/64 + 1)
		m.many[i/64] |= 1 << (i % 64)
	}
}

func (m *marks) grow(n int) {
	for len(m.many) < n {
		m.many = append(m.many, 0)
	}
}

// setFirst notes all items before n.
func (m *marks) setFirst(n int) {
	if m != nil {
		m.first = max(m.first, n)
	}
}

func (m *marks) setAll() {
	if m != nil {
		m.all = true
	}
}

func (m *marks) has(i int) bool {
	switch {
	case m.all || i < m.first:
		return true
	case i < 64:
		return m.few>>i&1 != 0
	}
	return i/64 < len(m.many) && m.many[i/64]>>(i%64)&1 != 0
}

// add notes all that o has.
func (m *marks) add(o *marks) {
	if m == nil || o == nil || m.all {
		return
	}
	m.all = o.all
	m.first = max(m.first, o.first)
	m.few |= o.few
	m.grow(len(o.many))
	for i, w := range o.many {
		m.many[i] |= w
	}
}

// fresh gives empty marks for a schema that may fail, nil if m is nil: nobody
// asks.
func (c *check) fresh(m *marks) *marks {
	if m == nil {
		return nil
	}
	return c.newMarks()
}

func (c *check) newMarks() *marks {
	if k := len(c.spare) - 1; k >= 0 {
		m := c.spare[k]
		c.spare = c.spare[:k]
		return m
	}
	return &marks{}
}

// done takes marks back that nobody uses any more.
func (c *check) done(m *marks) {
	if m != nil {
		clear(m.many)
		*m = marks{many: m.many[:0]}
		c.spare = append(c.spare, m)
	}
}
