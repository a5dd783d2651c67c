package codec

import (
	"math/bits"
	"time"
	"unsafe"
)

// The functions here append a member of an object: lead, which is what stands between
// the value before and this one, and the value as the function does whose name begins
// with Append. One call for both is much less code than an append and a call, at each
// member of each type.

// AddString is [AppendString] with lead before it. What [plainPrefix] looks for is
// looked for here, which is faster than the call.
//
//go:noinline
func AddString(b []byte, lead, s string) []byte {
	b = append(b, lead...)
	t := unsafe.Slice(unsafe.StringData(s), len(s))
	i := 0
	for ; i+8 <= len(t); i += 8 {
		if m := special(load8(t, i)); m != 0 {
			return addEscaped(b, s, i+bits.TrailingZeros64(m)>>3)
		}
	}
	switch n := len(t); {
	case i == n, n >= 8 && special(load8(t, n-8)) == 0:
		return append(b, s...)
	case n >= 4 && n < 8 && special(uint64(load4(t, 0))|uint64(load4(t, n-4))<<32) == 0:
		return append(b, s...)
	}
	for ; i < len(t); i++ {
		if c := t[i]; c < ' ' || c == '"' || c == '\\' || c >= 0x80 {
			return addEscaped(b, s, i)
		}
	}
	return append(b, s...)
}

// addEscaped appends s, whose first n bytes are plain.
func addEscaped(b []byte, s string, n int) []byte {
	return appendEscaped(append(b, s[:n]...), s[n:])
}

// AddEndString is [EndString] with lead before it.
//
//go:noinline
func AddEndString(b []byte, lead, s string) []byte {
	return append(AddString(b, lead, s), '"')
}

// AddBool is [AppendBool] with lead before it.
//
//go:noinline
func AddBool(b []byte, lead string, v bool) []byte {
	b = append(b, lead...)
	if v {
		return append(b, "true"...)
	}
	return append(b, "false"...)
}

// AddInt64 is [AppendInt64] with lead before it.
//
//go:noinline
func AddInt64(b []byte, lead string, v int64) []byte {
	b = append(b, lead...)
	if v < 0 {
		return AppendInt(b, v)
	}
	return AppendUint(b, uint64(v))
}

// AddFloat64 is [AppendFloat64] with lead before it.
//
//go:noinline
func AddFloat64(b []byte, lead string, v float64) []byte {
	return AppendFloat64(append(b, lead...), v)
}

// AddDateTime is [AppendDateTime] with lead before it.
//
//go:noinline
func AddDateTime(b []byte, lead string, v time.Time) []byte {
	return AppendDateTime(append(b, lead...), v)
}

// AddValue appends lead and v, or null if it is not valid.
//
//go:noinline
func AddValue(b []byte, lead string, valid bool, v Value) []byte {
	if b = append(b, lead...); !valid {
		return append(b, "null"...)
	}
	return v.AppendJSON(b)
}

// AddNullable is [AddValue] for what app appends. P is a pointer.
//
//go:noinline
func AddNullable[P any](b []byte, lead string, valid bool, v P, app func(v P, b []byte) []byte) []byte {
	if b = append(b, lead...); !valid {
		return append(b, "null"...)
	}
	return app(v, b)
}
