package build

import (
	"github.com/specho/specho/generator/model"
	"github.com/specho/specho/generator/spec"
)

// inline builds a list or map that is no component: []T or map[string]T where it is
// used. One that is met again inside of itself becomes a declared type there, which
// alone can contain itself.
func (b *builder) inline(s *spec.Schema, k typeKey, kind model.TypeKind, site *model.Site, build func() *model.Value) *model.Value {
	if at := b.open[k]; at != nil {
		v := &model.Value{Shape: model.Named, Type: b.declare(k, &model.Type{Kind: kind}, s, at)}
		b.values[k] = v
		return v
	}
	b.open[k] = site
	v := build()
	delete(b.open, k)
	named := b.values[k]
	if named == nil {
		return v
	}
	named.Type.Value = v
	named.Type.Check, v.Check = v.Check, nil
	return named
}
