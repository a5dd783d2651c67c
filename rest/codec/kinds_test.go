package codec_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/specho/specho/rest/codec"
	"github.com/specho/specho/rest/rule"
)

// kind reads a JSON value, writes it again, and reads a text, as one kind.
type kind struct {
	item  func(d *codec.Decoder, i int) int
	elem  func() []byte
	parse func(s string) rule.Fault
}

func kindOf[T, R any](item func(*T, *codec.Decoder, int) int, elem func(*T, []byte) []byte, parse func(*T, string, *R) rule.Fault) func() kind {
	return func() kind {
		v := new(T)
		return kind{
			func(d *codec.Decoder, i int) int { return item(v, d, i) },
			func() []byte { return elem(v, nil) },
			func(s string) rule.Fault { return parse(v, s, nil) },
		}
	}
}

var kinds = map[string]func() kind{
	"String":         kindOf(codec.ItemString, codec.ElemString, codec.ParseString),
	"Secret":         kindOf(codec.ItemSecret, codec.ElemSecret, codec.ParseSecret),
	"Bool":           kindOf(codec.ItemBool, codec.ElemBool, codec.ParseBool),
	"Int8":           kindOf(codec.ItemInt8, codec.ElemInt8, codec.ParseInt8),
	"Int16":          kindOf(codec.ItemInt16, codec.ElemInt16, codec.ParseInt16),
	"Int32":          kindOf(codec.ItemInt32, codec.ElemInt32, codec.ParseInt32),
	"Int64":          kindOf(codec.ItemInt64, codec.ElemInt64, codec.ParseInt64),
	"Uint8":          kindOf(codec.ItemUint8, codec.ElemUint8, codec.ParseUint8),
	"Uint16":         kindOf(codec.ItemUint16, codec.ElemUint16, codec.ParseUint16),
	"Uint32":         kindOf(codec.ItemUint32, codec.ElemUint32, codec.ParseUint32),
	"Uint64":         kindOf(codec.ItemUint64, codec.ElemUint64, codec.ParseUint64),
	"Float32":        kindOf(codec.ItemFloat32, codec.ElemFloat32, codec.ParseFloat32),
	"Float64":        kindOf(codec.ItemFloat64, codec.ElemFloat64, codec.ParseFloat64),
	"Decimal":        kindOf(codec.ItemDecimal, codec.ElemDecimal, codec.ParseDecimal),
	"DecimalNumber":  kindOf(codec.ItemDecimalNumber, codec.ElemDecimalNumber, codec.ParseDecimalNumber),
	"Int64String":    kindOf(codec.ItemInt64String, codec.ElemInt64String, codec.ParseInt64String),
	"Uint64String":   kindOf(codec.ItemUint64String, codec.ElemUint64String, codec.ParseUint64String),
	"UUID":           kindOf(codec.ItemUUID, codec.ElemUUID, codec.ParseUUID),
	"Date":           kindOf(codec.ItemDate, codec.ElemDate, codec.ParseDate),
	"DateTime":       kindOf(codec.ItemDateTime, codec.ElemDateTime, codec.ParseDateTime),
	"Time":           kindOf(codec.ItemTime, codec.ElemTime, codec.ParseTime),
	"LocalTime":      kindOf(codec.ItemLocalTime, codec.ElemLocalTime, codec.ParseLocalTime),
	"LocalDateTime":  kindOf(codec.ItemLocalDateTime, codec.ElemLocalDateTime, codec.ParseLocalDateTime),
	"Duration":       kindOf(codec.ItemDuration, codec.ElemDuration, codec.ParseDuration),
	"UnixTime":       kindOf(codec.ItemUnixTime, codec.ElemUnixTime, codec.ParseUnixTime),
	"UnixTimeString": kindOf(codec.ItemUnixTimeString, codec.ElemUnixTimeString, codec.ParseUnixTimeString),
	"HTTPDate":       kindOf(codec.ItemHTTPDate, codec.ElemHTTPDate, codec.ParseHTTPDate),
	"Bytes":          kindOf(codec.ItemBytes, codec.ElemBytes, codec.ParseBytes),
	"Base64URL":      kindOf(codec.ItemBase64URL, codec.ElemBase64URL, codec.ParseBase64URL),
	"IPv4":           kindOf(codec.ItemIPv4, codec.ElemIPv4, codec.ParseIPv4),
	"IPv6":           kindOf(codec.ItemIPv6, codec.ElemIPv6, codec.ParseIPv6),
	"IPv4CIDR":       kindOf(codec.ItemIPv4CIDR, codec.ElemIPv4CIDR, codec.ParseIPv4CIDR),
	"IPv6CIDR":       kindOf(codec.ItemIPv6CIDR, codec.ElemIPv6CIDR, codec.ParseIPv6CIDR),
	"Raw":            kindOf(codec.ItemRaw, codec.ElemRaw, codec.ParseRaw),
}

