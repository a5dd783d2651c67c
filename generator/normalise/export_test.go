package normalise

import (
	"context"

	"github.com/specho/specho/generator/diag"
	"github.com/specho/specho/generator/load"
	"github.com/specho/specho/generator/spec"
)

// Exact is Document without inferring types, as JSON Schema has it.
func Exact(ctx context.Context, t *load.Tree, l *diag.List) *spec.Document {
	return document(ctx, t, l, true)
}
