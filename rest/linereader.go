package rest

import (
	"bufio"
	"bytes"
	"errors"
	"io"
	"iter"
	"net/http"

	"github.com/specho/specho/rest/codec"
	"github.com/specho/specho/rest/rule"
)

// LineReader is a request body of JSON lines (application/jsonl,
// application/x-ndjson) or a JSON text sequence (RFC 7464): the handler reads the
// values while they arrive. One value is as large as Options.MaxBody at most, all
// together as Options.MaxUpload. It is of no use after the handler has returned.
type LineReader[T any] struct {
	x      *Exchange
	in     *bufio.Reader
	buf    []byte
	read   func(*T, *codec.Decoder, int) int
	decode codec.Decoder
	n      int // values read
	err    error
}

// ReadLines prepares the body for the handler. Generated code calls it.
func ReadLines[T any](x *Exchange, read func(*T, *codec.Decoder, int) int) *LineReader[T] {
	return &LineReader[T]{x: x, in: bufio.NewReader(x.BodyReader()), read: read}
}

// Next returns the next value, or io.EOF after the last one. A value that breaks
// the document is an error that is answered with the violations if the handler
// returns it; reading can go on behind it. Other errors are final.
func (r *LineReader[T]) Next() (v T, err error) {
	if r.err != nil {
		return v, r.err
	}
	text, err := r.line()
	if err != nil {
		r.err = err
		return v, err
	}
	r.n++
	r.decode.Reset(append(text, noDocument...)[:len(text)+codec.Pad])
	codec.ReadDocument(&v, &r.decode, r.read)
	return v, r.invalid()
}

// All iterates over the values, up to the first error.
func (r *LineReader[T]) All() iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		for {
			v, err := r.Next()
			if err == io.EOF || !yield(v, err) || err != nil {
				return
			}
		}
	}
}

// line returns the next line that is not blank, without separators.
func (r *LineReader[T]) line() ([]byte, error) {
	limit := r.x.maxBody()
	for {
		r.buf = r.buf[:0]
		var part []byte
		var err error
		for more := true; more; more = errors.Is(err, bufio.ErrBufferFull) {
			part, err = r.in.ReadSlice('\n')
			r.buf = append(r.buf, part...)
			if int64(len(r.buf)) > limit {
				return nil, tooLarge(limit)
			}
		}
		text := bytes.Trim(r.buf, " \t\r\n\x1e")
		switch {
		case len(text) > 0:
			return text, nil
		case err == io.EOF:
			return nil, io.EOF
		case err != nil:
			return nil, unreadable(err)
		}
	}
}

// invalid is the failure of the value that was read, nil if there is none.
func (r *LineReader[T]) invalid() error {
	var all []rule.Violation
	if at, msg, bad := r.decode.SyntaxError(); bad {
		all = []rule.Violation{{Loc: []any{"body", r.n - 1, at}, Type: "json_invalid", Message: "the line is not valid JSON", Context: jsonContext(msg)}}
	} else {
		for _, v := range r.decode.Violations("body") {
			v.Loc = append([]any{"body", r.n - 1}, v.Loc[1:]...)
			all = append(all, v)
		}
	}
	if len(all) == 0 {
		return nil
	}
	status := http.StatusUnprocessableEntity
	if r.x.op != nil {
		status = r.x.op.Invalid
	}
	return &Failure{Status: status, Violations: all, Instance: r.x.instance()}
}