// TestKinds reads values of each kind. good values are written as they were
// read, or as what follows "=>"; bad ones give the violation that follows.
func TestKinds(t *testing.T) {
	for name, c := range map[string]struct{ good, bad []string }{
		"String": {[]string{`""`, `"a\"\\\/\b\f\n\r\t\u00e9\ud83d\ude00" => "a\"\\/\b\f\n\r\té😀"`, `"\u0000\u001f\u007f" => "\u0000\u001f` + "\x7f" + `"`},
			[]string{`1 => string_type`, `null => string_type`, `["a"] => string_type`}},
		"Secret": {[]string{`"s"`}, []string{`1 => string_type`}},
		"Bool":   {[]string{`true`, `false`}, []string{`"true" => bool_type`, `1 => bool_type`, `null => bool_type`}},
		"Int8":   {[]string{`127`, `-128`, `-0 => 0`, `1.0 => 1`, `1e2 => 100`, `1270E-1 => 127`, `0e99999999999999999999 => 0`}, []string{`128 => int_parsing_size`, `-129 => int_parsing_size`, `1.5 => int_from_float`, `1e-1 => int_from_float`, `1e400 => int_parsing_size`, `1e-99999999999999999999 => int_from_float`, `1e99999999999999999999 => int_parsing_size`, `"1" => int_type`, `true => int_type`, `{} => int_type`}},
		"Int16":  {[]string{`32767`, `-32768`}, []string{`32768 => int_parsing_size`}},
		"Int32":  {[]string{`2147483647`, `-2147483648`}, []string{`2147483648 => int_parsing_size`}},
		"Int64":  {[]string{`9223372036854775807`, `-9223372036854775808`, `9007199254740993`, `1000000000000000000.0 => 1000000000000000000`}, []string{`9223372036854775808 => int_parsing_size`, `-9223372036854775809 => int_parsing_size`, `18446744073709551617 => int_parsing_size`}},
		"Uint8":  {[]string{`255`, `0`, `-0 => 0`, `-0.0 => 0`}, []string{`256 => int_parsing_size`, `-1 => greater_than_equal`}},
		"Uint16": {[]string{`65535`}, []string{`65536 => int_parsing_size`}},
		"Uint32": {[]string{`4294967295`}, []string{`4294967296 => int_parsing_size`}},
		"Uint64": {[]string{`18446744073709551615`, `1844674407370955161.5e1 => 18446744073709551615`}, []string{`18446744073709551616 => int_parsing_size`, `100000000000000000000 => int_parsing_size`, `-1 => greater_than_equal`}},
		"Float32": {[]string{`0.1`, `16777217 => 16777216`, `3.4028235e38 => 3.4028235e+38`, `1e-46 => 0`, `1.0000000596046447 => 1`, `1.00000005960464478 => 1.0000001`},
			[]string{`3.5e38 => finite_number`, `"1" => float_type`}},
		"Float64":        {[]string{`0.1`, `-0`, `1e21 => 1e+21`, `1e-7`, `123456789.123456`, `0.30000000000000004`, `5e-324`, `1e-400 => 0`}, []string{`1e309 => finite_number`, `-1e309 => finite_number`, `null => float_type`}},
		"Decimal":        {[]string{`"0.10"`, `"-12345678901234567890.123"`}, []string{`1 => string_type`, `"1e2" => decimal_parsing`, `"" => decimal_parsing`, `" 1" => decimal_parsing`}},
		"DecimalNumber":  {[]string{`0.10`, `1e2`, `12345678901234567890.123`}, []string{`"1" => decimal_type`, `1e99999 => decimal_parsing`}},
		"Int64String":    {[]string{`"-9223372036854775808"`}, []string{`1 => string_type`, `"1.0" => int_parsing`, `"" => int_parsing`, `"9223372036854775808" => int_parsing_size`}},
		"Uint64String":   {[]string{`"18446744073709551615"`}, []string{`"-1" => greater_than_equal`, `"01" => int_parsing`, `"+1" => int_parsing`}},
		"UUID":           {[]string{`"0b5c2f6e-7a1d-4a52-9c80-5e1f3d2b4a69"`, `"0B5C2F6E-7A1D-4A52-9C80-5E1F3D2B4A69" => "0b5c2f6e-7a1d-4a52-9c80-5e1f3d2b4a69"`, `"0b5c2f6e-7a1d-4a52-9c80-5e1f3d2b4a\u00369" => "0b5c2f6e-7a1d-4a52-9c80-5e1f3d2b4a69"`}, []string{`"0b5c2f6e7a1d4a529c805e1f3d2b4a69" => uuid_parsing`, `"0b5c2f6e-7a1d-4a52-9c80-5e1f3d2b4a6g" => uuid_parsing`, `"{b5c2f6e-7a1d-4a52-9c80-5e1f3d2b4a6}" => uuid_parsing`, `1 => string_type`, `"" => uuid_parsing`}},
		"Date":           {[]string{`"2024-02-29"`, `"0000-01-01"`, `"9999-12-31"`, `"2024\u002d02-29" => "2024-02-29"`}, []string{`"2023-02-29" => date_parsing`, `"2024-2-9" => date_parsing`, `"20240229" => date_parsing`, `20240229 => string_type`, `"" => date_parsing`}},
		"DateTime":       {[]string{`"2025-11-02T14:05:09.25Z"`, `"2025-11-02t14:05:09z" => "2025-11-02T14:05:09Z"`, `"2025-11-02T14:05:09+05:30"`, `"2025-11-02T14:05:09-00:00" => "2025-11-02T14:05:09Z"`}, []string{`"2025-11-02T14:05:09" => datetime_parsing`, `"2025-11-02 14:05:09Z" => datetime_parsing`, `"2025-11-02T14:05:09+24:00" => datetime_parsing`, `"2025-11-02T14:05:09,5Z" => datetime_parsing`, `"" => datetime_parsing`, `0 => string_type`}},
		"Time":           {[]string{`"14:05:09Z"`, `"14:05:09.5+02:00"`}, []string{`"14:05:09" => time_parsing`}},
		"LocalTime":      {[]string{`"14:05:09"`}, []string{`"14:05:09Z" => time_parsing`, `"24:00:00" => time_parsing`}},
		"LocalDateTime":  {[]string{`"2025-11-02T14:05:09"`}, []string{`"2025-11-02T14:05:09Z" => datetime_parsing`}},
		"Duration":       {[]string{`"PT30S"`, `"P1DT2H"`, `"P3W"`}, []string{`"P" => time_delta_parsing`, `"-PT1H" => time_delta_parsing`}},
		"UnixTime":       {[]string{`1762092309`, `-1`, `1e3 => 1000`}, []string{`"1" => int_type`, `1.5 => int_from_float`, `9999999999999 => datetime_parsing`}},
		"UnixTimeString": {[]string{`"1762092309"`}, []string{`1 => string_type`, `"x" => datetime_parsing`}},
		"HTTPDate":       {[]string{`"Sun, 06 Nov 1994 08:49:37 GMT"`}, []string{`"today" => datetime_parsing`}},
		"Bytes":          {[]string{`"aGk="`, `""`}, []string{`"aGk" => base64_decode`, `"aG\nk=" => base64_decode`}},
		"Base64URL":      {[]string{`"-_8"`, `"-_8=" => "-_8"`}, []string{`"+/8" => base64_decode`}},
		"IPv4":           {[]string{`"192.0.2.1"`}, []string{`"192.0.2.01" => ip_v4_address`, `"::1" => ip_v4_address`}},
		"IPv6":           {[]string{`"2001:db8::1"`}, []string{`"fe80::1%eth0" => ip_v6_address`, `"1.2.3.4" => ip_v6_address`}},
		"IPv4CIDR":       {[]string{`"10.0.0.0/8"`}, []string{`"10.0.0.0" => ip_v4_network`}},
		"IPv6CIDR":       {[]string{`"2001:db8::/32"`}, []string{`"2001:db8::/129" => ip_v6_network`}},
		"Raw":            {[]string{`{"a":[1, 2.50,{"b":null}]}`, `"x"`, `null`}, nil},
	} {
		for _, line := range c.good {
			in, want, other := strings.Cut(line, " => ")
			if !other {
				want = in
			}
			k := kinds[name]()
			if got := faults(t, in, k.item); got != "" {
				t.Errorf("%s refuses %s: %s", name, in, got)
			} else if got := string(k.elem()); got != want {
				t.Errorf("%s writes %s as %s, want %s", name, in, got, want)
			}
			if text, ok := textOf(name, in); ok {
				if f := k.parse(text); !f.OK() || string(k.elem()) != want {
					t.Errorf("%s parses %s as %s, %s", name, text, k.elem(), f.Message)
				}
			}
		}
		for _, line := range c.bad {
			in, want, _ := strings.Cut(line, " => ")
			if got := faults(t, in, kinds[name]().item); got != " "+want {
				t.Errorf("%s: %s gives %q, want %q", name, in, got, want)
			}
			if text, ok := textOf(name, in); ok && in[0] == '"' {
				if f := kinds[name]().parse(text); f.Type != want {
					t.Errorf("%s parses %s: %q, want %q", name, text, f.Type, want)
				}
			}
		}
	}
	if len(kinds) != 34 {
		t.Errorf("%d kinds", len(kinds))
	}
}

