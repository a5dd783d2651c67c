package format

import (
	"net/url"
	"strings"
	"testing"
	"unicode/utf8"
)

// TestStringFormats holds cases beyond the JSON-Schema-Test-Suite.
func TestStringFormats(t *testing.T) {
	for _, tt := range []struct {
		name string
		yes  []string
		no   []string
	}{
		{"email",
			[]string{"a@b.co", "a@localhost", "a+b@x.y", `"a\"b"@x.y`, `""@x.y`, "a@[IPv6:2001:db8::1]"},
			[]string{"A <a@b.co>", "a@b..c", "a@-b.c", "a@b.c.", "a@b_c.d", "a@b.c ", "a@[1.2.3]", "a@[IPv6:::1%x]", `"a"b@x.y`, `"a@x.y`,
				"a@" + strings.Repeat("b.", 126) + "bb", strings.Repeat("a", 65) + "@x.y", "é@x.y", "a@é.y", "a\n@x.y"}},
		{"idn-email", []string{"é@é.y", `"é"@x.y`}, []string{"\xff@x.y", "a@é_.y"}},
		{"hostname", []string{"a", "A.b", "1.2.3.4"}, []string{"a b", "a:80", "ä", "xn--", "xn--a"}},
		{"language",
			[]string{"de", "de-AT", "zh-cmn-Hans-CN", "sl-rozaj-biske", "de-1996", "en-u-co-phonebk-x-y", "x-whatever", "i-klingon", "en-GB-oed", "es-419"},
			[]string{"", "d", "de-", "-de", "de_AT", "de-AT-AT", "abcdefghi", "de-1996-1996", "en-a", "en-a-bb-a-cc", "x", "i-foo", "de-ä"}},
		{"media-range",
			[]string{"*/*", "text/*", "text/html;q=0.5", "a/b ; c=\"d;e\\\"\" ; f=g", "a/b;", "application/vnd.api+json"},
			[]string{"", "*", "*/html", "text", "text/", "/html", "a/b;c", "a/b;c=", "a/b;c=\"d", "a/b c", "a/b;=d"}},
		{"char", []string{"a", "é", "😀", "\ufffd", "\n"}, []string{"", "ab", "e\u0301", "\xff"}},
		{"sf-string", []string{"", `a"\b`}, []string{"é", "\x7f", "\n"}},
		{"sf-token", []string{"a", "*x", "a:b/c"}, []string{"", "1a", "a b", "a\""}},
		{"sf-binary", []string{"::", ":YQ==:"}, []string{"", ":", "YQ==", ":YQ:"}},
		{"sf-boolean", []string{"?0", "?1"}, []string{"", "0", "?2", "true"}},
		{"decimal", []string{"1.5", "-0.0", "007"}, []string{"1e5", ".5", "NaN"}},
		{"decimal128",
			[]string{"NaN", "-INF", "INF", "1.5", "1e6144", "1e-6144", strings.Repeat("9", 34), "1" + strings.Repeat("0", 40)},
			[]string{"nan", "", strings.Repeat("9", 35), "1e7000"}},
		{"relative-json-pointer", []string{"0", "1/a", "0+1", "2-3#"}, []string{"", "01", "0+0", "0+", "a", "1a", "+1"}},
		{"uri", []string{"a:", "a:b", "http://[v1.a:b]/", "http://h:/p", "mailto:a@b"}, []string{"", "a", "a:[", "http://[v.a]", "http://[::1]x", "http://a@[b", "a:\xff"}},
		{"iri", []string{"a:é"}, []string{"a:\ue000", "a:\xff", "a:\ufffe"}},
		{"uri-template", []string{"/{a,b*}{?c}"}, []string{"{a*:3}", "{a:3*}", "}", "{", "{?}", "a\xff"}},
		{"uuid4", []string{"2eb8aa08-aa98-41ea-b4aa-73b441d16380", "2eb8aa08-aa98-41ea-84aa-73b441d16380"},
			[]string{"2eb8aa08-aa98-11ea-b4aa-73b441d16380", "2eb8aa08-aa98-41ea-f4aa-73b441d16380", "x"}},
		{"regex", []string{"", "(?=a)", `^\d+$`}, []string{"(", `\Z`, "[b-a]"}},
	} {
		check := Lookup(tt.name)
		for _, s := range tt.yes {
			if !check(s) {
				t.Errorf("%s refuses %q", tt.name, s)
			}
		}
		for _, s := range tt.no {
			if check(s) {
				t.Errorf("%s takes %q", tt.name, s)
			}
		}
	}
}

// FuzzStringFormats looks for panics, and for texts that contradict what the
// formats have to do with each other.
func FuzzStringFormats(f *testing.F) {
	for _, s := range []string{"joe@xn--zca29lwxobi7a.com", "\u0628\u064a\u200c\u0628\u064a.a", "http://[::1]:80/{a}?b#c", "zh-cmn-Hans", "a/b;c=\"d\"", "1/~0#", "-12.50"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		for name, check := range checks {
			if check(s) && !utf8.ValidString(s) && name != "media-range" {
				t.Errorf("%s takes %q, which is no UTF-8", name, s)
			}
		}
		for _, pair := range [][2]string{
			{"email", "idn-email"}, {"uri", "iri"}, {"uri", "uri-reference"}, {"iri", "iri-reference"},
			{"uri-reference", "iri-reference"}, {"decimal", "decimal"}, {"uuid", "sf-string"},
		} {
			if Lookup(pair[0])(s) && !Lookup(pair[1])(s) {
				t.Errorf("%q is %s but not %s", s, pair[0], pair[1])
			}
		}
		if IsURI(s) {
			if u, err := url.Parse(s); err == nil && u.Scheme != "" && !strings.EqualFold(u.Scheme, s[:len(u.Scheme)]) {
				t.Errorf("%q has the scheme %s", s, u.Scheme)
			}
		}
	})
}

func FuzzPunycode(f *testing.F) {
	f.Add("bücher")
	f.Add("ま")
	f.Fuzz(func(t *testing.T, s string) {
		if u, ok := decodePunycode(strings.ToLower(s)); ok && !utf8.ValidString(u) && utf8.ValidString(s) {
			t.Errorf("%q decodes to %q", s, u)
		}
		if !utf8.ValidString(s) || strings.HasPrefix(s, "-") || len(s) > maxLabel {
			return
		}
		a, ok := encodePunycode(s)
		if !ok {
			return
		}
		if back, ok := decodePunycode(a); !ok || back != s {
			t.Errorf("%q became %q and %q", s, a, back)
		}
	})
}

func FuzzDecimal(f *testing.F) {
	f.Add("0.10", "1e2")
	f.Fuzz(func(t *testing.T, a, b string) {
		x, ok1 := ParseDecimalNumber(a)
		y, ok2 := ParseDecimalNumber(b)
		if ok1 && ok2 && x.Cmp(y) != x.Rat().Cmp(y.Rat()) {
			t.Errorf("%s against %s: %d", a, b, x.Cmp(y))
		}
	})
}
