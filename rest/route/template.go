package route

import (
	"errors"
	"fmt"
	"strings"
)

// segment is the part of a template between two slashes: a literal, a
// parameter, a literal, and so on. It starts and ends with a literal, which may
// be empty, so len(lits) is the number of parameters plus one.
type segment struct {
	lits  []string
	names []string
}

// shape is equal for two segments that differ in parameter names only. NUL
// cannot be in a literal.
func (s segment) shape() string { return strings.Join(s.lits, "\x00") }

// weight is the length of the literal text.
func (s segment) weight() int {
	n := 0
	for _, lit := range s.lits {
		n += len(lit)
	}
	return n
}

// ParamNames gives the names of the parameters of a path template in the order
// in which Params holds their values. The error says why the template cannot be
// served.
func ParamNames(template string) ([]string, error) {
	segs, err := parse(template)
	if err != nil {
		return nil, err
	}
	var names []string
	for _, s := range segs {
		names = append(names, s.names...)
	}
	return names, nil
}

// parse cuts a template into segments.
func parse(template string) ([]segment, error) {
	if !strings.HasPrefix(template, "/") {
		return nil, errors.New("a path template starts with a slash")
	}
	var segs []segment
	seen := map[string]bool{}
	for text := range strings.SplitSeq(template[1:], "/") {
		s, err := parseSegment(text)
		if err != nil {
			return nil, err
		}
		for _, name := range s.names {
			if seen[name] {
				return nil, fmt.Errorf("parameter {%s} is there twice", name)
			}
			seen[name] = true
		}
		segs = append(segs, s)
	}
	if len(seen) > MaxParams {
		return nil, fmt.Errorf("%d parameters are more than %d", len(seen), MaxParams)
	}
	return segs, nil
}

func parseSegment(text string) (segment, error) {
	var s segment
	rest := text
	for {
		lit, after, hole := strings.Cut(rest, "{")
		if strings.Contains(lit, "}") {
			return s, errors.New("a } has no { before it in its segment")
		}
		if hole && lit == "" && len(s.names) > 0 {
			return s, fmt.Errorf("no literal between {%s} and the parameter after it: nothing tells where one ends",
				s.names[len(s.names)-1])
		}
		s.lits = append(s.lits, lit)
		if !hole {
			break
		}
		name, tail, closed := strings.Cut(after, "}")
		if err := checkName(name, closed); err != nil {
			return s, err
		}
		s.names = append(s.names, name)
		rest = tail
	}
	return s, s.canonical()
}

func checkName(name string, closed bool) error {
	switch {
	case !closed:
		return errors.New("a { has no } after it in its segment")
	case name == "":
		return errors.New("a parameter has no name")
	case strings.Contains(name, "{"):
		return errors.New("a { stands inside of a parameter")
	}
	return nil
}

// canonical brings the literals to the form in which they are compared.
func (s *segment) canonical() error {
	for i, lit := range s.lits {
		if at := strings.IndexAny(lit, "?#\x00"); at >= 0 {
			return fmt.Errorf("%q cannot be in a path", lit[at])
		}
		dec, ok := decode(lit, len(s.names) > 0)
		if !ok {
			return fmt.Errorf("%q is not percent-encoded text", lit)
		}
		if strings.Contains(dec, "\x00") {
			return errors.New("NUL cannot be in a path")
		}
		s.lits[i] = dec
	}
	return nil
}

// decode undoes percent-encoding. With keep, encoded delimiters stay encoded,
// with upper case digits: next to a parameter they differ from bare ones.
func decode(s string, keep bool) (string, bool) {
	if strings.IndexByte(s, '%') < 0 {
		return s, true
	}
	b := make([]byte, 0, len(s))
	for i := 0; i < len(s); i++ {
		if s[i] != '%' {
			b = append(b, s[i])
			continue
		}
		c, ok := triplet(s, i)
		if !ok {
			return "", false
		}
		if keep && delimiter(c) {
			b = append(b, '%', upper[c>>4], upper[c&15])
		} else {
			b = append(b, c)
		}
		i += 2
	}
	return string(b), true
}

const upper = "0123456789ABCDEF"

// triplet reads the percent-encoded byte at s[i].
func triplet(s string, i int) (byte, bool) {
	if i+2 >= len(s) {
		return 0, false
	}
	h, l := digit[s[i+1]], digit[s[i+2]]
	return h<<4 | l, h|l < 16
}

// digit holds the value of every hexadecimal digit, 255 for other bytes.
var digit = func() (t [256]byte) {
	for i := range t {
		t[i] = 255
	}
	for i := range byte(10) {
		t['0'+i] = i
	}
	for i := range byte(6) {
		t['a'+i], t['A'+i] = 10+i, 10+i
	}
	return t
}()

// delimiter tells the reserved characters of RFC 3986 section 2.2, and the
// percent sign, from those whose encoding makes no difference.
func delimiter(c byte) bool {
	return c == '%' || strings.IndexByte(":/?#[]@!$&'()*+,;=", c) >= 0
}
