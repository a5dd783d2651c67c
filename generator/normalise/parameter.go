package normalise

import (
	"slices"
	"strings"

	"github.com/specho/specho/generator/load"
	"github.com/specho/specho/generator/spec"
)

// paramKey identifies a parameter of an operation. Header names ignore case.
type paramKey struct {
	in   spec.Location
	name string
}

func keyOf(p *spec.Parameter) paramKey {
	if p.In == spec.InHeader {
		return paramKey{p.In, strings.ToLower(p.Name)}
	}
	return paramKey{p.In, p.Name}
}

// operationParameters merges the parameters of the path items and the operation,
// and checks the path parameters against the template.
func (z *normaliser) operationParameters(n *load.Node, items []*load.Node, op *spec.Operation, r route, template bool) []*spec.Parameter {
	var list []*spec.Parameter
	for i := len(items) - 1; i >= 0; i-- {
		list = override(list, z.parameterList(items[i].Get("parameters"), op.Path))
	}
	list = override(list, z.parameterList(n.Get("parameters"), op.Path))
	z.wholeQuery(n, list)
	if template {
		list = z.matchTemplate(n, op, z.routeParameters(n, list, r))
	}
	return list
}

// override puts the parameters of more over those of list with the same key.
func override(list, more []*spec.Parameter) []*spec.Parameter {
	for _, p := range more {
		i := slices.IndexFunc(list, func(o *spec.Parameter) bool { return keyOf(o) == keyOf(p) })
		if i >= 0 {
			list[i] = p
		} else {
			list = append(list, p)
		}
	}
	return list
}

// parameterList reads one list of parameters of an operation at that path.
func (z *normaliser) parameterList(n *load.Node, path string) []*spec.Parameter {
	var list []*spec.Parameter
	seen := map[paramKey]*load.Node{}
	for _, item := range z.parameterItems(n) {
		if item.Kind == load.Null {
			z.warn(item, "parameter-empty", "", "an entry of parameters is empty: it is left out")
			continue
		}
		d := z.deref(item, "parameters")
		if d == nil || bodyParameter(d) != "" { // which is read as a body
			continue
		}
		p := z.parameter(d, path)
		if p == nil {
			continue
		}
		if first := seen[keyOf(p)]; first != nil {
			if z.params[d] == z.params[z.deref(first, "parameters")] {
				z.warn(item, "parameter-duplicate", "", "the %s parameter %q is listed twice, first at %s", p.In, p.Name, first.Pos())
			} else {
				z.warn(item, "parameter-duplicate", "remove one of the two", "the %s parameter %q is declared twice, first at %s: the first one counts", p.In, p.Name, first.Pos())
			}
			continue
		}
		seen[keyOf(p)] = item
		list = append(list, p)
	}
	return list
}

// parameterItems are the entries of `parameters`. One parameter in the place of the list
// is its only entry.
func (z *normaliser) parameterItems(n *load.Node) []*load.Node {
	if n == nil {
		return nil
	}
	single := n.Kind == load.Object && n.Get("name") != nil
	if ref := n.Get("$ref"); ref.Is(load.String) {
		target, d := z.tree.Resolve(ref)
		if single = d == nil && componentSection(target) == "parameters"; !single {
			n = z.listAt(n)
		}
	}
	if single {
		z.warn(n, "list-expected", "write a list with one entry", "parameters must be a list: the parameter is taken as its only entry")
		return []*load.Node{n}
	}
	return z.items(n)
}

// templateNames returns the names in braces of a path, in order.
func templateNames(path string) (names []string, ok bool) {
	for {
		open := strings.IndexByte(path, '{')
		end := strings.IndexByte(path, '}')
		if open < 0 && end < 0 {
			return names, true
		}
		if open < 0 || end < open {
			return names, false
		}
		names = append(names, path[open+1:end])
		path = path[end+1:]
	}
}

// matchTemplate orders path parameters as the template does, adds undeclared ones
// and drops those the template does not have.
func (z *normaliser) matchTemplate(n *load.Node, op *spec.Operation, list []*spec.Parameter) []*spec.Parameter {
	names, ok := templateNames(op.Path)
	if !ok {
		z.fail(n.Parent, "path-template", "write parameters as {name}, and declare each", "the braces of the path %q do not match", op.Path)
		return list
	}
	var out []*spec.Parameter
	for _, name := range names {
		if j := slices.IndexFunc(list, func(p *spec.Parameter) bool { return p.In == spec.InPath && p.Name == name }); j >= 0 {
			out = append(out, list[j])
			continue
		}
		z.warn(n, "path-parameter-undeclared", "declare the parameter "+name+" in: path", "%s %s does not declare the path parameter %q: it is read as a string", op.Method, op.Path, name)
		out = append(out, z.undeclared(n, name))
	}
	for _, p := range list {
		if p.In != spec.InPath {
			out = append(out, p)
		} else if !slices.Contains(names, p.Name) {
			z.warn(n, "path-parameter-unused", "", "%s %s has no {%s} in its path: the path parameter at %s is left out", op.Method, op.Path, p.Name, p.Pos)
		}
	}
	return out
}

