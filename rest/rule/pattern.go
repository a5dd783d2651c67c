package rule

import (
	"fmt"
	"regexp"
	"sync"

	"github.com/specho/specho/rest/format/ecma"
)

// Pattern is an ECMA-262 regular expression of a document, ready to match.
type Pattern struct {
	text    string
	node    *ecma.Node
	once    sync.Once
	program *program       // for simple expressions: loops
	dfa     *dfa           // for others that are small enough: a table
	re      *regexp.Regexp // for the rest
}

// CompilePattern reads an ECMA-262 expression with its u flag. It fails on what
// is none, and on what cannot be matched in linear time: lookaround, back
// references, and repetitions beyond the limits of package regexp. The error
// names the construct.
func CompilePattern(text string) (*Pattern, error) {
	p, err := newPattern(text)
	if err != nil {
		return nil, err
	}
	if p.compile(); p.program == nil && p.dfa == nil && p.re == nil {
		_, err := p.regexp()
		return nil, err
	}
	return p, nil
}

// MustPattern is [CompilePattern] for package variables with expressions that a
// generator has checked: the work is put off until the first match. It panics
// on an expression that is none.
func MustPattern(text string) *Pattern {
	p, err := newPattern(text)
	if err != nil {
		panic("rule: " + err.Error())
	}
	return p
}

func newPattern(text string) (*Pattern, error) {
	node, err := ecma.Parse(text)
	if err == nil {
		// Found here already, so that MustPattern refuses it, too.
		_, err = ecma.Translate(node)
	}
	if err != nil {
		return nil, fmt.Errorf("compiling pattern %q: %w", text, err)
	}
	return &Pattern{text: text, node: node}, nil
}

// compile makes the fastest of the three forms that the expression has.
func (p *Pattern) compile() {
	p.once.Do(func() {
		if p.program = newProgram(p.node); p.program == nil {
			p.dfa = newDFA(p.node)
		}
		if p.program == nil && p.dfa == nil {
			p.re, _ = p.regexp()
		}
		p.node = nil
	})
}

// regexp gives the expression for package regexp.
func (p *Pattern) regexp() (*regexp.Regexp, error) {
	node, err := ecma.Parse(p.text)
	if err != nil {
		return nil, fmt.Errorf("compiling pattern %q: %w", p.text, err)
	}
	text, err := ecma.Translate(node)
	if err != nil {
		return nil, fmt.Errorf("compiling pattern %q: %w", p.text, err)
	}
	re, err := regexp.Compile(text)
	if err != nil {
		return nil, fmt.Errorf("compiling pattern %q: %w", p.text, err)
	}
	return re, nil
}

// Match reports whether the expression matches anywhere in s.
func (p *Pattern) Match(s string) bool {
	p.compile()
	switch {
	case p.program != nil:
		return p.program.match(s)
	case p.dfa != nil:
		return p.dfa.match(s)
	case p.re == nil:
		panic("rule: the pattern " + p.text + " was not checked by CompilePattern")
	}
	return p.re.MatchString(s)
}

// String gives the expression as the document wrote it.
func (p *Pattern) String() string { return p.text }
