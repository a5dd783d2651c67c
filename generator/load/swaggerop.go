package load

import (
	"slices"
	"strings"
)

var swaggerMethods = strings.Fields("get put post delete options head patch")

// pathItem converts a Path Item Object, also one of another file.
func (s *swagger) pathItem(n *Node) {
	if s.done[n] {
		return
	}
	s.done[n] = true
	if n.Get("$ref") != nil {
		if t := s.target(n); t != nil {
			s.pathItem(t)
		}
	}
	shared := s.parameters(n)
	for _, op := range n.Members {
		if !op.Is(Object) || !slices.Contains(swaggerMethods, strings.ToLower(op.Name)) {
			continue
		}
		if t := s.target(op); t != nil && !s.done[t] {
			s.done[t] = true
			s.operation(t, shared)
		}
	}
}

// parameters converts a list of parameters, leaves in it those that are no parts of
// a body, and returns the others.
func (s *swagger) parameters(n *Node) (body []*Node) {
	params := n.Get("parameters")
	if !params.Is(Array) {
		return nil
	}
	kept := newArray(params, "parameters")
	for _, p := range params.Items {
		t := s.target(p)
		if t.Is(Object) {
			s.parameter(t)
		}
		if in := t.Get("in").Str(); in == "body" || in == "formData" {
			body = append(body, p)
			continue
		}
		kept.add(p)
	}
	n.put(kept)
	return body
}

// operation converts an Operation Object. shared are the parts of a body that the
// path item has.
func (s *swagger) operation(op *Node, shared []*Node) {
	consumes, produces := s.consumes, s.produces
	if c := op.take("consumes"); c.Is(Array) {
		consumes = c.Items
	}
	own := op.take("produces")
	if own.Is(Array) {
		produces = own.Items
	}
	if schemes := op.take("schemes"); schemes != nil {
		s.note(schemes, "swagger-schemes", "schemes of an operation are left out: the server does not choose how it is reached")
	}
	body := s.parameters(op)
	for _, p := range shared {
		if !slices.ContainsFunc(body, func(o *Node) bool { return s.same(o, p) }) {
			body = append(body, p)
		}
	}
	if b := s.requestBody(op, body, consumes); b != nil {
		op.put(b)
	}
	responses := op.Get("responses")
	if !responses.Is(Object) {
		return
	}
	for _, r := range responses.Members {
		if !strings.HasPrefix(r.Name, "x-") && r.Is(Object) {
			s.statusResponse(r, produces, own.Is(Array))
		}
	}
}

// same reports whether two parameters are one: an operation's replaces its path item's.
func (s *swagger) same(a, b *Node) bool {
	a, b = s.target(a), s.target(b)
	return a.Get("in").Str() == b.Get("in").Str() && (a.Get("in").Str() == "body" || a.Get("name").Str() == b.Get("name").Str())
}

// statusResponse converts the response of a status. A shared one has the media types
// of the document; where the operation has others, it gets a response of its own.
func (s *swagger) statusResponse(r *Node, produces []*Node, own bool) {
	if r.Get("$ref") == nil {
		s.response(r, produces)
		return
	}
	t := s.target(r)
	if !t.Is(Object) {
		return
	}
	s.response(t, s.produces)
	content := t.Get("content")
	if !own || !content.Is(Object) || sameMedia(content, produces) {
		return
	}
	ref := r.take("$ref")
	r.put(t.Get("description"))
	first := content.Members[0]
	list := newObject(r, "content")
	for _, media := range mediaTypes(r, produces, "application/json") {
		list.put(newObject(media, media.Text, newObject(ref, "schema", newText(ref, "$ref", ref.Text+"/content/"+escapeStep(first.Name)+"/schema"))))
	}
	r.put(list)
	if headers := t.Get("headers"); headers.Is(Object) {
		own := newObject(ref, "headers")
		for _, h := range headers.Members {
			own.put(newObject(ref, h.Name, newText(ref, "$ref", ref.Text+"/headers/"+escapeStep(h.Name))))
		}
		r.put(own)
	}
}

func sameMedia(content *Node, produces []*Node) bool {
	return len(content.Members) == len(produces) && !slices.ContainsFunc(produces, func(p *Node) bool { return content.Get(p.Str()) == nil })
}

// response converts a Response Object.
func (s *swagger) response(n *Node, produces []*Node) {
	if s.done[n] || n.Get("$ref") != nil {
		return
	}
	s.done[n] = true
	schema, examples := n.take("schema"), n.take("examples")
	content := newObject(n, "content")
	if schema.Is(Object) {
		types := mediaTypes(schema, produces, "application/json")
		if schema.Get("type").Str() == "file" {
			types = fileTypes(schema, types)
		}
		s.schema(schema)
		for _, media := range types {
			content.put(newObject(media, media.Text, schema))
		}
	}
	if examples.Is(Object) {
		for _, e := range examples.Members {
			if media := content.Get(e.Name); media != nil {
				e.Name = "example"
				media.put(e)
			}
		}
	}
	if len(content.Members) > 0 {
		n.put(content)
	}
	s.each(n.Get("headers"), s.header)
}

// fileTypes are the media types of a file: not JSON, which has no bytes.
func fileTypes(at *Node, types []*Node) []*Node {
	types = slices.DeleteFunc(slices.Clone(types), func(t *Node) bool { return strings.HasSuffix(t.Text, "json") })
	return mediaTypes(at, types, "application/octet-stream")
}
