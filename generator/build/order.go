package build

import (
	"slices"

	"github.com/specho/specho/generator/model"
)

// mark holds the lengths of the lists of the model at one time.
type mark struct{ types, rules, helpers, checks, fills int }

func (b *builder) mark() mark {
	return mark{len(b.api.Types), len(b.api.Rules), len(b.api.Helpers), len(b.api.Checks), len(b.api.Fills)}
}

// inOrder puts what was added since m in the order of the document. In the order
// in which operations came upon it, one more use of a component, before all others,
// would move its declarations.
func (b *builder) inOrder(m mark) {
	byPlace(b.api.Types[m.types:], func(t *model.Type) *model.Site { return t.Site })
	byPlace(b.api.Rules[m.rules:], func(r *model.Rule) *model.Site { return r.Site })
	byPlace(b.api.Helpers[m.helpers:], func(h *model.Helper) *model.Site { return h.Site })
	byPlace(b.api.Checks[m.checks:], func(c *model.Check) *model.Site { return c.Site })
	byPlace(b.api.Fills[m.fills:], func(f *model.Fill) *model.Site { return f.Site })
}

func byPlace[T any](list []T, site func(T) *model.Site) {
	slices.SortStableFunc(list, func(a, b T) int { return site(a).Pos.Compare(site(b).Pos) })
}
