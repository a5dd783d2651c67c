package rest

import (
	"bytes"
	"errors"
	"io"
	"mime"
	"mime/multipart"
	"net/http"
	"strings"
)

// Bounds of multipart bodies, beside the size of the whole.
const (
	maxParts      = 1000
	maxPartHeader = 8 << 10 // bytes of names and values
)

// part is one part of a multipart body. Every part is kept as a file: whether it
// is one is for the field to say.
type part struct {
	name  string
	file  File
	blank bool // a file input without a file: an empty part with an empty file name
}

// ReadMultipart reads a multipart/form-data body (RFC 7578). Its texts become
// fields of the form's Reader, its files wait for File and Files. The whole is
// bounded by the operation's limit, or else Options.MaxUpload; the texts together
// by the limit of bodies in memory.
func (x *Exchange) ReadMultipart() (*Form, error) {
	r, limit := x.Request(), x.maxUpload()
	if r.ContentLength > limit {
		return nil, tooLarge(limit)
	}
	_, params, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if err != nil || params["boundary"] == "" || len(params["boundary"]) > 70 {
		return nil, badMultipart("its Content-Type has no valid boundary", err)
	}
	if x.spool == nil {
		x.spool = new(spool)
	}
	m := &multipartReader{
		in:    multipart.NewReader(&endless{in: http.MaxBytesReader(x.echo.Response().Writer, r.Body, limit)}, params["boundary"]),
		spool: x.spool, limit: x.maxBody(), form: &Form{Reader: x.Params()},
	}
	if err := m.readAll(); err != nil {
		return nil, multipartError(err)
	}
	m.form.ResetForm(m.text.String())
	return m.form, nil
}

func badMultipart(why string, cause error) error {
	return &Failure{Status: http.StatusBadRequest, Detail: "the multipart body cannot be read: " + why, cause: cause}
}

// multipartError says whose fault err is.
func multipartError(err error) error {
	var (
		failure *Failure
		tooBig  *http.MaxBytesError
		ours    *spoolError
	)
	switch {
	case errors.As(err, &failure), errors.As(err, &ours):
		return err
	case errors.As(err, &tooBig):
		return tooLarge(tooBig.Limit)
	}
	return badMultipart("it is malformed or not complete", err)
}

type multipartReader struct {
	in    *multipart.Reader
	spool *spool
	form  *Form
	limit int64        // of text
	text  bytes.Buffer // application/x-www-form-urlencoded
	head  []byte       // of the part that is read
}

// endless takes the end of a body for an error: what is complete has a boundary at
// its end, and multipart.Reader reads no further. The line break is for a last
// boundary without one.
type endless struct {
	in   io.Reader
	tail int // bytes of the line break that were read
}

func (e *endless) Read(b []byte) (int, error) {
	n, err := e.in.Read(b)
	if err != io.EOF || n > 0 {
		return n, ignoreEOF(err)
	}
	const lineBreak = "\r\n"
	if n = copy(b, lineBreak[e.tail:]); n > 0 {
		e.tail += n
		return n, nil
	}
	return 0, io.ErrUnexpectedEOF
}

// ignoreEOF leaves the end of a body for the next read.
func ignoreEOF(err error) error {
	if err == io.EOF {
		return nil
	}
	return err
}

func (m *multipartReader) readAll() error {
	for {
		p, err := m.in.NextRawPart()
		if err == io.EOF { // after the last boundary: endless has no other
			return nil
		}
		if err != nil {
			return err
		}
		if len(m.form.parts) == maxParts {
			return badMultipart("it has too many parts", nil)
		}
		if err := m.readPart(p); err != nil {
			return err
		}
	}
}

