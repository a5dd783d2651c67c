package format

import (
	"encoding/base64"
	"strings"
	"unsafe"
)

// The encodings refuse bits that are left over in the last character.
var (
	standard = base64.StdEncoding.Strict()
	padded   = base64.URLEncoding.Strict()
	unpadded = base64.RawURLEncoding.Strict()
)

// Base64URL is binary data whose text form is base64 with the URL alphabet,
// RFC 4648 section 5: format "base64url". It is written without padding.
type Base64URL []byte

// ParseBytes reads format "byte": padded base64, RFC 4648 section 4. Line
// breaks and bits left over are refused.
func ParseBytes(s string) ([]byte, bool) { return decode64(standard, s) }

// AppendBytes writes padded base64.
func AppendBytes(b, v []byte) []byte { return base64.StdEncoding.AppendEncode(b, v) }

// IsBytes reports format "byte".
func IsBytes(s string) bool {
	_, ok := ParseBytes(s)
	return ok
}

// ParseBase64URL reads the URL alphabet, with or without padding.
func ParseBase64URL(s string) (Base64URL, bool) {
	if len(s)%4 == 0 {
		return decode64(padded, s)
	}
	return decode64(unpadded, s)
}

// AppendBase64URL writes the URL alphabet without padding.
func AppendBase64URL(b []byte, v Base64URL) []byte {
	return base64.RawURLEncoding.AppendEncode(b, v)
}

// IsBase64URL reports format "base64url".
func IsBase64URL(s string) bool {
	_, ok := ParseBase64URL(s)
	return ok
}

// decode64 decodes without the line breaks that the standard library skips.
func decode64(enc *base64.Encoding, s string) ([]byte, bool) {
	if strings.IndexByte(s, '\n') >= 0 || strings.IndexByte(s, '\r') >= 0 {
		return nil, false
	}
	b := make([]byte, enc.DecodedLen(len(s)))
	n, err := enc.Decode(b, unsafe.Slice(unsafe.StringData(s), len(s))) // only read
	if err != nil {
		return nil, false
	}
	return b[:n], true
}

// String gives the text of [AppendBase64URL].
func (v Base64URL) String() string { return string(AppendBase64URL(nil, v)) }

// MarshalText writes the text of [AppendBase64URL].
func (v Base64URL) MarshalText() ([]byte, error) { return AppendBase64URL(nil, v), nil }

// UnmarshalText reads what [ParseBase64URL] reads.
func (v *Base64URL) UnmarshalText(b []byte) error {
	return unmarshal(v, b, "base64url", ParseBase64URL)
}
