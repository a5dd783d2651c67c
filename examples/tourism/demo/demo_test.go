package main

import (
	"bytes"
	"context"
	"net/http"
	"net/http/httptest"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"testing"
	"time"
)

// built is the real program.
func built(t *testing.T) string {
	t.Helper()
	program := filepath.Join(t.TempDir(), "tourism.exe")
	if out, err := exec.CommandContext(t.Context(), "go", "build", "-o", program, "..").CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	return program
}

// TestTerminated: a server that is told to end while a task is at work answers no
// more, and ends when the task has.
func TestTerminated(t *testing.T) {
	t.Run("B95 SIGTERM", func(t *testing.T) {
		if runtime.GOOS == "windows" {
			t.Skip("there are no such signals")
		}
		a := surroundings(t)
		atWork, ended := make(chan struct{}), make(chan struct{})
		a.box.Refuse = func(string) (int, string) {
			close(atWork)
			<-ended // for the world: it listens no more
			return 0, ""
		}
		s, err := start(t.Context(), built(t), a.flags()...)
		if err != nil {
			t.Fatal(err)
		}
		res, err := http.Post(s.url+"/tourists", "application/json", strings.NewReader(`{"name":"Nina","email":"nina@example.com","password":"correct horse battery"}`))
		if err != nil {
			t.Fatal(err)
		}
		res.Body.Close()
		<-atWork
		if err := s.cmd.Process.Signal(syscall.SIGTERM); err != nil {
			t.Fatal(err)
		}
		for {
			res, err := http.Get(s.url + "/destinations")
			if err != nil {
				break
			}
			res.Body.Close()
			time.Sleep(5 * time.Millisecond)
		}
		close(ended)
		if err := s.cmd.Wait(); err != nil {
			t.Errorf("the program has ended with %v", err)
		}
		if n := len(a.box.Letters()); n != 1 || res.StatusCode != http.StatusCreated {
			t.Errorf("status %d, %d letters", res.StatusCode, n)
		}
	})
}

// TestDemo plays the demo with the real program.
func TestDemo(t *testing.T) {
	program := built(t)
	a := surroundings(t)
	s, err := start(t.Context(), program, a.flags()...)
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	d := &demo{base: s.url, out: &printer{w: &out}, around: a}
	d.play(t.Context())
	if err := s.stop(); err != nil {
		t.Errorf("stop: %v", err)
	}
	if d.failed > 0 || d.asked < 12 || d.tasks < 5 {
		t.Errorf("%d of %d answers are wrong:\n%s", d.failed, d.asked, &out)
	}
	for _, part := range []string{"> POST /v1/tourists\n", "< 201 Created\n< Location: /v1/tourists/", `<     "status": 422,`,
		"* then the task SendWelcomeEmail\n*   From: \"Specho Tourism\"", "* then the task MakeThumbnail\n", "* then the task PublishEvent\n", "* then the task WriteAuditLog\n"} {
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
	d := &demo{base: server.URL, out: &printer{w: &out}, around: surroundings(t)}
	ctx, cancel := context.WithCancel(t.Context())
	time.AfterFunc(time.Second, cancel) // nothing will come
	d.play(ctx)
	if d.failed < d.asked || !strings.Contains(out.String(), "! NOT AS IT SHOULD BE: status 418, want 201") {
		t.Errorf("%d of %d answers are found to be wrong:\n%s", d.failed, d.asked, &out)
	}
}

func surroundings(t *testing.T) *around {
	a, err := newAround(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := a.close(); err != nil {
			t.Error(err)
		}
	})
	return a
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
