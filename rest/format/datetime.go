package format

import (
	"fmt"
	"sync/atomic"
	"time"
)

// LocalDateTime is a day and a time of day without a zone: format
// "date-time-local".
type LocalDateTime struct {
	Date Date
	Time LocalTime
}

// In gives the instant at which clocks of the zone show d.
func (d LocalDateTime) In(zone *time.Location) time.Time {
	t := d.Time
	return time.Date(d.Date.Year, d.Date.Month, d.Date.Day, t.Hour, t.Minute, t.Second, t.Nanosecond, zone)
}

// Valid reports whether d can be written.
func (d LocalDateTime) Valid() bool { return d.Date.Valid() && d.Time.Valid() }

// ParseDateTime reads format "date-time", RFC 3339 section 5.6: "T" and "Z" in
// either case, an offset below 24 hours, any number of fraction digits (kept
// to the nanosecond). The offset is kept; "-00:00" reads as UTC. The leap
// second 23:59:60 UTC gives the instant after it, as time.Time has no place
// for it.
func ParseDateTime(s string) (time.Time, bool) {
	if len(s) < 20 || s[10]|0x20 != 't' {
		return time.Time{}, false
	}
	d, ok := ParseDate(s[:10])
	if !ok {
		return time.Time{}, false
	}
	c, i := readClock(s, 11)
	if i < 0 {
		return time.Time{}, false
	}
	offset, ok := readOffset(s, i)
	if !ok || c.second == 60 && (!c.valid(offset) || d == lastDay && c.hour == 23 && c.minute == 59) {
		return time.Time{}, false
	}
	seconds := int64(daysSince1970(d))*86400 + int64(c.hour*3600+c.minute*60+c.second-offset*60)
	return time.Unix(seconds, int64(c.nano)).In(zone(offset)), true
}

// lastDay has no instant after it that could be written.
var lastDay = Date{9999, 12, 31}

// daysSince1970 counts days from 1970-01-01, by years that start in March.
func daysSince1970(d Date) int {
	y, m := d.Year, int(d.Month)
	if m <= 2 {
		y, m = y-1, m+12
	}
	y += 400 // keeps the division below non-negative in the year 0
	return y*365 + y/4 - y/100 + y/400 + (153*(m-3)+2)/5 + d.Day - 719469 - 146097
}

// zones keeps one *time.Location for each offset in minutes once it was seen:
// making one allocates.
var zones [2*24*60 + 1]atomic.Pointer[time.Location]

// zone gives the location for an offset in minutes, UTC for 0.
func zone(minutes int) *time.Location {
	if minutes == 0 {
		return time.UTC
	}
	p := &zones[minutes+24*60]
	if l := p.Load(); l != nil {
		return l
	}
	p.CompareAndSwap(nil, time.FixedZone("", minutes*60))
	return p.Load()
}

// AppendDateTime writes RFC 3339 with the offset of t, "Z" for UTC, and as many
// fraction digits as t needs. Only what [ValidDateTime] accepts may be written.
func AppendDateTime(b []byte, t time.Time) []byte {
	b, _ = TryAppendDateTime(b, t)
	return b
}

// TryAppendDateTime is [AppendDateTime] that writes nothing, and is false, if
// [ValidDateTime] does not accept t.
func TryAppendDateTime(b []byte, t time.Time) ([]byte, bool) {
	offset := 0
	if t.Location() != time.UTC {
		_, offset = t.Zone()
	}
	seconds := t.Unix() + int64(offset) - minUnixTime // since 0000-01-01 on a local clock
	if uint64(seconds) > maxUnixTime-minUnixTime || offset%60 != 0 || offset <= -86400 || offset >= 86400 {
		return b, false
	}
	days, rest := uint(seconds)/86400, uint(seconds)%86400
	b = appendDay(b, days)
	b = append2(append(b, 'T'), rest/3600)
	b = append2(append(b, ':'), rest/60%60)
	b = append2(append(b, ':'), rest%60)
	if nano := t.Nanosecond(); nano != 0 {
		b = appendFraction(b, uint(nano))
	}
	return appendOffset(b, offset/60), true
}

// appendDay writes the date of a number of days since 0000-01-01. Years are
// counted from March on, so that the leap day is the last of its year, and from
// 400 years before, so that nothing is below 0.
func appendDay(b []byte, days uint) []byte {
	days += 146097 - 60
	century := (4*days + 3) / 146097
	inCentury := days - 146097*century/4
	year := (4*inCentury + 3) / 1461
	day := inCentury - 1461*year/4
	month := (5*day + 2) / 153 // 0 is March
	day -= (153*month + 2) / 5
	year += 100*century - 400
	if month >= 10 { // January and February belong to the next year
		month -= 12
		year++
	}
	b = append4(b, year%10000)
	b = append2(append(b, '-'), (month+3)%100)
	return append2(append(b, '-'), day+1)
}

// ValidDateTime reports whether t has an RFC 3339 form: a year from 0 to 9999
// in its own zone and an offset of whole minutes below 24 hours.
func ValidDateTime(t time.Time) bool {
	_, offset := t.Zone()
	if offset%60 != 0 || offset <= -86400 || offset >= 86400 {
		return false
	}
	y := t.Year()
	return 0 <= y && y <= 9999
}

// ParseLocalDateTime reads "2006-01-02T15:04:05.123", without an offset.
func ParseLocalDateTime(s string) (LocalDateTime, bool) {
	if len(s) < 19 || s[10]|0x20 != 't' {
		return LocalDateTime{}, false
	}
	d, ok := ParseDate(s[:10])
	if !ok {
		return LocalDateTime{}, false
	}
	t, ok := ParseLocalTime(s[11:])
	if !ok {
		return LocalDateTime{}, false
	}
	return LocalDateTime{d, t}, true
}

// AppendLocalDateTime writes "2006-01-02T15:04:05.123". The value must be valid.
func AppendLocalDateTime(b []byte, d LocalDateTime) []byte {
	return AppendLocalTime(append(AppendDate(b, d.Date), 'T'), d.Time)
}

// IsDateTime reports format "date-time".
func IsDateTime(s string) bool {
	_, ok := ParseDateTime(s)
	return ok
}

// IsLocalDateTime reports format "date-time-local".
func IsLocalDateTime(s string) bool {
	_, ok := ParseLocalDateTime(s)
	return ok
}

// String gives "2006-01-02T15:04:05".
func (d LocalDateTime) String() string { return string(AppendLocalDateTime(nil, d)) }

// MarshalText writes the value, or fails for one that is not [LocalDateTime.Valid].
func (d LocalDateTime) MarshalText() ([]byte, error) {
	if !d.Valid() {
		return nil, fmt.Errorf("writing date-time-local: %s is no day and time", d)
	}
	return AppendLocalDateTime(nil, d), nil
}

// UnmarshalText reads what [ParseLocalDateTime] reads.
func (d *LocalDateTime) UnmarshalText(b []byte) error {
	return unmarshal(d, b, "date-time-local", ParseLocalDateTime)
}
