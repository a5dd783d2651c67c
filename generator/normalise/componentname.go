package normalise

import (
	"regexp"

	"github.com/specho/specho/generator/load"
	"github.com/specho/specho/generator/spec"
)

// allowedName is what OpenAPI lets a component be called (OpenAPI 3.1, Components
// Object).
var allowedName = regexp.MustCompile(`^[a-zA-Z0-9._-]+$`)

// componentNames warns of components with other characters in their names, once a
// section: programs that generate one of them so generate hundreds. Swagger 2.0 has
// no such rule.
func (z *normaliser) componentNames(components *load.Node) {
	if z.tree.Swagger || !components.Is(load.Object) {
		return
	}
	for _, section := range components.Members {
		var odd valueList
		if section.Kind != load.Object || len(section.Name) > 1 && section.Name[:2] == "x-" {
			continue
		}
		for _, m := range section.Members {
			if !allowedName.MatchString(m.Name) && m.Name != "$ref" { // which is followed, see spread
				odd.add(m, spec.Value(m.Name))
			}
		}
		switch {
		case odd.n == 1:
			z.warn(odd.first, "component-name", "use letters and digits of ASCII, dots, hyphens and underscores", "OpenAPI does not allow the name %s in components/%s", &odd, section.Name)
		case odd.n > 1:
			z.warn(odd.first, "component-name", "use letters and digits of ASCII, dots, hyphens and underscores", "OpenAPI does not allow the names %s in components/%s", &odd, section.Name)
		}
	}
}
