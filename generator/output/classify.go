package output

import (
	"bytes"
	"go/format"
	"go/scanner"
	"go/token"
)

// classify says how a file differs from what would be generated. Changed stands
// for what a look at this file alone cannot tell.
func classify(name string, old, want []byte, own bool) Drift {
	d := Drift{Cause: Changed, Old: old, New: want}
	switch {
	case sameText(old, want):
		d.Cause = LineEndings
	case conflictLine(old) > 0:
		d.Cause, d.Line = Conflict, conflictLine(old)
	case !replaceable(name, old, own):
		d.Cause = Foreign
	case isGo(name) && sameCode(old, want):
		d.Cause = Formatting
	}
	return d
}

// conflictLine returns the line, from 1, of the first conflict marker, 0 without
// one. It takes both an opening and a closing marker: a line of equal signs alone
// is good text.
func conflictLine(data []byte) int {
	if !bytes.Contains(data, []byte("\n>>>>>>> ")) {
		return 0
	}
	n := 0
	for line := range bytes.Lines(data) {
		n++
		if bytes.HasPrefix(line, []byte("<<<<<<< ")) {
			return n
		}
	}
	return 0
}

// sameCode reports whether two Go files differ in formatting only: gofmt makes
// them equal, or their tokens and comments are the same.
func sameCode(a, b []byte) bool {
	fa, errA := format.Source(a)
	fb, errB := format.Source(b)
	if errA == nil && errB == nil && bytes.Equal(fa, fb) {
		return true
	}
	return sameTokens(a, b)
}

func sameTokens(a, b []byte) bool {
	sa, sb := scan(a), scan(b)
	for {
		tokA, litA, okA := sa()
		tokB, litB, okB := sb()
		if !okA || !okB || tokA != tokB || litA != litB {
			return false
		}
		if tokA == token.EOF {
			return true
		}
	}
}

// scan returns the tokens of a file one by one; ok is false after an error.
func scan(source []byte) func() (tok token.Token, lit string, ok bool) {
	var s scanner.Scanner
	file := token.NewFileSet().AddFile("", -1, len(source))
	s.Init(file, source, nil, scanner.ScanComments)
	return func() (token.Token, string, bool) {
		_, tok, lit := s.Scan()
		if tok == token.SEMICOLON {
			lit = "" // "\n" where the line ended, ";" where it was written
		}
		return tok, lit, s.ErrorCount == 0
	}
}
