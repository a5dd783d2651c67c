package build

import (
	"cmp"
	"slices"
	"strings"

	"github.com/specho/specho/generator/model"
)

// rule registers a rule for output. Rules that a few words say, such as a maximum
// length of 50, are declared once and named after what they say: documents have
// them in hundreds of places.
func (b *builder) rule(r *model.Rule) *model.Rule {
	words := ruleWords(r)
	if words == "" {
		b.api.Rules = append(b.api.Rules, r)
		return r
	}
	if known := b.rules[words]; known != nil {
		return known
	}
	if b.rules == nil {
		b.rules = map[string]*model.Rule{}
	}
	r.Site = &model.Site{Word: words, Pos: r.Site.Pos}
	b.rules[words] = r
	b.api.Rules = append(b.api.Rules, r)
	return r
}

// ruleWords says a rule in words; empty if it takes more than names and whole
// numbers.
func ruleWords(r *model.Rule) string {
	var words []string
	switch r.Type {
	case "String", "Array", "Map":
	case "Int", "Uint", "Float", "Decimal":
		words = append(words, r.Type)
	default:
		return ""
	}
	for _, f := range r.Fields {
		switch {
		case f.Name == "Bounds" || f.Name == "Is": // follow from the other fields
		case f.Name == "Format":
			words = append(words, "Format "+strings.Trim(f.Expr, `"`))
		case f.Name == "Empty": // texts, lists and maps have it
			words = append(words, f.Name+" "+r.Type)
		case f.Expr == "true":
			words = append(words, f.Name)
		case strings.Trim(f.Expr, "0123456789") == "":
			words = append(words, f.Name+" "+f.Expr)
		default:
			return ""
		}
	}
	return strings.Join(words, " ")
}

// sortRules puts the rules that a few words say first, in an order that does not
// depend on who uses them.
func (b *builder) sortRules() {
	words := map[*model.Rule]string{}
	for w, r := range b.rules {
		words[r] = w
	}
	slices.SortStableFunc(b.api.Rules, func(x, y *model.Rule) int {
		if a, b := words[x] == "", words[y] == ""; a || b {
			return cmp.Compare(boolInt(a), boolInt(b))
		}
		return cmp.Compare(words[x], words[y])
	})
}

func boolInt(b bool) int {
	if b {
		return 1
	}
	return 0
}
