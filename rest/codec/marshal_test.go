package codec_test

import (
	"errors"
	"fmt"
	"math"
	"net/netip"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/specho/specho/rest/codec"
	"github.com/specho/specho/rest/format"
)

func TestUnmarshal(t *testing.T) {
	var v point
	if err := codec.Unmarshal([]byte(`{"lat":1.5,"lon":-2}`), &v); err != nil || v != (point{1.5, -2}) {
		t.Errorf("read %v, %v", v, err)
	}
	err := codec.Unmarshal([]byte(`{"lat":"x"}`), &v)
	var broken *codec.Error
	if !errors.As(err, &broken) || err.Error() != "body.lon is required; body.lat must be a number" {
		t.Errorf("error %v", err)
	}
	err = codec.Unmarshal([]byte(`{"lat":1,}`), &v)
	var syntax *codec.SyntaxError
	if !errors.As(err, &syntax) || syntax.Offset != 9 || err.Error() != "member name expected at byte 9" {
		t.Errorf("error %v", err)
	}
}

// TestInvalid finds values that JSON cannot carry, and where they are.
func TestInvalid(t *testing.T) {
	last := time.Date(9999, 12, 31, 23, 59, 59, 0, time.UTC)
	for why, app := range map[string]func(b []byte) []byte{
		"a number is not finite":            func(b []byte) []byte { return codec.ElemFloat64(ptr(math.NaN()), b) },
		"a number is not finite ":           func(b []byte) []byte { return codec.ElemFloat32(ptr(float32(math.Inf(-1))), b) },
		"a date-time is out of range":       func(b []byte) []byte { return codec.ElemDateTime(ptr(last.Add(time.Second)), b) },
		"a date-time is out of range ":      func(b []byte) []byte { return codec.ElemDateTime(ptr(last.In(time.FixedZone("", 30))), b) },
		"a date is out of range":            func(b []byte) []byte { return codec.ElemDate(ptr(format.Date{Year: 10000, Month: 1, Day: 1}), b) },
		"a time is out of range":            func(b []byte) []byte { return codec.ElemTime(&format.Time{Hour: 25}, b) },
		"a time is out of range ":           func(b []byte) []byte { return codec.ElemLocalTime(&format.LocalTime{Minute: 60}, b) },
		"a date-time is out of range\u00a0": func(b []byte) []byte { return codec.ElemLocalDateTime(&format.LocalDateTime{}, b) },
		"an IPv6 address is not one":        func(b []byte) []byte { return codec.ElemIPv6(ptr(netip.MustParseAddr("fe80::1%eth0")), b) },
		"an IPv4 network is not one":        func(b []byte) []byte { return codec.ElemIPv4CIDR(&netip.Prefix{}, b) },
		"an IPv4 address is not one":        func(b []byte) []byte { return codec.ElemIPv4(ptr(netip.Addr{}), b) },
		"an IPv6 network is not one":        func(b []byte) []byte { return codec.ElemIPv6CIDR(ptr(netip.MustParsePrefix("1.2.3.4/8")), b) },
		"a raw value is not JSON":           func(b []byte) []byte { return codec.ElemRaw(ptr(codec.Raw(`{"a":}`)), b) },
		"a raw value is not JSON ":          func(b []byte) []byte { return codec.ElemRaw(ptr(codec.Raw{}), b) },
		"a raw value is not JSON\u00a0":     func(b []byte) []byte { return codec.ElemRaw(ptr(codec.Raw("1\x00")), b) },
	} {
		_, err := codec.MarshalFunc(func(b []byte) []byte {
			b = append(b, `{"ok":[1,{"x":"\"y"}],"b\/d":[{"n":null},[true,`...)
			b = app(b)
			return append(b, `]]}`...)
		})
		if want := "writing JSON at /b/d/1/1: " + strings.TrimSpace(why); err == nil || err.Error() != want {
			t.Errorf("error %v, want %s", err, want)
		}
		path, _, bad := codec.Invalid(app([]byte(`{"a":`)))
		if fmt.Sprint(path) != "[a]" || !bad {
			t.Errorf("%s: path %v", why, path)
		}
		path, _, bad = codec.Invalid(app(nil))
		if len(path) != 0 || !bad {
			t.Errorf("%s: path %v", why, path)
		}
	}
	deep := codec.AppendInvalid([]byte(strings.Repeat(`[0,`, 3000)), "x")
	if path, why, bad := codec.Invalid(deep); !bad || why != "x" || len(path) != 3000 {
		t.Errorf("path of %d steps, %q, %v", len(path), why, bad)
	}
	if _, _, bad := codec.Invalid([]byte(guestJSON)); bad {
		t.Error("valid JSON is invalid")
	}
	if b, err := codec.MarshalFunc(func(b []byte) []byte { return codec.AppendRaw(b, nil) }); err != nil || string(b) != "null" {
		t.Errorf("nil: %s, %v", b, err)
	}
}

