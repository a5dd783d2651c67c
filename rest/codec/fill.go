package codec

// CloseObject ends an object whose members were appended from start on, each with
// a comma before it: the first comma becomes the brace that opens the object.
//
//go:noinline
func CloseObject(b []byte, start int) []byte {
	if len(b) == start {
		return append(b, '{', '}')
	}
	b[start] = '{'
	return append(b, '}')
}

// Fill reads the JSON text of a default value into v. The generator has checked
// the text; one that does not fit leaves v as far as it was read.
func Fill[T any](v *T, text string, read func(v *T, d *Decoder, i int) int) {
	var d Decoder
	d.Reset(append([]byte(text), make([]byte, Pad)...))
	d.Document(func(d *Decoder, i int) int { return read(v, d, i) })
}
