package ecma

import (
	"errors"
	"fmt"
	"strconv"
)

// Translate gives the expression in the syntax of package regexp. It matches
// the same texts, as far as they are valid UTF-8. The error names the first
// construct that has no counterpart there: lookaround, for which there is
// [Matcher], and back references.
func Translate(n *Node) (string, error) {
	b, err := translate(nil, n)
	return string(b), err
}

func translate(b []byte, n *Node) ([]byte, error) {
	switch n.Op {
	case Class:
		return appendSet(b, n.Set), nil
	case Concat:
		return translateAll(b, n.Sub, "")
	case Alternate:
		b, err := translateAll(append(b, "(?:"...), n.Sub, "|")
		return append(b, ')'), err
	case Repeat:
		b, err := translate(append(b, "(?:"...), n.Sub[0])
		return appendCount(append(b, ')'), n.Min, n.Max), err
	case Begin:
		return append(b, `\A`...), nil
	case End:
		return append(b, `\z`...), nil
	case Boundary:
		return append(b, `\b`...), nil
	case NotBoundary:
		return append(b, `\B`...), nil
	case Ahead, Behind:
		return b, errors.New("package regexp has no lookaround")
	case Unsupported:
		return b, fmt.Errorf("%s cannot be matched in linear time", n.Text)
	}
	return append(b, "(?:)"...), nil
}

func translateAll(b []byte, subs []*Node, between string) ([]byte, error) {
	for i, n := range subs {
		if i > 0 {
			b = append(b, between...)
		}
		var err error
		if b, err = translate(b, n); err != nil {
			return b, err
		}
	}
	return b, nil
}

// appendCount writes {n,m}.
func appendCount(b []byte, low, high int) []byte {
	b = strconv.AppendInt(append(b, '{'), int64(low), 10)
	if high != low {
		b = append(b, ',')
		if high >= 0 {
			b = strconv.AppendInt(b, int64(high), 10)
		}
	}
	return append(b, '}')
}

// appendSet writes a class; the empty one, which matches nothing, as the
// complement of everything.
func appendSet(b []byte, s Set) []byte {
	if len(s) == 0 {
		return append(b, `[^\x{0}-\x{10FFFF}]`...)
	}
	b = append(b, '[')
	for i := 0; i < len(s); i += 2 {
		b = appendRune(b, s[i])
		if s[i] != s[i+1] {
			b = appendRune(append(b, '-'), s[i+1])
		}
	}
	return append(b, ']')
}

func appendRune(b []byte, r rune) []byte {
	if r < 0x80 && (r|0x20 >= 'a' && r|0x20 <= 'z' || '0' <= r && r <= '9') {
		return append(b, byte(r))
	}
	b = append(b, `\x{`...)
	return append(strconv.AppendInt(b, int64(r), 16), '}')
}
