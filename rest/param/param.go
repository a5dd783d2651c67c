package param

// In is where a parameter is found.
type In uint8

// The places of parameters. Form is a field of an
// application/x-www-form-urlencoded body.
const (
	Path In = iota
	Query
	Header
	Cookie
	Form
)

// String gives the word that starts the location of a violation.
func (in In) String() string {
	return [...]string{"path", "query", "header", "cookie", "body"}[in]
}

// Style is how arrays and objects are written. The zero Style is the default for
// the place: Simple in paths and headers, FormStyle elsewhere.
type Style uint8

// The styles of OpenAPI 3.0 and 3.1, and the cookie style of 3.2, which is
// FormStyle without percent-encoding.
const (
	DefaultStyle Style = iota
	Matrix
	Label
	Simple
	FormStyle
	SpaceDelimited
	PipeDelimited
	DeepObject
	CookieStyle
	TabDelimited // collectionFormat tsv of Swagger 2.0
	WholeQuery   // the parameter is the whole query, percent-encoded: "in: querystring" of OpenAPI 3.2
)

// Defaults gives the style and explode of a parameter whose document sets
// neither. With another style, explode defaults to whether it is FormStyle or
// CookieStyle.
func Defaults(in In) (style Style, explode bool) {
	if in == Path || in == Header {
		return Simple, false
	}
	return FormStyle, true
}

// Param is one parameter of an operation, printed by the generator.
type Param struct {
	In         In
	Name       string // as the document has it; the one in violations
	Key        string // Header: canonical form of Name; made on each read if empty
	Index      int    // Path: place among the template's parameters
	Style      Style
	Explode    bool
	Required   bool
	AllowEmpty bool // an empty text is the same as no parameter
	Secret     bool // violations never show the text

	// For objects.
	Members []string // property names, for exploded FormStyle
	Lists   []string // those that are arrays and may be repeated
	Open    bool     // exploded FormStyle: takes other names too, except those in Except
	Except  []string // names of the operation's other parameters in the same place
}

// style is the effective style.
func (x *Param) style() Style {
	if x.Style == DefaultStyle {
		style, _ := Defaults(x.In)
		return style
	}
	return x.Style
}

// pairs reports whether arrays and objects are spread over name=value pairs; the
// members of an object then stand under their own names.
func (x *Param) pairs() bool {
	if x.In == Path || x.In == Header {
		return false
	}
	style := x.style()
	return x.Explode && style != DeepObject
}

// named and takes tell the names of the pairs of an array and of an object.
func (x *Param) named(name string) bool { return name == x.Name }

func (x *Param) takes(name string) bool {
	return has(x.Members, name) || x.Open && !has(x.Except, name)
}

// Member is a property of an object: its name and the text of its value.
type Member struct {
	Name string
	Text string
}
