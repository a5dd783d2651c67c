package codec

import (
	"net/netip"
	"time"

	"github.com/google/uuid"

	"github.com/specho/specho/rest/format"
)

// AppendUUID appends v without quotes, in lower case.
func AppendUUID(b []byte, v uuid.UUID) []byte { return format.AppendUUID(b, v) }

// AppendDate appends v as [format.AppendDate] does; a value that it cannot
// write is marked, see [AppendInvalid].
func AppendDate(b []byte, v format.Date) []byte {
	if !v.Valid() {
		return AppendInvalid(b, "a date is out of range")
	}
	return format.AppendDate(b, v)
}

// AppendDateTime appends v as [format.AppendDateTime] does; a value that it cannot
// write is marked, see [AppendInvalid].
func AppendDateTime(b []byte, v time.Time) []byte {
	b, ok := format.TryAppendDateTime(b, v)
	if !ok {
		return AppendInvalid(b, "a date-time is out of range")
	}
	return b
}

// AppendTime appends v as [format.AppendTime] does; a value that it cannot
// write is marked, see [AppendInvalid].
func AppendTime(b []byte, v format.Time) []byte {
	if !v.Valid() {
		return AppendInvalid(b, "a time is out of range")
	}
	return format.AppendTime(b, v)
}

// AppendLocalTime appends v as [format.AppendLocalTime] does; a value that it cannot
// write is marked, see [AppendInvalid].
func AppendLocalTime(b []byte, v format.LocalTime) []byte {
	if !v.Valid() {
		return AppendInvalid(b, "a time is out of range")
	}
	return format.AppendLocalTime(b, v)
}

// AppendLocalDateTime appends v as [format.AppendLocalDateTime] does; a value that it cannot
// write is marked, see [AppendInvalid].
func AppendLocalDateTime(b []byte, v format.LocalDateTime) []byte {
	if !v.Valid() {
		return AppendInvalid(b, "a date-time is out of range")
	}
	return format.AppendLocalDateTime(b, v)
}

// AppendDuration appends v without quotes, see [format.AppendDuration].
func AppendDuration(b []byte, v format.Duration) []byte { return format.AppendDuration(b, v) }

// AppendUnixTimeString appends v without quotes, see [format.AppendUnixTime].
func AppendUnixTimeString(b []byte, v format.UnixTime) []byte { return format.AppendUnixTime(b, v) }

// AppendHTTPDate appends v as [format.AppendHTTPDate] does; a value that it cannot
// write is marked, see [AppendInvalid].
func AppendHTTPDate(b []byte, v format.HTTPDate) []byte {
	if !v.Valid() {
		return AppendInvalid(b, "a date is out of range")
	}
	return format.AppendHTTPDate(b, v)
}

// AppendBytes appends v without quotes, see [format.AppendBytes].
func AppendBytes(b []byte, v []byte) []byte { return format.AppendBytes(b, v) }

// AppendBase64URL appends v without quotes, see [format.AppendBase64URL].
func AppendBase64URL(b []byte, v format.Base64URL) []byte { return format.AppendBase64URL(b, v) }

// AppendIPv4 appends v as [format.AppendIPv4] does; a value that it cannot
// write is marked, see [AppendInvalid].
func AppendIPv4(b []byte, v netip.Addr) []byte {
	if !v.Is4() {
		return AppendInvalid(b, "an IPv4 address is not one")
	}
	return format.AppendIPv4(b, v)
}

// AppendIPv6 appends v as [format.AppendIPv6] does; a value that it cannot
// write is marked, see [AppendInvalid].
func AppendIPv6(b []byte, v netip.Addr) []byte {
	if !v.Is6() || v.Zone() != "" {
		return AppendInvalid(b, "an IPv6 address is not one")
	}
	return format.AppendIPv6(b, v)
}

// AppendIPv4CIDR appends v as [format.AppendIPv4CIDR] does; a value that it cannot
// write is marked, see [AppendInvalid].
func AppendIPv4CIDR(b []byte, v netip.Prefix) []byte {
	if !(v.IsValid() && v.Addr().Is4()) {
		return AppendInvalid(b, "an IPv4 network is not one")
	}
	return format.AppendIPv4CIDR(b, v)
}

// AppendIPv6CIDR appends v as [format.AppendIPv6CIDR] does; a value that it cannot
// write is marked, see [AppendInvalid].
func AppendIPv6CIDR(b []byte, v netip.Prefix) []byte {
	if !(v.IsValid() && v.Addr().Is6()) {
		return AppendInvalid(b, "an IPv6 network is not one")
	}
	return format.AppendIPv6CIDR(b, v)
}

// AppendUnixTime appends the seconds since 1970.
func AppendUnixTime(b []byte, v format.UnixTime) []byte { return format.AppendUnixTime(b, v) }

// AppendDecimal appends the digits of v.
func AppendDecimal(b []byte, v format.Decimal) []byte { return format.AppendDecimal(b, v) }

// AppendDecimalNumber appends v as a JSON number.
func AppendDecimalNumber(b []byte, v format.Decimal) []byte { return format.AppendDecimal(b, v) }
