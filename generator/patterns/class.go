package patterns

import (
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"
)

// class rewrites what stands in brackets. Java's [a&&[^b]] holds the characters of
// both: those before which the first one can look ahead.
func (r *rewriter) class() {
	start := r.out.Len()
	r.copy(1)
	if r.eat("^") {
		r.write("^")
	}
	if r.eat("]") { // elsewhere the first bracket is a character
		r.write(`\]`)
	}
	for r.more() && r.text[r.at] != ']' {
		switch {
		case strings.HasPrefix(r.text[r.at:], "&&["):
			r.intersection(start)
			return
		case strings.HasPrefix(r.text[r.at:], "[:"):
			r.posix()
		case r.text[r.at] == '\\':
			r.member()
		case r.text[r.at] == '[':
			r.write(`\`)
			r.copy(1)
		default:
			_, n := utf8.DecodeRuneInString(r.text[r.at:])
			r.copy(n)
		}
	}
	if !r.more() {
		r.bad = true
		return
	}
	r.copy(1)
}

// intersection rewrites what follows the first class, from start on.
func (r *rewriter) intersection(start int) {
	text := r.out.String()
	r.out.Reset()
	r.write(text[:start] + "(?:(?=" + text[start:] + "])")
	r.at += len("&&")
	r.class()
	r.write(")")
	if !r.eat("]") {
		r.bad = true
	}
}

// posix rewrites [:alpha:].
func (r *rewriter) posix() {
	name, _, ok := strings.Cut(r.text[r.at+2:], ":]")
	set, known := posixSets[name]
	if !ok || !known {
		r.copy(1) // nothing but a bracket
		return
	}
	r.at += len(name) + 4
	r.named = true
	r.write(set)
}

// member rewrites an escape in a class.
func (r *rewriter) member() {
	set, negated, ok := r.set()
	switch {
	case !ok:
		r.character(true)
	case !negated:
		r.write(set)
	case strings.HasPrefix(set, `\p{`) && strings.Count(set, `\`) == 1:
		r.write(`\P` + set[2:])
	default:
		r.bad = true
	}
}

// set reads an escape that stands for several characters, and gives them as the
// inside of a class.
func (r *rewriter) set() (set string, negated, ok bool) {
	c, found := strings.CutPrefix(r.text[r.at:], `\`)
	if !found || c == "" {
		return "", false, false
	}
	switch c[0] {
	case 'h', 'H':
		r.at += 2
		return `\t\p{Zs}`, c[0] == 'H', true
	case 'p', 'P':
		return r.property(c[0] == 'P')
	}
	return "", false, false
}

// property reads \pL or \p{Name}. A name of ECMA-262 stays, unless it is one of
// POSIX too.
func (r *rewriter) property(negated bool) (string, bool, bool) {
	rest := r.text[r.at+2:]
	if rest == "" || rest[0] != '{' {
		if rest == "" || !strings.Contains("CLMNPSZ", rest[:1]) {
			return "", false, false
		}
		r.at += 3
		return `\p{` + rest[:1] + "}", negated, true
	}
	name, _, ok := strings.Cut(rest[1:], "}")
	if !ok {
		return "", false, false
	}
	bare, not := strings.CutPrefix(name, "^")
	set, ok := propertySet(bare)
	if ok {
		r.at += 2 + len(name) + 2
	}
	return set, negated != not, ok
}

// character rewrites the escape of one character; what is none of another dialect
// stays.
func (r *rewriter) character(class bool) {
	rest := r.text[r.at+1:]
	switch {
	case rest == "":
		r.bad = true
	case rest[0] == 'a':
		r.code(1, 7)
	case rest[0] == 'e':
		r.code(1, 0x1b)
	case rest[0] == '0' || class && '1' <= rest[0] && rest[0] <= '7':
		n := 1
		for n < 3+btoi(rest[0] == '0') && n < len(rest) && '0' <= rest[n] && rest[n] <= '7' {
			n++
		}
		c, _ := strconv.ParseUint(rest[:n], 8, 32)
		r.code(n, c)
	case strings.HasPrefix(rest, "x{"):
		digits, _, _ := strings.Cut(rest[2:], "}")
		c, err := strconv.ParseUint(digits, 16, 32)
		r.bad = r.bad || err != nil || c > utf8.MaxRune
		r.code(len(digits)+3, c)
	default:
		_, n := utf8.DecodeRuneInString(rest)
		r.copy(1 + n)
	}
}

// code writes a character for an escape of n bytes after the backslash.
func (r *rewriter) code(n int, c uint64) {
	r.at = min(len(r.text), r.at+1+n)
	r.write(fmt.Sprintf(`\u{%x}`, c))
}

func btoi(b bool) int {
	if b {
		return 1
	}
	return 0
}
