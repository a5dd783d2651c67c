package naming

import (
	"path"
	"slices"
	"strings"

	"github.com/specho/specho/generator/model"
)

// types names the declared types: components first, since users know their
// names, then what was lifted from operations.
func (a *assigner) types(components bool) {
	for _, t := range plainFirst(a.api.Types, func(t *model.Type) string { return t.Site.Word }) {
		if (t.Component && t.Site.Parent == nil) != components {
			continue
		}
		candidates := a.candidates(t, name(t.Site))
		if x := t.Alias; x != nil { // its package has the names that it would declare
			x.Go.Name = a.scopes[x.Package].claim(t.Site.Word, t.Pos, candidates...)
			t.Site.Name = x.Go.Name
			candidates = []string{x.Go.Name, Exported(x.Package.Name) + x.Go.Name}
		}
		t.Go.Name = a.scopes[t.Package].claim(t.Site.Word, t.Pos, candidates...)
		if t.Alias == nil {
			t.Site.Name = t.Go.Name
		}
		if t.Kind == model.Union {
			a.union(t)
		}
	}
}

func (a *assigner) candidates(t *model.Type, n string) []string {
	return slices.Concat([]string{n}, a.elsewhere(t, n), []string{n + "Type", n + "Schema", n + "_" + safe(t.Site.Word)})
}

// union names what seals a union, and the wrappers of its members.
func (a *assigner) union(t *model.Type) {
	t.Go.Sealed = sealed(a.scopes[t.Package], t, t.Go.Name)
	t.Go.Marker = "is" + t.Go.Name
	if t.Alias != nil {
		t.Alias.Go.Sealed = sealed(a.scopes[t.Alias.Package], t, t.Alias.Go.Name)
	}
	for _, v := range t.Variants {
		if !v.Wraps {
			continue
		}
		w := name(v.Site)
		if x := t.Alias; x != nil {
			w = wrapper(a.scopes[x.Package], v, w)
			x.Members = append(x.Members, model.AliasMember{Variant: v, Name: w})
		}
		v.Go.Wrapper = wrapper(a.scopes[t.Package], v, w)
	}
}

func sealed(s *scope, t *model.Type, n string) string {
	return s.claim(t.Site.Word, t.Pos, n+"Variant", n+"UnionVariant")
}

func wrapper(s *scope, v *model.Variant, w string) string {
	return s.claim(v.Site.Word, v.Site.Pos, w, w+"Variant", w+"Value", w+"_"+safe(v.Site.Word))
}

// elsewhere are names for a component of another file than the document, where the
// plain one is taken: with the words of that file before it.
func (a *assigner) elsewhere(t *model.Type, n string) []string {
	file := t.Pos.File
	if !t.Component || file == a.api.File || file == "" {
		return nil
	}
	stem, _, _ := strings.Cut(path.Base(file), ".")
	folder := Exported(path.Base(path.Dir(file)))
	if Exported(stem) == n { // the file is named after its schema
		return []string{folder + n}
	}
	return []string{Exported(stem) + n, folder + Exported(stem) + n}
}

// allFields names the fields of all structs, before what is named after them: those
// of forms are read one by one.
func (a *assigner) allFields() {
	for _, t := range a.api.Types {
		a.fields(t)
	}
}

// fields names the fields of a struct in a scope of their own.
func (a *assigner) fields(t *model.Type) {
	s := newScope(nil, "AppendJSON", "DecodeJSON", "MarshalJSON", "UnmarshalJSON", "AdditionalProperties", "LogValue")
	for _, f := range plainFirst(t.Fields, func(f *model.Field) string { return f.Name }) {
		n := Exported(f.Name)
		f.Go.Name = s.claim(f.Name, f.Pos, n, n+"Property", n+"_"+safe(f.Name))
	}
}

// enums names the constants.
func (a *assigner) enums() {
	for _, t := range a.api.Types {
		for _, v := range plainFirst(t.Values, func(v *model.EnumValue) string { return v.Site.Word }) {
			v.Site.Name = constant(a.scopes[t.Package], v, t.Go.Name)
			if x := t.Alias; x != nil {
				x.Members = append(x.Members, model.AliasMember{Value: v, Name: constant(a.scopes[x.Package], v, x.Go.Name)})
			}
		}
	}
}

func constant(s *scope, v *model.EnumValue, t string) string {
	n := join(t, v.Site.Word)
	return s.claim(v.Site.Word, v.Site.Pos, n, n+"Value", n+"_"+safe(v.Site.Word))
}
