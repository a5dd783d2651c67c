package format

import "fmt"

// LocalTime is a time of day without a zone: format "time-local", the
// partial-time of RFC 3339 section 5.6.
type LocalTime struct {
	Hour       int // 0 to 23
	Minute     int // 0 to 59
	Second     int // 0 to 60; 60 only as 23:59:60
	Nanosecond int // 0 to 999,999,999
}

// Time is a time of day with its distance from UTC: format "time", the
// full-time of RFC 3339 section 5.6.
type Time struct {
	Hour       int // 0 to 23
	Minute     int // 0 to 59
	Second     int // 0 to 60; 60 only at 23:59:60 UTC
	Nanosecond int // 0 to 999,999,999
	Offset     int // minutes east of UTC, -1439 to 1439
}

// Valid reports whether t can be written.
func (t LocalTime) Valid() bool {
	return clock{t.Hour, t.Minute, t.Second, t.Nanosecond}.valid(0)
}

// Valid reports whether t can be written.
func (t Time) Valid() bool {
	return t.Offset > -24*60 && t.Offset < 24*60 &&
		clock{t.Hour, t.Minute, t.Second, t.Nanosecond}.valid(t.Offset)
}

// clock is the partial-time that all kinds with a time of day share.
type clock struct{ hour, minute, second, nano int }

// valid checks the ranges. A leap second is one only in the last minute of a
// day of UTC (RFC 3339 section 5.7), so the offset in minutes matters.
func (c clock) valid(offset int) bool {
	if uint(c.hour) > 23 || uint(c.minute) > 59 || uint(c.second) > 60 || uint(c.nano) > 999_999_999 {
		return false
	}
	return c.second < 60 || (c.hour*60+c.minute-offset+1)%(24*60) == 0
}

// readClock reads "15:04:05" and a fraction at s[i:] and gives the index after
// it, or -1. The caller checks leap seconds, which depend on the offset.
func readClock(s string, i int) (clock, int) {
	if len(s)-i < 8 || s[i+2] != ':' || s[i+5] != ':' {
		return clock{}, -1
	}
	h, m, sec := two(s, i), two(s, i+3), two(s, i+6)
	if h > 23 || m > 59 || sec > 60 {
		return clock{}, -1
	}
	i += 8
	nano := 0
	if i < len(s) && s[i] == '.' {
		if nano, i = readFraction(s, i+1); i < 0 {
			return clock{}, -1
		}
	}
	return clock{int(h), int(m), int(sec), nano}, i
}

// readFraction reads at least one digit at s[i:] as a fraction of a second.
// Digits beyond nanoseconds are read and dropped.
func readFraction(s string, i int) (nano, next int) {
	first, unit := i, 100_000_000
	for ; i < len(s) && isDigit(s[i]); i++ {
		nano += int(s[i]-'0') * unit
		unit /= 10
	}
	if i == first {
		return 0, -1
	}
	return nano, i
}

// readOffset reads "Z", "z" or "+07:00" as the rest of s from i on, in minutes
// east of UTC.
func readOffset(s string, i int) (minutes int, ok bool) {
	switch len(s) - i {
	case 1:
		return 0, s[i]|0x20 == 'z'
	case 6:
		h, m := two(s, i+1), two(s, i+4)
		if h > 23 || m > 59 || s[i+3] != ':' {
			return 0, false
		}
		minutes = int(h*60 + m)
		if s[i] == '-' {
			return -minutes, true
		}
		return minutes, s[i] == '+'
	}
	return 0, false
}

// appendClock writes "15:04:05" and a fraction without trailing zeros.
func appendClock(b []byte, c clock) []byte {
	b = append2(b, uint(c.hour)%100)
	b = append2(append(b, ':'), uint(c.minute)%100)
	b = append2(append(b, ':'), uint(c.second)%100)
	if c.nano == 0 {
		return b
	}
	return appendFraction(b, uint(c.nano)%1_000_000_000)
}

// appendFraction writes "." and up to nine digits, without trailing zeros.
func appendFraction(b []byte, nano uint) []byte {
	micro, rest := nano/1000, nano%1000
	b = append4(append(b, '.'), micro/100)
	b = append2(b, micro%100)
	b = append(append2(b, rest/10), byte('0'+rest%10))
	for b[len(b)-1] == '0' {
		b = b[:len(b)-1]
	}
	return b
}

// appendOffset writes "Z" for UTC, otherwise "+07:00".
func appendOffset(b []byte, minutes int) []byte {
	switch {
	case minutes == 0:
		return append(b, 'Z')
	case minutes < 0:
		b, minutes = append(b, '-'), -minutes
	default:
		b = append(b, '+')
	}
	b = append2(b, uint(minutes/60)%100)
	return append2(append(b, ':'), uint(minutes%60))
}

// ParseLocalTime reads "15:04:05.123".
func ParseLocalTime(s string) (LocalTime, bool) {
	c, i := readClock(s, 0)
	if i != len(s) || (c.second == 60 && !c.valid(0)) {
		return LocalTime{}, false
	}
	return LocalTime{c.hour, c.minute, c.second, c.nano}, true
}

// AppendLocalTime writes "15:04:05.123". The time must be valid.
func AppendLocalTime(b []byte, t LocalTime) []byte {
	return appendClock(b, clock{t.Hour, t.Minute, t.Second, t.Nanosecond})
}

// ParseTime reads "15:04:05.123Z" or "15:04:05+07:00".
func ParseTime(s string) (Time, bool) {
	c, i := readClock(s, 0)
	if i < 0 {
		return Time{}, false
	}
	offset, ok := readOffset(s, i)
	if !ok || (c.second == 60 && !c.valid(offset)) {
		return Time{}, false
	}
	return Time{c.hour, c.minute, c.second, c.nano, offset}, true
}

// AppendTime writes "15:04:05.123Z" or "15:04:05+07:00". The time must be valid.
func AppendTime(b []byte, t Time) []byte {
	b = appendClock(b, clock{t.Hour, t.Minute, t.Second, t.Nanosecond})
	return appendOffset(b, t.Offset)
}

// IsTime reports format "time".
func IsTime(s string) bool {
	_, ok := ParseTime(s)
	return ok
}

// IsLocalTime reports format "time-local".
func IsLocalTime(s string) bool {
	_, ok := ParseLocalTime(s)
	return ok
}

// String gives "15:04:05".
func (t LocalTime) String() string { return string(AppendLocalTime(nil, t)) }

// MarshalText writes the time, or fails for one that is not [LocalTime.Valid].
func (t LocalTime) MarshalText() ([]byte, error) {
	if !t.Valid() {
		return nil, fmt.Errorf("writing time-local: %d:%d:%d is no time of day", t.Hour, t.Minute, t.Second)
	}
	return AppendLocalTime(nil, t), nil
}

// UnmarshalText reads what [ParseLocalTime] reads.
func (t *LocalTime) UnmarshalText(b []byte) error {
	return unmarshal(t, b, "time-local", ParseLocalTime)
}

// String gives "15:04:05Z".
func (t Time) String() string { return string(AppendTime(nil, t)) }

// MarshalText writes the time, or fails for one that is not [Time.Valid].
func (t Time) MarshalText() ([]byte, error) {
	if !t.Valid() {
		return nil, fmt.Errorf("writing time: %d:%d:%d is no time of day", t.Hour, t.Minute, t.Second)
	}
	return AppendTime(nil, t), nil
}

// UnmarshalText reads what [ParseTime] reads.
func (t *Time) UnmarshalText(b []byte) error { return unmarshal(t, b, "time", ParseTime) }
