package codec

import (
	"strconv"

	"github.com/specho/specho/rest/rule"
)

// What is wrong with a value of another type or a text of another form, in the
// words of package rule.
var (
	notString  = rule.NotString()
	notBool    = rule.NotBool()
	notInteger = rule.NotInt()
	notNumber  = rule.NotNumber()
	notDecimal = rule.Fault{Type: "decimal_type", Message: "must be a number"}
	notArray   = rule.NotArray()
	notObject  = rule.NotModel()
	notMap     = rule.NotObject()

	notWhole   = rule.NotWhole()
	notLiteral = rule.NotLiteral()
	belowZero  = rule.Fault{Type: "greater_than_equal", Message: "must be at least 0", Context: rule.Context{"ge": 0}}
	infinite   = rule.NotFinite()

	missing   = rule.Missing()
	extra     = rule.Extra()
	duplicate = rule.Fault{Type: "json_duplicate", Message: "must not be given twice"}

	badInteger = rule.BadInt()
	badNumber  = rule.BadNumber()
	badBool    = rule.BadBool()
	badJSON    = rule.Fault{Type: "json_invalid", Message: "must be JSON"}
)

// The same for the formats.
var (
	badUUID          = rule.Format("uuid")
	badDate          = rule.Format("date")
	badDateTime      = rule.Format("date-time")
	badTime          = rule.Format("time")
	badLocalTime     = rule.Format("time-local")
	badLocalDateTime = rule.Format("date-time-local")
	badDuration      = rule.Format("duration")
	badDecimal       = rule.Format("decimal")
	badUnixTime      = rule.Format("unixtime")
	badHTTPDate      = rule.Format("http-date")
	badBytes         = rule.Format("byte")
	badBase64URL     = rule.Format("base64url")
	badIPv4          = rule.Format("ipv4")
	badIPv6          = rule.Format("ipv6")
	badIPv4CIDR      = rule.Format("ipv4-cidr")
	badIPv6CIDR      = rule.Format("ipv6-cidr")
)

func tooManyBits(n int) rule.Fault {
	return rule.Fault{Type: "int_parsing_size", Message: "must be an integer of " + strconv.Itoa(n) + " bits"}
}

// notEqual is the fault of a value that is not the JSON value want.
func notEqual(want string) rule.Fault {
	return rule.Fault{Type: "literal_error", Message: "must be " + want, Context: rule.Context{"expected": want}}
}
