package format

import (
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// isULabel reports the checks of RFC 5891 section 4.2 on a Unicode label: NFC,
// hyphens, no combining mark first, and only code points that RFC 5892 allows,
// where they stand.
func isULabel(s string) bool {
	first, _ := utf8.DecodeRuneInString(s)
	if s == "" || s[0] == '-' || s[len(s)-1] == '-' || unicode.Is(unicode.M, first) || !norm.NFC.IsNormalString(s) {
		return false
	}
	if len(s) >= 4 && hyphens34(s) {
		return false
	}
	runes := []rune(s)
	for i, r := range runes {
		switch idnaClass(r) {
		case disallowed:
			return false
		case contextual:
			if !inContext(runes, i) {
				return false
			}
		}
	}
	return true
}

// hyphens34 reports hyphens as the third and fourth character.
func hyphens34(s string) bool {
	n := 0
	for i, r := range s {
		if n++; n == 3 {
			return r == '-' && i+1 < len(s) && s[i+1] == '-'
		}
	}
	return false
}

// The derived property values of RFC 5892 section 2.
const (
	disallowed = iota
	valid
	contextual
)

// idnaExceptions holds section 2.6 of RFC 5892.
var idnaExceptions = map[rune]int{
	0x00df: valid, 0x03c2: valid, 0x06fd: valid, 0x06fe: valid, 0x0f0b: valid, 0x3007: valid,
	0x00b7: contextual, 0x0375: contextual, 0x05f3: contextual, 0x05f4: contextual, 0x30fb: contextual,
	0x0640: disallowed, 0x07fa: disallowed, 0x302e: disallowed, 0x302f: disallowed, 0x3031: disallowed,
	0x3032: disallowed, 0x3033: disallowed, 0x3034: disallowed, 0x3035: disallowed, 0x303b: disallowed,
}

// idnaLetters holds the general categories of section 2.1.
var idnaLetters = []*unicode.RangeTable{
	unicode.Ll, unicode.Lu, unicode.Lo, unicode.Nd, unicode.Lm, unicode.Mn, unicode.Mc,
}

// idnaIgnorable holds sections 2.3, 2.4 and 2.9: ignorable code points and
// blocks, and the conjoining Hangul jamo, as far as they are letters or marks.
var idnaIgnorable = &unicode.RangeTable{
	R16: []unicode.Range16{
		{Lo: 0x1100, Hi: 0x11ff, Stride: 1},
		{Lo: 0x20d0, Hi: 0x20ff, Stride: 1},
		{Lo: 0xa960, Hi: 0xa97c, Stride: 1},
		{Lo: 0xd7b0, Hi: 0xd7fb, Stride: 1},
	},
	R32: []unicode.Range32{
		{Lo: 0x1d100, Hi: 0x1d24f, Stride: 1},
	},
}

// idnaClass derives the property of a code point, RFC 5892 section 3, from the
// Unicode tables of the standard library.
func idnaClass(r rune) int {
	if r < 0x80 {
		if r == '-' || '0' <= r && r <= '9' || 'a' <= r && r <= 'z' {
			return valid
		}
		return disallowed
	}
	if class, ok := idnaExceptions[r]; ok {
		return class
	}
	switch {
	case 0x0660 <= r && r <= 0x0669, 0x06f0 <= r && r <= 0x06f9, r == 0x200c, r == 0x200d:
		return contextual
	case !unicode.In(r, idnaLetters...),
		unicode.In(r, idnaIgnorable, unicode.Other_Default_Ignorable_Code_Point, unicode.Variation_Selector),
		!isStable(r):
		return disallowed
	}
	return valid
}

// isStable reports that NFKC and case folding leave a code point as it is,
// RFC 5892 section 2.2.
func isStable(r rune) bool {
	s := string(r)
	return norm.NFKC.String(s) == s && norm.NFKC.String(string(foldCase(r))) == s && !hasIotaSubscript(s)
}

// foldCase is the simple case folding of Unicode. It goes through the upper
// case, except where that loses a letter of its own or where upper case is the
// folded form.
func foldCase(r rune) rune {
	switch {
	case r == 0x0131: // dotless i
		return r
	case 0x13a0 <= r && r <= 0x13fd, 0xab70 <= r && r <= 0xabbf: // Cherokee
		return unicode.ToUpper(r)
	}
	return unicode.ToLower(unicode.ToUpper(r))
}

// hasIotaSubscript reports the Greek letters that full case folding splits.
func hasIotaSubscript(s string) bool {
	for _, r := range norm.NFD.String(s) {
		if r == 0x0345 {
			return true
		}
	}
	return false
}
