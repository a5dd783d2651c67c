package codec

import (
	"math/bits"
	"unicode/utf8"
	"unsafe"

	"github.com/specho/specho/rest/format"
)

// AppendString appends s as the inside of a JSON string: the quotes are part of
// the literals around it. Bytes that are not UTF-8 become U+FFFD.
func AppendString(b []byte, s string) []byte {
	n := plainPrefix(s)
	b = append(b, s[:n]...)
	if n == len(s) {
		return b
	}
	return appendEscaped(b, s[n:])
}

// EndString is [AppendString] and the quote after it.
//
//go:noinline
func EndString(b []byte, s string) []byte {
	return append(AppendString(b, s), '"')
}

// plainPrefix is how many bytes of s are ASCII and need no escape. What is left of
// the words of eight bytes is looked at together with bytes before it.
func plainPrefix(s string) int {
	i := 0
	t := unsafe.Slice(unsafe.StringData(s), len(s))
	for ; i+8 <= len(t); i += 8 {
		if m := special(load8(t, i)); m != 0 {
			return i + bits.TrailingZeros64(m)>>3
		}
	}
	switch n := len(t); {
	case i == n, n >= 8 && special(load8(t, n-8)) == 0:
		return n
	case n >= 4 && n < 8 && special(uint64(load4(t, 0))|uint64(load4(t, n-4))<<32) == 0:
		return n
	}
	for ; i < len(t); i++ {
		if c := t[i]; c < ' ' || c == '"' || c == '\\' || c >= 0x80 {
			break
		}
	}
	return i
}

const hexDigits = "0123456789abcdef"

// appendEscaped is AppendString from the first character on that is not plain.
func appendEscaped(b []byte, s string) []byte {
	for len(s) > 0 {
		n := 1
		switch c := s[0]; {
		case c >= utf8.RuneSelf:
			n = utf8Prefix(s)
			b = append(b, s[:n]...)
			if n == 0 {
				b, n = append(b, "\uFFFD"...), 1
			}
		case c == '"' || c == '\\':
			b = append(b, '\\', c)
		case c < ' ':
			b = appendControl(b, c)
		}
		s = s[n:]
		n = plainPrefix(s)
		b = append(b, s[:n]...)
		s = s[n:]
	}
	return b
}

// utf8Prefix is how many bytes of s are well-formed characters beyond ASCII.
func utf8Prefix(s string) int {
	i := 0
	for i < len(s) && s[i] >= utf8.RuneSelf {
		r, n := utf8.DecodeRuneInString(s[i:])
		if r == utf8.RuneError && n == 1 {
			break
		}
		i += n
	}
	return i
}

func appendControl(b []byte, c byte) []byte {
	switch c {
	case '\n':
		return append(b, '\\', 'n')
	case '\r':
		return append(b, '\\', 'r')
	case '\t':
		return append(b, '\\', 't')
	case '\b':
		return append(b, '\\', 'b')
	case '\f':
		return append(b, '\\', 'f')
	}
	return append(b, '\\', 'u', '0', '0', hexDigits[c>>4], hexDigits[c&15])
}

// AppendSecret appends the secret itself, like [AppendString].
func AppendSecret(b []byte, s format.Secret) []byte { return AppendString(b, string(s)) }

// AppendBool appends true or false.
//
//go:noinline
func AppendBool(b []byte, v bool) []byte {
	if v {
		return append(b, "true"...)
	}
	return append(b, "false"...)
}

// AppendArray appends v with its brackets, each element with app. The nil slice
// is an empty array.
func AppendArray[T any](b []byte, v []T, app func(v *T, b []byte) []byte) []byte {
	var size T
	return appendItems(b, unsafe.Pointer(unsafe.SliceData(v)), len(v), unsafe.Sizeof(size), app)
}

// appendItems appends the array of n elements of size bytes at v. Programs have one
// copy of it for all elements, since P is a pointer to them.
//
//go:noinline
func appendItems[P any](b []byte, v unsafe.Pointer, n int, size uintptr, app func(v P, b []byte) []byte) []byte {
	b = append(b, '[')
	for i := range n {
		if i > 0 {
			b = append(b, ',')
			v = unsafe.Add(v, size)
		}
		b = app(*(*P)(unsafe.Pointer(&v)), b)
	}
	return append(b, ']')
}
