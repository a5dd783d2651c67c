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

// NotLiteral is the fault of an integer that is written with a fraction or an
// exponent, where only digits are taken for one.
func NotLiteral() Fault {
	return Fault{Type: "int_from_float", Message: "must be an integer, without a fraction and an exponent"}
}

// Format is the fault of a text that breaks a format of the OpenAPI Format
// Registry, given by its name there. A format that has a Go type of its own has
// pydantic's slug and no context.
func Format(name string) Fault {
	if f, typed := typedFormats[name]; typed {
		return Fault{Type: f.slug, Message: "must be a valid " + f.what}
	}
	f := Fault{Type: "value_error", Message: formatMessages[name], Context: Context{"format": name}}
	if name == "uri" || name == "iri" {
		f.Type = "url_parsing"
	}
	if f.Message == "" {
		f.Message = "must be a valid " + name
	}
	return f
}

// typedFormats holds the formats that have a Go type of their own.
var typedFormats = map[string]struct{ slug, what string }{
	"uuid":            {"uuid_parsing", "UUID"},
	"date":            {"date_parsing", "date"},
	"date-time":       {"datetime_parsing", "date-time"},
	"date-time-local": {"datetime_parsing", "date-time without an offset"},
	"time":            {"time_parsing", "time with an offset"},
	"time-local":      {"time_parsing", "time without an offset"},
	"duration":        {"time_delta_parsing", "ISO 8601 duration"},
	"unixtime":        {"datetime_parsing", "time in seconds since 1970"},
	"http-date":       {"datetime_parsing", "HTTP date"},
	"byte":            {"base64_decode", "base64 text"},
	"base64url":       {"base64_decode", "base64url text"},
	"decimal":         {"decimal_parsing", "decimal number"},
	"ipv4":            {"ip_v4_address", "IPv4 address"},
	"ipv6":            {"ip_v6_address", "IPv6 address"},
	"ipv4-cidr":       {"ip_v4_network", "IPv4 network"},
	"ipv6-cidr":       {"ip_v6_network", "IPv6 network"},
}

// formatMessages holds messages that say more than the name of the format.
var formatMessages = map[string]string{
	"email":         "must be an email address",
	"idn-email":     "must be an email address",
	"hostname":      "must be a host name",
	"idn-hostname":  "must be a host name",
	"uri":           "must be a URI with a scheme",
	"uri-reference": "must be a URI or a relative reference",
	"iri":           "must be an IRI with a scheme",
	"iri-reference": "must be an IRI or a relative reference",
	"json-pointer":  "must be a JSON pointer",
	"regex":         "must be an ECMA-262 regular expression",
	"char":          "must be one character",
}
