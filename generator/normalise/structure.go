package normalise

import (
	"slices"
	"strings"

	"github.com/specho/specho/generator/load"
)

// parts says what stands in the members of objects of the specification: an object,
// a list of them ("[]"), or a map ("{}").
var parts = map[string]map[string]string{
	"document": {"info": "info", "servers": "[]server", "paths": "{}path item", "components": "components", "webhooks": "{}path item"},
	"components": {
		"responses": "{}response", "parameters": "{}parameter", "examples": "{}example", "requestBodies": "{}request body",
		"headers": "{}header", "links": "{}link", "callbacks": "{}callback", "pathItems": "{}path item", "mediaTypes": "{}media type",
		"securitySchemes": "{}security scheme",
	},
	"path item": {
		"get": "operation", "put": "operation", "post": "operation", "delete": "operation", "options": "operation",
		"head": "operation", "patch": "operation", "trace": "operation", "query": "operation",
		"additionalOperations": "{}operation", "servers": "[]server", "parameters": "[]parameter",
	},
	"operation": {
		"parameters": "[]parameter", "requestBody": "request body", "responses": "{}response", "callbacks": "{}callback", "servers": "[]server",
	},
	"parameter":    {"content": "{}media type", "examples": "{}example"},
	"header":       {"content": "{}media type", "examples": "{}example"},
	"request body": {"content": "{}media type"},
	"response":     {"headers": "{}header", "content": "{}media type", "links": "{}link"},
	"media type":   {"examples": "{}example", "encoding": "{}encoding", "prefixEncoding": "[]encoding", "itemEncoding": "encoding"},
	"encoding":     {"headers": "{}header", "encoding": "{}encoding", "prefixEncoding": "[]encoding", "itemEncoding": "encoding"},
	"link":         {"server": "server"},
	"server":       {"variables": "{}server variable"},
	"callback":     {"": "path item"},
}

// exclusive are members of which an object has one at most, or members that do not
// stand beside others.
var exclusive = []struct {
	objects, member, others, done string
}{
	{"parameter header media type", "example", "examples", "both are read"},
	{"parameter header", "content", "style explode allowReserved", "content counts"},
	{"example", "externalValue", "value serializedValue", "value counts"},
	{"example", "value", "dataValue serializedValue", "value counts"},
	{"media type encoding", "encoding", "prefixEncoding itemEncoding", "encoding counts"},
}

// structure checks the objects of the document, used or not, for what the
// specification says about each on its own.
func (z *normaliser) structure(n *load.Node, object string) {
	if n == nil || n.Kind != load.Object || n.Get("$ref").Is(load.String) && object != "path item" {
		return
	}
	z.object(n, object)
	inside := parts[object]
	for _, m := range n.Members {
		kind := inside[m.Name]
		if all := inside[""]; kind == "" && !isExtension(m.Name) {
			kind = all
		}
		if m.Parent != n || kind == "" {
			continue
		}
		one, many := strings.CutPrefix(kind, "[]")
		if !many {
			one, many = strings.CutPrefix(kind, "{}")
		}
		if !many {
			z.structure(m, one)
			continue
		}
		for _, x := range slices.Concat(m.Members, m.Items) {
			if x.Parent == m && !isExtension(x.Name) {
				z.structure(x, one)
			}
		}
	}
}

// object checks the members of one object.
func (z *normaliser) object(n *load.Node, object string) {
	if fields[object] != nil && !z.keywordsInside(n, object) {
		z.unknown(n, object)
	}
	for _, x := range exclusive {
		if !strings.Contains(x.objects, object) || n.Get(x.member) == nil {
			continue
		}
		for _, other := range strings.Fields(x.others) {
			if m := n.Get(other); m != nil {
				z.warn(m, "members-exclusive", "write one of the two", "%s has %s or %s, not both: %s", article(object), x.member, other, x.done)
			}
		}
	}
	switch object {
	case "document":
		if z.minor > 0 && n.Get("paths") == nil && n.Get("components") == nil && n.Get("webhooks") == nil {
			z.warn(n, "document-empty", "add paths, components or webhooks", "the document has nothing in it")
		}
	case "server variable":
		if e := n.Get("enum"); e.Is(load.Array) && len(e.Items) == 0 {
			z.warn(e, "server-variable-enum", "list the values, or leave enum out", "the server variable %q has no value to choose from: the enum is ignored", n.Name)
		}
	case "parameter":
		z.reserved(n)
		z.parameterName(n)
	case "path item", "operation":
		z.querystrings(n.Get("parameters"))
	}
}

// notInTokens are characters that names of headers and cookies do not have (RFC 9110,
// section 5.6.2).
const notInTokens = " \t\r\n\"(),/:;<=>?@[\\]{}"

// parameterName checks that a name can stand where the parameter does.
func (z *normaliser) parameterName(n *load.Node) {
	name, in := n.Get("name").Str(), n.Get("in").Str()
	switch {
	case in == "path" && strings.ContainsAny(name, "{}"):
		z.warn(n.Get("name"), "parameter-token", "", "a path has no place for a parameter named %q", clip(name))
	case in == "header" && strings.ContainsAny(name, notInTokens):
		z.warn(n.Get("name"), "parameter-token", "a header name is letters, digits and hyphens (RFC 9110, section 5.1)", "no request can have a header named %q", clip(name))
	case in == "cookie" && strings.ContainsAny(name, notInTokens):
		z.warn(n.Get("name"), "parameter-token", "a cookie name is letters, digits and hyphens (RFC 6265, section 4.1.1)", "no request can have a cookie named %q", clip(name))
	case in == "querystring" && n.Get("schema") != nil:
		z.warn(n.Get("schema"), "parameter-querystring", "describe it by content", "a querystring parameter has no schema of its own")
	}
}

// querystrings checks that a parameter for the whole query is the only one there.
func (z *normaliser) querystrings(list *load.Node) {
	if !list.Is(load.Array) {
		return
	}
	whole, others := 0, 0
	for _, p := range list.Items {
		switch p.Get("in").Str() {
		case "querystring":
			whole++
		case "query":
			others++
		}
	}
	if whole > 1 || whole == 1 && others > 0 {
		z.warn(list, "parameter-querystring", "", "a querystring parameter is the whole query: there is no place for another one")
	}
}

// reserved checks where allowReserved stands: it is of use where values are percent-encoded.
func (z *normaliser) reserved(n *load.Node) {
	a := n.Get("allowReserved")
	in := n.Get("in").Str()
	if a == nil || in == "query" {
		return
	}
	if style := n.Get("style").Str(); z.minor > 1 && (in == "path" || in == "cookie" && style != "cookie") {
		return
	}
	z.warn(a, "parameter-reserved", "", "allowReserved means nothing for a %s parameter: it is ignored", in)
}
