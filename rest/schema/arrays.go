package schema

import "github.com/specho/specho/rest/rule"

// items checks the keywords for arrays.
func (c *check) items(n *node, k int, m *marks) bool {
	r, count := n.array, int(c.tokens[k].n)
	ok := true
	if count < r.min || r.max >= 0 && count > r.max {
		ok = c.fail(n, k, func() rule.Fault { return r.countFault(count) })
		if !ok && !c.loud {
			return false
		}
	}
	if len(r.prefix) > 0 || r.rest != nil {
		ok = c.each(r, k, m) && ok
		if !ok && !c.loud {
			return false
		}
	}
	if r.contains != nil {
		ok = c.contains(n, k, m) && ok
	}
	if r.unique && count > 1 && (ok || c.loud) {
		ok = c.unique(n, k) && ok
	}
	return ok
}

// each checks prefixItems and items.
func (c *check) each(r *items, k int, m *marks) bool {
	ok, p := true, k+1
	count := int(c.tokens[k].n)
	for i := range count {
		x := r.rest
		if i < len(r.prefix) {
			x = r.prefix[i]
		}
		if x == nil {
			break
		}
		if ok = c.value(x, p, nil) && ok; !ok && !c.loud {
			return false
		}
		p = int(c.tokens[p].next)
	}
	m.setFirst(len(r.prefix))
	if r.rest != nil {
		m.setAll()
	}
	return ok
}

// contains counts the items that the schema accepts.
func (c *check) contains(n *node, k int, m *marks) bool {
	r, p, found := n.array, k+1, 0
	for i := range int(c.tokens[k].n) {
		if c.quiet(r.contains, p, nil) {
			found++
			m.set(i)
		}
		// Whoever asks for marks needs them all.
		if m == nil && found >= r.minContains && r.maxContains < 0 {
			return true
		}
		p = int(c.tokens[p].next)
	}
	if found < r.minContains || r.maxContains >= 0 && found > r.maxContains {
		return c.fail(n, k, func() rule.Fault { return r.containsFault(found) })
	}
	return true
}

// unevaluated checks the items or members that no other keyword looked at.
func (c *check) unevaluated(n *node, k int, m *marks) bool {
	if m.all {
		return true
	}
	x, skip, test := n.unevaluatedItems, 0, func(x *node, k int) bool { return c.value(x, k, nil) }
	if c.tokens[k].kind == object {
		x, skip, test = n.unevaluatedProperties, 1, c.extra
	}
	ok, p := true, k+1
	for i := range int(c.tokens[k].n) {
		p += skip
		if !m.has(i) {
			if ok = test(x, p) && ok; !ok && !c.loud {
				return false
			}
		}
		p = int(c.tokens[p].next)
	}
	m.setAll()
	return ok
}
