package rest

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"sync"
	"time"

	"github.com/labstack/echo/v4"
)

// stallTimeout is how long one write of a stream may take. It replaces the
// server's WriteTimeout, which would end every stream: a client that reads
// nothing must not hold its handler for ever either.
const stallTimeout = time.Minute

// errStreamEnded is what a writer returns that is used after its function.
var errStreamEnded = errors.New("the stream has ended")

// unbegun is what went wrong in a stream before its first byte: it can still be
// answered as any other error.
type unbegun struct{ err error }

func (u *unbegun) Error() string { return "begin stream: " + u.err.Error() }
func (u *unbegun) Unwrap() error { return u.err }

// stream is the part that all streams share. Handlers and the timer write to it,
// so everything happens under its lock. The first error is the last: nothing is
// written after it.
type stream struct {
	mu     sync.Mutex
	x      *Exchange
	ctx    context.Context
	w      *echo.Response
	ctl    *http.ResponseController
	begin  func(h http.Header) // sets headers
	status int

	buf     []byte
	err     error
	begun   bool
	closed  bool
	pending bool        // lines wait for flush
	wrote   time.Time   // last write
	armed   time.Time   // when the write deadline was last set
	timer   *time.Timer // nil: none
	late    func()      // what the timer does, under the lock
}

func newStream(x *Exchange, status int, begin func(http.Header)) *stream {
	return &stream{x: x, ctx: x.Context(), w: x.echo.Response(), begin: begin, status: status, wrote: time.Now()}
}

// every has late called after d, once; late resets the timer to go on.
func (s *stream) every(d time.Duration, late func()) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.late = late
	s.timer = time.AfterFunc(d, s.tick)
}

func (s *stream) tick() {
	s.mu.Lock()
	defer s.mu.Unlock()
	defer func() {
		if p := recover(); p != nil { // here it would end the process
			s.err = fmt.Errorf("write stream: %v", p)
		}
	}()
	if !s.closed && s.err == nil {
		s.late()
	}
}

// ready reports, under the lock, why nothing can be written.
func (s *stream) ready() error {
	switch {
	case s.closed:
		return errStreamEnded
	case s.err != nil:
		return s.err
	}
	if err := s.ctx.Err(); err != nil {
		s.err = err
	}
	return s.err
}

// fail records an error as the end of the stream.
func (s *stream) fail(err error) error {
	if s.err == nil {
		s.err = err
	}
	return s.err
}

// open sends status and headers, once.
func (s *stream) open() error {
	if s.begun {
		return nil
	}
	s.ctl = http.NewResponseController(s.w.Writer)
	// A read deadline would be taken for a client that left.
	if err := s.ctl.SetReadDeadline(time.Time{}); err != nil && !errors.Is(err, http.ErrNotSupported) {
		return s.fail(fmt.Errorf("begin stream: %w", err))
	}
	s.begin(s.x.Header())
	s.begun, s.x.committed = true, true
	s.w.WriteHeader(s.status)
	return nil
}

// write sends b.
func (s *stream) write(b []byte) error {
	if err := s.open(); err != nil {
		return err
	}
	s.wrote = time.Now()
	if s.wrote.Sub(s.armed) > time.Second {
		s.armed = s.wrote
		if err := s.deadline(s.wrote.Add(stallTimeout)); err != nil {
			return s.fail(err)
		}
	}
	if _, err := s.w.Write(b); err != nil {
		return s.fail(s.gone(err))
	}
	return nil
}

// flush hands what was written to the network.
func (s *stream) flush() error {
	if err := s.ctl.Flush(); err != nil && !errors.Is(err, http.ErrNotSupported) {
		return s.fail(s.gone(err))
	}
	return nil
}

// gone is the context's error if the client left, else err.
func (s *stream) gone(err error) error {
	if e := s.ctx.Err(); e != nil {
		return e
	}
	return fmt.Errorf("write stream: %w", err)
}

func (s *stream) deadline(t time.Time) error {
	if err := s.ctl.SetWriteDeadline(t); err != nil && !errors.Is(err, http.ErrNotSupported) {
		return fmt.Errorf("write stream: %w", err)
	}
	return nil
}

// run calls f, which writes to s, and ends the stream. A stream that f leaves
// empty has its status and headers still.
func (s *stream) run(f func() error) error {
	defer s.close()
	err := guard(f)
	s.mu.Lock()
	defer s.mu.Unlock()
	if err == nil {
		err = s.err
	}
	if err == nil {
		err = s.open()
	}
	if err == nil {
		err = s.flush()
	}
	switch {
	case err == nil:
		return nil
	case !s.begun:
		return &unbegun{err}
	}
	return fmt.Errorf("stream: %w", err)
}

// close keeps the timer and goroutines of the handler from writing into the next
// answer on the connection, and leaves no deadline to it.
func (s *stream) close() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.closed = true
	if s.timer != nil {
		s.timer.Stop()
	}
	if s.begun && !s.armed.IsZero() {
		s.fail(s.deadline(time.Time{}))
	}
}
