package rule

import (
	"math/rand/v2"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/specho/specho/rest/format/ecma"
)

func TestPatternMeaning(t *testing.T) {
	tests := []struct {
		pattern string
		yes     []string
		no      []string
	}{
		{`^[a-z]{2,3}$`, []string{"ab", "abc"}, []string{"a", "abcd", "ab\n", "Ab"}},
		{`b+`, []string{"abc", "b"}, []string{"", "ac"}},
		{`^\d+$`, []string{"12"}, []string{"", "١٢", "1a"}},
		{`^\w+$`, []string{"a_9"}, []string{"é", "a-b"}},
		{`^\s$`, []string{"\u00a0", "\ufeff", "\u2028", "\u3000", "\v"}, []string{"\u180e", "x", "\u0085"}},
		{`^\S+$`, []string{"é"}, []string{"a\u00a0b"}},
		{`^.$`, []string{"😀", "\u0085"}, []string{"\n", "\r", "\u2028", ""}},
		{`^(?s:.)$`, []string{"\n"}, []string{""}},
		{`^[^]$`, []string{"\n", "x"}, []string{""}},
		{`^[]$`, nil, []string{"", "x"}},
		{`^$`, []string{""}, []string{"x", "\n"}},
		{`^$|^\d{4}$`, []string{"", "2024"}, []string{"1", "20245"}},
		{`^\u{1F600}\uD83D\uDE00\x41\cJ\/$`, []string{"😀😀A\n/"}, []string{"😀A\n/"}},
		{`^[\w.-]+@[\w-]+$`, []string{"a.b@c-d"}, []string{"@c"}},
		{`^[\w-.]+$`, []string{"a-b.c"}, []string{"a b"}},
		{`^[a-z0-9]+(?:-[a-z0-9]+)*$`, []string{"a", "a-b-c"}, []string{"-a", "a--b", "a-"}},
		{`^(?<year>\d{4})-(\d{2})$`, []string{"2024-01"}, []string{"2024-1"}},
		{`^\p{Lu}\p{Script=Greek}+\P{L}$`, []string{"Éαβ1"}, []string{"éαβ1", "Éa1"}},
		{`^(asc|desc)$`, []string{"asc", "desc"}, []string{"as", "ascd"}},
		{`^(a|ab|abc)c$`, []string{"ac", "abc", "abcc"}, []string{"ab", "c"}},
		{`^a{1,3000}$`, []string{"a", strings.Repeat("a", 3000)}, []string{"", strings.Repeat("a", 3001)}},
		{`^(?:ab|a){1,1200}b$`, []string{"ab", strings.Repeat("ab", 1200)}, []string{"b", strings.Repeat("ab", 1202)}},
		{`^id:(?:[a-z]{1,40}\.){1,100}[^/].{0,1023}`, []string{"id:ab.c.9", "id:a.b/"}, []string{"id:", "id:a./"}},
		{`[0-9]{0,9}id:.{0,1023}`, []string{"id:", "xid:" + strings.Repeat("y", 2000)}, []string{"i"}},
		{`(?:x|y){2,5000}`, []string{"axyb"}, []string{"xay"}},
		{`b*|a{2,}c?`, []string{"", "x"}, nil},
		{`^(?:a(bc)?|d)`, []string{"abd", "d", "abc"}, []string{"x"}},
		{`^(?i:straße)$`, []string{"STRAßE", "straẞe"}, []string{"strasse"}},
		{`^{a}]$`, []string{"{a}]"}, []string{"a"}},
		{`^a{,2}$`, []string{"a{,2}"}, []string{"aa"}},
		{`^(\+|-)?\d+(\.\d+)?([eE][+-]?\d+)?$`, []string{"1", "-1.5e+9", "+0.1"}, []string{".5", "1.", "1e"}},
		{`\bfoo\b`, []string{"a foo b"}, []string{"afoo"}},
		{`^(?m:^b$)$`, []string{"b"}, []string{"a\nb"}},
		{`(?m:^b$)`, []string{"b", "a\nb", "b\u2028a", "\rb\r"}, []string{"ab", "ba", "a\vb"}},
		{`(?i:\bk\b)`, []string{"K", "-\u212a-"}, []string{"\u212aK", "\u017fk", "ks"}},
		{`(?i:\Bk\B)`, []string{"\u212aK\u017f", "aka"}, []string{"k", "-k-", "ak", "ka"}},
		{`^(?![0-9]+$)[a-z0-9_\-]+$`, []string{"a", "1-"}, []string{"12", "", "A"}},
		{`^a.*(?<!-)$`, []string{"a", "a-b"}, []string{"a-", "b"}},
		{`^(?=.*\d)(?=.*[a-z]).{8,}$`, []string{"1234567a"}, []string{"123456a", "12345678"}},
		{`^[\b]\0$`, []string{"\b\x00"}, []string{"b0"}},
	}
	for _, tt := range tests {
		p, err := CompilePattern(tt.pattern)
		if err != nil {
			t.Errorf("%s: %v", tt.pattern, err)
			continue
		}
		for _, s := range tt.yes {
			if !p.Match(s) {
				t.Errorf("%s does not match %q", tt.pattern, s)
			}
		}
		for _, s := range tt.no {
			if p.Match(s) {
				t.Errorf("%s matches %q", tt.pattern, s)
			}
		}
	}
}

