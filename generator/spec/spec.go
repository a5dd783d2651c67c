// Package spec holds an OpenAPI document after it was loaded and normalised:
// plain data, every reference resolved, allOf merged, OpenAPI 3.0 and 3.1 in one
// form, in the order of the document. It knows nothing of Go.
package spec

import "github.com/specho/specho/generator/diag"

// Node is where an element stands in its document.
type Node struct {
	Pos     diag.Pos
	Pointer string // URI fragment, "#/paths/~1users/get"; prefixed by the file where that is not the root document
}

// Document is an OpenAPI Object.
type Document struct {
	Node
	Version         string // "3.1.0", as written
	Info            Info
	Servers         []Server
	Tags            []Tag // declared ones, then those only operations use
	Operations      []*Operation
	Webhooks        []*Hook     // sent by the server to addresses it was told beforehand
	Callbacks       []*Callback // of all operations and of components/callbacks, each once
	Schemas         []*Schema   // components/schemas
	Responses       []*Response // components/responses; Response.Name is set
	SecuritySchemes []*SecurityScheme
	Tasks           []*Task // components/x-background-tasks
	Files           []File  // root document first
}

// File is a source file of the document, byte for byte.
type File struct {
	Name string
	Data []byte
}

// Info is an Info Object.
type Info struct {
	Title, Version, Summary, Description string
}

// Server is a Server Object.
type Server struct {
	Node
	URL         string // with variables replaced by their defaults
	Description string
}

// Tag is a Tag Object.
type Tag struct {
	Node
	Name, Description string
	Summary, Parent   string // OpenAPI 3.2
}

// Operation is an Operation Object together with its method and path.
type Operation struct {
	Node
	ID          string // operationId; derived from method and path, with a warning, where missing
	Method      string // GET, POST, ... in upper case
	Path        string // /users/{user_id}, without query and fragment; of a webhook its name, of a callback its expression
	Written     string // the path as the document has it, /responses?beta=true
	Tags        []string
	Summary     string
	Description string
	Deprecated  bool
	Parameters  []*Parameter // path item's and operation's, merged; path parameters in the order of the template first
	RequestBody *RequestBody // nil if the operation takes none
	Responses   []*Response  // by status, ranges, then "default"
	Security    []SecurityRequirement
	Callbacks   []*Callback
	Servers     []Server
	Tasks       []*TaskUse
	TaskOrder   TaskOrder
	Extensions  Extensions
}

// Location is the `in` of a parameter.
type Location string

// The locations of parameters.
const (
	InPath   Location = "path"
	InQuery  Location = "query"
	InHeader Location = "header"
	InCookie Location = "cookie"
)

// Parameter is a Parameter Object.
type Parameter struct {
	Node
	Name            string
	In              Location
	Description     string
	Required        bool
	Deprecated      bool
	AllowEmptyValue bool
	AllowReserved   bool
	Fixed           bool   // it stands in the path: /responses?beta=true
	Style           string // never empty: the default is filled in
	Explode         bool
	Whole           bool       // it is the whole query: "in: querystring" of OpenAPI 3.2
	Schema          *Schema    // nil if Content is set
	Content         *MediaType // the single entry of `content`
	Extensions      Extensions
}

// RequestBody is a Request Body Object.
type RequestBody struct {
	Node
	Name        string // key under components/requestBodies, "" if inline
	Description string
	Required    bool
	Content     []*MediaType
	Extensions  Extensions
}

// MediaType is a Media Type Object with its key.
type MediaType struct {
	Node
	Type       string // "application/json", as written
	Schema     *Schema
	ItemSchema *Schema // OpenAPI 3.2: one item of a stream; of text/event-stream the data of an event
	EventText  bool    // of text/event-stream: the data is text as it is, not JSON
	Encoding   []Encoding
	Examples   []Example
}

// Encoding is an Encoding Object with the property it is for.
type Encoding struct {
	Property    string
	ContentType string
	Style       string
	Explode     bool
	Headers     []*Header
}

// Example is one example of a media type or a schema, as JSON text.
type Example struct {
	Node
	Name  string
	Value Value
}

// Response is a Response Object with its status code.
type Response struct {
	Node
	Name        string // key under components/responses, "" if inline
	Status      string // "200", "4XX", "default"; "" for the component itself
	Description string
	Headers     []*Header
	Content     []*MediaType
	Extensions  Extensions
	Component   *Response // the entry of Document.Responses this one is a reference to, or nil
}

// Header is a Header Object with its name. Content-Type is left out, as OpenAPI says.
type Header struct {
	Node
	Name        string
	Description string
	Required    bool
	Explode     bool
	Schema      *Schema
	Content     *MediaType
}

// Hook is a group of operations that the server sends and does not receive: an
// entry of `webhooks`, or one expression of a callback.
type Hook struct {
	Node
	Name       string
	Operations []*Operation
}

// Callback is one expression of a Callback Object with its operations.
type Callback struct {
	Hook
	Expression string
	Parent     *Operation // the operation that declares it; nil under components/callbacks
}

// SecurityRequirement is satisfied by all of its schemes together; an empty one
// admits anonymous requests. An operation needs one of its requirements.
type SecurityRequirement struct {
	Schemes []SecurityUse
}

// SecurityUse is one scheme of a requirement.
type SecurityUse struct {
	Scheme *SecurityScheme
	Scopes []string
}

// SecurityScheme is a Security Scheme Object with its key.
type SecurityScheme struct {
	Node
	Name         string
	Type         string // apiKey, http, oauth2, openIdConnect, mutualTLS; "": the document does not say
	Description  string
	In           Location // apiKey
	Parameter    string   // apiKey: its name
	Scheme       string   // http: in lower case, "bearer", "basic"
	BearerFormat string
}

// Extensions are x- members of an object, as JSON text, in document order.
type Extensions []Extension

// Extension is one x- member.
type Extension struct {
	Node
	Name  string
	Value Value
}

// Get returns the extension of that name.
func (e Extensions) Get(name string) (Extension, bool) {
	for _, x := range e {
		if x.Name == name {
			return x, true
		}
	}
	return Extension{}, false
}
