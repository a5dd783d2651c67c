package build

import (
	"net/http"
	"strconv"
	"strings"

	"github.com/specho/specho/generator/model"
	"github.com/specho/specho/generator/spec"
)

// sharedBranches builds components/responses: one Go type each. A response that
// operations declare under several statuses has its status chosen by the handler.
func (b *builder) sharedBranches() {
	uses := map[*spec.Response]map[string]bool{}
	for _, o := range allOperations(b.doc) {
		for _, r := range o.Responses {
			if r.Component != nil {
				if uses[r.Component] == nil {
					uses[r.Component] = map[string]bool{}
				}
				uses[r.Component][r.Status] = true
			}
		}
	}
	for _, r := range b.doc.Responses {
		if len(uses[r]) == 0 {
			continue
		}
		c := *r
		if len(uses[r]) == 1 {
			for status := range uses[r] {
				c.Status = status
			}
		}
		br := b.branch(&c, &model.Site{Word: r.Name, Pos: r.Pos})
		br.Shared = true
		if c.Status == "" {
			br.Low, br.High = 100, 599
			for status := range uses[r] {
				br.Error = br.Error || isError(status)
			}
		}
		b.fillBranch(br)
		b.shared[r] = br
		b.api.Shared = append(b.api.Shared, br)
	}
}

// branchUse builds a branch of an operation, or finds the shared one.
func (b *builder) branchUse(r *spec.Response, op *model.Operation) *model.BranchUse {
	u := &model.BranchUse{Status: r.Status}
	u.Code, _ = strconv.Atoi(r.Status)
	if br := b.shared[r.Component]; r.Component != nil && br != nil {
		u.Branch = br
		return u
	}
	u.Branch = b.branch(r, op.Site.Child(statusWord(r.Status), r.Pos))
	b.fillBranch(u.Branch)
	return u
}

// statusWord names a branch by its status text, so that a reader need not know
// the digits.
func statusWord(status string) string {
	switch strings.ToUpper(status) {
	case "DEFAULT":
		return "Default"
	case "1XX":
		return "Informational"
	case "2XX":
		return "Success"
	case "3XX":
		return "Redirection"
	case "4XX":
		return "ClientError"
	case "5XX":
		return "ServerError"
	}
	code, _ := strconv.Atoi(status)
	if t := http.StatusText(code); t != "" {
		return t
	}
	return "Status" + status
}

func isError(status string) bool {
	return status == "default" || strings.HasPrefix(status, "4") || strings.HasPrefix(status, "5")
}

func (b *builder) branch(r *spec.Response, site *model.Site) *model.Branch {
	br := &model.Branch{Status: r.Status, Description: r.Description, Error: isError(r.Status), Pos: r.Pos, Site: site}
	br.Code, _ = strconv.Atoi(r.Status)
	if br.Code == 0 {
		br.Low, br.High = statusRange(r.Status)
	}
	for _, h := range r.Headers {
		br.Headers = append(br.Headers, b.header(h, site))
	}
	if !bodyless(br.Code) {
		for _, m := range r.Content {
			br.Contents = append(br.Contents, b.content(m, response, site))
		}
	} else if len(r.Content) > 0 {
		b.l.Warnf(r.Pos, r.Pointer, "body-forbidden", "HTTP allows no body with status %s; its content is left out", r.Status)
	}
	for i, c := range br.Contents {
		c.Site = site.Child(contentWord(c, i), c.Pos)
	}
	return br
}

// contentWord names the field of a media type: the first one is Body.
func contentWord(c *model.Content, i int) string {
	if i == 0 {
		return "Body"
	}
	t, _, _ := strings.Cut(c.MediaType, ";")
	_, sub, _ := strings.Cut(t, "/")
	if sub == "" || sub == "*" {
		return "Any"
	}
	return strings.TrimPrefix(sub, "x-")
}

func bodyless(code int) bool {
	return code != 0 && (code < 200 || code == http.StatusNoContent || code == http.StatusResetContent || code == http.StatusNotModified)
}

func statusRange(status string) (low, high int) {
	if status == "default" {
		return 200, 599
	}
	if len(status) == 3 && strings.EqualFold(status[1:], "xx") {
		n := int(status[0]-'0') * 100
		return n, n + 99
	}
	return 100, 599
}

func (b *builder) header(h *spec.Header, site *model.Site) *model.Header {
	m := &model.Header{Name: h.Name, Description: h.Description, Required: h.Required, Explode: h.Explode,
		Site: site.Child(h.Name, h.Pos)}
	if strings.EqualFold(h.Name, "Set-Cookie") {
		m.Cookie = true
		return m
	}
	s := h.Schema
	if s == nil && h.Content != nil {
		s = h.Content.Schema
	}
	if s == nil {
		s = &spec.Schema{Node: h.Node, Types: spec.String}
	}
	b.nameComponent(h.Node, s, "headers", "Header")
	m.Value = b.value(s, response, m.Site)
	switch v := m.Value; {
	case h.Content != nil:
		m.Reading = model.ReadContent
	case textual(v) && v.Kind != raw.kind:
		m.Reading = model.ReadScalar
	case v.Shape == model.List && textual(v.Elem), v.Shape == model.Named && v.Type.Kind == model.Array && textual(v.Type.Value.Elem):
		m.Reading = model.ReadList
	default:
		m.Reading = model.ReadContent
	}
	m.Presence = presence(m.Value, s, h.Required, false)
	m.Ruled = constrainedValue(m.Value)
	if m.Reading == model.ReadContent || m.Ruled || b.sends {
		m.Helper = b.helper(m.Value, model.Required, m.Site)
	}
	return m
}

// constrainedValue reports whether the document refuses values that a Go type holds, or
// that may be so.
func constrainedValue(v *model.Value) bool {
	switch {
	case v.Rule != nil || v.Check != nil:
		return true
	case v.Shape == model.List || v.Shape == model.Dict:
		return constrainedValue(v.Elem)
	}
	return v.Shape == model.Named
}
