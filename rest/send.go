package rest

import (
	"errors"
	"fmt"
	"io"
	"net/http"
	"reflect"
	"strconv"
	"strings"

	"github.com/specho/specho/rest/codec"
)

// MediaType is the value of a Content-Type header, shared between answers.
type MediaType []string

// MediaJSON is application/json.
var MediaJSON = MediaType{"application/json"}

// lengths holds the Content-Length values of small bodies. They are parts of one
// list of parts of one text, so that the collector has two things to look at.
var lengths = func() (t [4096][]string) {
	var text []byte
	var ends [len(t)]int
	for i := range t {
		text = strconv.AppendInt(text, int64(i), 10)
		ends[i] = len(text)
	}
	all, values, start := string(text), make([]string, len(t)), 0
	for i, end := range ends {
		values[i] = all[start:end]
		t[i] = values[i : i+1 : i+1]
		start = end
	}
	return t
}()

// errNilBody is a branch whose body was not set.
var errNilBody = errors.New("the branch has no Body")

// SendJSON writes a status and the JSON body that v appends. The body is complete,
// and valid if the server validates responses, before the status goes out.
func (x *Exchange) SendJSON(status int, media MediaType, v codec.Value) error {
	if reflect.ValueOf(v).IsNil() {
		return errNilBody
	}
	x.out = v.AppendJSON(x.out[:0])
	if x.server.options.ValidateResponses {
		if err := x.valid(status, func(b []byte) error {
			return codec.Unmarshal(b, reflect.New(reflect.TypeOf(v).Elem()).Interface().(codec.Value))
		}); err != nil {
			return err
		}
	}
	return x.sendEncoded(status, media)
}

// SendJSON is [Exchange.SendJSON] for a body that is no type of its own: v points to
// it. The parameter is the pointer's type, since programs have one copy of a function
// for all types of pointers, but one for each type they point to.
func SendJSON[P any](x *Exchange, status int, media MediaType, v P, app func(P, []byte) []byte, read func(P, *codec.Decoder, int) int) error {
	if reflect.ValueOf(v).IsNil() {
		return errNilBody
	}
	x.out = app(v, x.out[:0])
	if x.server.options.ValidateResponses && read != nil {
		if err := x.valid(status, func(b []byte) error {
			again := reflect.New(reflect.TypeOf(v).Elem()).Interface().(P)
			return codec.UnmarshalFunc(b, func(d *codec.Decoder, i int) int { return read(again, d, i) })
		}); err != nil {
			return err
		}
	}
	return x.sendEncoded(status, media)
}

// valid checks the JSON that was appended to x.out against the document.
func (x *Exchange) valid(status int, read func(b []byte) error) error {
	if _, _, bad := codec.Invalid(x.out); bad {
		return nil // sendEncoded says what
	}
	if err := read(x.out); err != nil {
		return x.breaks(status, err)
	}
	return nil
}

// sendEncoded sends the JSON that was appended to x.out.
func (x *Exchange) sendEncoded(status int, media MediaType) error {
	if path, why, bad := codec.Invalid(x.out); bad {
		return fmt.Errorf("encode %v: %s", path, why)
	}
	if &media[0] != &MediaJSON[0] {
		media = x.concrete(media, MediaJSON)
	}
	return x.sendBytes(status, media, x.out)
}

// validated is app for the items of a stream: one that breaks the document is marked
// as one that cannot be encoded, if the server validates responses.
func validated[T any](x *Exchange, app func(*T, []byte) []byte, read func(*T, *codec.Decoder, int) int) func(*T, []byte) []byte {
	if !x.server.options.ValidateResponses || read == nil {
		return app
	}
	return func(v *T, b []byte) []byte {
		start := len(b)
		b = app(v, b)
		if _, _, bad := codec.Invalid(b[start:]); bad {
			return b
		}
		var again T
		if err := codec.UnmarshalFunc(b[start:], func(d *codec.Decoder, i int) int { return read(&again, d, i) }); err != nil {
			return codec.AppendInvalid(b[:start], "it breaks the document: "+err.Error())
		}
		return b
	}
}

