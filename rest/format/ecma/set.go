package ecma

import (
	"slices"
	"unicode"
	"unicode/utf8"
)

// Set is a set of code points: pairs of the first and last of each range, in
// order, with gaps between them. Surrogates are never in it, as no text in
// UTF-8 holds one.
type Set []rune

// The sets behind the escapes of classes, ECMA-262 section 22.2.2.9.
var (
	digitSet = Set{'0', '9'}
	wordSet  = Set{'0', '9', 'A', 'Z', '_', '_', 'a', 'z'}
	spaceSet = Set{'\t', '\r', ' ', ' ', 0xa0, 0xa0, 0x1680, 0x1680, 0x2000, 0x200a,
		0x2028, 0x2029, 0x202f, 0x202f, 0x205f, 0x205f, 0x3000, 0x3000, 0xfeff, 0xfeff}
	lineSet = Set{'\n', '\n', '\r', '\r', 0x2028, 0x2029}
	anySet  = Set{0, 0xd7ff, 0xe000, utf8.MaxRune}
)

// Has reports whether r is in the set.
func (s Set) Has(r rune) bool {
	lo, hi := 0, len(s)/2
	for lo < hi {
		mid := (lo + hi) / 2
		switch {
		case r < s[2*mid]:
			hi = mid
		case r > s[2*mid+1]:
			lo = mid + 1
		default:
			return true
		}
	}
	return false
}

// Overlaps reports whether the sets share a code point.
func (s Set) Overlaps(t Set) bool {
	for i, k := 0, 0; i < len(s) && k < len(t); {
		switch {
		case s[i+1] < t[k]:
			i += 2
		case t[k+1] < s[i]:
			k += 2
		default:
			return true
		}
	}
	return false
}

// Union gives the code points of both sets.
func (s Set) Union(t Set) Set { return clean(append(slices.Clone(s), t...)) }

// Negate gives the code points that are not in the set.
func (s Set) Negate() Set {
	var out Set
	next := rune(0)
	for i := 0; i < len(s); i += 2 {
		if s[i] > next {
			out = append(out, next, s[i]-1)
		}
		next = s[i+1] + 1
	}
	if next <= utf8.MaxRune {
		out = append(out, next, utf8.MaxRune)
	}
	return clean(out)
}

// clean sorts ranges, merges those that touch and cuts out surrogates.
func clean(pairs []rune) Set {
	type span struct{ lo, hi rune }
	var spans []span
	for i := 0; i < len(pairs); i += 2 {
		lo, hi := pairs[i], pairs[i+1]
		if lo < 0xd800 && hi >= 0xd800 {
			spans = append(spans, span{lo, 0xd7ff})
			lo = 0xd800
		}
		if lo >= 0xd800 && lo < 0xe000 {
			lo = 0xe000
		}
		if lo <= hi {
			spans = append(spans, span{lo, hi})
		}
	}
	slices.SortFunc(spans, func(a, b span) int { return int(a.lo) - int(b.lo) })
	var out Set
	for _, x := range spans {
		if n := len(out); n > 0 && x.lo <= out[n-1]+1 {
			out[n-1] = max(out[n-1], x.hi)
			continue
		}
		out = append(out, x.lo, x.hi)
	}
	return out
}

// lastFold is above the last code point that has another case.
const lastFold = 0x1e944

// fold adds the other cases of all members: simple case folding, as the i and
// u flags have it together.
func (s Set) fold() Set {
	var more []rune
	for i := 0; i < len(s); i += 2 {
		for r := s[i]; r <= min(s[i+1], lastFold); r++ {
			for f := unicode.SimpleFold(r); f != r; f = unicode.SimpleFold(f) {
				more = append(more, f, f)
			}
		}
	}
	return s.Union(more)
}

// tableSet gives the code points of Unicode tables.
func tableSet(tables ...*unicode.RangeTable) Set {
	var out []rune
	add := func(lo, hi, stride rune) {
		if stride == 1 {
			out = append(out, lo, hi)
			return
		}
		for r := lo; r <= hi; r += stride {
			out = append(out, r, r)
		}
	}
	for _, t := range tables {
		for _, x := range t.R16 {
			add(rune(x.Lo), rune(x.Hi), rune(x.Stride))
		}
		for _, x := range t.R32 {
			add(rune(x.Lo), rune(x.Hi), rune(x.Stride))
		}
	}
	return clean(out)
}

// Equal reports whether the sets have the same members.
func (s Set) Equal(t Set) bool { return slices.Equal(s, t) }
