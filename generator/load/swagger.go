package load

import (
	"fmt"
	"slices"
	"strings"

	"github.com/specho/specho/generator/diag"
)

// swagger turns the tree of a Swagger 2.0 document into one of OpenAPI 3.0, in place:
// nodes are moved and renamed, and keep where they stand in the file, so that
// everything that is told later has the place of what the author wrote. (The
// converter of kin-openapi works on types of its own, which have neither places nor
// order nor exact numbers, and makes exploded lists of those without collectionFormat.)
type swagger struct {
	t    *Tree
	l    *diag.List
	done map[*Node]bool // nodes that were converted: several references lead to one

	consumes, produces []*Node // of the document
}

// swaggerVersion reports whether a document is one of Swagger 2.0.
func swaggerVersion(root *Node) bool {
	v := root.Get("swagger")
	return v != nil && root.Get("openapi") == nil && (v.Kind == String || v.Kind == Number) && (v.Text == "2.0" || v.Text == "2")
}

// readVersion finds the member that says which version a document is of: its name in
// other capitals, swagger where openapi is meant, and 2.0 with what people add to it.
func (t *Tree) readVersion(l *diag.List) {
	r := t.Root
	if r.Kind != Object {
		return
	}
	warn := func(n *Node, hint, format string, args ...any) {
		l.Add(diag.Diagnostic{Severity: diag.Warning, Pos: n.Pos(), Pointer: n.Pointer(), Rule: "version-text", Hint: hint, Message: fmt.Sprintf(format, args...)})
	}
	rename := func(n *Node, name string) {
		n.Name = name
		r.Members = slices.Clone(r.Members)
		r.changed()
	}
	if r.Get("openapi") == nil && r.Get("swagger") == nil {
		for _, m := range r.Members {
			name := strings.ToLower(strings.TrimFunc(m.Name, func(c rune) bool { return c == 0x200B || c == 0xFEFF || c == ' ' }))
			if name == "openapi" || name == "swagger" {
				warn(m, "write "+name, "%q is read as %s", m.Name, name)
				rename(m, name)
				break
			}
		}
	}
	v := r.Get("swagger")
	if v == nil || r.Get("openapi") != nil || v.Kind != String && v.Kind != Number {
		return
	}
	text := strings.TrimPrefix(strings.ToLower(strings.TrimSpace(v.Text)), "v")
	switch {
	case strings.HasPrefix(text, "3."):
		warn(v, "write openapi: "+text, "swagger %s is read as openapi %s", v.Text, text)
		rename(v, "openapi")
	case text != v.Text && text == "2.0" || text == "2.0.0":
		warn(v, `write swagger: "2.0"`, "the swagger version %q is read as 2.0", v.Text)
		v.Kind, v.Text = String, "2.0"
	}
}

// convertSwagger converts the document if it is one of Swagger 2.0.
func (t *Tree) convertSwagger(l *diag.List) {
	if !swaggerVersion(t.Root) {
		return
	}
	s := &swagger{t: t, l: l, done: map[*Node]bool{}}
	s.note(t.Root.Get("swagger"), "swagger-2", "the document is Swagger 2.0: it is read as OpenAPI 3.0")
	s.document(t.Root)
}

func (s *swagger) note(n *Node, rule, format string, args ...any) {
	s.l.Notef(n.Pos(), n.Pointer(), rule, format, args...)
}

func (s *swagger) warn(n *Node, rule, hint, format string, args ...any) {
	s.l.Add(diag.Diagnostic{Severity: diag.Warning, Pos: n.Pos(), Pointer: n.Pointer(), Rule: rule, Hint: hint, Message: fmt.Sprintf(format, args...)})
}

// moved are the members of a Swagger document that are sections of components in
// OpenAPI 3. References go on naming the former.
var moved = []struct{ from, to string }{
	{"definitions", "schemas"}, {"parameters", "parameters"}, {"responses", "responses"}, {"securityDefinitions", "securitySchemes"},
}

// document converts the root.
func (s *swagger) document(r *Node) {
	version := r.take("swagger")
	s.consumes, s.produces = list(r.take("consumes")), list(r.take("produces"))
	components := newObject(version, "components")
	for _, m := range moved {
		if n := r.take(m.from); n.Is(Object) {
			n.Name = m.to
			components.put(n)
		}
	}
	servers := s.servers(r, version)
	r.put(newText(version, "openapi", "3.0.3"), servers, components)
	s.t.Swagger = true // references find what was moved
	s.l.Written = s.t.Written
	s.each(components.Get("schemas"), s.schema)
	s.each(components.Get("parameters"), s.parameter)
	s.each(components.Get("responses"), func(n *Node) { s.response(n, s.produces) })
	s.each(components.Get("securitySchemes"), s.securityScheme)
	s.each(r.Get("paths"), s.pathItem)
}

