package normalise

import (
	"regexp"
	"strings"

	"github.com/specho/specho/generator/load"
	"github.com/specho/specho/generator/spec"
)

// servers reads a list of Server Objects; variables become their defaults. One server
// in the place of the list is its only entry, a text is the URL of one.
func (z *normaliser) servers(n *load.Node) []spec.Server {
	if n == nil || n.Kind == load.Null {
		return nil
	}
	n = z.listAt(n)
	list := []*load.Node{n}
	switch {
	case n.Kind == load.Array:
		list = n.Items
	case n.Kind == load.Object && n.Get("url") != nil, n.Kind == load.String:
		z.warn(n, "list-expected", "write a list with one entry", "servers must be a list: the server is taken as its only entry")
	default:
		z.is(n, load.Array)
		return nil
	}
	var all []spec.Server
	for _, s := range list {
		s, ok := z.objectAt(s, "servers")
		switch {
		case !ok: // left out
		case s.Kind == load.String:
			z.warn(s, "server-text", "write {url: "+s.Text+"}", "the server %q is given by its URL alone", clip(s.Text))
			all = append(all, spec.Server{Node: at(s), URL: s.Text})
		case z.is(s, load.Object):
			all = append(all, spec.Server{Node: at(s), URL: z.serverURL(s), Description: z.text(s, "description")})
		}
	}
	return all
}

// serverURL is the URL of a server with its variables filled in.
func (z *normaliser) serverURL(s *load.Node) string {
	url := z.text(s, "url")
	switch {
	case url != "":
	case s.Get("url").Is(load.String):
		z.note(s, "server-url", "write / if that is meant", "the URL of the server is empty: it is that of the document")
		return "/"
	default:
		z.warn(s, "server-url", "add url", "the server has no URL: it is read as /")
		return "/"
	}
	variables := s.Get("variables")
	for _, v := range z.members(variables) {
		if isExtension(v.Name) {
			continue
		}
		value := ""
		switch {
		case v.Kind == load.String || v.Kind == load.Number:
			z.warn(v, "server-variable-default", "write {default: "+v.Text+"}", "the server variable %q is given by its default alone", v.Name)
			value = v.Text
		case v.Kind != load.Object || v.Get("default") == nil:
			z.warn(v, "server-variable-default", "add a default", "the server variable %q has no default: it stays in the URL", v.Name)
			continue
		default:
			value = z.text(v, "default")
		}
		if !strings.Contains(url, "{"+v.Name+"}") {
			z.note(v, "server-variable-unused", "", "the server variable %q does not stand in the URL", v.Name)
		}
		url = strings.ReplaceAll(url, "{"+v.Name+"}", value)
	}
	z.openVariables(s, url)
	return url
}

var serverVariable = regexp.MustCompile(`\{([^{}]*)\}`)

// openVariables tells of variables that nobody declares.
func (z *normaliser) openVariables(s *load.Node, url string) {
	for _, m := range serverVariable.FindAllStringSubmatch(url, -1) {
		if s.Get("variables").Get(m[1]) == nil {
			z.warn(s.Get("url"), "server-variable-undeclared", "declare it under variables, with a default", "the server variable %q is not declared: it stays in the URL", clip(m[1]))
		}
	}
	if strings.ContainsAny(serverVariable.ReplaceAllString(url, ""), "{}") {
		z.warn(s.Get("url"), "server-variable-undeclared", "", "the braces of the server URL %q do not match", clip(url))
	}
}