// Send writes a status without a body.
func (x *Exchange) Send(status int) error {
	if status < 200 {
		return noAnswer(status)
	}
	if x.raised != nil {
		x.override()
	}
	if x.rules != nil {
		if err := x.checkHeaders(status); err != nil {
			return err
		}
	}
	x.committed = true
	if !bodyless(status) {
		x.Header()["Content-Length"] = lengths[0]
	}
	x.echo.Response().WriteHeader(status)
	return nil
}

// SendText writes a status and a text body.
func (x *Exchange) SendText(status int, media MediaType, text string) error {
	x.out = append(x.out[:0], text...)
	return x.sendBytes(status, x.concrete(media, mediaText), x.out)
}

// SendBytes writes a status and a body.
func (x *Exchange) SendBytes(status int, media MediaType, b []byte) error {
	return x.sendBytes(status, x.concrete(media, mediaOctets), b)
}

// mediaText and mediaOctets stand for ranges.
var mediaText, mediaOctets = MediaType{"text/plain; charset=utf-8"}, MediaType{"application/octet-stream"}

// concrete is the Content-Type of an answer. Where the document has a range, such as
// image/*, it is what the handler has set in the header, else other; that of a
// multipart body too, whose boundary only the handler knows.
func (x *Exchange) concrete(media, other MediaType) MediaType {
	open, parts := strings.IndexByte(media[0], '*') >= 0, strings.HasPrefix(media[0], "multipart/")
	if !open && !parts {
		return media
	}
	if set := x.Header()["Content-Type"]; len(set) == 1 {
		return set
	}
	if open {
		return other
	}
	return media
}

// noAnswer is the error of an informational status: net/http would send 200 after it.
func noAnswer(status int) error { return fmt.Errorf("status %d is no answer", status) }

func (x *Exchange) sendBytes(status int, media MediaType, b []byte) error {
	if status < 200 {
		return noAnswer(status)
	}
	if x.raised != nil {
		x.override()
	}
	if x.rules != nil {
		if err := x.checkHeaders(status); err != nil {
			return err
		}
	}
	w := x.echo.Response()
	h := w.Header()
	h["Content-Type"] = media
	if len(b) < len(lengths) {
		h["Content-Length"] = lengths[len(b)]
	} else {
		h["Content-Length"] = []string{strconv.Itoa(len(b))}
	}
	x.committed = true
	w.WriteHeader(status)
	if x.Request().Method == http.MethodHead {
		return nil
	}
	_, err := w.Write(b)
	return err
}

// SendReader streams a body of unknown length; r is closed if it is an
// io.Closer. A read that fails before the first byte is answered like any other
// error; one that fails midway breaks the connection.
func (x *Exchange) SendReader(status int, media MediaType, r io.Reader) error {
	if r == nil {
		return errNilBody
	}
	if c, ok := r.(io.Closer); ok {
		defer c.Close()
	}
	if err := x.checkHeaders(status); err != nil {
		return err
	}
	w := &lateWriter{x: x, status: status, media: x.concrete(media, mediaOctets)}
	if x.Request().Method != http.MethodHead {
		_, err := io.Copy(w, r)
		switch {
		case err == nil:
		case x.committed:
			return fmt.Errorf("stream body: %w", err)
		default:
			return &unbegun{err}
		}
	}
	w.begin()
	return nil
}

// lateWriter sends status and headers with the first byte of the body.
type lateWriter struct {
	x      *Exchange
	status int
	media  MediaType
}

func (w *lateWriter) begin() {
	if w.x.committed {
		return
	}
	w.x.Header()["Content-Type"] = w.media
	w.x.committed = true
	w.x.echo.Response().WriteHeader(w.status)
}

func (w *lateWriter) Write(b []byte) (int, error) {
	w.begin()
	return w.x.echo.Response().Write(b)
}
