package param

import (
	"fmt"
	"strings"
	"testing"

	"github.com/specho/specho/rest/rule"
)

func TestMembers(t *testing.T) {
	for _, tt := range []struct {
		name string
		x    Param
		raw  string
		want string // the members, or the violations
	}{
		{"deep", Param{In: Query, Style: DeepObject, Explode: true}, "f[a]=1&f%5Bb%5D=x+y&g[c]=3&f=4&f[=5&ff[a]=6", "[{a 1} {b x y}]"},
		{"deep, empty name", Param{In: Query, Style: DeepObject, Explode: true}, "f[]=1", "[{ 1}]"},
		{"deep, list", Param{In: Query, Style: DeepObject, Explode: true, Lists: []string{"t"}}, "f[t]=a&f[t]=b", "[{t a} {t b}]"},
		{"deep, repeated", Param{In: Query, Style: DeepObject, Explode: true}, "f[a]=1&f[a]=2", `{"type":"repeated","loc":["query","f","a"],"msg":"must be given once"}`},
		{"deep, missing", Param{In: Query, Style: DeepObject, Explode: true, Required: true}, "g[a]=1", fmt.Sprintf(missing, "query", "f")},
		{"deep, optional", Param{In: Query, Style: DeepObject, Explode: true}, "g[a]=1", "absent"},
		{"deep, bad", Param{In: Query, Style: DeepObject, Explode: true}, "f[a]=%", `{"type":"percent_encoding","loc":["query","f","a"],"msg":"must be percent-encoded text: two hexadecimal digits after each percent sign","input":"%"}`},
		{"flat", Param{In: Query}, "f=a,1,b,x%2Cy", "[{a 1} {b x,y}]"},
		{"flat, odd", Param{In: Query}, "f=a,1,b", `{"type":"parameter_style","loc":["query","f"],"msg":"must be written like name,value,name,value","input":"a,1,b"}`},
		{"flat, none", Param{In: Query}, "f=", "[]"},
		{"spread", Param{In: Query, Explode: true, Members: []string{"a", "b"}}, "c=3&b=2&a=1&f=4", "[{b 2} {a 1}]"},
		{"spread, open", Param{In: Query, Explode: true, Members: []string{"a"}, Open: true, Except: []string{"q"}}, "q=0&x=3&a=1", "[{x 3} {a 1}]"},
		{"spread, repeated", Param{In: Query, Explode: true, Members: []string{"a"}}, "a=1&a=2", fmt.Sprintf(twice, "query", "a")},
		{"spread, missing", Param{In: Query, Explode: true, Members: []string{"a"}, Required: true}, "b=1", fmt.Sprintf(missing, "query", "f")},
		{"path", Param{In: Path}, "a,1,b,2", "[{a 1} {b 2}]"},
		{"path, exploded", Param{In: Path, Explode: true}, "%61=1,b=2%2C3=4", "[{a 1} {b 2,3=4}]"},
		{"path, no name", Param{In: Path, Explode: true}, "a=1,b", `{"type":"parameter_style","loc":["path","f"],"msg":"must be written like name=value","input":"b"}`},
		{"matrix", Param{In: Path, Style: Matrix, Explode: true}, ";a=1;b=2", "[{a 1} {b 2}]"},
		{"matrix, none", Param{In: Path, Style: Matrix, Explode: true}, ";f", "[]"},
		{"no matrix", Param{In: Path, Style: Matrix, Explode: true}, "a=1", `{"type":"parameter_style","loc":["path","f"],"msg":"must be written like ;name=value;name=value","input":"a=1"}`},
		{"label", Param{In: Path, Style: Label, Explode: true}, ".a=1.b=2", "[{a 1} {b 2}]"},
		{"pipes", Param{In: Query, Style: PipeDelimited}, "f=a|1|b%7C2", "[{a 1} {b 2}]"},
		{"cookies", Param{In: Cookie, Explode: true, Members: []string{"a", "b"}}, "a=1&c=2; b=3", "[{a 1&c=2} {b 3}]"},
		{"deep, name not UTF-8", Param{In: Query, Style: DeepObject, Explode: true}, "f[\xa4]=1&f[b]=2", `{"type":"string_unicode","loc":["query","f"],"msg":"must be UTF-8 text","input":"�"}`},
		{"open, name not UTF-8", Param{In: Query, Explode: true, Open: true}, "%A4=1", `{"type":"string_unicode","loc":["query","f"],"msg":"must be UTF-8 text","input":"�"}`},
		{"form", Param{In: Form, Style: DeepObject, Explode: true}, "f[a]=1", "[{a 1}]"},
	} {
		tt.x.Name = "f"
		p := readerFor(tt.x.In, tt.raw)
		members, ok := p.Members(&tt.x)
		got := "absent"
		if ok {
			got = fmt.Sprint(members)
		} else if v := violations(p); v != "" {
			got = v
		}
		if got != tt.want || ok && p.Violations() != nil {
			t.Errorf("%s: got %s, want %s", tt.name, got, tt.want)
		}
	}
}

