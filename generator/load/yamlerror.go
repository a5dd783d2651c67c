package load

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"
)

var yamlErrorLine = regexp.MustCompile(`^yaml: (?:line (\d+): )?(?s:(.*))$`)

// yamlError reads the line out of the library's error, and finds the place in it.
func yamlError(f *File, err error) *syntaxError {
	if errors.Is(err, io.EOF) {
		return &syntaxError{rule: "document-empty", message: "the document is empty"}
	}
	e := &syntaxError{rule: "yaml-syntax", message: err.Error()}
	m := yamlErrorLine.FindStringSubmatch(err.Error())
	if m == nil {
		return e
	}
	e.message = m[2]
	if line, err := strconv.Atoi(m[1]); err == nil && line >= 1 {
		e.off = int(f.starts[min(line, len(f.starts))-1])
	}
	e.explain(f)
	return e
}

// explain puts frequent errors of the library into words that say what to do.
func (e *syntaxError) explain(f *File) {
	anchor, quoted := strings.CutPrefix(e.message, "unknown anchor '")
	switch {
	case strings.Contains(e.message, "exceeded max depth"):
		e.rule, e.message = "document-depth", fmt.Sprintf("values are nested deeper than %d levels", maxDepth)
	case strings.Contains(e.message, "cannot start any token"):
		e.cannotStart(f)
	case strings.Contains(e.message, "mapping values are not allowed"):
		e.hint = "put texts that hold a colon and a space in quotes, and indent members alike"
	case strings.Contains(e.message, "control characters are not allowed"):
		e.control(f)
	case quoted:
		anchor, _, _ = strings.Cut(anchor, "'")
		if m := regexp.MustCompile(`\*` + regexp.QuoteMeta(anchor) + `(?:[^\w-]|$)`).FindIndex(f.Data); m != nil {
			e.off = m[0]
		}
		e.hint = "write the value with &" + anchor + " first, or put the text in quotes"
	}
}

// cannotStart tells which character the line has that no value starts with.
func (e *syntaxError) cannotStart(f *File) {
	line, _, _ := bytes.Cut(f.Data[e.off:], []byte{'\n'})
	text := bytes.TrimLeft(line, " ")
	if bytes.HasPrefix(text, []byte{'\t'}) {
		e.off += len(line) - len(text)
		e.message, e.hint = "a tab cannot indent YAML", "write spaces"
		return
	}
	if m := cannotStart.FindSubmatchIndex(line); m != nil {
		e.off += m[2]
		e.message, e.hint = fmt.Sprintf("%q cannot start a text", line[m[2]]), "put the text in quotes"
	}
}

// cannotStart finds a character that YAML keeps for itself at the start of a text.
var cannotStart = regexp.MustCompile("(?:^ *|[:,\\[{-] +)([@`%])")

// control finds the character that YAML does not allow.
func (e *syntaxError) control(f *File) {
	for i := 0; i < len(f.Data); {
		r, w := utf8.DecodeRune(f.Data[i:])
		if r < ' ' && r != '\t' && r != '\n' && r != '\r' || r == 0x7F || r > 0x7F && r < 0xA0 && r != 0x85 || r == 0xFFFE || r == 0xFFFF {
			e.off, e.message, e.hint = i, fmt.Sprintf("the control character %U is not allowed in YAML", r), "take it out, or write it as an escape in double quotes"
			return
		}
		i += w
	}
}
