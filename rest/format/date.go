package format

import (
	"fmt"
	"time"
)

// Date is a day of the calendar without time and zone: format "date", the
// full-date of RFC 3339 section 5.6, in the proleptic Gregorian calendar.
// The zero Date is no day and cannot be written.
type Date struct {
	Year  int // 0 to 9999
	Month time.Month
	Day   int
}

// DateOf gives the day that t shows in its own zone.
func DateOf(t time.Time) Date {
	y, m, d := t.Date()
	return Date{y, m, d}
}

// In gives the first instant of the day in a zone.
func (d Date) In(zone *time.Location) time.Time {
	return time.Date(d.Year, d.Month, d.Day, 0, 0, 0, 0, zone)
}

// Valid reports whether d is a day of the years 0 to 9999.
func (d Date) Valid() bool {
	return uint(d.Year) <= 9999 && d.Day >= 1 && uint(d.Day) <= daysIn(uint(d.Year), uint(d.Month))
}

// Compare gives -1, 0 or 1 as d lies before, on or after other.
func (d Date) Compare(other Date) int {
	a := d.Year<<9 | int(d.Month)<<5 | d.Day
	b := other.Year<<9 | int(other.Month)<<5 | other.Day
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}

// monthDays holds the length of each month of a common year.
var monthDays = [16]uint8{0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31}

// daysIn gives the number of days of a month, 0 for a month that is none.
func daysIn(year, month uint) uint {
	if month == 2 && year%4 == 0 && (year%100 != 0 || year%400 == 0) {
		return 29
	}
	if month > 12 {
		return 0
	}
	return uint(monthDays[month&15])
}

// ParseDate reads "2006-01-02".
func ParseDate(s string) (Date, bool) {
	if len(s) != 10 || s[4] != '-' || s[7] != '-' {
		return Date{}, false
	}
	y, m, d := four(s, 0), two(s, 5), two(s, 8)
	if y > 9999 || d == 0 || d > daysIn(y, m) {
		return Date{}, false
	}
	return Date{int(y), time.Month(m), int(d)}, true
}

// AppendDate writes "2006-01-02". The date must be valid.
func AppendDate(b []byte, d Date) []byte {
	b = append4(b, uint(d.Year)%10000)
	b = append2(append(b, '-'), uint(d.Month)%100)
	return append2(append(b, '-'), uint(d.Day)%100)
}

// IsDate reports format "date".
func IsDate(s string) bool {
	_, ok := ParseDate(s)
	return ok
}

// String gives "2006-01-02".
func (d Date) String() string { return string(AppendDate(nil, d)) }

// MarshalText writes the date, or fails for one that is not [Date.Valid].
func (d Date) MarshalText() ([]byte, error) {
	if !d.Valid() {
		return nil, fmt.Errorf("writing date: %d-%d-%d is no day", d.Year, d.Month, d.Day)
	}
	return AppendDate(nil, d), nil
}

// UnmarshalText reads what [ParseDate] reads.
func (d *Date) UnmarshalText(b []byte) error { return unmarshal(d, b, "date", ParseDate) }
