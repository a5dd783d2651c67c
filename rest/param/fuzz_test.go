package param

import (
	"net/url"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

// FuzzQuery compares with net/url where it has an opinion.
func FuzzQuery(f *testing.F) {
	for _, q := range []string{"q=1", "q=a+b%20c&q=%C3%A9", "&&q&=x&q==", "%71=1", "q=%zz", "q=\xff", "q=1;q=2"} {
		f.Add(q)
	}
	x := &Param{In: Query, Name: "q", Explode: true, Required: true}
	f.Fuzz(func(t *testing.T, query string) {
		p := readerFor(Query, query)
		got, ok := p.List(x)
		if ok != (p.Violations() == nil) {
			t.Fatalf("%q: %v, but %s", query, ok, violations(p))
		}
		values, err := url.ParseQuery(query)
		if err != nil {
			return
		}
		want := values["q"]
		good := len(want) > 0
		for _, v := range want {
			good = good && utf8.ValidString(v)
		}
		if ok != good || ok && !slices.Equal(got, want) {
			t.Fatalf("%q: got %q, %v, want %q, %v", query, got, ok, want, good)
		}
		text, ok := p.Text(x)
		if ok && (len(want) != 1 || text != want[0]) {
			t.Fatalf("%q: got %q, want %q", query, text, want)
		}
	})
}

// FuzzStyles reads any text in any way: no panic, UTF-8 only, and a violation
// whenever a required parameter cannot be used.
func FuzzStyles(f *testing.F) {
	for _, raw := range []string{"", ".", ";f", ";f=a,b;f=c", ".a.b", "f=a,1", "f[a]=1&f[a]=2", "f=a|b%7C%20", "f=a&f=b; f=%", "a=1,b"} {
		f.Add(raw, uint8(1), uint8(4), true)
	}
	f.Fuzz(func(t *testing.T, raw string, in, style uint8, explode bool) {
		x := &Param{In: In(in % 5), Name: "f", Key: "Color", Style: Style(style % 9), Explode: explode, Required: true, Members: []string{"a"}}
		check := func(p *Reader, ok bool, texts ...string) {
			if ok == (p.Violations() != nil) {
				t.Fatalf("%q %+v: %v, but %s", raw, x, ok, violations(p))
			}
			if !utf8.ValidString(strings.Join(texts, "")) || !utf8.ValidString(violations(p)) {
				t.Fatalf("%q %+v: not UTF-8: %q %s", raw, x, texts, violations(p))
			}
		}
		p := readerFor(x.In, raw)
		text, ok := p.Text(x)
		check(p, ok, text)
		p = readerFor(x.In, raw)
		items, ok := p.List(x)
		if ok {
			check(p, ok, items...)
		} else {
			check(p, ok)
		}
		p = readerFor(x.In, raw)
		members, ok := p.Members(x)
		check(p, ok)
		for _, m := range members {
			check(p, ok, m.Name, m.Text)
		}
	})
}
