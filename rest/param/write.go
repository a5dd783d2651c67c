package param

// AppendSimple appends a text to the value of a response header. Control
// characters, which would end or break the header, become spaces. Nothing is
// percent-encoded: headers are no URIs.
func AppendSimple(b []byte, text string) []byte {
	from := len(b)
	b = append(b, text...)
	clean(b[from:])
	return b
}

// clean replaces control characters, among them CR, LF and NUL.
func clean(b []byte) {
	for i, c := range b {
		if c < ' ' && c != '\t' || c == 0x7f {
			b[i] = ' '
		}
	}
}

// AppendSimpleList appends an array in style simple, "a,b,c", every item with
// app, which is an Append function of the value's type.
func AppendSimpleList[T any](b []byte, v []T, app func(b []byte, v T) []byte) []byte {
	for i := range v {
		if i > 0 {
			b = append(b, ',')
		}
		b = appendClean(b, v[i], app)
	}
	return b
}

// AppendSimpleMember appends one property of an object in style simple: "R,100",
// or with explode "R=100". start is the length of b at the start of the object,
// by which a comma is put between properties.
func AppendSimpleMember[T any](b []byte, start int, explode bool, name string, v T, app func(b []byte, v T) []byte) []byte {
	if len(b) > start {
		b = append(b, ',')
	}
	b = AppendSimple(b, name)
	if explode {
		b = append(b, '=')
	} else {
		b = append(b, ',')
	}
	return appendClean(b, v, app)
}

func appendClean[T any](b []byte, v T, app func(b []byte, v T) []byte) []byte {
	from := len(b)
	b = app(b, v)
	clean(b[from:])
	return b
}
