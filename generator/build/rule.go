package build

import (
	"math"
	"math/big"
	"strconv"
	"strings"

	"github.com/specho/specho/generator/model"
	"github.com/specho/specho/generator/spec"
	"github.com/specho/specho/rest/format"
	"github.com/specho/specho/rest/rule"
)

// ruleOf gives the rule of a scalar value, nil if it has no constraints.
func (b *builder) ruleOf(t *spec.Schema, s scalar, isFormat bool, site *model.Site) *model.Rule {
	var f []model.RuleField
	switch s.rule {
	case "String":
		f = b.stringRule(t, s, isFormat)
	case "Int", "Uint", "Float":
		f = b.numberRule(t, s)
	case "Decimal":
		f = b.decimalRule(t)
	}
	if len(f) == 0 {
		return nil
	}
	return b.rule(&model.Rule{Type: s.rule, Fields: f, Site: site})
}

func (b *builder) stringRule(t *spec.Schema, s scalar, isFormat bool) (f []model.RuleField) {
	f = append(f, lengths(t.MinLength, t.MaxLength, "MinLength", "MaxLength")...)
	if t.Pattern != "" {
		f = append(f, model.RuleField{Name: "Pattern", Expr: "rule.MustPattern(" + strconv.Quote(t.Pattern) + ")"})
	}
	if isFormat {
		f = append(f,
			model.RuleField{Name: "Format", Expr: strconv.Quote(t.Format)},
			model.RuleField{Name: "Is", Expr: "format.Lookup(" + strconv.Quote(t.Format) + ")", Imports: []string{restPath + "/format"}})
	}
	if len(f) > 0 && (s.secret || t.WriteOnly) {
		f = append(f, model.RuleField{Name: "Secret", Expr: "true"})
	}
	return f
}

// lengths gives the fields of a lower and an upper limit; an upper limit of 0 is
// said by Empty.
func lengths(low int, high *int, lowName, highName string) (f []model.RuleField) {
	if low > 0 {
		f = append(f, model.RuleField{Name: lowName, Expr: strconv.Itoa(low)})
	}
	if high == nil {
		return f
	}
	if *high == 0 {
		return append(f, model.RuleField{Name: "Empty", Expr: "true"})
	}
	return append(f, model.RuleField{Name: highName, Expr: strconv.Itoa(*high)})
}

// bound is one limit of a number.
type bound struct {
	name  string
	limit *spec.Number
}

func bounds(t *spec.Schema) []bound {
	return []bound{{"Minimum", t.Minimum}, {"Maximum", t.Maximum},
		{"ExclusiveMinimum", t.ExclusiveMinimum}, {"ExclusiveMaximum", t.ExclusiveMaximum}}
}

func (b *builder) numberRule(t *spec.Schema, s scalar) (f []model.RuleField) {
	var flags []string
	var limits []model.RuleField
	for _, x := range bounds(t) {
		if x.limit == nil {
			continue
		}
		name, lit, in := fitLimit(x.name, string(*x.limit), s.rule)
		if !in {
			continue
		}
		limits = tighten(limits, name, lit)
	}
	if most := formatLimit[t.Format]; most != "" && s.rule == "Int" {
		limits = tighten(tighten(limits, "Minimum", "-"+most), "Maximum", most)
	}
	for _, x := range limits {
		flags = append(flags, "rule."+x.Name)
	}
	if len(flags) > 0 {
		f = append(f, model.RuleField{Name: "Bounds", Expr: strings.Join(flags, " | ")})
		f = append(f, limits...)
	}
	return append(f, append(b.multipleOf(t), literal(t)...)...)
}

// formatLimit is the greatest absolute value of the formats that are narrower than
// their Go types.
var formatLimit = map[string]string{"double-int": "9007199254740991", "sf-integer": "999999999999999"}

// tighten adds a limit. Where rounding gave two limits the same name, such as
// maximum 2 and exclusiveMaximum 1.5, the tighter one stays.
func tighten(limits []model.RuleField, name, lit string) []model.RuleField {
	for i, x := range limits {
		if x.Name != name {
			continue
		}
		a, _, _ := big.ParseFloat(x.Expr, 10, 200, big.ToZero)
		b, _, _ := big.ParseFloat(lit, 10, 200, big.ToZero)
		if strings.HasSuffix(name, "Minimum") == (b.Cmp(a) > 0) {
			limits[i].Expr = lit
		}
		return limits
	}
	return append(limits, model.RuleField{Name: name, Expr: lit})
}

// fitLimit turns a limit into a literal of the rule's number type. Limits of
// integers may have a fraction or lie outside the type: a limit that every value
// of the type meets is dropped (in is false), others move to the next integer.
func fitLimit(name, lit, kind string) (newName, goLit string, in bool) {
	if kind == "Float" {
		v, err := strconv.ParseFloat(lit, 64)
		if err != nil && math.IsInf(v, 0) {
			v = math.Copysign(math.MaxFloat64, v)
		}
		return name, strconv.FormatFloat(v, 'g', -1, 64), true
	}
	lower := strings.HasSuffix(name, "Minimum")
	exclusive := strings.HasPrefix(name, "Exclusive")
	n, exact := integerLimit(lit, lower != exclusive)
	if !exact { // x > 2.5 is x >= 3, x < 2.5 is x <= 2
		name = strings.TrimPrefix(name, "Exclusive")
		n, _ = integerLimit(lit, lower)
	}
	low, high := int64Range, int64Top
	if kind == "Uint" {
		low, high = zero, uint64Top
	}
	if n.Cmp(low) < 0 || n.Cmp(high) > 0 {
		if (lower && n.Cmp(low) < 0) || (!lower && n.Cmp(high) > 0) {
			return "", "", false
		}
		// No value of the type meets it: the nearest limit that none meets either.
		if lower {
			return "ExclusiveMinimum", high.String(), true
		}
		return "ExclusiveMaximum", low.String(), true
	}
	return name, n.String(), true
}

// literal is said of integers that have one spelling.
func literal(t *spec.Schema) []model.RuleField {
	if !t.Literal {
		return nil
	}
	return []model.RuleField{{Name: "Literal", Expr: "true"}}
}

func (b *builder) multipleOf(t *spec.Schema) []model.RuleField {
	if t.MultipleOf == nil {
		return nil
	}
	lit := string(*t.MultipleOf)
	if _, err := rule.NewMultiple(lit); err != nil {
		b.l.Errorf(t.Pos, t.Pointer, "multiple-of-invalid", "multipleOf %s cannot be enforced: %v", lit, err)
	}
	return []model.RuleField{{Name: "MultipleOf", Expr: "rule.MustMultiple(" + strconv.Quote(lit) + ")"}}
}

func (b *builder) decimalRule(t *spec.Schema) (f []model.RuleField) {
	if t.Types == spec.Integer {
		f = append(f, model.RuleField{Name: "Whole", Expr: "true"})
	}
	for _, x := range bounds(t) {
		if x.limit == nil {
			continue
		}
		v, ok := format.ParseDecimalNumber(string(*x.limit))
		if !ok {
			b.l.Errorf(t.Pos, t.Pointer, "limit-unsupported", "the limit %s has too many digits to be enforced", *x.limit)
			continue
		}
		f = append(f, model.RuleField{Name: x.name, Expr: strconv.Quote(v.String())})
	}
	return append(f, append(b.multipleOf(t), literal(t)...)...)
}
