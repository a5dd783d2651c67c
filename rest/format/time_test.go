package format

import (
	"encoding"
	"encoding/json"
	"math/rand/v2"
	"strings"
	"testing"
	"time"
)

func TestDateAgainstStandardLibrary(t *testing.T) {
	for day := time.Date(0, 1, 1, 0, 0, 0, 0, time.UTC); day.Year() <= 9999; day = day.AddDate(0, 0, 1) {
		if day.Year() == 801 {
			day = day.AddDate(8800, 0, 0) // the calendar repeats after 400 years
		}
		want := day.Format(time.DateOnly)
		d, ok := ParseDate(want)
		if !ok || d != DateOf(day) || d.String() != want || !d.Valid() {
			t.Fatalf("%s read as %v, %v", want, d, ok)
		}
		if got := int64(daysSince1970(d)) * 86400; got != day.Unix() {
			t.Fatalf("%s: %d seconds, want %d", want, got, day.Unix())
		}
	}
}

func TestDateRefusesWhatIsNoDay(t *testing.T) {
	for y := 1500; y < 2500; y++ {
		for m := range 14 {
			d := Date{y, time.Month(m), 31}
			real := time.Date(y, time.Month(m), 31, 0, 0, 0, 0, time.UTC).Day() == 31 && m >= 1 && m <= 12
			if _, ok := ParseDate(d.String()); ok != real || d.Valid() != real {
				t.Fatalf("%v: %v, want %v", d, ok, real)
			}
		}
	}
}

// randomTime gives an instant of the years 0 to 9999 with an offset.
func randomTime(r *rand.Rand) time.Time {
	nano := r.Int64N(1e9)
	for range r.IntN(10) {
		nano = nano / 10 * 10
	}
	at := time.Unix(minUnixTime+86400+r.Int64N(maxUnixTime-minUnixTime-2*86400), nano)
	switch r.IntN(3) {
	case 0:
		return at.UTC()
	case 1:
		return at.In(time.FixedZone("", (r.IntN(2*1439+1)-1439)*60))
	}
	return at.Truncate(time.Second).In(time.FixedZone("", (r.IntN(48)-24)*1800))
}

func TestDateTimeAgainstStandardLibrary(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	for range 100_000 {
		want := randomTime(r)
		text := want.Format(time.RFC3339Nano)
		if got := string(AppendDateTime(nil, want)); ValidDateTime(want) && got != text {
			t.Fatalf("wrote %s, want %s", got, text)
		}
		parsed, err := time.Parse(time.RFC3339Nano, text)
		got, ok := ParseDateTime(text)
		if ok != (err == nil) || ok && !got.Equal(parsed) {
			t.Fatalf("%s read as %v, %v; want %v, %v", text, got, ok, parsed, err)
		}
		if back := string(AppendDateTime(nil, got)); ok && back != text {
			t.Fatalf("%s came back as %s", text, back)
		}
	}
}

func TestDateTimeForms(t *testing.T) {
	for _, tt := range []struct{ in, want string }{
		{"2024-01-02t03:04:05z", "2024-01-02T03:04:05Z"},
		{"2024-01-02T03:04:05-00:00", "2024-01-02T03:04:05Z"},
		{"2024-01-02T03:04:05.1200+05:30", "2024-01-02T03:04:05.12+05:30"},
		{"2024-01-02T03:04:05.1234567899Z", "2024-01-02T03:04:05.123456789Z"},
		{"2016-12-31T23:59:60Z", "2017-01-01T00:00:00Z"},
		{"2016-12-31T18:59:60.5-05:00", "2016-12-31T19:00:00.5-05:00"},
		{"0000-01-01T00:00:00Z", "0000-01-01T00:00:00Z"},
		{"9999-12-31T23:59:59.999999999Z", "9999-12-31T23:59:59.999999999Z"},
		{"2024-01-02T03:04:05+24:00", ""},
		{"2024-01-02T03:04:05+00:60", ""},
		{"2024-01-02T03:04:05,5Z", ""},
		{"2024-01-02T03:04:05.Z", ""},
		{"2024-01-02T03:04Z", ""},
		{"2024-01-02 03:04:05Z", ""},
		{"2024-01-02T03:04:05", ""},
		{"2024-01-02T03:04:60Z", ""},
		{"2024-01-02T24:00:00Z", ""},
		{"9999-12-31T23:59:60Z", ""},
		{"", ""},
	} {
		got := ""
		if v, ok := ParseDateTime(tt.in); ok {
			got = string(AppendDateTime(nil, v))
		}
		if got != tt.want {
			t.Errorf("%s: got %q, want %q", tt.in, got, tt.want)
		}
	}
}

func TestDateTimeThatHasNoForm(t *testing.T) {
	for _, v := range []time.Time{
		time.Date(10000, 1, 1, 0, 0, 0, 0, time.UTC),
		time.Date(-1, 1, 1, 0, 0, 0, 0, time.UTC),
		time.Date(2024, 1, 1, 0, 0, 0, 0, time.FixedZone("", 90)),
		time.Date(2024, 1, 1, 0, 0, 0, 0, time.FixedZone("", 86400)),
	} {
		if ValidDateTime(v) {
			t.Errorf("%v is said to have a form", v)
		}
	}
}

