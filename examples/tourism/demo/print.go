package main

import (
	"fmt"
	"io"
	"net/http"
	"os"
	"strings"
	"unicode/utf8"
)

// printer writes what the reader sees; with colour only where it is wanted.
type printer struct {
	w      io.Writer
	colour bool
}

// newPrinter uses colour if f is a terminal and NO_COLOR is not set
// (https://no-color.org).
func newPrinter(f *os.File) *printer {
	info, err := f.Stat()
	terminal := err == nil && info.Mode()&os.ModeCharDevice != 0
	return &printer{w: f, colour: terminal && os.Getenv("NO_COLOR") == "" && os.Getenv("TERM") != "dumb"}
}

// Colours, as parameters of the terminal's SGR sequence.
const (
	bold, dim, red, green, yellow, cyan = "1", "2", "31", "32", "33", "36"
)

func (p *printer) paint(colour, text string) string {
	if !p.colour {
		return text
	}
	return "\x1b[" + colour + "m" + text + "\x1b[0m"
}

func (p *printer) command(text string) { fmt.Fprintln(p.w, p.paint(dim, "$ "+text)) }

func (p *printer) note(format string, args ...any) {
	fmt.Fprintln(p.w, "\n"+p.paint(bold, fmt.Sprintf(format, args...)))
}

// request prints the request line, headers and body.
func (p *printer) request(n int, title string, r *http.Request, body string) {
	fmt.Fprintf(p.w, "\n%s\n", p.paint(bold, fmt.Sprintf("%d. %s", n, title)))
	fmt.Fprintf(p.w, "> %s\n", p.paint(cyan, r.Method+" "+r.URL.RequestURI()))
	for _, name := range []string{"Accept", "Accept-Language", "Authorization", "Cookie", "Idempotency-Key", "If-Match", "If-None-Match", "Content-Type"} {
		p.header(">", name, r.Header.Values(name))
	}
	p.lines(">", body)
}

// answer prints the status, the headers that matter and the body.
func (p *printer) answer(res *http.Response, body string) {
	colour := green
	if res.StatusCode >= 400 {
		colour = yellow
	}
	fmt.Fprintf(p.w, "< %s\n", p.paint(colour, res.Status))
	for _, name := range []string{"Location", "ETag", "Expires", "Allow", "WWW-Authenticate", "Retry-After", "Set-Cookie", "Cache-Control", "Content-Type"} {
		p.header("<", name, res.Header.Values(name))
	}
	p.lines("<", body)
}

func (p *printer) header(mark, name string, values []string) {
	for _, v := range values {
		if len(v) > 100 {
			v = v[:97] + "..."
		}
		fmt.Fprintf(p.w, "%s %s %s\n", mark, p.paint(dim, name+":"), v)
	}
}

// task prints what a background task has done.
func (p *printer) task(name, did string) {
	fmt.Fprintf(p.w, "* %s\n", p.paint(cyan, "then the task "+name))
	p.lines("*", did)
}

// lines prints a body; of bytes that nobody can read their number.
func (p *printer) lines(mark, body string) {
	if !utf8.ValidString(body) {
		fmt.Fprintf(p.w, "%s   %s\n", mark, p.paint(dim, fmt.Sprintf("(%d bytes)", len(body))))
		return
	}
	if body = strings.TrimRight(fold(body), "\n"); body == "" {
		return
	}
	for line := range strings.SplitSeq(body, "\n") {
		fmt.Fprintln(p.w, strings.TrimRight(mark+"   "+line, " "))
	}
}

func (p *printer) wrong(format string, args ...any) {
	fmt.Fprintln(p.w, p.paint(red, "! NOT AS IT SHOULD BE: "+fmt.Sprintf(format, args...)))
}
