package rest

import (
	"io"
	"net/http"
	"slices"
	"unicode/utf8"

	"github.com/specho/specho/rest/param"
	"github.com/specho/specho/rest/rule"
)

// Form is a body of fields. Its Reader reads fields like parameters, those in
// param.Form, and keeps the violations of the whole request.
type Form struct {
	*param.Reader
	parts []*part // of a multipart body
}

// ReadForm reads an application/x-www-form-urlencoded body.
func (x *Exchange) ReadForm() (*Form, error) {
	b, err := x.ReadBody()
	if err != nil {
		return nil, err
	}
	p := x.Params()
	p.ResetForm(string(b))
	return &Form{Reader: p}, nil
}

// File returns the file of a field; nil if there is none, which is recorded if
// the field is required. More than one is a violation.
func (f *Form) File(p *param.Param) *File {
	files := f.Files(p)
	if len(files) == 0 {
		return nil
	}
	if len(files) > 1 {
		f.fault(p, rule.Fault{Type: "repeated", Message: "must be given once"})
		return nil
	}
	return files[0]
}

// Files returns the files of a field in the order of the body; nil if there are
// none, which is recorded if the field is required.
func (f *Form) Files(p *param.Param) []*File {
	var all []*File
	for _, part := range f.parts {
		if part.name == p.Name && !part.blank {
			all = append(all, &part.file)
		}
	}
	if len(all) == 0 && p.Required {
		f.fault(p, rule.Missing())
	}
	return all
}

// Close records the fields of the body that are none of these. The members of a
// deepObject field stand under its name.
func (f *Form) Close(names ...string) {
	f.Others(names)
	for _, part := range f.parts {
		if !slices.Contains(names, part.name) {
			f.fault(&param.Param{In: param.Form, Name: part.name}, rule.Extra())
		}
	}
}

// fault records what is wrong with a file, whose content is not shown.
func (f *Form) fault(p *param.Param, what rule.Fault) {
	hidden := *p
	hidden.Secret = true
	f.Fault(&hidden, what, "")
}

// ReadText reads a text body. One that is not UTF-8, or breaks the rule, is a violation.
func (x *Exchange) ReadText(r *rule.String) (string, error) {
	b, err := x.ReadBody()
	if err != nil {
		return "", err
	}
	if !utf8.Valid(b) {
		x.Violate(notUTF8)
		return "", nil
	}
	text := string(b)
	x.violations = append(x.violations, x.textViolations(text, r, nil)...)
	return text, nil
}

// BodyReader returns the body for the handler to read. Beyond the limit of the
// operation, or else Options.MaxUpload, reading fails with an
// *http.MaxBytesError, which is a 413 if the handler returns it.
func (x *Exchange) BodyReader() io.Reader {
	r, limit := x.Request(), x.maxUpload()
	if r.ContentLength > limit {
		return tooLong{limit}
	}
	return http.MaxBytesReader(x.echo.Response().Writer, r.Body, limit)
}

// maxUpload is the limit of bodies that are not held in memory, in bytes.
func (x *Exchange) maxUpload() int64 {
	o := &x.server.options
	switch {
	case x.op != nil && x.op.MaxBody > 0:
		return x.op.MaxBody
	case o.MaxUpload > 0:
		return o.MaxUpload
	}
	return max(defaultMaxUpload, o.MaxBody)
}

// tooLong is a body that is announced longer than its limit.
type tooLong struct{ limit int64 }

func (t tooLong) Read([]byte) (int, error) { return 0, &http.MaxBytesError{Limit: t.limit} }