func TestDateTimeIsWrittenOrLeftOut(t *testing.T) {
	first, after := time.Unix(minUnixTime, 0), time.Unix(maxUnixTime+1, 0)
	for _, at := range []time.Time{first, first.Add(-1), after, after.Add(-1), {}, time.Unix(1<<62, 0), time.Unix(-1<<62, 0)} {
		for _, offset := range []int{0, 60, -60, 61, 86340, -86340, 86400, -86400} {
			at := at.In(time.FixedZone("", offset))
			if offset == 0 {
				at = at.UTC()
			}
			b, ok := TryAppendDateTime([]byte("x"), at)
			if ok != ValidDateTime(at) || ok == (string(b) == "x") {
				t.Errorf("%v: %v, %q, want %v", at, ok, b, ValidDateTime(at))
			}
		}
	}
}

func TestOffsetAllocatesOnce(t *testing.T) {
	const text = "2024-01-02T03:04:05+05:45"
	ParseDateTime(text)
	if n := testing.AllocsPerRun(100, func() { ParseDateTime(text) }); n != 0 {
		t.Errorf("%v allocations", n)
	}
}

// TestRoundTrip reads texts and writes them again, "" for refused ones.
func TestRoundTrip(t *testing.T) {
	for _, tt := range []struct {
		kind     string
		in, want string
	}{
		{"time", "08:30:06z", "08:30:06Z"},
		{"time", "23:59:60.25+00:00", "23:59:60.25Z"},
		{"time", "08:30:06.280-08:00", "08:30:06.28-08:00"},
		{"time", "08:30:06", ""},
		{"time-local", "08:30:06.5", "08:30:06.5"},
		{"time-local", "23:59:60", "23:59:60"},
		{"time-local", "08:30:06Z", ""},
		{"time-local", "22:59:60", ""},
		{"date-time-local", "2024-02-29t08:30:06", "2024-02-29T08:30:06"},
		{"date-time-local", "2024-02-29T08:30:06Z", ""},
		{"date-time-local", "2023-02-29T08:30:06", ""},
		{"duration", "PT1H", "PT1H"},
		{"duration", "P0D", "P0D"},
		{"duration", "P0Y0M0DT0H0M0S", "P0Y0M0DT0H0M0S"},
		{"duration", "P0W", "P0W"},
		{"duration", "P1Y0M3D", "P1Y0M3D"},
		{"duration", "P01D", "P1D"},
		{"duration", "P4294967295D", "P4294967295D"},
		{"duration", "P4294967296D", "P4294967296D"},
		{"duration", "P1Y0M099999999999999999999D", "P1Y0M099999999999999999999D"},
		{"duration", "P" + strings.Repeat("9", 998) + "W", "P" + strings.Repeat("9", 998) + "W"},
		{"duration", "P" + strings.Repeat("9", 999) + "W", ""},
		{"duration", "P1WT1H", ""},
		{"duration", "P1W1D", ""},
		{"duration", "PT", ""},
		{"duration", "PT1H5S", ""},
		{"duration", "1h", ""},
		{"http-date", "Sun, 06 Nov 1994 08:49:37 GMT", "Sun, 06 Nov 1994 08:49:37 GMT"},
		{"http-date", "Sunday, 06-Nov-94 08:49:37 GMT", "Sun, 06 Nov 1994 08:49:37 GMT"},
		{"http-date", "Sun Nov  6 08:49:37 1994", "Sun, 06 Nov 1994 08:49:37 GMT"},
		{"http-date", "Sun, 06 Nov 1994 08:49:37 CET", ""},
		{"unixtime", "-1", "-1"},
		{"unixtime", "253402300799", "253402300799"},
		{"unixtime", "253402300800", ""},
		{"unixtime", "01", ""},
		{"unixtime", "1.0", ""},
		{"unixtime", "", ""},
	} {
		got := ""
		if Lookup(tt.kind)(tt.in) {
			got = again(tt.kind, tt.in)
		}
		if got != tt.want {
			t.Errorf("%s %s: got %q, want %q", tt.kind, tt.in, got, tt.want)
		}
	}
}

// again gives a text after one trip through its type.
func again(kind, s string) string {
	switch kind {
	case "time":
		return trip(s, ParseTime, AppendTime)
	case "time-local":
		return trip(s, ParseLocalTime, AppendLocalTime)
	case "date-time-local":
		return trip(s, ParseLocalDateTime, AppendLocalDateTime)
	case "duration":
		return trip(s, ParseDuration, AppendDuration)
	case "http-date":
		return trip(s, ParseHTTPDate, AppendHTTPDate)
	case "unixtime":
		return trip(s, ParseUnixTime, AppendUnixTime)
	}
	return "unknown kind"
}

