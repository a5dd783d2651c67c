// Package naming gives every Go identifier of the output, in one pass over the
// model. A name depends on where its node stands in the document and on nothing
// else; a clash is settled by what the nodes are.
package naming

import (
	"slices"
	"strings"

	"github.com/specho/specho/generator/diag"
	"github.com/specho/specho/generator/model"
)

// reserved are the identifiers that every output declares.
var reserved = []string{"Handlers", "Unimplemented", "Register", "Authenticator", "Document", "BasePath", "Endpoints"}

// Assign fills in every Go name of api and reports clashes to l.
func Assign(api *model.API, l *diag.List) {
	a := &assigner{api: api, scope: newScope(l, reserved...)}
	a.scopes = map[*model.Package]*scope{api.Main: a.scope}
	for _, p := range api.Models {
		a.scopes[p] = newScope(l)
	}
	a.allFields()
	a.types(true)
	for _, b := range api.Shared {
		a.branch(b, "Response")
	}
	a.tags()
	a.operations()
	a.hookOperations()
	a.types(false)
	a.enums()
	a.branchConstructors()
	a.data()
	a.schemes()
	a.tasks()
	a.hookSets()
	a.imports()
}

type assigner struct {
	api    *model.API
	scope  *scope // of the main package
	scopes map[*model.Package]*scope
}

// name gives a site its name: its parent's, and its own word.
func name(s *model.Site) string {
	if s.Name == "" {
		s.Name = Exported(s.Word)
		if s.Parent != nil {
			s.Name = join(name(s.Parent), s.Word)
		}
	}
	return s.Name
}

// join appends a word to a name. Where the word begins with a digit after a
// digit, an underscore keeps them apart.
func join(base, word string) string {
	w := Exported(word)
	if strings.HasPrefix(w, "N") && len(w) > 1 && isDigit(w[1]) && (word == "" || isDigit(word[0])) {
		w = w[1:]
		if isDigit(base[len(base)-1]) {
			w = "_" + w
		}
	}
	return base + w
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

// safe keeps a word's own spelling as far as Go allows it.
func safe(word string) string {
	return strings.Map(func(r rune) rune {
		if r == '_' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' {
			return r
		}
		return '_'
	}, word)
}

func (a *assigner) tags() {
	files := newScope(nil)
	for _, t := range a.api.Tags {
		n := Exported(t.Name)
		t.Site.Name = n
		t.Go = model.TagNames{
			Interface: a.scope.claim(t.Name, t.Site.Pos, n+"Handlers", n+"TagHandlers"),
			Constant:  a.scope.claim(t.Name, t.Site.Pos, "Tag"+n, "TagNamed"+n),
		}
		base := strings.TrimSuffix(t.Go.Interface, "Handlers")
		t.Go.Endpoints = a.scope.claim(t.Name, t.Site.Pos, Unexported(base)+"Endpoints", "endpointsOf"+base)
		t.Go.File = files.claim(t.Name, t.Site.Pos, File(t.Name), File(t.Name)+"_tag")
	}
}

// operations names each operation's set. The names hang together, so that a clash
// of one moves all of them.
func (a *assigner) operations() {
	keeper := map[string]*model.Operation{} // of several operationIds that are one word in Go
	var all []*model.Operation
	each(a.api, func(o *model.Operation) { all = append(all, o) })
	for _, o := range plainFirst(all, func(o *model.Operation) string { return o.ID }) {
		if n := Exported(o.ID); keeper[n] == nil {
			keeper[n] = o
		}
	}
	for _, o := range all {
		n := Exported(o.ID)
		if k := keeper[n]; k != o {
			n = join(n, strings.ToLower(o.Method)+" "+o.Path)
			a.scope.l.Notef(o.Pos, "", "name-clash", "%q is named %s: %s is the operation at %s", o.ID, n, Exported(o.ID), k.Pos)
		}
		a.operation(o, a.base(o, n, n+"Operation", n+"_"+safe(o.ID)), "Handlers")
	}
}

// operation names an operation and all of its parts.
func (a *assigner) operation(o *model.Operation, n, handlers string) {
	o.Site.Name = n
	o.Go = model.OperationNames{
		Method: n, Request: n + "Request", Response: n + "Response", Marker: "is" + n + "Response",
		Serve: "serve" + n, Variable: "operation" + n, Constant: "Operation" + n,
		Read: "read" + n, ContentOf: "content" + n, Interface: handlers,
		List: "start" + n, Starts: "starts" + n,
	}
	for _, g := range o.Groups {
		g.Go.Field = Exported(g.In)
		g.Go.Type = a.scope.claim(o.ID+" "+g.In, o.Pos, n+g.Go.Field, n+g.Go.Field+"Parameters")
		a.params(o, g)
	}
	if o.Body != nil {
		a.body(o)
	}
	for _, u := range o.Branches {
		if !u.Branch.Shared {
			a.branch(u.Branch, "Answer")
		}
		if u.Branch.Error {
			u.Branch.Go.Fail = "fail" + u.Branch.Go.Type
		}
	}
}

// base finds a base name under which the operation's own names are free, and
// claims them.
func (a *assigner) base(o *model.Operation, candidates ...string) string {
	for _, n := range candidates {
		free := true
		for _, s := range []string{n + "Request", n + "Response", "Operation" + n} {
			_, taken := a.scope.taken[s]
			free = free && !taken
		}
		if free {
			for _, s := range []string{n + "Request", n + "Response", "Operation" + n} {
				a.scope.claim(o.ID, o.Pos, s)
			}
			return n
		}
	}
	n := candidates[len(candidates)-1]
	a.scope.claim(o.ID, o.Pos, n+"Request")
	return n
}

