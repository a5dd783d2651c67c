package codec

import (
	"errors"
	"strconv"
	"time"

	"github.com/specho/specho/rest/format"
)

var errLayout = errors.New("not of the layout")

// DateBy is the format date in a layout of package time, such as "02/01/2006". A
// text is read only if the date is written like that again.
func DateBy(layout string) *Text[format.Date] {
	day := func(d format.Date) time.Time { return time.Date(d.Year, d.Month, d.Day, 0, 0, 0, 0, time.UTC) }
	return newText("date", func(s string) (format.Date, error) {
		t, err := parseLayout(layout, s)
		return format.Date{Year: t.Year(), Month: t.Month(), Day: t.Day()}, err
	}, func(b []byte, d format.Date) ([]byte, error) {
		if !d.Valid() {
			return b, errors.New("it is no day from the year 0 to 9999")
		}
		return day(d).AppendFormat(b, layout), nil
	}).like("like " + layout)
}

// DateTimeBy is the format date-time in a layout of package time.
func DateTimeBy(layout string) *Text[time.Time] {
	return newText("date-time", func(s string) (time.Time, error) { return parseLayout(layout, s) },
		func(b []byte, t time.Time) ([]byte, error) { return t.AppendFormat(b, layout), nil }).like("like " + layout)
}

// DateTimeDigits is the format date-time with so many digits of a second's fraction
// wherever it is written, 0 to 9; digits beyond them are cut off. It is read as usual.
func DateTimeDigits(digits int) *Text[time.Time] {
	layout := "2006-01-02T15:04:05"
	if digits > 0 {
		layout += "." + "000000000"[:digits]
	}
	return newText("date-time", func(s string) (time.Time, error) {
		t, ok := format.ParseDateTime(s)
		if !ok {
			return t, errLayout
		}
		return t, nil
	}, func(b []byte, t time.Time) ([]byte, error) {
		if !format.ValidDateTime(t) {
			return b, errors.New("it is outside of the years 0 to 9999, or its offset has seconds")
		}
		return t.AppendFormat(b, layout+"Z07:00"), nil
	})
}

// like says in violations how a text must look.
func (t *Text[T]) like(how string) *Text[T] {
	t.wrong.Message += " " + how
	return t
}

// parseLayout reads s, strictly: package time takes some texts that it would write
// otherwise.
func parseLayout(layout, s string) (time.Time, error) {
	t, err := time.Parse(layout, s)
	if err == nil && t.Format(layout) != s {
		err = errLayout
	}
	if err == nil && (t.Year() < 0 || t.Year() > 9999) {
		err = errors.New("the year " + strconv.Itoa(t.Year()))
	}
	return t, err
}