// each calls f for every member of an object that is no extension, and of those that
// a $ref in its place leads to.
func (s *swagger) each(n *Node, f func(*Node)) {
	for hops := 0; n.Is(Object) && hops < maxHops; hops++ {
		for _, m := range n.Members {
			if m.Kind == Object && !strings.HasPrefix(m.Name, "x-") {
				f(m)
			}
		}
		ref := n.Get("$ref")
		if !ref.Is(String) {
			return
		}
		n, _ = s.t.Resolve(ref) // what leads nowhere is told when it is followed again
	}
}

func list(n *Node) []*Node {
	if n.Is(Array) {
		return n.Items
	}
	return nil
}

// servers are the addresses that schemes, host and basePath say.
func (s *swagger) servers(r, version *Node) *Node {
	host, base, schemes := r.take("host"), r.take("basePath"), r.take("schemes")
	at := version
	for _, n := range []*Node{schemes, host, base} {
		if n != nil {
			at = n
		}
	}
	path := base.Str()
	if path != "" && !strings.HasPrefix(path, "/") {
		path = "/" + path
	}
	servers := newArray(at, "servers")
	add := func(url string) { servers.add(newObject(at, "", newText(at, "url", url))) }
	if host.Str() == "" {
		if path != "" {
			add(path)
		}
		return servers
	}
	for _, scheme := range list(schemes) {
		add(scheme.Str() + "://" + host.Str() + path)
	}
	if len(servers.Items) == 0 {
		add("https://" + host.Str() + path)
	}
	return servers
}

// securityScheme converts a Security Scheme Object.
func (s *swagger) securityScheme(n *Node) {
	switch kind := n.Get("type"); kind.Str() {
	case "basic":
		kind.Text = "http"
		n.put(newText(kind, "scheme", "basic"))
	case "oauth2":
		s.flow(n)
	}
}

// flows are the names that the flows of Swagger 2.0 have in OpenAPI 3, and the latter.
var flows = map[string]string{
	"implicit": "implicit", "password": "password", "application": "clientCredentials", "accesscode": "authorizationCode",
	"clientcredentials": "clientCredentials", "authorizationcode": "authorizationCode",
}

// flow converts the flow of a security scheme. The server does not take part in it: one
// that is unknown is left out.
func (s *swagger) flow(n *Node) {
	flow := n.take("flow")
	inner := newObject(n, flows[strings.ToLower(flow.Str())])
	for _, m := range []string{"authorizationUrl", "tokenUrl", "scopes"} {
		if x := n.take(m); x != nil {
			inner.put(x)
		}
	}
	if inner.Name == "" {
		at := n
		if flow != nil {
			at = flow
		}
		s.warn(at, "swagger-flow", "flow is implicit, password, application or accessCode", "the flow of the security scheme %q is %q: it is left out", n.Name, flow.Str())
	} else if f := flow.Str(); f != "implicit" && f != "password" && f != "application" && f != "accessCode" {
		s.warn(flow, "swagger-flow", "flow is implicit, password, application or accessCode", "the flow %q of the security scheme %q is read as %s of OpenAPI 3", f, n.Name, inner.Name)
	}
	flowList := newObject(n, "flows")
	if inner.Name != "" {
		flowList.put(inner)
	}
	n.put(flowList)
}

// fragment is where a pointer into the document leads since its parts were moved.
func (t *Tree) fragment(root *Node, pointer string) string {
	if !t.Swagger || root != t.Root {
		return pointer
	}
	for _, m := range moved {
		if rest, ok := strings.CutPrefix(pointer, "/"+m.from+"/"); ok {
			return "/components/" + m.to + "/" + rest
		}
	}
	return pointer
}

// Written is a pointer as the document has it: into one of Swagger 2.0, before its parts
// were moved.
func (t *Tree) Written(pointer string) string {
	if !t.Swagger {
		return pointer
	}
	for _, m := range moved {
		if rest, ok := strings.CutPrefix(pointer, "#/components/"+m.to); ok && (rest == "" || rest[0] == '/') {
			return "#/" + m.from + rest
		}
	}
	if pointer == "#/components" {
		return "#"
	}
	return pointer
}

// Section is where the document has what OpenAPI 3 has in that section of components:
// components/schemas, or definitions.
func (t *Tree) Section(name string) string {
	return strings.TrimPrefix(t.Written("#/components/"+name), "#/")
}
