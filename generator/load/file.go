package load

import (
	"bytes"
	"encoding/json"
	"slices"

	"github.com/specho/specho/generator/diag"
)

// File is one parsed source file.
type File struct {
	Name   string // as messages show it
	Path   string // inside Source.FS, slash-separated
	Data   []byte // byte for byte
	Root   *Node  // nil if the file could not be parsed
	IsRoot bool   // the document itself, not a file it refers to
	YAML   bool

	served []byte           // what others can read, where they cannot read Data
	starts []int32          // byte offsets of the lines
	self   string           // $self: the URI of the file
	hasIDs bool             // some $id stands in the file
	failed *diag.Diagnostic // why Root is nil
}

// newFile prepares a file for parsing.
func newFile(name, path string, data []byte) *File {
	f := &File{Name: name, Path: path, Data: data}
	f.starts = append(make([]int32, 0, bytes.Count(data, []byte{'\n'})+1), 0)
	for i := 0; ; {
		n := bytes.IndexByte(data[i:], '\n')
		if n < 0 {
			break
		}
		i += n + 1
		f.starts = append(f.starts, int32(i))
	}
	return f
}

// Served returns the bytes for others: as they were written, or as JSON where only
// repairs made them readable: names that stand twice, tags and several documents of
// YAML, which most readers refuse.
func (f *File) Served() []byte {
	if f.served != nil {
		return f.served
	}
	return f.Data
}

// Limits of what is served as JSON: aliases may multiply long texts, and indenting deep
// values takes more than they do.
const (
	maxServed   = 64 << 20
	maxIndented = 20_000 // values
)

// serveJSON makes JSON of what was read, before anything changes it.
func (f *File) serveJSON(n *Node) {
	left := maxServed
	if n.spend(&left); left < 0 {
		return
	}
	text := n.JSON()
	var b bytes.Buffer
	if n.Count() > maxIndented || json.Indent(&b, []byte(text), "", "  ") != nil {
		b.Reset()
		b.WriteString(text)
	}
	b.WriteByte('\n')
	f.served = b.Bytes()
}

// spend takes the bytes of n's texts off left, until it is used up.
func (n *Node) spend(left *int) {
	if *left -= len(n.Name) + len(n.Text) + 4; *left < 0 {
		return
	}
	for _, c := range n.children() {
		if c.spend(left); *left < 0 {
			return
		}
	}
}

// pos turns a byte offset into a position.
func (f *File) pos(off int32) diag.Pos {
	if f == nil {
		return diag.Pos{}
	}
	i, found := slices.BinarySearch(f.starts, off)
	if !found {
		i--
	}
	col := off - f.starts[i]
	if i == 0 && bytes.HasPrefix(f.Data, bom) && col >= int32(len(bom)) {
		col -= int32(len(bom)) // editors do not show it
	}
	return diag.Pos{File: f.Name, Line: i + 1, Column: int(col) + 1}
}

// bom is the UTF-8 byte order mark.
var bom = []byte("\uFEFF")

// problem is a reason why a file cannot be read.
func (f *File) problem(off int, rule, message, hint string) *diag.Diagnostic {
	return &diag.Diagnostic{
		Severity: diag.Error, Pos: f.pos(int32(off)), Pointer: "#", Rule: rule, Message: message, Hint: hint,
	}
}
