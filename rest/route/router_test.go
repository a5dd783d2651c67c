package route

import (
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
)

// routesOf reads "GET /a" lines.
func routesOf(lines ...string) []Route {
	var routes []Route
	for _, line := range lines {
		method, path, _ := strings.Cut(line, " ")
		routes = append(routes, Route{Method: method, Path: path})
	}
	return routes
}

func router(t testing.TB, lines ...string) (*Router, []Route) {
	t.Helper()
	routes := routesOf(lines...)
	r, err := New(routes)
	if err != nil {
		t.Fatal(err)
	}
	return r, routes
}

var sample = []string{
	"GET /", "GET /a/b/c", "PUT /a/{x}/d", "GET /a/{x}", "POST /a/{y}", "DELETE /a/b",
	"GET /files/{id}", "POST /files/{id}:copy", "POST /files/{id}:move", "GET /files/{name}.{ext}", "GET /files/{name}.tar.gz",
	"GET /café", "GET /f/{a}é{b}", "GET /slash/", "GET /slash", "GET /enc%2Foded/x y",
	"QUERY /q", "PURGE /q", "OPTIONS /opt", "HEAD /opt", "GET /opt",
	"GET /r/{from}..{to}", "GET /r/{a}/{b}/{c}", "GET /k/v{major}.{minor}-{tag}", "GET /p/a:b", "GET /t/{x}~{y}",
	"GET /odd/{id:[0-9]+}", "GET /two/{a}2{b}",
}

func TestMatch(t *testing.T) {
	r, routes := router(t, sample...)
	for _, tt := range []struct{ method, path, want string }{
		{"GET", "/", "GET /"},
		{"GET", "", "not found"},
		{"OPTIONS", "*", "not found"},
		{"GET", "//", "not found"},
		{"GET", "/a/b/c", "GET /a/b/c"},
		{"PUT", "/a/b/d", "PUT /a/{x}/d b"}, // the literal b is taken back
		{"PUT", "/a/b/c", "method not allowed"},
		{"GET", "/a/b/d", "method not allowed"},
		{"GET", "/a/b", "GET /a/{x} b"}, // DELETE only on the literal
		{"DELETE", "/a/b", "DELETE /a/b"},
		{"POST", "/a/z", "POST /a/{y} z"},
		{"GET", "/a/", "not found"},
		{"GET", "/a/b/", "not found"},
		{"GET", "/a/x%2Fy", "GET /a/{x} x%2Fy"},
		{"GET", "/a/..", "GET /a/{x} .."},
		{"GET", "/a/%zz", "GET /a/{x} %zz"},
		{"HEAD", "/a/z", "GET /a/{x} z"},
		{"HEAD", "/opt", "HEAD /opt"},
		{"OPTIONS", "/opt", "OPTIONS /opt"},
		{"OPTIONS", "/a/z", "method not allowed"},
		{"HEAD", "/q", "method not allowed"},
		{"QUERY", "/q", "QUERY /q"},
		{"PURGE", "/q", "PURGE /q"},
		{"purge", "/q", "method not allowed"},
		{"GET", "/slash", "GET /slash"},
		{"GET", "/slash/", "GET /slash/"},
		{"GET", "/files/7", "GET /files/{id} 7"},
		{"POST", "/files/7:copy", "POST /files/{id}:copy 7"},
		{"POST", "/files/7:move", "POST /files/{id}:move 7"},
		{"POST", "/files/7:x:move", "POST /files/{id}:move 7:x"},
		{"POST", "/files/7%3Amove", "method not allowed"}, // a value with a colon
		{"POST", "/files/:move", "method not allowed"},    // no empty value: it is an id
		{"GET", "/files/7:move", "GET /files/{id} 7:move"},
		{"GET", "/files/a.b.c", "GET /files/{name}.{ext} a b.c"},
		{"GET", "/files/.b.c", "GET /files/{name}.{ext} .b c"},
		{"GET", "/files/a.tar.gz", "GET /files/{name}.tar.gz a"},
		{"GET", "/files/a%2Etar.gz", "GET /files/{name}.tar.gz a"},
		{"GET", "/files/a.", "GET /files/{id} a."},
		{"GET", "/caf%C3%A9", "GET /café"},
		{"GET", "/caf%c3%a9", "GET /café"},
		{"GET", "/c%61f%C3%A9", "GET /café"},
		{"GET", "/café", "GET /café"},
		{"GET", "/caf%C3", "not found"},
		{"GET", "/caf%C", "not found"},
		{"GET", "/f/x%C3%A9y", "GET /f/{a}é{b} x y"},
		{"GET", "/enc%2foded/x%20y", "GET /enc%2Foded/x y"},
		{"GET", "/enc/oded/x%20y", "not found"},
		{"GET", "/p/a%3Ab", "GET /p/a:b"},
		{"GET", "/r/1..2", "GET /r/{from}..{to} 1 2"},
		{"GET", "/r/1...2", "GET /r/{from}..{to} 1 .2"},
		{"GET", "/r/1.2", "not found"},
		{"GET", "/r/1/2/3", "GET /r/{a}/{b}/{c} 1 2 3"},
		{"GET", "/k/v1.2-rc-1", "GET /k/v{major}.{minor}-{tag} 1 2 rc-1"},
		{"GET", "/k/v1.-", "not found"},
		{"GET", "/t/a%7Eb", "GET /t/{x}~{y} a b"},
		{"GET", "/odd/5", "GET /odd/{id:[0-9]+} 5"},
		{"GET", "/two/%2E2x", "GET /two/{a}2{b} %2E x"},
		{"GET", "/two/%2Ex", "not found"},
	} {
		var params Params
		index, outcome := r.Match(tt.method, tt.path, &params)
		got := outcome.String()
		if outcome == Found {
			got = strings.Join(append([]string{routes[index].Method, routes[index].Path}, params.Values()...), " ")
		} else if params.Len() != 0 || index != -1 {
			t.Errorf("%s %s: index %d and %d values without a route", tt.method, tt.path, index, params.Len())
		}
		if got != tt.want {
			t.Errorf("%s %s: got %s, want %s", tt.method, tt.path, got, tt.want)
		}
	}
}