// TestReuse keeps strings apart from the buffers of the documents they are of.
func TestReuse(t *testing.T) {
	var d codec.Decoder
	var kept []string
	buffer := make([]byte, 0, 1000)
	for n := range 100 {
		doc := fmt.Sprintf(`["text %d","esc\u0061ped %d","%s"]`, n, n, strings.Repeat("é", n))
		buffer = append(append(buffer[:0], doc...), make([]byte, codec.Pad)...)
		d.Reset(buffer)
		var v []string
		if !d.Document(func(d *codec.Decoder, i int) int { return codec.ReadArray(&v, d, i, nil, codec.ItemString) }) {
			t.Fatal(d.Err("body"))
		}
		if string(buffer[:len(doc)]) != doc {
			t.Fatal("the document was changed")
		}
		kept = append(kept, v...)
	}
	for n := range 100 {
		if got := kept[3*n] + "," + kept[3*n+1]; got != fmt.Sprintf("text %d,escaped %d", n, n) || len(kept[3*n+2]) != 2*n {
			t.Fatalf("document %d is now %q", n, got)
		}
	}
}

// TestAllocations bounds what reading and writing costs in memory.
func TestAllocations(t *testing.T) {
	var d codec.Decoder
	var v guest
	doc := padded(guestJSON)
	read := func() {
		d.Reset(doc)
		v = guest{}
		if !codec.ReadDocument(&v, &d, (*guest).DecodeJSON) {
			t.Fatal(d.Err("body"))
		}
	}
	read()
	// Two chunks of strings and two lists.
	if n := testing.AllocsPerRun(100, read); n > 4 {
		t.Errorf("reading takes %v allocations", n)
	}
	out := make([]byte, 0, 4096)
	if n := testing.AllocsPerRun(100, func() { out = v.AppendJSON(out[:0]) }); n > 0 {
		t.Errorf("writing takes %v allocations", n)
	}
}

// TestUTF8 compares every sequence of up to three bytes, and those of four that
// begin near a limit, with unicode/utf8.
func TestUTF8(t *testing.T) {
	var d codec.Decoder
	check := func(text ...byte) {
		doc := append(append([]byte{'"'}, text...), "\"\x00\x00\x00\x00\x00\x00\x00\x00"...)
		d.Reset(doc)
		if got, want := d.Document((*codec.Decoder).Skip), utf8.Valid(text); got != want {
			t.Fatalf("% x: %v", text, got)
		}
	}
	for a := 0x80; a < 0x100; a++ {
		check(byte(a))
		for b := 0x80; b < 0x100; b++ {
			check(byte(a), byte(b))
			for _, c := range []byte{'a', 0x7F, 0x80, 0x8F, 0x90, 0xBF, 0xC0, 0xFF} {
				check(byte(a), byte(b), c)
				check(byte(a), byte(b), c, 0x80)
				check(byte(a), byte(b), 0xBF, c)
			}
		}
	}
}