// undeclared is a path parameter that only the template knows.
func (z *normaliser) undeclared(n *load.Node, name string) *spec.Parameter {
	s := &spec.Schema{Node: at(n), Types: spec.String}
	z.order = append(z.order, s)
	return &spec.Parameter{Node: at(n), Name: name, In: spec.InPath, Required: true, Style: "simple", Schema: s}
}

// styles are the styles of each location, the default first (OpenAPI, Style Values).
var styles = map[spec.Location][]string{
	spec.InPath:   {"simple", "label", "matrix"},
	spec.InQuery:  {"form", "spaceDelimited", "pipeDelimited", "deepObject"},
	spec.InHeader: {"simple"},
	spec.InCookie: {"form", "cookie"},
}

// parameter reads a Parameter Object, of an operation at that path; nil if it cannot be
// one or is to be ignored.
func (z *normaliser) parameter(n *load.Node, path string) *spec.Parameter {
	if p, done := z.params[n]; done {
		return p
	}
	p := z.readParameter(n, path)
	z.params[n] = p
	return p
}

func (z *normaliser) readParameter(n *load.Node, path string) *spec.Parameter {
	p := &spec.Parameter{
		Node: at(n), Name: z.text(n, "name"), In: z.location(n, path), Description: z.text(n, "description"),
		Required: z.flag(n, "required", false), Deprecated: z.flag(n, "deprecated", false),
		AllowEmptyValue: z.flag(n, "allowEmptyValue", false), AllowReserved: z.flag(n, "allowReserved", false),
		Style: z.text(n, "style"), Extensions: extensions(n),
	}
	if n.Get("schema") != nil || n.Get("content") != nil {
		z.unknown(n, "parameter")
	}
	if p.Name == "" {
		z.warn(n, "parameter-name", "", "a parameter has no name: it is left out")
		return nil
	}
	if p.In == "querystring" {
		return z.querystring(n, p)
	}
	if styles[p.In] == nil {
		z.warn(n, "parameter-in", "in is path, query, querystring, header or cookie; bodies go into requestBody", "the parameter %q is in %q: it is left out", p.Name, p.In)
		return nil
	}
	if p.In == spec.InHeader && reservedHeader(p.Name) {
		z.note(n, "header-reserved", "", "the header parameter %q is ignored, as OpenAPI says: media types and security schemes describe it", p.Name)
		return nil
	}
	if p.In == spec.InPath && !p.Required {
		z.warn(n, "path-parameter-required", "write required: true", "the path parameter %q is not marked as required: path parameters always are", p.Name)
		p.Required = true
	}
	z.style(n, p)
	z.parameterType(n, p)
	return p
}

// location reads `in`; capitals and spaces do not matter. A parameter that does not say
// where it is, and whose name stands in the path, is there.
func (z *normaliser) location(n *load.Node, path string) spec.Location {
	text := z.text(n, "in")
	if name := n.Get("name").Str(); text == "" && name != "" && strings.Contains(path, "{"+name+"}") {
		z.warn(n, "parameter-in", "write in: path", "the parameter %q does not say where it is: it is in the path", clip(name))
		return spec.InPath
	}
	in := spec.Location(strings.ToLower(strings.TrimSpace(text)))
	if string(in) != text && styles[in] != nil {
		z.warn(n.Get("in"), "parameter-in", "write "+string(in), "%q is read as %s", clip(text), in)
		return in
	}
	return spec.Location(text)
}

func reservedHeader(name string) bool {
	return strings.EqualFold(name, "Accept") || strings.EqualFold(name, "Content-Type") || strings.EqualFold(name, "Authorization")
}

// style fills in the default style and the explode that follows from it.
func (z *normaliser) style(n *load.Node, p *spec.Parameter) {
	known := styles[p.In]
	if p.Style == "tabDelimited" && z.tree.Swagger && p.In == spec.InQuery {
		known = []string{p.Style}
	}
	if p.Style != "" && !slices.Contains(known, p.Style) {
		z.warn(n.Get("style"), "parameter-style", "possible are "+strings.Join(known, ", "), "the style %q is not possible for a %s parameter: %s is used", p.Style, p.In, known[0])
		p.Style = ""
	}
	if p.Style == "" {
		p.Style = known[0]
	}
	p.Explode = z.flag(n, "explode", p.Style == "form" || p.Style == "cookie" || p.Style == "deepObject")
}

// parameterType reads schema or content.
func (z *normaliser) parameterType(n *load.Node, p *spec.Parameter) {
	if c := n.Get("content"); c != nil {
		p.Content = z.singleContent(c)
	}
	if p.Content != nil {
		if n.Get("schema") != nil {
			z.warn(n, "parameter-schema-content", "", "the parameter %q has schema and content: content counts", p.Name)
		}
		return
	}
	s := n.Get("schema")
	switch {
	case s != nil:
		p.Schema = z.schema(s)
	case n.Get("type") != nil:
		z.warn(n, "parameter-type", "put type and what belongs to it under schema", "the parameter %q has its type outside of a schema, as in Swagger 2", p.Name)
		p.Schema = z.looseSchema(n)
	default:
		z.warn(n, "parameter-schema-missing", "", "the parameter %q has no schema: it is read as a string", p.Name)
		p.Schema = &spec.Schema{Node: at(n), Types: spec.String}
		z.order = append(z.order, p.Schema)
	}
}
