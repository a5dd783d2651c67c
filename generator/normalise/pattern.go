package normalise

import (
	"errors"
	"regexp"
	"strings"

	"github.com/specho/specho/generator/load"
	"github.com/specho/specho/generator/patterns"
	"github.com/specho/specho/generator/spec"
	"github.com/specho/specho/rest/rule"
)

const patternHint = "write it as ECMA-262 has it, the dialect of JSON Schema"

// pattern is the expression of a string in ECMA-262. One of another dialect is read
// as its authors mean it; what no dialect has is no rule.
func (z *normaliser) pattern(m *load.Node, text string) string {
	plain := text
	if p := slashes.FindStringSubmatch(text); p != nil {
		if plain = p[1]; strings.Trim(p[2], "gu") != "" {
			plain = "(?" + strings.Trim(p[2], "gu") + ")" + plain
		}
	}
	read, err := patterns.ECMA(plain)
	if err != nil {
		z.leftOut(m, "pattern-invalid", patternHint, "pattern %q is no regular expression (%v): it is not checked", clip(text), err)
		return ""
	}
	z.translated(m, text, read)
	if err := tooHard(read); err != nil {
		z.unenforced(m, "pattern-unsupported", otherPattern, "pattern %q cannot be enforced: %v", clip(read), err)
		if z.options.Warn {
			return ""
		}
	}
	return read
}

// slashes finds an expression as JavaScript writes it in a program. Read as it is, it
// matches nothing: ^ stands behind a character.
var slashes = regexp.MustCompile(`^/(\^.*\$)/([a-z]*)$`)

// translated says where an expression was of another dialect.
func (z *normaliser) translated(m *load.Node, text, read string) {
	if read != text {
		z.warn(m, "pattern-dialect", patternHint, "pattern %q is not of ECMA-262: it is read as %q", clip(text), clip(read))
	}
}

const otherPattern = "say the same with another pattern"

// tooHard tells why an expression cannot be matched in linear time.
func tooHard(read string) error {
	_, err := rule.CompilePattern(read)
	return errors.Unwrap(err)
}

// patternProperties reads schemas by the expressions of their names. One that
// cannot be read is refused: without it, other rules would hold for its properties.
func (k *keywords) patternProperties(m *load.Node) []*spec.Property {
	list := k.named(m)
	for _, p := range list {
		n := m.Get(p.Name)
		read, err := patterns.ECMA(p.Name)
		if err != nil {
			k.fail(n, "pattern-invalid", patternHint, "the pattern %q is no regular expression: %v", clip(p.Name), err)
			continue
		}
		k.translated(n, p.Name, read)
		if err := tooHard(read); err != nil {
			k.fail(n, "pattern-unsupported", otherPattern, "pattern %q cannot be enforced: %v", clip(read), err)
		}
		p.Name = read
	}
	return list
}
