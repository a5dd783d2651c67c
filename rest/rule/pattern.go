package rule

import (
	"fmt"
	"regexp"
	"sync"
	"sync/atomic"

	"github.com/specho/specho/rest/format/ecma"
)

// Pattern is an ECMA-262 regular expression of a document, ready to match.
type Pattern struct {
	text    string
	fault   atomic.Pointer[Fault] // see mismatch
	node    *ecma.Node
	once    sync.Once
	program *program       // for simple expressions: loops
	dfa     *dfa           // for others that are small enough: a table
	re      *regexp.Regexp // for the rest
	matcher *ecma.Matcher  // for lookaround, and for repetitions beyond the limits of package regexp
}

// CompilePattern reads an ECMA-262 expression with its u flag. It fails on what
// is none, and on what cannot be matched in linear time: back references, and
// repetitions beyond the limits of [ecma.NewMatcher]. The error names the
// construct.
func CompilePattern(text string) (*Pattern, error) {
	p, err := newPattern(text)
	if err != nil {
		return nil, err
	}
	if p.compile(); !p.ready() {
		return nil, p.refusal()
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
	if err != nil {
		return nil, fmt.Errorf("compiling pattern %q: %w", text, err)
	}
	// Found here already, so that MustPattern refuses it, too.
	if x := node.Find(ecma.Unsupported); x != nil {
		return nil, fmt.Errorf("compiling pattern %q: %w", text, fmt.Errorf("a %s cannot be matched in linear time", x.Text))
	}
	return &Pattern{text: text, node: node}, nil
}

// compile makes the fastest of the four forms that the expression has.
func (p *Pattern) compile() {
	p.once.Do(func() {
		p.choose(least(p.node))
		p.node = nil
	})
}

func (p *Pattern) choose(n *ecma.Node) {
	if n.Find(ecma.Ahead, ecma.Behind) != nil {
		p.matcher, _ = ecma.NewMatcher(n)
		return
	}
	if p.program = newProgram(n); p.program != nil {
		return
	}
	if p.dfa = newDFA(n); p.dfa != nil {
		return
	}
	if p.re, _ = compileRegexp(n); p.re == nil {
		p.matcher, _ = ecma.NewMatcher(n)
	}
}

// ready reports that the expression has a form.
func (p *Pattern) ready() bool {
	return p.program != nil || p.dfa != nil || p.re != nil || p.matcher != nil
}

// refusal tells why an expression has no form.
func (p *Pattern) refusal() error {
	node, err := ecma.Parse(p.text)
	if err == nil {
		_, err = ecma.NewMatcher(least(node))
	}
	return fmt.Errorf("compiling pattern %q: %w", p.text, err)
}

// compileRegexp compiles an expression for package regexp.
func compileRegexp(n *ecma.Node) (*regexp.Regexp, error) {
	text, err := ecma.Translate(n)
	if err != nil {
		return nil, err
	}
	return regexp.Compile(text)
}

// Match reports whether the expression matches anywhere in s.
func (p *Pattern) Match(s string) bool {
	p.compile()
	switch {
	case p.program != nil:
		return p.program.match(s)
	case p.dfa != nil:
		return p.dfa.match(s)
	case p.matcher != nil:
		return p.matcher.Match(s)
	case p.re == nil:
		panic("rule: the pattern " + p.text + " was not checked by CompilePattern")
	}
	return p.re.MatchString(s)
}

// mismatch gives the fault of a text that does not match. It is made once, for a
// client that sends many: the Context is shared.
func (p *Pattern) mismatch() Fault {
	if f := p.fault.Load(); f != nil {
		return *f
	}
	f := &Fault{
		Type:    "string_pattern_mismatch",
		Message: "must match the pattern '" + p.text + "'",
		Context: Context{"pattern": p.text},
	}
	p.fault.Store(f)
	return *f
}

// String gives the expression as the document wrote it.
func (p *Pattern) String() string { return p.text }
