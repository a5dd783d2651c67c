package rest

import (
	"context"
	"net/http"
	"sync"
	"sync/atomic"

	"github.com/labstack/echo/v4"

	"github.com/specho/specho/rest/codec"
	"github.com/specho/specho/rest/param"
	"github.com/specho/specho/rest/route"
	"github.com/specho/specho/rest/rule"
	"github.com/specho/specho/rest/tasks"
)

// Exchange is one request and its answer, as generated code sees them. It is
// pooled: nothing may keep it beyond the handler.
type Exchange struct {
	echo   echo.Context
	server *Server
	op     *Operation
	ctx    *requestContext

	params  param.Reader
	decoder codec.Decoder
	route   route.Params

	in, out    []byte
	body       []byte // what ReadBody has returned
	violations []rule.Violation
	rules      []HeaderRule // of the branch's headers, if they are checked
	failure    Failure      // what an error is answered as, for as long as that takes
	raised     http.Header  // of an exception: over those of the branch that answers it
	committed  bool         // status and headers are out
	prepared   bool         // params are set to this request
	finished   bool         // no panic is on its way
	spool      *spool       // files of a multipart body; nil: none
	starts     lister       // background tasks of the answer; nil: none
	request    any          // what starts lists them for
	work       []tasks.Job  // tasks of the branch; nil: none
	begun      Response     // the branch whose tasks StartTasks has handed over
}

var exchanges = sync.Pool{New: func() any {
	return &Exchange{in: make([]byte, 0, 4096), out: make([]byte, 0, 4096)}
}}

// keepBuffer is the capacity up to which buffers return to the pool.
const keepBuffer = 1 << 18

// noDocument is what an idle decoder reads: nothing of a request is kept.
var noDocument = make([]byte, codec.Pad)

// take gives an exchange for a request. Its end must be deferred, and finished
// set before that.
func (s *Server) take(c echo.Context) *Exchange {
	x := exchanges.Get().(*Exchange)
	x.echo = c
	if x.server != s { // a pointer that need not be written costs the collector nothing
		x.server = s
	}
	return x
}

// end returns x to its pool. A panic on its way to net/http keeps x out of it:
// something may still hold it.
func (x *Exchange) end() {
	if x.spool != nil {
		x.spool.remove()
		x.spool = nil
	}
	var queue *later
	if x.ctx != nil {
		queue = x.ctx.later.Swap(leaving)
	}
	if x.work != nil || queue != nil {
		x.handOver(queue)
	}
	if x.finished {
		x.release()
	}
}

func (x *Exchange) release() {
	if cap(x.in) > keepBuffer || cap(x.out) > keepBuffer {
		return
	}
	if x.prepared {
		x.params.Clear()
	}
	x.route.Reset()
	if len(x.decoder.B) > codec.Pad {
		x.decoder.Reset(noDocument)
	}
	x.ctx = nil // take and serve set the others
	if x.raised != nil || x.body != nil || x.violations != nil {
		x.raised, x.body, x.violations = nil, nil, nil
	}
	if x.failure.cause != nil {
		x.failure = Failure{}
	}
	if x.rules != nil {
		x.rules = nil
	}
	if x.starts != nil {
		x.starts, x.request = nil, nil
	}
	if x.begun != nil {
		x.begun = nil
	}
	x.committed, x.prepared, x.finished = false, false, false
	exchanges.Put(x)
}

// Request returns the HTTP request.
func (x *Exchange) Request() *http.Request { return x.echo.Request() }

// Header returns the header map of the answer.
func (x *Exchange) Header() http.Header { return x.echo.Response().Header() }

// Operation returns the operation that was found, nil if there is none.
func (x *Exchange) Operation() *Operation { return x.op }

// Params returns the reader of the request's parameters.
//
//go:noinline
func (x *Exchange) Params() *param.Reader {
	if !x.prepared {
		x.prepare()
	}
	return &x.params
}

func (x *Exchange) prepare() {
	x.params.Reset(x.echo.Request(), x.route.Values(), x.route.Plain())
	x.prepared = true
}

