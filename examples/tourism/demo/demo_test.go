package main

import (
	"bytes"
	"net/http"
	"net/http/httptest"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// TestDemo plays the demo with the real program.
func TestDemo(t *testing.T) {
	program := filepath.Join(t.TempDir(), "tourism.exe")
	if out, err := exec.CommandContext(t.Context(), "go", "build", "-o", program, "..").CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	s, err := start(t.Context(), program)
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	d := &demo{base: s.url, out: &printer{w: &out}}
	d.play(t.Context())
	if err := s.stop(); err != nil {
		t.Errorf("stop: %v", err)
	}
	if d.failed > 0 || d.asked < 12 {
		t.Errorf("%d of %d answers are wrong:\n%s", d.failed, d.asked, &out)
	}
	for _, part := range []string{"> POST /v1/tourists\n", "< 201 Created\n< Location: /v1/tourists/", `<     "status": 422,`} {
		if !strings.Contains(out.String(), part) {
			t.Errorf("%q is not shown:\n%s", part, &out)
		}
	}
	if strings.Contains(out.String(), "\x1b") {
		t.Error("there is colour where no terminal is")
	}
	if _, err := http.Get(s.url + "/destinations"); err == nil {
		t.Error("the server goes on")
	}
}

// TestDemoFindsWrongAnswers: it must not be green whatever happens.
func TestDemoFindsWrongAnswers(t *testing.T) {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusTeapot) }))
	defer server.Close()
	var out bytes.Buffer
	d := &demo{base: server.URL, out: &printer{w: &out}}
	d.play(t.Context())
	if d.failed < d.asked || !strings.Contains(out.String(), "! NOT AS IT SHOULD BE: status 418, want 201") {
		t.Errorf("%d of %d answers are found to be wrong:\n%s", d.failed, d.asked, &out)
	}
}

func TestFold(t *testing.T) {
	long := `"` + strings.Repeat("x", 85) + `"`
	for text, want := range map[string]string{
		"a,b\n":                          "a,b\n",
		`{ "a" : [ 1, 2 ] }`:             `{"a":[1,2]}`,
		`{"a":1,"b":{"c":` + long + `}}`: "{\n  \"a\": 1,\n  \"b\": {\"c\":" + long + "}\n}",
		`[` + long + `,` + long + `]`:    "[\n  " + long + ",\n  " + long + "\n]",
		`{}`:                             `{}`,
	} {
		if got := fold(text); got != want {
			t.Errorf("%s is laid out as\n%s\nwant\n%s", text, got, want)
		}
	}
}
