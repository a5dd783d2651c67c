// Package model is the intermediate representation between document and Go: every
// decision is in it, nothing in it prints. Types are named after OpenAPI objects;
// what Go code says is under Go or comes from a Site.
package model

import "github.com/specho/specho/generator/diag"

// Site is where a nameable thing stands in the document. Names come from there
// alone, so that no unrelated edit renames anything.
type Site struct {
	Parent *Site  // nil for roots
	Word   string // the document's word, or the role: "status", "Item", "Body"
	Schema bool   // of roots: a schema that is named by itself, not after an operation
	Pos    diag.Pos
	Name   string // exported Go identifier, filled in by naming.Assign
}

// Child returns a new site below s.
func (s *Site) Child(word string, pos diag.Pos) *Site {
	return &Site{Parent: s, Word: word, Pos: pos}
}

// Same reports whether s and o are one place in the document.
func (s *Site) Same(o *Site) bool {
	for s != nil && o != nil && s != o && s.Word == o.Word {
		s, o = s.Parent, o.Parent
	}
	return s == o
}

// Root returns the outermost site around s.
func (s *Site) Root() *Site {
	for s.Parent != nil {
		s = s.Parent
	}
	return s
}

// API is one document with all decisions taken.
type API struct {
	Main        *Package   // with handlers and server
	Models      []*Package // with types alone
	Title       string
	Version     string
	Description string
	BasePath    string // of the first server, "/v1" or ""
	Document    string // file name of the embedded document
	File        string // the document, as positions name it

	Runtime string // import path of package rest
	OneWay  bool   // codecs may be for one direction alone

	Tags      []*Tag
	Webhooks  *HookSet // nil if there are none
	Callbacks *HookSet
	Types     []*Type
	Shared    []*Branch // components/responses
	Helpers   []*Helper
	Rules     []*Rule
	Checks    []*Check
	Fills     []*Fill
	Common    *Fill // the common error schema, nil if there is none
	Schemes   []*Scheme
	Tasks     []*Task
	Formats   []*Format
}

// Tag groups operations: one handlers interface.
type Tag struct {
	Name        string
	Summary     string
	Parent      string
	Description string
	Site        *Site
	Operations  []*Operation

	Go TagNames
}

// TagNames are the Go names of a Tag.
type TagNames struct {
	Interface string // TouristsHandlers
	Constant  string // TagTourists
	Endpoints string // touristsEndpoints
	File      string // tourists
}

// Operation is an OpenAPI Operation Object.
type Operation struct {
	ID          string
	Method      string
	Path        string // what is routed: without query and fragment
	Written     string // the path as the document has it
	Summary     string
	Description string
	Deprecated  bool
	Tags        []string
	Pos         diag.Pos
	Site        *Site

	Addresses []*Address // of callbacks that the request asks for

	Groups   []*ParamGroup // path, query, header, cookie: those that exist
	Body     *Body         // nil if the operation takes none
	Branches []*BranchUse
	InOrder  *InOrder // nil: the tasks of an answer do not wait for each other
	Security [][]SecurityUse
	Invalid  int      // status of requests that break the contract
	Produces []string // media types of all branches
	MaxBody  int64    // bytes, 0 for the server's

	Shared   bool        // other operations have the same method and path
	When     []Condition // what tells the requests of a shared one from those of the others
	Shadowed *Operation  // that one serves, for nothing tells the two apart

	Go OperationNames
}

// Condition is a parameter that requests of an operation carry with one value.
type Condition struct {
	In    string // query or header
	Name  string
	Value string
	Any   bool // any value will do
	Empty bool // an empty value will do
}

// OperationNames are the Go names of an Operation.
type OperationNames struct {
	Method    string // CreateTourist
	Request   string // CreateTouristRequest
	Response  string // CreateTouristResponse
	Marker    string // isCreateTouristResponse
	Serve     string // serveCreateTourist
	Variable  string // operationCreateTourist
	Constant  string // OperationCreateTourist
	Read      string // readCreateTourist
	ContentOf string // contentCreateTourist
	List      string // startCreateTourist
	Starts    string // startsCreateTourist
	Interface string // Handlers, or the receiver of a webhook
}

// ParamGroup is the parameters of one location: a struct of the request.
type ParamGroup struct {
	In     string // path, query, header, cookie
	Params []*Param

	Go GroupNames
}

// GroupNames are the Go names of a ParamGroup.
type GroupNames struct {
	Type  string // ListTouristsQuery
	Field string // Query
}

// Reading is how the text of a parameter becomes its value.
type Reading string

// The readings of parameters and form fields.
const (
	ReadScalar  Reading = "scalar"  // one text
	ReadList    Reading = "list"    // several texts, by style
	ReadMembers Reading = "members" // names and texts, by style
	ReadDict    Reading = "dict"    // names and texts, by style: a map
	ReadContent Reading = "content" // JSON text
	ReadLoose   Reading = "loose"   // one text that may be any JSON scalar: unions and untyped values
	ReadFile    Reading = "file"    // part of a multipart body
	ReadFiles   Reading = "files"
)

