// Package wire is what generated clients run on: it writes parameters and forms as
// text in the styles of OpenAPI (Parameter Object, "Style Examples"; RFC 6570) and
// reads the headers of answers, as a server does that validates its responses.
//
// oapi-codegen prints the clients, so the functions and options that its code
// calls have the names that it gives them. What they do is ours: the text of a
// value is that of its JSON form, which every type of a generated package has, so
// that a date, a decimal or an int64 looks in a query as it does in a body.
// Whatever cannot be written without loss is an error, never another value.
package wire

// ParamLocation is where a parameter stands in a request.
type ParamLocation int

// The locations.
const (
	ParamLocationUndefined ParamLocation = iota
	ParamLocationQuery
	ParamLocationPath
	ParamLocationHeader
	ParamLocationCookie
)

// String is the word of OpenAPI for the location.
func (l ParamLocation) String() string {
	switch l {
	case ParamLocationQuery:
		return "query"
	case ParamLocationPath:
		return "path"
	case ParamLocationHeader:
		return "header"
	case ParamLocationCookie:
		return "cookie"
	}
	return "form"
}

// Formats that a client passes for parameters that need more than a style.
const (
	FormatJSON   = "json"   // the text of the parameter is JSON
	FormatCookie = "cookie" // a cookie in style cookie: nothing is percent-encoded
)

// StyleParamOptions says where a parameter stands and what it is. Type is the type
// that its schema names, Format one of ours or empty.
type StyleParamOptions struct {
	ParamLocation ParamLocation
	Type          string
	Format        string
}

// BindStyledParameterOptions says what the text of a header is.
type BindStyledParameterOptions struct {
	ParamLocation ParamLocation
	Explode       bool
	Required      bool
	Type          string
	Format        string
}
