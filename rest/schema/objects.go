package schema

import "github.com/specho/specho/rest/rule"

// presence tells which of the names that a schema mentions an object has.
type presence struct {
	few  uint64
	many []uint64
}

func (p *presence) set(i int) {
	if i < 64 {
		p.few |= 1 << i
		return
	}
	for len(p.many) <= i/64 {
		p.many = append(p.many, 0)
	}
	p.many[i/64] |= 1 << (i % 64)
}

func (p *presence) has(i int) bool {
	if i < 64 {
		return p.few>>i&1 != 0
	}
	return i/64 < len(p.many) && p.many[i/64]>>(i%64)&1 != 0
}

// members checks the keywords for objects.
func (c *check) members(n *node, k int, m *marks) bool {
	r, count := n.object, int(c.tokens[k].n)
	ok := true
	if count < r.min || r.max >= 0 && count > r.max {
		if c.fail(n, k, func() rule.Fault { return r.countFault(count) }); !c.loud {
			return false
		}
		ok = false
	}
	var has presence
	p := k + 1
	for i := range count {
		if ok = c.member(n, p, i, m, &has) && ok; !ok && !c.loud {
			return false
		}
		p = int(c.tokens[p+1].next)
	}
	if r.rest != nil {
		m.setAll()
	}
	for _, i := range r.required {
		if !has.has(i) {
			if ok = c.missing(k, r.names[i], rule.Missing); !c.loud {
				return false
			}
		}
	}
	if len(r.dependent) > 0 {
		ok = c.dependent(n, k, m, &has) && ok
	}
	return ok
}

// fewNames is up to how many names a schema looks for one by one.
const fewNames = 8

// find gives the index of a name, or -1 if no keyword mentions it.
func (r *members) find(name string) int {
	if len(r.names) > fewNames {
		if i, ok := r.index[name]; ok {
			return i
		}
		return -1
	}
	for i, x := range r.names {
		if x == name {
			return i
		}
	}
	return -1
}

// member checks member i, whose name is token p.
func (c *check) member(n *node, p, i int, m *marks, has *presence) bool {
	r := n.object
	name := c.text(p)
	ok, known := true, false
	if x := r.find(name); x >= 0 {
		has.set(x)
		if s := r.schemas[x]; s != nil {
			known = true
			ok = c.value(s, p+1, nil)
		}
	}
	for _, x := range r.patterns {
		if (ok || c.loud) && x.pattern.Match(name) {
			known = true
			ok = c.value(x.schema, p+1, nil) && ok
		}
	}
	switch {
	case known:
		m.set(i)
	case r.rest != nil:
		ok = c.extra(r.rest, p+1) && ok
	}
	if r.each != nil && (ok || c.loud) {
		ok = c.memberName(n, p) && ok
	}
	return ok
}

// extra checks a member that no other keyword knows.
func (c *check) extra(n *node, k int) bool {
	if n.never {
		return c.fail(n, k, rule.Extra)
	}
	return c.value(n, k, nil)
}

// memberName checks propertyNames for the name at token p. The place of a
// violation is the member, for a name has no place of its own.
func (c *check) memberName(n *node, p int) bool {
	if c.quiet(n.object.each, p, nil) {
		return true
	}
	name := c.text(p)
	return c.fail(n, p+1, func() rule.Fault { return nameFault(name) })
}

// missing records that the object k lacks a member.
func (c *check) missing(k int, name string, f func() rule.Fault) bool {
	if c.loud && !c.stop {
		c.d.FailMember(int(c.tokens[k].at), name, f())
	}
	return false
}

// dependent checks dependentRequired and dependentSchemas.
func (c *check) dependent(n *node, k int, m *marks, has *presence) bool {
	r, ok := n.object, true
	for _, d := range r.dependent {
		if !has.has(d.name) {
			continue
		}
		for _, i := range d.requires {
			if !has.has(i) {
				ok = c.missing(k, r.names[i], func() rule.Fault { return requiredBy(r.names[d.name]) })
			}
		}
		if d.schema != nil {
			ok = c.value(d.schema, k, m) && ok
		}
		if !ok && !c.loud {
			return false
		}
	}
	return ok
}
