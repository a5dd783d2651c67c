package codec

import (
	"net/netip"
	"time"

	"github.com/google/uuid"

	"github.com/specho/specho/rest/format"
)

// ItemString is [ReadString] without a rule.
func ItemString(v *string, d *Decoder, i int) int { return ReadString(v, d, i, nil) }

// ItemSecret is [ReadSecret] without a rule.
func ItemSecret(v *format.Secret, d *Decoder, i int) int { return ReadSecret(v, d, i, nil) }

// ItemInt64String is [ReadInt64String] without a rule.
func ItemInt64String(v *int64, d *Decoder, i int) int { return ReadInt64String(v, d, i, nil) }

// ItemUint64String is [ReadUint64String] without a rule.
func ItemUint64String(v *uint64, d *Decoder, i int) int { return ReadUint64String(v, d, i, nil) }

// ItemDecimal is [ReadDecimal] without a rule.
func ItemDecimal(v *format.Decimal, d *Decoder, i int) int { return ReadDecimal(v, d, i, nil) }

// ItemBool is [ReadBool] without a rule.
func ItemBool(v *bool, d *Decoder, i int) int { return ReadBool(v, d, i, nil) }

// ItemInt8 is [ReadInt8] without a rule.
func ItemInt8(v *int8, d *Decoder, i int) int { return ReadInt8(v, d, i, nil) }

// ItemInt16 is [ReadInt16] without a rule.
func ItemInt16(v *int16, d *Decoder, i int) int { return ReadInt16(v, d, i, nil) }

// ItemInt32 is [ReadInt32] without a rule.
func ItemInt32(v *int32, d *Decoder, i int) int { return ReadInt32(v, d, i, nil) }

// ItemInt64 is [ReadInt64] without a rule.
func ItemInt64(v *int64, d *Decoder, i int) int { return ReadInt64(v, d, i, nil) }

// ItemUint8 is [ReadUint8] without a rule.
func ItemUint8(v *uint8, d *Decoder, i int) int { return ReadUint8(v, d, i, nil) }

// ItemUint16 is [ReadUint16] without a rule.
func ItemUint16(v *uint16, d *Decoder, i int) int { return ReadUint16(v, d, i, nil) }

// ItemUint32 is [ReadUint32] without a rule.
func ItemUint32(v *uint32, d *Decoder, i int) int { return ReadUint32(v, d, i, nil) }

// ItemUint64 is [ReadUint64] without a rule.
func ItemUint64(v *uint64, d *Decoder, i int) int { return ReadUint64(v, d, i, nil) }

// ItemFloat32 is [ReadFloat32] without a rule.
func ItemFloat32(v *float32, d *Decoder, i int) int { return ReadFloat32(v, d, i, nil) }

// ItemFloat64 is [ReadFloat64] without a rule.
func ItemFloat64(v *float64, d *Decoder, i int) int { return ReadFloat64(v, d, i, nil) }

// ItemDecimalNumber is [ReadDecimalNumber] without a rule.
func ItemDecimalNumber(v *format.Decimal, d *Decoder, i int) int {
	return ReadDecimalNumber(v, d, i, nil)
}

// ItemUnixTime is [ReadUnixTime] without a rule.
func ItemUnixTime(v *format.UnixTime, d *Decoder, i int) int { return ReadUnixTime(v, d, i, nil) }

// ItemRaw is [ReadRaw] without a rule.
func ItemRaw(v *Raw, d *Decoder, i int) int { return ReadRaw(v, d, i, nil) }

// ItemUUID is [ReadUUID] without a rule.
func ItemUUID(v *uuid.UUID, d *Decoder, i int) int { return ReadUUID(v, d, i, nil) }

// ItemDate is [ReadDate] without a rule.
func ItemDate(v *format.Date, d *Decoder, i int) int { return ReadDate(v, d, i, nil) }

// ItemDateTime is [ReadDateTime] without a rule.
func ItemDateTime(v *time.Time, d *Decoder, i int) int { return ReadDateTime(v, d, i, nil) }

// ItemTime is [ReadTime] without a rule.
func ItemTime(v *format.Time, d *Decoder, i int) int { return ReadTime(v, d, i, nil) }

// ItemLocalTime is [ReadLocalTime] without a rule.
func ItemLocalTime(v *format.LocalTime, d *Decoder, i int) int { return ReadLocalTime(v, d, i, nil) }

// ItemLocalDateTime is [ReadLocalDateTime] without a rule.
func ItemLocalDateTime(v *format.LocalDateTime, d *Decoder, i int) int {
	return ReadLocalDateTime(v, d, i, nil)
}

// ItemDuration is [ReadDuration] without a rule.
func ItemDuration(v *format.Duration, d *Decoder, i int) int { return ReadDuration(v, d, i, nil) }

// ItemUnixTimeString is [ReadUnixTimeString] without a rule.
func ItemUnixTimeString(v *format.UnixTime, d *Decoder, i int) int {
	return ReadUnixTimeString(v, d, i, nil)
}

// ItemHTTPDate is [ReadHTTPDate] without a rule.
func ItemHTTPDate(v *format.HTTPDate, d *Decoder, i int) int { return ReadHTTPDate(v, d, i, nil) }

// ItemBytes is [ReadBytes] without a rule.
func ItemBytes(v *[]byte, d *Decoder, i int) int { return ReadBytes(v, d, i, nil) }

// ItemBase64URL is [ReadBase64URL] without a rule.
func ItemBase64URL(v *format.Base64URL, d *Decoder, i int) int { return ReadBase64URL(v, d, i, nil) }

// ItemIPv4 is [ReadIPv4] without a rule.
func ItemIPv4(v *netip.Addr, d *Decoder, i int) int { return ReadIPv4(v, d, i, nil) }

// ItemIPv6 is [ReadIPv6] without a rule.
func ItemIPv6(v *netip.Addr, d *Decoder, i int) int { return ReadIPv6(v, d, i, nil) }

// ItemIPv4CIDR is [ReadIPv4CIDR] without a rule.
func ItemIPv4CIDR(v *netip.Prefix, d *Decoder, i int) int { return ReadIPv4CIDR(v, d, i, nil) }

// ItemIPv6CIDR is [ReadIPv6CIDR] without a rule.
func ItemIPv6CIDR(v *netip.Prefix, d *Decoder, i int) int { return ReadIPv6CIDR(v, d, i, nil) }
