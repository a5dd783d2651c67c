package output

import "fmt"

// Cause is why a file differs from what would be generated: a stable identifier
// for programs, with a text for people.
type Cause string

// The causes. All but LineEndings are findings.
const (
	Missing     Cause = "missing"
	Stale       Cause = "stale"
	Changed     Cause = "changed" // the tree holds no document that tells why
	ByHand      Cause = "changed-by-hand"
	ByDocument  Cause = "document-changed" // since the file was generated
	Formatting  Cause = "formatting"       // the same Go tokens
	LineEndings Cause = "line-endings"     // harmless: git's autocrlf
	Conflict    Cause = "conflict"
	Unlisted    Cause = "unlisted"    // a stale file that Write will not delete
	Foreign     Cause = "foreign"     // Write will not replace it
	NotRegular  Cause = "not-regular" // a link or a folder: Write will not replace it
	BehindLink  Cause = "behind-link" // Write does not follow it
	Interrupted Cause = "interrupted" // a journal
)

var causeTexts = map[Cause]string{
	Stale:       "stale: no longer generated",
	ByHand:      "changed by hand",
	ByDocument:  "the document has changed",
	Formatting:  "formatting only",
	LineEndings: "line endings only",
	Conflict:    "conflict markers",
	Unlisted:    "stale, and not in the manifest",
	Foreign:     "in the way, not written by specho",
	NotRegular:  "not a regular file",
	BehindLink:  "behind a symbolic link",
	Interrupted: "left behind by a run that died",
}

// Text says the cause in words.
func (c Cause) Text() string {
	if text, has := causeTexts[c]; has {
		return text
	}
	return string(c)
}

// Drift is one difference between a folder and what would be generated.
type Drift struct {
	Path  string // of the file, starting with the Dir of its Tree
	Cause Cause
	Line  int    // of the first conflict marker, from 1; else 0
	Old   []byte // what stands there; nil if that is not known or not text of a file
	New   []byte // what would be generated; nil if nothing
}

// Finding reports whether d needs somebody to do something.
func (d Drift) Finding() bool { return d.Cause != LineEndings }

// ByHandOnly reports whether generating again leaves d as it is: a person has to
// decide about the file.
func (d Drift) ByHandOnly() bool {
	return d.Cause == Unlisted || d.Cause == Foreign || d.Cause == NotRegular || d.Cause == BehindLink
}

// Hint says what to do about d where generating again is not the answer.
func (d Drift) Hint() string {
	switch d.Cause {
	case Unlisted:
		return "specho did not write it here: delete the file, or its header to keep it"
	case Foreign:
		return "move it away, or delete it to have it generated"
	case NotRegular, BehindLink:
		return "specho does not write through links: put a plain folder and file there"
	}
	return ""
}

// String formats d as "path: cause", with a line where that helps.
func (d Drift) String() string {
	if d.Line > 0 {
		return fmt.Sprintf("%s:%d: %s", d.Path, d.Line, d.Cause.Text())
	}
	return d.Path + ": " + d.Cause.Text()
}
