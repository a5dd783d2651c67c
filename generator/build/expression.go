package build

import (
	"strconv"
	"strings"

	"github.com/specho/specho/generator/model"
)

// resolve finds the value of a runtime expression in an operation. Without one it
// says why.
func (b *builder) resolve(op *model.Operation, u *model.BranchUse, expression string) (src *model.Source, why string) {
	switch expression {
	case "$method":
		return &model.Source{Const: strconv.Quote(op.Method), Value: textValue()}, ""
	case "$url":
		return nil, "the URL is not available to tasks"
	case "$statusCode":
		return statusSource(u), ""
	}
	from, rest, ok := strings.Cut(strings.TrimPrefix(expression, "$"), ".")
	if !ok || from != "request" && from != "response" {
		return nil, "expressions begin with $request. or $response."
	}
	request := from == "request"
	if body, ok := strings.CutPrefix(rest, "body"); ok {
		return bodySource(op, u, request, strings.TrimPrefix(body, "#"))
	}
	place, name, _ := strings.Cut(rest, ".")
	if !request {
		return headerSource(u, place, name)
	}
	for _, g := range op.Groups {
		for _, p := range g.Params {
			if g.In == place && (p.Name == name || place == "header" && strings.EqualFold(p.Name, name)) {
				return &model.Source{Request: true, Group: place, Param: p, Value: p.Value}, ""
			}
		}
	}
	return nil, "the operation has no " + place + " parameter " + strconv.Quote(name)
}

// statusSource is the status of a branch, which the handler may choose.
func statusSource(u *model.BranchUse) *model.Source {
	s := numbers["int16"]
	v := &model.Value{Shape: model.Scalar, Kind: s.kind, Go: s.goType}
	return &model.Source{Status: true, Code: u.Code, Value: v}
}

func textValue() *model.Value {
	s := textFormats[""]
	return &model.Value{Shape: model.Scalar, Kind: s.kind, Go: s.goType, Quoted: true}
}

func headerSource(u *model.BranchUse, place, name string) (*model.Source, string) {
	if place == "header" {
		for _, h := range u.Branch.Headers {
			if strings.EqualFold(h.Name, name) && !h.Cookie {
				return &model.Source{Header: h, Value: h.Value}, ""
			}
		}
	}
	return nil, "the response has no " + place + " " + strconv.Quote(name)
}

// bodySource follows a JSON pointer into the body of the request or the branch.
func bodySource(op *model.Operation, u *model.BranchUse, request bool, pointer string) (*model.Source, string) {
	var c *model.Content
	switch {
	case request && op.Body != nil && !op.Body.Variants && len(op.Body.Contents) > 0:
		c = op.Body.Contents[0]
	case !request && len(u.Branch.Contents) > 0:
		c = u.Branch.Contents[0]
	}
	switch {
	case c == nil || c.Value == nil:
		return nil, "there is no body of one type to look into"
	case sequential(c.Coding):
		return nil, "the body is a stream"
	}
	s := &model.Source{Request: request, InBody: c, Value: c.Value}
	if pointer == "" {
		return s, ""
	}
	for _, step := range strings.Split(strings.TrimPrefix(pointer, "/"), "/") {
		f := fieldNamed(s.Value, unescapePointer(step))
		if f == nil {
			return nil, "the body has no member " + strconv.Quote(step)
		}
		s.Steps = append(s.Steps, f)
		s.Value = f.Value
	}
	return s, ""
}

func fieldNamed(v *model.Value, name string) *model.Field {
	if !isObject(v) {
		return nil
	}
	for _, f := range v.Type.Fields {
		if f.Name == name && f.Value != nil && f.Presence != model.Fixed {
			return f
		}
	}
	return nil
}
