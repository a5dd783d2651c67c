package normalise

import (
	"strings"

	"github.com/specho/specho/generator/load"
	"github.com/specho/specho/generator/spec"
)

func (z *normaliser) componentSecurity(n *load.Node) {
	for _, m := range z.members(n) {
		if isExtension(m.Name) && m.Kind != load.Object {
			continue
		}
		s := &spec.SecurityScheme{Node: at(m), Name: m.Name}
		if d := z.deref(m, "securitySchemes"); d != nil {
			s = z.securityScheme(m, d)
		} else if m.Kind == load.Null {
			z.vague(m, s, "security-scheme-type", "describe it: type is apiKey, http, oauth2, openIdConnect or mutualTLS", "the security scheme %q is empty", m.Name)
		}
		z.schemes[s.Name] = s
		z.doc.SecuritySchemes = append(z.doc.SecuritySchemes, s)
	}
}

func (z *normaliser) securityScheme(key, n *load.Node) *spec.SecurityScheme {
	s := &spec.SecurityScheme{
		Node: at(key), Name: key.Name, Type: z.text(n, "type"), Description: z.text(n, "description"),
		BearerFormat: z.text(n, "bearerFormat"),
	}
	z.unknown(n, "security scheme")
	z.schemeType(n, s)
	switch s.Type {
	case "apiKey":
		s.In, s.Parameter = z.location(n, ""), z.text(n, "name")
		if s.In != spec.InQuery && s.In != spec.InHeader && s.In != spec.InCookie {
			z.vague(n, s, "security-scheme-in", "in is query, header or cookie", "the API key of %q is in %q", s.Name, s.In)
		} else if s.Parameter == "" {
			z.vague(n, s, "security-scheme-name", "add name: the parameter that carries the key", "the API key of %q has no name", s.Name)
		}
	case "http":
		written := z.text(n, "scheme")
		if s.Scheme == "" {
			s.Scheme = strings.ToLower(written)
		}
		if written != "" && s.Scheme != written {
			z.note(n.Get("scheme"), "security-scheme-case", "", "the HTTP scheme %q is read as %q", written, s.Scheme)
		}
		if s.Scheme == "" {
			z.vague(n, s, "security-scheme-scheme", "add scheme: bearer or basic", "the HTTP security scheme %q has no scheme", s.Name)
		}
	case "oauth2", "openIdConnect", "mutualTLS":
	default:
		z.vague(n, s, "security-scheme-type", "type is apiKey, http, oauth2, openIdConnect or mutualTLS", "the security scheme %q has the type %q", s.Name, s.Type)
	}
	return s
}

// schemeTypes are the types of a security scheme.
var schemeTypes = [...]string{"apiKey", "http", "oauth2", "openIdConnect", "mutualTLS"}

// schemeType reads a type in other capitals, and the HTTP schemes that are written as
// types: basic, which Swagger 2 has, and bearer.
func (z *normaliser) schemeType(n *load.Node, s *spec.SecurityScheme) {
	written := s.Type
	for _, t := range schemeTypes {
		if strings.EqualFold(strings.TrimSpace(written), t) {
			s.Type = t
		}
	}
	if low := strings.ToLower(strings.TrimSpace(written)); low == "basic" || low == "bearer" {
		s.Type, s.Scheme = "http", low
	}
	if s.Type == written {
		return
	}
	if s.Scheme != "" {
		z.warn(n.Get("type"), "security-scheme-word", "write type: http, and scheme: "+s.Scheme, "the type %q of the security scheme %q is read as the HTTP scheme %s", clip(written), s.Name, s.Scheme)
		return
	}
	z.warn(n.Get("type"), "security-scheme-word", "write "+s.Type, "the type %q of the security scheme %q is read as %s", clip(written), s.Name, s.Type)
}

// vague makes a scheme that does not say where its credentials are one without a
// type: the program's authenticator gets the whole request. Nothing is let in unasked.
func (z *normaliser) vague(n *load.Node, s *spec.SecurityScheme, rule, hint, format string, args ...any) {
	s.Type = ""
	z.warn(n, rule, hint, format+": the authenticator gets the whole request", args...)
}

