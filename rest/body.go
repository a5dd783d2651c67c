package rest

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"

	"github.com/specho/specho/rest/codec"
	"github.com/specho/specho/rest/rule"
)

// Content says which request bodies an operation takes.
type Content struct {
	Required bool
	Types    []string // media types and ranges of the document, in lower case
}

// Body finds the entry of c.Types that the request's Content-Type selects. The
// index is -1 if there is no body; a missing required one is recorded as a
// violation. A media type the operation does not take is a 415.
func (x *Exchange) Body(c *Content) (int, error) {
	r := x.Request()
	values := r.Header["Content-Type"]
	if len(values) == 1 && len(c.Types) > 0 && values[0] == c.Types[0] && r.ContentLength > 0 {
		return 0, nil
	}
	empty, err := emptyBody(r)
	if err != nil {
		return -1, err
	}
	if empty {
		if c.Required {
			x.Violate(rule.Violation{Loc: []any{"body"}, Type: "missing", Message: "a request body is required"})
		}
		return -1, nil
	}
	if len(values) == 1 {
		if i := matchMedia(c.Types, values[0]); i >= 0 {
			return i, nil
		}
	}
	return -1, &Failure{Status: http.StatusUnsupportedMediaType, Detail: "this operation takes " + strings.Join(c.Types, ", ")}
}

// emptyBody reports whether a request has no body. One whose length is not
// announced is read from for that.
func emptyBody(r *http.Request) (bool, error) {
	if r.ContentLength == 0 || r.Body == nil || r.Body == http.NoBody {
		return true, nil
	}
	if r.ContentLength > 0 {
		return false, nil
	}
	first := make([]byte, 1)
	if _, err := io.ReadFull(r.Body, first); err == io.EOF {
		return true, nil
	} else if err != nil {
		return false, unreadable(err)
	}
	r.Body = &begunBody{Reader: io.MultiReader(bytes.NewReader(first), r.Body), Closer: r.Body}
	return false, nil
}

// begunBody is a body whose first byte was read already.
type begunBody struct {
	io.Reader
	io.Closer
}

func unreadable(err error) error {
	if tooBig, ok := errors.AsType[*http.MaxBytesError](err); ok {
		return tooLarge(tooBig.Limit)
	}
	return &Failure{Status: http.StatusBadRequest, Detail: "the request body cannot be read", cause: err}
}

// matchMedia finds the most specific entry of types that value is: the type
// itself, a type with the same structured suffix (RFC 6839) for JSON, a range.
// A charset other than UTF-8 matches nothing.
func matchMedia(types []string, value string) int {
	essence, params, _ := strings.Cut(value, ";")
	essence = strings.ToLower(strings.TrimSpace(essence))
	if !utf8Charset(params) {
		return -1
	}
	main, sub, _ := strings.Cut(essence, "/")
	best, rank := -1, 0
	for i, t := range types {
		t, _, _ = strings.Cut(t, ";")
		t = strings.TrimSpace(t)
		r := 0
		switch {
		case t == essence:
			r = 4
		case t == "application/json" && main == "application" && strings.HasSuffix(sub, "+json"):
			r = 3
		case t == main+"/*":
			r = 2
		case t == "*/*":
			r = 1
		}
		if r > rank {
			best, rank = i, r
		}
	}
	return best
}

// utf8Charset reports whether the parameters of a media type name no charset
// but UTF-8 (or its subset US-ASCII).
func utf8Charset(params string) bool {
	for params != "" {
		var p string
		p, params, _ = strings.Cut(params, ";")
		k, v, _ := strings.Cut(p, "=")
		if strings.EqualFold(strings.TrimSpace(k), "charset") {
			v = strings.Trim(strings.TrimSpace(v), `"`)
			return strings.EqualFold(v, "utf-8") || strings.EqualFold(v, "utf8") || strings.EqualFold(v, "us-ascii")
		}
	}
	return true
}

// maxBody is the limit of the operation, in bytes.
func (x *Exchange) maxBody() int64 {
	if x.op != nil && x.op.MaxBody > 0 {
		return x.op.MaxBody
	}
	return x.server.options.MaxBody
}

// ReadBody reads the whole body. The result is valid until the exchange ends and
// has codec.Pad zero bytes behind its length.
func (x *Exchange) ReadBody() ([]byte, error) {
	r, limit := x.Request(), x.maxBody()
	if r.ContentLength > limit {
		return nil, tooLarge(limit)
	}
	n := int(r.ContentLength)
	if n < 0 {
		return x.readUnsized(r.Body, limit)
	}
	if cap(x.in) < n+codec.Pad {
		x.in = make([]byte, n+codec.Pad, n+n/4+codec.Pad)
	}
	b := x.in[:n+codec.Pad]
	if _, err := io.ReadFull(r.Body, b[:n]); err != nil {
		if !errors.Is(err, io.EOF) && !errors.Is(err, io.ErrUnexpectedEOF) {
			return nil, unreadable(err)
		}
		return nil, &Failure{Status: http.StatusBadRequest, Detail: "the request body is shorter than announced", cause: err}
	}
	clear(b[n:])
	x.body = b[:n]
	return x.body, nil
}

func (x *Exchange) readUnsized(r io.Reader, limit int64) ([]byte, error) {
	b := x.in[:0]
	for {
		if len(b)+codec.Pad >= cap(b) {
			b = append(b, make([]byte, cap(b)+512)...)[:len(b)]
		}
		n, err := r.Read(b[len(b) : cap(b)-codec.Pad])
		b = b[:len(b)+n]
		if int64(len(b)) > limit {
			return nil, tooLarge(limit)
		}
		if err == io.EOF {
			clear(b[len(b) : len(b)+codec.Pad])
			x.in, x.body = b, b
			return b, nil
		}
		if err != nil {
			return nil, unreadable(err)
		}
	}
}

func tooLarge(limit int64) error {
	return &Failure{Status: http.StatusRequestEntityTooLarge, Detail: fmt.Sprintf("the request body is larger than %d bytes", limit)}
}

// ReadJSON reads the body as JSON into v. Violations are recorded; a body that
// cannot be read at all is an error.
func (x *Exchange) ReadJSON(v codec.Value) error {
	d, err := x.decode()
	if err != nil {
		return err
	}
	d.DocumentOf(v)
	x.decoded(d)
	return nil
}

// ReadJSON is [Exchange.ReadJSON] for a body that is no type of its own.
func ReadJSON[T any](x *Exchange, v *T, read func(*T, *codec.Decoder, int) int) error {
	d, err := x.decode()
	if err != nil {
		return err
	}
	codec.ReadDocument(v, d, read)
	x.decoded(d)
	return nil
}

// decode starts to read the body as JSON.
func (x *Exchange) decode() (*codec.Decoder, error) {
	b, err := x.ReadBody()
	if err != nil {
		return nil, err
	}
	d := &x.decoder
	d.Reset(b[:len(b)+codec.Pad])
	return d, nil
}

// decoded records what is wrong with the body.
func (x *Exchange) decoded(d *codec.Decoder) {
	if at, msg, bad := d.SyntaxError(); bad {
		x.Violate(rule.Violation{Loc: []any{"body", at}, Type: "json_invalid", Message: "the body is not valid JSON", Context: jsonContext(msg)})
		return
	}
	if found := d.Violations("body"); len(x.violations) == 0 {
		x.violations = found
	} else {
		x.violations = append(x.violations, found...)
	}
}
