package schema

// marks tells which items or members of one value were evaluated, for
// unevaluatedItems and unevaluatedProperties (JSON Schema Core, section 11). A
// nil *marks means that nobody asks.
type marks struct {
	all   bool
	first int // items before this one
	bits  []uint64
}

// set notes item or member i.
func (m *marks) set(i int) {
	if m != nil && !m.all {
		for len(m.bits) <= i/64 {
			m.bits = append(m.bits, 0)
		}
		m.bits[i/64] |= 1 << (i % 64)
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
	return m.all || i < m.first || i/64 < len(m.bits) && m.bits[i/64]>>(i%64)&1 != 0
}

// add notes all that o has.
func (m *marks) add(o *marks) {
	if m == nil || m.all {
		return
	}
	m.all = o.all
	m.first = max(m.first, o.first)
	for len(m.bits) < len(o.bits) {
		m.bits = append(m.bits, 0)
	}
	for i, w := range o.bits {
		m.bits[i] |= w
	}
}

// fresh gives empty marks for a schema that may fail, nil if nobody asks.
func (m *marks) fresh() *marks {
	if m == nil {
		return nil
	}
	return &marks{}
}
