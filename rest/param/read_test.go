package param

import (
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"testing"

	"github.com/specho/specho/rest/rule"
)

// violations gives what a reader recorded, one JSON object a line.
func violations(p *Reader) string {
	var lines []string
	for _, v := range p.Violations() {
		lines = append(lines, string(v.AppendJSON(nil)))
	}
	return strings.Join(lines, "\n")
}

func parseInt(v *int, text string) rule.Fault {
	n, err := strconv.Atoi(text)
	if err != nil {
		return rule.BadInt()
	}
	*v = n
	return rule.Fault{}
}

const (
	badEscape = `{"type":"percent_encoding","loc":["query","q"],"msg":"must be percent-encoded text: two hexadecimal digits after each percent sign","input":%q}`
	badUTF8   = `{"type":"string_unicode","loc":["%s","%s"],"msg":"must be UTF-8 text","input":"\ufffd"}`
	missing   = `{"type":"missing","loc":["%s","%s"],"msg":"is required","input":null}`
	twice     = `{"type":"repeated","loc":["%s","%s"],"msg":"must be given once"}`
)

func TestText(t *testing.T) {
	query := Param{In: Query, Name: "q", Required: true}
	option := Param{In: Query, Name: "q"}
	empty := Param{In: Query, Name: "q", AllowEmpty: true, Required: true}
	path := Param{In: Path, Name: "id"}
	header := Param{In: Header, Name: "color", Required: true}
	cookie := Param{In: Cookie, Name: "sid", Required: true}
	form := Param{In: Form, Name: "q", Required: true}
	for _, tt := range []struct {
		name  string
		x     Param
		raw   string
		want  string
		found bool
		wrong string
	}{
		{"plain", query, "a=1&q=x&b=2", "x", true, ""},
		{"plus and percent", query, "q=a+b%2Bc%20d", "a b+c d", true, ""},
		{"equals in the value", query, "q=a=b", "a=b", true, ""},
		{"semicolon", query, "q=a;b=c", "a;b=c", true, ""},
		{"name encoded", query, "%71=x", "x", true, ""},
		{"plus in another name", query, "a+b=1&q=x", "x", true, ""},
		{"bad name of nobody", query, "%zz=1&q=x", "x", true, ""},
		{"empty", query, "q=", "", true, ""},
		{"without equals sign", query, "q&a", "", true, ""},
		{"ampersands", query, "&&q=x&&", "x", true, ""},
		{"missing", query, "a=1", "", false, fmt.Sprintf(missing, "query", "q")},
		{"no query", query, "", "", false, fmt.Sprintf(missing, "query", "q")},
		{"optional", option, "a=1", "", false, ""},
		{"repeated", query, "q=1&q=2", "", false, fmt.Sprintf(twice, "query", "q")},
		{"empty allowed", empty, "q=", "", false, ""},
		{"bad escape", query, "q=%4", "", false, fmt.Sprintf(badEscape, "%4")},
		{"bad escape in the middle", query, "q=%4gx", "", false, fmt.Sprintf(badEscape, "%4gx")},
		{"bad UTF-8", query, "q=\xff", "", false, fmt.Sprintf(badUTF8, "query", "q")},
		{"bad UTF-8 encoded", query, "q=%C3", "", false, strings.Replace(fmt.Sprintf(badUTF8, "query", "q"), `\ufffd`, "%C3", 1)},
		{"UTF-8", query, "q=caf%C3%A9é", "caféé", true, ""},
		{"path", path, "a%2Fb+c", "a/b+c", true, ""},
		{"header", header, " 50%+ ", "50%+", true, ""},
		{"header bad", header, "\xff", "", false, fmt.Sprintf(badUTF8, "header", "color")},
		{"cookie", cookie, `a=b; sid="x%20y+z"; c`, "x y+z", true, ""},
		{"cookie that is not encoded", cookie, "sid=100%&x=y", "100%&x=y", true, ""},
		{"cookie sent for two paths", cookie, "sid=1;sid=2", "1", true, ""},
		{"cookie missing", cookie, "asid=1; sid", "", false, fmt.Sprintf(missing, "cookie", "sid")},
		{"form", form, "q=a+b", "a b", true, ""},
		{"form missing", form, "a=b", "", false, fmt.Sprintf(missing, "body", "q")},
	} {
		p := readerFor(tt.x.In, tt.raw)
		got, found := p.Text(&tt.x)
		wrong := strings.ReplaceAll(violations(p), "\ufffd", `\ufffd`)
		if got != tt.want || found != tt.found || wrong != tt.wrong {
			t.Errorf("%s: got %q, %v\n%s\nwant %q, %v\n%s", tt.name, got, found, wrong, tt.want, tt.found, tt.wrong)
		}
	}
}

