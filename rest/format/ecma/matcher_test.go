package ecma

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"
	"unicode/utf8"
)

func mustMatcher(t testing.TB, text string) *Matcher {
	t.Helper()
	n, err := Parse(text)
	if err != nil {
		t.Fatalf("%s: %v", text, err)
	}
	m, err := NewMatcher(n)
	if err != nil {
		t.Fatalf("%s: %v", text, err)
	}
	return m
}

func TestMatcher(t *testing.T) {
	uuid := "[0-9a-f]{8}-[0-9a-f]{4}"
	label := `([a-zA-Z0-9]+[a-zA-Z0-9\-]*(?<!-))`
	tests := []struct {
		pattern string
		yes, no []string
	}{
		{`^(?![0-9]+$)[a-z0-9_\-]+$`, []string{"a", "1a", "12-"}, []string{"", "12", "A"}},
		{`^(?!` + uuid + `)^[a-z0-9][a-z0-9-]*$`, []string{"abc", "0123456-abcd"}, []string{"01234567-abcd", "01234567-abcdef"}},
		{`^` + label + `(\.` + label + `)*$`, []string{"a", "a-b.c", "a--b"}, []string{"a-", "a-.b", "-a", "a.b-"}},
		{`^(?=.*\d)(?=.*[a-z]).{8,}$`, []string{"1234567a", "a2345678"}, []string{"12345678", "abcdefgh", "123456a"}},
		{`^(?=a)(a+)+$`, []string{"a", "aaaa"}, []string{"", "aaab", "b"}},
		{`^(?!.*(\.\.|--)).+$`, []string{"a.b-c"}, []string{"a..b", "a--"}},
		{`^(?!\s)(?!.*\s$).*$`, []string{"a b", ""}, []string{" a", "a ", "\u3000a"}},
		{`foo(?!bar)`, []string{"foobaz", "foobarfoo"}, []string{"foobar", "fo"}},
		{`foo(?=bar)$`, nil, []string{"foo", "foobar"}},
		{`(?<=foo)bar`, []string{"foobar"}, []string{"bar", "fobar"}},
		{`(?<!foo)bar`, []string{"bar", "fobar"}, []string{"foobar"}},
		{`(?<=^|,)x(?=,|$)`, []string{"x", "a,x", "x,b"}, []string{"ax", "xb", ""}},
		{`^(?=(?!a)b)b`, []string{"b"}, []string{"a", ""}},
		{`(?<=(?<!a)b)c(?!(?=d)d)`, []string{"bc", "cbce"}, []string{"abc", "bcd"}},
		{`(?<=a(?=b).)c`, []string{"abc"}, []string{"aac", "bc"}},
		{`(?<=é)ü(?=😀)`, []string{"éü😀"}, []string{"eü😀", "éü", "\xa9ü😀"}},
		{`^(?:(?!--).)*$`, []string{"", "a-b"}, []string{"a--b", "\n"}},
		{`^(?:(?=[ab])[^b]|c){3}$`, []string{"aca", "ccc"}, []string{"abc", "ac"}},
		{`^(?=a)*b(?!c)?`, []string{"b", "bc"}, []string{"a"}},
		{`(?=)`, []string{"", "x"}, nil},
		{`(?!)`, nil, []string{"", "x"}},
		{`^(?!\w+\b!)`, []string{"ab", "ab ?"}, []string{"ab!"}},
		{`(?<=\bb\B)a`, []string{"-ba"}, []string{"bba", "b-a"}},
		{`(?m:^)a(?m:$)`, []string{"b\na\r", "a"}, []string{"ba", "ab"}},
		{`^(?=.{3,5}$)a*b*$`, []string{"abb", "aaaaa"}, []string{"ab", "aaabbb"}},
		{`\uFFFD(?=a)`, []string{"\ufffda", "\xffa", "\xe4\xb8a"}, []string{"\xff"}},
	}
	for _, tt := range tests {
		m := mustMatcher(t, tt.pattern)
		for _, s := range tt.yes {
			if !m.Match(s) {
				t.Errorf("%s does not match %q", tt.pattern, s)
			}
		}
		for _, s := range tt.no {
			if m.Match(s) {
				t.Errorf("%s matches %q", tt.pattern, s)
			}
		}
	}
}

func TestMatcherLimits(t *testing.T) {
	tests := []struct{ pattern, want string }{
		{`(?=(a)\1)`, "back reference"},
		{`(?!a{10000})`, "more than 10000 states"},
		{`(?=((((a{99}){99}){99}){99}){99})`, "more than 10000 states"},
		{`(?=(((a{0}|){1000000000}){1000000000}){1000000000})`, "more than 10000 states"},
		{strings.Repeat("(?=a)", 65), "more than 64 lookarounds"},
		{strings.Repeat("(?=a)", 64), ""},
		{`(?:(?!-).){4000}`, ""},
		{`(?=((a{0}){1000000000}){1000000000})`, ""},
	}
	for _, tt := range tests {
		n, err := Parse(tt.pattern)
		if err != nil {
			t.Fatal(err)
		}
		_, err = NewMatcher(n)
		if (err == nil) != (tt.want == "") || err != nil && !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s: got error %v, want %q", tt.pattern, err, tt.want)
		}
	}
}