func trip[T any](s string, parse func(string) (T, bool), app func([]byte, T) []byte) string {
	v, ok := parse(s)
	if !ok {
		return ""
	}
	return string(app(nil, v))
}

func TestDurationOfParts(t *testing.T) {
	for _, tt := range []struct {
		d    Duration
		want string
	}{
		{Duration{}, "PT0S"},
		{Duration{Hours: 1, Seconds: 5}, "PT1H0M5S"},
		{Duration{Weeks: 1}, "P1W"},
		{Duration{Weeks: 1, Hours: 2}, "P7DT2H"},
		{Duration{Years: 1, Days: 2}, "P1Y0M2D"},
	} {
		if got := tt.d.String(); got != tt.want || !IsDuration(got) {
			t.Errorf("%+v: got %s, want %s", tt.d, got, tt.want)
		}
	}
	d, ok := DurationOf(90 * time.Minute)
	if span, fixed := d.Span(); !ok || d.String() != "PT1H30M" || !fixed || span != 90*time.Minute {
		t.Errorf("got %v, %v, %v, %v", d, ok, span, fixed)
	}
	if _, ok := DurationOf(time.Millisecond); ok {
		t.Error("a fraction of a second is taken")
	}
	long, ok := ParseDuration("PT99999999999H30M")
	if !ok || long.Hours != 1<<32-1 || long.Minutes != 30 {
		t.Errorf("a component above the field is read as %+v", long)
	}
	if _, ok := long.Span(); ok {
		t.Error("a component above the field has a span")
	}
	if long.Minutes = 45; long.String() != "PT4294967295H45M0S" && long.String() != "PT4294967295H45M" {
		t.Errorf("after a change it is written as %s", long)
	}
	if _, ok := (Duration{Months: 1}).Span(); ok {
		t.Error("a month has a length")
	}
}

func TestInvalidValuesAreNotWritten(t *testing.T) {
	for _, v := range []any{
		Date{}, Date{2023, 2, 29}, Date{10000, 1, 1},
		LocalTime{Hour: 24}, LocalTime{Second: 60}, Time{Offset: 1440}, Time{Nanosecond: 1e9},
		LocalDateTime{}, HTTPDate{time.Date(10000, 1, 1, 0, 0, 0, 0, time.UTC)},
	} {
		if b, err := json.Marshal(v); err == nil {
			t.Errorf("%#v is written as %s", v, b)
		}
	}
}

func TestJSONForms(t *testing.T) {
	type all struct {
		D Date
		T Time
		L LocalDateTime
		P Duration
		N Decimal
		U UnixTime
		H HTTPDate
		B Base64URL
		S Secret
	}
	const text = `{"D":"2024-02-29","T":"08:30:06Z","L":"2024-02-29T08:30:06","P":"PT1H","N":"0.10","U":12,` +
		`"H":"Sun, 06 Nov 1994 08:49:37 GMT","B":"_-8","S":"pw"}`
	var v all
	if err := json.Unmarshal([]byte(text), &v); err != nil {
		t.Fatal(err)
	}
	b, err := json.Marshal(v)
	if err != nil || string(b) != text {
		t.Errorf("got %s (%v), want %s", b, err, text)
	}
	if err := json.Unmarshal([]byte(`{"D":"2024-02-30"}`), &v); err == nil || strings.Contains(err.Error(), "2024") {
		t.Errorf("got error %v", err)
	}
}

// TestTextAppenders makes sure that no method of time.Time shows through.
func TestTextAppenders(t *testing.T) {
	at := time.Unix(12, 0)
	for _, tt := range []struct {
		v    encoding.TextAppender
		want string
	}{
		{UnixTime{at}, "12"},
		{HTTPDate{at}, "Thu, 01 Jan 1970 00:00:12 GMT"},
	} {
		if got, err := tt.v.AppendText(nil); string(got) != tt.want || err != nil {
			t.Errorf("got %s (%v), want %s", got, err, tt.want)
		}
	}
}

func FuzzDateTime(f *testing.F) {
	f.Add("2024-01-02T03:04:05.5+05:30")
	f.Add("2016-12-31T23:59:60Z")
	f.Fuzz(func(t *testing.T, s string) {
		v, ok := ParseDateTime(s)
		if !ok {
			return
		}
		text := string(AppendDateTime(nil, v))
		if back, ok := ParseDateTime(text); !ok || !back.Equal(v) {
			t.Errorf("%s became %s", s, text)
		}
		if std, err := time.Parse(time.RFC3339Nano, strings.ToUpper(s)); err == nil && !std.Equal(v) {
			t.Errorf("%s read as %v, want %v", s, v, std)
		}
	})
}

func FuzzDuration(f *testing.F) {
	f.Add("P1Y2M3DT4H5M6S")
	f.Add("P2W")
	f.Fuzz(func(t *testing.T, s string) {
		d, ok := ParseDuration(s)
		if !ok {
			return
		}
		if back, ok := ParseDuration(d.String()); !ok || back != d || !IsDuration(s) {
			t.Errorf("%s became %s", s, d)
		}
	})
}
