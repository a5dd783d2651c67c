package load

import (
	"fmt"
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/specho/specho/generator/diag"
)

// maxDepth bounds the nesting of a document. Readers of the tree may recurse.
const maxDepth = 1000

// jsonParser reads RFC 8259 text into nodes. Strings without escapes share the text.
type jsonParser struct {
	f     *File
	s     string
	i     int
	depth int
	slab  []Node
	stack []*Node // children of the containers that are open
	twice duplicates
	lax   bool // comments, and commas at the end of objects and arrays, are read with a warning
	diags []diag.Diagnostic

	comma   int  // where the last one between members or items stands
	blanked bool // the file's bytes were changed
}

// syntaxError is a problem at a byte offset.
type syntaxError struct {
	off     int
	rule    string
	message string
	hint    string
}

func (e *syntaxError) Error() string { return e.message }

// parseJSON parses the file as one JSON value. What was made of members that stand
// twice is returned as diagnostics.
func parseJSON(f *File, lax bool) (*Node, []diag.Diagnostic, *syntaxError) {
	p := &jsonParser{f: f, s: string(f.Data), lax: lax}
	if strings.HasPrefix(p.s, string(bom)) {
		p.i = len(bom)
	}
	p.space()
	n, err := p.value()
	if err != nil {
		return nil, nil, err
	}
	p.space()
	if p.i < len(p.s) {
		return nil, nil, p.fail("unexpected text after the end of the document")
	}
	if err := p.twice.problem(); err != nil {
		return nil, nil, err
	}
	return n, append(p.diags, p.twice.diagnostics()...), nil
}

func (p *jsonParser) fail(format string, args ...any) *syntaxError {
	return &syntaxError{off: min(p.i, len(p.s)), rule: "json-syntax", message: fmt.Sprintf(format, args...)}
}

func (p *jsonParser) space() {
	for p.i < len(p.s) {
		switch p.s[p.i] {
		case ' ', '\t', '\r', '\n':
			p.i++
		default:
			if !p.comment() {
				return
			}
		}
	}
}

// node takes a Node from the slab.
func (p *jsonParser) node(k Kind, off int) *Node {
	if len(p.slab) == 0 {
		p.slab = make([]Node, 256)
	}
	n := &p.slab[0]
	p.slab = p.slab[1:]
	n.Kind, n.File, n.key, n.off, n.size = k, p.f, -1, int32(off), 1
	return n
}

func (p *jsonParser) value() (*Node, *syntaxError) {
	if p.i >= len(p.s) {
		return nil, p.fail("the document ends where a value is expected")
	}
	switch c := p.s[p.i]; c {
	case '{', '[':
		return p.container(c)
	case '"':
		n := p.node(String, p.i)
		s, err := p.str()
		n.Text = s
		return n, err
	case 't':
		return p.literal("true", Bool)
	case 'f':
		return p.literal("false", Bool)
	case 'n':
		return p.literal("null", Null)
	default:
		if c == '-' || c >= '0' && c <= '9' {
			return p.number()
		}
		r, _ := utf8.DecodeRuneInString(p.s[p.i:])
		return nil, p.fail("unexpected character %q where a value is expected", r)
	}
}

func (p *jsonParser) literal(text string, k Kind) (*Node, *syntaxError) {
	if !strings.HasPrefix(p.s[p.i:], text) {
		return nil, p.fail("unknown word where a value is expected")
	}
	n := p.node(k, p.i)
	n.Text = text
	p.i += len(text)
	return n, nil
}

func (p *jsonParser) number() (*Node, *syntaxError) {
	start := p.i
	for p.i < len(p.s) && strings.IndexByte("+-.0123456789eE", p.s[p.i]) >= 0 {
		p.i++
	}
	n := p.node(Number, start)
	n.Text = p.s[start:p.i]
	if !IsNumber(n.Text) {
		p.i = start
		return nil, p.fail("%s is not a JSON number", n.Text)
	}
	return n, nil
}

// container reads an object or an array.
func (p *jsonParser) container(open byte) (*Node, *syntaxError) {
	if p.depth++; p.depth > maxDepth {
		return nil, &syntaxError{off: p.i, rule: "document-depth", hint: yamlHints["document-depth"], message: fmt.Sprintf("values are nested deeper than %d levels", maxDepth)}
	}
	kind, end := Object, byte('}')
	if open == '[' {
		kind, end = Array, ']'
	}
	n := p.node(kind, p.i)
	p.i++
	mark := len(p.stack)
	p.space()
	if p.i < len(p.s) && p.s[p.i] == end {
		p.i++
		p.depth--
		return n, nil
	}
	for {
		if err := p.child(kind); err != nil {
			return nil, err
		}
		p.space()
		if p.i >= len(p.s) {
			return nil, p.fail("the document ends inside of %s", kind)
		}
		c := p.s[p.i]
		p.i++
		if c == end {
			break
		}
		if c != ',' {
			p.i--
			return nil, p.fail("expected ',' or %q inside of %s", end, kind)
		}
		p.comma = p.i - 1
		p.space()
		if p.ends(end) {
			break
		}
	}
	children := append([]*Node(nil), p.stack[mark:]...)
	p.stack = p.stack[:mark]
	p.close(n, children)
	return n, nil
}