// textsUpTo gives all texts over some letters up to a length.
func textsUpTo(letters string, n int) []string {
	all := []string{""}
	for start, k := 0, 0; k < n; k++ {
		end := len(all)
		for _, s := range all[start:end] {
			for _, c := range letters {
				all = append(all, s+string(c))
			}
		}
		start = end
	}
	return all
}

// compare holds a matcher against the oracle, where that comes to an end.
func compare(t *testing.T, pattern string, texts []string) (compared int) {
	n, err := Parse(pattern)
	if err != nil {
		return 0
	}
	m, err := NewMatcher(n)
	if err != nil {
		return 0
	}
	for _, s := range texts {
		o := &oracle{text: []rune(s), left: 20_000}
		want := o.matches(n)
		if o.left < 0 {
			continue
		}
		compared++
		if got := m.Match(s); got != want {
			t.Fatalf("%s on %q: got %v, want %v", pattern, s, got, want)
		}
	}
	return compared
}

func TestMatcherAgainstBacktracking(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	two, three := textsUpTo("ab", 6), textsUpTo("a-\n", 4)
	patterns, compared := 0, 0
	for range 12_000 {
		pattern := randomExpression(r, 3)
		if !strings.Contains(pattern, "(?=") && !strings.Contains(pattern, "(?!") && !strings.Contains(pattern, "(?<") {
			continue
		}
		if k := compare(t, pattern, two) + compare(t, pattern, three); k > 0 {
			compared += k
			patterns++
		}
	}
	t.Logf("%d expressions, %d comparisons", patterns, compared)
	if compared < 500_000 {
		t.Errorf("only %d comparisons", compared)
	}
}

func FuzzMatcher(f *testing.F) {
	f.Add(`^(?![0-9]+$)[a-z0-9]+$`, "a1")
	f.Add(`^(?=.*\d)(?<!-)(a|b)+$`, "ab1")
	f.Add(`(?<=(?!a)b)\b(?m:^|$)(?i:\Bk)`, "b\nk")
	f.Fuzz(func(t *testing.T, pattern, s string) {
		n, err := Parse(pattern)
		if err != nil || len(pattern) > 100 || len(s) > 50 {
			return
		}
		m, err := NewMatcher(n)
		if err != nil {
			return
		}
		if m.Match(s); utf8.ValidString(s) {
			compare(t, pattern, []string{s, pattern})
		}
	})
}

// TestMatcherTakesLinearTime allows for noise: quadratic time would be above by
// a factor of a hundred.
func TestMatcherTakesLinearTime(t *testing.T) {
	for _, pattern := range []string{`^(?=a)(a+)+$`, `^(?=(a*)*$)(?!.*(a|a)+c$)(?:(?<=a+)a|a)*$`} {
		m := mustMatcher(t, pattern)
		took := func(n int) time.Duration {
			s, best := strings.Repeat("a", n)+"b", time.Hour
			for range 3 {
				start := time.Now()
				if m.Match(s) {
					t.Fatalf("%s matches", pattern)
				}
				best = min(best, time.Since(start))
			}
			return best
		}
		if small, large := took(1_000), took(100_000); large > 1000*small {
			t.Errorf("%s: 1000 characters took %v, 100000 took %v", pattern, small, large)
		}
	}
}

func TestMatcherAllocatesNothing(t *testing.T) {
	m := mustMatcher(t, `^(?=.*\d)(?=.*[a-z])(?:(?!--).){8,}$`)
	n := testing.AllocsPerRun(200, func() { m.Match("correct-horse-7") })
	if n > 4 { // under the race detector a pool forgets some of its content
		t.Errorf("%v allocations", n)
	}
}

func BenchmarkMatcher(b *testing.B) {
	m := mustMatcher(b, `^(?=a)(a+)+$`)
	for _, n := range []int{27, 1_000, 10_000, 100_000} {
		s := strings.Repeat("a", n-1) + "b"
		b.Run(fmt.Sprintf("evil/%d", n), func(b *testing.B) {
			b.SetBytes(int64(n))
			for b.Loop() {
				m.Match(s)
			}
		})
	}
	for _, tt := range []struct{ name, pattern, text string }{
		{"notNumber", `^(?![0-9]+$)[a-z0-9_\-]+$`, "the-quick-brown-fox"},
		{"password", `^(?=.*\d)(?=.*[a-z]).{8,}$`, "correct-horse-7"},
		{"host", `^([a-zA-Z0-9]+[a-zA-Z0-9\-]*(?<!-))(\.[a-zA-Z0-9]+[a-zA-Z0-9\-]*(?<!-))*$`, "mail.example.com"},
	} {
		m := mustMatcher(b, tt.pattern)
		b.Run(tt.name, func(b *testing.B) {
			for b.Loop() {
				m.Match(tt.text)
			}
		})
	}
}