func (m *multipartReader) readPart(p *multipart.Part) error {
	out := &part{file: File{ContentType: p.Header.Get("Content-Type"), Header: p.Header}}
	filename, named, err := out.disposition(p)
	if err != nil {
		return err
	}
	out.file.Filename = baseName(filename)
	m.form.parts = append(m.form.parts, out)
	textual, isJSON := textType(out.file.ContentType)
	if !named && textual {
		return m.keepText(out, p)
	}
	head, more, err := m.begin(p)
	if err != nil {
		return err
	}
	if more {
		return m.spool.keep(&out.file, head, p)
	}
	out.blank = named && filename == "" && len(head) == 0
	// Scripts send JSON as a Blob, and a Blob always has a file name.
	if (!named || isJSON) && int64(m.text.Len()+len(head)) <= m.limit {
		m.addField(out.name, head)
	}
	return m.spool.keep(&out.file, bytes.Clone(head), nil)
}

// keepText reads a text whole.
func (m *multipartReader) keepText(out *part, p io.Reader) error {
	left := m.limit - int64(m.text.Len())
	b, err := io.ReadAll(io.LimitReader(p, left+1))
	if err != nil {
		return err
	}
	if int64(len(b)) > left {
		return tooLarge(m.limit)
	}
	m.addField(out.name, b)
	out.file.content, out.file.Size = bytes.NewReader(b), int64(len(b))
	return nil
}

// begin reads as much of a part as memory may hold. more tells that it goes on.
func (m *multipartReader) begin(p io.Reader) (head []byte, more bool, err error) {
	if m.head == nil {
		m.head = make([]byte, memoryPerPart+1)
	}
	n := 0
	for n < len(m.head) {
		k, err := p.Read(m.head[n:])
		n += k
		if err == io.EOF {
			return m.head[:n], false, nil
		}
		if err != nil {
			return nil, false, err
		}
	}
	return m.head, true, nil
}

// addField appends a field to the text that the form's Reader reads.
func (m *multipartReader) addField(name string, value []byte) {
	if m.text.Len() > 0 {
		m.text.WriteByte('&')
	}
	m.escape([]byte(name))
	m.text.WriteByte('=')
	m.escape(value)
}

// escape writes the bytes that mean something in a form percent-encoded, and all
// others as they are.
func (m *multipartReader) escape(b []byte) {
	const hex = "0123456789ABCDEF"
	for _, c := range b {
		switch c {
		case '%', '+', '&', '=':
			m.text.Write([]byte{'%', hex[c>>4], hex[c&15]})
		default:
			m.text.WriteByte(c)
		}
	}
}

// disposition takes the name from a part's headers, and the file name and whether
// there is one, even an empty one.
func (out *part) disposition(p *multipart.Part) (filename string, named bool, err error) {
	size := 0
	for k, values := range p.Header {
		for _, v := range values {
			size += len(k) + len(v)
		}
	}
	if size > maxPartHeader {
		return "", false, badMultipart("the headers of a part are too long", nil)
	}
	lines := p.Header["Content-Disposition"]
	if len(lines) != 1 {
		return "", false, badMultipart("a part has no Content-Disposition", nil)
	}
	kind, params, err := mime.ParseMediaType(lines[0])
	if err != nil || kind != "form-data" || params["name"] == "" {
		return "", false, badMultipart("a part has no name", err)
	}
	out.name = params["name"]
	filename, named = params["filename"]
	switch strings.ToLower(p.Header.Get("Content-Transfer-Encoding")) {
	case "", "7bit", "8bit", "binary":
		return filename, named, nil
	case "base64": // what format byte expects; RFC 7578, section 4.7 deprecates the header
		if !named {
			return filename, named, nil
		}
	}
	return "", false, badMultipart("a part has a Content-Transfer-Encoding", nil)
}

// textType reports whether a part without a file name is text by its Content-Type
// (RFC 7578, section 4.4), and whether it is JSON. Text in another charset than
// UTF-8 is neither.
func textType(contentType string) (textual, isJSON bool) {
	if contentType == "" {
		return true, false
	}
	essence, params, _ := strings.Cut(contentType, ";")
	if !utf8Charset(params) {
		return false, false
	}
	essence = strings.ToLower(strings.TrimSpace(essence))
	isJSON = essence == "application/json" || strings.HasSuffix(essence, "+json")
	textual = isJSON || strings.HasPrefix(essence, "text/") || strings.HasSuffix(essence, "+xml") ||
		essence == "application/xml" || essence == "application/x-www-form-urlencoded"
	return textual, isJSON
}
