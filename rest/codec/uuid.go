package codec

import (
	"encoding/binary"

	"github.com/google/uuid"

	"github.com/specho/specho/rest/format"
	"github.com/specho/specho/rest/rule"
)

// ReadUUID reads a string of format uuid, see [format.ParseUUID].
func ReadUUID(v *uuid.UUID, d *Decoder, i int, r *rule.String) int {
	b := d.B
	if r == nil && i+38 <= len(b) && b[i] == '"' && b[i+37] == '"' {
		if parseUUID((*[36]byte)(b[i+1:]), v) {
			return i + 38
		}
	}
	return readText(v, d, i, r, format.ParseUUID, &badUUID)
}

// parseUUID reads 8-4-4-4-12 hexadecimal digits, eight digits at a time.
func parseUUID(t *[36]byte, v *uuid.UUID) bool {
	if t[8] != '-' || t[13] != '-' || t[18] != '-' || t[23] != '-' {
		return false
	}
	le := binary.LittleEndian
	w0, bad0 := unhex8(le.Uint64(t[0:]))
	w1, bad1 := unhex8(uint64(le.Uint32(t[9:])) | uint64(le.Uint32(t[14:]))<<32)
	w2, bad2 := unhex8(uint64(le.Uint32(t[19:])) | uint64(le.Uint32(t[24:]))<<32)
	w3, bad3 := unhex8(le.Uint64(t[28:]))
	le.PutUint32(v[0:], w0)
	le.PutUint32(v[4:], w1)
	le.PutUint32(v[8:], w2)
	le.PutUint32(v[12:], w3)
	return bad0|bad1|bad2|bad3 == 0
}

// unhex8 converts eight hexadecimal digits, the first in the lowest byte, to
// four bytes in that order; bad is not 0 if one is no digit.
func unhex8(x uint64) (v uint32, bad uint64) {
	const low7 = 0x7F * ones
	digit := (x ^ 0x30*ones) & low7              // 0 to 9
	letter := (x | 0x20*ones ^ 0x60*ones) & low7 // 1 to 6
	isDigit := ^(digit + 0x76*ones)
	isLetter := (letter + 0x7F*ones) &^ (letter + 0x79*ones)
	bad = (^(isDigit | isLetter) | x) & highs

	n := x&(0x0F*ones) + (x>>6&ones)*9
	n = (n<<4 | n>>8) & 0x00FF00FF00FF00FF
	n = (n | n>>8) & 0x0000FFFF0000FFFF
	return uint32(n | n>>16), bad
}

// AppendUUID appends the 36 characters of v, in lower case.
func AppendUUID(b []byte, v uuid.UUID) []byte {
	n := len(b)
	b = append(b, "00000000-0000-0000-0000-000000000000"...)
	t := (*[36]byte)(b[n:])
	le := binary.LittleEndian
	le.PutUint64(t[0:], hex8(le.Uint32(v[0:])))
	x := hex8(le.Uint32(v[4:]))
	le.PutUint32(t[9:], uint32(x))
	le.PutUint32(t[14:], uint32(x>>32))
	x = hex8(le.Uint32(v[8:]))
	le.PutUint32(t[19:], uint32(x))
	le.PutUint32(t[24:], uint32(x>>32))
	le.PutUint64(t[28:], hex8(le.Uint32(v[12:])))
	return b
}

// hex8 is the reverse of unhex8.
func hex8(v uint32) uint64 {
	x := uint64(v)
	x = (x | x<<16) & 0x0000FFFF0000FFFF
	x = (x | x<<8) & 0x00FF00FF00FF00FF
	x = x>>4&0x000F000F000F000F | x<<8&0x0F000F000F000F00
	letter := (x + 0x06*ones) >> 4 & ones
	return x + 0x30*ones + letter*('a'-'0'-10)
}
