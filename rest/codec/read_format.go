package codec

import (
	"net/netip"
	"time"

	"github.com/google/uuid"

	"github.com/specho/specho/rest/format"
	"github.com/specho/specho/rest/rule"
)

// ReadUUID reads a string of format uuid, see [format.ParseUUID].
func ReadUUID(v *uuid.UUID, d *Decoder, i int, r *rule.String) int {
	if b := d.B; r == nil && i+38 <= len(b) && b[i] == '"' && b[i+37] == '"' {
		if format.SetUUID(v, view(b[i+1:i+37])) {
			return i + 38
		}
	}
	return readText(v, d, i, r, format.ParseUUID, &badUUID)
}

// ReadDate reads a string of format date, see [format.ParseDate].
func ReadDate(v *format.Date, d *Decoder, i int, r *rule.String) int {
	if b := d.B; r == nil && i+12 <= len(b) && b[i] == '"' && b[i+11] == '"' {
		var ok bool
		if *v, ok = format.ParseDate(view(b[i+1 : i+11])); ok {
			return i + 12
		}
	}
	return readText(v, d, i, r, format.ParseDate, &badDate)
}

// ReadDateTime reads a string of format date-time, see [format.ParseDateTime].
func ReadDateTime(v *time.Time, d *Decoder, i int, r *rule.String) int {
	if d.B[i] == '"' && r == nil {
		text, next := d.text(i)
		if next < 0 {
			return next
		}
		var ok bool
		if *v, ok = format.ParseDateTime(view(text)); !ok {
			d.Fail(i, badDateTime)
		}
		return next
	}
	return readText(v, d, i, r, format.ParseDateTime, &badDateTime)
}

// ReadTime reads a string of format time, see [format.ParseTime].
func ReadTime(v *format.Time, d *Decoder, i int, r *rule.String) int {
	return readText(v, d, i, r, format.ParseTime, &badTime)
}

// ReadLocalTime reads a string of format time-local, see [format.ParseLocalTime].
func ReadLocalTime(v *format.LocalTime, d *Decoder, i int, r *rule.String) int {
	return readText(v, d, i, r, format.ParseLocalTime, &badLocalTime)
}

// ReadLocalDateTime reads a string of format date-time-local, see [format.ParseLocalDateTime].
func ReadLocalDateTime(v *format.LocalDateTime, d *Decoder, i int, r *rule.String) int {
	return readText(v, d, i, r, format.ParseLocalDateTime, &badLocalDateTime)
}

// ReadDuration reads a string of format duration, see [format.ParseDuration].
func ReadDuration(v *format.Duration, d *Decoder, i int, r *rule.String) int {
	return readText(v, d, i, r, format.ParseDuration, &badDuration)
}

// ReadHTTPDate reads a string of format http-date, see [format.ParseHTTPDate].
func ReadHTTPDate(v *format.HTTPDate, d *Decoder, i int, r *rule.String) int {
	return readText(v, d, i, r, format.ParseHTTPDate, &badHTTPDate)
}

// ReadBytes reads a string of format byte, see [format.ParseBytes].
func ReadBytes(v *[]byte, d *Decoder, i int, r *rule.String) int {
	return readText(v, d, i, r, format.ParseBytes, &badBytes)
}

// ReadBase64URL reads a string of format base64url, see [format.ParseBase64URL].
func ReadBase64URL(v *format.Base64URL, d *Decoder, i int, r *rule.String) int {
	return readText(v, d, i, r, format.ParseBase64URL, &badBase64URL)
}

// ReadIPv4 reads a string of format ipv4, see [format.ParseIPv4].
func ReadIPv4(v *netip.Addr, d *Decoder, i int, r *rule.String) int {
	return readText(v, d, i, r, format.ParseIPv4, &badIPv4)
}

// ReadIPv6 reads a string of format ipv6, see [format.ParseIPv6].
func ReadIPv6(v *netip.Addr, d *Decoder, i int, r *rule.String) int {
	return readText(v, d, i, r, format.ParseIPv6, &badIPv6)
}

// ReadIPv4CIDR reads a string of format ipv4-cidr, see [format.ParseIPv4CIDR].
func ReadIPv4CIDR(v *netip.Prefix, d *Decoder, i int, r *rule.String) int {
	return readText(v, d, i, r, format.ParseIPv4CIDR, &badIPv4CIDR)
}

// ReadIPv6CIDR reads a string of format ipv6-cidr, see [format.ParseIPv6CIDR].
func ReadIPv6CIDR(v *netip.Prefix, d *Decoder, i int, r *rule.String) int {
	return readText(v, d, i, r, format.ParseIPv6CIDR, &badIPv6CIDR)
}

// ReadUnixTimeString reads a string of format unixtime, see
// [format.ParseUnixTime].
func ReadUnixTimeString(v *format.UnixTime, d *Decoder, i int, r *rule.String) int {
	return readText(v, d, i, r, format.ParseUnixTime, &badUnixTime)
}

// ReadUnixTime reads a number of seconds since 1970, an integer. The rule is
// about the seconds.
func ReadUnixTime(v *format.UnixTime, d *Decoder, i int, r *rule.Int) int {
	var seconds int64
	failed := d.failed
	next := ReadSigned(&seconds, d, i, r)
	if next < 0 || d.failed > failed {
		return next
	}
	t, ok := format.UnixTimeOf(seconds)
	if *v = t; !ok {
		d.Fail(i, badUnixTime)
	}
	return next
}

// ReadDecimal reads a decimal number from a string, see [format.ParseDecimal].
func ReadDecimal(v *format.Decimal, d *Decoder, i int, r *rule.Decimal) int {
	if d.B[i] != '"' {
		return d.mistyped(i, notString)
	}
	text, next := d.text(i)
	if next < 0 {
		return next
	}
	return d.decimal(v, i, next, r, text, format.ParseDecimal)
}

// ReadDecimalNumber reads a number as exactly as it is written, see
// [format.ParseDecimalNumber].
func ReadDecimalNumber(v *format.Decimal, d *Decoder, i int, r *rule.Decimal) int {
	if c := d.B[i]; c != '-' && c-'0' > 9 {
		return d.mistyped(i, notDecimal)
	}
	next := d.skipNumber(i)
	if next < 0 {
		return next
	}
	return d.decimal(v, i, next, r, d.B[i:next], format.ParseDecimalNumber)
}

// decimal converts the text of the value at i..next. A Decimal keeps its text,
// so it must be a copy.
func (d *Decoder) decimal(v *format.Decimal, i, next int, r *rule.Decimal, text []byte, parse func(string) (format.Decimal, bool)) int {
	x, ok := parse(d.own(text))
	if *v = x; !ok {
		d.Fail(i, badDecimal)
	} else if r != nil {
		d.Fail(i, r.Check(x))
	}
	return next
}

// ReadInt64String reads a 64-bit integer from a string, as documents do that
// fear for JavaScript's precision.
func ReadInt64String(v *int64, d *Decoder, i int, r *rule.Int) int {
	return readNumberString(v, d, i, r, ParseInt64)
}

// ReadUint64String is [ReadInt64String] without a sign.
func ReadUint64String(v *uint64, d *Decoder, i int, r *rule.Uint) int {
	return readNumberString(v, d, i, r, ParseUint64)
}

func readNumberString[T, R any](v *T, d *Decoder, i int, r *R, parse func(v *T, s string, r *R) rule.Fault) int {
	if d.B[i] != '"' {
		return d.mistyped(i, notString)
	}
	text, next := d.text(i)
	if next >= 0 {
		d.Fail(i, parse(v, view(text), r))
	}
	return next
}
