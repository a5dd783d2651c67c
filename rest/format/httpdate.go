package format

import (
	"fmt"
	"time"
)

// HTTPDate is an instant in whole seconds in the form of HTTP headers: format
// "http-date", RFC 9110 section 5.6.7.
type HTTPDate struct{ time.Time }

// The forms of RFC 9110 section 5.6.7; only the first one is written.
const (
	imfFixdate = "Mon, 02 Jan 2006 15:04:05 GMT"
	rfc850     = "Monday, 02-Jan-06 15:04:05 GMT"
	asctime    = "Mon Jan _2 15:04:05 2006"
)

// ParseHTTPDate reads the three forms that RFC 9110 makes recipients accept.
// The day of the week must be the right one.
func ParseHTTPDate(s string) (HTTPDate, bool) {
	for _, layout := range [...]string{imfFixdate, rfc850, asctime} {
		if len(s) != len(layout) && layout != rfc850 {
			continue
		}
		t, err := time.Parse(layout, s)
		// time.Parse lets through more than the layout says.
		if err == nil && t.Format(layout) == s {
			return HTTPDate{t.UTC()}, true
		}
	}
	return HTTPDate{}, false
}

// AppendHTTPDate writes the IMF-fixdate form, in GMT.
func AppendHTTPDate(b []byte, t HTTPDate) []byte {
	return t.UTC().AppendFormat(b, imfFixdate)
}

// IsHTTPDate reports format "http-date".
func IsHTTPDate(s string) bool {
	_, ok := ParseHTTPDate(s)
	return ok
}

// Valid reports whether t lies in the years 0 to 9999.
func (t HTTPDate) Valid() bool {
	y := t.UTC().Year()
	return 0 <= y && y <= 9999
}

// String gives the IMF-fixdate form.
func (t HTTPDate) String() string { return string(AppendHTTPDate(nil, t)) }

// MarshalText writes the IMF-fixdate form, or fails for a year above 9999.
func (t HTTPDate) MarshalText() ([]byte, error) { return t.AppendText(nil) }

// AppendText appends what MarshalText writes; without it the method of
// time.Time would show through.
func (t HTTPDate) AppendText(b []byte) ([]byte, error) {
	if !t.Valid() {
		return nil, fmt.Errorf("writing http-date: the year %d has no four digits", t.UTC().Year())
	}
	return AppendHTTPDate(b, t), nil
}

// UnmarshalText reads what [ParseHTTPDate] reads.
func (t *HTTPDate) UnmarshalText(b []byte) error { return unmarshal(t, b, "http-date", ParseHTTPDate) }

// MarshalJSON writes a JSON string; the characters need no escapes.
func (t HTTPDate) MarshalJSON() ([]byte, error) {
	b, err := t.MarshalText()
	if err != nil {
		return nil, err
	}
	return append(append([]byte{'"'}, b...), '"'), nil
}

// UnmarshalJSON reads a JSON string.
func (t *HTTPDate) UnmarshalJSON(b []byte) error {
	if len(b) < 2 || b[0] != '"' || b[len(b)-1] != '"' {
		return fmt.Errorf("reading http-date: not a JSON string")
	}
	return t.UnmarshalText(b[1 : len(b)-1])
}
