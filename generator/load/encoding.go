package load

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/specho/specho/generator/diag"
)

// fromUTF16 gives the text of a file in UTF-16, in UTF-8. Without a byte order mark
// the first character tells: it is an ASCII one in every document.
func fromUTF16(data []byte) ([]byte, bool) {
	var order binary.ByteOrder
	switch {
	case len(data) < 4 || len(data)%2 != 0 || bytes.HasPrefix(data, []byte{0xFF, 0xFE, 0, 0}):
		return nil, false
	case bytes.HasPrefix(data, []byte{0xFF, 0xFE}):
		order, data = binary.LittleEndian, data[2:]
	case bytes.HasPrefix(data, []byte{0xFE, 0xFF}):
		order, data = binary.BigEndian, data[2:]
	case data[0] != 0 && data[1] == 0 && data[2] != 0:
		order = binary.LittleEndian
	case data[0] == 0 && data[1] != 0:
		order = binary.BigEndian
	default:
		return nil, false
	}
	text := make([]byte, 0, len(data))
	for len(data) > 0 {
		r := rune(order.Uint16(data))
		data = data[2:]
		if utf16.IsSurrogate(r) {
			if len(data) == 0 {
				return nil, false
			}
			r = utf16.DecodeRune(r, rune(order.Uint16(data)))
			data = data[2:]
			if r == utf8.RuneError {
				return nil, false
			}
		}
		text = utf8.AppendRune(text, r)
	}
	return text, true
}

// readAsUTF8 replaces the bytes of a file in UTF-16.
func readAsUTF8(f *File, l *diag.List) {
	text, ok := fromUTF16(f.Data)
	if !ok {
		return
	}
	root := f.IsRoot
	*f = *newFile(f.Name, f.Path, text)
	f.IsRoot = root
	l.Add(diag.Diagnostic{
		Severity: diag.Warning, Pos: f.pos(0), Pointer: "#", Rule: "document-encoding",
		Message: "the document is UTF-16: it is read as if it were UTF-8", Hint: "save it as UTF-8",
	})
}

// checkEncoding accepts UTF-8 only.
func checkEncoding(f *File) *diag.Diagnostic {
	d := f.Data
	if bytes.HasPrefix(d, []byte{0xFE, 0xFF}) || bytes.HasPrefix(d, []byte{0xFF, 0xFE}) ||
		len(d) > 3 && (d[0] == 0 || d[1] == 0) {
		return f.problem(0, "document-encoding", "the document is UTF-32, or broken UTF-16", "save it as UTF-8")
	}
	if utf8.Valid(d) {
		return nil
	}
	off := 0
	for off < len(d) {
		r, w := utf8.DecodeRune(d[off:])
		if r == utf8.RuneError && w == 1 {
			break
		}
		off += w
	}
	return f.problem(off, "document-encoding", fmt.Sprintf("the byte 0x%02X is not UTF-8", d[off]), "save the document as UTF-8")
}
