package param

import (
	"net/http"
	"net/url"
	"testing"
)

var benchQueries = []struct{ name, query string }{
	{"plain", "limit=20&offset=40&sort=name&status=open"},
	{"encoded", "limit=20&offset=40&sort=created+at&status=caf%C3%A9"},
	{"list", "limit=20&tag=red&tag=green&tag=blue&tag=black"},
}

func BenchmarkQuery(b *testing.B) {
	limit, offset := &Param{In: Query, Name: "limit"}, &Param{In: Query, Name: "offset"}
	sort, status := &Param{In: Query, Name: "sort"}, &Param{In: Query, Name: "status"}
	tags := &Param{In: Query, Name: "tag", Explode: true}
	for _, tt := range benchQueries {
		r := &http.Request{URL: &url.URL{RawQuery: tt.query}}
		b.Run(tt.name+"/specho", func(b *testing.B) {
			b.ReportAllocs()
			p := new(Reader)
			for b.Loop() {
				p.Reset(r, nil, false)
				for _, x := range []*Param{limit, offset, sort, status} {
					p.Text(x)
				}
				p.List(tags)
				p.Clear()
			}
		})
		b.Run(tt.name+"/net-url", func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				v, _ := url.ParseQuery(r.URL.RawQuery)
				for _, name := range []string{"limit", "offset", "sort", "status"} {
					v.Get(name)
				}
				_ = v["tag"]
			}
		})
	}
}

func BenchmarkOthers(b *testing.B) {
	r := &http.Request{URL: &url.URL{}, Header: http.Header{
		"X-Token": {"0f8fad5b-d9cd-469f-a165-70867728950e"},
		"X-List":  {"a, b, c"},
		"Cookie":  {"theme=dark; sid=31d4d96e407aad42; lang=en"},
	}}
	path := []string{"1347", "a,b,c"}
	p := new(Reader)
	for _, tt := range []struct {
		name string
		x    Param
	}{
		{"path", Param{In: Path, Name: "id"}},
		{"header", Param{In: Header, Name: "x-token", Key: "X-Token"}},
		{"cookie", Param{In: Cookie, Name: "sid"}},
	} {
		b.Run(tt.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				p.Reset(r, path, false)
				p.Text(&tt.x)
			}
		})
	}
	for _, tt := range []struct {
		name string
		x    Param
	}{
		{"path list", Param{In: Path, Index: 1, Name: "ids"}},
		{"header list", Param{In: Header, Name: "x-list", Key: "X-List"}},
	} {
		b.Run(tt.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				p.Reset(r, path, false)
				p.List(&tt.x)
			}
		})
	}
}

func TestPlainValuesDoNotAllocate(t *testing.T) {
	r := &http.Request{URL: &url.URL{RawQuery: "limit=20&tag=a&tag=b&f%5Ba%5D=1&g[a]=2"}, Header: http.Header{"X-Token": {"a, b"}, "Cookie": {"sid=1"}}}
	path := []string{"7"}
	p := new(Reader)
	for _, x := range []*Param{
		{In: Query, Name: "limit"},
		{In: Query, Name: "tag", Explode: true},
		{In: Header, Name: "X-Token", Key: "X-Token"},
		{In: Cookie, Name: "sid"},
		{In: Path, Name: "id"},
	} {
		n := testing.AllocsPerRun(100, func() {
			p.Reset(r, path, false)
			if x.Explode || x.In == Header {
				p.List(x)
			} else {
				p.Text(x)
			}
			p.Clear()
		})
		// The name f%5Ba%5D is decoded whenever the query is read.
		if limit := map[bool]float64{true: 1}[x.In == Query]; n > limit {
			t.Errorf("%s %s: %v allocations", x.In, x.Name, n)
		}
	}
}
