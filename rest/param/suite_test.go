package param

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// example is one cell of the table "Style Examples" of the OpenAPI Specification.
type example struct {
	Style, Kind, Wire   string
	Explode, Applicable bool
}

var styleNames = map[string]Style{
	"matrix": Matrix, "label": Label, "simple": Simple, "form": FormStyle,
	"spaceDelimited": SpaceDelimited, "pipeDelimited": PipeDelimited, "deepObject": DeepObject,
}

// TestStyleExamples reads every cell of the table, in every place where its style
// is allowed.
func TestStyleExamples(t *testing.T) {
	dir := os.Getenv("SUITES")
	if dir == "" {
		t.Skip("SUITES is not set")
	}
	b, err := os.ReadFile(filepath.Join(dir, "oas-param-styles", "style-examples.json"))
	if err != nil {
		t.Skip(err)
	}
	var all []example
	if err := json.Unmarshal(b, &all); err != nil {
		t.Fatal(err)
	}
	read := 0
	for _, e := range all {
		if !e.Applicable {
			continue
		}
		read++
		for _, in := range places(styleNames[e.Style]) {
			t.Run(fmt.Sprintf("%s/%v/%s/%s", e.Style, e.Explode, e.Kind, in), func(t *testing.T) { checkExample(t, e, in) })
		}
	}
	t.Logf("%d of %d cells apply and were read", read, len(all))
}

func places(s Style) []In {
	switch s {
	case Matrix, Label:
		return []In{Path}
	case Simple:
		return []In{Path, Header}
	case FormStyle:
		return []In{Query, Form, Cookie}
	}
	return []In{Query, Form}
}

func checkExample(t *testing.T, e example, in In) {
	x := &Param{In: in, Name: "color", Style: styleNames[e.Style], Explode: e.Explode, Required: true}
	p := readerFor(in, strings.TrimPrefix(e.Wire, "?"))
	var got string
	var ok bool
	switch e.Kind {
	case "array":
		var items []string
		items, ok = p.List(x)
		got = fmt.Sprint(items)
	case "object":
		x.Members = []string{"R", "G", "B"}
		var members []Member
		members, ok = p.Members(x)
		got = fmt.Sprint(members)
	default:
		got, ok = p.Text(x)
	}
	want := map[string]string{
		"undefined": "", "string": "blue", "array": "[blue black brown]", "object": "[{R 100} {G 200} {B 150}]",
	}[e.Kind]
	if !ok || got != want || p.Violations() != nil {
		t.Errorf("%q: got %q, %v, want %q; %v", e.Wire, got, ok, want, p.Violations())
	}
	if e.Kind == "undefined" {
		x.AllowEmpty = true
		if text, ok := p.Text(x); ok || p.Violations() != nil {
			t.Errorf("%q is %q although the empty text is the same as nothing", e.Wire, text)
		}
	}
}

// readerFor gives a reader of a request that has raw in one place.
func readerFor(in In, raw ...string) *Reader {
	r := &http.Request{URL: &url.URL{}, Header: http.Header{}}
	p := new(Reader)
	var path []string
	switch in {
	case Path:
		path = raw
	case Query:
		r.URL.RawQuery = raw[0]
	case Header:
		r.Header["Color"] = slices.Clone(raw)
	case Cookie:
		r.Header["Cookie"] = slices.Clone(raw)
	}
	p.Reset(r, path, false)
	if in == Form {
		p.ResetForm(raw[0])
	}
	return p
}
