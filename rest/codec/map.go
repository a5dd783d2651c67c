package codec

import "github.com/specho/specho/rest/rule"

// ReadMap reads the object at i into *v, the values with read. Repeated names
// are violations, as is a value that is no object.
func ReadMap[M ~map[string]T, T any](v *M, d *Decoder, i int, r *rule.Map, read func(v *T, d *Decoder, i int) int) int {
	var o Object
	if d.B[i] != '{' {
		return d.mistyped(i, notMap)
	}
	m := M{}
	var x, zero T
	for i = o.Open(d, i); o.More; i = o.Next(d, i) {
		name := o.Name()
		if r != nil && r.Names != nil {
			d.failText(o.name.key, r.Names.Check(name), r.Names)
		}
		if _, twice := m[name]; twice {
			d.Fail(o.name.key, duplicate)
		}
		x = zero
		if i = read(&x, d, i); i >= 0 {
			m[name] = x
		}
	}
	if i < 0 {
		return i
	}
	*v = m
	d.Fail(o.at, r.Check(len(m)))
	return o.Close(d, i, nil)
}

// ReadEntry reads one additional property of an object into the map *m, which
// it makes if need be. A name that the map has is a violation.
func ReadEntry[M ~map[string]T, T any](m *M, name string, d *Decoder, i int, read func(v *T, d *Decoder, i int) int) int {
	if *m == nil {
		*m = M{}
	}
	if _, twice := (*m)[name]; twice {
		d.Fail(i, duplicate)
	}
	var x T
	next := read(&x, d, i)
	if next >= 0 {
		(*m)[name] = x
	}
	return next
}

// CheckName checks the current member's name against r (JSON Schema,
// propertyNames).
func (o *Object) CheckName(d *Decoder, r *rule.String) {
	d.failText(o.name.key, r.Check(view(o.Key)), r)
}
