package route

import (
	"strings"
	"testing"
)

// FuzzMatch compares the tree with asking each template on its own, and puts the
// values back into the template.
func FuzzMatch(f *testing.F) {
	for _, path := range []string{"/a/b/d", "/files/a.tar.gz", "/files/7%3Acopy", "/r/1...2", "/k/v1.2-rc", "/two/%2E2x", "//", "/%", "/caf%C3%A9"} {
		f.Add("GET", path)
	}
	r, routes := router(f, sample...)
	f.Fuzz(func(t *testing.T, method, path string) {
		var p Params
		index, outcome := r.Match(method, path, &p)
		if (outcome == NotFound) != (r.Allow(path) == "") {
			t.Fatalf("%q: %v, but Allow is %q", path, outcome, r.Allow(path))
		}
		if special := func(c rune) bool { return c == '%' || c >= 0x80 }; outcome == Found && p.Plain() == strings.ContainsFunc(path, special) {
			t.Fatalf("%q: plain is %v", path, p.Plain())
		}
		if outcome == Found {
			m := routes[index].Method
			if m != method && !(method == "HEAD" && m == "GET") {
				t.Fatalf("%s %q: found %s", method, path, m)
			}
			checkRefill(t, routes[index].Path, path, &p)
		}
		if !strings.Contains(path, "%") && fitsAny(routes, path) != (outcome != NotFound) {
			t.Fatalf("%q: %v, but asking each template says otherwise", path, outcome)
		}
	})
}

// checkRefill puts the values into the template and compares with the path.
func checkRefill(t *testing.T, template, path string, p *Params) {
	segs, err := parse(template)
	if err != nil {
		t.Fatal(err)
	}
	parts := strings.Split(path[1:], "/")
	if len(parts) != len(segs) {
		t.Fatalf("%q: %s has another number of segments", path, template)
	}
	value := 0
	for i, s := range segs {
		if len(s.lits) == 1 {
			continue
		}
		at := equalAt(parts[i], 0, s.lits[0])
		for _, lit := range s.lits[1:] {
			v := p.At(value)
			value++
			if v == "" || at < 0 || !strings.HasPrefix(parts[i][at:], v) {
				t.Fatalf("%q: value %q is not where %s has it", path, v, template)
			}
			at = equalAt(parts[i], at+len(v), lit)
		}
		if at != len(parts[i]) {
			t.Fatalf("%q: %s does not end where the segment does", path, template)
		}
	}
	if value != p.Len() {
		t.Fatalf("%q: %d values, %s has %d", path, p.Len(), template, value)
	}
}

func fitsAny(routes []Route, path string) bool {
	for _, r := range routes {
		segs, err := parse(r.Path)
		if err != nil || !strings.HasPrefix(path, "/") {
			continue
		}
		parts := strings.Split(path[1:], "/")
		fit := len(parts) == len(segs)
		for i := 0; fit && i < len(segs); i++ {
			fit = fits(parts[i], segs[i].lits)
		}
		if fit {
			return true
		}
	}
	return false
}

// fits tries every way to share text out between the parameters.
func fits(text string, lits []string) bool {
	rest, ok := strings.CutPrefix(text, lits[0])
	if !ok {
		return false
	}
	if len(lits) == 1 {
		return rest == ""
	}
	for i := 1; i <= len(rest); i++ {
		if fits(rest[i:], lits[1:]) {
			return true
		}
	}
	return false
}

// FuzzNew gives any templates: an error or a router, never a panic.
func FuzzNew(f *testing.F) {
	f.Add("/{a}.{b}", "/{c}.{d}", "/x.y")
	f.Add("/%41", "/A", "/A")
	f.Fuzz(func(t *testing.T, one, two, path string) {
		r, err := New([]Route{{Method: "GET", Path: one}, {Method: "POST", Path: two}})
		if err != nil {
			return
		}
		var p Params
		if index, outcome := r.Match("GET", path, &p); outcome == Found && index != 0 {
			t.Errorf("GET found route %d", index)
		}
	})
}
