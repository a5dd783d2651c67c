package packages

import (
	"slices"

	"github.com/specho/specho/generator/model"
)

// declare gives every package what it declares: its types, and the rules, helpers
// and checks that their codecs use. Those are not exported, so that each package has
// its own of what several use.
func declare(api *model.API) {
	if len(api.Models) == 0 {
		api.Main.Types, api.Main.Helpers, api.Main.Rules, api.Main.Checks = api.Types, api.Helpers, api.Rules, api.Checks
		api.Main.Formats = api.Formats
		return
	}
	for _, p := range api.AllPackages() {
		u := newUses()
		for _, t := range api.Types {
			if t.Package == p {
				p.Types = append(p.Types, t)
				u.typ(t)
			}
		}
		if p == api.Main {
			u.operations(api)
		}
		p.Formats = u.formatsOf(api, p)
		p.Helpers, p.Rules, p.Checks = chosen(api.Helpers, u.helpers), chosen(api.Rules, u.rules), chosen(api.Checks, u.checks)
	}
}

// chosen keeps what is wanted of a list, in its order.
func chosen[T comparable](all []T, wanted map[T]bool) []T {
	return slices.DeleteFunc(slices.Clone(all), func(x T) bool { return !wanted[x] })
}

// uses are the rules, helpers and checks that the code of a package names.
type uses struct {
	rules   map[*model.Rule]bool
	helpers map[*model.Helper]bool
	checks  map[*model.Check]bool
	formats map[*model.Format]bool
}

func newUses() *uses {
	return &uses{rules: map[*model.Rule]bool{}, helpers: map[*model.Helper]bool{}, checks: map[*model.Check]bool{}, formats: map[*model.Format]bool{}}
}

// formatsOf are the formats that a package declares. A table of checks names all of
// them, and the main package has those that free-form values are written by.
func (u *uses) formatsOf(api *model.API, p *model.Package) (list []*model.Format) {
	for _, f := range api.Formats {
		if u.formats[f] || len(u.checks) > 0 || p == api.Main && f.Global {
			list = append(list, f)
		}
	}
	return list
}

func (u *uses) rule(r *model.Rule) {
	if r != nil {
		u.rules[r] = true
	}
}

func (u *uses) check(c *model.Check) {
	if c != nil {
		u.checks[c] = true
	}
}

func (u *uses) helper(h *model.Helper) {
	if h != nil && !u.helpers[h] {
		u.helpers[h] = true
		u.value(h.Value)
	}
}

// value is a value that is read or written as JSON. What a declared type needs is
// in the package of the type.
func (u *uses) value(v *model.Value) {
	if v == nil {
		return
	}
	u.rule(v.Rule)
	u.check(v.Check)
	u.helper(v.ElemHelper)
	for e := v; e != nil; e = e.Elem {
		if e.Format != nil {
			u.formats[e.Format] = true
		}
	}
}

// text is a value that is read from a text: the rule of an enum is named there.
func (u *uses) text(v *model.Value) {
	u.value(v)
	if v == nil || v.Shape != model.Named {
		return
	}
	switch v.Type.Kind {
	case model.Enum:
		u.rule(v.Type.Rule)
	case model.Array, model.Map:
		u.list(v.Type.Value)
	}
}

// list is a list whose items are read from texts, or written to one. Items that are
// lists have no text: they are JSON.
func (u *uses) list(v *model.Value) {
	u.value(v)
	u.value(v.Elem)
	if e := v.Elem; e != nil && e.Shape == model.Named && e.Type.Kind == model.Enum {
		u.rule(e.Type.Rule)
	}
}

func (u *uses) standard(d *model.Default) {
	if d != nil {
		u.helper(d.Helper)
	}
}

// typ is the codec of a type.
func (u *uses) typ(t *model.Type) {
	u.rule(t.Members)
	u.rule(t.Rule)
	u.check(t.Check)
	for _, f := range t.Fields {
		u.value(f.Value)
		u.standard(f.Default)
	}
	for _, v := range t.Variants {
		u.value(v.Value)
	}
	u.value(t.Additional)
	u.value(t.Value)
}
