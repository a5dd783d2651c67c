package hooks

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"

	"github.com/specho/specho/rest/codec"
	"github.com/specho/specho/rest/wire"
)

// Request is a request that is being built. The first error is kept, and is Do's.
type Request struct {
	sender    *Sender
	ctx       context.Context
	operation string
	method    string
	target    *url.URL

	query   []string
	cookies []string
	header  http.Header
	body    []byte // nil: none, or a stream
	stream  io.Reader
	err     error
}

// Request begins a request of an operation to target, an absolute URL. A query
// that it has stays.
func (s *Sender) Request(ctx context.Context, operation, method, target string) *Request {
	r := &Request{sender: s, ctx: ctx, operation: operation, method: method, header: http.Header{}}
	u, err := url.Parse(target)
	if err != nil {
		r.fail(fmt.Errorf("%w: %w", ErrRefused, err))
		return r
	}
	u.Fragment, u.RawFragment = "", ""
	r.target = u
	r.fail(s.allow(ctx, u))
	return r
}

func (r *Request) fail(err error) {
	if r.err == nil {
		r.err = err
	}
}

// Param says how a parameter is written (OpenAPI, Parameter Object).
type Param struct {
	In      string // query, header or cookie
	Name    string
	Style   string
	Explode bool
	JSON    bool // its text is JSON
}

var locations = map[string]wire.ParamLocation{
	"query": wire.ParamLocationQuery, "header": wire.ParamLocationHeader, "cookie": wire.ParamLocationCookie,
}

// Set writes a parameter; its text is made from its JSON form.
func Set[T any](r *Request, p Param, v *T, app func(*T, []byte) []byte) {
	b, err := encode(v, app)
	if err != nil {
		r.fail(fmt.Errorf("%s parameter %q: %w", p.In, p.Name, err))
		return
	}
	if p.Style == "wholeQuery" {
		r.query = append(r.query, url.PathEscape(plain(b, p.JSON)))
		return
	}
	o := wire.StyleParamOptions{ParamLocation: locations[p.In]}
	if p.JSON {
		o.Format = wire.FormatJSON
	} else if p.Style == "cookie" {
		o.Format = wire.FormatCookie
	}
	text, err := wire.StyleParamWithOptions(p.Style, p.Explode, p.Name, json.RawMessage(b), o)
	if err != nil {
		r.fail(err)
		return
	}
	switch {
	case p.In == "header":
		r.header.Set(p.Name, text)
	case p.In == "cookie":
		r.cookies = append(r.cookies, p.Name+"="+text)
	case text != "":
		r.query = append(r.query, text)
	}
}

// SetNull sets a parameter that is JSON to null.
func SetNull(r *Request, p Param) {
	Set(r, p, new(json.RawMessage("null")), func(v *json.RawMessage, b []byte) []byte { return append(b, *v...) })
}

// plain is the text of a JSON string, and JSON as it is.
func plain(b []byte, asJSON bool) string {
	var text string
	if !asJSON && json.Unmarshal(b, &text) == nil {
		return text
	}
	return string(b)
}

// encode is the JSON text of a value.
func encode[T any](v *T, app func(*T, []byte) []byte) ([]byte, error) {
	b := app(v, nil)
	if path, why, bad := codec.Invalid(b); bad {
		return nil, fmt.Errorf("encode %v: %s", path, why)
	}
	return b, nil
}

// JSON sets a JSON body. read checks it if the sender validates.
func JSON[T any](r *Request, media string, v *T, app func(*T, []byte) []byte, read func(*T, *codec.Decoder, int) int) {
	if v == nil {
		r.NoBody()
		return
	}
	b, err := encode(v, app)
	if err == nil && r.sender.o.Validate {
		var copied T
		err = codec.UnmarshalFunc(b, func(d *codec.Decoder, i int) int { return read(&copied, d, i) })
	}
	if err != nil {
		r.fail(err)
		return
	}
	r.setBody(media, b)
}

// Form sets an application/x-www-form-urlencoded body. Fields lists those that are
// not written in style form, exploded.
func Form[T any](r *Request, media string, v *T, app func(*T, []byte) []byte, fields ...wire.Field) {
	if v == nil {
		r.NoBody()
		return
	}
	b, err := encode(v, app)
	if err == nil {
		var f wire.Form
		f, err = wire.MarshalForm(json.RawMessage(b), fields)
		b = []byte(f)
	}
	if err != nil {
		r.fail(err)
		return
	}
	r.setBody(media, b)
}

// Text sets a text body.
func (r *Request) Text(media, text string) { r.setBody(media, []byte(text)) }

// Stream sets a body that is read while it is sent.
func (r *Request) Stream(media string, body io.Reader) {
	if body == nil {
		r.NoBody()
		return
	}
	r.stream = body
	r.header.Set("Content-Type", media)
}

func (r *Request) setBody(media string, b []byte) {
	if b == nil {
		b = []byte{}
	}
	r.body = b
	r.header.Set("Content-Type", media)
}

// NoBody tells that the required body is missing.
func (r *Request) NoBody() { r.fail(errors.New("the required body is missing")) }

// UnknownBody tells that a body is none of the operation's variants.
func (r *Request) UnknownBody(v any) { r.fail(fmt.Errorf("%T is no body of this operation", v)) }

// Accept says which media types the answers may have.
func (r *Request) Accept(types ...string) { r.header.Set("Accept", strings.Join(types, ", ")) }

// Do sends the request and reads the answer, up to the sender's limit.
func (r *Request) Do() (*Answer, error) {
	a, err := r.send()
	if err != nil {
		return nil, fmt.Errorf("send %s: %w", r.operation, err)
	}
	return a, nil
}

func (r *Request) send() (*Answer, error) {
	if r.err != nil {
		return nil, r.err
	}
	q, err := r.request()
	if err != nil {
		return nil, err
	}
	if prepare := r.sender.o.Prepare; prepare != nil {
		if err := prepare(q, r.body); err != nil {
			return nil, fmt.Errorf("prepare the request: %w", err)
		}
	}
	res, err := r.sender.client.Do(q)
	if err != nil {
		return nil, err
	}
	defer func() { _ = res.Body.Close() }() // what matters was read
	return r.sender.read(r.operation, res)
}

// request is the request of net/http.
func (r *Request) request() (*http.Request, error) {
	if len(r.query) > 0 {
		more := strings.Join(r.query, "&")
		if r.target.RawQuery != "" {
			more = r.target.RawQuery + "&" + more
		}
		r.target.RawQuery = more
	}
	var body io.Reader
	switch {
	case r.stream != nil:
		body = r.stream
	case r.body != nil:
		body = bytes.NewReader(r.body)
	}
	q, err := http.NewRequestWithContext(r.ctx, r.method, r.target.String(), body)
	if err != nil {
		return nil, err
	}
	q.Header = r.header
	if len(r.cookies) > 0 {
		q.Header.Set("Cookie", strings.Join(r.cookies, "; "))
	}
	return q, nil
}
