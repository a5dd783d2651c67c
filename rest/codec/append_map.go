package codec

import (
	"maps"
	"slices"
)

// AppendMap appends m with its braces, each value with app, the names in order:
// the same map always gives the same bytes. The nil map is an empty object.
func AppendMap[M ~map[string]T, T any](b []byte, m M, app func(v *T, b []byte) []byte) []byte {
	start := len(b)
	return CloseObject(AppendEntries(b, m, app), start)
}

// AppendEntries appends the members of m without braces: the additional
// properties of an object. A comma stands before each member, see CloseObject.
func AppendEntries[M ~map[string]T, T any](b []byte, m M, app func(v *T, b []byte) []byte) []byte {
	if len(m) == 0 {
		return b
	}
	var few [8]string
	names := slices.AppendSeq(few[:0], maps.Keys(m))
	slices.Sort(names)
	x := new(T)
	for _, name := range names {
		b = AppendString(append(b, ',', '"'), name)
		*x = m[name]
		b = app(x, append(b, '"', ':'))
	}
	return b
}
