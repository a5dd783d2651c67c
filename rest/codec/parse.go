package codec

import (
	"net/netip"
	"time"

	"github.com/google/uuid"

	"github.com/specho/specho/rest/format"
	"github.com/specho/specho/rest/rule"
)

// ParseString takes s as it is. Like all Parse functions, it is for the text of
// a parameter, a header, a form field or a member name, as strict as the reader
// of the same name is for JSON; the zero Fault means that *v is set.
func ParseString(v *string, s string, r *rule.String) rule.Fault {
	*v = s
	return r.Check(s)
}

// ParseSecret is [ParseString] for a secret.
func ParseSecret(v *format.Secret, s string, r *rule.String) rule.Fault {
	*v = format.Secret(s)
	return r.Check(s)
}

// ParseBool takes true and false only.
func ParseBool(v *bool, s string, _ *rule.None) rule.Fault {
	if *v = s == "true"; !*v && s != "false" {
		return badBool
	}
	return rule.Fault{}
}

// parsed is the end of the Parse function of a format: ok if s has the format,
// else wrong is the fault. The functions are spelled out so that *v, a part of a
// request, can stay on the stack.
func parsed(ok bool, s string, r *rule.String, wrong *rule.Fault) rule.Fault {
	if !ok {
		return *wrong
	}
	if r == nil {
		return rule.Fault{}
	}
	return r.Check(s)
}

// ParseUUID takes what [format.ParseUUID] takes.
func ParseUUID(v *uuid.UUID, s string, r *rule.String) rule.Fault {
	return parsed(format.SetUUID(v, s), s, r, &badUUID)
}

// ParseDate takes what [format.ParseDate] takes.
func ParseDate(v *format.Date, s string, r *rule.String) rule.Fault {
	x, ok := format.ParseDate(s)
	*v = x
	return parsed(ok, s, r, &badDate)
}

// ParseDateTime takes what [format.ParseDateTime] takes.
func ParseDateTime(v *time.Time, s string, r *rule.String) rule.Fault {
	x, ok := format.ParseDateTime(s)
	*v = x
	return parsed(ok, s, r, &badDateTime)
}

// ParseTime takes what [format.ParseTime] takes.
func ParseTime(v *format.Time, s string, r *rule.String) rule.Fault {
	x, ok := format.ParseTime(s)
	*v = x
	return parsed(ok, s, r, &badTime)
}

// ParseLocalTime takes what [format.ParseLocalTime] takes.
func ParseLocalTime(v *format.LocalTime, s string, r *rule.String) rule.Fault {
	x, ok := format.ParseLocalTime(s)
	*v = x
	return parsed(ok, s, r, &badLocalTime)
}

// ParseLocalDateTime takes what [format.ParseLocalDateTime] takes.
func ParseLocalDateTime(v *format.LocalDateTime, s string, r *rule.String) rule.Fault {
	x, ok := format.ParseLocalDateTime(s)
	*v = x
	return parsed(ok, s, r, &badLocalDateTime)
}

// ParseDuration takes what [format.ParseDuration] takes.
func ParseDuration(v *format.Duration, s string, r *rule.String) rule.Fault {
	x, ok := format.ParseDuration(s)
	*v = x
	return parsed(ok, s, r, &badDuration)
}

// ParseUnixTimeString takes what [format.ParseUnixTime] takes.
func ParseUnixTimeString(v *format.UnixTime, s string, r *rule.String) rule.Fault {
	x, ok := format.ParseUnixTime(s)
	*v = x
	return parsed(ok, s, r, &badUnixTime)
}

// ParseHTTPDate takes what [format.ParseHTTPDate] takes.
func ParseHTTPDate(v *format.HTTPDate, s string, r *rule.String) rule.Fault {
	x, ok := format.ParseHTTPDate(s)
	*v = x
	return parsed(ok, s, r, &badHTTPDate)
}

// ParseBytes takes what [format.ParseBytes] takes.
func ParseBytes(v *[]byte, s string, r *rule.String) rule.Fault {
	x, ok := format.ParseBytes(s)
	*v = x
	return parsed(ok, s, r, &badBytes)
}

// ParseBase64URL takes what [format.ParseBase64URL] takes.
func ParseBase64URL(v *format.Base64URL, s string, r *rule.String) rule.Fault {
	x, ok := format.ParseBase64URL(s)
	*v = x
	return parsed(ok, s, r, &badBase64URL)
}

// ParseIPv4 takes what [format.ParseIPv4] takes.
func ParseIPv4(v *netip.Addr, s string, r *rule.String) rule.Fault {
	x, ok := format.ParseIPv4(s)
	*v = x
	return parsed(ok, s, r, &badIPv4)
}

// ParseIPv6 takes what [format.ParseIPv6] takes.
func ParseIPv6(v *netip.Addr, s string, r *rule.String) rule.Fault {
	x, ok := format.ParseIPv6(s)
	*v = x
	return parsed(ok, s, r, &badIPv6)
}

// ParseIPv4CIDR takes what [format.ParseIPv4CIDR] takes.
func ParseIPv4CIDR(v *netip.Prefix, s string, r *rule.String) rule.Fault {
	x, ok := format.ParseIPv4CIDR(s)
	*v = x
	return parsed(ok, s, r, &badIPv4CIDR)
}

// ParseIPv6CIDR takes what [format.ParseIPv6CIDR] takes.
func ParseIPv6CIDR(v *netip.Prefix, s string, r *rule.String) rule.Fault {
	x, ok := format.ParseIPv6CIDR(s)
	*v = x
	return parsed(ok, s, r, &badIPv6CIDR)
}