// child reads one member or item and pushes it.
func (p *jsonParser) child(in Kind) *syntaxError {
	name, key := "", -1
	if in == Object {
		if p.i >= len(p.s) || p.s[p.i] != '"' {
			return p.fail("expected a member name in quotes")
		}
		key = p.i
		var err *syntaxError
		if name, err = p.str(); err != nil {
			return err
		}
		p.space()
		if p.i >= len(p.s) || p.s[p.i] != ':' {
			return p.fail("expected ':' after the member name %q", name)
		}
		p.i++
		p.space()
	}
	v, err := p.value()
	if err != nil {
		return err
	}
	v.Name, v.key = name, int32(key)
	p.stack = append(p.stack, v)
	return nil
}

func (p *jsonParser) close(n *Node, children []*Node) {
	p.depth--
	if n.Kind == Array {
		n.Items = children
		n.adopt()
		return
	}
	n.Members = p.twice.unique(n, children)
	n.adopt()
}

// str reads a string with its quotes.
func (p *jsonParser) str() (string, *syntaxError) {
	p.i++
	start := p.i
	for p.i < len(p.s) {
		switch c := p.s[p.i]; {
		case c == '"':
			p.i++
			return p.s[start : p.i-1], nil
		case c == '\\':
			return p.escaped(start)
		case c < ' ':
			return "", p.fail("a string holds the control character %q: write it as an escape", c)
		}
		p.i++
	}
	return "", p.fail("the document ends inside of a string")
}

// escaped reads the rest of a string that holds an escape.
func (p *jsonParser) escaped(start int) (string, *syntaxError) {
	b := []byte(p.s[start:p.i])
	for p.i < len(p.s) {
		c := p.s[p.i]
		switch {
		case c == '"':
			p.i++
			return string(b), nil
		case c < ' ':
			return "", p.fail("a string holds the control character %q: write it as an escape", c)
		case c != '\\':
			b = append(b, c)
			p.i++
		default:
			var err *syntaxError
			if b, err = p.escape(b); err != nil {
				return "", err
			}
		}
	}
	return "", p.fail("the document ends inside of a string")
}

// escape reads one escape sequence.
func (p *jsonParser) escape(b []byte) ([]byte, *syntaxError) {
	if p.i+1 >= len(p.s) {
		return nil, p.fail("the document ends inside of a string")
	}
	c := p.s[p.i+1]
	if c == 'u' {
		return p.unicode(b)
	}
	at := strings.IndexByte(`"\/bfnrt`, c)
	if at < 0 {
		return nil, p.fail("unknown escape \\%c in a string", c)
	}
	p.i += 2
	return append(b, "\"\\/\b\f\n\r\t"[at]), nil
}

// unicode reads \uXXXX, and a second one if the first is half of a pair. A
// lone half becomes U+FFFD.
func (p *jsonParser) unicode(b []byte) ([]byte, *syntaxError) {
	r, ok := hex4(p.s, p.i)
	if !ok {
		return nil, p.fail("\\u needs four hexadecimal digits")
	}
	p.i += 6
	if utf16.IsSurrogate(r) {
		low, _ := hex4(p.s, p.i)
		if r = utf16.DecodeRune(r, low); r != utf8.RuneError {
			p.i += 6
		}
	}
	return utf8.AppendRune(b, r), nil
}

func hex4(s string, i int) (rune, bool) {
	if i+6 > len(s) || s[i] != '\\' || s[i+1] != 'u' {
		return 0, false
	}
	n, err := strconv.ParseUint(s[i+2:i+6], 16, 16)
	return rune(n), err == nil
}

// IsNumber reports whether s is a number of RFC 8259.
func IsNumber(s string) bool {
	s = strings.TrimPrefix(s, "-")
	digits := func() bool {
		n := 0
		for n < len(s) && s[n] >= '0' && s[n] <= '9' {
			n++
		}
		s = s[n:]
		return n > 0
	}
	if s == "" || s[0] == '0' && len(s) > 1 && s[1] >= '0' && s[1] <= '9' || !digits() {
		return false
	}
	if strings.HasPrefix(s, ".") {
		if s = s[1:]; !digits() {
			return false
		}
	}
	if s != "" && (s[0] == 'e' || s[0] == 'E') {
		s = s[1:]
		if s != "" && (s[0] == '+' || s[0] == '-') {
			s = s[1:]
		}
		return digits() && s == ""
	}
	return s == ""
}