func TestHeaderAndPathAbsent(t *testing.T) {
	p := readerFor(Header)
	p.Text(&Param{In: Header, Name: "X-Token", Required: true})
	p.List(&Param{In: Header, Name: "x-list", Required: true})
	p.Text(&Param{In: Path, Name: "id", Required: true})
	p.header["Color"] = []string{"a", "b"}
	p.Text(&Param{In: Header, Name: "color"})
	want := fmt.Sprintf(missing+"\n"+missing+"\n"+missing+"\n"+twice, "header", "X-Token", "header", "x-list", "path", "id", "header", "color")
	if got := violations(p); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestList(t *testing.T) {
	for _, tt := range []struct {
		name string
		x    Param
		raw  []string
		want string // the items in %q, or the violation
	}{
		{"repeated", Param{In: Query, Explode: true}, []string{"color=a,b&x=1&color=c%2Cd"}, `["a,b" "c,d"]`},
		{"one empty item", Param{In: Query, Explode: true}, []string{"color="}, `[""]`},
		{"empty allowed", Param{In: Query, Explode: true, AllowEmpty: true}, []string{"color="}, "absent"},
		{"commas", Param{In: Query}, []string{"color=a%2Cb,c+d,,%C3%A9"}, `["a,b" "c d" "" "é"]`},
		{"no items", Param{In: Query}, []string{"color="}, `[]`},
		{"no items allowed", Param{In: Query, AllowEmpty: true}, []string{"color="}, "absent"},
		{"commas, twice", Param{In: Query}, []string{"color=a&color=b"}, fmt.Sprintf(twice, "query", "color")},
		{"missing", Param{In: Query, Required: true}, []string{"colour=a"}, fmt.Sprintf(missing, "query", "color")},
		{"missing, exploded", Param{In: Query, Required: true, Explode: true}, []string{"colour=a"}, fmt.Sprintf(missing, "query", "color")},
		{"spaces", Param{In: Query, Style: SpaceDelimited}, []string{"color=a+b%20c d%2Ce"}, `["a" "b" "c" "d,e"]`},
		{"pipes", Param{In: Query, Style: PipeDelimited}, []string{"color=a|b%7Cc%7cd+e"}, `["a" "b" "c" "d e"]`},
		{"pipes, exploded", Param{In: Query, Style: PipeDelimited, Explode: true}, []string{"color=a|b&color=c"}, `["a|b" "c"]`},
		{"path", Param{In: Path}, []string{"a%2Cb,c+d"}, `["a,b" "c+d"]`},
		{"label", Param{In: Path, Style: Label}, []string{".a.b,c"}, `["a.b" "c"]`},
		{"label, exploded", Param{In: Path, Style: Label, Explode: true}, []string{".a%2Eb.c"}, `["a.b" "c"]`},
		{"no label", Param{In: Path, Style: Label}, []string{"a"}, `{"type":"parameter_style","loc":["path","color"],"msg":"must be written like .value","input":"a"}`},
		{"matrix", Param{In: Path, Style: Matrix}, []string{";c%6Flor=a,b"}, `["a" "b"]`},
		{"matrix, exploded", Param{In: Path, Style: Matrix, Explode: true}, []string{";color=a;color=b,c"}, `["a" "b,c"]`},
		{"matrix, nothing", Param{In: Path, Style: Matrix, Explode: true}, []string{";color"}, `[]`},
		{"matrix of another", Param{In: Path, Style: Matrix, Explode: true}, []string{";color=a;x=b"}, `{"type":"parameter_style","loc":["path","color"],"msg":"must be written like ;color=value;color=value","input":";color=a;x=b"}`},
		{"header lines", Param{In: Header}, []string{"a, b ,, c%2C\t", "d"}, `["a" "b" "c%2C" "d"]`},
		{"header, nothing", Param{In: Header}, []string{""}, `[]`},
		{"cookies", Param{In: Cookie, Explode: true}, []string{"color=a; color=b&x=c", "color=d&color=e"}, `["a" "b&x=c" "d" "e"]`},
		{"cookie", Param{In: Cookie}, []string{"color=a%2Cb,c"}, `["a,b" "c"]`},
		{"bad item", Param{In: Query}, []string{"color=a,%x"}, `{"type":"percent_encoding","loc":["query","color",1],"msg":"must be percent-encoded text: two hexadecimal digits after each percent sign","input":"%x"}`},
	} {
		tt.x.Name = "color"
		p := readerFor(tt.x.In, tt.raw...)
		items, ok := p.List(&tt.x)
		got := "absent"
		if ok {
			got = fmt.Sprintf("%q", items)
		} else if v := violations(p); v != "" {
			got = v
		}
		if got != tt.want || ok && p.Violations() != nil {
			t.Errorf("%s: got %s, want %s", tt.name, got, tt.want)
		}
	}
}

func TestReadList(t *testing.T) {
	x := &Param{In: Query, Name: "n", Explode: true}
	for _, tt := range []struct {
		rule  *rule.Array
		query string
		want  string
		wrong string
	}{
		{nil, "n=1&n=2", "[1 2]", ""},
		{nil, "m=1", "[]", ""},
		{&rule.Array{MinItems: 2}, "n=1", "[]", "n: too_short"},
		{&rule.Array{MinItems: 3}, "n=1&n=x", "[]", "n: too_short, n 1: int_parsing"},
		{&rule.Array{MaxItems: 2}, "n=1&n=x&n=3", "[]", "n: too_long"},
		{&rule.Array{Unique: true}, "n=1&n=2&n=1", "[]", "n: unique_items"},
		{&rule.Array{Unique: true}, "n=1&n=2&n=3", "[1 2 3]", ""},
		{nil, "n=1&n=x&n=3&n=", "[]", "n 1: int_parsing, n 3: int_parsing"},
	} {
		p := readerFor(Query, tt.query)
		var v []int
		ok := ReadList(p, x, &v, tt.rule, parseInt)
		var wrong []string
		for _, w := range p.Violations() {
			wrong = append(wrong, strings.Trim(fmt.Sprint(w.Loc[1:]), "[]")+": "+w.Type)
		}
		if got := fmt.Sprint(v); got != tt.want || strings.Join(wrong, ", ") != tt.wrong || ok != (len(v) > 0) {
			t.Errorf("%s: got %s, %v %q, want %s %q", tt.query, got, ok, wrong, tt.want, tt.wrong)
		}
	}
	p := readerFor(Query, "n=1&n=1.0")
	var v []float64
	ReadList(p, x, &v, &rule.Array{Unique: true}, func(v *float64, text string) rule.Fault {
		*v, _ = strconv.ParseFloat(text, 64)
		return rule.Fault{}
	})
	if len(p.Violations()) != 1 {
		t.Error("1 and 1.0 are taken for different numbers")
	}
}

func TestRead(t *testing.T) {
	x := &Param{In: Query, Name: "n", Secret: true}
	parse := func(v *int, text string, _ *rule.None) rule.Fault { return parseInt(v, text) }
	p := readerFor(Query, "n=7")
	v := 1
	if !Read(p, x, &v, nil, parse) || v != 7 {
		t.Errorf("got %d, %s", v, violations(p))
	}
	p = readerFor(Query, "n=hunter2")
	if Read(p, x, &v, nil, parse) || v != 7 || strings.Contains(violations(p), "hunter2") || len(p.Violations()) != 1 {
		t.Errorf("a secret is shown, or taken: %d, %s", v, violations(p))
	}
}

func TestContent(t *testing.T) {
	p := readerFor(Query, "q=%7B%22a%22:1%7D")
	b, ok := p.Content(&Param{In: Query, Name: "q"})
	if want := `{"a":1}` + strings.Repeat("\x00", 8); !ok || string(b) != want {
		t.Errorf("got %q, want %q", b, want)
	}
	if b, ok := p.Content(&Param{In: Query, Name: "other"}); ok || b != nil {
		t.Errorf("got %q for a parameter that is not there", b)
	}
}

func TestReaderForgets(t *testing.T) {
	p := readerFor(Query, "q=1&q=2")
	x := &Param{In: Query, Name: "q", Required: true}
	p.Text(x)
	p.List(&Param{In: Query, Name: "q", Explode: true})
	p.List(&Param{In: Query, Name: "absent", Explode: true})
	kept := p.Violations()
	p.Reset(&http.Request{URL: &url.URL{RawQuery: "q=3"}}, nil, false)
	if text, ok := p.Text(x); !ok || text != "3" || p.Violations() != nil || len(kept) != 1 {
		t.Errorf("got %q, %v; %s", text, ok, violations(p))
	}
	p.Clear()
	for _, s := range p.items[:cap(p.items)] {
		if s != "" {
			t.Errorf("item %q is kept", s)
		}
	}
	for _, l := range p.lists {
		for _, x := range l.list[:cap(l.list)] {
			if x.name != "" || x.value != "" || l.text != "" {
				t.Errorf("pair %v is kept", x)
			}
		}
	}
}

func TestViolationsAreBounded(t *testing.T) {
	p := readerFor(Query, "q="+strings.Repeat("x,", 10000))
	var v []int
	ReadList(p, &Param{In: Query, Name: "q"}, &v, nil, parseInt)
	if n := len(p.Violations()); n != maxFaults {
		t.Errorf("%d violations", n)
	}
}

// TestReaderAgain: a reader that was used for a request without a query, a cookie or a
// form reads those of the next one.
func TestReaderAgain(t *testing.T) {
	for _, x := range []*Param{{In: Query, Name: "q"}, {In: Cookie, Name: "q"}, {In: Form, Name: "q"}} {
		p := new(Reader)
		read := func(r *http.Request, form string) string {
			p.Reset(r, nil, false)
			if form != "" {
				p.ResetForm(form)
			}
			text, _ := p.Text(x)
			p.Clear()
			return text
		}
		full := &http.Request{URL: &url.URL{RawQuery: "q=7"}, Header: http.Header{"Cookie": {"q=7"}}}
		empty := &http.Request{URL: &url.URL{}, Header: http.Header{}}
		if a, b, c, d := read(empty, ""), read(full, "q=7"), read(empty, ""), read(full, "q=7"); a != "" || b != "7" || c != "" || d != "7" {
			t.Errorf("%s: %q, %q, %q, %q", x.In, a, b, c, d)
		}
	}
}

// TestPlainPath: values of which the router knows that nothing is encoded in them are
// read like others.
func TestPlainPath(t *testing.T) {
	for _, style := range []Style{DefaultStyle, Simple, Label, Matrix} {
		x := &Param{In: Path, Name: "q", Style: style, Required: true}
		for _, raw := range []string{"7", "a+b", ".7", ";q=7", "", "a,b"} {
			var got [2]string
			for i, plain := range []bool{false, true} {
				p := new(Reader)
				p.Reset(&http.Request{URL: &url.URL{}}, []string{raw}, plain)
				text, ok := p.Text(x)
				got[i] = fmt.Sprint(text, ok, violations(p))
			}
			if got[0] != got[1] {
				t.Errorf("style %d, %q: %s, plain: %s", style, raw, got[0], got[1])
			}
		}
	}
}