// Param is a parameter, or a property of a form body.
type Param struct {
	Name        string
	In          string
	Index       int // of path parameters: place in the template
	Style       string
	Explode     bool
	Required    bool
	AllowEmpty  bool
	Secret      bool
	Description string
	Deprecated  bool
	Reading     Reading
	Presence    Presence
	Value       *Value
	Default     *Default
	Members     *Type    // of ReadMembers: the struct
	Except      []string // of an object that takes every name: the other parameters at its place
	MediaType   string
	Helper      *Helper // of ReadContent, ReadLoose and Verify: reads the value, if no library function or method does
	Verify      bool    // of the other readings: the value is read from its JSON once more, for what only that reader checks
	Pos         diag.Pos
	Site        *Site

	Go ParamNames
}

// ParamNames are the Go names of a Param.
type ParamNames struct {
	Field    string // TouristID
	Variable string // paramListTouristsLimit
}

// Body is a request body.
type Body struct {
	Required bool
	Contents []*Content
	Variants bool // more than one Go type: Body is a sealed interface
	Site     *Site

	Go BodyNames
}

// BodyNames are the Go names of a Body.
type BodyNames struct {
	Type   string // CreateTouristRequestBody, of a sealed body
	Marker string // isCreateTouristRequestBody
}

// Coding is how a media type is read and written.
type Coding string

// The codings.
const (
	CodeJSON      Coding = "json"
	CodeForm      Coding = "form"
	CodeMultipart Coding = "multipart"
	CodeText      Coding = "text"
	CodeBytes     Coding = "bytes" // a reader
	CodeEvents    Coding = "events"
	CodeLines     Coding = "lines"
)

// Content is one media type of a request body or of a branch.
type Content struct {
	MediaType string
	Coding    Coding
	Value     *Value   // of JSON, forms, and the data of events and lines
	Fields    []*Param // of forms
	Form      *Type    // of forms: the struct the fields belong to
	Rule      *Rule    // of text
	Check     *Check   // of text: what the rule does not carry
	Whole     bool     // of forms: the fields are checked together
	Names     []string // of forms that refuse other fields: the fields
	Branch    bool     // stands in a response
	Text      bool     // of events: the data is text as it is
	Presence  Presence
	Null      bool    // of JSON: null is a value of the body
	Helper    *Helper // reads and appends the body, if no library function or method does
	Pos       diag.Pos
	Site      *Site

	Go ContentNames
}

// ContentNames are the Go names of a Content.
type ContentNames struct {
	Field   string // Body, or CSV for a second media type of a branch
	Variant string // CreateTouristJSONBody, of a sealed body
	Media   string // mediaProblemJSON
}

// Branch is one response: a status branch of an operation, or a shared one.
type Branch struct {
	Status      string // "201", "4XX", "default"; "" for a shared one
	Code        int    // 201; 0 where the handler chooses
	Low, High   int    // bounds of a chosen status
	Description string
	Headers     []*Header
	Contents    []*Content
	Error       bool // implements error
	Fill        *Fill
	Shared      bool
	Pos         diag.Pos
	Site        *Site
	Markers     []string // sets it belongs to
	Asks        bool     // has a field for payloads of background tasks

	Go BranchNames
}

// BranchNames are the Go names of a Branch.
type BranchNames struct {
	Type        string // CreateTouristCreated
	Constructor string // NewCreateTouristConflict, "" if there is none
	Fail        string // failCreateTouristConflict, "" if no operation fails with it
	Headers     string // CreateTouristCreatedHeaders
	Rules       string // headersCreateTouristCreated, "" if no header has rules
}

// BranchUse is a branch of an operation. A shared branch can stand for several
// statuses in several operations, so the status belongs to the use.
type BranchUse struct {
	Status string
	Code   int
	Branch *Branch
	Starts []*Start // background tasks
}

// Header is a header of a branch.
type Header struct {
	Name        string
	Description string
	Required    bool
	Explode     bool
	Cookie      bool // Set-Cookie: cookies
	Presence    Presence
	Value       *Value
	Reading     Reading
	Helper      *Helper // reads and appends the value, if no library function or method does
	Ruled       bool    // not every value of the Go type is one of the document's
	Site        *Site

	Go HeaderNames
}

// HeaderNames are the Go names of a Header.
type HeaderNames struct {
	Field string
}

// Scheme is a security scheme.
type Scheme struct {
	Name        string
	Type        string // of the document; "": it does not say
	HTTP        string // http: bearer, basic, ...
	In          string
	Parameter   string
	Description string
	Site        *Site

	Go SchemeNames
}

// SchemeNames are the Go names of a Scheme.
type SchemeNames struct {
	Method string // BearerAuth
}

// SecurityUse is one scheme of a requirement.
type SecurityUse struct {
	Scheme string
	Scopes []string
}
