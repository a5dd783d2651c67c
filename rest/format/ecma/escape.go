package ecma

import (
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"
)

// escape reads an escape outside of a class. The backslash comes next.
func (p *parser) escape() (n *Node, repeatable bool) {
	rest := p.text[p.at+1:]
	switch {
	case rest == "":
		return p.fail("a backslash at the end"), false
	case rest[0] == 'b' || rest[0] == 'B':
		p.at += 2
		return p.boundary(rest[0]), false
	case rest[0] >= '1' && rest[0] <= '9':
		p.at++
		if n, _ := p.number(); n > p.groups {
			return p.fail("a reference to group " + strconv.Itoa(n) + ", which is none"), true
		}
		return &Node{Op: Unsupported, Text: "back reference"}, true
	case rest[0] == 'k':
		p.at += 2
		if !p.eat("<") {
			return p.fail("\\k without a name"), true
		}
		name, ok := p.name()
		if !ok {
			return p.fail("\\k without a name"), true
		}
		p.refs = append(p.refs, name)
		return &Node{Op: Unsupported, Text: "back reference"}, true
	}
	if s, ok := p.classEscape(); ok {
		return &Node{Op: Class, Set: s}, true
	}
	return p.literal(p.charEscape(false)), true
}

// boundary gives \b or \B. Under the modifier i more than the letters of ASCII
// make words, so it is lookaround there.
func (p *parser) boundary(c byte) *Node {
	switch {
	case p.fold:
		// A word ends or starts here; for \B it goes on, or there is none.
		end, start := c == 'b', c == 'B'
		return &Node{Op: Alternate, Sub: []*Node{
			{Op: Concat, Sub: []*Node{beside(Behind, false), beside(Ahead, end)}},
			{Op: Concat, Sub: []*Node{beside(Behind, true), beside(Ahead, start)}},
		}}
	case c == 'b':
		return &Node{Op: Boundary}
	}
	return &Node{Op: NotBoundary}
}

// foldedWord is a character of a word under the modifier i.
var foldedWord = &Node{Op: Class, Set: wordSet.fold()}

// beside looks for a character of a word on one side.
func beside(op Op, not bool) *Node {
	return &Node{Op: op, Not: not, Sub: []*Node{foldedWord}}
}

// classEscape reads \d, \D, \w, \W, \s, \S, \p{} or \P{} if one comes next.
func (p *parser) classEscape() (Set, bool) {
	if len(p.text)-p.at < 2 {
		return nil, false
	}
	c := p.text[p.at+1]
	var s Set
	switch c | 0x20 {
	case 'd':
		s = digitSet
	case 's':
		s = spaceSet
	case 'w':
		if s = wordSet; p.fold {
			s = s.fold()
		}
	case 'p':
		return p.propertyEscape(c == 'P'), true
	default:
		return nil, false
	}
	p.at += 2
	if c < 'a' {
		return s.Negate(), true
	}
	return s, true
}

// propertyEscape reads \p{...}.
func (p *parser) propertyEscape(negate bool) Set {
	text, _, ok := strings.Cut(p.text[p.at+2:], "}")
	if !ok || text == "" || text[0] != '{' {
		p.fail("\\p without {name}")
		return nil
	}
	s, ok := property(text[1:])
	if !ok {
		p.fail(fmt.Sprintf("the Unicode property %q is not known", text[1:]))
		return nil
	}
	p.at += 2 + len(text) + 1
	if negate {
		s = s.Negate()
	}
	if p.fold {
		s = s.fold()
	}
	return s
}

// controls holds the escapes of single control characters.
var controls = map[byte]rune{'f': '\f', 'n': '\n', 'r': '\r', 't': '\t', 'v': '\v'}

