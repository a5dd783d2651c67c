package codec

import "bytes"

// AppendInvalid marks a value that JSON cannot carry, such as NaN, a date after
// the year 9999 or a union without a value: why says what is wrong, in lower
// case. The mark is a zero byte, which valid JSON never holds.
func AppendInvalid(b []byte, why string) []byte {
	b = append(b, 0)
	b = append(b, why...)
	return append(b, 0)
}

// Invalid finds the first mark of [AppendInvalid] in b, which is one JSON value
// apart from marks: the path of the marked value and what is wrong with it.
func Invalid(b []byte) (path []any, why string, bad bool) {
	at := bytes.IndexByte(b, 0)
	if at < 0 {
		return nil, "", false
	}
	text, _, _ := bytes.Cut(b[at+1:], []byte{0})
	var d Decoder
	d.Reset(append(bytes.Clone(b[:at]), padding...))
	d.MaxDepth = at + 1
	// The walk stops at the mark: nothing in JSON goes on with a zero byte.
	w := walker{d: &d}
	w.walk(func(int) bool { return true })
	return w.path(), string(text), true
}