func TestPatternRefused(t *testing.T) {
	tests := []struct{ pattern, want string }{
		{`(?=a)(b)\1`, "back reference"},
		{`(?=(a\2)(b))`, "back reference"},
		{`(?!a{20000})`, "states"},
		{`(?:(?=a)(ab?){100}){150}`, "states"},
		{`(a)\1`, "back reference"},
		{`(?<n>a)\k<n>`, "back reference"},
		{`\k<n>`, "no group"},
		{`\2(a)`, "group 2"},
		{`(a`, "missing )"},
		{`a)`, "unmatched )"},
		{`[a`, "missing ]"},
		{`[z-a]`, "out of order"},
		{`a{3,2}`, "out of order"},
		{`a**`, "nothing to repeat"},
		{`^*`, "nothing to repeat"},
		{`{2}`, "nothing to repeat"},
		{`\a`, `\a is no escape`},
		{`\Z`, `\Z is no escape`},
		{`\x4`, `\x`},
		{`\u12`, `\u`},
		{`\u{110000}`, `\u{}`},
		{`\p{Nope}`, "Nope"},
		{`\01`, "octal"},
		{`(?P<n>a)`, "no group of ECMA-262"},
		{`(?i)a`, "no group of ECMA-262"},
		{`(?<n>a)(?<n>b)`, "two groups"},
		{`^(ab|a){20000}b`, "states"},
		{"\\", "backslash"},
		{strings.Repeat("(", 300) + strings.Repeat(")", 300), "nested"},
	}
	for _, tt := range tests {
		_, err := CompilePattern(tt.pattern)
		if err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s: got error %v, want one with %q", tt.pattern, err, tt.want)
		}
	}
}

// TestPatternCompiles pins which common patterns need no regexp.
func TestPatternCompiles(t *testing.T) {
	for _, s := range []string{
		`^[a-z]+$`, `^[A-Z]{3}$`, `^\d{4}-\d{2}-\d{2}$`, `^[a-z0-9]+(-[a-z0-9]+)*$`, `^\+?[1-9]\d{1,14}$`,
		`^#[0-9a-fA-F]{6}$`, `^(GET|POST)$`, `^[^\s]+$`, `^.{1,20}$`, `[A-Z]`, `^sk_[A-Za-z0-9]{24}$`,
		`^v\d+\.\d+\.\d+$`, `^$|^a$`, `^/`, `^[\p{L} ]+$`, `^(\d{5}|[A-Z]{2})$`, `^#(?:[0-9a-f]{3}){1,2}$`,
	} {
		if p := MustPattern(s); newProgram(p.node) == nil {
			t.Errorf("%s is left to regexp", s)
		}
	}
}

// TestPatternTables pins which common patterns go into a table.
func TestPatternTables(t *testing.T) {
	for _, s := range []string{
		`^[a-z]([-a-z0-9]*[a-z0-9])?$`, `[0-9a-f]{8}-[0-9a-f]{4}`, `^[\w\-\.]+@([\w-]+\.)+[\w-]{2,}$`,
		`^((25[0-5]|2[0-4]\d|1?\d?\d)\.){3}(25[0-5]|2[0-4]\d|1?\d?\d)$`, `abc`, `[a-z]$`,
		`^[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?(?:\.[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?)*$`,
	} {
		if p := MustPattern(s); newProgram(p.node) != nil || newDFA(p.node) == nil {
			t.Errorf("%s is not in a table", s)
		}
	}
}

// checkSame compares the program of an expression with package regexp.
func checkSame(t *testing.T, pattern string, texts ...string) {
	node, err := ecma.Parse(pattern)
	if err != nil {
		return
	}
	program, dfa := newProgram(node), newDFA(node)
	re2, err := ecma.Translate(node)
	if program == nil && dfa == nil || err != nil {
		return
	}
	re, err := regexp.Compile(re2)
	if err != nil {
		return
	}
	for _, s := range texts {
		want := re.MatchString(s)
		if program != nil && program.match(s) != want {
			t.Fatalf("%s (%s) on %q: the loops give %v", pattern, re2, s, !want)
		}
		if dfa != nil && dfa.match(s) != want {
			t.Fatalf("%s (%s) on %q: the table gives %v", pattern, re2, s, !want)
		}
	}
}

