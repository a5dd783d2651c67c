package load

import (
	"bytes"
	"strings"

	"github.com/specho/specho/generator/diag"
)

// What is not JSON, but has one meaning only, is read with a warning: comments, and a
// comma before a closing bracket.

// comment skips a comment, and reports whether there is one.
func (p *jsonParser) comment() bool {
	rest := p.s[p.i:]
	length := 0
	switch {
	case !p.lax:
		return false
	case strings.HasPrefix(rest, "//"):
		if length = strings.IndexByte(rest, '\n'); length < 0 {
			length = len(rest)
		}
	case strings.HasPrefix(rest, "/*"):
		end := strings.Index(rest[2:], "*/")
		if end < 0 {
			return false
		}
		length = end + len("/**/")
	default:
		return false
	}
	p.warn(p.i, "json-comment", "take it out, or call the file .yaml and write #", "JSON has no comments: this one is ignored, and so are others")
	p.blank(p.i, length)
	p.i += length
	return true
}

// ends reports whether the object or array ends behind the comma that was read last,
// and takes the end.
func (p *jsonParser) ends(end byte) bool {
	if !p.lax || p.i >= len(p.s) || p.s[p.i] != end {
		return false
	}
	p.blank(p.comma, 1)
	p.warn(p.comma, "json-comma", "take the comma out", "a comma stands before the end, where JSON has none: it is ignored, and so are others")
	p.i++
	return true
}

// blank takes what is not JSON out of the file's bytes, which others read too: nothing
// else moves.
func (p *jsonParser) blank(off, length int) {
	if !p.blanked {
		p.blanked, p.f.Data = true, bytes.Clone(p.f.Data)
	}
	for i := off; i < off+length; i++ {
		if c := p.f.Data[i]; c != '\n' && c != '\r' {
			p.f.Data[i] = ' '
		}
	}
}

// warn reports the first place of a rule.
func (p *jsonParser) warn(off int, rule, hint, message string) {
	for _, d := range p.diags {
		if d.Rule == rule {
			return
		}
	}
	p.diags = append(p.diags, diag.Diagnostic{Severity: diag.Warning, Pos: p.f.pos(int32(off)), Pointer: "#", Rule: rule, Message: message, Hint: hint})
}
