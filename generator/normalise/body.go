package normalise

import (
	"strings"

	"github.com/specho/specho/generator/load"
	"github.com/specho/specho/generator/spec"
)

func (z *normaliser) requestBody(n *load.Node) *spec.RequestBody {
	if n == nil || n.Kind == load.Null {
		return nil
	}
	if z.schemaRef(n, "requestBodies", "request body") {
		return &spec.RequestBody{Node: at(n), Content: z.jsonOf(n)}
	}
	d := z.deref(n, "requestBodies")
	if d == nil {
		return z.unreadBody(n)
	}
	if b := z.bodies[d]; b != nil {
		return b
	}
	b := &spec.RequestBody{
		Node: at(d), Description: z.text(d, "description"), Required: z.flag(d, "required", false), Extensions: extensions(d),
	}
	if componentSection(d) == "requestBodies" && d.File.IsRoot {
		b.Name = d.Name
	} else if n.Get("$ref") != nil {
		b.Name = z.outside.claim("requestBodies", d)
	}
	z.bodies[d] = b
	z.unknown(d, "request body")
	b.Content = z.contentOf(d, "request body")
	if len(b.Content) == 0 {
		z.warn(d, "request-body-content", "add content with a media type", "the request body has no content")
	}
	return b
}

// unreadBody stands in for a request body that cannot be reached: bytes of any type.
func (z *normaliser) unreadBody(n *load.Node) *spec.RequestBody {
	s := &spec.Schema{Node: at(n), Types: spec.String, Format: "binary"}
	z.order = append(z.order, s)
	return &spec.RequestBody{Node: at(n), Content: []*spec.MediaType{{Node: at(n), Type: "*/*", Schema: s}}}
}

// singleContent reads the content of a parameter or header: exactly one entry.
func (z *normaliser) singleContent(n *load.Node) *spec.MediaType {
	list := z.content(n)
	if len(list) == 0 {
		return nil
	}
	if len(list) > 1 {
		z.warn(n, "content-single", "", "%s: exactly one media type is possible here: the first one counts", n.Name)
	}
	return list[0]
}

func (z *normaliser) encoding(n *load.Node) spec.Encoding {
	e := spec.Encoding{Property: n.Name, ContentType: z.text(n, "contentType"), Style: z.text(n, "style")}
	e.Explode = z.flag(n, "explode", e.Style == "" || e.Style == "form")
	e.Headers = z.headerList(n.Get("headers"))
	return e
}

// examples reads example and examples.
func (z *normaliser) examples(n *load.Node) []spec.Example {
	var list []spec.Example
	if e := n.Get("example"); e != nil {
		list = append(list, spec.Example{Node: at(e), Value: spec.Value(e.JSON())})
	}
	examples := n.Get("examples")
	if !examples.Is(load.Object) {
		return list
	}
	for _, m := range examples.Members {
		if !m.Is(load.Object) {
			continue
		}
		d := z.deref(m, "examples")
		for _, name := range [...]string{"value", "dataValue"} {
			if v := d.Get(name); v != nil {
				list = append(list, spec.Example{Node: at(m), Name: m.Name, Value: spec.Value(v.JSON())})
				break
			}
		}
	}
	return list
}

// headerList reads a map of Header Objects.
func (z *normaliser) headerList(n *load.Node) []*spec.Header {
	var list []*spec.Header
	first := map[string]*load.Node{}
	for _, m := range z.members(n) {
		if isExtension(m.Name) && m.Kind != load.Object {
			continue
		}
		if !z.headerName(m, first) {
			continue
		}
		if d := z.deref(m, "headers"); d != nil {
			h := *z.header(d)
			h.Name = m.Name
			list = append(list, &h)
		}
	}
	return list
}

// headerName reports whether an answer can have a header of that name, and has none of
// it yet. Names ignore case.
func (z *normaliser) headerName(m *load.Node, first map[string]*load.Node) bool {
	name := strings.ToLower(m.Name)
	switch {
	case name == "content-type":
		z.note(m, "header-reserved", "", "the header %s is ignored, as OpenAPI says: the media types of the content describe it", m.Name)
		return false
	case name == "" || strings.ContainsAny(name, notInTokens):
		z.warn(m, "header-name", "a header name is letters, digits and hyphens (RFC 9110, section 5.1)", "no answer can have a header named %q: it is left out", clip(m.Name))
		return false
	case first[name] != nil:
		z.warn(m, "header-duplicate", "remove one of the two", "the header %s is declared twice, first at %s: the first one counts", clip(m.Name), first[name].Pos())
		return false
	}
	first[name] = m
	return true
}

func (z *normaliser) header(n *load.Node) *spec.Header {
	if h := z.headers[n]; h != nil {
		return h
	}
	h := &spec.Header{
		Node: at(n), Description: z.text(n, "description"),
		Required: z.flag(n, "required", false), Explode: z.flag(n, "explode", false),
	}
	z.headers[n] = h
	if n.Get("schema") != nil || n.Get("content") != nil {
		z.unknown(n, "header")
	}
	if c := n.Get("content"); c != nil {
		h.Content = z.singleContent(c)
	}
	switch s := n.Get("schema"); {
	case h.Content != nil:
	case s != nil:
		h.Schema = z.schema(s)
	case n.Get("type") != nil:
		z.warn(n, "header-type", "put type and what belongs to it under schema", "the header %s has its type outside of a schema, as in Swagger 2", n.Name)
		h.Schema = z.looseSchema(n)
	default:
		h.Schema = &spec.Schema{Node: at(n), Types: spec.String}
		z.order = append(z.order, h.Schema)
	}
	return h
}
