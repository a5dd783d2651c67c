package normalise

import (
	"strings"

	"github.com/specho/specho/generator/load"
	"github.com/specho/specho/generator/spec"
)

func (z *normaliser) componentSecurity(n *load.Node) {
	for _, m := range z.members(n) {
		if isExtension(m.Name) {
			continue
		}
		d := z.deref(m, "securitySchemes")
		if d == nil {
			continue
		}
		s := z.securityScheme(m, d)
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
	switch s.Type {
	case "apiKey":
		s.In, s.Parameter = spec.Location(z.text(n, "in")), z.text(n, "name")
		if s.In != spec.InQuery && s.In != spec.InHeader && s.In != spec.InCookie {
			z.fail(n, "security-scheme-in", "in is query, header or cookie", "the API key of %q is in %q", s.Name, s.In)
		}
		if s.Parameter == "" {
			z.fail(n, "security-scheme-name", "add name: the parameter that carries the key", "the API key of %q has no name", s.Name)
		}
	case "http":
		written := z.text(n, "scheme")
		s.Scheme = strings.ToLower(written)
		if s.Scheme != written {
			z.note(n.Get("scheme"), "security-scheme-case", "", "the HTTP scheme %q is read as %q", written, s.Scheme)
		}
		if s.Scheme == "" {
			z.fail(n, "security-scheme-scheme", "add scheme: bearer or basic", "the HTTP security scheme %q has no scheme", s.Name)
		}
	case "oauth2", "openIdConnect", "mutualTLS":
	default:
		z.fail(n, "security-scheme-type", "type is apiKey, http, oauth2, openIdConnect or mutualTLS", "the security scheme %q has the type %q", s.Name, s.Type)
	}
	return s
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
	for _, r := range z.items(n) {
		var req spec.SecurityRequirement
		known := true
		for _, m := range z.members(r) {
			s := z.schemes[m.Name]
			if s == nil {
				z.fail(m, "security-undefined", "declare it under components/securitySchemes", "the security scheme %q is not declared", m.Name)
				known = false
				continue
			}
			use := spec.SecurityUse{Scheme: s}
			for _, scope := range z.items(m) {
				if z.is(scope, load.String) {
					use.Scopes = append(use.Scopes, scope.Text)
				}
			}
			req.Schemes = append(req.Schemes, use)
		}
		if known {
			list = append(list, req)
		}
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
