package normalise

import (
	"strings"

	"github.com/specho/specho/generator/load"
	"github.com/specho/specho/generator/spec"
)

// querystring reads a parameter that is the whole query (OpenAPI 3.2). As a form it
// is an object whose properties stand under their own names, so an exploded query
// parameter; else it is one text.
func (z *normaliser) querystring(n *load.Node, p *spec.Parameter) *spec.Parameter {
	if n.Get("content") == nil {
		z.fail(n, "querystring-content", "describe it with content and one media type", "the parameter %q is in querystring and has no content", p.Name)
		return nil
	}
	c := z.singleContent(n.Get("content"))
	if c == nil {
		return nil
	}
	p.In, p.Whole, p.Style = spec.InQuery, true, "wholeQuery"
	media, _, _ := strings.Cut(strings.ToLower(c.Type), ";")
	if strings.TrimSpace(media) != "application/x-www-form-urlencoded" || c.Schema == nil {
		p.Content = c
		return p
	}
	for _, e := range c.Encoding {
		if e.ContentType != "" || e.Style != "" && e.Style != "form" || !e.Explode {
			z.fail(n, "querystring-encoding", "the properties of a querystring have style form, exploded", "the property %q of the querystring %q has an encoding of its own, which is not supported", e.Property, p.Name)
			return nil
		}
	}
	p.Style, p.Explode, p.Schema = "form", true, c.Schema
	return p
}

// wholeQuery refuses other parameters in a query that is one parameter.
func (z *normaliser) wholeQuery(n *load.Node, list []*spec.Parameter) {
	var whole *spec.Parameter
	for _, p := range list {
		if p.Whole {
			whole = p
		}
	}
	for _, p := range list {
		if whole != nil && p != whole && p.In == spec.InQuery {
			z.fail(n, "querystring-alone", "make it a property of the schema of the querystring", "the query is the parameter %q at %s, and cannot hold %q as well", whole.Name, whole.Pos, p.Name)
			return
		}
	}
}
