package load

import (
	"slices"
	"strings"
)

// swaggerTypes are the members of a parameter or header that are those of a schema
// in OpenAPI 3.
var swaggerTypes = strings.Fields(`type format items default maximum exclusiveMaximum minimum exclusiveMinimum maxLength minLength
	pattern maxItems minItems uniqueItems enum multipleOf x-nullable x-example`)

// typed moves what says the type of n below `schema`.
func (s *swagger) typed(n *Node) {
	schema := newObject(n, "schema")
	for _, name := range swaggerTypes {
		if m := n.take(name); m != nil {
			schema.put(m)
		}
	}
	if len(schema.Members) == 0 {
		return
	}
	s.schema(schema)
	n.put(schema)
}

// parameter converts a Parameter Object in place. Those of bodies and forms stay
// where they are; operations refer to their schemas.
func (s *swagger) parameter(n *Node) {
	if s.done[n] || n.Get("$ref") != nil {
		return
	}
	s.done[n] = true
	in := n.Get("in").Str()
	if in == "body" {
		s.schema(n.Get("schema"))
		return
	}
	format := n.take("collectionFormat")
	array := n.Get("type").Str() == "array"
	s.typed(n)
	if array {
		s.collection(n, format, in)
	}
}

// header converts a Header Object.
func (s *swagger) header(n *Node) {
	if s.done[n] {
		return
	}
	s.done[n] = true
	format := n.take("collectionFormat")
	array := n.Get("type").Str() == "array"
	s.typed(n)
	if array {
		s.collection(n, format, "header")
	}
}

// collections are the styles of query parameters and form fields, and whether they
// are exploded, for each collectionFormat. OpenAPI 3 has no name for that of tabs.
var collections = map[string]struct {
	style   string
	explode bool
}{
	"": {"form", false}, "csv": {"form", false}, "ssv": {"spaceDelimited", false}, "tsv": {"tabDelimited", false},
	"pipes": {"pipeDelimited", false}, "multi": {"form", true},
}

// collection says how the items of a list are written.
func (s *swagger) collection(n, format *Node, in string) {
	c, known := collections[format.Str()]
	at := n
	if format != nil {
		at = format
	}
	if !known {
		s.warn(at, "swagger-collection-format", "it is csv, ssv, tsv, pipes or multi", "there is no collectionFormat %q: it is read as csv", format.Str())
		c = collections["csv"]
	}
	if in == "query" || in == "formData" {
		n.put(newText(at, "style", c.style), newBool(at, "explode", c.explode))
		return
	}
	if known && c.style != "form" || c.explode {
		s.warn(at, "swagger-collection-format", "csv has a style there", "a %s parameter with the collectionFormat %q has no style in OpenAPI 3: the program gets its text", in, format.Str())
		n.put(newObject(at, "schema", newText(at, "type", "string")))
	}
}

// target follows the references of a parameter or response.
func (s *swagger) target(n *Node) *Node {
	for hops := 0; n.Is(Object) && hops < maxHops; hops++ {
		ref := n.Get("$ref")
		if !ref.Is(String) {
			return n
		}
		next, d := s.t.Resolve(ref)
		if d != nil {
			return nil // told when the reference is followed again
		}
		n = next
	}
	return nil
}

// bodySchema is the schema of a parameter of a body or form: its own, or a reference to
// that of the parameter that it refers to.
func (s *swagger) bodySchema(n, target *Node, name string) *Node {
	if n != target {
		ref := n.Get("$ref")
		return newObject(n, name, newText(ref, "$ref", ref.Text+"/schema"))
	}
	schema := n.take("schema")
	if schema == nil {
		return newObject(n, name)
	}
	schema.Name = name
	return schema
}

