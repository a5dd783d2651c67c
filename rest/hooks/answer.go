package hooks

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"

	"github.com/specho/specho/rest/codec"
	"github.com/specho/specho/rest/wire"
)

// Answer is what a receiver has answered. The generated sender turns it into a
// branch of the document.
type Answer struct {
	Operation string // operationId
	Status    int
	Header    http.Header
	Body      []byte // up to the sender's limit
	Truncated bool   // the body is longer

	cause error // why it is not the declared branch
}

// Undeclared is the error of an answer that the document does not have: another
// status, another media type, a body that breaks its schema. The answer is kept.
type Undeclared struct {
	Answer
	Cause error // nil: the status is not declared
}

// Error names the operation and the status, and why the answer is not one of the
// document's.
func (u *Undeclared) Error() string {
	if u.Cause == nil {
		return fmt.Sprintf("%s was answered with status %d, which the document does not declare", u.Operation, u.Status)
	}
	return fmt.Sprintf("%s was answered with status %d, but not as the document declares it: %v", u.Operation, u.Status, u.Cause)
}

// Unwrap returns the cause.
func (u *Undeclared) Unwrap() error { return u.Cause }

// Success reports whether the receiver has taken the request: a status of 2XX.
func (u *Undeclared) Success() bool { return u.Status >= 200 && u.Status <= 299 }

// read reads an answer to its end, or to the limit.
func (s *Sender) read(operation string, res *http.Response) (*Answer, error) {
	b, err := io.ReadAll(io.LimitReader(res.Body, s.o.MaxAnswer+1))
	if err != nil {
		return nil, fmt.Errorf("read the answer %d: %w", res.StatusCode, err)
	}
	a := &Answer{Operation: operation, Status: res.StatusCode, Header: res.Header, Body: b}
	if int64(len(b)) > s.o.MaxAnswer {
		a.Body, a.Truncated = b[:s.o.MaxAnswer], true
	}
	return a, nil
}

// Received returns the branch that an answer is, or an *Undeclared if something
// was wrong with it.
func Received[R any](a *Answer, branch R) (R, error) {
	if a.cause == nil {
		return branch, nil
	}
	return None[R](a)
}

// None is an answer that is no branch of the document.
func None[R any](a *Answer) (none R, err error) { return none, &Undeclared{Answer: *a, Cause: a.cause} }

func (a *Answer) fail(err error) {
	if a.cause == nil {
		a.cause = err
	}
}

// Is reports whether the body is of a media type, which may be a range.
func (a *Answer) Is(media string) bool {
	got := a.Header.Get("Content-Type")
	if prefix, any := strings.CutSuffix(media, "*"); any {
		return media == "*/*" || strings.HasPrefix(strings.ToLower(got), strings.ToLower(prefix))
	}
	return wire.IsMedia(got, media) || media == "application/json" && wire.IsJSON(got)
}

// Unexpected tells that the body has none of the declared media types.
func (a *Answer) Unexpected() {
	a.fail(fmt.Errorf("the media type %q is not declared", a.Header.Get("Content-Type")))
}

// ReadJSON decodes a JSON body.
func ReadJSON[T any](a *Answer, v *T, read func(*T, *codec.Decoder, int) int) {
	if a.Truncated {
		a.fail(errTooLong)
		return
	}
	if err := codec.UnmarshalFunc(a.Body, func(d *codec.Decoder, i int) int { return read(v, d, i) }); err != nil {
		a.fail(fmt.Errorf("body: %w", err))
	}
}

var errTooLong = errors.New("the body is longer than the limit")

// Text is a text body.
func (a *Answer) Text() string {
	if a.Truncated {
		a.fail(errTooLong)
	}
	return string(a.Body)
}

// Reader reads a body of bytes.
func (a *Answer) Reader() io.Reader {
	if a.Truncated {
		a.fail(errTooLong)
	}
	return bytes.NewReader(a.Body)
}

// Streams tells that the body is a stream, which nothing reads here.
func (a *Answer) Streams() { a.fail(errors.New("the body is a stream")) }

// Cookies are those that the answer sets.
func (a *Answer) Cookies() []*http.Cookie { return (&http.Response{Header: a.Header}).Cookies() }

// Get reads a header (OpenAPI, Header Object: style simple). It is false if there
// is none or it cannot be read, which is kept.
func Get[T any](a *Answer, name string, required bool, kind wire.HeaderKind, v *T, read func(*T, *codec.Decoder, int) int) bool {
	values := a.Header.Values(name)
	if len(values) == 0 {
		if required {
			a.fail(fmt.Errorf("the header %s is missing", name))
		}
		return false
	}
	var err error
	for _, text := range wire.HeaderValues(strings.Join(values, ","), kind) {
		var x T
		if err = codec.UnmarshalFunc(text, func(d *codec.Decoder, i int) int { return read(&x, d, i) }); err == nil {
			*v = x
			return true
		}
	}
	a.fail(fmt.Errorf("header %s: %w", name, err))
	return false
}
