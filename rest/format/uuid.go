package format

import "github.com/google/uuid"

// hexPairs holds "00" to "ff".
var hexPairs = func() (t [512]byte) {
	const digits = "0123456789abcdef"
	for i := range 256 {
		t[2*i], t[2*i+1] = digits[i>>4], digits[i&15]
	}
	return t
}()

// hexValues holds the value of each hexadecimal digit, 0xff for other bytes.
var hexValues = func() (t [256]byte) {
	for i := range t {
		t[i] = 0xff
	}
	for i := range byte(10) {
		t['0'+i] = i
	}
	for i := range byte(6) {
		t['a'+i], t['A'+i] = 10+i, 10+i
	}
	return t
}()

// uuidPlaces gives where in the text each byte of a UUID stands.
var uuidPlaces = [16]uint8{0, 2, 4, 6, 9, 11, 14, 16, 19, 21, 24, 26, 28, 30, 32, 34}

// ParseUUID reads the 36 characters 8-4-4-4-12 of RFC 9562 section 4 in either
// case. Braces, "urn:uuid:" and the form without hyphens are not in the format.
func ParseUUID(s string) (uuid.UUID, bool) {
	var u uuid.UUID
	if len(s) != 36 || s[8] != '-' || s[13] != '-' || s[18] != '-' || s[23] != '-' {
		return u, false
	}
	var bad byte
	for i, p := range uuidPlaces {
		hi, lo := hexValues[s[p]], hexValues[s[p+1]]
		bad |= hi | lo
		u[i] = hi<<4 | lo
	}
	if bad == 0xff {
		return uuid.UUID{}, false
	}
	return u, true
}

// AppendUUID writes 36 characters in lower case.
func AppendUUID(b []byte, u uuid.UUID) []byte {
	n := len(b)
	b = append(b, "00000000-0000-0000-0000-000000000000"...)
	text := b[n : n+36 : n+36]
	for i, p := range uuidPlaces {
		text[p], text[p+1] = hexPairs[2*int(u[i])], hexPairs[2*int(u[i])+1]
	}
	return b
}

// IsUUID reports format "uuid".
func IsUUID(s string) bool {
	_, ok := ParseUUID(s)
	return ok
}
