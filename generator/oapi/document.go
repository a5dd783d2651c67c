package oapi

import (
	"strings"

	"github.com/getkin/kin-openapi/openapi3"

	"github.com/specho/specho/generator/model"
)

// document is what oapi-codegen reads. It is made anew for each call, since each
// call writes into it.
func document(api *model.API, ops []*operation) *openapi3.T {
	doc := &openapi3.T{
		OpenAPI: "3.0.3",
		Info:    &openapi3.Info{Title: printableText(api.Title), Version: printableText(api.Version)},
		Paths:   openapi3.NewPaths(),
	}
	for _, o := range ops {
		path := strings.ReplaceAll(o.model.Path, "%", "%%") // it becomes a format of fmt.Sprintf
		item := doc.Paths.Value(path)
		if item != nil && item.GetOperation(o.model.Method) != nil {
			path, item = path+"#"+o.name, nil // another one of the same path; fragments are not sent
		}
		if item == nil {
			item = &openapi3.PathItem{}
			doc.Paths.Set(path, item)
		}
		item.SetOperation(o.model.Method, o.openapi())
	}
	return doc
}

func (o *operation) openapi() *openapi3.Operation {
	x := &openapi3.Operation{
		OperationID: o.name, Summary: printableText(o.model.Summary), Deprecated: o.model.Deprecated,
		Responses: openapi3.NewResponsesWithCapacity(len(o.answers)),
	}
	if o.model.Deprecated {
		x.Extensions = map[string]any{"x-deprecated-reason": "the document says so."}
	}
	for _, p := range o.params {
		x.Parameters = append(x.Parameters, &openapi3.ParameterRef{Value: p.openapi()})
	}
	if o.model.Body != nil {
		x.RequestBody = &openapi3.RequestBodyRef{Value: &openapi3.RequestBody{Required: o.model.Body.Required, Content: contents(o.bodies)}}
	}
	for _, a := range o.answers {
		x.Responses.Set(a.status, &openapi3.ResponseRef{Value: a.openapi()})
	}
	return x
}

func (p *param) openapi() *openapi3.Parameter {
	explode := p.model.Explode
	style := p.model.Style
	if p.model.In == "cookie" {
		style = "form"
	}
	x := &openapi3.Parameter{
		Name: p.model.Name, In: p.model.In, Required: p.model.Required, Deprecated: p.model.Deprecated,
		Description: printableText(p.model.Description), Style: style, Explode: &explode,
		Schema:     typed(p.goType, "string", p.format, p.list),
		Extensions: map[string]any{"x-go-name": p.name},
	}
	if p.model.Deprecated {
		x.Extensions["x-deprecated-reason"] = "the document says so."
	}
	return x
}

// typed is a schema that has a Go type. A list is held without a pointer; the type
// array makes oapi-codegen look whether it is nil.
func typed(goType, typ, format string, list bool) *openapi3.SchemaRef {
	s := &openapi3.Schema{Format: format, Extensions: map[string]any{"x-go-type": goType}}
	if list {
		typ = "array"
		s.Extensions["x-go-type-skip-optional-pointer"] = true
	}
	s.Type = &openapi3.Types{typ}
	return &openapi3.SchemaRef{Value: s}
}

// contents lists the bodies. One without a Go type stands for all such: a media
// type that oapi-codegen has only the WithBody methods for.
func contents(bodies []body) openapi3.Content {
	c := openapi3.Content{}
	for _, b := range bodies {
		switch {
		case b.goType == "":
			c["application/octet-stream"] = openapi3.NewMediaType()
		case b.text:
			c[b.mediaType] = &openapi3.MediaType{Schema: &openapi3.SchemaRef{Value: openapi3.NewStringSchema()}}
		default:
			c[b.mediaType] = &openapi3.MediaType{Schema: typed(b.goType, "object", "", false)}
		}
	}
	return c
}

func (a *answer) openapi() *openapi3.Response {
	text := ""
	x := &openapi3.Response{Description: &text, Content: contents(a.bodies)}
	for _, h := range a.headers {
		if x.Headers == nil {
			x.Headers = openapi3.Headers{}
		}
		x.Headers[h.model.Name] = &openapi3.HeaderRef{Value: &openapi3.Header{Parameter: openapi3.Parameter{
			Required: h.model.Required, Schema: typed(h.goType, h.typ, h.format, h.list),
		}}}
	}
	return x
}
