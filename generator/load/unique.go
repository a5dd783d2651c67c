package load

import (
	"fmt"

	"github.com/specho/specho/generator/diag"
)

// unique drops members whose name came before and reports each.
func unique(members []*Node, report func(first, again *Node)) []*Node {
	if len(members) < indexFrom {
		for i := 1; i < len(members); i++ {
			for _, m := range members[:i] {
				if m.Name == members[i].Name {
					return uniqueSlow(members, report)
				}
			}
		}
		return members
	}
	return uniqueSlow(members, report)
}

func uniqueSlow(members []*Node, report func(first, again *Node)) []*Node {
	seen := make(map[string]*Node, len(members))
	kept := members[:0]
	for _, m := range members {
		if first := seen[m.Name]; first != nil {
			report(first, m)
			continue
		}
		seen[m.Name] = m
		kept = append(kept, m)
	}
	return kept
}

// duplicate is the diagnostic for a member that stands twice in an object.
func duplicate(first, again *Node) diag.Diagnostic {
	return diag.Diagnostic{
		Severity: diag.Error, Pos: again.Pos(), Rule: "duplicate-key",
		Message: fmt.Sprintf("the name %q stands twice in this object, first at %s", again.Name, first.Pos()),
		Hint:    "remove one of the two: YAML and JSON readers disagree about which one counts",
	}
}
