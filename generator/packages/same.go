package packages

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/specho/specho/generator/model"
)

// Share finds the types that hold and code the same as one before them in their
// package: documents repeat a shape hundreds of times. Components come first, since the
// others are like them. A component stays a type of its own, with the methods that all
// have, but those call the methods of the first. A schema inside of another is declared
// once: its name becomes an alias, if the descriptions of its properties are the same
// too. Types must have names.
func Share(api *model.API) {
	names := map[string]model.HelperNames{}
	for _, p := range api.AllPackages() {
		share(p.Types)
		p.Helpers = shareHelpers(p.Helpers, names)
	}
	for _, p := range api.AllPackages() {
		keep, drop := parted(api, p, func(t *model.Type) bool { return t.Same == nil })
		p.Helpers = without(p.Helpers, drop.helpers, byName(p.Helpers, keep.helpers))
		keep, drop = parted(api, p, func(t *model.Type) bool { return t.Same == nil && t.Decode })
		keep.printed(p.Helpers)
		p.Rules = without(p.Rules, drop.rules, keep.rules)
		p.Checks = without(p.Checks, drop.checks, keep.checks)
	}
}

// parted tells what is used by the types that have something, and by operations, from
// what the other types of the package use.
func parted(api *model.API, p *model.Package, has func(*model.Type) bool) (keep, drop *uses) {
	keep, drop = newUses(), newUses()
	for _, t := range p.Types {
		if has(t) {
			keep.typ(t)
		} else {
			drop.typ(t)
		}
	}
	if p == api.Main {
		keep.operations(api)
	}
	return keep, drop
}

// printed adds what helpers name that are printed: one of several that do the same can
// be that of a type which is dropped.
func (u *uses) printed(helpers []*model.Helper) {
	for _, h := range helpers {
		if h.Decode {
			u.value(h.Value)
		}
	}
}

// without is a list without what is dropped, unless it is to be kept.
func without[T comparable](all []T, drop, keep map[T]bool) (rest []T) {
	for _, x := range all {
		if keep[x] || !drop[x] {
			rest = append(rest, x)
		}
	}
	return rest
}

// share goes over the types until it finds no more that are equal: types can be once
// those are that they hold.
func share(types []*model.Type) {
	ranked, members := byRank(types), membersOf(types)
	for more := true; more; {
		more = false
		first := map[string]*model.Type{}
		for _, t := range ranked {
			key, ok := shape(t)
			if !ok || t.Once {
				continue
			}
			all := key + described(t)
			if t.Same = first[all]; t.Same != nil && inline(t) && !members[t] {
				t.Once, more = true, true
				continue
			}
			if t.Same = first[key]; t.Kind == model.Union {
				t.Same = nil // only unions that are one hold the same members
			}
			first[key], first[all] = cmp.Or(first[key], t), cmp.Or(first[all], t)
		}
	}
	for _, t := range types {
		if t.Same != nil {
			t.Same = declared(t.Same)
		}
	}
}

// declared is the type whose declaration t has.
func declared(t *model.Type) *model.Type {
	for t.Once {
		t = t.Same
	}
	return t
}

// inline reports whether a type is that of a schema inside of another.
func inline(t *model.Type) bool { return !t.Component || t.Site.Parent != nil }

// membersOf are the types that are members of unions: a union tells its members by
// their types.
func membersOf(types []*model.Type) map[*model.Type]bool {
	members := map[*model.Type]bool{}
	for _, t := range types {
		for _, v := range t.Variants {
			if v.Value.Shape == model.Named {
				members[v.Value.Type] = true
			}
		}
	}
	return members
}

// described is what the document says about the properties of a type.
func described(t *model.Type) string {
	var b strings.Builder
	b.WriteString("\n//")
	for _, f := range t.Fields {
		fmt.Fprintf(&b, " %v %q", f.Deprecated, strings.TrimSpace(f.Description))
	}
	return b.String()
}

