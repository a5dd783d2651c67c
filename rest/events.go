package rest

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/specho/specho/rest/codec"
)

// Events is the body of a text/event-stream branch: a function that sends events
// while the answer is written. It should end when Send fails: the client left.
//
// An error or panic before the first event is answered like any other; later the
// connection is broken off, so that the client sees a stream without an end.
// Headers and cookies are set before the branch is returned.
type Events[T any] func(w *EventWriter[T]) error

// Event is one event of a stream (HTML Standard, section 9.2, server-sent events).
type Event[T any] struct {
	ID    string        // becomes Last-Event-ID of a client that reconnects; "" is not sent
	Name  string        // type of the event; "" is "message" to the client
	Data  T             // sent as JSON, unless the document says that it is text
	Retry time.Duration // how long the client waits before it reconnects, in whole milliseconds; 0 is not sent
}

// EventWriter sends events. Its methods may be called by several goroutines, but
// not after the Events function has returned.
type EventWriter[T any] struct {
	s   *stream
	app func(*T, []byte) []byte
}

// Context is the context of the request: it ends when the client leaves.
func (w *EventWriter[T]) Context() context.Context { return w.s.ctx }

// Send sends an event that is data only. When the client has left it returns the
// context's error at once.
func (w *EventWriter[T]) Send(v T) error { return w.SendEvent(Event[T]{Data: v}) }

// SendEvent sends an event. A line break in the name, a line break or NUL in the
// id, and data that JSON cannot hold are refused, and end the stream.
func (w *EventWriter[T]) SendEvent(e Event[T]) error {
	return w.s.event(e.ID, e.Name, e.Retry, func(b []byte) ([]byte, error) {
		start := len(b)
		b = w.app(&e.Data, b)
		if path, why, bad := codec.Invalid(b[start:]); bad {
			return nil, fmt.Errorf("encode event %v: %s", path, why)
		}
		return b, nil
	})
}

// SendText sends an event whose data is text and not JSON, such as "[DONE]".
func (w *EventWriter[T]) SendText(name, text string) error {
	return w.s.event("", name, 0, func(b []byte) ([]byte, error) {
		return append(b, strings.ToValidUTF8(text, "\uFFFD")...), nil
	})
}

// EventText appends the data of an event that is text and not JSON. Generated
// branches name it where the document says so.
func EventText(v *string, b []byte) []byte { return append(b, strings.ToValidUTF8(*v, "\uFFFD")...) }

// Comment sends a comment, which clients ignore. The first one also makes status
// and headers go out, where the first event is long in coming.
func (w *EventWriter[T]) Comment(text string) error {
	s := w.s
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.ready(); err != nil {
		return err
	}
	b := appendLines(s.buf[:0], ": ", []byte(strings.ToValidUTF8(text, "\uFFFD")))
	return s.emit(append(b, '\n'))
}

// SendEvents writes a status and the events that f sends, each encoded by app and, if
// the server validates responses, read by read, which is nil for text. Generated
// branches call it.
func SendEvents[T any](x *Exchange, status int, f Events[T], app func(*T, []byte) []byte, read func(*T, *codec.Decoder, int) int) error {
	if f == nil {
		return errNilBody
	}
	if err := x.checkHeaders(status); err != nil {
		return err
	}
	if x.Request().Method == http.MethodHead {
		eventHeaders(x.Header())
		return x.sendHeaders(status)
	}
	s := newStream(x, status, eventHeaders)
	s.w.Writer = uncompressed(s.w.Writer)
	if d := x.server.options.PingInterval; d >= 0 {
		if d == 0 {
			d = defaultPing
		}
		s.every(d, func() { s.ping(d) })
	}
	return s.run(func() error { return f(&EventWriter[T]{s: s, app: validated(x, app, read)}) })
}

const defaultPing = 15 * time.Second

// eventHeaders says that nothing on the way may keep, change or collect events:
// X-Accel-Buffering is nginx's word for the last.
func eventHeaders(h http.Header) {
	h["Content-Type"] = []string{"text/event-stream"}
	h["Cache-Control"] = []string{"no-store, no-transform"}
	h["X-Accel-Buffering"] = []string{"no"}
	h.Del("Content-Length")
}

// ping keeps proxies from taking a quiet stream for a dead one.
func (s *stream) ping(d time.Duration) {
	if quiet := time.Since(s.wrote); quiet < d {
		s.timer.Reset(d - quiet)
		return
	}
	if s.ready() == nil && s.emit(append(s.buf[:0], ": ping\n\n"...)) == nil {
		s.timer.Reset(d)
	}
}

// emit sends one complete event.
func (s *stream) emit(b []byte) error {
	s.buf = b[:0]
	if err := s.write(b); err != nil {
		return err
	}
	return s.flush()
}

// event sends an event whose data is what data appends.
func (s *stream) event(id, name string, retry time.Duration, data func([]byte) ([]byte, error)) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.ready(); err != nil {
		return err
	}
	b, err := appendEventHead(s.buf[:0], id, name, retry)
	if err != nil {
		return s.fail(err)
	}
	start := len(b)
	b, err = data(append(b, "data: "...))
	if err != nil {
		return s.fail(err)
	}
	if text := b[start+len("data: "):]; hasBreak(text) {
		b = appendLines(b[:start], "data: ", bytes.Clone(text))
	} else {
		b = append(b, '\n')
	}
	return s.emit(append(b, '\n'))
}

func appendEventHead(b []byte, id, name string, retry time.Duration) ([]byte, error) {
	switch {
	case strings.ContainsAny(name, "\r\n") || !utf8.ValidString(name):
		return nil, errors.New("the name of an event is not one line of text")
	case strings.ContainsAny(id, "\r\n\x00") || !utf8.ValidString(id):
		return nil, errors.New("the id of an event is not one line of text without NUL")
	case retry < 0:
		return nil, errors.New("the retry time of an event is negative")
	}
	if name != "" {
		b = append(append(append(b, "event: "...), name...), '\n')
	}
	if id != "" {
		b = append(append(append(b, "id: "...), id...), '\n')
	}
	if retry > 0 {
		b = append(b, "retry: "...)
		b = append(strconv.AppendInt(b, retry.Milliseconds(), 10), '\n')
	}
	return b, nil
}

func hasBreak(b []byte) bool {
	for _, c := range b {
		if c == '\n' || c == '\r' {
			return true
		}
	}
	return false
}

// appendLines writes each line of text with a prefix. CR LF, CR and LF end lines.
func appendLines(b []byte, prefix string, text []byte) []byte {
	b = append(b, prefix...)
	for i := 0; i < len(text); i++ {
		c := text[i]
		if c == '\r' && i+1 < len(text) && text[i+1] == '\n' {
			continue
		}
		if c == '\r' || c == '\n' {
			b = append(append(b, '\n'), prefix...)
			continue
		}
		b = append(b, c)
	}
	return append(b, '\n')
}

// uncompressed is the writer below any that compresses: compression collects what
// is written, and none of the compressors for Echo can be asked not to. They are
// known by the names of their types.
func uncompressed(w http.ResponseWriter) http.ResponseWriter {
	plain := w
	for {
		u, ok := w.(interface{ Unwrap() http.ResponseWriter })
		if !ok {
			return plain
		}
		name := strings.ToLower(fmt.Sprintf("%T", w))
		w = u.Unwrap()
		if strings.Contains(name, "gzip") || strings.Contains(name, "compress") || strings.Contains(name, "brotli") {
			plain = w
		}
	}
}
