package codec

import (
	"strconv"

	"github.com/specho/specho/rest/rule"
)

// What is wrong with a value of another type or a text of another form. The
// slugs are pydantic's where it has one.
var (
	notString  = rule.Fault{Type: "string_type", Message: "must be a string"}
	notBool    = rule.Fault{Type: "bool_type", Message: "must be true or false"}
	notInteger = rule.Fault{Type: "int_type", Message: "must be an integer"}
	notNumber  = rule.Fault{Type: "float_type", Message: "must be a number"}
	notDecimal = rule.Fault{Type: "decimal_type", Message: "must be a number"}
	notArray   = rule.Fault{Type: "list_type", Message: "must be an array"}
	notObject  = rule.Fault{Type: "model_attributes_type", Message: "must be an object"}
	notMap     = rule.Fault{Type: "dict_type", Message: "must be an object"}

	notWhole  = rule.Fault{Type: "int_from_float", Message: "must be an integer, without a fraction"}
	belowZero = rule.Fault{Type: "greater_than_equal", Message: "must be at least 0", Context: rule.Context{"ge": 0}}
	infinite  = rule.Fault{Type: "finite_number", Message: "must be a number within the range of the type"}

	missing   = rule.Fault{Type: "missing", Message: "is required"}
	extra     = rule.Fault{Type: "extra_forbidden", Message: "is not a member of the object"}
	duplicate = rule.Fault{Type: "json_duplicate", Message: "must not be given twice"}

	badInteger = rule.Fault{Type: "int_parsing", Message: "must be an integer"}
	badNumber  = rule.Fault{Type: "float_parsing", Message: "must be a number"}
	badBool    = rule.Fault{Type: "bool_parsing", Message: "must be true or false"}
	badJSON    = rule.Fault{Type: "json_invalid", Message: "must be JSON"}
)

// The same for the formats.
var (
	badUUID          = malformed("uuid_parsing", "UUID")
	badDate          = malformed("date_parsing", "date")
	badDateTime      = malformed("datetime_parsing", "date-time")
	badTime          = malformed("time_parsing", "time with an offset")
	badLocalTime     = malformed("time_parsing", "time without an offset")
	badLocalDateTime = malformed("datetime_parsing", "date-time without an offset")
	badDuration      = malformed("time_delta_parsing", "ISO 8601 duration")
	badDecimal       = malformed("decimal_parsing", "decimal number")
	badUnixTime      = malformed("datetime_parsing", "time in seconds since 1970")
	badHTTPDate      = malformed("datetime_parsing", "HTTP date")
	badBytes         = malformed("base64_decode", "base64 text")
	badBase64URL     = malformed("base64_decode", "base64url text")
	badIPv4          = malformed("ip_v4_address", "IPv4 address")
	badIPv6          = malformed("ip_v6_address", "IPv6 address")
	badIPv4CIDR      = malformed("ip_v4_network", "IPv4 network")
	badIPv6CIDR      = malformed("ip_v6_network", "IPv6 network")
)

func malformed(slug, what string) rule.Fault {
	return rule.Fault{Type: slug, Message: "must be a valid " + what}
}

func tooManyBits(n int) rule.Fault {
	return rule.Fault{Type: "int_parsing_size", Message: "must be an integer of " + strconv.Itoa(n) + " bits"}
}

// notEqual is the fault of a value that is not the JSON value want.
func notEqual(want string) rule.Fault {
	return rule.Fault{Type: "literal_error", Message: "must be " + want, Context: rule.Context{"expected": want}}
}
