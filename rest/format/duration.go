package format

import (
	"strconv"
	"strings"
	"time"
)

// Duration is format "duration", RFC 3339 appendix A: a span of calendar and
// clock units that are never converted into each other, so a value is written
// as it was read. Weeks stand alone in a text; a value that mixes them with
// other units is written with the weeks as days.
//
// A component above 2^32-1, which the format allows, shows as 2^32-1 in its field;
// the value keeps all digits, is written with them, and has no [Duration.Span].
type Duration struct {
	Years, Months, Weeks, Days, Hours, Minutes, Seconds uint32

	set  uint8  // units that were written although 0, so "P0D" stays "P0D"
	text string // as it was read, where a component does not fit its field
}

// MaxDurationBytes bounds the text of a duration; a longer one is refused.
const MaxDurationBytes = 1000

// units of a Duration as bits of set, in the order of the text.
const (
	setYears = 1 << iota
	setMonths
	setWeeks
	setDays
	setHours
	setMinutes
	setSeconds
)

// DurationOf gives d in hours, minutes and seconds. It reports false for what
// the format has no place for: a negative span or a fraction of a second.
func DurationOf(d time.Duration) (Duration, bool) {
	if d < 0 || d%time.Second != 0 {
		return Duration{}, false
	}
	s := uint64(d / time.Second)
	return Duration{Hours: uint32(s / 3600), Minutes: uint32(s / 60 % 60), Seconds: uint32(s % 60)}, true
}

// Span gives d as a length of time, a day as 24 hours. It reports false with
// years or months, which have no fixed length, and for what overflows.
func (d Duration) Span() (time.Duration, bool) {
	if d.Years|d.Months != 0 || d.long() {
		return 0, false
	}
	s := ((uint64(d.Weeks)*7+uint64(d.Days))*24+uint64(d.Hours))*3600 + uint64(d.Minutes)*60 + uint64(d.Seconds)
	if s > uint64(1<<63-1)/uint64(time.Second) {
		return 0, false
	}
	return time.Duration(s) * time.Second, true
}

// ParseDuration reads "P1Y2M3DT4H5M6S" or "P7W". Units may be left out at both
// ends but not between two others, as the grammar has it; there is no sign and
// no fraction. A text above [MaxDurationBytes] is refused.
func ParseDuration(s string) (Duration, bool) {
	d, fits, ok := parseDuration(s)
	if !ok {
		return Duration{}, false
	}
	if !fits {
		d.text = strings.Clone(s)
	}
	return d, true
}

// parseDuration reads s into the fields; fits is false if one is too small for its
// component.
func parseDuration(s string) (d Duration, fits, ok bool) {
	fits = true
	ok = readDuration(s, func(unit int, digits string) bool {
		n, err := strconv.ParseUint(digits, 10, 32) // the largest number in case of an error
		fits = fits && err == nil
		d.put(unit, uint32(n))
		return true
	})
	return d, fits, ok
}

// long reports whether the text of d counts. It does not once a field was changed.
func (d Duration) long() bool {
	if d.text == "" {
		return false
	}
	read, _, _ := parseDuration(d.text)
	read.text = d.text
	return read == d
}

// put sets a unit, given by its place in the text. Only zeros need a mark.
func (d *Duration) put(unit int, n uint32) {
	if n == 0 {
		d.set |= 1 << unit
	}
	switch unit {
	case 0:
		d.Years = n
	case 1:
		d.Months = n
	case 2:
		d.Weeks = n
	case 3:
		d.Days = n
	case 4:
		d.Hours = n
	case 5:
		d.Minutes = n
	case 6:
		d.Seconds = n
	}
}

// readDuration walks the grammar and hands over each unit (0 years to 6
// seconds) with its digits.
func readDuration(s string, put func(unit int, digits string) bool) bool {
	if len(s) < 3 || len(s) > MaxDurationBytes || s[0] != 'P' {
		return false
	}
	last, clock := -1, false
	for i := 1; i < len(s); {
		if s[i] == 'T' {
			if clock || last == 2 || i+1 == len(s) {
				return false
			}
			clock, i = true, i+1
			if last >= 0 {
				last = -2
			}
		}
		n := digitsAt(s, i)
		if n == 0 || i+n == len(s) {
			return false
		}
		unit := unitOf(s[i+n], clock)
		if unit < 0 || !follows(unit, last) || !put(unit, s[i:i+n]) {
			return false
		}
		last, i = unit, i+n+1
	}
	return last >= 0
}

// unitOf gives the unit of a letter, -1 for none. M is months or minutes.
func unitOf(c byte, clock bool) int {
	letters := "YMWD"
	first := 0
	if clock {
		letters, first = "HMS", 4
	}
	for i := range letters {
		if letters[i] == c {
			return first + i
		}
	}
	return -1
}

// follows reports whether a unit may stand after another: any may come first
// (-1, or -2 after the "T"), then only the next smaller one; weeks stand alone.
func follows(unit, last int) bool {
	switch {
	case last == -1:
		return true
	case last == -2:
		return unit > 3
	case unit == 2 || last == 2:
		return false
	case unit == 3:
		return last == 1
	}
	return unit == last+1
}

// IsDuration reports format "duration".
func IsDuration(s string) bool {
	return readDuration(s, func(int, string) bool { return true })
}

// AppendDuration writes d; "PT0S" for the zero value.
func AppendDuration(b []byte, d Duration) []byte {
	if d.long() {
		return append(b, d.text...)
	}
	b = append(b, 'P')
	days := uint64(d.Days)
	if d.Weeks != 0 || d.set&setWeeks != 0 {
		if d == (Duration{Weeks: d.Weeks, set: d.set, text: d.text}) {
			return append(strconv.AppendUint(b, uint64(d.Weeks), 10), 'W')
		}
		days += uint64(d.Weeks) * 7
	}
	date := [3]uint64{uint64(d.Years), uint64(d.Months), days}
	clock := [3]uint64{uint64(d.Hours), uint64(d.Minutes), uint64(d.Seconds)}
	dateSet := d.set&(setYears|setMonths) | d.set&setDays>>1
	start := len(b)
	b = appendUnits(b, date, dateSet, "YMD")
	mark := len(b)
	b = appendUnits(append(b, 'T'), clock, d.set>>4, "HMS")
	switch {
	case len(b) > mark+1:
		return b
	case mark > start:
		return b[:mark]
	}
	return append(b, '0', 'S')
}

// appendUnits writes the three units from the first to the last that is not 0
// or is marked in set: the grammar allows no gap between two.
func appendUnits(b []byte, v [3]uint64, set uint8, letters string) []byte {
	first, last := 3, -1
	for i := range v {
		if v[i] != 0 || set&(1<<i) != 0 {
			first, last = min(first, i), i
		}
	}
	for i := first; i <= last; i++ {
		b = append(strconv.AppendUint(b, v[i], 10), letters[i])
	}
	return b
}

// String gives the text of [AppendDuration].
func (d Duration) String() string { return string(AppendDuration(nil, d)) }

// MarshalText writes the duration.
func (d Duration) MarshalText() ([]byte, error) { return AppendDuration(nil, d), nil }

// UnmarshalText reads what [ParseDuration] reads.
func (d *Duration) UnmarshalText(b []byte) error { return unmarshal(d, b, "duration", ParseDuration) }
