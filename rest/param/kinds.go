package param

import (
	"net/netip"
	"time"

	"github.com/google/uuid"

	"github.com/specho/specho/rest/codec"
	"github.com/specho/specho/rest/format"
	"github.com/specho/specho/rest/rule"
)

// The functions of this file do what [Read] does for the kinds of package codec. Each calls its
// parser by name, so that the compiler sees that v is not kept, and requests stay on the stack.

// ReadString reads a text. It reports whether the parameter is there and good; v is only
// to be used then.
func ReadString(p *Reader, x *Param, v *string, r *rule.String) bool {
	text, ok := p.Text(x)
	return ok && p.good(x, codec.ParseString(v, text, r), text)
}

// ReadEnum is [ReadString] for one of the values of r.
func ReadEnum[T ~string](p *Reader, x *Param, v *T, r *rule.Enum[T]) bool {
	text, ok := p.Text(x)
	return ok && p.good(x, codec.ParseEnum(v, text, r), text)
}

// ReadSecret is [ReadString] for [codec.ParseSecret].
func ReadSecret(p *Reader, x *Param, v *format.Secret, r *rule.String) bool {
	text, ok := p.Text(x)
	return ok && p.good(x, codec.ParseSecret(v, text, r), text)
}

// ReadBool is [ReadString] for [codec.ParseBool].
func ReadBool(p *Reader, x *Param, v *bool, r *rule.None) bool {
	text, ok := p.Text(x)
	return ok && p.good(x, codec.ParseBool(v, text, r), text)
}

// ReadUUID is [ReadString] for [codec.ParseUUID].
func ReadUUID(p *Reader, x *Param, v *uuid.UUID, r *rule.String) bool {
	text, ok := p.Text(x)
	return ok && p.good(x, codec.ParseUUID(v, text, r), text)
}

// ReadDate is [ReadString] for [codec.ParseDate].
func ReadDate(p *Reader, x *Param, v *format.Date, r *rule.String) bool {
	text, ok := p.Text(x)
	return ok && p.good(x, codec.ParseDate(v, text, r), text)
}

// ReadDateTime is [ReadString] for [codec.ParseDateTime].
func ReadDateTime(p *Reader, x *Param, v *time.Time, r *rule.String) bool {
	text, ok := p.Text(x)
	return ok && p.good(x, codec.ParseDateTime(v, text, r), text)
}

// ReadTime is [ReadString] for [codec.ParseTime].
func ReadTime(p *Reader, x *Param, v *format.Time, r *rule.String) bool {
	text, ok := p.Text(x)
	return ok && p.good(x, codec.ParseTime(v, text, r), text)
}

// ReadLocalTime is [ReadString] for [codec.ParseLocalTime].
func ReadLocalTime(p *Reader, x *Param, v *format.LocalTime, r *rule.String) bool {
	text, ok := p.Text(x)
	return ok && p.good(x, codec.ParseLocalTime(v, text, r), text)
}

// ReadLocalDateTime is [ReadString] for [codec.ParseLocalDateTime].
func ReadLocalDateTime(p *Reader, x *Param, v *format.LocalDateTime, r *rule.String) bool {
	text, ok := p.Text(x)
	return ok && p.good(x, codec.ParseLocalDateTime(v, text, r), text)
}

// ReadDuration is [ReadString] for [codec.ParseDuration].
func ReadDuration(p *Reader, x *Param, v *format.Duration, r *rule.String) bool {
	text, ok := p.Text(x)
	return ok && p.good(x, codec.ParseDuration(v, text, r), text)
}

// ReadUnixTimeString is [ReadString] for [codec.ParseUnixTimeString].
func ReadUnixTimeString(p *Reader, x *Param, v *format.UnixTime, r *rule.String) bool {
	text, ok := p.Text(x)
	return ok && p.good(x, codec.ParseUnixTimeString(v, text, r), text)
}

// ReadHTTPDate is [ReadString] for [codec.ParseHTTPDate].
func ReadHTTPDate(p *Reader, x *Param, v *format.HTTPDate, r *rule.String) bool {
	text, ok := p.Text(x)
	return ok && p.good(x, codec.ParseHTTPDate(v, text, r), text)
}

// ReadBytes is [ReadString] for [codec.ParseBytes].
func ReadBytes(p *Reader, x *Param, v *[]byte, r *rule.String) bool {
	text, ok := p.Text(x)
	return ok && p.good(x, codec.ParseBytes(v, text, r), text)
}

// ReadBase64URL is [ReadString] for [codec.ParseBase64URL].
func ReadBase64URL(p *Reader, x *Param, v *format.Base64URL, r *rule.String) bool {
	text, ok := p.Text(x)
	return ok && p.good(x, codec.ParseBase64URL(v, text, r), text)
}

// ReadIPv4 is [ReadString] for [codec.ParseIPv4].
func ReadIPv4(p *Reader, x *Param, v *netip.Addr, r *rule.String) bool {
	text, ok := p.Text(x)
	return ok && p.good(x, codec.ParseIPv4(v, text, r), text)
}

// ReadIPv6 is [ReadString] for [codec.ParseIPv6].
func ReadIPv6(p *Reader, x *Param, v *netip.Addr, r *rule.String) bool {
	text, ok := p.Text(x)
	return ok && p.good(x, codec.ParseIPv6(v, text, r), text)
}