// security reads the requirements of an operation: its own, else the document's.
// Those are what clients of the server bring: requests that the server sends itself
// have none but their own.
func (z *normaliser) security(op *load.Node, sent bool) []spec.SecurityRequirement {
	n := op.Get("security")
	if n == nil || n.Kind == load.Null {
		n = z.tree.Root.Get("security")
		if sent {
			z.unasked(n)
			return nil
		}
	}
	var list []spec.SecurityRequirement
	for _, r := range z.requirements(n) {
		req, ok := z.requirement(r)
		if ok {
			list = append(list, req)
		}
	}
	return list
}

// requirements are the entries of `security`. What is no list is never left out: the
// operation would be open.
func (z *normaliser) requirements(n *load.Node) []*load.Node {
	n, ok := z.objectAt(n, "security")
	switch {
	case !ok: // an error
		return nil
	case n == nil, n.Kind == load.Null:
		return nil
	case n.Kind == load.Array:
		return n.Items
	case n.Kind == load.Object || n.Kind == load.String:
		z.warn(n, "security-list", "write a list of requirements", "security must be a list, not %s: it is read as its only entry", n.Kind)
		return []*load.Node{n}
	}
	z.fail(n, "security-entry", "write a list of requirements, or [] if no credentials are needed", "security must be a list, not %s", n.Kind)
	return nil
}

// requirement reads one Security Requirement Object; the name of a scheme stands for one
// without scopes.
func (z *normaliser) requirement(r *load.Node) (req spec.SecurityRequirement, ok bool) {
	if r, ok = z.objectAt(r, "security"); !ok { // an error
		return req, false
	}
	if r.Kind == load.String {
		z.warn(r, "security-name", "write {"+r.Text+": []}", "%q is read as a requirement of that security scheme", clip(r.Text))
		req.Schemes = []spec.SecurityUse{{Scheme: z.usedScheme(r, r.Text)}}
		return req, true
	}
	if r.Kind != load.Object {
		z.fail(r, "security-entry", "name a scheme, or write {} if no credentials are needed", "%s must be an object, not %s", what(r), r.Kind)
		return req, false
	}
	for _, m := range r.Members {
		req.Schemes = append(req.Schemes, spec.SecurityUse{Scheme: z.usedScheme(m, m.Name), Scopes: z.scopes(m)})
	}
	return req, true
}

// scopes reads the scopes that a requirement asks for: none of them is left out.
func (z *normaliser) scopes(m *load.Node) (list []string) {
	items := m.Items
	switch m.Kind {
	case load.Null, load.Array:
	case load.String:
		z.warn(m, "security-scope", "write a list", "the scopes of %q must be a list: the text is read as its only entry", m.Name)
		return []string{m.Text}
	default:
		z.fail(m, "security-scope", "write a list", "the scopes of %q must be a list, not %s", m.Name, m.Kind)
	}
	for _, scope := range items {
		if scope.Kind == load.String || scope.Kind == load.Number {
			list = append(list, scope.Text)
			continue
		}
		z.fail(scope, "security-scope", "write the name of the scope", "a scope of %q must be a string, not %s", m.Name, scope.Kind)
	}
	return list
}

// unasked notes, once, that the document's requirements are not those of what the
// server sends.
func (z *normaliser) unasked(n *load.Node) {
	if n.Is(load.Array) && len(n.Items) > 0 && !z.unaskedNoted {
		z.unaskedNoted = true
		z.note(n, "security-hooks", "write security on a webhook or callback whose receivers are to ask for credentials",
			"the security of the document is that of its clients: webhooks and callbacks do not inherit it")
	}
}

// usedScheme is the scheme that a requirement names. One that is not declared still
// guards the operation.
func (z *normaliser) usedScheme(m *load.Node, name string) *spec.SecurityScheme {
	s := z.schemes[name]
	if s == nil {
		s = &spec.SecurityScheme{Node: at(m), Name: name}
		z.schemes[name] = s
		z.doc.SecuritySchemes = append(z.doc.SecuritySchemes, s)
		z.warn(m, "security-undefined", "declare it under "+z.tree.Section("securitySchemes"), "the security scheme %q is not declared: the authenticator gets the whole request", clip(name))
	}
	return s
}
