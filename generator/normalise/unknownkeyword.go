package normalise

import (
	"strings"

	"github.com/specho/specho/generator/load"
)

// keywordNames are the keywords that a misspelled one may be meant for.
var keywordNames = strings.Fields(`type format enum const default example examples title description nullable readOnly writeOnly deprecated
	minimum maximum exclusiveMinimum exclusiveMaximum multipleOf minLength maxLength pattern items prefixItems minItems maxItems uniqueItems
	contains minContains maxContains properties required additionalProperties patternProperties propertyNames minProperties maxProperties
	dependentRequired dependentSchemas unevaluatedProperties unevaluatedItems allOf oneOf anyOf not then else discriminator externalDocs
	contentMediaType contentEncoding`)

// unknownKeyword tells of a keyword that nobody reads. JSON Schema, and so OpenAPI 3.1,
// lets documents have keywords of their own; OpenAPI 3.0 does not, and a word that is
// almost a keyword is a mistake everywhere.
func (k *keywords) unknownKeyword(m *load.Node) {
	report, hint := k.note, ""
	if k.minor == 0 && !k.tree.Swagger {
		report = k.warn
	}
	for _, name := range keywordNames {
		if almost(m.Name, name) {
			report, hint = k.warn, "did you mean "+name+"?"
			break
		}
	}
	report(m, "keyword-unknown", hint, "%q is no keyword of a schema: it is ignored", clip(m.Name))
}

// almost reports whether two words differ in case, or in one letter that is missing,
// too many, another, or in the place of its neighbour.
func almost(a, b string) bool {
	a, b = strings.ToLower(a), strings.ToLower(b)
	if a == b {
		return true
	}
	if len(b) < 4 || len(a) < len(b)-1 || len(a) > len(b)+1 {
		return false
	}
	i := 0
	for i < len(a) && i < len(b) && a[i] == b[i] {
		i++
	}
	x, y := a[i:], b[i:]
	switch {
	case len(x) > len(y):
		return x[1:] == y
	case len(x) < len(y):
		return x == y[1:]
	}
	return x[1:] == y[1:] || len(x) > 1 && x[0] == y[1] && x[1] == y[0] && x[2:] == y[2:]
}
