package schema

// combined checks the keywords that hold schemas for the same value.
func (c *check) combined(n *node, k int, m *marks) bool {
	ok := n.ref == nil || c.value(n.ref, k, m)
	for _, x := range n.allOf {
		if !ok && !c.loud {
			return false
		}
		ok = c.value(x, k, m) && ok
	}
	if n.anyOf != nil && (ok || c.loud) {
		ok = c.anyOf(n, k, m) && ok
	}
	if n.oneOf != nil && (ok || c.loud) {
		ok = c.oneOf(n, k, m) && ok
	}
	if n.not != nil && (ok || c.loud) && c.quiet(n.not, k, nil) {
		ok = c.fail(n, k, notFault)
	}
	if n.cond != nil && (ok || c.loud) {
		ok = c.condition(n, k, m) && ok
	}
	return ok
}

// condition checks if, then and else.
func (c *check) condition(n *node, k int, m *marks) bool {
	branch := n.orElse
	found := c.fresh(m)
	if c.quiet(n.cond, k, found) {
		branch = n.then
		m.add(found)
	}
	c.done(found)
	return branch == nil || c.value(branch, k, m)
}

func (c *check) anyOf(n *node, k int, m *marks) bool {
	ok := false
	for _, x := range n.anyOf {
		found := c.fresh(m)
		if c.quiet(x, k, found) {
			ok = true
			m.add(found)
		}
		if c.done(found); ok && m == nil {
			break // whoever asks for marks needs those of all schemas
		}
	}
	if ok || !c.loud {
		return ok
	}
	if only := c.only(n.anyOf, k); only != nil {
		return c.value(only, k, nil)
	}
	return c.fail(n, k, anyOfFault(len(n.anyOf)))
}

func (c *check) oneOf(n *node, k int, m *marks) bool {
	matches := 0
	for _, x := range n.oneOf {
		found := c.fresh(m)
		if c.quiet(x, k, found) {
			m.add(found)
			matches++
		}
		if c.done(found); matches > 1 && !c.loud {
			return false
		}
	}
	if matches == 1 || !c.loud {
		return matches == 1
	}
	if only := c.only(n.oneOf, k); only != nil && matches == 0 {
		return c.value(only, k, nil)
	}
	return c.fail(n, k, oneOfFault(len(n.oneOf), matches))
}

// only gives the schema of the list that takes the type of the value k, nil if
// there are more or none: its own violations say more than that none matches.
func (c *check) only(list []*node, k int) *node {
	var only *node
	for _, x := range list {
		if !x.target().allows(c, k) || x.never {
			continue
		}
		if only != nil {
			return nil
		}
		only = x
	}
	return only
}

// target follows references.
func (n *node) target() *node {
	for n.ref != nil && n.kinds == anyKind {
		n = n.ref
	}
	return n
}