func TestAllow(t *testing.T) {
	r, _ := router(t, sample...)
	for _, tt := range []struct{ path, want string }{
		{"/a/z", "GET, HEAD, OPTIONS, POST"},
		{"/a/b", "DELETE, GET, HEAD, OPTIONS, POST"},
		{"/q", "OPTIONS, PURGE, QUERY"},
		{"/opt", "GET, HEAD, OPTIONS"},
		{"/files/7:copy", "GET, HEAD, OPTIONS, POST"},
		{"/nowhere", ""},
		{"", ""},
	} {
		if got := r.Allow(tt.path); got != tt.want {
			t.Errorf("%s: got %q, want %q", tt.path, got, tt.want)
		}
	}
}

func TestOrderOfDocumentDoesNotMatter(t *testing.T) {
	forward, routes := router(t, sample...)
	back := slices.Clone(sample)
	slices.Reverse(back)
	backward, reversed := router(t, back...)
	for _, path := range []string{"/a/b/d", "/files/a.tar.gz", "/files/7:copy", "/r/1..2", "/a/b"} {
		for _, method := range []string{"GET", "POST", "PUT"} {
			var p, q Params
			i, _ := forward.Match(method, path, &p)
			j, _ := backward.Match(method, path, &q)
			if i < 0 && j < 0 {
				continue
			}
			if i < 0 || j < 0 || routes[i] != reversed[j] {
				t.Errorf("%s %s: %d forward, %d backward", method, path, i, j)
			}
		}
	}
}

func TestRefused(t *testing.T) {
	for _, tt := range []struct{ routes, want string }{
		{"GET a", "route GET a: a path template starts with a slash"},
		{"GET ", "route GET : a path template starts with a slash"},
		{"GET /{a}{b}", "route GET /{a}{b}: no literal between {a} and the parameter after it: nothing tells where one ends"},
		{"GET /{a", "route GET /{a: a { has no } after it in its segment"},
		{"GET /{a/b}", "route GET /{a/b}: a { has no } after it in its segment"},
		{"GET /a}", "route GET /a}: a } has no { before it in its segment"},
		{"GET /{}", "route GET /{}: a parameter has no name"},
		{"GET /{a{b}}", "route GET /{a{b}}: a { stands inside of a parameter"},
		{"GET /{a}/{a}", "route GET /{a}/{a}: parameter {a} is there twice"},
		{"GET /a?b", "route GET /a?b: '?' cannot be in a path"},
		{"GET /a%2", `route GET /a%2: "a%2" is not percent-encoded text`},
		{"GET,A /a", `route GET,A /a: "GET,A" is not a method`},
		{"GET /a/{x}|GET /a/{y}", "route GET /a/{y}: it matches the same paths as GET /a/{x}"},
		{"GET /café|GET /caf%c3%A9", "route GET /caf%c3%A9: it matches the same paths as GET /café"},
		{"GET /a|GET /a", "route GET /a: it is there twice"},
		{"GET " + strings.Repeat("/{a}", 1) + many(MaxParams), "25 parameters are more than 24"},
	} {
		_, err := New(routesOf(strings.Split(tt.routes, "|")...))
		if err == nil || !strings.HasSuffix(err.Error(), tt.want) {
			t.Errorf("%s: got %v, want %s", tt.routes, err, tt.want)
		}
		var refused *Error
		if !errors.As(err, &refused) {
			t.Errorf("%s: the error does not say which route", tt.routes)
		}
	}
	_, err := New(routesOf("GET /{", "GET /ok", "GET /}"))
	if got := strings.Count(err.Error(), "\n"); got != 1 {
		t.Errorf("two bad routes give %q", err)
	}
}

