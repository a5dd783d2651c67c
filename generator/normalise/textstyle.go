package normalise

import (
	"fmt"

	"github.com/specho/specho/generator/diag"
	"github.com/specho/specho/generator/spec"
)

// structured are the styles that OpenAPI defines for values with parts, and the types
// that have them.
var structured = map[string]spec.Types{
	"deepObject": spec.Object, "spaceDelimited": spec.Array | spec.Object, "pipeDelimited": spec.Array | spec.Object,
}

// parameterStyles gives query parameters whose style has no text for their type the
// default one.
func (z *normaliser) parameterStyles() {
	for _, o := range z.ids.all {
		for _, p := range o.op.Parameters {
			types := structured[p.Style]
			if p.In != spec.InQuery || types == 0 || p.Schema == nil {
				continue
			}
			if t := p.Schema.Target().Types; t != 0 && t&types == 0 {
				z.l.Add(diag.Diagnostic{Severity: diag.Warning, Pos: p.Pos, Pointer: p.Pointer, Rule: "parameter-style", Hint: "leave the style out",
					Message: fmt.Sprintf("OpenAPI defines no text of the style %q for %s: the parameter %q is read in the style form", p.Style, typeWords(t), p.Name)})
				p.Style, p.Explode = "form", true
			}
		}
	}
}
