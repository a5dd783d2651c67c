package format

import (
	"slices"
	"unicode"

	"golang.org/x/net/idna"
	"golang.org/x/text/unicode/bidi"
	"golang.org/x/text/unicode/norm"
)

// inContext checks the rule of a code point that is only allowed next to
// certain others, RFC 5892 appendix A.
func inContext(s []rune, i int) bool {
	before, after := rune(-1), rune(-1)
	if i > 0 {
		before = s[i-1]
	}
	if i+1 < len(s) {
		after = s[i+1]
	}
	switch r := s[i]; r {
	case 0x00b7: // middle dot
		return before == 'l' && after == 'l'
	case 0x0375: // Greek lower numeral sign
		return unicode.Is(unicode.Greek, after)
	case 0x05f3, 0x05f4: // Hebrew geresh and gershayim
		return unicode.Is(unicode.Hebrew, before)
	case 0x30fb: // Katakana middle dot
		return slices.ContainsFunc(s, isKana)
	case 0x200d: // zero width joiner
		return isVirama(before)
	case 0x200c: // zero width non-joiner
		return isVirama(before) || joins(s, i)
	default: // the two sets of Arabic digits do not mix
		extended := r >= 0x06f0
		return !slices.ContainsFunc(s, func(r rune) bool {
			return extended && 0x0660 <= r && r <= 0x0669 || !extended && 0x06f0 <= r && r <= 0x06f9
		})
	}
}

func isKana(r rune) bool {
	return r != 0x30fb && unicode.In(r, unicode.Hiragana, unicode.Katakana, unicode.Han)
}

// isVirama reports canonical combining class 9.
func isVirama(r rune) bool {
	return r >= 0 && norm.NFC.PropertiesString(string(r)).CCC() == 9
}

// joiners knows the joining types, which the standard library does not.
var joiners = idna.New(idna.CheckJoiners(true))

// joins reports that the non-joiner at s[i] stands between letters that would
// join. Other non-joiners of the label have their own turn; they end the text
// that matters here as any letter that does not join.
func joins(s []rune, i int) bool {
	start, end := i, i+1
	for start > 0 && s[start-1] != 0x200c {
		start--
	}
	for end < len(s) && s[end] != 0x200c {
		end++
	}
	_, err := joiners.ToUnicode("x" + string(s[start:end]) + "x")
	return err == nil
}

// isBidi checks the Bidi rule, RFC 5893 section 2, on all labels if one of them
// has a letter or digit that is written from right to left.
func isBidi(labels []string) bool {
	for _, label := range labels {
		if isASCII(label) {
			continue
		}
		if slices.ContainsFunc(classes(label), isRightToLeft) {
			return !slices.ContainsFunc(labels, func(l string) bool { return !isBidiLabel(classes(l)) })
		}
	}
	return true
}

// classes gives the bidirectional class of each character.
func classes(label string) []bidi.Class {
	var out []bidi.Class
	for _, r := range label {
		p, _ := bidi.LookupRune(r)
		out = append(out, p.Class())
	}
	return out
}

func isRightToLeft(c bidi.Class) bool { return c == bidi.R || c == bidi.AL || c == bidi.AN }

// Classes that a label of each direction may have, besides the letters.
var (
	bidiNeutral = []bidi.Class{bidi.ES, bidi.CS, bidi.ET, bidi.ON, bidi.BN, bidi.NSM, bidi.EN}
	bidiRTL     = append([]bidi.Class{bidi.R, bidi.AL, bidi.AN}, bidiNeutral...)
	bidiLTR     = append([]bidi.Class{bidi.L}, bidiNeutral...)
)

// isBidiLabel checks the six conditions of the Bidi rule on one label.
func isBidiLabel(c []bidi.Class) bool {
	if len(c) == 0 {
		return false
	}
	last := len(c) - 1
	for last > 0 && c[last] == bidi.NSM {
		last--
	}
	switch c[0] {
	case bidi.L:
		return (c[last] == bidi.L || c[last] == bidi.EN) && only(c, bidiLTR)
	case bidi.R, bidi.AL:
		ends := isRightToLeft(c[last]) || c[last] == bidi.EN
		mixed := slices.Contains(c, bidi.EN) && slices.Contains(c, bidi.AN)
		return ends && !mixed && only(c, bidiRTL)
	}
	return false
}

func only(c, allowed []bidi.Class) bool {
	return !slices.ContainsFunc(c, func(x bidi.Class) bool { return !slices.Contains(allowed, x) })
}