func (a *assigner) params(o *model.Operation, g *model.ParamGroup) {
	s := newScope(nil, "LogValue")
	for _, p := range g.Params {
		n := Exported(p.Name)
		p.Go.Field = s.claim(p.Name, p.Pos, n, n+"Param", n+"_"+safe(p.Name))
		p.Site.Name = o.Go.Method + p.Go.Field
		v := o.Go.Method + p.Go.Field
		p.Go.Variable = a.scope.claim(p.Name, p.Pos, "param"+v, "param"+v+g.Go.Field, "param"+v+"_"+safe(p.Name))
	}
}

func (a *assigner) body(o *model.Operation) {
	n := o.Go.Method
	name(o.Body.Site)
	if o.Body.Variants {
		o.Body.Go.Type = a.scope.claim(o.ID, o.Pos, n+"RequestBody", n+"RequestContent")
		o.Body.Go.Marker = "is" + o.Body.Go.Type
	}
	for _, c := range o.Body.Contents {
		c.Go.Field = "Body"
		c.Go.Media = "media" + mediaName(c.MediaType)
		name(c.Site)
		if o.Body.Variants {
			v := n + mediaName(c.MediaType)
			c.Go.Variant = a.scope.claim(c.MediaType, c.Pos, v+"Body", v+"RequestBody")
		}
		for _, f := range c.Fields {
			f.Go.Field = fieldOf(c.Form, f.Name)
			f.Go.Variable = a.scope.claim(f.Name, f.Pos, "field"+n+f.Go.Field, "field"+n+mediaName(c.MediaType)+f.Go.Field)
		}
	}
}

func fieldOf(t *model.Type, property string) string {
	for _, f := range t.Fields {
		if f.Name == property {
			if f.Go.Name == "" {
				return Exported(property)
			}
			return f.Go.Name
		}
	}
	return Exported(property)
}

// mediaName names a media type: JSON, ProblemJSON, CSV, OctetStream.
func mediaName(mediaType string) string {
	t, _, _ := strings.Cut(mediaType, ";")
	if t == "*/*" {
		return "Any"
	}
	main, sub, _ := strings.Cut(strings.TrimSpace(t), "/")
	sub = strings.TrimPrefix(sub, "x-")
	if sub == "*" {
		return "Any" + Exported(main)
	}
	if sub == "x-www-form-urlencoded" || sub == "www-form-urlencoded" {
		return "Form"
	}
	if sub == "form-data" {
		return "Multipart"
	}
	return Exported(sub)
}

func (a *assigner) branch(b *model.Branch, suffix string) {
	n := name(b.Site)
	b.Site.Name = a.scope.claim(b.Site.Word, b.Pos, n, n+suffix, n+"_"+safe(b.Site.Word))
	b.Go.Type = b.Site.Name
	if len(b.Headers) > 0 {
		b.Go.Headers = a.scope.claim(b.Site.Word, b.Pos, b.Go.Type+"Headers", b.Go.Type+"HeaderValues")
	}
	h := newScope(nil)
	if slices.ContainsFunc(b.Headers, func(h *model.Header) bool { return h.Ruled }) {
		b.Go.Rules = "headers" + b.Go.Type
	}
	for _, x := range b.Headers {
		n := Exported(x.Name)
		x.Go.Field = h.claim(x.Name, x.Site.Pos, n, n+"Header")
		x.Site.Name = b.Go.Type + x.Go.Field
	}
	f := newScope(nil, "Status", "Headers", "Tasks", "StatusCode", "WriteResponse", "Error")
	for _, c := range b.Contents {
		n := Exported(c.Site.Word)
		c.Go.Field = f.claim(c.MediaType, c.Pos, n, n+"Body", Exported(c.MediaType))
		c.Site.Name = b.Go.Type + c.Go.Field
		c.Go.Media = "media" + mediaName(c.MediaType)
	}
}

// branchConstructors names NewX of the error branches, after all types.
func (a *assigner) branchConstructors() {
	claim := func(b *model.Branch) {
		if b.Error && b.Go.Constructor == "" {
			b.Go.Constructor = a.scope.claim(b.Site.Word, b.Pos, "New"+b.Go.Type, "Raise"+b.Go.Type)
		}
	}
	for _, b := range a.api.Shared {
		claim(b)
	}
	for _, o := range a.api.AllOperations() {
		for _, u := range o.Branches {
			claim(u.Branch)
		}
	}
}

func (a *assigner) schemes() {
	s := newScope(nil)
	for _, x := range a.api.Schemes {
		n := Exported(x.Name)
		x.Go.Method = s.claim(x.Name, x.Site.Pos, n, n+"Scheme", n+"_"+safe(x.Name))
	}
}

func each(api *model.API, f func(*model.Operation)) {
	for _, t := range api.Tags {
		for _, o := range t.Operations {
			f(o)
		}
	}
}

// tasks names the methods of the Tasks interface.
func (a *assigner) tasks() {
	s := newScope(nil)
	for _, t := range a.api.Tasks {
		n := Exported(t.Name)
		t.Go.Method = s.claim(t.Name, t.Pos, n, n+"Task", n+"_"+safe(t.Name))
		t.Go.Variable = "task" + t.Go.Method
	}
}
