package rest

import (
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/labstack/echo/v4"

	"github.com/specho/specho/rest/route"
	"github.com/specho/specho/rest/tasks"
)

// Router is where a server is mounted: an *echo.Echo or an *echo.Group.
type Router interface {
	Add(method, path string, handler echo.HandlerFunc, middleware ...echo.MiddlewareFunc) *echo.Route
}

// API is what a generated package hands to Mount.
type API struct {
	BasePath  string // of the first server of the document, "/v1" or ""
	Endpoints []Endpoint
	Schemes   []Scheme
	Tasks     []*tasks.Definition // background tasks that answers start
	// OneWay says that types have codecs only in the directions in which operations use
	// them, so that answers cannot be validated.
	OneWay bool
	// Fail fills the common error schema of the document for f.Status.
	Fail func(f *Failure) Response
}

// Server serves the operations of one document.
type Server struct {
	api     API
	options Options
	router  *route.Router
	rivals  [][]int            // by endpoint: those that take the same requests
	chains  []echo.HandlerFunc // by endpoint; nil: no middleware
	schemes map[string]Scheme
	prefix  string   // path of Echo's route before the wildcard
	depth   int      // segments in prefix
	paths   []string // by endpoint, as Echo's middleware sees it
	exactly bool     // only these paths are the server's
	log     *slog.Logger
	failing *Operation // answers requests that no operation takes
}

