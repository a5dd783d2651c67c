package format

import (
	"encoding/binary"

	"github.com/google/uuid"
)

// ParseUUID reads the 36 characters 8-4-4-4-12 of RFC 9562 section 4 in either
// case. Braces, "urn:uuid:" and the form without hyphens are not in the format.
func ParseUUID(s string) (u uuid.UUID, ok bool) {
	ok = SetUUID(&u, s)
	return u, ok
}

// SetUUID is [ParseUUID] into *u, which stays as it is if s is no UUID. It saves
// a copy that costs as much as the parsing.
func SetUUID(u *uuid.UUID, s string) bool {
	if len(s) != 36 || s[8] != '-' || s[13] != '-' || s[18] != '-' || s[23] != '-' {
		return false
	}
	a, bad1 := unhex8(load4(s[0:4]) | load4(s[4:8])<<32)
	b, bad2 := unhex8(load4(s[9:13]) | load4(s[14:18])<<32)
	c, bad3 := unhex8(load4(s[19:23]) | load4(s[24:28])<<32)
	d, bad4 := unhex8(load4(s[28:32]) | load4(s[32:36])<<32)
	if bad1|bad2|bad3|bad4 != 0 {
		return false
	}
	binary.LittleEndian.PutUint32(u[0:4], a)
	binary.LittleEndian.PutUint32(u[4:8], b)
	binary.LittleEndian.PutUint32(u[8:12], c)
	binary.LittleEndian.PutUint32(u[12:16], d)
	return true
}

// load4 gives four characters, the first one in the lowest byte.
func load4(s string) uint64 {
	_ = s[3]
	return uint64(s[0]) | uint64(s[1])<<8 | uint64(s[2])<<16 | uint64(s[3])<<24
}

// Constants that hold one byte eight times.
const (
	ones   = 0x0101010101010101
	tops   = 0x80 * ones
	pairs2 = 0x00ff00ff00ff00ff
	pairs4 = 0x0000ffff0000ffff
)

// unhex8 reads eight hexadecimal digits at once, the first one in the lowest
// byte; bad is not 0 if there is another character. A byte below 0x80 reaches the
// top bit of its place when 0x80 minus the start of a range is added, if it is in
// the range or above. A byte from 0x80 on may carry into the next, but is bad.
func unhex8(x uint64) (v uint32, bad uint64) {
	digit := (x + (0x80-'0')*ones) &^ (x + (0x7f-'9')*ones)
	l := x | 0x20*ones
	letter := (l + (0x80-'a')*ones) &^ (l + (0x7f-'f')*ones)
	bad = (^(digit | letter) | x) & tops
	y := x&(0x0f*ones) + x>>6&ones*9
	y = (y<<4 | y>>8) & pairs2
	y = (y | y>>8) & pairs4
	return uint32(y | y>>16), bad
}

// hex8 gives the eight digits of four bytes, the first one in the lowest byte.
func hex8(v uint32) uint64 {
	x := uint64(v)
	x = (x | x<<16) & pairs4
	x = (x | x<<8) & pairs2
	x = x>>4&(0x0f*ones) | x<<8&(0x0f00*(ones&pairs2))
	letter := (x + 6*ones) >> 4 & ones
	return x + '0'*ones + letter*('a'-'0'-10)
}

// AppendUUID writes 36 characters in lower case.
func AppendUUID(b []byte, u uuid.UUID) []byte {
	n := len(b)
	b = append(b, "00000000-0000-0000-0000-000000000000"...)
	text := b[n : n+36 : n+36]
	binary.LittleEndian.PutUint64(text[0:8], hex8(binary.LittleEndian.Uint32(u[0:4])))
	x := hex8(binary.LittleEndian.Uint32(u[4:8]))
	binary.LittleEndian.PutUint32(text[9:13], uint32(x))
	binary.LittleEndian.PutUint32(text[14:18], uint32(x>>32))
	x = hex8(binary.LittleEndian.Uint32(u[8:12]))
	binary.LittleEndian.PutUint32(text[19:23], uint32(x))
	binary.LittleEndian.PutUint32(text[24:28], uint32(x>>32))
	binary.LittleEndian.PutUint64(text[28:36], hex8(binary.LittleEndian.Uint32(u[12:16])))
	return b
}

// IsUUID reports format "uuid".
func IsUUID(s string) bool {
	_, ok := ParseUUID(s)
	return ok
}

// uuidVersion gives the check of a UUID with a version and the variant of RFC
// 9562 section 4.1.
func uuidVersion(version byte) func(string) bool {
	return func(s string) bool {
		return IsUUID(s) && s[14] == version && hexValue(s[19])>>2 == 0b10
	}
}

// hexValue gives the value of a hexadecimal digit.
func hexValue(c byte) byte { return c&15 + c>>6*9 }
