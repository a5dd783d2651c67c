package hooks

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"mime/multipart"
	"net/textproto"
	"strings"
)

// Multipart is a multipart/form-data body that is being built (RFC 7578).
type Multipart struct {
	r    *Request
	text bytes.Buffer
	w    *multipart.Writer
}

// Multipart begins a body. Its parts are held in memory.
func (r *Request) Multipart() *Multipart {
	m := &Multipart{r: r}
	m.w = multipart.NewWriter(&m.text)
	return m
}

// Part adds a property: text, a part for each item of a list, or JSON.
func Part[T any](m *Multipart, name string, asJSON bool, v *T, app func(*T, []byte) []byte) {
	b, err := encode(v, app)
	if err != nil {
		m.r.fail(fmt.Errorf("field %q: %w", name, err))
		return
	}
	var items []json.RawMessage
	if asJSON || json.Unmarshal(b, &items) != nil {
		items = []json.RawMessage{b}
	}
	for _, item := range items {
		m.value(name, item, asJSON)
	}
}

func (m *Multipart) value(name string, b []byte, asJSON bool) {
	h := disposition(name)
	var text string
	switch {
	case asJSON || b[0] == '{' || b[0] == '[':
		h.Set("Content-Type", "application/json")
	case json.Unmarshal(b, &text) == nil && b[0] == '"':
		b = []byte(text)
	}
	m.write(h, bytes.NewReader(b))
}

// File adds a file. The media type may be "".
func (m *Multipart) File(name, filename, media string, content io.Reader) {
	h := textproto.MIMEHeader{"Content-Disposition": {multipart.FileContentDisposition(name, filename)}}
	if media == "" {
		media = "application/octet-stream"
	}
	h.Set("Content-Type", strings.NewReplacer("\r", "", "\n", "").Replace(media))
	m.write(h, content)
}

// disposition names a part as a file's is named, without the file.
func disposition(name string) textproto.MIMEHeader {
	head, _ := strings.CutSuffix(multipart.FileContentDisposition(name, ""), `; filename=""`)
	return textproto.MIMEHeader{"Content-Disposition": {head}}
}

func (m *Multipart) write(h textproto.MIMEHeader, content io.Reader) {
	w, err := m.w.CreatePart(h)
	if err == nil {
		_, err = io.Copy(w, content)
	}
	if err != nil {
		m.r.fail(fmt.Errorf("write a part of the body: %w", err))
	}
}

// End makes the parts the body of the request.
func (m *Multipart) End() {
	if err := m.w.Close(); err != nil {
		m.r.fail(fmt.Errorf("end the body: %w", err))
		return
	}
	m.r.setBody(m.w.FormDataContentType(), m.text.Bytes())
}
