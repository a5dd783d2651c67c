package format

// checks holds the check of each format by its name in the OpenAPI Format
// Registry or in JSON Schema Validation section 7.
var checks = map[string]func(string) bool{
	"base64url":             IsBase64URL,
	"byte":                  IsBytes,
	"char":                  IsChar,
	"date":                  IsDate,
	"date-time":             IsDateTime,
	"date-time-local":       IsLocalDateTime,
	"decimal":               IsDecimal,
	"decimal128":            IsDecimal128,
	"duration":              IsDuration,
	"email":                 IsEmail,
	"hostname":              IsHostname,
	"http-date":             IsHTTPDate,
	"idn-email":             IsIDNEmail,
	"idn-hostname":          IsIDNHostname,
	"ipv4":                  IsIPv4,
	"ipv4-cidr":             IsIPv4CIDR,
	"ipv6":                  IsIPv6,
	"ipv6-cidr":             IsIPv6CIDR,
	"iri":                   IsIRI,
	"iri-reference":         IsIRIReference,
	"json-pointer":          IsJSONPointer,
	"language":              IsLanguage,
	"media-range":           IsMediaRange,
	"regex":                 IsRegex,
	"relative-json-pointer": IsRelativeJSONPointer,
	"sf-binary":             IsSFBinary,
	"sf-boolean":            IsSFBoolean,
	"sf-string":             IsSFString,
	"sf-token":              IsSFToken,
	"time":                  IsTime,
	"time-local":            IsLocalTime,
	"unixtime":              IsUnixTime,
	"uri":                   IsURI,
	"uri-reference":         IsURIReference,
	"uri-template":          IsURITemplate,
	"uuid":                  IsUUID,
	"uuid1":                 uuidVersion('1'), // names that FastAPI writes
	"uuid3":                 uuidVersion('3'),
	"uuid4":                 uuidVersion('4'),
	"uuid5":                 uuidVersion('5'),
	"uuid6":                 uuidVersion('6'),
	"uuid7":                 uuidVersion('7'),
	"uuid8":                 uuidVersion('8'),
}

// Lookup gives the check of a string format by the name that a document uses,
// nil for formats that are unknown or that accept every text.
func Lookup(name string) func(string) bool { return checks[name] }
