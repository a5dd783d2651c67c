package main

import (
	"fmt"
	"io"
	"os"
	"time"

	"github.com/mattn/go-isatty"

	"github.com/specho/specho/generator/diag"
)

// isTerminal reports whether w shows to a person, on something that understands
// escape sequences.
func isTerminal(w io.Writer) bool {
	f, ok := w.(*os.File)
	return ok && os.Getenv("TERM") != "dumb" && (isatty.IsTerminal(f.Fd()) || isatty.IsCygwinTerminal(f.Fd()))
}

// colours decides for --color; NO_COLOR is the convention of no-color.org.
func colours(when string, w io.Writer) bool {
	switch when {
	case "always":
		return true
	case "never":
		return false
	}
	return os.Getenv("NO_COLOR") == "" && isTerminal(w)
}

// paint gives the style of printed problems: in colours, or as they are.
func (a *app) paint(s diag.Severity) func(p diag.Part, text string) string {
	grade := map[diag.Severity]string{diag.Note: "36", diag.Warning: "33", diag.Error: "31"}[s]
	codes := map[diag.Part]string{diag.Place: "1", diag.Grade: "1;" + grade, diag.Rule: grade, diag.Hint: "2"}
	return func(p diag.Part, text string) string {
		if !a.colour {
			return text
		}
		return "\x1b[" + codes[p] + "m" + text + "\x1b[0m"
	}
}

// progress shows on a terminal what takes longer than a second. stop takes the
// line away again.
func (a *app) progress(what string) (stop func()) {
	if a.json || !isTerminal(a.stderr) {
		return func() {}
	}
	done, gone := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(gone)
		tick := time.NewTicker(time.Second)
		defer tick.Stop()
		for start, shown := time.Now(), false; ; shown = true {
			select {
			case <-done:
				if shown {
					fmt.Fprint(a.stderr, "\r\x1b[K")
				}
				return
			case <-tick.C:
				fmt.Fprintf(a.stderr, "\r\x1b[K%s ... %.0fs", what, time.Since(start).Seconds())
			}
		}
	}()
	return func() { close(done); <-gone }
}
