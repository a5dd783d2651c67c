package build

import (
	"slices"

	"github.com/specho/specho/generator/model"
)

// directions marks which codecs of each type are needed. As a rule these are both:
// encoding/json works with all types, answers can be validated in tests, and a client
// reads what the server writes. On request they are those that the server uses; a type
// that no operation has keeps both.
func (b *builder) directions() {
	if b.options.Reachable {
		b.reach()
	}
	for _, t := range b.unreached() {
		both.typ(t)
	}
	for _, t := range b.api.Types {
		if t.Form { // it has no JSON
			t.Decode, t.Encode = false, false
		}
	}
	b.api.Helpers = slices.DeleteFunc(b.api.Helpers, func(h *model.Helper) bool {
		if h.Decode || h.Encode {
			return false
		}
		if b.options.Reachable { // the default of a type that nothing reads
			return true
		}
		h.Decode, h.Encode = true, true
		return false
	})
}

// unreached are the types that have no direction. What they hold has both, as they have.
func (b *builder) unreached() (list []*model.Type) {
	for _, t := range b.api.Types {
		if !t.Decode && !t.Encode {
			list = append(list, t)
		}
	}
	return list
}

// reach marks what operations read and write. Hooks are sent and received, and payloads
// of tasks written and read again.
func (b *builder) reach() {
	for _, t := range b.api.Tags {
		for _, o := range t.Operations {
			reachOperation(o, reached{decode: true}, reached{encode: true})
		}
	}
	for _, s := range []*model.HookSet{b.api.Webhooks, b.api.Callbacks} {
		for _, o := range s.Operations() {
			reachOperation(o, both, both)
		}
	}
	for _, t := range b.api.Tasks {
		both.value(t.Payload)
	}
	for _, f := range b.api.Fills {
		for _, x := range f.Fields {
			both.value(x.Field.Value)
		}
	}
}

// reachOperation marks what an operation has in its request and in its answers.
func reachOperation(o *model.Operation, request, answer reached) {
	if o.Body != nil {
		for _, c := range o.Body.Contents {
			request.content(c)
		}
	}
	for _, g := range o.Groups {
		for _, p := range g.Params {
			both.param(p)
		}
	}
	for _, u := range o.Branches {
		for _, c := range u.Branch.Contents {
			answer.content(c)
		}
		for _, h := range u.Branch.Headers {
			both.value(h.Value)
			both.helper(h.Helper)
		}
	}
}

// reached is the directions in which something is used.
type reached struct{ decode, encode bool }

// both are the directions of what is read and written, or what may be: parameters are
// checked on their JSON.
var both = reached{true, true}

func (r reached) param(p *model.Param) {
	r.value(p.Value)
	r.helper(p.Helper)
	r.standard(p.Default)
	if p.Members != nil {
		r.typ(p.Members)
	}
}

func (r reached) content(c *model.Content) {
	if len(c.Fields) > 0 { // what is about all fields is checked on their JSON
		r = both
	}
	r.value(c.Value)
	r.helper(c.Helper)
	for _, f := range c.Fields {
		both.param(f)
	}
}

func (r reached) helper(h *model.Helper) {
	if h == nil || r.done(h.Decode, h.Encode) {
		return
	}
	h.Decode, h.Encode = h.Decode || r.decode, h.Encode || r.encode
	r.value(h.Value)
}

func (r reached) standard(d *model.Default) {
	if d != nil {
		reached{decode: true}.helper(d.Helper)
	}
}

func (r reached) value(v *model.Value) {
	for ; v != nil; v = v.Elem {
		r.helper(v.ElemHelper)
		if v.Type != nil {
			r.typ(v.Type)
		}
	}
}

// done reports whether nothing is left to mark.
func (r reached) done(decode, encode bool) bool {
	return (decode || !r.decode) && (encode || !r.encode)
}

func (r reached) typ(t *model.Type) {
	if r.done(t.Decode, t.Encode) {
		return
	}
	t.Decode, t.Encode = t.Decode || r.decode, t.Encode || r.encode
	for _, f := range t.Fields {
		r.value(f.Value)
		if r.decode {
			r.standard(f.Default)
			if f.Default != nil {
				reached{decode: true}.value(f.Value)
			}
		}
	}
	for _, v := range t.Variants {
		r.value(v.Value)
	}
	r.value(t.Additional)
	r.value(t.Value)
}
