package rest

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"time"

	"github.com/specho/specho/rest/codec"
)

// Lines is the body of a branch of JSON lines (application/jsonl,
// application/x-ndjson) or of a JSON text sequence (application/json-seq, RFC 7464):
// a function that sends values while the answer is written, one a line. It should end when Send fails: the client left.
//
// An error or panic before the first line is answered like any other; later the
// connection is broken off, so that the client does not take a part for the whole.
type Lines[T any] func(w *LineWriter[T]) error

// LineWriter sends values. Its methods may be called by several goroutines, but
// not after the Lines function has returned.
type LineWriter[T any] struct {
	s    *stream
	app  func(*T, []byte) []byte
	mark string // before each value
}

// Context is the context of the request: it ends when the client leaves.
func (w *LineWriter[T]) Context() context.Context { return w.s.ctx }

// Send sends a value. A value that JSON cannot hold is refused, and ends the
// stream. When the client has left it returns the context's error at once.
func (w *LineWriter[T]) Send(v T) error {
	s := w.s
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.ready(); err != nil {
		return err
	}
	b := w.app(&v, append(s.buf[:0], w.mark...))
	s.buf = b[:0]
	if path, why, bad := codec.Invalid(b[len(w.mark):]); bad {
		return s.fail(fmt.Errorf("encode line %v: %s", path, why))
	}
	if hasBreak(b) { // white space of a value that is kept as its text
		var one bytes.Buffer
		one.WriteString(w.mark)
		if err := json.Compact(&one, b[len(w.mark):]); err != nil {
			return s.fail(fmt.Errorf("encode line: %w", err))
		}
		b = one.Bytes()
	}
	return s.line(append(b, '\n'))
}

// flushDelay is how long a line may wait for others to share a packet with. Lines
// that are far apart do not wait at all.
const flushDelay = 5 * time.Millisecond

func (s *stream) line(b []byte) error {
	quiet := time.Since(s.wrote) > flushDelay || !s.begun
	if err := s.write(b); err != nil {
		return err
	}
	if quiet {
		return s.flush()
	}
	if !s.pending {
		s.pending = true
		s.timer.Reset(flushDelay)
	}
	return nil
}

// SendLines writes a status and the values that f sends, each encoded by app and, if
// the server validates responses, read by read. Generated branches call it.
func SendLines[T any](x *Exchange, status int, media MediaType, f Lines[T], app func(*T, []byte) []byte, read func(*T, *codec.Decoder, int) int) error {
	if f == nil {
		return errNilBody
	}
	if err := x.checkHeaders(status); err != nil {
		return err
	}
	headers := func(h http.Header) {
		h["Content-Type"] = media
		h["X-Accel-Buffering"] = []string{"no"}
		h.Del("Content-Length")
	}
	if x.Request().Method == http.MethodHead {
		headers(x.Header())
		return x.sendHeaders(status)
	}
	s := newStream(x, status, headers)
	s.every(time.Hour, func() {
		if s.pending {
			s.pending = false
			s.flush()
		}
	})
	w := &LineWriter[T]{s: s, app: validated(x, app, read)}
	if strings.Contains(media[0], "json-seq") {
		w.mark = recordSeparator
	}
	return s.run(func() error { return f(w) })
}

// recordSeparator begins each text of a sequence (RFC 7464, section 2.2).
const recordSeparator = "\x1e"

// sendHeaders answers HEAD where GET would be a stream.
func (x *Exchange) sendHeaders(status int) error {
	x.committed = true
	x.echo.Response().WriteHeader(status)
	return nil
}