// charEscape reads the escape of one code point. The backslash comes next.
func (p *parser) charEscape(class bool) rune {
	p.at++
	if !p.more() {
		p.fail("a backslash at the end")
		return 0
	}
	c := p.text[p.at]
	if r, ok := controls[c]; ok {
		p.at++
		return r
	}
	switch {
	case c == 'c':
		return p.control()
	case c == '0':
		if p.at++; p.more() && p.text[p.at]-'0' <= 9 {
			p.fail("an octal escape")
		}
		return 0
	case c == 'x':
		p.at++
		return p.hex(2, "\\x")
	case c == 'u':
		p.at++
		return p.unicodeEscape()
	case c == 'b' && class:
		p.at++
		return '\b'
	case c|0x20-'a' <= 'z'-'a' || c-'0' <= 9:
		p.fail("\\" + string(c) + " is no escape")
		return 0
	}
	return p.next()
}

// control reads the letter of \cX.
func (p *parser) control() rune {
	p.at++
	if !p.more() || p.text[p.at]|0x20-'a' > 'z'-'a' {
		p.fail("\\c without a letter")
		return 0
	}
	p.at++
	return rune(p.text[p.at-1] & 31)
}

// hex reads a number of exactly n hexadecimal digits.
func (p *parser) hex(n int, name string) rune {
	if len(p.text)-p.at < n {
		p.fail(name + " without its digits")
		return 0
	}
	v, err := strconv.ParseUint(p.text[p.at:p.at+n], 16, 32)
	if err != nil {
		p.fail(name + " without its digits")
		return 0
	}
	p.at += n
	return rune(v)
}

// unicodeEscape reads what follows \u: braces, or four digits, or a pair of
// surrogates.
func (p *parser) unicodeEscape() rune {
	if p.eat("{") {
		text, _, _ := strings.Cut(p.text[p.at:], "}")
		v, err := strconv.ParseUint(text, 16, 32)
		if err != nil || v > utf8.MaxRune || p.at+len(text) == len(p.text) {
			p.fail("\\u{} without a code point")
			return 0
		}
		p.at += len(text) + 1
		return rune(v)
	}
	r := p.hex(4, "\\u")
	if 0xd800 <= r && r < 0xdc00 && strings.HasPrefix(p.text[p.at:], "\\u") {
		at := p.at
		p.at += 2
		if low, err := strconv.ParseUint(p.text[p.at:min(p.at+4, len(p.text))], 16, 32); err == nil && 0xdc00 <= low && low < 0xe000 {
			p.at += 4
			return (r-0xd800)<<10 + rune(low) - 0xdc00 + 0x10000
		}
		p.at = at
	}
	return r
}

// class reads what follows "[".
func (p *parser) class() *Node {
	negate := p.eat("^")
	var pairs []rune
	for !p.eat("]") {
		if !p.more() {
			return p.fail("missing ]")
		}
		pairs = p.classRange(pairs)
	}
	s := clean(pairs)
	if p.fold {
		s = s.fold()
	}
	if negate {
		s = s.Negate()
	}
	return &Node{Op: Class, Set: s}
}

// classRange adds the next character, range or set of a class.
func (p *parser) classRange(pairs []rune) []rune {
	low, set := p.classAtom()
	if set != nil {
		return append(pairs, set...)
	}
	rest := p.text[p.at:]
	if len(rest) < 2 || rest[0] != '-' || rest[1] == ']' {
		return append(pairs, low, low)
	}
	p.at++
	high, set := p.classAtom()
	switch {
	case set != nil: // a hyphen beside a set is itself, as in Annex B
		return append(append(pairs, low, low, '-', '-'), set...)
	case high < low:
		p.fail("a range out of order")
	}
	return append(pairs, low, high)
}

// classAtom reads one character or one escaped set of a class.
func (p *parser) classAtom() (rune, Set) {
	if p.text[p.at] != '\\' {
		return p.next(), nil
	}
	if s, ok := p.classEscape(); ok {
		if s == nil {
			s = Set{}
		}
		return 0, s
	}
	return p.charEscape(true), nil
}
