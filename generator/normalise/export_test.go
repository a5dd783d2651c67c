package normalise

import (
	"context"

	"github.com/specho/specho/generator/diag"
	"github.com/specho/specho/generator/load"
	"github.com/specho/specho/generator/spec"
)

// Raw only reads the schemas of the root document's components: nothing is merged.
func Raw(ctx context.Context, t *load.Tree, l *diag.List) []*spec.Schema {
	z := newNormaliser(ctx, t, l)
	z.exact, z.minor = true, 1
	z.componentSchemas(t.Root.Get("components").Get("schemas"))
	z.readSchemas()
	return z.doc.Schemas
}
