package wire

import (
	"encoding/json"
	"reflect"
	"testing"
	"time"
)

func TestHeaders(t *testing.T) {
	for _, tt := range []struct {
		text string
		o    BindStyledParameterOptions
		want any
	}{
		{"7", BindStyledParameterOptions{Type: "number"}, int32(7)},
		{"7", BindStyledParameterOptions{Type: "string"}, "7"},
		{"7", BindStyledParameterOptions{Type: "string"}, int64(7)}, // a number in a string
		{` "7f3a" `, BindStyledParameterOptions{Type: "string"}, `"7f3a"`},
		{"true", BindStyledParameterOptions{Type: "number"}, true},
		{"2026-07-14T09:30:00Z", BindStyledParameterOptions{Type: "string"}, time.Date(2026, 7, 14, 9, 30, 0, 0, time.UTC)},
		{"a, b c,,d", BindStyledParameterOptions{Type: "array"}, []string{"a", "b c", "d"}},
		{"1,2", BindStyledParameterOptions{Type: "array"}, []int{1, 2}},
		{"", BindStyledParameterOptions{Type: "array"}, []string{}},
		{`{"a":1}`, BindStyledParameterOptions{Type: "string", Format: FormatJSON}, map[string]int{"a": 1}},
		{"free text", BindStyledParameterOptions{Type: "string", Format: FormatJSON}, json.RawMessage(`"free text"`)},
	} {
		dest := reflect.New(reflect.TypeOf(tt.want))
		err := BindStyledParameterWithOptions("simple", "X-Test", tt.text, dest.Interface(), tt.o)
		if got := dest.Elem().Interface(); err != nil || !reflect.DeepEqual(got, tt.want) {
			t.Errorf("%q: got %#v, %v, want %#v", tt.text, got, err, tt.want)
		}
	}
	var n int
	err := BindStyledParameterWithOptions("simple", "Retry-After", "soon", &n, BindStyledParameterOptions{Type: "number"})
	if err == nil || err.Error()[:len("header Retry-After: ")] != "header Retry-After: " {
		t.Errorf("got %v", err)
	}
}

func TestMediaTypes(t *testing.T) {
	for text, want := range map[string]bool{
		"application/json": true, "application/problem+json; charset=utf-8": true, "Application/JSON": true, "text/json": true,
		"application/x-ndjson": false, "application/jsonl": false, "application/json-seq": false, "text/plain": false, "": false,
		"application/json;;": true,
	} {
		if got := IsJSON(text); got != want {
			t.Errorf("IsJSON(%q) = %t", text, got)
		}
	}
	if !IsMedia("application/json; charset=utf-8", "application/json") || IsMedia("application/problem+json", "application/json") {
		t.Error("parameters count, or suffixes do not")
	}
}

func FuzzTexts(f *testing.F) {
	for _, s := range []string{"", "a b", "..", "ü%&=,;|\"\\", "\x00\xff"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		for _, in := range []ParamLocation{ParamLocationQuery, ParamLocationPath, ParamLocationCookie} {
			text, err := StyleParamWithOptions("simple", false, "x", []string{s, "b"}, StyleParamOptions{ParamLocation: in})
			if err != nil {
				t.Fatalf("%s %q: %v", in, s, err)
			}
			for i := range len(text) {
				if c := text[i]; c <= ' ' || c >= 0x7f || c == '"' || c == ';' || c == '\\' {
					t.Fatalf("%s %q is written as %q", in, s, text)
				}
			}
		}
	})
}