func many(n int) string {
	var b strings.Builder
	for i := range n {
		b.WriteString("/{p" + string(rune('a'+i)) + "}")
	}
	return b.String()
}

func TestParamNames(t *testing.T) {
	names, err := ParamNames("/a/{x}.{y}/{z}:verb")
	if err != nil || !slices.Equal(names, []string{"x", "y", "z"}) {
		t.Errorf("got %v, %v", names, err)
	}
	if _, err := ParamNames("/{"); err == nil {
		t.Error("a malformed template is accepted")
	}
}

func TestEscapedPath(t *testing.T) {
	for _, raw := range []string{"/", "/a/b", "/a%20b", "/a%2Fb", "/caf%C3%A9", "/café", "/a:b;c=d,e!f'(g)*", "/%25", "/a%3Ab", "/a[b]"} {
		u, err := url.Parse(raw)
		if err != nil {
			t.Fatal(err)
		}
		if got, want := EscapedPath(u), u.EscapedPath(); got != want {
			t.Errorf("%s: got %s, want %s", raw, got, want)
		}
		for _, sent := range []string{raw, raw + "?a=b", "http://example.com" + raw, "/elsewhere", ""} {
			r := &http.Request{URL: u, RequestURI: sent}
			if got, want := RequestPath(r), u.EscapedPath(); got != want {
				t.Errorf("%s of %s: got %s, want %s", raw, sent, got, want)
			}
		}
	}
}

func TestParamsForget(t *testing.T) {
	r, _ := router(t, "GET /{a}/{b}")
	var p Params
	r.Match("GET", "/x/y", &p)
	p.Reset()
	if p.Len() != 0 || p.v[0] != "" || p.v[1] != "" {
		t.Errorf("values are kept: %v", p.v[:2])
	}
}

func TestManyChoicesStayCheap(t *testing.T) {
	// Every level has a literal and a parameter: 2^12 ways through the path, but
	// only as many nodes as templates.
	var lines []string
	for depth := 1; depth <= 12; depth++ {
		lines = append(lines, "GET "+strings.Repeat("/a", depth)+"/end", "GET /{x}"+strings.Repeat("/a", depth)+"/end")
	}
	r, _ := router(t, lines...)
	var p Params
	if _, outcome := r.Match("GET", strings.Repeat("/a", 100000), &p); outcome != NotFound {
		t.Error(outcome)
	}
	long := strings.Repeat("a.", 100000)
	r, _ = router(t, "GET /{a}.{b}.{c}.{d}!", "GET /{a}.{b}.{c}!{d}.")
	if _, outcome := r.Match("GET", "/"+long, &p); outcome != NotFound {
		t.Error(outcome)
	}
	if _, outcome := r.Match("GET", "/%41"+long, &p); outcome != NotFound {
		t.Error(outcome)
	}
}

func TestMatchDoesNotAllocate(t *testing.T) {
	r, _ := router(t, sample...)
	var p Params
	for _, path := range []string{"/a/b/c", "/a/b/d", "/k/v1.2-x", "/caf%C3%A9", "/nowhere/at/all", "/f/x%C3%A9y"} {
		if n := testing.AllocsPerRun(100, func() { r.Match("GET", path, &p) }); n > 1 || n > 0 && !strings.Contains(path, "%") {
			t.Errorf("%s: %v allocations", path, n)
		}
	}
}

func TestAlikeLiteralsAreTold(t *testing.T) {
	// Length, first, middle and last byte are the same: one slot for all.
	lines := []string{"GET /axxbxxc", "GET /axybyxc", "GET /ayxbxyc", "GET /aab", "GET /", "GET /{x}"}
	r, routes := router(t, lines...)
	for i, want := range routes[:5] {
		var p Params
		if index, _ := r.Match("GET", want.Path, &p); index != i {
			t.Errorf("%s: got route %d, want %d", want.Path, index, i)
		}
	}
	var p Params
	if index, _ := r.Match("GET", "/azzbzzc", &p); index != 5 {
		t.Errorf("an unknown literal of the same hash gives route %d", index)
	}
}
