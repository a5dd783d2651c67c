package wire

import (
	"encoding/json"
	"math"
	"testing"
)

var (
	scalarBlue = "blue"
	colours    = []string{"blue", "black", "brown"}
	rgb        = json.RawMessage(`{"R":100,"G":200,"B":150}`)
)

// TestStyleExamples is the table "Style Examples" of OpenAPI 3.1.1, section
// 4.8.12.4, with characters that a URL cannot carry encoded.
func TestStyleExamples(t *testing.T) {
	for _, tt := range []struct {
		in                    ParamLocation
		style                 string
		explode               bool
		scalar, array, object string // "" if the table has n/a
	}{
		{ParamLocationPath, "matrix", false, ";color=blue", ";color=blue,black,brown", ";color=R,100,G,200,B,150"},
		{ParamLocationPath, "matrix", true, ";color=blue", ";color=blue;color=black;color=brown", ";R=100;G=200;B=150"},
		{ParamLocationPath, "label", false, ".blue", ".blue,black,brown", ".R,100,G,200,B,150"},
		{ParamLocationPath, "label", true, ".blue", ".blue.black.brown", ".R=100.G=200.B=150"},
		{ParamLocationPath, "simple", false, "blue", "blue,black,brown", "R,100,G,200,B,150"},
		{ParamLocationPath, "simple", true, "blue", "blue,black,brown", "R=100,G=200,B=150"},
		{ParamLocationQuery, "form", false, "color=blue", "color=blue,black,brown", "color=R,100,G,200,B,150"},
		{ParamLocationQuery, "form", true, "color=blue", "color=blue&color=black&color=brown", "R=100&G=200&B=150"},
		{ParamLocationQuery, "spaceDelimited", false, "color=blue", "color=blue%20black%20brown", "color=R%20100%20G%20200%20B%20150"},
		{ParamLocationQuery, "pipeDelimited", false, "color=blue", "color=blue%7Cblack%7Cbrown", "color=R%7C100%7CG%7C200%7CB%7C150"},
		{ParamLocationQuery, "deepObject", true, "", "", "color%5BR%5D=100&color%5BG%5D=200&color%5BB%5D=150"},
		{ParamLocationHeader, "simple", false, "blue", "blue,black,brown", "R,100,G,200,B,150"},
		{ParamLocationHeader, "simple", true, "blue", "blue,black,brown", "R=100,G=200,B=150"},
		{ParamLocationCookie, "simple", false, "blue", "blue,black,brown", "R,100,G,200,B,150"},
		{ParamLocationCookie, "simple", true, "blue", "blue&color=black&color=brown", ""},
	} {
		for _, c := range []struct {
			value any
			want  string
		}{{scalarBlue, tt.scalar}, {colours, tt.array}, {rgb, tt.object}} {
			got, err := StyleParamWithOptions(tt.style, tt.explode, "color", c.value, StyleParamOptions{ParamLocation: tt.in})
			if got != c.want || (err != nil) != (c.want == "") {
				t.Errorf("%s %s explode=%t: got %q, %v, want %q", tt.in, tt.style, tt.explode, got, err, c.want)
			}
		}
	}
}

func TestEmptyValues(t *testing.T) {
	for _, tt := range []struct {
		in      ParamLocation
		style   string
		explode bool
		value   any
		want    string
		bad     bool
	}{
		{ParamLocationQuery, "form", true, "", "color=", false},
		{ParamLocationQuery, "form", true, []string{}, "", false},
		{ParamLocationQuery, "form", false, []string{}, "color=", false},
		{ParamLocationPath, "matrix", true, []string{}, ";color", false},
		{ParamLocationPath, "label", false, "", ".", false},
		{ParamLocationPath, "simple", false, "", "", true},
		{ParamLocationQuery, "deepObject", true, map[string]any{"R": nil, "G": []int{1, 2}}, "color%5BG%5D=1&color%5BG%5D=2", false},
	} {
		got, err := StyleParamWithOptions(tt.style, tt.explode, "color", tt.value, StyleParamOptions{ParamLocation: tt.in})
		if got != tt.want || (err != nil) != tt.bad {
			t.Errorf("%s %s %v: got %q, %v", tt.in, tt.style, tt.value, got, err)
		}
	}
}

// TestNothingIsLost: what would come out as another value is an error.
func TestNothingIsLost(t *testing.T) {
	for _, tt := range []struct {
		in     ParamLocation
		style  string
		format string
		value  any
	}{
		{ParamLocationHeader, "simple", "", []string{"a,b"}},
		{ParamLocationHeader, "simple", "", []string{""}},
		{ParamLocationHeader, "simple", "", "a\r\nX-Evil: 1"},
		{ParamLocationQuery, "spaceDelimited", "", []string{"a b"}},
		{ParamLocationQuery, "pipeDelimited", "", []string{"a|b"}},
		{ParamLocationCookie, "form", FormatCookie, "a;b"},
		{ParamLocationQuery, "form", "", math.NaN()},
		{ParamLocationQuery, "unheard", "", "a"},
		{ParamLocationQuery, "unheard", "", []string{"a"}},
	} {
		if got, err := StyleParamWithOptions(tt.style, false, "x", tt.value, StyleParamOptions{ParamLocation: tt.in, Format: tt.format}); err == nil {
			t.Errorf("%s %s %v is written as %q", tt.in, tt.style, tt.value, got)
		}
	}
}

func TestTextsAreThoseOfJSON(t *testing.T) {
	for _, tt := range []struct {
		value  any
		format string
		want   string
	}{
		{int64(9007199254740993), "", "9007199254740993"},
		{1e21, "", "1e%2B21"},
		{"a+b c/ü%", "", "a%2Bb%20c%2F%C3%BC%25"},
		{"<&>", "", "%3C%26%3E"},
		{true, "", "true"},
		{nil, "", "null"},
		{map[string]int{"a": 1}, FormatJSON, "%7B%22a%22%3A1%7D"},
		{"a", FormatJSON, "%22a%22"},
	} {
		got, err := StyleParamWithOptions("form", true, "q", tt.value, StyleParamOptions{ParamLocation: ParamLocationQuery, Format: tt.format})
		if err != nil || got != "q="+tt.want {
			t.Errorf("%v: got %q, %v", tt.value, got, err)
		}
	}
}

func TestDotsDoNotWalkThePath(t *testing.T) {
	for value, want := range map[string]string{".": "%2E", "..": "%2E%2E", "...": "%2E%2E%2E", ".a": ".a", "v1.2": "v1.2"} {
		got, err := StyleParamWithOptions("simple", false, "x", value, StyleParamOptions{ParamLocation: ParamLocationPath})
		if got != want || err != nil {
			t.Errorf("%q: got %q, %v", value, got, err)
		}
	}
}

func TestForm(t *testing.T) {
	body := json.RawMessage(`{"name":"a b&c","gone":null,"tags":["x","y"],"piped":["x","y"],"point":{"x":1},"whole":{"x":[1]},"none":[]}`)
	f, err := MarshalForm(body, []Field{{Name: "piped", Style: "pipeDelimited"}, {Name: "whole", Style: "form", JSON: true}})
	want := "name=a%20b%26c&tags=x&tags=y&piped=x%7Cy&x=1&whole=%7B%22x%22%3A%5B1%5D%7D"
	if err != nil || f.Encode() != want {
		t.Errorf("got %q, %v, want %q", f, err, want)
	}
	for _, bad := range []any{"text", []int{1}, nil, func() {}} {
		if f, err := MarshalForm(bad, nil); err == nil {
			t.Errorf("%T is written as the form %q", bad, f)
		}
	}
}
