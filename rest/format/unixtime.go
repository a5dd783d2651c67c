package format

import (
	"fmt"
	"strconv"
	"time"
)

// UnixTime is an instant in whole seconds since 1970-01-01T00:00:00Z: format
// "unixtime". In JSON it is a number, as a text the digits of that number.
type UnixTime struct{ time.Time }

// The instants of the years 0 to 9999, the ones that other formats can show.
const (
	minUnixTime = -62_167_219_200
	maxUnixTime = 253_402_300_799
)

// UnixTimeOf gives the instant of a number of seconds, in UTC. It reports false
// outside of the years 0 to 9999.
func UnixTimeOf(seconds int64) (UnixTime, bool) {
	if seconds < minUnixTime || seconds > maxUnixTime {
		return UnixTime{}, false
	}
	return UnixTime{time.Unix(seconds, 0).UTC()}, true
}

// ParseUnixTime reads an integer in the form of a JSON number without fraction
// and exponent.
func ParseUnixTime(s string) (UnixTime, bool) {
	i := 0
	if s != "" && s[0] == '-' {
		i = 1
	}
	n := len(s) - i
	if n == 0 || n > 12 || digitsAt(s, i) != n || (s[i] == '0' && n > 1) {
		return UnixTime{}, false
	}
	v, err := strconv.ParseInt(s, 10, 64)
	if err != nil {
		return UnixTime{}, false
	}
	return UnixTimeOf(v)
}

// AppendUnixTime writes the seconds; a fraction is dropped.
func AppendUnixTime(b []byte, t UnixTime) []byte {
	return strconv.AppendInt(b, t.Unix(), 10)
}

// IsUnixTime reports format "unixtime" of a text.
func IsUnixTime(s string) bool {
	_, ok := ParseUnixTime(s)
	return ok
}

// String gives the seconds.
func (t UnixTime) String() string { return string(AppendUnixTime(nil, t)) }

// MarshalText writes the seconds.
func (t UnixTime) MarshalText() ([]byte, error) { return AppendUnixTime(nil, t), nil }

// AppendText appends the seconds; without it the method of time.Time would
// show through.
func (t UnixTime) AppendText(b []byte) ([]byte, error) { return AppendUnixTime(b, t), nil }

// UnmarshalText reads what [ParseUnixTime] reads.
func (t *UnixTime) UnmarshalText(b []byte) error { return unmarshal(t, b, "unixtime", ParseUnixTime) }

// MarshalJSON writes the seconds as a JSON number.
func (t UnixTime) MarshalJSON() ([]byte, error) { return AppendUnixTime(nil, t), nil }

// UnmarshalJSON reads a JSON number of seconds, or a string of its digits.
func (t *UnixTime) UnmarshalJSON(b []byte) error {
	if len(b) > 1 && b[0] == '"' && b[len(b)-1] == '"' {
		b = b[1 : len(b)-1]
	}
	if err := t.UnmarshalText(b); err != nil {
		return fmt.Errorf("reading JSON: %w", err)
	}
	return nil
}
