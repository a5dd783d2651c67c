package build

import (
	"slices"
	"strings"

	"github.com/specho/specho/generator/model"
	"github.com/specho/specho/generator/spec"
)

// settle gives the schemas that are written inside of root the sites that they have
// there. Others have them too, who take over root by allOf or are a branch of it: whoever
// is built first, a type is named after the place where it is written.
func (b *builder) settle(root *spec.Schema, site *model.Site) {
	var visit func(s *spec.Schema, site *model.Site)
	visit = func(s *spec.Schema, site *model.Site) {
		eachInside(s, site, func(c *spec.Schema, at *model.Site) {
			common := c.Of != "" && c.Of == root.Name && c.Pointer == root.Pointer // to the kinds of root
			inside := common || c.Pos.File == root.Pos.File && strings.HasPrefix(c.Pointer, root.Pointer+"/")
			if c.Ref != nil || !inside || b.roots[c] != nil || b.homes[c] != nil {
				return
			}
			b.homes[c] = at
			if common {
				at = site
			}
			visit(c, at)
		})
	}
	visit(root, site)
}

// eachInside calls f with the schemas that a value of s holds, and their sites below that
// of s.
func eachInside(s *spec.Schema, site *model.Site, f func(*spec.Schema, *model.Site)) {
	if several := s.Types & (spec.Object | spec.Array); several != 0 && several != s.Types && len(s.OneOf)+len(s.AnyOf) == 0 {
		for _, one := range [...]spec.Types{spec.Object, spec.Array} { // the branches of a union of types
			c := *s
			if c.Types &= one; c.Types != 0 {
				eachInside(&c, site.Child(typeWord(&spec.Schema{Types: one}), s.Pos), f)
			}
		}
		return
	}
	for _, p := range s.Properties {
		f(p.Schema, site.Child(p.Name, p.Pos))
	}
	if a := s.AdditionalProperties; a != nil {
		at := site
		if len(s.Properties) > 0 {
			at = site.Child("AdditionalProperties", a.Pos)
		}
		f(a, at.Child("Value", a.Pos))
	}
	if s.Items != nil {
		f(s.Items, site.Child("Item", s.Items.Pos))
	}
	union := slices.Concat(s.OneOf, s.AnyOf)
	for i, m := range union {
		f(m, site.Child(variantWord(s, m, i, union), m.Pos))
	}
}
