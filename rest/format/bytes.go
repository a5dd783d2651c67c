package format

import "encoding/base64"

// Base64URL is binary data whose text form is base64 with the URL alphabet,
// RFC 4648 section 5: format "base64url". It is written without padding.
type Base64URL []byte

// ParseBytes reads format "byte": padded base64, RFC 4648 section 4. Line
// breaks and bits left over are refused.
func ParseBytes(s string) ([]byte, bool) { return decode64(base64.StdEncoding, s) }

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
		return decode64(base64.URLEncoding, s)
	}
	return decode64(base64.RawURLEncoding, s)
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

// decode64 decodes strictly. The standard library skips line breaks, the
// formats have none; with none skipped the length gives them away.
func decode64(enc *base64.Encoding, s string) ([]byte, bool) {
	for i := 0; i < len(s); i++ {
		if s[i] == '\n' || s[i] == '\r' {
			return nil, false
		}
	}
	b := make([]byte, enc.DecodedLen(len(s)))
	n, err := enc.Strict().Decode(b, []byte(s))
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
