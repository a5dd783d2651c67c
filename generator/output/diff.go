package output

import (
	"bytes"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/rogpeppe/go-internal/diff"
)

// The diff is the anchored one of the Go project, kept by rogpeppe/go-internal
// (which the tests need anyway): O(n log n), where Myers' algorithm is quadratic
// for files that have little in common, as generated ones after an upgrade do.

// maxColumns is where a line of a diff is cut: a minified document is one line.
const maxColumns = 240

// Style says how to print a diff.
type Style struct {
	Colour bool
	Lines  int // at most so many, over all calls of Diffs; 0 for no limit
}

// Diffs returns unified diffs from what stands on the disk to what would be
// generated, for those drifts where both are text. What is over the limit is
// counted on a last line.
func Diffs(drift []Drift, style Style) string {
	var lines []string
	for _, d := range drift {
		lines = append(lines, unified(d)...)
	}
	rest := 0
	if style.Lines > 0 && len(lines) > style.Lines {
		rest = len(lines) - style.Lines
		lines = lines[:style.Lines]
	}
	var b strings.Builder
	for _, line := range lines {
		b.WriteString(paint(printable(line), style.Colour) + "\n")
	}
	if rest > 0 {
		fmt.Fprintf(&b, "... and %d more lines\n", rest)
	}
	return b.String()
}

// unified returns the lines of one diff, nil where there is nothing to show.
func unified(d Drift) []string {
	if d.Old == nil || d.New == nil || d.Cause == LineEndings || !isText(d.Old) || !isText(d.New) {
		return nil
	}
	out := diff.Diff(d.Path, unixLines(d.Old), d.Path+" (generated)", unixLines(d.New))
	// The first line, "diff a b", repeats the next two.
	_, out, _ = bytes.Cut(out, []byte("\n"))
	return strings.Split(strings.TrimSuffix(string(out), "\n"), "\n")
}

func isText(b []byte) bool { return utf8.Valid(b) && bytes.IndexByte(b, 0) < 0 }

// printable cuts a long line, and shows control characters instead of sending
// them: what stands on the disk must not steer the terminal.
func printable(line string) string {
	var b strings.Builder
	for i, r := range line {
		switch {
		case i >= maxColumns:
			b.WriteString("…")
			return b.String()
		case r != '\t' && unicode.IsControl(r), unicode.Is(unicode.Cf, r):
			fmt.Fprintf(&b, "\\u%04x", r)
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

func paint(line string, colour bool) string {
	if !colour {
		return line
	}
	code := ""
	switch {
	case strings.HasPrefix(line, "--- "), strings.HasPrefix(line, "+++ "):
		code = "1" // bold
	case strings.HasPrefix(line, "@@"):
		code = "36" // cyan
	case strings.HasPrefix(line, "-"):
		code = "31" // red
	case strings.HasPrefix(line, "+"):
		code = "32" // green
	default:
		return line
	}
	return "\x1b[" + code + "m" + line + "\x1b[0m"
}
