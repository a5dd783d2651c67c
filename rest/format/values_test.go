package format

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"log/slog"
	"math/big"
	"math/rand/v2"
	"net/netip"
	"slices"
	"strings"
	"testing"

	"github.com/google/uuid"
)

func TestUUIDAgainstGoogle(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 8))
	for range 100_000 {
		var want uuid.UUID
		for i := range want {
			want[i] = byte(r.UintN(256))
		}
		text := want.String()
		if got := string(AppendUUID(nil, want)); got != text {
			t.Fatalf("wrote %s, want %s", got, text)
		}
		for _, s := range []string{text, strings.ToUpper(text)} {
			if got, ok := ParseUUID(s); !ok || got != want {
				t.Fatalf("%s read as %v, %v", s, got, ok)
			}
		}
	}
}

// TestUUIDRefusesOtherBytes puts each byte value in each place.
func TestUUIDRefusesOtherBytes(t *testing.T) {
	const text = "2eb8aa08-aa98-11ea-b4aa-73b441d16380"
	for i := range text {
		for c := range 256 {
			b := []byte(text)
			b[i] = byte(c)
			want := c == '-' && text[i] == '-' || text[i] != '-' && isHex(byte(c))
			if got := IsUUID(string(b)); got != want {
				t.Errorf("%q: got %v, want %v", b, got, want)
			}
		}
	}
	for _, s := range []string{"", "{" + text + "}", "urn:uuid:" + text, strings.ReplaceAll(text, "-", ""), "x" + text[1:] + "x"} {
		if IsUUID(s) {
			t.Errorf("%s is taken", s)
		}
	}
}

func TestDecimal(t *testing.T) {
	for _, tt := range []struct{ in, text, number string }{
		{"0", "0", "0"}, {"-0", "-0", "-0"}, {"0.10", "0.10", "0.10"}, {"007.50", "7.50", ""}, {"-007", "-7", ""},
		{"0.1234567890123456789", "0.1234567890123456789", "0.1234567890123456789"},
		{"1e5", "", "1e5"}, {"1E+5", "", "1E+5"}, {"1e-6144", "", "1e-6144"}, {"1e6145", "", ""}, {"1e99999999999999999999", "", ""},
		{"", "", ""}, {"-", "", ""}, {".5", "", ""}, {"5.", "", ""}, {"+1", "", ""}, {"1e", "", ""}, {"1e+", "", ""},
		{" 1", "", ""}, {"0x1", "", ""}, {"NaN", "", ""}, {"1_0", "", ""}, {"١", "", ""},
		{strings.Repeat("9", 1001), "", ""},
	} {
		d, ok := ParseDecimal(tt.in)
		if got := textIf(d, ok); got != tt.text {
			t.Errorf("text %s: got %q, want %q", tt.in, got, tt.text)
		}
		d, ok = ParseDecimalNumber(tt.in)
		if got := textIf(d, ok); got != tt.number {
			t.Errorf("number %s: got %q, want %q", tt.in, got, tt.number)
		}
	}
	if d := NewDecimal(-12); d.String() != "-12" || (Decimal{}).String() != "0" || (Decimal{}).Cmp(NewDecimal(0)) != 0 {
		t.Errorf("got %v", d)
	}
}

func textIf(d Decimal, ok bool) string {
	if !ok {
		return ""
	}
	return d.String()
}

func TestDecimalCmpAgainstRat(t *testing.T) {
	r := rand.New(rand.NewPCG(9, 10))
	var all []Decimal
	for _, s := range []string{"0", "-0", "0.0", "0e5", "1", "1.0", "1.00", "10e-1", "0.1e1", "-1", "0.001", "1e-3", "100", "1e2", "99.999"} {
		all = append(all, MustDecimal(s))
	}
	for range 300 {
		s := fmt.Sprintf("%d.%03de%d", r.IntN(20)-10, r.IntN(100)*10, r.IntN(5)-2)
		all = append(all, MustDecimal(s))
	}
	for _, a := range all {
		for _, b := range all {
			if got, want := a.Cmp(b), a.Rat().Cmp(b.Rat()); got != want {
				t.Fatalf("%v against %v: got %d, want %d", a, b, got, want)
			}
		}
		negative, digits, exponent := a.Parts()
		x, _ := new(big.Rat).SetString(fmt.Sprintf("%se%d", "0"+digits, exponent))
		if negative {
			x.Neg(x)
		}
		if x.Cmp(a.Rat()) != 0 || digits != strings.Trim(digits, "0") {
			t.Fatalf("%v has parts %v %s %d", a, negative, digits, exponent)
		}
	}
}

