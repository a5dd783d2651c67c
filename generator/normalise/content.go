package normalise

import (
	"strings"

	"github.com/specho/specho/generator/load"
	"github.com/specho/specho/generator/spec"
)

// contentOf reads the content of a request body or response. One that stands without
// content, as Swagger 2 has it, or without media type, is read as JSON.
func (z *normaliser) contentOf(n *load.Node, object string) []*spec.MediaType {
	if c := n.Get("content"); c != nil {
		return z.content(c)
	}
	var list []*spec.MediaType
	for _, m := range n.Members {
		switch {
		case !withoutContent(n, m, object):
		case m.Name == "schema":
			z.warn(m, "content-missing", "write content: {application/json: {schema: ...}}", "a %s has content, and no schema of its own: it is read as that of application/json", object)
			list = append(list, &spec.MediaType{Node: at(m), Type: "application/json", Schema: z.schema(m)})
		default:
			z.warn(m, "content-missing", "put it under content", "%q stands outside of content: it is read as if it stood in it", clip(m.Name))
			if mt := z.mediaType(m, m.Name); mt != nil {
				list = append(list, mt)
			}
		}
	}
	return list
}

// withoutContent reports whether m, a member of n, is what should stand in content.
func withoutContent(n, m *load.Node, object string) bool {
	if object != "response" && object != "request body" || n.Get("content") != nil || isExtension(m.Name) {
		return false
	}
	return m.Name == "schema" || strings.Contains(m.Name, "/") && m.Kind == load.Object
}

// content reads a map of Media Type Objects.
func (z *normaliser) content(n *load.Node) []*spec.MediaType {
	var list []*spec.MediaType
	for _, m := range z.members(n) {
		if isExtension(m.Name) && !strings.Contains(m.Name, "/") {
			continue
		}
		if m.Name == "schema" && n.Get("application/json") == nil {
			z.warn(m, "media-type-missing", "write application/json: {schema: ...}", "content has media types, and no schema of its own: it is read as that of application/json")
			list = append(list, &spec.MediaType{Node: at(m), Type: "application/json", Schema: z.schema(m)})
			continue
		}
		for _, name := range z.mediaNames(m) {
			if mt := z.mediaType(m, name); mt != nil {
				list = append(list, mt)
			}
		}
	}
	return list
}

// mediaNames are the media types that a key of content stands for: one, or a list of
// them.
func (z *normaliser) mediaNames(m *load.Node) []string {
	first, more, several := strings.Cut(m.Name, ",")
	if !several || strings.Contains(first, ";") || !strings.Contains(more, "/") {
		return []string{z.mediaName(m)}
	}
	z.warn(m, "media-type-name", "write an entry for each", "%q is no media type: it is read as a list of them", clip(m.Name))
	var names []string
	for name := range strings.SplitSeq(m.Name, ",") {
		names = append(names, strings.TrimSpace(name))
	}
	return names
}

// mediaName is the media type that a key of content stands for.
func (z *normaliser) mediaName(m *load.Node) string {
	name := strings.TrimSpace(m.Name)
	switch {
	case strings.Contains(name, "/"):
	case name == "*":
		name = "*/*"
	case strings.EqualFold(name, "json"):
		name = "application/json"
	default:
		z.warn(m, "media-type-name", "write a media type, such as application/json", "%q is no media type: no request has it", clip(m.Name))
		return m.Name
	}
	if name != m.Name && strings.TrimSpace(m.Name) != name {
		z.warn(m, "media-type-name", "write "+name, "%q is no media type: it is read as %s", clip(m.Name), name)
	}
	return name
}

func (z *normaliser) mediaType(m *load.Node, name string) *spec.MediaType {
	mt := &spec.MediaType{Node: at(m), Type: name}
	if m.Kind == load.Null {
		return mt
	}
	if z.bareSchema(m) {
		z.warn(m, "media-type-schema", "put it under schema", "what %s has is a schema: it is read as the schema of the media type", clip(m.Name))
		mt.Schema = z.schema(m)
		return mt
	}
	d := z.deref(m, "mediaTypes")
	if d == nil {
		return mt
	}
	z.unknown(d, "media type")
	if s := d.Get("schema"); s != nil {
		mt.Schema = z.schema(s)
	}
	if s := d.Get("itemSchema"); s != nil {
		z.itemSchema(mt, s)
	}
	for _, e := range z.members(d.Get("encoding")) {
		if z.is(e, load.Object) {
			mt.Encoding = append(mt.Encoding, z.encoding(e))
		}
	}
	mt.Examples = z.examples(d)
	return mt
}

// schemaRef reports whether n is a reference to a schema: where something else is
// needed, its author means a body of that schema.
func (z *normaliser) schemaRef(n *load.Node, section, object string) bool {
	ref := n.Get("$ref")
	if !ref.Is(load.String) {
		return false
	}
	target, d := z.tree.Resolve(ref)
	if d != nil || componentSection(target) != "schemas" || resembles(target, section) {
		return false
	}
	z.warn(ref, "ref-kind", "write content: {application/json: {schema: ...}}", "the reference %q leads to a schema where a %s is needed: it is read as the content of one, of application/json", clip(ref.Text), object)
	return true
}

// jsonOf is content of application/json with that schema.
func (z *normaliser) jsonOf(n *load.Node) []*spec.MediaType {
	return []*spec.MediaType{{Node: at(n), Type: "application/json", Schema: z.schema(n)}}
}

// bareSchema reports whether the value of a media type is its schema: a reference to
// one, or keywords that only schemas have.
func (z *normaliser) bareSchema(n *load.Node) bool {
	if n.Kind != load.Object || n.Get("schema") != nil || n.Get("itemSchema") != nil {
		return false
	}
	if ref := n.Get("$ref"); ref.Is(load.String) {
		target, d := z.tree.Resolve(ref)
		return d == nil && componentSection(target) == "schemas"
	}
	for _, keyword := range [...]string{"properties", "items", "allOf", "oneOf", "anyOf", "enum"} {
		if n.Get(keyword) != nil {
			return true
		}
	}
	return typeNames[n.Get("type").Str()] != 0
}
