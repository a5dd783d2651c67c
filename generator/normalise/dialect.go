package normalise

import (
	"strings"

	"github.com/specho/specho/generator/load"
)

// dialects are where the dialects that JSON Schema and OpenAPI define begin. Their
// keywords mean the same as far as they are known here.
var dialects = [...]string{"json-schema.org/", "spec.openapis.org/oas/"}

// dialect refuses a dialect of others, in $schema or jsonSchemaDialect: its
// vocabularies may leave keywords out, or give them another meaning.
func (z *normaliser) dialect(n *load.Node) {
	if n == nil || !z.is(n, load.String) {
		return
	}
	_, name, found := strings.Cut(n.Text, "://")
	for _, d := range dialects {
		if found && strings.HasPrefix(name, d) {
			return
		}
	}
	if z.options.Warn {
		z.warn(n, "dialect-unknown", "", "the dialect %q is not known: its keywords are read as those of JSON Schema 2020-12", clip(n.Text))
		return
	}
	z.fail(n, "dialect-unknown", "leave "+n.Name+" out if the schema means what JSON Schema 2020-12 says; or have it read so: unenforced: warn",
		"the dialect %q is not known: its keywords may mean something else", clip(n.Text))
}