// ReadIPv4CIDR is [ReadString] for [codec.ParseIPv4CIDR].
func ReadIPv4CIDR(p *Reader, x *Param, v *netip.Prefix, r *rule.String) bool {
	text, ok := p.Text(x)
	return ok && p.good(x, codec.ParseIPv4CIDR(v, text, r), text)
}

// ReadIPv6CIDR is [ReadString] for [codec.ParseIPv6CIDR].
func ReadIPv6CIDR(p *Reader, x *Param, v *netip.Prefix, r *rule.String) bool {
	text, ok := p.Text(x)
	return ok && p.good(x, codec.ParseIPv6CIDR(v, text, r), text)
}

// ReadFloat64 is [ReadString] for [codec.ParseFloat64].
func ReadFloat64(p *Reader, x *Param, v *float64, r *rule.Float) bool {
	text, ok := p.Text(x)
	return ok && p.good(x, codec.ParseFloat64(v, text, r), text)
}

// ReadFloat32 is [ReadString] for [codec.ParseFloat32].
func ReadFloat32(p *Reader, x *Param, v *float32, r *rule.Float) bool {
	text, ok := p.Text(x)
	return ok && p.good(x, codec.ParseFloat32(v, text, r), text)
}

// ReadDecimal is [ReadString] for [codec.ParseDecimal].
func ReadDecimal(p *Reader, x *Param, v *format.Decimal, r *rule.Decimal) bool {
	text, ok := p.Text(x)
	return ok && p.good(x, codec.ParseDecimal(v, text, r), text)
}

// ReadDecimalNumber is [ReadString] for [codec.ParseDecimalNumber].
func ReadDecimalNumber(p *Reader, x *Param, v *format.Decimal, r *rule.Decimal) bool {
	text, ok := p.Text(x)
	return ok && p.good(x, codec.ParseDecimalNumber(v, text, r), text)
}

// ReadUnixTime is [ReadString] for [codec.ParseUnixTime].
func ReadUnixTime(p *Reader, x *Param, v *format.UnixTime, r *rule.Int) bool {
	text, ok := p.Text(x)
	return ok && p.good(x, codec.ParseUnixTime(v, text, r), text)
}

// ReadInt8 is [ReadString] for [codec.ParseInt8].
func ReadInt8(p *Reader, x *Param, v *int8, r *rule.Int) bool {
	text, ok := p.Text(x)
	return ok && p.good(x, codec.ParseInt8(v, text, r), text)
}

// ReadUint8 is [ReadString] for [codec.ParseUint8].
func ReadUint8(p *Reader, x *Param, v *uint8, r *rule.Uint) bool {
	text, ok := p.Text(x)
	return ok && p.good(x, codec.ParseUint8(v, text, r), text)
}

// ReadInt16 is [ReadString] for [codec.ParseInt16].
func ReadInt16(p *Reader, x *Param, v *int16, r *rule.Int) bool {
	text, ok := p.Text(x)
	return ok && p.good(x, codec.ParseInt16(v, text, r), text)
}

// ReadUint16 is [ReadString] for [codec.ParseUint16].
func ReadUint16(p *Reader, x *Param, v *uint16, r *rule.Uint) bool {
	text, ok := p.Text(x)
	return ok && p.good(x, codec.ParseUint16(v, text, r), text)
}

// ReadInt32 is [ReadString] for [codec.ParseInt32].
func ReadInt32(p *Reader, x *Param, v *int32, r *rule.Int) bool {
	text, ok := p.Text(x)
	return ok && p.good(x, codec.ParseInt32(v, text, r), text)
}

// ReadUint32 is [ReadString] for [codec.ParseUint32].
func ReadUint32(p *Reader, x *Param, v *uint32, r *rule.Uint) bool {
	text, ok := p.Text(x)
	return ok && p.good(x, codec.ParseUint32(v, text, r), text)
}

// ReadInt64 is [ReadString] for [codec.ParseInt64].
func ReadInt64(p *Reader, x *Param, v *int64, r *rule.Int) bool {
	text, ok := p.Text(x)
	return ok && p.good(x, codec.ParseInt64(v, text, r), text)
}

// ReadUint64 is [ReadString] for [codec.ParseUint64].
func ReadUint64(p *Reader, x *Param, v *uint64, r *rule.Uint) bool {
	text, ok := p.Text(x)
	return ok && p.good(x, codec.ParseUint64(v, text, r), text)
}

// ReadInt64String is [ReadString] for [codec.ParseInt64String].
func ReadInt64String(p *Reader, x *Param, v *int64, r *rule.Int) bool {
	text, ok := p.Text(x)
	return ok && p.good(x, codec.ParseInt64String(v, text, r), text)
}

// ReadUint64String is [ReadString] for [codec.ParseUint64String].
func ReadUint64String(p *Reader, x *Param, v *uint64, r *rule.Uint) bool {
	text, ok := p.Text(x)
	return ok && p.good(x, codec.ParseUint64String(v, text, r), text)
}

// ReadRaw is [ReadString] for [codec.ParseRaw].
func ReadRaw(p *Reader, x *Param, v *codec.Raw, r *rule.None) bool {
	text, ok := p.Text(x)
	return ok && p.good(x, codec.ParseRaw(v, text, r), text)
}
