package rest

import (
	"bufio"
	"context"
	"io"
	"net"
	"net/http"
	"sync"

	"github.com/specho/specho/rest/tasks"
)

// AfterResponse has f called when the answer of the request that ctx belongs to,
// whatever it will be, has left for the client: its bytes are with the network.
// Functions are called in the order of their coming, in HTTP/1 by the goroutine of
// the connection, whose next request waits for them: begin a task or a goroutine
// for what takes time. It may be called by several goroutines. Outside a request,
// and when the answer is out already, f is called at once.
//
// See Handler for when exactly that is.
func AfterResponse(ctx context.Context, f func()) {
	c := requestOf(ctx)
	if c == nil {
		f()
		return
	}
	for {
		last := c.later.Load()
		if last == leaving {
			f()
			return
		}
		if c.later.CompareAndSwap(last, &later{f, last}) {
			return
		}
	}
}

// later is a function for after the answer, and those that came before it.
type later struct {
	f      func()
	before *later
}

// leaving stands in a requestContext whose request is over.
var leaving = new(later)

// call calls the functions, the first first.
func (l *later) call(s *Server, op *Operation) {
	if l == nil {
		return
	}
	l.before.call(s, op)
	err := tasks.Protect(func() error {
		l.f()
		return nil
	})
	if err != nil {
		s.logLate(op, "after the answer", err)
	}
}

// Handler is what an http.Server should serve for an API with background tasks:
// next, an Echo with a server mounted on it and whatever stands around it. Tasks
// and functions of AfterResponse begin when next has returned, compression and all,
// and the answer was flushed. What may still be on its way is the mark that ends a
// body of unknown length.
//
// Without Handler they begin when net/http ends the request's context, or the
// stream of HTTP/2. What the handler wrote was flushed before; what middleware of
// Echo writes after it, such as the last bytes of a gzip stream, may not be out.
//
// Where no http.Server is, as in a test with httptest.NewRecorder, they begin when
// next, or else the server's own handler, returns.
func Handler(next http.Handler) http.Handler { return outermost{next} }

type outermost struct{ next http.Handler }

// ServeHTTP implements http.Handler.
func (h outermost) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	o := outers.Get().(*outer)
	o.ResponseWriter = w
	defer o.finish(r)
	h.next.ServeHTTP(o, r)
	o.returned = true
}

// outer is net/http's writer, and where an exchange leaves what is to be done
// after the answer.
type outer struct {
	http.ResponseWriter
	after    []func()
	returned bool // no panic is on its way
}

var outers = sync.Pool{New: func() any { return new(outer) }}

// innermost finds the writer below those of middleware: an *outer if there is one
// and nobody hides it.
func innermost(w http.ResponseWriter) http.ResponseWriter {
	for {
		switch t := w.(type) {
		case *outer:
			return t
		case interface{ Unwrap() http.ResponseWriter }:
			w = t.Unwrap()
		default:
			return w
		}
	}
}

// finish sends what is buffered and calls what waits for that. After a panic the
// connection is broken: there is nothing to send.
func (o *outer) finish(r *http.Request) {
	if len(o.after) > 0 {
		if o.returned {
			_ = o.FlushError() // the client may have left
		}
		after := o.after
		o.after = nil
		whenSent(o.ResponseWriter, r, func() {
			for _, f := range after {
				f()
			}
		})
	}
	if o.returned {
		o.ResponseWriter, o.returned = nil, false
		outers.Put(o)
	}
}

// whenSent calls f when what was flushed to w, net/http's own writer, is with the
// network. In HTTP/1 it is. In HTTP/2 it is on its way through the connection's
// goroutines; the end of the stream comes after it.
func whenSent(w http.ResponseWriter, r *http.Request, f func()) {
	stream, ok := w.(interface{ CloseNotify() <-chan bool })
	if !ok || r.ProtoMajor != 2 {
		f()
		return
	}
	ended := stream.CloseNotify()
	go func() {
		<-ended
		f()
	}()
}

// Unwrap serves http.ResponseController.
func (o *outer) Unwrap() http.ResponseWriter { return o.ResponseWriter }

// FlushError serves http.ResponseController.
func (o *outer) FlushError() error { return http.NewResponseController(o.ResponseWriter).Flush() }

// Flush implements http.Flusher, for middleware that asks for it.
func (o *outer) Flush() { _ = o.FlushError() }

// Hijack implements http.Hijacker, for middleware that asks for it.
func (o *outer) Hijack() (net.Conn, *bufio.ReadWriter, error) {
	return http.NewResponseController(o.ResponseWriter).Hijack()
}

// ReadFrom keeps the way open by which net/http sends files.
func (o *outer) ReadFrom(r io.Reader) (int64, error) { return io.Copy(o.ResponseWriter, r) }
