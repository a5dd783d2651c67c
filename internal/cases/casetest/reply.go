package casetest

import (
	"io"
	"net/http"
	"slices"
	"strings"
	"testing"
)

// Reply is an answer that was read to its end.
type Reply struct {
	Status int
	Header http.Header
	Body   string
	Err    error // why the body has no end; nil as a rule

	t testing.TB
}

// Do sends a request and reads the answer. A body of "" is none. Headers are
// written "Name: value".
func (s *Server) Do(t testing.TB, method, target, body string, headers ...string) *Reply {
	t.Helper()
	var in io.Reader
	if body != "" {
		in = strings.NewReader(body)
	}
	return s.Send(t, Request(t, method, s.URL+target, in, headers...))
}

// Get sends a GET request.
func (s *Server) Get(t testing.TB, target string, headers ...string) *Reply {
	t.Helper()
	return s.Do(t, http.MethodGet, target, "", headers...)
}

// JSON sends a JSON body.
func (s *Server) JSON(t testing.TB, method, target, body string, headers ...string) *Reply {
	t.Helper()
	return s.Do(t, method, target, body, append([]string{"Content-Type: application/json"}, headers...)...)
}

// Request makes a request. Headers are written "Name: value".
func Request(t testing.TB, method, url string, body io.Reader, headers ...string) *http.Request {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), method, url, body)
	if err != nil {
		t.Fatal(err)
	}
	for _, h := range headers {
		name, value, _ := strings.Cut(h, ": ")
		r.Header.Add(name, value)
	}
	return r
}

// Send sends a request and reads the answer.
func (s *Server) Send(t testing.TB, r *http.Request) *Reply {
	t.Helper()
	res, err := s.Client.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = res.Body.Close() }()
	b, err := io.ReadAll(res.Body)
	return &Reply{Status: res.StatusCode, Header: res.Header, Body: string(b), Err: err, t: t}
}

// Is fails the test unless the answer is complete and has this status and body.
func (r *Reply) Is(status int, body string) *Reply {
	r.t.Helper()
	if r.Err != nil {
		r.t.Errorf("the answer breaks off: %v", r.Err)
	}
	if r.Status != status || r.Body != body {
		r.t.Errorf("got  %d %s\nwant %d %s", r.Status, r.Body, status, body)
	}
	return r
}

// IsJSON is Is with Content-Type application/json.
func (r *Reply) IsJSON(status int, body string) *Reply {
	r.t.Helper()
	return r.Is(status, body).Has("Content-Type", "application/json")
}

// Has fails the test unless the header has exactly these values; none: it is absent.
func (r *Reply) Has(name string, values ...string) *Reply {
	r.t.Helper()
	if got := r.Header.Values(name); !slices.Equal(got, values) {
		r.t.Errorf("header %s: got %q, want %q", name, got, values)
	}
	return r
}

// Lacks fails the test if the body has one of the texts.
func (r *Reply) Lacks(texts ...string) *Reply {
	r.t.Helper()
	for _, s := range texts {
		if strings.Contains(r.Body, s) {
			r.t.Errorf("the body has %q: %s", s, r.Body)
		}
	}
	return r
}

// BreaksOff fails the test unless the answer has no end: the client must not take
// a part for the whole.
func (r *Reply) BreaksOff(status int, body string) *Reply {
	r.t.Helper()
	if r.Err == nil {
		r.t.Error("the answer ends as if it were complete")
	}
	if r.Status != status || r.Body != body {
		r.t.Errorf("got  %d %q\nwant %d %q", r.Status, r.Body, status, body)
	}
	return r
}

// Contains reports whether the body has a text.
func (r *Reply) Contains(text string) bool { return strings.Contains(r.Body, text) }
