package rest

import "reflect"

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
	Answers    []Answer              // by status, "default" last

	// Shared says that other operations of the document have the same method and
	// path; When is what tells the operation's requests from theirs.
	Shared bool
	When   []Condition

	// Invalid is the status of requests that break the contract: the first of
	// 422 and 400 that the document declares for the operation, else 422.
	Invalid int

	// Response is a nil pointer to the interface that the operation's branches
	// implement; nil if it has none. A function that asks would be code for each
	// operation, a type is data.
	Response any
}

// Accepts reports whether a branch belongs to the operation.
func (op *Operation) Accepts(r Response) bool {
	return op.Response != nil && reflect.TypeOf(r).Implements(reflect.TypeOf(op.Response).Elem())
}

// Answer is one status branch that the document declares for an operation.
type Answer struct {
	Status string                    // key of responses: "201", "4XX", "default"
	Fail   func(f *Failure) Response // fills the branch with a failure; nil if it is no error
}

// fail fills the branch declared for f.Status; nil if there is none.
func (op *Operation) fail(f *Failure) Response {
	for i := range op.Answers {
		if a := &op.Answers[i]; a.Fail != nil && a.takes(f.Status) {
			return a.Fail(f)
		}
	}
	return nil
}

// takes reports whether the branch is declared for an error status.
func (a *Answer) takes(status int) bool {
	s := a.Status
	if len(s) != 3 {
		return s == "default" && status >= 400
	}
	return int(s[0]-'0') == status/100 &&
		(s[1]|' ' == 'x' || int(s[1]-'0') == status/10%10 && int(s[2]-'0') == status%10)
}

// Bind gives the function of an [Endpoint] that serves with the handlers h.
func Bind[H any](h H, serve func(h H, x *Exchange) (Response, error)) func(x *Exchange) (Response, error) {
	return func(x *Exchange) (Response, error) { return serve(h, x) }
}

// Endpoint is an operation and the code that serves it.
type Endpoint struct {
	Operation *Operation
	Serve     func(x *Exchange) (Response, error)
}

// Served is an operation and the code that serves it with handlers of type H. Tables
// of it are data: a function that binds each operation by itself is code for each.
type Served[H any] struct {
	Operation *Operation
	Serve     func(h H, x *Exchange) (Response, error)
}

// Endpoints gives what serves the operations of a table with the handlers h.
func Endpoints[H any](h H, table []Served[H]) []Endpoint {
	list := make([]Endpoint, len(table))
	for i, s := range table {
		list[i] = Endpoint{Operation: s.Operation, Serve: Bind(h, s.Serve)}
	}
	return list
}

// SecurityRequirement names schemes that must all be satisfied.
type SecurityRequirement []SecurityUse

// SecurityUse is a security scheme with the scopes an operation needs.
type SecurityUse struct {
	Scheme string
	Scopes []string
}
