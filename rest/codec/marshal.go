package codec

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"sync"

	"github.com/specho/specho/rest/rule"
)

// Error tells that a document breaks its contract.
type Error struct {
	Violations []rule.Violation
}

// Error lists the violations, each with its place.
func (e *Error) Error() string {
	var text strings.Builder
	for i, v := range e.Violations {
		if i > 0 {
			text.WriteString("; ")
		}
		for k, at := range v.Loc {
			if k > 0 {
				text.WriteByte('.')
			}
			fmt.Fprint(&text, at)
		}
		text.WriteString(" " + v.Message)
	}
	return text.String()
}

// SyntaxError tells that a document is not JSON.
type SyntaxError struct {
	Offset int // of the first byte that is wrong
	Reason string
}

// Error gives the reason and the offset.
func (e *SyntaxError) Error() string {
	return fmt.Sprintf("%s at byte %d", e.Reason, e.Offset)
}

// Err gives what is wrong with the document as an error: a [SyntaxError] or an
// [Error] with locations that begin with root; nil if nothing is.
func (d *Decoder) Err(root string) error {
	if at, msg, bad := d.SyntaxError(); bad {
		return &SyntaxError{at, msg}
	}
	if d.failed > 0 {
		return &Error{d.Violations(root)}
	}
	return nil
}

// state of Unmarshal that is used again: the decoder and a padded buffer.
type pooled struct {
	d      Decoder
	buffer []byte
}

var pool = sync.Pool{New: func() any { return new(pooled) }}

// maxPooled is the largest buffer that is kept, in bytes.
const maxPooled = 256 << 10

// Value is a generated type. Functions take it where one of the methods would do: a
// program has a table of methods for each pair of a type and an interface that it is
// used as.
type Value interface {
	// DecodeJSON reads the value at i and returns the index after it, or -1
	// after a syntax error.
	DecodeJSON(d *Decoder, i int) int
	// AppendJSON appends the value.
	AppendJSON(b []byte) []byte
}

// Unmarshal reads the document b into v: the body of a generated UnmarshalJSON.
// The error is a [SyntaxError] or an [Error].
//
//go:noinline
func Unmarshal(b []byte, v Value) error {
	return UnmarshalFunc(b, v.DecodeJSON)
}

// UnmarshalFunc is [Unmarshal] with a function that reads.
func UnmarshalFunc(b []byte, read func(d *Decoder, i int) int) error {
	p := pool.Get().(*pooled)
	p.buffer = append(append(p.buffer[:0], b...), padding...)
	p.d.Reset(p.buffer)
	var err error
	if !p.d.Document(read) {
		err = p.d.Err("body")
	}
	p.free()
	return err
}

// free gives p back to the pool.
func (p *pooled) free() {
	p.d.B = nil
	if cap(p.buffer) <= maxPooled {
		pool.Put(p)
	}
}

// Marshal gives what v appends: the body of a generated MarshalJSON. A value that
// JSON cannot carry is an error, see [AppendInvalid].
//
//go:noinline
func Marshal(v Value) ([]byte, error) {
	return MarshalFunc(v.AppendJSON)
}

// MarshalFunc is [Marshal] with a function that appends.
func MarshalFunc(app func(b []byte) []byte) ([]byte, error) {
	p := pool.Get().(*pooled)
	defer p.free()
	p.buffer = app(p.buffer[:0])
	if path, why, bad := Invalid(p.buffer); bad {
		var at bytes.Buffer
		for _, x := range path {
			fmt.Fprintf(&at, "/%v", x)
		}
		if at.Len() > 0 {
			return nil, fmt.Errorf("writing JSON at %s: %s", at.String(), why)
		}
		return nil, errors.New("writing JSON: " + why)
	}
	return bytes.Clone(p.buffer), nil
}