// textOf is the JSON value in as the text of a parameter. Not all have one: a
// text has no escapes, and its integers have no fraction.
func textOf(name, in string) (text string, ok bool) {
	quoted := kinds[name]().elem()[0] == '"'
	switch {
	case strings.Contains(in, `\`):
		return "", false
	case quoted && in[0] == '"':
		return in[1 : len(in)-1], true
	}
	return in, !quoted && in[0] != '"' && (!strings.ContainsAny(in, ".eE") || strings.HasPrefix(name, "Float") || name == "Raw")
}

// TestParse reads texts as strictly as JSON values.
func TestParse(t *testing.T) {
	for name, c := range map[string]struct{ good, bad []string }{
		"Bool":         {[]string{"true", "false"}, []string{"", "True", "1", "yes", " true"}},
		"Int8":         {[]string{"0", "-128", "127"}, []string{"", "-", "+1", "01", "-01", " 1", "1 ", "128", "1.0", "1e2", "0x1", "１"}},
		"Uint64":       {[]string{"18446744073709551615"}, []string{"-1", "18446744073709551616", "99999999999999999999", "184467440737095516150"}},
		"Int64":        {[]string{"-9223372036854775808"}, []string{"9223372036854775808"}},
		"Float64":      {[]string{"1", "-1.5e3"}, []string{"", "NaN", "Inf", "+1", ".5", "5.", "0x1p4", "1_000", "1e999", "1\x00"}},
		"Float32":      {[]string{"0.1"}, []string{"1e39"}},
		"Decimal":      {[]string{"12.30"}, []string{"", "1e2"}},
		"UUID":         {[]string{"0b5c2f6e-7a1d-4a52-9c80-5e1f3d2b4a69"}, []string{"x"}},
		"DateTime":     {[]string{"2025-11-02T14:05:09Z"}, []string{"2025-11-02"}},
		"UnixTime":     {[]string{"1762092309"}, []string{"1.5", ""}},
		"Raw":          {[]string{`{"a":1}`}, []string{"", "{", "1 2"}},
		"Uint64String": {[]string{"7"}, []string{`"7"`}},
	} {
		for _, s := range c.good {
			if f := kinds[name]().parse(s); !f.OK() {
				t.Errorf("%s refuses %q: %s", name, s, f.Message)
			}
		}
		for _, s := range c.bad {
			if f := kinds[name]().parse(s); f.OK() || f.Message == "" {
				t.Errorf("%s takes %q", name, s)
			}
		}
	}
}

// TestRules makes sure that rules are asked, by both ways in.
func TestRules(t *testing.T) {
	upper := rule.Number[int64]{Bounds: rule.Maximum | rule.ExclusiveMinimum, Maximum: 10, ExclusiveMinimum: 5}
	for doc, want := range map[string]string{"5": " greater_than", "6": "", "10": "", "11": " less_than_equal"} {
		var v int16
		if got := faults(t, doc, func(d *codec.Decoder, i int) int { return codec.ReadInt16(&v, d, i, &upper) }); got != want {
			t.Errorf("%s: %q, want %q", doc, got, want)
		}
		if f := codec.ParseInt16(&v, doc, &upper); f.Type != strings.TrimSpace(want) {
			t.Errorf("%s: %q, want %q", doc, f.Type, want)
		}
	}
	text := rule.String{MinLength: 2, MaxLength: 3}
	for doc, want := range map[string]string{`"é"`: " string_too_short", `"éé"`: "", `"ééé"`: "", `"éééé"`: " string_too_long", `"ab"`: ""} {
		var v string
		if got := faults(t, doc, func(d *codec.Decoder, i int) int { return codec.ReadString(&v, d, i, &text) }); got != want {
			t.Errorf("%s: %q, want %q", doc, got, want)
		}
	}
	step := rule.Float{MultipleOf: rule.MustMultiple("0.1")}
	for doc, want := range map[string]string{"0.3": "", "0.35": " multiple_of"} {
		var v float64
		if got := faults(t, doc, func(d *codec.Decoder, i int) int { return codec.ReadFloat64(&v, d, i, &step) }); got != want {
			t.Errorf("%s: %q, want %q", doc, got, want)
		}
	}
	// 0.1 as float32 is a little more than 0.1; the document's number is not.
	tenth := rule.Float{Bounds: rule.Maximum, Maximum: 0.1}
	var f float32
	if got := faults(t, "0.1", func(d *codec.Decoder, i int) int { return codec.ReadFloat32(&f, d, i, &tenth) }); got != "" {
		t.Errorf("float32 0.1 with maximum 0.1: %s", got)
	}
	if got := codec.ParseFloat32(&f, "0.1", &tenth); !got.OK() {
		t.Errorf("float32 0.1 with maximum 0.1: %v", got)
	}
}

func TestEnum(t *testing.T) {
	type level int8
	levels := rule.Enum[level]{Values: []level{1, -2, 3}}
	steps := rule.Enum[float64]{Values: []float64{0.5, 1}}
	var c currency
	var l level
	var x float64
	for _, test := range []struct {
		doc, want string
		read      func(d *codec.Decoder, i int) int
	}{
		{`"EUR"`, "", func(d *codec.Decoder, i int) int { return codec.ReadEnum(&c, d, i, &rCurrency) }},
		{`"E\u0055R"`, "", func(d *codec.Decoder, i int) int { return codec.ReadEnum(&c, d, i, &rCurrency) }},
		{`"eur"`, " enum", func(d *codec.Decoder, i int) int { return codec.ReadEnum(&c, d, i, &rCurrency) }},
		{`1`, " string_type", func(d *codec.Decoder, i int) int { return codec.ReadEnum(&c, d, i, &rCurrency) }},
		{`-2.0`, "", func(d *codec.Decoder, i int) int { return codec.ReadIntEnum(&l, d, i, &levels) }},
		{`2`, " enum", func(d *codec.Decoder, i int) int { return codec.ReadIntEnum(&l, d, i, &levels) }},
		{`257`, " int_parsing_size", func(d *codec.Decoder, i int) int { return codec.ReadIntEnum(&l, d, i, &levels) }},
		{`5e-1`, "", func(d *codec.Decoder, i int) int { return codec.ReadFloatEnum(&x, d, i, &steps) }},
		{`0.6`, " enum", func(d *codec.Decoder, i int) int { return codec.ReadFloatEnum(&x, d, i, &steps) }},
	} {
		if got := faults(t, test.doc, test.read); got != test.want {
			t.Errorf("%s: %q, want %q", test.doc, got, test.want)
		}
	}
	var many rule.Enum[currency]
	for a := 'A'; a <= 'Z'; a++ {
		many.Values = append(many.Values, currency("X"+string(a)))
	}
	for doc, want := range map[string]string{`"XA"`: "", `"X\u005a"`: "", `"Xa"`: " enum", `""`: " enum"} {
		if got := faults(t, doc, func(d *codec.Decoder, i int) int { return codec.ReadEnum(&c, d, i, &many) }); got != want {
			t.Errorf("%s of many: %q, want %q", doc, got, want)
		}
	}
	if f := codec.ParseEnum(&c, "USD", &rCurrency); !f.OK() || c != "USD" {
		t.Errorf("USD: %v, %s", f, c)
	}
	if f := codec.ParseIntEnum(&l, "-2", &levels); !f.OK() || l != -2 {
		t.Errorf("-2: %v, %d", f, l)
	}
	if f := codec.ParseFloatEnum(&x, "1.5", &steps); f.Type != "enum" {
		t.Errorf("1.5: %v", f)
	}
}

// TestEscapes compares every character, written alone and inside of others,
// with encoding/json.
func TestEscapes(t *testing.T) {
	for r := rune(0); r < 0x3000; r++ {
		for _, s := range []string{string(r), "abcdefghi" + string(r) + "jklmnopqrst"} {
			got := string(codec.ElemString(&s, nil))
			var back string
			if err := json.Unmarshal([]byte(got), &back); err != nil || back != s {
				t.Fatalf("%q is written as %s: %v", s, got, err)
			}
			back = ""
			if f := faults(t, got, func(d *codec.Decoder, i int) int { return codec.ItemString(&back, d, i) }); f != "" || back != s {
				t.Fatalf("%s is read as %q: %s", got, back, f)
			}
		}
	}
	for in, want := range map[string]string{"a\xffb": "a\uFFFDb", "\xed\xa0\x80": "\uFFFD\uFFFD\uFFFD", "é\xc3": "é\uFFFD"} {
		if got := string(codec.AppendString(nil, in)); got != want {
			t.Errorf("%q is written as %q, want %q", in, got, want)
		}
	}
}
