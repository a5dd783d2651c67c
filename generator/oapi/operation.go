package oapi

import (
	"fmt"
	"strings"

	"github.com/oapi-codegen/oapi-codegen/v2/pkg/util"
	"github.com/specho/specho/generator/model"
)

// operation is an operation of the client: its names, and what of the model it
// can express.
type operation struct {
	model   *model.Operation
	name    string
	params  []param
	bodies  []body
	answers []answer
}

// param is a parameter; name is its Go name before oapi-codegen's casing.
type param struct {
	model  *model.Param
	name   string
	goType string
	format string
	list   bool // held without a pointer, nil is absent
}

// body is a request body of one media type. Without a type it is the raw body.
type body struct {
	mediaType string
	goType    string
	text      bool
	form      *model.Content
}

// answer is one status of an operation.
type answer struct {
	status  string
	bodies  []body
	headers []header
}

type header struct {
	model  *model.Header
	goType string
	typ    string // OpenAPI type: how the text is read
	format string
	list   bool
}

// operations decides what the client has of each operation.
func (c *client) operations() (ops []*operation) {
	names := newNames()
	for _, t := range c.api.Tags {
		for _, m := range t.Operations {
			if why := impossible(m); why != "" {
				c.note(m, "client-operation", "the client leaves out %s %s: %s", m.Method, m.Path, why)
				continue
			}
			o := &operation{model: m}
			c.params(o)
			c.bodies(o)
			for _, u := range m.Branches {
				o.answers = append(o.answers, c.answer(m, u))
			}
			o.name = names.operation(o)
			ops = append(ops, o)
		}
	}
	return ops
}

// methods are those that a document of OpenAPI 3.0 has.
var methods = set("GET PUT POST DELETE OPTIONS HEAD PATCH TRACE")

// impossible says why there can be no method for an operation.
func impossible(m *model.Operation) string {
	switch {
	case !methods[m.Method]:
		return "the method has no place in the document that the client is made from"
	case strings.ContainsAny(m.Path, "?#\"\\`"):
		return "its path has characters that a URL needs encoded"
	}
	for _, g := range m.Groups {
		for _, p := range g.Params {
			if g.In == "path" && (!literal(p.Name) || strings.ContainsAny(p.Name[:1], ".;?")) {
				return fmt.Sprintf("the name of its path parameter %q cannot stand in the client", p.Name)
			}
		}
	}
	return ""
}

// literal reports whether a name can stand in a Go string and a struct tag as it
// is, which is how oapi-codegen prints it.
func literal(name string) bool {
	return name != "" && !strings.ContainsAny(name, "\"`\\") && printableText(name) == name
}

func (c *client) bodies(o *operation) {
	if o.model.Body == nil {
		return
	}
	seen := map[string]bool{}
	for _, content := range o.model.Body.Contents {
		b, note := c.body(content)
		if note == "" && b.goType != "" {
			if key := letters(b.mediaType); seen[key] {
				b, note = body{}, "its name is that of another media type"
			} else {
				seen[key] = true
			}
		}
		if note != "" {
			c.l.Notef(content.Pos, "", "client-body", "the client has no typed body for %s of %s (%s): its WithBody methods take it", content.MediaType, o.model.ID, note)
		}
		o.bodies = append(o.bodies, b)
	}
}

// body decides the Go type of a request body, and says why there is none.
func (c *client) body(x *model.Content) (b body, note string) {
	switch x.Coding {
	case model.CodeJSON:
		b = body{mediaType: jsonMedia(x), goType: c.packages.content(x)}
		switch {
		case b.mediaType == "":
			return body{}, "its media type is not one of JSON"
		case b.goType == "":
			return body{}, "encoding/json does not write its type as the document wants it"
		}
		return b, ""
	case model.CodeForm:
		if x.Form != nil {
			return body{mediaType: "application/x-www-form-urlencoded", goType: c.packages.declared(x.Form), form: x}, ""
		}
	case model.CodeText:
		if essence(x.MediaType) == "text/plain" {
			return body{mediaType: "text/plain", goType: "string", text: true}, ""
		}
		return body{}, "only text/plain has one"
	case model.CodeBytes:
		return body{}, "" // a reader is what it is
	}
	return body{}, "there is none for this kind of body"
}

// content is the Go type of a JSON body, empty if it needs more than encoding/json.
func (p packages) content(x *model.Content) string {
	if !plainJSON(x.Value) {
		return ""
	}
	if x.Presence == model.Nullable {
		return "*" + p.goType(x.Value)
	}
	return p.goType(x.Value)
}

// jsonMedia is the media type that a JSON body is sent with, empty if oapi-codegen
// does not take it for JSON.
func jsonMedia(x *model.Content) string {
	switch {
	case util.IsMediaTypeJson(x.MediaType) && !strings.Contains(x.MediaType, "*"):
		return x.MediaType
	case strings.Contains(x.MediaType, "*"):
		return "application/json"
	}
	return ""
}

func essence(mediaType string) string {
	t, _, _ := strings.Cut(mediaType, ";")
	return strings.ToLower(strings.TrimSpace(t))
}

// letters is what remains of a media type in a Go name.
func letters(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= '0' && r <= '9' {
			return r
		}
		return -1
	}, strings.ToLower(s))
}
