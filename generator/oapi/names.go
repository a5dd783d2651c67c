package oapi

import "strings"

// names are what the client declares. oapi-codegen makes several names from that
// of an operation; two operations can want the same.
type names struct {
	declared map[string]bool // types and functions
	methods  map[string]bool
}

func newNames() names {
	return names{
		declared: set(`Client ClientInterface ClientOption ClientWithResponses ClientWithResponsesInterface HttpRequestDoer
			NewClient NewClientWithResponses RequestEditorFn WithBaseURL WithHTTPClient WithRequestEditorFn`),
		methods: set("Client ClientInterface RequestEditors Server"),
	}
}

// operation claims the names of an operation and returns the one they are made
// from: the handlers' method, with a word behind it if it is taken.
func (n names) operation(o *operation) string {
	name := goName(o.model.Go.Method)
	if !startsLikeExported(name) {
		name = "Operation" + name
	}
	for ; !n.free(o, name); name += "Operation" {
	}
	declared, methods := derived(o, name)
	for _, d := range declared {
		n.declared[d] = true
	}
	for _, m := range methods {
		n.methods[m] = true
	}
	return name
}

func (n names) free(o *operation, name string) bool {
	declared, methods := derived(o, name)
	for _, d := range declared {
		if n.declared[d] {
			return false
		}
	}
	for _, m := range methods {
		if n.methods[m] {
			return false
		}
	}
	return true
}

// derived lists the names that oapi-codegen makes from that of an operation.
func derived(o *operation, name string) (declared, methods []string) {
	declared = []string{name + "Params", name + "Response", "New" + name + "Request", "Parse" + name + "Response"}
	suffixes := []string{""}
	if o.model.Body != nil {
		suffixes = append(suffixes, "WithBody")
	}
	for _, b := range o.bodies {
		if tag := bodyTag(b); tag != "" {
			declared = append(declared, name+tag+"Body", name+tag+"RequestBody")
			suffixes = append(suffixes, "With"+tag+"Body")
		}
	}
	for _, s := range suffixes {
		declared = append(declared, "New"+name+"Request"+s)
		methods = append(methods, name+s, name+s+"WithResponse")
	}
	for _, a := range o.answers {
		if len(a.headers) > 0 {
			declared = append(declared, name+"Response"+goName(strings.ToUpper(a.status[:1])+a.status[1:])+"Headers")
		}
	}
	return declared, methods
}

// bodyTag is the word for a media type in the names of a body.
func bodyTag(b body) string {
	switch {
	case b.goType == "":
		return ""
	case b.form != nil:
		return "Formdata"
	case b.text:
		return "Text"
	case b.mediaType == "application/json":
		return "JSON"
	}
	return goName(strings.NewReplacer("/", "_", "+", "Plus_").Replace(b.mediaType))
}
