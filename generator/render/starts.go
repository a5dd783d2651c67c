package render

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"

	"github.com/specho/specho/generator/model"
)

// StartCase is what answers of one Go type start.
type StartCase struct {
	Type string
	One  *StartUse // nil: the status tells which of Uses
	Uses []*StartUse
}

// StartUse is what one branch of an operation starts.
type StartUse struct {
	Condition string // on the status; "" for all that no other use has
	Starts    []*model.Start
	InOrder   *model.InOrder
}

// startCases lists the Go types of an operation's answers that start tasks. A shared
// response may stand for several of its statuses.
func startCases(o *model.Operation) (cases []*StartCase) {
	branches := slices.SortedStableFunc(slices.Values(o.Branches), func(a, b *model.BranchUse) int { return cmp.Compare(breadth(a), breadth(b)) })
	seen := map[*model.Branch]bool{}
	for _, u := range o.Branches {
		if seen[u.Branch] {
			continue
		}
		seen[u.Branch] = true
		c := &StartCase{Type: startedType(u)}
		starts := false
		for _, other := range branches {
			if other.Branch == u.Branch {
				c.Uses = append(c.Uses, &StartUse{Condition: startCondition(other), Starts: other.Starts, InOrder: o.InOrder})
				starts = starts || len(other.Starts) > 0
			}
		}
		if len(c.Uses) == 1 && c.Uses[0].Condition == "" {
			c.One = c.Uses[0]
		}
		if starts {
			cases = append(cases, c)
		}
	}
	return cases
}

// startDefaults gives the members of a payload that the handler does not write their
// defaults, where no binding is sure to give them a value.
func (p *printer) startDefaults(s *model.Start) (statements []string) {
	for _, f := range s.Task.Payload.Type.Fields {
		bound := slices.ContainsFunc(s.Bindings, func(b *model.Binding) bool { return b.Field == f && !b.Source.Conditional() })
		if f.Presence == model.Filled && f.Default != nil && !bound {
			statements = append(statements, p.fillDefault(f, "p."+f.Go.Name))
		}
	}
	return statements
}

// breadth orders statuses by how many they stand for.
func breadth(u *model.BranchUse) int {
	switch {
	case u.Code != 0:
		return 0
	case u.Status != "default":
		return 1
	}
	return 2
}

// startCondition tells the uses of a branch with a chosen status apart.
func startCondition(u *model.BranchUse) string {
	switch {
	case u.Branch.Code != 0 || u.Branch.Status != "" || u.Status == "default":
		return ""
	case u.Code != 0:
		return "res.Status == " + strconv.Itoa(u.Code)
	}
	low := int(u.Status[0]-'0') * 100
	return fmt.Sprintf("res.Status >= %d && res.Status <= %d", low, low+99)
}
