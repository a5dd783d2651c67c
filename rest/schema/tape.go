package schema

import (
	"bytes"
	"unicode/utf16"
	"unicode/utf8"
	"unsafe"
)

// kind is a set of JSON types. A number is one bit more than an integer, so
// that the type "number" takes both.
type kind uint8

const (
	null kind = 1 << iota
	boolean
	integer
	fraction
	text
	array
	object

	anyNumber = integer | fraction
	anyKind   = 1<<7 - 1
)

// token is a value, or the name of a member, on a tape.
type token struct {
	at, end uint32 // offsets of the first byte and after the last
	next    uint32 // index of the token after this value with all that it holds
	n       uint32 // items or members
	kind    kind   // anyNumber for numbers
	plain   bool   // a text without escapes
}

// tape is JSON text with an index of its values in the order of the text: the
// items of an array follow the array, a member is a name and a value.
type tape struct {
	b      []byte
	tokens []token
}

// maxText is the longest text that a tape can index.
const maxText = 1<<32 - 1

// add indexes the value at b[i] and gives the index after it. The value must be
// valid JSON: a reader has passed over it.
func (t *tape) add(i int) int {
	b, k := t.b, len(t.tokens)
	t.tokens = append(t.tokens, token{at: uint32(i)})
	x := token{at: uint32(i), plain: true}
	switch c := b[i]; c {
	case '"':
		x.kind = text
		i, x.plain = textEnd(b, i+1)
	case '{':
		x.kind = object
		i, x.n = t.addMembers(i)
	case '[':
		x.kind = array
		i, x.n = t.addItems(i)
	case 't':
		x.kind, i = boolean, i+4
	case 'f':
		x.kind, i = boolean, i+5
	case 'n':
		x.kind, i = null, i+4
	default:
		x.kind, i = anyNumber, numberEnd(b, i)
	}
	x.end, x.next = uint32(i), uint32(len(t.tokens))
	t.tokens[k] = x
	return i
}

func (t *tape) addItems(i int) (next int, n uint32) {
	b := t.b
	if i = space(b, i+1); b[i] == ']' {
		return i + 1, 0
	}
	for {
		n++
		i = space(b, t.add(i))
		if b[i] == ']' {
			return i + 1, n
		}
		i = space(b, i+1) // a comma
	}
}

func (t *tape) addMembers(i int) (next int, n uint32) {
	b := t.b
	if i = space(b, i+1); b[i] == '}' {
		return i + 1, 0
	}
	for {
		n++
		i = space(b, t.add(i))
		i = space(b, i+1) // a colon
		i = space(b, t.add(i))
		if b[i] == '}' {
			return i + 1, n
		}
		i = space(b, i+1) // a comma
	}
}

func space(b []byte, i int) int {
	for b[i] <= ' ' {
		i++
	}
	return i
}

// numberEnd goes on while there are bytes of a number.
func numberEnd(b []byte, i int) int {
	for i++; i < len(b); i++ {
		if c := b[i]; c-'0' > 9 && c != '.' && c|0x20 != 'e' && c != '+' && c != '-' {
			break
		}
	}
	return i
}

// textEnd is the index after the closing quote of the string whose text begins
// at i, and whether it has no escapes.
func textEnd(b []byte, i int) (end int, plain bool) {
	plain = true
	for {
		switch b[i] {
		case '"':
			return i + 1, plain
		case '\\':
			plain = false
			i++
		}
		i++
	}
}

// raw is the value as it is written.
func (t *tape) raw(k int) []byte { return t.b[t.tokens[k].at:t.tokens[k].end] }

// text is the text of a string without escapes. It must not be changed.
func (t *tape) text(k int) string {
	x := &t.tokens[k]
	s := view(t.b[x.at+1 : x.end-1])
	if x.plain {
		return s
	}
	return unescape(s)
}

// member finds the value of the object k's member of that name, or -1.
func (t *tape) member(k int, name string) int {
	p := k + 1
	for range t.tokens[k].n {
		if t.text(p) == name {
			return p + 1
		}
		p = int(t.tokens[p+1].next)
	}
	return -1
}

// view is b as a string, valid as long as b does not change.
func view(b []byte) string { return unsafe.String(unsafe.SliceData(b), len(b)) }

// unescape gives s, the inside of a valid JSON string, without escapes.
func unescape(s string) string {
	out := make([]byte, 0, len(s))
	for i := 0; i < len(s); i++ {
		if s[i] != '\\' {
			out = append(out, s[i])
			continue
		}
		if i++; s[i] != 'u' {
			out = append(out, plainOf(s[i]))
			continue
		}
		r := hex4(s[i+1:])
		i += 4
		if utf16.IsSurrogate(r) && len(s) >= i+7 {
			r = utf16.DecodeRune(r, hex4(s[i+3:]))
			i += 6
		}
		out = utf8.AppendRune(out, r)
	}
	return view(out)
}

// escapes holds the letters of escapes, each before what it stands for.
var escapes = []byte("b\bf\fn\nr\rt\t")

func plainOf(c byte) byte {
	if k := bytes.IndexByte(escapes, c); k >= 0 && k%2 == 0 {
		return escapes[k+1]
	}
	return c
}

// hex4 is the value of the four hexadecimal digits that s begins with.
func hex4(s string) rune {
	var r rune
	for _, c := range []byte(s[:4]) {
		if c >= 'a' {
			c -= 'a' - 10
		} else if c >= 'A' {
			c -= 'A' - 10
		} else {
			c -= '0'
		}
		r = r<<4 | rune(c)
	}
	return r
}