type filter struct {
	A int
	T []string
}

func setFilter(v *filter, name, text string) (rule.Fault, bool) {
	switch name {
	case "a":
		return parseInt(&v.A, text), true
	case "t":
		v.T = append(v.T, text)
		return rule.Fault{}, true
	}
	return rule.Fault{}, false
}

func TestReadObject(t *testing.T) {
	deep := Param{In: Query, Name: "f", Style: DeepObject, Explode: true, Lists: []string{"t"}}
	spread := Param{In: Query, Name: "f", Explode: true, Members: []string{"a", "t"}, Lists: []string{"t"}, Required: true}
	required := &rule.Members{Names: []string{"a", "t"}, Required: []uint64{1}, Closed: true}
	for _, tt := range []struct {
		x           Param
		rule        *rule.Members
		query, want string
		wrong       string
	}{
		{deep, nil, "f[a]=1&f[t]=x&f[t]=y&f[u]=z", "{1 [x y]}", ""},
		{deep, required, "f[a]=1&f[t]=x", "{1 [x]}", ""},
		{deep, required, "", "absent", ""},
		{deep, required, "f[t]=x&f[u]=y", "absent", "[query f u] extra_forbidden, [query f a] missing"},
		{deep, required, "f[a]=x", "absent", "[query f a] int_parsing"},
		{deep, &rule.Members{MaxProperties: 1}, "f[a]=1&f[t]=x&f[t]=y", "absent", "[query f] too_long"},
		{deep, &rule.Members{MaxProperties: 1}, "f[t]=x&f[t]=y", "{0 [x y]}", ""},
		{spread, required, "t=x&a=1", "{1 [x]}", ""},
		{spread, required, "", "absent", "[query a] missing"},
		{spread, nil, "", "absent", "[query f] missing"},
		{spread, required, "a=1&a=2", "absent", "[query a] repeated"},
	} {
		p := readerFor(Query, tt.query)
		var v filter
		got := "absent"
		if ReadObject(p, &tt.x, &v, tt.rule, setFilter) {
			got = fmt.Sprint(v)
		}
		var wrong []string
		for _, w := range p.Violations() {
			wrong = append(wrong, fmt.Sprint(w.Loc, " ", w.Type))
		}
		if got != tt.want || strings.Join(wrong, ", ") != tt.wrong {
			t.Errorf("%s %q: got %s %q, want %s %q", tt.x.Name, tt.query, got, wrong, tt.want, tt.wrong)
		}
	}
}

func TestManyMembersStayCheap(t *testing.T) {
	// Quadratic cost would show here as minutes.
	var b strings.Builder
	for i := range 200000 {
		fmt.Fprintf(&b, "&f[%d]=1", i)
	}
	p := readerFor(Query, b.String())
	x := &Param{In: Query, Name: "f", Style: DeepObject, Explode: true}
	var v filter
	if !ReadObject(p, x, &v, &rule.Members{MinProperties: 200000}, setFilter) {
		t.Error(len(p.Violations()))
	}
	p = readerFor(Cookie, "f="+strings.Repeat("&a", 500000))
	p.List(&Param{In: Cookie, Name: "f", Explode: true})
}