func TestBytes(t *testing.T) {
	for n := range 100 {
		want := bytes.Repeat([]byte{0xfb, 0, 0x7f}, n)[:n*3-n*3%(n+1)]
		std := base64.StdEncoding.EncodeToString(want)
		raw := base64.RawURLEncoding.EncodeToString(want)
		if got, ok := ParseBytes(std); !ok || !bytes.Equal(got, want) || string(AppendBytes(nil, want)) != std {
			t.Errorf("byte %s: got %x, %v", std, got, ok)
		}
		if got, ok := ParseBase64URL(raw); !ok || !bytes.Equal(got, want) || string(AppendBase64URL(nil, want)) != raw {
			t.Errorf("base64url %s: got %x, %v", raw, got, ok)
		}
		if !IsBase64URL(base64.URLEncoding.EncodeToString(want)) {
			t.Errorf("padded %x is refused", want)
		}
	}
	for _, s := range []string{"YQ", "YQ=", "YR==", "YQ==\n", "Y\r\nQ==", "_-8=", "YQ==YQ==", "*"} {
		if IsBytes(s) {
			t.Errorf("byte %q is taken", s)
		}
	}
	for _, s := range []string{"YR", "Y", "+/8", "YQ=", "YQ\n"} {
		if IsBase64URL(s) {
			t.Errorf("base64url %q is taken", s)
		}
	}
}

func TestIPForms(t *testing.T) {
	for _, tt := range []struct{ kind, in, want string }{
		{"ipv6", "2001:DB8:0:0::1", "2001:db8::1"},
		{"ipv6", "::ffff:1.2.3.4", "::ffff:1.2.3.4"},
		{"ipv6", "fe80::1%eth0", ""},
		{"ipv4", "10.0.0.1", "10.0.0.1"},
		{"ipv4", "010.0.0.1", ""},
		{"ipv4-cidr", "10.1.2.3/8", "10.1.2.3/8"},
		{"ipv4-cidr", "10.0.0.0", ""},
		{"ipv4-cidr", "10.0.0.0/33", ""},
		{"ipv4-cidr", "10.0.0.0/08", ""},
		{"ipv4-cidr", "2001:db8::/32", ""},
		{"ipv6-cidr", "2001:db8::/32", "2001:db8::/32"},
		{"ipv6-cidr", "fe80::1%eth0/64", ""},
		{"ipv6-cidr", "::/129", ""},
	} {
		got := ""
		switch tt.kind {
		case "ipv4":
			got = trip(tt.in, ParseIPv4, AppendIPv4)
		case "ipv6":
			got = trip(tt.in, ParseIPv6, AppendIPv6)
		case "ipv4-cidr":
			got = trip(tt.in, ParseIPv4CIDR, func(b []byte, p netip.Prefix) []byte { return AppendIPv4CIDR(b, p) })
		case "ipv6-cidr":
			got = trip(tt.in, ParseIPv6CIDR, AppendIPv6CIDR)
		}
		if got != tt.want || Lookup(tt.kind)(tt.in) != (tt.want != "") {
			t.Errorf("%s %s: got %q, want %q", tt.kind, tt.in, got, tt.want)
		}
	}
}

func TestSecretIsMasked(t *testing.T) {
	s := Secret("hunter2")
	var log bytes.Buffer
	slog.New(slog.NewTextHandler(&log, nil)).Info("x", "s", s)
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%d", "%x", "%t"} {
		log.WriteString(fmt.Sprintf(verb, s) + fmt.Sprintf(verb, struct{ S Secret }{s}))
	}
	for _, leak := range []string{"hunter2", "68756e74"} {
		if strings.Contains(log.String(), leak) {
			t.Errorf("the secret is in %s", log.String())
		}
	}
	if got := Secret("").String(); got != "" {
		t.Errorf("an empty secret shows as %q", got)
	}
}

func TestLookup(t *testing.T) {
	if Lookup("nonsense") != nil || Lookup("password") != nil {
		t.Error("a format without a check has one")
	}
	names := []string{"uuid", "email", "uri", "date-time", "ipv6", "regex"}
	if i := slices.IndexFunc(names, func(n string) bool { return Lookup(n) == nil }); i >= 0 {
		t.Errorf("no check for %s", names[i])
	}
}
