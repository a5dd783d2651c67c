package normalise

import (
	"encoding/json"
	"fmt"
	"net/url"
	"regexp"
	"slices"
	"strings"

	"github.com/specho/specho/generator/load"
	"github.com/specho/specho/generator/spec"
)

// route is a path as a server sees it: what a key of the Paths Object says beyond
// that is told apart. Such keys have a query or a fragment that tells operations
// of one path apart, which OpenAPI has no other way to say.
type route struct {
	written string      // the key
	path    string      // the template that requests are matched against
	fixed   []fixedPair // of the query: /responses?beta=true
	moved   []string    // names of path parameters that stand in the query: /pets?id={id}
	twice   []twiceName // parameters whose name an earlier one has: /{id}/toys/{id}
}

// fixedPair is a part of a query that a request must have.
type fixedPair struct {
	name, value string
	any         bool // there is no value: the name is enough
}

// twiceName is a second parameter of one name, and the name that it gets.
type twiceName struct{ name, as string }

// addressed finds a path that an address stands before.
var addressed = regexp.MustCompile(`^https?://[^/?#]*/?(.*)$`)

// route reads a key of the Paths Object, with a warning about each oddity.
func (z *normaliser) route(n *load.Node, key string) route {
	r := route{written: key, path: z.template(n, key)}
	if m := addressed.FindStringSubmatch(r.path); m != nil {
		r.path = "/" + m[1]
		z.warn(n, "path-slash", "put the address under servers, and write "+r.path, "the path %q is an address: it is read as %s", key, r.path)
	}
	if !strings.HasPrefix(r.path, "/") {
		r.path = "/" + r.path
		z.warn(n, "path-slash", "write "+r.path, "the path %q does not start with a slash: it is read as %s", key, r.path)
	}
	if at := strings.IndexByte(r.path, '#'); at >= 0 {
		z.warn(n, "path-fragment", "declare what tells the operations apart: a query parameter with one value, for example",
			"the path %q has a fragment, which no client sends: it is served at %s", key, r.path[:at])
		r.path = r.path[:at]
	}
	path, query, found := strings.Cut(r.path, "?")
	if found {
		path, query = closeQuery(path, query)
		r.path = path
		z.query(n, key, query, &r)
	}
	z.renameTwice(n, &r)
	return r
}

// closeQuery takes the brace of an RFC 6570 query expansion, /pets{?name,tag}, off
// the path, and makes a query of the names.
func closeQuery(path, query string) (string, string) {
	names, end := strings.CutSuffix(query, "}")
	if !end || !strings.HasSuffix(path, "{") {
		return path, query
	}
	var pairs []string
	for name := range strings.SplitSeq(names, ",") {
		name = strings.TrimSuffix(strings.TrimSpace(name), "*")
		pairs = append(pairs, name+"={"+name+"}")
	}
	return strings.TrimSuffix(path, "{"), strings.Join(pairs, "&")
}

// query reads the query of a path.
func (z *normaliser) query(n *load.Node, key, query string, r *route) {
	for pair := range strings.SplitSeq(query, "&") {
		name, value, valued := strings.Cut(pair, "=")
		name, value = unescape(name), unescape(value)
		switch inner, braces := strings.CutPrefix(value, "{"); {
		case name == "":
		case braces && strings.HasSuffix(inner, "}"):
			r.moved = append(r.moved, strings.TrimSuffix(inner, "}"), name)
		case strings.ContainsAny(pair, "{}"):
		default:
			r.fixed = append(r.fixed, fixedPair{name, value, !valued})
		}
	}
	z.warn(n, "path-query", "declare query parameters instead; one with a single value tells operations apart too",
		"the path %q holds a query: it is served at %s, and the query is read as parameters that are required", key, r.path)
}

func unescape(s string) string {
	if text, err := url.QueryUnescape(s); err == nil {
		return text
	}
	return s
}

// renameTwice gives a parameter that stands twice in a path a name of its own the
// second time.
func (z *normaliser) renameTwice(n *load.Node, r *route) {
	names, ok := templateNames(r.path)
	if !ok {
		return
	}
	seen := map[string]bool{}
	out, rest := "", r.path
	for _, name := range names {
		before, after, _ := strings.Cut(rest, "{"+name+"}")
		as := name
		for i := 2; seen[as]; i++ {
			for as = fmt.Sprintf("%s_%d", name, i); slices.Contains(names, as); as += "_" {
			}
		}
		if as != name {
			r.twice = append(r.twice, twiceName{name, as})
			z.warn(n, "path-template", "give each parameter a name of its own", "the path %q has the parameter %q twice: the second one is read as %s", r.written, name, as)
		}
		seen[as] = true
		out, rest = out+before+"{"+as+"}", after
	}
	r.path = out + rest
}

// routeParameters brings the parameters of an operation in line with what its path
// says beyond the template.
func (z *normaliser) routeParameters(n *load.Node, list []*spec.Parameter, r route) []*spec.Parameter {
	for i := 0; i < len(r.moved); i += 2 {
		list = z.moveToQuery(n, list, r.moved[i], r.moved[i+1])
	}
	for _, f := range r.fixed {
		list = z.fixParameter(n, list, f)
	}
	for _, t := range r.twice {
		if i := indexOf(list, spec.InPath, t.name); i >= 0 && indexOf(list, spec.InPath, t.as) < 0 {
			c := *list[i]
			c.Name = t.as
			list = append(list, &c)
		}
	}
	return list
}

func indexOf(list []*spec.Parameter, in spec.Location, name string) int {
	return slices.IndexFunc(list, func(p *spec.Parameter) bool { return p.In == in && p.Name == name })
}

// moveToQuery makes a query parameter of a parameter whose place in the path is the
// query.
func (z *normaliser) moveToQuery(n *load.Node, list []*spec.Parameter, name, key string) []*spec.Parameter {
	if indexOf(list, spec.InQuery, key) >= 0 {
		return list
	}
	p := z.undeclared(n, key)
	if i := indexOf(list, spec.InPath, name); i >= 0 {
		c := *list[i]
		p, list = &c, slices.Delete(slices.Clone(list), i, i+1)
	} else if indexOf(list, spec.InQuery, name) >= 0 {
		return list
	}
	p.Name, p.In, p.Style, p.Explode = key, spec.InQuery, "form", true
	return append(list, p)
}

// fixParameter makes a required parameter with one value of a part of the query.
func (z *normaliser) fixParameter(n *load.Node, list []*spec.Parameter, f fixedPair) []*spec.Parameter {
	p := z.undeclared(n, f.name)
	p.In, p.Style, p.Explode, p.Fixed, p.AllowEmptyValue = spec.InQuery, "form", true, true, f.any || f.value == ""
	if !f.any && f.value != "" {
		text, _ := json.Marshal(f.value) // a string
		v := spec.Value(text)
		p.Schema.Enum = []spec.Value{v}
	}
	if i := indexOf(list, spec.InQuery, f.name); i >= 0 {
		p.Description, p.Deprecated = list[i].Description, list[i].Deprecated
		list = slices.Delete(slices.Clone(list), i, i+1)
	}
	return append(list, p)
}
