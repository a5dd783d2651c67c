package patterns_test

import (
	"testing"

	"github.com/specho/specho/generator/patterns"
	"github.com/specho/specho/rest/format/ecma"
)

func TestECMA(t *testing.T) {
	tests := []struct{ text, want, yes, no string }{
		{`^[a-z]+$`, `^[a-z]+$`, "ab", "1"},
		{`[[:alpha:]`, `[[:alpha:]`, "[", "b"},
		{`\A\d+\z`, `^\d+$`, "12", "12\n"},
		{`\A\w+\Z`, `^\w+$`, "ab", "a b"},
		{`^[\p{Graph}\x20]*$`, `^[\p{L}\p{M}\p{N}\p{P}\p{S}\p{Cf}\p{Co}\x20]*$`, "a é!", "a\tb"},
		{`^\p{XDigit}{4}$`, `^[0-9A-Fa-f]{4}$`, "00fF", "00fg"},
		{`^\P{Cntrl}\P{XDigit}$`, `^[^\p{Cc}][^0-9A-Fa-f]$`, "ax", "aa"},
		{`^[^\p{Cntrl}]*$`, `^[^\p{Cc}]*$`, "a b", "a\nb"},
		{`^[\p{Upper}\p{Digit}_]+$`, `^[\p{Uppercase}0-9_]+$`, "A_1", "a"},
		{`^[\p{Han}\p{IsLatin}-]*$`, `^[\p{Script=Han}\p{Script=Latin}-]*$`, "a-漢", "я"},
		{`^([a-z]|\p{IsLetter})*$`, `^([a-z]|[\p{L}])*$`, "aé", "1"},
		{`^\pL\PN$`, `^[\p{L}][^\p{N}]$`, "éx", "é1"},
		{`^[\pL\PN\P{^Lu}]$`, `^[\p{L}\P{N}\p{Lu}]$`, "é", "1"},
		{`^[[:alpha:]_]+[^[:space:]]$`, `^[\p{Alphabetic}_]+[^\s]$`, "a_1", "a_ "},
		{`^[^/|\000-\037\177]+$`, `^[^/|\u{0}-\u{1f}\u{7f}]+$`, "ab", "a\x1fb"},
		{`^\0101\a\e\x{1F600}$`, `^\u{41}\u{7}\u{1b}\u{1f600}$`, "A\a\x1b😀", "A"},
		{`^(?:b|(?i)a|c)$`, `^(?:b|(?i:a|c))$`, "C", "B"},
		{`(?i)^ab$`, `(?i:^ab$)`, "AB", "abc"},
		{`(?iu)^(?s)a.b$`, `(?i:^(?s:a.b$))`, "A\nB", "a"},
		{`^(?P<year>\d{4})$`, `^(?<year>\d{4})$`, "2024", "24"},
		{`^(?>a|b)c++d?+e{2}+$`, `^(?:a|b)c+d?e{2}$`, "accdee", "ac"},
		{`^\Qa.b(\E[0-9]\h$`, `^a\.b\([0-9][\t\p{Zs}]$`, "a.b(1\t", "axb(1\t"},
		{`^\Qa`, `^a`, "ab", "b"},
		{`^[\p{Print}&&[^|:/]]+$`, `^(?:(?=[\p{L}\p{M}\p{N}\p{P}\p{S}\p{Cf}\p{Co}\p{Zs}])[^|:/])+$`, "a b", "a:b"},
		{`^a\Rb$`, `^a(?:\r\n|[\n\v\f\r\u0085\u2028\u2029])b$`, "a\r\nb", "ab"},
		{`^[]a]\z`, `^[\]a]$`, "]", "b"},
		{`^[a[b]\z`, `^[a\[b]$`, "[", "c"},
	}
	for _, tt := range tests {
		got, err := patterns.ECMA(tt.text)
		if got != tt.want {
			t.Errorf("%s: got %s, %v, want %s", tt.text, got, err, tt.want)
			continue
		}
		node, err := ecma.Parse(got)
		if err != nil {
			t.Errorf("%s: %v", tt.text, err)
			continue
		}
		p, err := ecma.NewMatcher(node)
		if err != nil {
			t.Errorf("%s: %v", tt.text, err)
			continue
		}
		if !p.Match(tt.yes) || p.Match(tt.no) {
			t.Errorf("%s read as %s: matches %q %t, %q %t", tt.text, got, tt.yes, p.Match(tt.yes), tt.no, p.Match(tt.no))
		}
	}
}

func TestNoDialect(t *testing.T) {
	for _, text := range []string{
		`(a`, `a)`, `[a`, `*`, `a**b`, `\p{Nope}`, `[\P{Alnum}]`, `a(?i)b|c`, `(?x)a`, `(?U)a+`, `\i\c*`, `[\p{Graph}&&[b]`, `\x{110000}`, `\`, `[\`, `\p`, `\p{L`, `a{3,2}\z`, `[z-a]\z`,
	} {
		if got, err := patterns.ECMA(text); err == nil {
			t.Errorf("%s is read as %s", text, got)
		}
	}
}

func FuzzECMA(f *testing.F) {
	for _, s := range []string{`\A[\p{Alnum}&&[^a]]\z`, `(?i)a|\Qb\E`, `[[:alpha:]\012]`, `\x{1F600}(?>a)++`} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		got, err := patterns.ECMA(text)
		if err != nil {
			return
		}
		if again, err := patterns.ECMA(got); err != nil || again != got {
			t.Errorf("%q is read as %q, and that as %q, %v", text, got, again, err)
		}
	})
}
