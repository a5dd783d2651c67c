package rule

import (
	"fmt"
	"regexp"
)

// Pattern is a compiled ECMA-262 regular expression of a document.
type Pattern struct {
	text string
	re   *regexp.Regexp
}

// CompilePattern compiles an ECMA-262 expression (u flag). It fails on what is
// none, and on lookaround and back references, which cannot be matched in
// linear time.
func CompilePattern(text string) (*Pattern, error) {
	re, err := regexp.Compile(text)
	if err != nil {
		return nil, fmt.Errorf("compiling pattern: %w", err)
	}
	return &Pattern{text, re}, nil
}

// MustPattern is CompilePattern for expressions that a generator has checked;
// it panics on others.
func MustPattern(text string) *Pattern {
	p, err := CompilePattern(text)
	if err != nil {
		panic("rule: " + err.Error())
	}
	return p
}

// Match reports whether the expression matches anywhere in s.
func (p *Pattern) Match(s string) bool { return p.re.MatchString(s) }

// String gives the expression as the document wrote it.
func (p *Pattern) String() string { return p.text }
