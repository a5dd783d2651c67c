package route

import (
	"errors"
	"fmt"
	"slices"
	"strings"
)

// Route is one operation: a method, in the document's case, and an OpenAPI path
// template.
type Route struct {
	Method string
	Path   string
	// Shared says that other routes may take the same requests, if they are shared
	// too: Match gives the first of them, Same gives all.
	Shared bool
}

// Outcome is what Match found.
type Outcome uint8

// The outcomes of Match.
const (
	NotFound         Outcome = iota // no template fits the path
	MethodNotAllowed                // templates fit, none with the method: Allow lists the methods
	Found
)

// String gives the outcome in words.
func (o Outcome) String() string {
	return [...]string{"not found", "method not allowed", "found"}[o]
}

// Error says why one of the routes cannot be served.
type Error struct {
	Index  int // the route's place in the list
	Route  Route
	Reason string
	Same   int // the place of the earlier route that takes the same requests, -1 if that is not the reason
}

// Error names the route and the reason.
func (e *Error) Error() string {
	return fmt.Sprintf("route %s %s: %s", e.Route.Method, e.Route.Path, e.Reason)
}

// Router is a set of routes. It is not changed after New and may be shared.
type Router struct {
	root *node
	same map[int][]int // by the first of routes that take the same requests
}

// New makes a router. The error joins an *Error for each route that no request
// could reach: a malformed template, or one that differs from an earlier one of
// the same method in parameter names only.
func New(routes []Route) (*Router, error) {
	b := builder{routes: routes, root: &branch{}, same: map[int][]int{}}
	var errs []error
	for i, r := range routes {
		if same, err := b.add(i, r); err != nil {
			errs = append(errs, &Error{Index: i, Route: r, Reason: err.Error(), Same: same})
		}
	}
	if err := errors.Join(errs...); err != nil {
		return nil, err
	}
	return &Router{root: b.root.compile(), same: b.same}, nil
}

// Match finds the route for a request and fills in the values of its path
// parameters. The path is percent-encoded (see EscapedPath). The index is a place
// in the list that New was given, -1 unless the outcome is Found.
func (r *Router) Match(method, escapedPath string, params *Params) (index int, outcome Outcome) {
	params.n = 0
	if len(escapedPath) == 0 || escapedPath[0] != '/' {
		return -1, NotFound
	}
	if params.plain = plain(escapedPath); params.plain {
		l, ok := r.root.direct(escapedPath[1:], params)
		if ok {
			index, outcome = l.outcome(method)
		}
		if outcome != Found {
			params.n = 0
		}
		if ok {
			return index, outcome
		}
	}
	s := search{method: method, params: params}
	if !params.plain {
		s.encoded = strings.IndexByte(escapedPath, '%') >= 0
	}
	if index := s.walk(r.root, escapedPath[1:]); index >= 0 {
		return index, Found
	}
	params.n = 0
	if s.fits {
		return -1, MethodNotAllowed
	}
	return -1, NotFound
}

// Same lists the shared routes that take the same requests as the route at index,
// which Match gives for all of them: in order, itself first. It is nil if there are
// no others.
func (r *Router) Same(index int) []int { return r.same[index] }

// Allow lists the methods that the path is served with, for the header of that
// name: sorted, with HEAD where there is GET, and with OPTIONS. It is empty if no
// template fits.
func (r *Router) Allow(escapedPath string) string {
	if len(escapedPath) == 0 || escapedPath[0] != '/' {
		return ""
	}
	var params Params
	var leaves []*leaf
	s := search{params: &params, encoded: strings.Contains(escapedPath, "%"), leaves: &leaves}
	s.walk(r.root, escapedPath[1:])
	switch len(leaves) {
	case 0:
		return ""
	case 1:
		return leaves[0].allow
	}
	var methods []string
	for _, l := range leaves {
		methods = append(methods, strings.Split(l.allow, ", ")...)
	}
	slices.Sort(methods)
	return strings.Join(slices.Compact(methods), ", ")
}