// Mount serves api below r. The generated Register calls it. It refuses options
// that name operations or tags the document does not have.
func Mount(r Router, api API, o Options) error {
	s, err := newServer(api, o)
	if err != nil {
		return err
	}
	base := strings.ReplaceAll(api.BasePath, ":", `\:`) // no parameter of Echo's
	if o.BasePath != "" {
		base = strings.TrimRight(o.BasePath, "/")
	}
	for _, m := range s.methods() {
		s.prefix = s.add(r, m, base)
		// Echo looks at the path as it was sent where that is not the usual spelling.
		if sent := (&url.URL{Path: base}).EscapedPath(); sent != base && !strings.ContainsAny(base, `:*\`) {
			s.add(r, m, sent)
		}
	}
	s.depth = strings.Count(s.prefix, "/")
	s.paths = make([]string, len(api.Endpoints))
	for i, e := range api.Endpoints {
		s.paths[i] = s.prefix + e.Operation.Path
	}
	if e, ok := r.(*echo.Echo); ok {
		s.takeErrors(e)
	}
	return nil
}

// add registers a method below a base path and returns the path of Echo's route.
func (s *Server) add(r Router, method, base string) string {
	if base != "" {
		r.Add(method, base, s.serve)
	}
	path := r.Add(method, base+"/*", s.serve).Path
	return strings.ReplaceAll(strings.TrimSuffix(path, "/*"), `\:`, ":")
}

func newServer(api API, o Options) (*Server, error) {
	routes := make([]route.Route, len(api.Endpoints))
	for i, e := range api.Endpoints {
		routes[i] = route.Route{Method: e.Operation.Method, Path: e.Operation.Path, Shared: e.Operation.Shared}
	}
	router, err := route.New(routes)
	if err != nil {
		return nil, fmt.Errorf("route operations: %w", err)
	}
	if o.MaxBody == 0 {
		o.MaxBody = defaultMaxBody
	}
	s := &Server{api: api, options: o, router: router, rivals: rivals(router, api.Endpoints), log: o.Logger, schemes: map[string]Scheme{}}
	if s.log == nil {
		s.log = slog.Default()
	}
	for _, sc := range api.Schemes {
		s.schemes[sc.Name] = sc
	}
	s.failing = &Operation{Invalid: http.StatusUnprocessableEntity}
	if err := errors.Join(s.checkOptions(), s.checkTasks()); err != nil {
		return nil, err
	}
	s.chains = make([]echo.HandlerFunc, len(api.Endpoints))
	for i := range api.Endpoints {
		s.chains[i] = s.chain(&s.api.Endpoints[i])
	}
	return s, nil
}

// checkOptions refuses middleware for operations and tags that do not exist, and
// security schemes that nothing checks: a guard that never runs is worse than none.
func (s *Server) checkOptions() error {
	if s.api.OneWay && s.options.ValidateResponses {
		return errors.New("ValidateResponses reads answers again: generate the server with codecs: both")
	}
	for _, e := range s.api.Endpoints {
		for _, req := range e.Operation.Security {
			for _, use := range req {
				if s.schemes[use.Scheme].check == nil {
					return fmt.Errorf("operation %s needs security scheme %q, which nothing checks", e.Operation.ID, use.Scheme)
				}
			}
		}
	}
	for id := range s.options.OperationMiddleware {
		if !slices.ContainsFunc(s.api.Endpoints, func(e Endpoint) bool { return e.Operation.ID == id }) {
			return fmt.Errorf("middleware for unknown operation %q", id)
		}
	}
	for tag := range s.options.TagMiddleware {
		if !slices.ContainsFunc(s.api.Endpoints, func(e Endpoint) bool { return slices.Contains(e.Operation.Tags, tag) }) {
			return fmt.Errorf("middleware for unknown tag %q", tag)
		}
	}
	return nil
}

// methods lists the methods to register: Echo's and what the document adds.
func (s *Server) methods() []string {
	m := []string{http.MethodConnect, http.MethodDelete, http.MethodGet, http.MethodHead, http.MethodOptions,
		http.MethodPatch, http.MethodPost, http.MethodPut, http.MethodTrace, "PROPFIND", "REPORT"}
	for _, e := range s.api.Endpoints {
		if !slices.Contains(m, e.Operation.Method) {
			m = append(m, e.Operation.Method)
		}
	}
	return m
}

// chain wraps an endpoint's middleware around it: the document's, the tags', its
// own, from outside to inside. It is nil where there is none.
func (s *Server) chain(e *Endpoint) echo.HandlerFunc {
	all := slices.Clone(s.options.Middleware)
	for _, t := range e.Operation.Tags {
		all = append(all, s.options.TagMiddleware[t]...)
	}
	all = append(all, s.options.OperationMiddleware[e.Operation.ID]...)
	if len(all) == 0 {
		return nil
	}
	h := func(c echo.Context) error {
		x, ok := c.Get(exchangeKey).(*Exchange)
		if !ok {
			return errors.New("middleware replaced the context of the request")
		}
		x.echo = c
		s.run(x, e)
		return nil
	}
	for _, m := range slices.Backward(all) {
		h = m(h)
	}
	return h
}

const exchangeKey = "github.com/specho/specho/rest.exchange"

// serve is the Echo handler of every operation.
func (s *Server) serve(c echo.Context) error {
	x := s.take(c)
	defer x.end()
	r := c.Request()
	path := route.RequestPath(r)
	if s.depth > 0 {
		path = s.below(path)
	}
	if i, outcome := s.match(r, path, &x.route); outcome == route.Found {
		c.SetPath(s.paths[i])
		e := &s.api.Endpoints[i]
		x.op = e.Operation
		if chain := s.chains[i]; chain != nil {
			s.runChain(x, chain)
		} else {
			s.run(x, e)
		}
	} else {
		x.op = s.failing
		s.refuse(x, outcome, path)
	}
	x.finished = true
	return nil
}

// runChain runs the middleware of an operation; errors and panics of middleware
// have the same way out as the handler's.
func (s *Server) runChain(x *Exchange, chain echo.HandlerFunc) {
	c := x.echo
	c.SetRequest(c.Request().WithContext(x.context()))
	c.Set(exchangeKey, x)
	err := guard(func() error { return chain(c) })
	switch done := x.committed || c.Response().Committed; {
	case err != nil && done:
		s.logError(x, c.Response().Status, fmt.Errorf("middleware, after the answer: %w", err))
	case err != nil:
		s.answer(x, err)
	case !done:
		s.answer(x, errors.New("middleware neither answered nor called the handler"))
	}
}

// below returns what follows the server's prefix in an escaped path. The prefix
// may hold parameters of an Echo group, so segments are counted.
func (s *Server) below(path string) string {
	for range s.depth {
		i := strings.IndexByte(path[min(1, len(path)):], '/')
		if i < 0 {
			return "/"
		}
		path = path[i+1:]
	}
	return path
}

// refuse answers requests that match no operation.
func (s *Server) refuse(x *Exchange, outcome route.Outcome, path string) {
	if outcome == route.NotFound {
		x.Header().Del("Allow") // Echo's own, of the wildcard
		if s.options.RedirectSlashes && s.redirect(x, path) {
			return
		}
		s.answer(x, &Failure{Status: http.StatusNotFound, Instance: x.instance()})
		return
	}
	allow := s.router.Allow(path)
	x.Header()["Allow"] = []string{allow}
	if x.Request().Method == http.MethodOptions {
		x.echo.Response().WriteHeader(http.StatusNoContent)
		return
	}
	s.answer(x, &Failure{Status: http.StatusMethodNotAllowed, Instance: x.instance()})
}

// owns reports whether a path is one of the server's.
func (s *Server) owns(path string) bool {
	if s.exactly {
		return slices.Contains(s.paths, path)
	}
	return path == s.prefix || strings.HasPrefix(path, s.prefix+"/")
}

// takeErrors makes errors of Echo and of its middleware, for paths below the
// server, leave through the same way out.
func (s *Server) takeErrors(e *echo.Echo) {
	next := e.HTTPErrorHandler
	e.HTTPErrorHandler = func(err error, c echo.Context) {
		p := c.Request().URL.Path
		if c.Response().Committed || !s.owns(p) {
			next(err, c)
			return
		}
		x := s.take(c)
		defer x.end()
		x.op = s.failing
		r := c.Request()
		path := s.below(route.RequestPath(r))
		i, outcome := s.match(r, path, &x.route)
		var he *echo.HTTPError
		switch {
		case outcome == route.Found:
			x.op = s.api.Endpoints[i].Operation
			s.answer(x, err)
		case errors.As(err, &he) && (he.Code == http.StatusNotFound || he.Code == http.StatusMethodNotAllowed):
			s.refuse(x, outcome, path) // Echo does not know which methods a path has
		default:
			s.answer(x, err)
		}
		x.finished = true
	}
}
