package codec

import (
	"net/netip"
	"time"

	"github.com/google/uuid"

	"github.com/specho/specho/rest/format"
)

// ElemString appends *v with its quotes.
func ElemString(v *string, b []byte) []byte {
	return EndString(append(b, '"'), *v)
}

// ElemSecret appends *v with its quotes.
func ElemSecret(v *format.Secret, b []byte) []byte {
	return append(AppendSecret(append(b, '"'), *v), '"')
}

// ElemInt64String appends *v with its quotes.
func ElemInt64String(v *int64, b []byte) []byte {
	return append(AppendInt64String(append(b, '"'), *v), '"')
}

// ElemUint64String appends *v with its quotes.
func ElemUint64String(v *uint64, b []byte) []byte {
	return append(AppendUint64String(append(b, '"'), *v), '"')
}

// ElemDecimal appends *v with its quotes.
func ElemDecimal(v *format.Decimal, b []byte) []byte {
	return append(AppendDecimal(append(b, '"'), *v), '"')
}

// ElemBool appends *v, like [AppendBool].
func ElemBool(v *bool, b []byte) []byte { return AppendBool(b, *v) }

// ElemInt8 appends *v, like [AppendInt8].
func ElemInt8(v *int8, b []byte) []byte { return AppendInt8(b, *v) }

// ElemInt16 appends *v, like [AppendInt16].
func ElemInt16(v *int16, b []byte) []byte { return AppendInt16(b, *v) }

// ElemInt32 appends *v, like [AppendInt32].
func ElemInt32(v *int32, b []byte) []byte { return AppendInt32(b, *v) }

// ElemInt64 appends *v, like [AppendInt64].
func ElemInt64(v *int64, b []byte) []byte { return AppendInt64(b, *v) }

// ElemUint8 appends *v, like [AppendUint8].
func ElemUint8(v *uint8, b []byte) []byte { return AppendUint8(b, *v) }

// ElemUint16 appends *v, like [AppendUint16].
func ElemUint16(v *uint16, b []byte) []byte { return AppendUint16(b, *v) }

// ElemUint32 appends *v, like [AppendUint32].
func ElemUint32(v *uint32, b []byte) []byte { return AppendUint32(b, *v) }

// ElemUint64 appends *v, like [AppendUint64].
func ElemUint64(v *uint64, b []byte) []byte { return AppendUint64(b, *v) }

// ElemFloat32 appends *v, like [AppendFloat32].
func ElemFloat32(v *float32, b []byte) []byte { return AppendFloat32(b, *v) }

// ElemFloat64 appends *v, like [AppendFloat64].
func ElemFloat64(v *float64, b []byte) []byte { return AppendFloat64(b, *v) }

// ElemDecimalNumber appends *v, like [AppendDecimalNumber].
func ElemDecimalNumber(v *format.Decimal, b []byte) []byte { return AppendDecimalNumber(b, *v) }

// ElemUnixTime appends *v, like [AppendUnixTime].
func ElemUnixTime(v *format.UnixTime, b []byte) []byte { return AppendUnixTime(b, *v) }

// ElemRaw appends *v, like [AppendRaw].
func ElemRaw(v *Raw, b []byte) []byte { return AppendRaw(b, *v) }

// ElemUUID appends *v with its quotes.
func ElemUUID(v *uuid.UUID, b []byte) []byte {
	return append(AppendUUID(append(b, '"'), *v), '"')
}

// ElemDate appends *v with its quotes.
func ElemDate(v *format.Date, b []byte) []byte {
	return append(AppendDate(append(b, '"'), *v), '"')
}

// ElemDateTime appends *v with its quotes.
func ElemDateTime(v *time.Time, b []byte) []byte {
	return append(AppendDateTime(append(b, '"'), *v), '"')
}

// ElemTime appends *v with its quotes.
func ElemTime(v *format.Time, b []byte) []byte {
	return append(AppendTime(append(b, '"'), *v), '"')
}

// ElemLocalTime appends *v with its quotes.
func ElemLocalTime(v *format.LocalTime, b []byte) []byte {
	return append(AppendLocalTime(append(b, '"'), *v), '"')
}

// ElemLocalDateTime appends *v with its quotes.
func ElemLocalDateTime(v *format.LocalDateTime, b []byte) []byte {
	return append(AppendLocalDateTime(append(b, '"'), *v), '"')
}

// ElemDuration appends *v with its quotes.
func ElemDuration(v *format.Duration, b []byte) []byte {
	return append(AppendDuration(append(b, '"'), *v), '"')
}

// ElemUnixTimeString appends *v with its quotes.
func ElemUnixTimeString(v *format.UnixTime, b []byte) []byte {
	return append(AppendUnixTimeString(append(b, '"'), *v), '"')
}

// ElemHTTPDate appends *v with its quotes.
func ElemHTTPDate(v *format.HTTPDate, b []byte) []byte {
	return append(AppendHTTPDate(append(b, '"'), *v), '"')
}

// ElemBytes appends *v with its quotes.
func ElemBytes(v *[]byte, b []byte) []byte {
	return append(AppendBytes(append(b, '"'), *v), '"')
}

// ElemBase64URL appends *v with its quotes.
func ElemBase64URL(v *format.Base64URL, b []byte) []byte {
	return append(AppendBase64URL(append(b, '"'), *v), '"')
}

// ElemIPv4 appends *v with its quotes.
func ElemIPv4(v *netip.Addr, b []byte) []byte {
	return append(AppendIPv4(append(b, '"'), *v), '"')
}

// ElemIPv6 appends *v with its quotes.
func ElemIPv6(v *netip.Addr, b []byte) []byte {
	return append(AppendIPv6(append(b, '"'), *v), '"')
}

// ElemIPv4CIDR appends *v with its quotes.
func ElemIPv4CIDR(v *netip.Prefix, b []byte) []byte {
	return append(AppendIPv4CIDR(append(b, '"'), *v), '"')
}

// ElemIPv6CIDR appends *v with its quotes.
func ElemIPv6CIDR(v *netip.Prefix, b []byte) []byte {
	return append(AppendIPv6CIDR(append(b, '"'), *v), '"')
}
