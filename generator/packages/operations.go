package packages

import "github.com/specho/specho/generator/model"

// operations is what the server names: parameters, bodies, answers and failures.
func (u *uses) operations(api *model.API) {
	for _, o := range api.AllOperations() {
		u.operation(o)
	}
	for _, b := range api.Shared {
		u.branch(b)
	}
	for _, f := range api.Fills {
		for _, x := range f.Fields {
			u.standard(x.Field.Default)
			if x.Field.Value != nil {
				u.helper(x.Field.Value.ElemHelper)
			}
		}
	}
	for _, t := range api.Tasks {
		u.value(t.Payload)
	}
}

func (u *uses) operation(o *model.Operation) {
	for _, g := range o.Groups {
		for _, p := range g.Params {
			u.param(p)
		}
	}
	if o.Body != nil {
		for _, c := range o.Body.Contents {
			u.content(c)
		}
	}
	for _, b := range o.Branches {
		u.branch(b.Branch)
	}
}

func (u *uses) branch(b *model.Branch) {
	for _, c := range b.Contents {
		u.content(c)
	}
	for _, h := range b.Headers {
		u.helper(h.Helper)
		if h.Value != nil {
			u.text(h.Value)
		}
	}
}

func (u *uses) content(c *model.Content) {
	u.rule(c.Rule)
	u.check(c.Check)
	u.value(c.Value)
	u.helper(c.Helper)
	for _, f := range c.Fields {
		u.param(f)
	}
}

func (u *uses) param(p *model.Param) {
	u.text(p.Value)
	if p.Value != nil && (p.Value.Shape == model.List || p.Value.Shape == model.Dict) {
		u.list(p.Value)
	}
	u.helper(p.Helper)
	u.standard(p.Default)
	if p.Members != nil {
		u.members(p.Members)
	}
}

// members is an object that is read from names and texts.
func (u *uses) members(t *model.Type) {
	u.rule(t.Members)
	for _, f := range t.Fields {
		u.standard(f.Default)
		u.text(f.Value)
		if f.Value != nil && f.Value.Shape == model.List {
			u.list(f.Value)
		}
	}
	if t.Additional != nil {
		u.text(t.Additional.Elem)
	}
}
