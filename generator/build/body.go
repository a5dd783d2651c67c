package build

import (
	"strings"

	"github.com/specho/specho/generator/model"
	"github.com/specho/specho/generator/spec"
)

// codingOf decides how a media type is read and written.
func codingOf(mediaType string) model.Coding {
	t := essence(mediaType)
	switch {
	case t == "application/json" || strings.HasSuffix(t, "+json") || t == "text/json" || t == "*/*" || t == "application/*":
		return model.CodeJSON
	case t == "application/x-www-form-urlencoded":
		return model.CodeForm
	case t == "multipart/form-data" || strings.HasPrefix(t, "multipart/"):
		return model.CodeMultipart
	case t == "text/event-stream":
		return model.CodeEvents
	case sequences[t] || strings.HasSuffix(t, "+json-seq"):
		return model.CodeLines
	case strings.HasPrefix(t, "text/"):
		return model.CodeText
	}
	return model.CodeBytes
}

// body builds a request body. Several media types with one Go type share the
// field; else the body is a sealed interface.
func (b *builder) body(r *spec.RequestBody, site *model.Site) *model.Body {
	body := &model.Body{Required: r.Required, Site: site.Child("RequestBody", r.Pos)}
	for i, m := range r.Content {
		if i == 0 {
			b.nameComponent(r.Node, m.Schema, "requestBodies", "Body")
		}
		body.Contents = append(body.Contents, b.content(m, request, site))
	}
	for _, c := range body.Contents[min(1, len(body.Contents)):] {
		if !sameGo(c, body.Contents[0]) {
			body.Variants = true
		}
	}
	return body
}

func (b *builder) content(m *spec.MediaType, d direction, site *model.Site) *model.Content {
	c := &model.Content{MediaType: m.Type, Coding: codingOf(m.Type), Pos: m.Pos, Site: site.Child("Body", m.Pos), Branch: d == response}
	d = b.travels(d)
	b.plainMedia(c, m)
	s := b.mediaSchema(c, m)
	switch c.Coding {
	case model.CodeJSON, model.CodeEvents, model.CodeLines:
		c.Value = b.value(s, d, c.Site)
		if c.Text = m.EventText; c.Text {
			c.Value = textValue()
		}
		c.Null = s.IsNullable() && c.Value.Kind != raw.kind
		c.Presence = bodyPresence(c)
		c.Helper = b.bodyHelper(c)
	case model.CodeForm, model.CodeMultipart:
		if !c.Branch {
			b.form(c, m, s, d)
		}
	case model.CodeText:
		b.textBody(c, m, s.Target())
	}
	return c
}

// textBody gives the rule of a text body, which is a plain string in Go whatever
// its format is; the rest is checked.
func (b *builder) textBody(c *model.Content, m *spec.MediaType, t *spec.Schema) {
	if t.Types != spec.String {
		return
	}
	sc, isFormat := b.scalarOf(t)
	whole := len(t.Enum) > 0 || t.Const != nil || beyondType(t) || len(t.OneOf)+len(t.AnyOf) > 0
	if sc.kind != textFormats[""].kind {
		sc, isFormat, whole = textFormats[""], false, whole || !isBinary(t)
	}
	c.Rule = b.ruleOf(t, sc, isFormat, c.Site)
	if whole {
		c.Check = b.newCheck(t, c.Site)
	}
}

func isBinary(s *spec.Schema) bool {
	t := s.Target()
	return t.Types == spec.String && t.Format == "binary"
}

// bodyPresence says how a JSON body is held: objects by pointer.
func bodyPresence(c *model.Content) model.Presence {
	switch {
	case isObject(c.Value):
		return model.NullPtr
	case c.Null:
		return model.Nullable
	}
	return model.Required
}

// sameGo reports whether two bodies have one Go type.
func sameGo(a, c *model.Content) bool {
	switch {
	case isForm(a) || isForm(c):
		t := structOf(a)
		return t != nil && t == structOf(c)
	case a.Coding != c.Coding || a.Coding != model.CodeJSON && !sequential(a.Coding):
		return a.Coding == c.Coding
	case a.Presence != c.Presence || a.Null != c.Null && sequential(a.Coding):
		return false
	}
	return a.Value == c.Value || a.Value.Shape == model.Named && c.Value.Shape == model.Named && a.Value.Type == c.Value.Type
}

func isForm(c *model.Content) bool {
	return c.Coding == model.CodeForm || c.Coding == model.CodeMultipart
}

// structOf is the struct that a body is a pointer to, nil if it is none.
func structOf(c *model.Content) *model.Type {
	if isForm(c) {
		return c.Form
	}
	if c.Coding == model.CodeJSON && isObject(c.Value) {
		return c.Value.Type
	}
	return nil
}

