package rest

// Response is one status branch of an operation: what a handler returns.
// Generated branches implement it.
type Response interface {
	// StatusCode is the HTTP status the branch answers with.
	StatusCode() int
	// WriteResponse writes status, headers and body. It writes nothing at all
	// when it returns an error before the body is begun.
	WriteResponse(x *Exchange) error
}

// Operation describes an operation of the document: read-only, readable in
// middleware before the handler runs.
type Operation struct {
	ID         string // operationId
	Method     string
	Path       string // path template of the document, without the base path
	Tags       []string
	Summary    string
	Deprecated bool
	Security   []SecurityRequirement // one of them must be met; none: anonymous
	Produces   []string              // media types of all branches
	MaxBody    int64                 // bytes; 0 stands for the server's limit
	Statuses   []string              // keys of responses: "201", "4XX", "default"

	// Shared says that other operations of the document have the same method and
	// path; When is what tells the operation's requests from theirs.
	Shared bool
	When   []Condition

	// Invalid is the status of requests that break the contract: the first of
	// 422 and 400 that the document declares for the operation, else 422.
	Invalid int

	// Accepts reports whether a branch belongs to the operation.
	Accepts func(Response) bool

	// Fail fills the branch declared for f.Status; nil if there is none.
	Fail func(f *Failure) Response
}

// Endpoint is an operation and the code that serves it.
type Endpoint struct {
	Operation *Operation
	Serve     func(x *Exchange) (Response, error)
}

// SecurityRequirement names schemes that must all be satisfied.
type SecurityRequirement []SecurityUse

// SecurityUse is a security scheme with the scopes an operation needs.
type SecurityUse struct {
	Scheme string
	Scopes []string
}