// byRank lists components before other types, and those with short names before
// others: what a type shares the methods of does not depend on where it stands.
func byRank(types []*model.Type) []*model.Type {
	return slices.SortedFunc(slices.Values(types), func(a, b *model.Type) int {
		place := func(t *model.Type) int {
			if inline(t) {
				return 1
			}
			return 0
		}
		return cmp.Or(place(a)-place(b), len(a.Go.Name)-len(b.Go.Name), cmp.Compare(a.Go.Name, b.Go.Name))
	})
}

// shareHelpers gives helpers that do the same the names of one, and lists one of them.
// The names are those of all packages: a helper can be in several.
func shareHelpers(helpers []*model.Helper, names map[string]model.HelperNames) (list []*model.Helper) {
	listed := map[string]bool{}
	for _, h := range helpers {
		var b strings.Builder
		fmt.Fprintf(&b, "%s %v %v", h.Presence, h.Decode, h.Encode)
		ok := valueShape(&b, h.Value)
		key := b.String()
		if !ok {
			list = append(list, h)
			continue
		}
		if _, named := names[key]; !named {
			names[key] = h.Go
		}
		if h.Go = names[key]; !listed[key] {
			list = append(list, h)
		}
		listed[key] = true
	}
	return list
}

// byName finds the helpers of a list that have the names of those that are kept.
func byName(list []*model.Helper, keep map[*model.Helper]bool) map[*model.Helper]bool {
	names := map[string]bool{}
	for h := range keep {
		names[h.Go.Read] = true
	}
	kept := map[*model.Helper]bool{}
	for _, h := range list {
		kept[h] = names[h.Go.Read]
	}
	return kept
}

// shape writes what a type holds and how it is coded: types of one shape can be
// converted into each other, and the methods of one do what those of the other would.
// It is false for types whose methods are a matter of their place.
func shape(t *model.Type) (string, bool) {
	if t.Check != nil || !t.Decode && !t.Encode || t.Kind == model.Alias {
		return "", false
	}
	var b strings.Builder
	fmt.Fprintf(&b, "%s %s %v %v %v %v", t.Kind, t.Underlying, t.Closed, t.Loose, t.Decode, t.Encode)
	for _, v := range t.Values {
		fmt.Fprintf(&b, " %s", v.JSON)
	}
	for _, f := range t.Fields {
		if !fieldShape(&b, f) {
			return "", false
		}
	}
	for _, v := range t.Variants {
		fmt.Fprintf(&b, "\n%q %v %q %v", v.Tags, v.Default, v.Kinds, v.Wraps)
		if !valueShape(&b, v.Value) {
			return "", false
		}
	}
	fmt.Fprintf(&b, "\n%q %v %v", t.Discriminator, t.OneOf, t.Null)
	ruleShape(&b, t.Members)
	ok := valueShape(&b, t.Additional) && valueShape(&b, t.Value)
	return b.String(), ok
}

func fieldShape(b *strings.Builder, f *model.Field) bool {
	fmt.Fprintf(b, "\n%s %q %s %q %v %v %v", f.Go.Name, f.Name, f.Presence, f.Const, f.Required, f.ReadOnly, f.WriteOnly)
	if f.Default != nil {
		fmt.Fprintf(b, " =%s %s", f.Default.JSON, f.Default.Go)
	}
	return valueShape(b, f.Value)
}

func valueShape(b *strings.Builder, v *model.Value) bool {
	for ; v != nil; v = v.Elem {
		if v.Check != nil {
			return false
		}
		fmt.Fprintf(b, " %s %s %v %p %v %v %s", v.Shape, v.Kind, v.Go, v.Format, v.Quoted, v.Secret, v.ElemNil)
		if v.Shape == model.Named {
			fmt.Fprintf(b, " %p", declared(v.Type))
		}
		ruleShape(b, v.Rule)
	}
	return true
}

func ruleShape(w io.Writer, r *model.Rule) {
	if r != nil {
		fmt.Fprintf(w, " {%s %p %v}", r.Type, r.Of, r.Fields)
	}
}