// Context returns the context for the handler: the request's, with the operation
// and the principal. Values that middleware put into the request's are there.
func (x *Exchange) Context() context.Context {
	if x.ctx == nil {
		return x.context()
	}
	c := x.ctx
	if ctx := x.echo.Request().Context(); ctx != c.Context {
		if requestOf(ctx) == c {
			return ctx
		}
		c.Context = ctx
	}
	return c
}

func (x *Exchange) context() *requestContext {
	if x.ctx == nil {
		x.ctx = new(requestContext)
		x.ctx.enter(x)
	}
	return x.ctx
}

// enter makes c the context of x.
func (c *requestContext) enter(x *Exchange) {
	c.Context, c.echo, c.op, c.exchange = x.echo.Request().Context(), x.echo, x.op, x
}

// NewRequest returns the context for the handler of x, as Context does, and an empty
// request for it. The two are allocated together: who keeps one has the other. It is
// for operations whose answers start background tasks; the requests of others stay on
// the stack.
func NewRequest[T any](x *Exchange) (context.Context, *T) {
	if x.ctx != nil {
		return x.Context(), new(T)
	}
	b := new(struct {
		request T // first: one of size zero at the end would take a word
		context requestContext
	})
	x.ctx = &b.context
	x.ctx.enter(x)
	return x.ctx, &b.request
}

// Violate records a violation of the contract that generated code found.
func (x *Exchange) Violate(v rule.Violation) { x.violations = append(x.violations, v) }

// Invalid returns the Failure that answers all violations found so far, in the
// order path, query, header, cookie, body; nil if there are none.
//
//go:noinline
func (x *Exchange) Invalid() error {
	if len(x.violations) == 0 && len(x.params.Violations()) == 0 {
		return nil
	}
	return x.invalid()
}

func (x *Exchange) invalid() error {
	all := x.params.Violations()
	if len(all) == 0 {
		all = x.violations
	} else {
		all = append(all, x.violations...)
	}
	return &Failure{Status: x.op.Invalid, Violations: all, Body: x.body, Instance: x.instance()}
}

// requestContext carries an exchange's facts to the handler with one allocation.
type requestContext struct {
	context.Context
	echo       echo.Context
	op         *Operation
	exchange   *Exchange             // for StartTasks, while the handler runs; nil in a task
	principals *[]principal          // nil: anonymous; a pointer is small
	later      atomic.Pointer[later] // for AfterResponse; leaving: echo belongs to another request
}

type contextKey struct{}

// Value answers our own key with the requestContext itself.
func (c *requestContext) Value(key any) any {
	if _, ok := key.(contextKey); ok {
		return c
	}
	return c.Context.Value(key)
}

func requestOf(ctx context.Context) *requestContext {
	if c, ok := ctx.(*requestContext); ok {
		return c
	}
	c, _ := ctx.Value(contextKey{}).(*requestContext)
	return c
}

// EchoContext returns Echo's context of the request that ctx belongs to: the way
// out for what the typed handler cannot express. It is nil outside a request and
// after the answer; Echo reuses it for other requests.
func EchoContext(ctx context.Context) echo.Context {
	if c := requestOf(ctx); c != nil && c.later.Load() != leaving {
		return c.echo
	}
	return nil
}

// ResponseHeader returns the header map of the answer: headers set there go out
// with whatever branch is returned or raised. It is nil outside a request.
func ResponseHeader(ctx context.Context) http.Header {
	if c := EchoContext(ctx); c != nil {
		return c.Response().Header()
	}
	return nil
}

// SetCookie adds a cookie to the answer, whatever branch is returned or raised.
func SetCookie(ctx context.Context, cookie *http.Cookie) {
	if h := ResponseHeader(ctx); h != nil {
		h.Add("Set-Cookie", cookie.String())
	}
}

// OperationOf returns the operation of the request, in handlers by their context
// and in middleware by c.Request().Context(); nil if none was found.
func OperationOf(ctx context.Context) *Operation {
	if c := requestOf(ctx); c != nil {
		return c.op
	}
	return nil
}
