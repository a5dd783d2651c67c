package normalise

import (
	"cmp"
	"slices"
	"strings"

	"github.com/specho/specho/generator/load"
	"github.com/specho/specho/generator/spec"
)

func (z *normaliser) componentResponses(n *load.Node) {
	for _, m := range z.members(n) {
		if isExtension(m.Name) {
			continue
		}
		if m.Get("$ref") == nil {
			if r := z.response(m); r != nil {
				r.Name = m.Name // also where the section is a reference to another file
				z.doc.Responses = append(z.doc.Responses, r)
			}
			continue
		}
		if d := z.deref(m, "responses"); d != nil { // an entry that is a reference has a name of its own
			r := z.response(d)
			if r.Name != "" {
				c := *r
				c.Node = at(m)
				r = &c
			}
			r.Name = m.Name
			z.responses[m] = r
			z.doc.Responses = append(z.doc.Responses, r)
		}
	}
}

// response reads a Response Object that is no reference.
func (z *normaliser) response(n *load.Node) *spec.Response {
	if r := z.responses[n]; r != nil {
		return r
	}
	if !z.is(n, load.Object) {
		return nil
	}
	r := &spec.Response{Node: at(n), Description: z.text(n, "description"), Extensions: extensions(n)}
	if componentSection(n) == "responses" && n.File.IsRoot {
		r.Name = n.Name
	}
	if r.Description == "" {
		r.Description = z.text(n, "summary")
	}
	z.responses[n] = r
	z.unknown(n, "response")
	r.Headers = z.headerList(n.Get("headers"))
	r.Content = z.contentOf(n, "response")
	z.links(n.Get("links"))
	return r
}

// operationResponses reads a Responses Object: by status, ranges, then default.
func (z *normaliser) operationResponses(op *load.Node, o *spec.Operation) []*spec.Response {
	n := op.Get("responses")
	var list []*spec.Response
	for _, m := range z.members(n) {
		if isExtension(m.Name) {
			continue
		}
		status := z.status(m)
		if status == "" {
			continue
		}
		if slices.ContainsFunc(list, func(r *spec.Response) bool { return r.Status == status }) {
			z.warn(m, "status-duplicate", "", "the status %s is declared twice: the first one counts", status)
			continue
		}
		if r := z.statusResponse(m, status); r != nil {
			list = append(list, r)
		}
	}
	if len(list) == 0 {
		list = append(list, z.impliedResponse(op, n, o))
	}
	slices.SortStableFunc(list, func(a, b *spec.Response) int {
		return cmp.Or(cmp.Compare(statusRank(a.Status), statusRank(b.Status)), strings.Compare(a.Status, b.Status))
	})
	return list
}

// impliedResponse stands in where an operation does not say what it answers: the
// handler chooses the status.
func (z *normaliser) impliedResponse(op, n *load.Node, o *spec.Operation) *spec.Response {
	const hint, message = "declare what the operation answers, at least a default response", "%s %s has no responses: it answers with any status, without a body"
	if n == nil && z.minor > 0 { // 3.1 allows it
		z.note(op, "responses-missing", hint, message, o.Method, o.Path)
	} else {
		z.warn(op, "responses-missing", hint, message, o.Method, o.Path)
	}
	return &spec.Response{Node: at(op), Status: "default", Description: "The document does not say what the operation answers."}
}

func statusRank(status string) int {
	switch {
	case status == "default":
		return 2
	case strings.HasSuffix(status, "XX"):
		return 1
	}
	return 0
}

// status checks the key of a response. What says a status beyond doubt is read as it.
func (z *normaliser) status(m *load.Node) string {
	s := m.Name
	if isStatus(s) {
		return s
	}
	read := strings.TrimSpace(s)
	if len(read) > 3 && read[3] == ' ' { // 404 Not Found
		read = read[:3]
	}
	read = strings.ToUpper(read)
	if read == "DEFAULT" {
		read = "default"
	}
	switch {
	case !isStatus(read):
		z.warn(m, "status-invalid", "a status is 100 to 599, a range such as 4XX, or default", "%q is not a status code: the response is left out", clip(s))
		return ""
	case strings.EqualFold(read, s) && strings.HasSuffix(read, "XX"):
		z.warn(m, "status-range-case", "write "+read, "the status range %q is read as %s", s, read)
	default:
		z.warn(m, "status-text", "write "+read, "the status %q is read as %s", clip(s), read)
	}
	return read
}

// isStatus reports whether s is a key of a Responses Object.
func isStatus(s string) bool {
	if len(s) != 3 || s[0] < '1' || s[0] > '5' {
		return s == "default"
	}
	return s[1:] == "XX" || strings.Trim(s[1:], "0123456789") == ""
}

// statusResponse reads the response of one status, following its reference.
func (z *normaliser) statusResponse(m *load.Node, status string) *spec.Response {
	if m.Kind == load.Null {
		return &spec.Response{Node: at(m), Status: status}
	}
	if m.Kind == load.String {
		z.warn(m, "response-text", "write {description: ...}", "the response %s is a text: it is read as its description", status)
		return &spec.Response{Node: at(m), Status: status, Description: m.Text}
	}
	if !z.is(m, load.Object) {
		return &spec.Response{Node: at(m), Status: status}
	}
	if z.schemaRef(m, "responses", "response") {
		return &spec.Response{Node: at(m), Status: status, Description: z.text(m, "description"), Content: z.jsonOf(m)}
	}
	ref := m.Get("$ref")
	if ref == nil {
		r := z.response(m)
		if r.Status == "" {
			r.Status = status
			return r
		}
		c := *r
		c.Status = status
		return &c
	}
	target := z.follow(ref, "responses")
	d := z.deref(target, "responses")
	if d == nil {
		return &spec.Response{Node: at(m), Status: status, Description: z.text(m, "description")}
	}
	entry := z.responses[target]
	if entry == nil {
		entry = z.response(d)
		z.nameResponse(entry, d)
	}
	r := *entry
	if entry.Name != "" {
		r.Component = entry
	}
	r.Node, r.Status = at(m), status
	if s := z.text(m, "description"); s != "" {
		r.Description = s
	}
	return &r
}

// links notes the first links of a document: they tell clients what else there is to
// call, and nothing of the server comes from them.
func (z *normaliser) links(n *load.Node) {
	if n.Is(load.Object) && len(n.Members) > 0 && !z.linksNoted {
		z.linksNoted = true
		z.note(n, "links-ignored", "", "links are for those who read the document: nothing is generated for these, nor for others")
	}
}
