package naming

import (
	"strings"

	"github.com/specho/specho/generator/model"
)

// hookOperations names the operations of webhooks and callbacks, after those that
// clients call: a name that both want stays with the latter.
func (a *assigner) hookOperations() {
	for _, s := range a.api.HookSets() {
		kind := Exported(s.Kind)
		for _, o := range s.Operations() {
			n := Exported(o.ID)
			a.operation(o, a.base(o, n, n+kind, n+"_"+safe(o.ID)), kind+"Receiver")
		}
	}
}

// hookSets names what is declared once for all webhooks, and all callbacks: last,
// so that the first of them renames nothing of the document's.
func (a *assigner) hookSets() {
	for _, s := range a.api.HookSets() {
		kind := Exported(s.Kind)
		claim := func(n string) string {
			return a.scope.claim(s.Kind, s.Hooks[0].Pos, n, n+"OfDocument", n+"_"+s.Kind)
		}
		s.Go = model.HookSetNames{
			Receiver: claim(kind + "Receiver"), Unimplemented: claim("Unimplemented" + kind + "s"),
			Register: claim("Register" + kind + "s"), Paths: claim(kind + "Paths"), Endpoints: claim(s.Kind + "Endpoints"),
			Sender: claim(kind + "Sender"), File: s.Kind + "s",
		}
		s.Go.NewSender = claim("New" + s.Go.Sender)
		for _, o := range s.Operations() {
			o.Go.Interface = s.Go.Receiver
		}
		a.hookPaths(s)
	}
}

// hookPaths names the fields of the paths, and the methods of requests that give
// the address of a callback.
func (a *assigner) hookPaths(s *model.HookSet) {
	fields, methods := newScope(nil), map[*model.Operation]*scope{}
	for _, h := range s.Hooks {
		name := h.Name
		if s.Kind == "callback" && len(h.Operations) > 0 { // several operations can call theirs the same
			name = h.Operations[0].ID
		}
		n := Exported(name)
		h.Site.Name = n
		h.Go.Path = fields.claim(name, h.Pos, n, n+"Path", n+"_"+safe(strings.TrimSpace(name+" "+h.Expression)))
		for _, x := range h.Addresses {
			m := methods[x.Operation]
			if m == nil {
				m = newScope(nil, "LogValue", "Path", "Query", "Header", "Cookie", "Body")
				methods[x.Operation] = m
			}
			word := Exported(h.Name)
			x.Go.Method = m.claim(h.Name, h.Pos, word+"URL", word+"CallbackURL", word+"URL_"+safe(h.Expression))
		}
	}
}
