package ecma

import (
	"math/rand/v2"
	"regexp"
	"testing"
	"unicode"
)

// randomSet gives a set of small characters and the same as a map.
func randomSet(r *rand.Rand) (Set, map[rune]bool) {
	var pairs []rune
	members := map[rune]bool{}
	for range r.IntN(5) {
		lo := rune(r.IntN(40))
		hi := lo + rune(r.IntN(6))
		pairs = append(pairs, lo, hi)
		for c := lo; c <= hi; c++ {
			members[c] = true
		}
	}
	return clean(pairs), members
}

func TestSetAlgebra(t *testing.T) {
	r := rand.New(rand.NewPCG(11, 12))
	for range 5000 {
		a, inA := randomSet(r)
		b, inB := randomSet(r)
		union, not := a.Union(b), a.Negate()
		overlap := false
		for c := range rune(60) {
			overlap = overlap || inA[c] && inB[c]
			if a.Has(c) != inA[c] || union.Has(c) != (inA[c] || inB[c]) || not.Has(c) == inA[c] {
				t.Fatalf("%v, %v at %d", a, b, c)
			}
		}
		if a.Overlaps(b) != overlap || !not.Negate().Equal(a) || not.Has(0xd800) || !not.Has(unicode.MaxRune) {
			t.Fatalf("%v, %v: overlap %v, want %v", a, b, a.Overlaps(b), overlap)
		}
	}
}

func TestPropertiesAgainstUnicode(t *testing.T) {
	for name, want := range map[string]func(rune) bool{
		"L": unicode.IsLetter, "Lu": func(r rune) bool { return unicode.Is(unicode.Lu, r) },
		"Uppercase_Letter": func(r rune) bool { return unicode.Is(unicode.Lu, r) },
		"gc=Nd":            unicode.IsDigit, "Script=Greek": func(r rune) bool { return unicode.Is(unicode.Greek, r) },
		"sc=Grek":     func(r rune) bool { return unicode.Is(unicode.Greek, r) },
		"White_Space": unicode.IsSpace, "ASCII": func(r rune) bool { return r < 0x80 },
		"Any": func(rune) bool { return true }, "Cc": unicode.IsControl,
		"Alphabetic": func(r rune) bool { return unicode.In(r, unicode.L, unicode.Nl, unicode.Other_Alphabetic) },
	} {
		s, ok := property(name)
		if !ok {
			t.Errorf("%s is not known", name)
			continue
		}
		for r := rune(0); r < 0x20000; r++ {
			if (r < 0xd800 || r > 0xdfff) && s.Has(r) != want(r) {
				t.Errorf("%s at %U: got %v", name, r, s.Has(r))
				break
			}
		}
	}
	for _, name := range []string{"", "letter", "Greek", "gc=Greek", "sc=L", "Other_Alphabetic", "x=y"} {
		if _, ok := property(name); ok {
			t.Errorf("%q is a property", name)
		}
	}
}

// FuzzTranslate looks for expressions whose translation package regexp refuses
// for another reason than size.
func FuzzTranslate(f *testing.F) {
	for _, s := range []string{`^[\w-.]+$`, `(?<a>[^\]\u{1F600}]|\cA){2,3}?`, `\P{Lu}(?i-s:x.)[]`, `a{,2}]`} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		n, err := Parse(s)
		if err != nil {
			return
		}
		text, err := Translate(n)
		if err != nil || len(s) > 300 {
			return
		}
		if _, err := regexp.Compile(text); err != nil && !regexp.MustCompile(`repeat|large|nest`).MatchString(err.Error()) {
			t.Errorf("%s became %s: %v", s, text, err)
		}
	})
}
