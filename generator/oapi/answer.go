package oapi

import (
	"strings"

	"github.com/specho/specho/generator/model"
)

// answer decides what the client reads of an answer: JSON bodies and headers.
// Other bodies are bytes, in the field Body; a stream is read from the response
// that the untyped methods return.
func (c *client) answer(o *model.Operation, u *model.BranchUse) answer {
	a := answer{status: u.Status}
	if a.status != "default" {
		a.status = strings.ToUpper(a.status)
	}
	seen := map[string]bool{}
	for _, x := range u.Branch.Contents {
		switch {
		case x.Coding == model.CodeEvents || x.Coding == model.CodeLines:
			c.l.Notef(x.Pos, "", "client-stream", "%s streams its answer: in the client call it without WithResponse and read the body as it comes", o.ID)
			continue
		case x.Coding != model.CodeJSON:
			continue
		}
		b := body{mediaType: jsonMedia(x), goType: c.packages.content(x)}
		if b.mediaType == "" || seen[letters(b.mediaType)] {
			continue
		}
		if b.goType == "" {
			b.goType = "rest.JSON"
			c.l.Notef(x.Pos, "", "client-body", "encoding/json does not read the answer %s of %s as the document wants it: the client keeps it as JSON text", u.Status, o.ID)
		}
		seen[letters(b.mediaType)] = true
		a.bodies = append(a.bodies, b)
	}
	a.headers = c.headers(u.Branch)
	return a
}

func (c *client) headers(b *model.Branch) (list []header) {
	seen := map[string]bool{}
	for _, h := range b.Headers {
		key := goName(h.Name)
		if h.Cookie || !literal(h.Name) || key == "" || seen[key] {
			continue // cookies: http.Response has a method for them
		}
		seen[key] = true
		list = append(list, c.header(h))
	}
	return list
}

func (c *client) header(h *model.Header) header {
	x := header{model: h, goType: c.packages.goType(h.Value), typ: "string", list: nilable(h.Value)}
	switch {
	case h.Reading == model.ReadContent && !plainJSON(h.Value):
		x.goType, x.list = "string", false
	case h.Reading == model.ReadContent:
		x.format = "json"
	case h.Reading == model.ReadList:
		x.typ = "array"
	case !h.Value.Quoted:
		x.typ = "number"
	}
	return x
}
