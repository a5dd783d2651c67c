package rest

import (
	"cmp"
	"net/http"
	"net/url"
	"slices"

	"github.com/specho/specho/rest/route"
)

// Condition is what a request carries that is for one of several operations of the
// same method and path.
type Condition struct {
	In    string // "query" or "header"
	Name  string
	Value string
	Any   bool // the name is enough
	Empty bool // an empty value is as good
}

// rivals lists, by endpoint, the endpoints that take the same requests: those with
// more conditions first, then in the order of the document. It is nil where there
// are none.
func rivals(router *route.Router, endpoints []Endpoint) [][]int {
	var all [][]int
	for i, e := range endpoints {
		if !e.Operation.Shared || router.Same(i) == nil {
			continue
		}
		list := slices.Clone(router.Same(i))
		slices.SortStableFunc(list, func(a, b int) int {
			return cmp.Compare(len(endpoints[b].Operation.When), len(endpoints[a].Operation.When))
		})
		if all == nil {
			all = make([][]int, len(endpoints))
		}
		all[i] = list
	}
	return all
}

// match finds the endpoint of a request and fills in the values of its path parameters.
func (s *Server) match(r *http.Request, path string, params *route.Params) (int, route.Outcome) {
	i, outcome := s.router.Match(r.Method, path, params)
	if s.rivals != nil && outcome == route.Found && s.rivals[i] != nil {
		i = s.choose(r, i)
	}
	return i, outcome
}

// choose decides between the endpoints that share a method and a path: by their
// conditions, then as Options.Choose says, then the first of the document.
func (s *Server) choose(r *http.Request, first int) int {
	var query url.Values
	var fit []int
	for _, i := range s.rivals[first] {
		when := s.api.Endpoints[i].Operation.When
		if len(fit) > 0 && len(when) < len(s.api.Endpoints[fit[0]].Operation.When) {
			break
		}
		if query == nil && len(when) > 0 {
			query = r.URL.Query()
		}
		if !slices.ContainsFunc(when, func(c Condition) bool { return !c.holds(r, query) }) {
			fit = append(fit, i)
		}
	}
	switch {
	case len(fit) == 0:
		return first // whose contract says what is missing
	case len(fit) == 1 || s.options.Choose == nil:
		return fit[0]
	}
	same := make([]*Operation, len(fit))
	for j, i := range fit {
		same[j] = s.api.Endpoints[i].Operation
	}
	if j := slices.Index(same, s.options.Choose(r, same)); j >= 0 {
		return fit[j]
	}
	return fit[0]
}

func (c *Condition) holds(r *http.Request, query url.Values) bool {
	values := query[c.Name]
	if c.In == "header" {
		values = r.Header.Values(c.Name)
	}
	if len(values) == 0 {
		return false
	}
	return c.Any || values[0] == c.Value || c.Empty && values[0] == ""
}