// requestBody makes the body of an operation of its parameters in body and
// formData; nil if it has none.
func (s *swagger) requestBody(op *Node, params []*Node, consumes []*Node) *Node {
	var fields, targets []*Node
	s.oneBody(params)
	for _, p := range params {
		t := s.target(p)
		if t.Get("in").Str() == "body" {
			body := newObject(p, "requestBody", t.Get("description"))
			if t.Get("required").True() {
				body.put(newBool(t.Get("required"), "required", true))
			}
			content := newObject(p, "content")
			schema := s.bodySchema(p, t, "schema") // one node in all of them: it is one type
			for _, media := range mediaTypes(p, consumes, "application/json") {
				content.put(newObject(media, media.Text, schema))
			}
			body.put(content)
			return body
		}
		fields, targets = append(fields, p), append(targets, t)
	}
	if len(fields) == 0 {
		return nil
	}
	return s.form(op, fields, targets, consumes)
}

// oneBody tells which of several bodies of an operation are left out: the first
// parameter in body counts, without fields beside it.
func (s *swagger) oneBody(params []*Node) {
	first := slices.IndexFunc(params, func(p *Node) bool { return s.target(p).Get("in").Str() == "body" })
	for i, p := range params {
		t := s.target(p)
		switch {
		case first < 0:
		case i != first:
			s.warn(p, "swagger-body", "an operation has one body", "the parameter %q in %s is left out: the body is the parameter %q", t.Get("name").Str(), t.Get("in").Str(), s.target(params[first]).Get("name").Str())
		case t.Get("schema") == nil:
			s.warn(p, "swagger-body", "add schema", "the parameter %q in body has no schema: any JSON value is accepted", t.Get("name").Str())
		}
	}
}

// form makes a body of fields.
func (s *swagger) form(op *Node, fields, targets []*Node, consumes []*Node) *Node {
	at := fields[0]
	properties, required, encoding := newObject(at, "properties"), newArray(at, "required"), newObject(at, "encoding")
	files := false
	for i, p := range fields {
		t := targets[i]
		name := t.Get("name").Str()
		schema := s.bodySchema(p, t, name)
		files = files || s.isFile(t, schema)
		properties.put(schema)
		if t.Get("required").True() {
			required.add(newText(t.Get("required"), "", name))
		}
		if style := t.Get("style"); style != nil {
			encoding.put(newObject(p, name, newText(style, "style", style.Text), newBool(style, "explode", t.Get("explode").True())))
		}
	}
	schema := newObject(at, "schema", newText(at, "type", "object"), properties)
	if len(required.Items) > 0 {
		schema.put(required)
	}
	content := newObject(at, "content")
	for _, media := range formTypes(at, consumes, files) {
		m := newObject(media, media.Text, schema)
		if len(encoding.Members) > 0 {
			m.put(encoding)
		}
		content.put(m)
	}
	body := newObject(at, "requestBody")
	if len(required.Items) > 0 {
		body.put(newBool(at, "required", true))
	}
	body.put(content)
	return body
}

func (s *swagger) isFile(target, schema *Node) bool {
	if f := target.Get("schema"); f != nil {
		schema = f
	}
	return schema.Get("format").Str() == "binary"
}

// formTypes are the media types of a form: those of the document that can be one,
// else what its fields need.
func formTypes(at *Node, consumes []*Node, files bool) (types []*Node) {
	for _, c := range consumes {
		media, _, _ := strings.Cut(strings.ToLower(c.Str()), ";")
		media = strings.TrimSpace(media)
		if media == "multipart/form-data" || media == "application/x-www-form-urlencoded" && !files {
			types = append(types, c)
		}
	}
	if len(types) > 0 {
		return types
	}
	if files {
		return []*Node{newText(at, "", "multipart/form-data")}
	}
	return []*Node{newText(at, "", "application/x-www-form-urlencoded")}
}

// mediaTypes are those of a list, each once, else otherwise.
func mediaTypes(at *Node, list []*Node, otherwise string) (types []*Node) {
	for _, c := range list {
		if c.Is(String) && !slices.ContainsFunc(types, func(o *Node) bool { return o.Text == c.Text }) {
			types = append(types, c)
		}
	}
	if len(types) == 0 {
		types = []*Node{newText(at, "", otherwise)}
	}
	return types
}
