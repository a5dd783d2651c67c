// Package casetest is what the cases and the tests of the sample have in common: it
// serves a generated package on a loopback port, sends requests, compares answers,
// and finds goroutines that are left behind.
package casetest

import (
	"flag"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/labstack/echo/v4"

	"github.com/specho/specho/rest"
)

// Server is a running server of a case.
type Server struct {
	URL    string       // "http://127.0.0.1:port"
	Log    *Journal     // what the server logged, one JSON line each
	Client *http.Client // keeps connections, follows no redirects
}

// Serve starts a server and stops it at the end of the test. mount registers the
// generated package; it gets options with a logger, and may change them.
func Serve(t testing.TB, mount func(e *echo.Echo, o rest.Options) error) *Server {
	t.Helper()
	e := echo.New()
	j := &Journal{}
	if err := mount(e, rest.Options{Logger: slog.New(slog.NewJSONHandler(j, nil))}); err != nil {
		t.Fatal(err)
	}
	url, transport := Listen(t, e, j), &http.Transport{DisableCompression: true}
	t.Cleanup(transport.CloseIdleConnections)
	return &Server{URL: url, Log: j, Client: &http.Client{
		Transport:     transport,
		Timeout:       20 * time.Second,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}}
}

// Listen serves h on a loopback port until the end of the test, and gives its URL. What
// net/http has to say is written to j.
func Listen(t testing.TB, h http.Handler, j *Journal) (url string) {
	s := httptest.NewUnstartedServer(h)
	s.Config.ErrorLog = slog.NewLogLogger(slog.NewTextHandler(j, nil), slog.LevelError)
	s.Start()
	t.Cleanup(func() {
		s.CloseClientConnections()
		s.Close()
	})
	return s.URL
}

// Main runs the tests of a package and fails if they leave goroutines behind: a
// stream or a body that never ends.
func Main(m *testing.M) {
	before := runtime.NumGoroutine()
	code := m.Run()
	http.DefaultClient.CloseIdleConnections()
	fuzzing := flag.Lookup("test.fuzz").Value.String() != "" // has goroutines of its own
	if code == 0 && !fuzzing && !settles(before) {
		buf := make([]byte, 1<<16)
		fmt.Printf("goroutines are left over:\n%s\n", buf[:runtime.Stack(buf, true)])
		code = 1
	}
	os.Exit(code)
}

func settles(want int) bool {
	for range 200 {
		if runtime.NumGoroutine() <= want {
			return true
		}
		time.Sleep(10 * time.Millisecond)
	}
	return false
}

// Within fails the test if done is not closed, or nothing is received, in time.
func Within[T any](t testing.TB, what string, done <-chan T) (v T) {
	t.Helper()
	select {
	case v = <-done:
	case <-time.After(10 * time.Second):
		t.Fatalf("%s: still waiting after 10 s", what)
	}
	return v
}

// Journal collects log lines.
type Journal struct {
	mu   sync.Mutex
	text strings.Builder
}

// Write appends to the journal.
func (j *Journal) Write(b []byte) (int, error) {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.text.Write(b)
}

// String is all that was logged since the last Reset.
func (j *Journal) String() string {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.text.String()
}

// Reset forgets what was logged.
func (j *Journal) Reset() {
	j.mu.Lock()
	defer j.mu.Unlock()
	j.text.Reset()
}

// Lines is the number of lines.
func (j *Journal) Lines() int { return strings.Count(j.String(), "\n") }

// Has fails the test unless each text was logged.
func (j *Journal) Has(t testing.TB, texts ...string) {
	t.Helper()
	for _, s := range texts {
		if !strings.Contains(j.String(), s) {
			t.Errorf("the log has no %q:\n%s", s, j)
		}
	}
}

// Lacks fails the test if one of the texts was logged.
func (j *Journal) Lacks(t testing.TB, texts ...string) {
	t.Helper()
	for _, s := range texts {
		if strings.Contains(j.String(), s) {
			t.Errorf("the log has %q:\n%s", s, j)
		}
	}
}

// Hidden fails the test if a text has one of the secrets.
func Hidden(t testing.TB, text string, secrets ...string) {
	t.Helper()
	for _, s := range secrets {
		if strings.Contains(text, s) {
			t.Errorf("%q shows %q", text, s)
		}
	}
}
