// Package patterns reads regular expressions as they are written for other
// engines than those of JSON Schema's "pattern": Java, .NET, Perl, Python, Ruby, Go.
// Documents that are generated from programs carry the expressions of their
// language along.
package patterns

import (
	"strings"

	"github.com/specho/specho/rest/format/ecma"
)

// ECMA gives an expression in ECMA-262. One that is of it already, with the u flag,
// comes back as it is. One of another dialect is rewritten: anchors \A and \z,
// classes such as \p{Alnum}, [:alpha:] and \h, scripts without "Script=", octal
// escapes, \x{...}, \Q...\E, flags that hold to the end of a group, Java's
// intersection of classes. Atomic groups and possessive quantifiers become ordinary
// ones, which match no less.
//
// [[:alpha:]] is for its u flag none, although browsers read it without.
//
// The error is that of the expression as it stands: it is of no dialect that is
// known here.
func ECMA(text string) (string, error) {
	_, err := ecma.Parse(text)
	if err == nil && !strings.Contains(text, "[:") {
		return text, nil
	}
	r := rewriter{text: text}
	r.sequence()
	read := r.out.String()
	_, no := ecma.Parse(read)
	switch known := !r.bad && r.at == len(text) && no == nil; {
	case known && (err != nil || r.named):
		return read, nil
	case err != nil:
		return "", err
	}
	return text, nil
}

// rewriter goes over an expression once.
type rewriter struct {
	text  string
	at    int
	depth int
	out   strings.Builder
	bad   bool // means something that ECMA-262 cannot say
	named bool // has a class such as [:alpha:]
}

// maxDepth bounds groups in groups; package ecma allows fewer.
const maxDepth = 500

func (r *rewriter) more() bool { return !r.bad && r.at < len(r.text) }

// eat goes past s if it comes next.
func (r *rewriter) eat(s string) bool {
	if !strings.HasPrefix(r.text[r.at:], s) {
		return false
	}
	r.at += len(s)
	return true
}

func (r *rewriter) write(s string) { r.out.WriteString(s) }

// copy writes the next n bytes as they are.
func (r *rewriter) copy(n int) {
	n = min(n, len(r.text)-r.at)
	r.write(r.text[r.at : r.at+n])
	r.at += n
}

// sequence rewrites up to the end of a group, or of the expression. Flags in the
// middle, such as (?i), hold from there on: they are a group of their own, which
// ends with the one around it.
func (r *rewriter) sequence() {
	if r.depth++; r.depth > maxDepth {
		r.bad = true
	}
	opened, first, late := 0, true, false
	for r.more() && r.text[r.at] != ')' {
		switch c := r.text[r.at]; {
		case c == '(':
			if flags, ok := r.flags(); !ok {
				r.group()
			} else if flags != "" {
				late = late || !first
				r.write("(?" + flags + ":")
				opened++
				continue
			}
		case c == '[':
			r.class()
		case c == '\\':
			r.escape()
		case c == '|':
			r.bad = r.bad || late // the flags hold for a part of a branch and those after it
			r.copy(1)
			first = true
			continue
		case strings.IndexByte("*+?}", c) >= 0:
			r.copy(1)
			if r.more() && r.text[r.at] == '+' { // possessive
				r.at++
			}
		default:
			r.copy(1)
		}
		first = false
	}
	r.write(strings.Repeat(")", opened))
	r.depth--
}

// flags reads "(?i)"; "" is for flags that change nothing in ECMA-262 with u.
func (r *rewriter) flags() (kept string, ok bool) {
	text, found := strings.CutPrefix(r.text[r.at:], "(?")
	n := strings.IndexByte(text, ')')
	if !found || n < 1 || strings.Trim(text[:n], "imsuU") != "" {
		return "", false
	}
	for _, c := range text[:n] {
		switch {
		case c == 'U': // Java: classes of Unicode; Go: other quantifiers
			r.bad = true
		case c != 'u' && !strings.ContainsRune(kept, c):
			kept += string(c)
		}
	}
	r.at += 2 + n + 1
	return kept, true
}

// group rewrites a group with what is in it.
func (r *rewriter) group() {
	switch {
	case r.eat("(?P<"):
		r.write("(?<")
	case r.eat("(?>"):
		r.write("(?:")
	default:
		r.copy(1)
	}
	r.sequence()
	if r.more() {
		r.copy(1) // its end
	}
}

// escape rewrites an escape outside of a class.
func (r *rewriter) escape() {
	switch {
	case r.eat(`\A`):
		r.write("^")
	case r.eat(`\z`), r.eat(`\Z`):
		r.write("$")
	case r.eat(`\R`):
		r.write(`(?:\r\n|[\n\v\f\r\u0085\u2028\u2029])`)
	case r.eat(`\Q`):
		text, _, _ := strings.Cut(r.text[r.at:], `\E`)
		r.at = min(len(r.text), r.at+len(text)+2)
		r.quote(text)
	default:
		if set, negated, ok := r.set(); ok {
			r.bracket(set, negated)
			return
		}
		r.character(false)
	}
}

func (r *rewriter) quote(text string) {
	for _, c := range text {
		if strings.ContainsRune(`^$\.*+?()[]{}|/`, c) {
			r.write(`\`)
		}
		r.write(string(c))
	}
}

func (r *rewriter) bracket(set string, negated bool) {
	if negated {
		r.write("[^" + set + "]")
	} else {
		r.write("[" + set + "]")
	}
}
