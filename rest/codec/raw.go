package codec

import (
	"bytes"

	"github.com/specho/specho/rest/rule"
)

// Raw is a JSON value kept as it was written. The nil Raw is null.
type Raw []byte

// padding follows a document.
const padding = "\x00\x00\x00\x00\x00\x00\x00\x00"

// valid reports whether b, without its padding, is a JSON document.
func valid(b []byte) bool {
	var d Decoder
	d.Reset(b)
	return d.end(d.Skip(space(b, 0)))
}

// ReadRaw reads any value. It is a copy, and it is valid JSON; names that are
// repeated inside of it are not looked for.
func ReadRaw(v *Raw, d *Decoder, i int, _ *rule.None) int {
	end := d.Skip(i)
	if end >= 0 {
		*v = bytes.Clone(d.B[i:end])
	}
	return end
}

// AppendRaw appends v, or null if it is nil. What is not JSON is marked, see
// [AppendInvalid].
func AppendRaw(b []byte, v Raw) []byte {
	if v == nil {
		return append(b, "null"...)
	}
	n := len(b)
	b = append(append(b, v...), padding...)
	if !valid(b[n:]) {
		return AppendInvalid(b[:n], "a raw value is not JSON")
	}
	return b[:len(b)-Pad]
}

// ParseRaw takes a JSON document.
func ParseRaw(v *Raw, s string, _ *rule.None) rule.Fault {
	b := append(append(make([]byte, 0, len(s)+Pad), s...), padding...)
	if !valid(b) {
		return badJSON
	}
	*v = Raw(b[:len(s)])
	return rule.Fault{}
}

// MarshalJSON gives v itself, for encoding/json.
func (v Raw) MarshalJSON() ([]byte, error) {
	return MarshalFunc(func(b []byte) []byte { return AppendRaw(b, v) })
}

// UnmarshalJSON keeps a copy of b, which encoding/json has checked.
func (v *Raw) UnmarshalJSON(b []byte) error {
	*v = bytes.Clone(b)
	return nil
}

// String gives v as text.
func (v Raw) String() string { return string(v) }