// pieces make random expressions; texts are made of the same few characters,
// so that many of them match.
var pieces = []string{"a", "b", "[ab]", "[^a]", "(ab|a)", "(ab|b)", "(?:ab)", "(a|bb)", "(?:a|)", "é", "[é-ü]", ".", "c", "(c[ab]*)", "(?:ca?)"}
var counts = []string{"", "", "", "*", "+", "?", "{2}", "{1,2}", "{0,3}"}

func randomPattern(r *rand.Rand) string {
	var b strings.Builder
	if r.IntN(8) > 0 {
		b.WriteByte('^')
	}
	for range r.IntN(5) {
		b.WriteString(pieces[r.IntN(len(pieces))] + counts[r.IntN(len(counts))])
	}
	if r.IntN(3) > 0 {
		b.WriteByte('$')
	}
	if r.IntN(6) == 0 {
		return "(?:" + strings.Trim(b.String(), "^$") + "|d)" + counts[r.IntN(len(counts))] + "$"
	}
	return b.String()
}

func TestPatternAgainstRegexp(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	letters := []string{"a", "b", "c", "é", "d", "\n"}
	for range 8000 {
		var texts []string
		for range 12 {
			s := ""
			for range r.IntN(7) {
				s += letters[r.IntN(len(letters))]
			}
			texts = append(texts, s)
		}
		checkSame(t, randomPattern(r), texts...)
	}
}

// TestPatternIsSharedAndLazy matches first from many goroutines, which the race
// detector watches.
func TestPatternIsSharedAndLazy(t *testing.T) {
	for _, text := range []string{`^[a-z]+$`, `^a(b*a)*$`, `\ba`, `^(?!1)a`} {
		p := MustPattern(text)
		var wg sync.WaitGroup
		for range 8 {
			wg.Go(func() {
				if !p.Match("a") || p.Match("1") {
					t.Errorf("%s is wrong", text)
				}
			})
		}
		wg.Wait()
	}
}

func FuzzPattern(f *testing.F) {
	f.Add(`^[a-z]{2,3}$`, "abc")
	f.Add(`^(a|b[cd]*)+x?$`, "abcdx")
	f.Add(`^\d+(?:\.\d+)?$`, "1.5")
	f.Add(`^$|^(asc|desc)$`, "asc")
	f.Add(`^(?i:\w)[^]\p{L}`, "aéb")
	f.Add(`^(?!b)a(?<=a)+`, "ab")
	f.Fuzz(func(t *testing.T, pattern, s string) {
		if len(pattern) > 200 || !utf8.ValidString(s) {
			return
		}
		start := time.Now()
		if _, err := CompilePattern(pattern); time.Since(start) > time.Minute {
			t.Fatalf("%s took %v (%v)", pattern, time.Since(start), err)
		}
		checkSame(t, pattern, s, "", pattern)
		if p, err := CompilePattern(pattern); err == nil {
			p.Match(s)
		}
	})
}

func BenchmarkPattern(b *testing.B) {
	tests := []struct{ name, pattern, text string }{
		{"class", `^[A-Za-z0-9_-]{1,64}$`, "the_quick-brown-fox-jumps"},
		{"slug", `^[a-z0-9]+(?:-[a-z0-9]+)*$`, "the-quick-brown-fox"},
		{"phone", `^\+?[1-9]\d{1,14}$`, "+4915112345678"},
		{"date", `^\d{4}-\d{2}-\d{2}$`, "2024-02-29"},
		{"label", `^[a-z]([-a-z0-9]*[a-z0-9])?$`, "the-quick-brown-fox"},
		{"email", `^[\w\-\.]+@([\w-]+\.)+[\w-]{2,}$`, "joe.bloggs@mail.example.com"},
		{"words", `^(GET|POST|PUT|DELETE)$`, "DELETE"},
	}
	for _, tt := range tests {
		p := MustPattern(tt.pattern)
		re := regexp.MustCompile(tt.pattern)
		b.Run(tt.name+"/ours", func(b *testing.B) {
			for b.Loop() {
				p.Match(tt.text)
			}
		})
		b.Run(tt.name+"/regexp", func(b *testing.B) {
			for b.Loop() {
				re.MatchString(tt.text)
			}
		})
	}
}

func BenchmarkCompilePattern(b *testing.B) {
	for name, text := range map[string]string{
		"loops":  `^[a-z0-9]+(?:-[a-z0-9]+)*$`,
		"table":  `^[\w\-\.]+@([\w-]+\.)+[\w-]{2,}$`,
		"large":  `^[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?(?:\.[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?)*$`,
		"letter": `\p{L}{1,50}x\P{Lu}$`,
		"regexp": `\b[a-z]{1,900}x`,
	} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				if _, err := CompilePattern(text); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
