package codec

// Kind is a type of JSON value; kinds can be joined with | to a set.
type Kind uint8

// The kinds of JSON values. A set of no kinds is no value.
const (
	KindString Kind = 1 << iota
	KindNumber
	KindBool
	KindNull
	KindArray
	KindObject
)

// Kind is the kind of the value at i, by its first byte; 0 if no value begins
// like this.
func (d *Decoder) Kind(i int) Kind {
	switch c := d.B[i]; {
	case c == '"':
		return KindString
	case c == '{':
		return KindObject
	case c == '[':
		return KindArray
	case c == 't', c == 'f':
		return KindBool
	case c == 'n':
		return KindNull
	case c == '-', c-'0' < 10:
		return KindNumber
	}
	return 0
}

// ReadNull reports whether null is at i, and if so, the index after it.
func ReadNull(d *Decoder, i int) (next int, null bool) {
	if load4(d.B, i) == nullWord {
		return i + 4, true
	}
	return i, false
}

// NotNull sets *valid to whether the value at i is not null, and returns i. The
// scalar that is read there next takes null and leaves its value as it is:
//
//	i = codec.ReadString(&v.Name.Value, d, d.NotNull(i, &v.Name.Valid), nil)
//
//go:noinline
func (d *Decoder) NotNull(i int, valid *bool) int {
	*valid = load4(d.B, i) != nullWord
	if !*valid {
		d.null = i + 1
	}
	return i
}

// takesNull reports whether null stands at i and NotNull has allowed it.
func (d *Decoder) takesNull(i int) bool {
	if d.null != i+1 {
		return false
	}
	d.null = 0
	return true
}

// Tag looks for the string member called name of the object at i, without
// reading the object: the discriminator of a union. There is none if the value
// at i is not an object, the member is missing or it is no string.
func (d *Decoder) Tag(i int, name string) (tag string, found bool) { return d.tag(i, name, false) }

// LiteralTag is [Decoder.Tag] of a discriminator that is a number or a boolean: its text.
func (d *Decoder) LiteralTag(i int, name string) (tag string, found bool) {
	return d.tag(i, name, true)
}

func (d *Decoder) tag(i int, name string, literal bool) (tag string, found bool) {
	if d.B[i] != '{' || d.bad {
		return "", false
	}
	value, end := d.findMember(i, name)
	switch {
	case value < 0:
	case literal && d.Kind(value)&(KindNumber|KindBool) != 0:
		if next := d.Skip(value); next >= 0 {
			tag, end, found = string(d.B[value:next]), next, true
		}
	case !literal && d.B[value] == '"':
		var text []byte
		if text, end = d.text(value); end >= 0 {
			tag, found = d.own(text), true
		}
	}
	// The reader of the value will find the same syntax error and report it.
	d.bad, d.badAt, d.badMsg = false, 0, ""
	return tag, d.spend(i, max(end-i, 0)) && found
}

// findMember looks for the member called name of the object at i: the offset of
// its value, or -1, and how far it looked.
func (d *Decoder) findMember(i int, name string) (value, end int) {
	b := d.B
	for i = space(b, i+1); b[i] == '"'; i = space(b, i+1) {
		key, next := d.text(i)
		if next < 0 {
			return -1, i
		}
		match := string(key) == name
		if next = d.colon(next); next < 0 {
			return -1, i
		}
		if match {
			return next, next
		}
		if next = d.Skip(next); next < 0 {
			return -1, i
		}
		if i = space(b, next); b[i] != ',' {
			return -1, i
		}
	}
	return -1, i
}

// Try runs f, which reads the value at i, to find out whether the value meets
// the rules: ok. If it does not, its violations are forgotten; syntax errors
// stay, and then next is -1. Tries may nest: the work that a document can
// cause is bounded.
func (d *Decoder) Try(i int, f func() int) (next int, ok bool) {
	next, failed, _ := d.attempt(i, f, nil)
	return next, next >= 0 && failed == 0
}

// attempt is Try that counts the violations and the members that f has dropped, and
// moves the violations to lost if that is not nil.
func (d *Decoder) attempt(i int, f func() int, lost *[]fault) (next, failed, dropped int) {
	if d.bad {
		return -1, 0, 0
	}
	kept, before, depth, names, known := len(d.faults), d.failed, d.depth, len(d.names), d.dropped
	next = f()
	failed, dropped = d.failed-before, d.dropped-known
	if lost != nil {
		*lost = append(*lost, d.faults[kept:]...)
	}
	clear(d.faults[kept:])
	d.faults, d.failed, d.depth, d.names, d.dropped = d.faults[:kept], before, depth, d.names[:names], known
	if next >= 0 && !d.spend(i, next-i) {
		next = -1
	}
	return next, failed, dropped
}
