package rule

// Missing is the fault of a member, parameter or body that must be there.
func Missing() Fault { return Fault{Type: "missing", Message: "is required"} }

// Extra is the fault of a member that a closed object does not declare.
func Extra() Fault { return Fault{Type: "extra_forbidden", Message: "is not a member of the object"} }

// The faults of a JSON value of the wrong type.

// NotString is the fault of a value that must be a string.
func NotString() Fault { return Fault{Type: "string_type", Message: "must be a string"} }

// NotInt is the fault of a value that must be an integer.
func NotInt() Fault { return Fault{Type: "int_type", Message: "must be an integer"} }

// NotWhole is the fault of a number with a fraction that must be an integer.
func NotWhole() Fault {
	return Fault{Type: "int_from_float", Message: "must be an integer, without a fraction"}
}

// NotNumber is the fault of a value that must be a number.
func NotNumber() Fault { return Fault{Type: "float_type", Message: "must be a number"} }

// NotFinite is the fault of a number that is too large for its type.
func NotFinite() Fault {
	return Fault{Type: "finite_number", Message: "must be a number within the range of the type"}
}

// NotBool is the fault of a value that must be true or false.
func NotBool() Fault { return Fault{Type: "bool_type", Message: "must be true or false"} }

// NotArray is the fault of a value that must be an array.
func NotArray() Fault { return Fault{Type: "list_type", Message: "must be an array"} }

// NotObject is the fault of a value that must be an object.
func NotObject() Fault { return Fault{Type: "dict_type", Message: "must be an object"} }

// NotModel is the fault of a value that must be an object with declared members.
func NotModel() Fault {
	return Fault{Type: "model_attributes_type", Message: "must be an object"}
}

// NotNull is the fault of a value that must be null.
func NotNull() Fault { return Fault{Type: "none_required", Message: "must be null"} }

// The faults of a text, such as a parameter, that is no value of its type.

// BadInt is the fault of a text that must hold an integer.
func BadInt() Fault { return Fault{Type: "int_parsing", Message: "must be an integer"} }

// BadNumber is the fault of a text that must hold a number.
func BadNumber() Fault { return Fault{Type: "float_parsing", Message: "must be a number"} }

// BadBool is the fault of a text that must hold true or false.
func BadBool() Fault { return Fault{Type: "bool_parsing", Message: "must be true or false"} }

// Format is the fault of a text that breaks a format of the OpenAPI Format
// Registry, given by its name there.
func Format(name string) Fault {
	f := Fault{Type: formatSlugs[name], Message: formatMessages[name]}
	if f.Type == "" {
		f.Type = "value_error"
	}
	if f.Message == "" {
		f.Message = "must be a valid " + name
	}
	f.Context = Context{"format": name}
	return f
}

// formatSlugs holds the formats for which pydantic has a slug of its own.
var formatSlugs = map[string]string{
	"uuid":            "uuid_parsing",
	"date":            "date_parsing",
	"date-time":       "datetime_parsing",
	"date-time-local": "datetime_parsing",
	"time":            "time_parsing",
	"time-local":      "time_parsing",
	"duration":        "time_delta_parsing",
	"unixtime":        "datetime_parsing",
	"http-date":       "datetime_parsing",
	"byte":            "base64_decode",
	"base64url":       "base64_decode",
	"decimal":         "decimal_parsing",
	"uri":             "url_parsing",
	"iri":             "url_parsing",
	"ipv4":            "ip_v4_address",
	"ipv6":            "ip_v6_address",
	"ipv4-cidr":       "ip_v4_network",
	"ipv6-cidr":       "ip_v6_network",
}

// formatMessages holds messages that say more than the name of the format.
var formatMessages = map[string]string{
	"uuid":            "must be a UUID of the form 8-4-4-4-12",
	"date":            "must be a date like 2006-01-02",
	"date-time":       "must be a date and time like 2006-01-02T15:04:05Z",
	"date-time-local": "must be a date and time like 2006-01-02T15:04:05, without an offset",
	"time":            "must be a time like 15:04:05Z",
	"time-local":      "must be a time like 15:04:05, without an offset",
	"duration":        "must be a duration like P1DT12H",
	"decimal":         "must be a decimal number like 12.50",
	"unixtime":        "must be a whole number of seconds since 1970",
	"http-date":       "must be a date like Mon, 02 Jan 2006 15:04:05 GMT",
	"byte":            "must be padded base64",
	"base64url":       "must be base64 with the URL alphabet",
	"email":           "must be an email address",
	"idn-email":       "must be an email address",
	"hostname":        "must be a host name",
	"idn-hostname":    "must be a host name",
	"ipv4":            "must be an IPv4 address",
	"ipv6":            "must be an IPv6 address",
	"ipv4-cidr":       "must be an IPv4 network like 10.0.0.0/8",
	"ipv6-cidr":       "must be an IPv6 network like 2001:db8::/32",
	"uri":             "must be a URI with a scheme",
	"uri-reference":   "must be a URI or a relative reference",
	"iri":             "must be an IRI with a scheme",
	"iri-reference":   "must be an IRI or a relative reference",
	"json-pointer":    "must be a JSON pointer",
	"regex":           "must be an ECMA-262 regular expression",
	"char":            "must be one character",
}
