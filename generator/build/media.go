package build

import (
	"strings"

	"github.com/specho/specho/generator/model"
	"github.com/specho/specho/generator/spec"
)

// essence is a media type without parameters, in lower case.
func essence(mediaType string) string {
	t, _, _ := strings.Cut(strings.ToLower(mediaType), ";")
	return strings.TrimSpace(t)
}

// sequences are the media types of one JSON value a line, and of JSON text sequences.
var sequences = map[string]bool{
	"application/jsonl": true, "application/x-jsonl": true, "application/jsonlines": true, "application/x-jsonlines": true, "application/json-lines": true,
	"application/x-ndjson": true, "application/ndjson": true, "application/json-seq": true,
}

func sequential(c model.Coding) bool { return c == model.CodeEvents || c == model.CodeLines }

// mediaSchema is the schema of what a coding reads or writes at a time: the whole
// body, or one item of a stream. Before OpenAPI 3.2, which has itemSchema, authors
// gave the schema of an item; since then it is that of the list of all.
func (b *builder) mediaSchema(c *model.Content, m *spec.MediaType) *spec.Schema {
	if !sequential(c.Coding) {
		if m.ItemSchema != nil && m.Schema == nil && c.Coding == model.CodeJSON {
			b.l.Warnf(m.Pos, m.Pointer, "item-schema", "itemSchema is for streams, and %s is none: it is ignored", m.Type)
		}
		return contentSchema(m)
	}
	if m.ItemSchema != nil {
		return m.ItemSchema
	}
	s := contentSchema(m)
	if t := s.Target(); strings.HasPrefix(b.doc.Version, "3.2") && t.Types == spec.Array && t.Items != nil {
		return t.Items
	}
	return s
}

// plainMedia decides where a coding does not fit what is to be done with a body:
// it is passed on as bytes then.
func (b *builder) plainMedia(c *model.Content, m *spec.MediaType) {
	switch {
	case c.Coding == model.CodeJSON && (m.Type == "*/*" || m.Type == "application/*") && isBinary(contentSchema(m)):
		c.Coding = model.CodeBytes
	case c.Branch && c.Coding == model.CodeMultipart: // only the handler knows the boundary
		c.Coding = model.CodeBytes
		b.keptAsBytes(m, "the handler writes the parts and sets the Content-Type with its boundary")
	case !c.Branch && (c.Coding == model.CodeEvents || c.Coding == model.CodeLines && b.sent):
		c.Coding = model.CodeBytes
		b.keptAsBytes(m, "streams are typed in answers")
	case c.Coding == model.CodeBytes && !plainBytes(m):
		b.keptAsBytes(m, "its schema is not applied")
	}
}

// plainBytes reports whether a schema says nothing that bytes do not.
func plainBytes(m *spec.MediaType) bool {
	if m.Schema == nil {
		return m.ItemSchema == nil
	}
	t := m.Schema.Target()
	return t.Types == spec.String && len(t.Enum) == 0 && t.Pattern == "" || t.Types == 0 && !constrained(t)
}

// keptAsBytes notes, once a media type, that its bodies have no Go type of their own.
func (b *builder) keptAsBytes(m *spec.MediaType, why string) {
	t := essence(m.Type)
	if b.noted[t] {
		return
	}
	b.noted[t] = true
	b.l.Notef(m.Pos, m.Pointer, "media-bytes", "bodies of %s are passed on as bytes, here and elsewhere: %s", t, why)
}