// form builds a form body: an object whose properties are fields. A field that
// is no text is JSON (OpenAPI 3.1, section 4.8.15.1, Encoding Object defaults).
func (b *builder) form(c *model.Content, m *spec.MediaType, s *spec.Schema, d direction) {
	s = common(s)
	t := s.Target()
	if essence(m.Type) != "multipart/form-data" && c.Coding == model.CodeMultipart && t.Types != spec.Object {
		c.Coding = model.CodeBytes
		b.keptAsBytes(m, "its parts have no names; rest.EchoContext has the Content-Type with the boundary")
		return
	}
	if t.Types != spec.Object || len(t.OneOf)+len(t.AnyOf) > 0 {
		if t.Types != 0 || constrained(t) || len(t.OneOf)+len(t.AnyOf) > 0 {
			b.l.Notef(m.Pos, m.Pointer, "form-not-object", "the schema of a form must be an object; the body is passed on as bytes")
		}
		c.Coding = model.CodeBytes
		return
	}
	c.Value = b.value(formSchema(s, c), d, c.Site)
	if !isObject(c.Value) {
		b.l.Notef(m.Pos, m.Pointer, "form-open", "a form without properties is passed on as bytes")
		c.Coding, c.Value = model.CodeBytes, nil
		return
	}
	c.Form = c.Value.Type
	c.Form.Form = c.Form.Form || c.Coding == model.CodeMultipart && hasFiles(t)
	for i, f := range c.Form.Fields {
		if f.Value != nil {
			c.Fields = append(c.Fields, b.formField(c, f, t.Properties[i], encodingOf(m, f.Name)))
		}
	}
	except(c.Fields)
	if c.Form.Additional != nil && t.AdditionalProperties != nil && t.AdditionalProperties.Always == nil {
		b.l.Notef(m.Pos, m.Pointer, "form-additional", "fields of a form that its schema does not name are left out")
	}
	b.verifyForm(c, m, s)
}

// common is what the kinds of a schema have in common, where its values are told apart by
// a tag in JSON: texts have no kinds.
func common(s *spec.Schema) *spec.Schema {
	t := s.Target()
	if d := t.Discriminator; d != nil && d.Default != nil && d.Default.Pointer == t.Pointer {
		return d.Default
	}
	return s
}

// formSchema is the schema that the struct of a form is made from. Forms with
// files get a struct of their own: in JSON the property would be a string.
func formSchema(s *spec.Schema, c *model.Content) *spec.Schema {
	if c.Coding != model.CodeMultipart || !hasFiles(s.Target()) {
		return s
	}
	f := *s.Target()
	f.Name = ""
	return &f
}

func hasFiles(t *spec.Schema) bool {
	for _, p := range t.Properties {
		if isFile(p.Schema) || p.Schema.Target().Items != nil && isFile(p.Schema.Target().Items) {
			return true
		}
	}
	return false
}

func isFile(s *spec.Schema) bool {
	t := s.Target()
	return isBinary(s) || t.ContentMediaType != "" && t.ContentEncoding == "" && t.Types&^spec.String == 0 && t.ContentMediaType != "application/json"
}

func encodingOf(m *spec.MediaType, property string) *spec.Encoding {
	for i := range m.Encoding {
		if m.Encoding[i].Property == property {
			return &m.Encoding[i]
		}
	}
	return nil
}

func (b *builder) formField(c *model.Content, f *model.Field, p *spec.Property, e *spec.Encoding) *model.Param {
	m := &model.Param{
		Name: f.Name, In: "form", Style: "form", Explode: true, Required: f.Required, Pos: f.Pos,
		Site: f.Site, Value: f.Value, Presence: f.Presence, Default: f.Default, Secret: f.Value.Secret,
	}
	if e != nil && e.Style != "" {
		m.Style, m.Explode = e.Style, e.Explode
	}
	jsonPart := e != nil && codingOf(e.ContentType) == model.CodeJSON
	switch {
	case c.Coding == model.CodeMultipart && isFile(p.Schema):
		f.Value = fileValue()
		m.Value, m.Reading = f.Value, model.ReadFile
		f.Presence = model.NilGone
		m.Presence = f.Presence
	case c.Coding == model.CodeMultipart && p.Schema.Target().Items != nil && isFile(p.Schema.Target().Items):
		f.Value = &model.Value{Shape: model.List, Elem: fileValue(), ElemNil: model.Required}
		m.Value, m.Reading = f.Value, model.ReadFiles
		f.Presence = model.NilGone
		m.Presence = f.Presence
	case jsonPart:
		m.Reading = model.ReadContent
	default:
		m.Reading = b.reading(m, p.Schema)
		if c.Coding == model.CodeMultipart && (m.Reading == model.ReadMembers || m.Reading == model.ReadDict) {
			m.Reading, m.Members = model.ReadContent, nil
		}
	}
	if m.Reading == model.ReadContent || m.Reading == model.ReadLoose || b.sent && !isFileReading(m.Reading) {
		m.Helper = b.helper(m.Value, model.Required, m.Site.Child("Field", m.Pos))
	}
	b.verify(m)
	return m
}

func isFileReading(r model.Reading) bool { return r == model.ReadFile || r == model.ReadFiles }

// fileValue is an uploaded file.
func fileValue() *model.Value {
	return &model.Value{Shape: model.Scalar, Kind: "File", Go: model.GoType{Import: restPath, Name: "*File"}}
}

// bodyHelper makes the functions that read and append a whole body; a body that
// is an object, and never null, is held by pointer and has its methods.
func (b *builder) bodyHelper(c *model.Content) *model.Helper {
	p := c.Presence
	if p == model.NullPtr && !c.Null {
		p = model.Required
	}
	return b.helper(c.Value, p, c.Site)
}
