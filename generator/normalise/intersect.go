package normalise

import (
	"fmt"
	"math/big"
	"slices"

	"github.com/specho/specho/generator/spec"
)

// intersect tightens dst by all that src says. What it cannot say exactly it
// appends to dst.AllOf. It returns why nothing satisfies both, or "".
func (z *normaliser) intersect(dst, src *spec.Schema, nullable bool) string {
	if src.UnevaluatedProperties != nil || src.UnevaluatedItems != nil {
		dst.AllOf = append(dst.AllOf, z.reference(dst.Node, src))
		return ""
	}
	if src.Always != nil && !*src.Always {
		dst.Always = src.Always
	}
	for _, step := range [...]func(*normaliser, *spec.Schema, *spec.Schema) string{
		(*normaliser).mergeTypes, (*normaliser).mergeValues, (*normaliser).mergeFormat, (*normaliser).mergeNumbers,
		(*normaliser).mergeStrings, (*normaliser).mergeArrays, (*normaliser).mergeObjects, (*normaliser).mergeLogic,
	} {
		if c := step(z, dst, src); c != "" {
			if nullable { // null remains
				clearConstraints(dst)
				dst.Types = spec.Null
				return ""
			}
			return c
		}
	}
	for _, rest := range src.AllOf {
		if !slices.Contains(dst.AllOf, rest) {
			dst.AllOf = append(dst.AllOf, rest)
		}
	}
	return ""
}

// rest keeps a keyword that cannot be merged.
func (z *normaliser) rest(dst *spec.Schema, s spec.Schema) {
	s.Node = dst.Node
	z.nodes[&s] = z.nodeOf(dst)
	z.merger.state[&s] = merged
	dst.AllOf = append(dst.AllOf, &s)
}

func (z *normaliser) mergeTypes(dst, src *spec.Schema) string {
	if dst.Types != 0 && src.Types != 0 && narrow(dst.Types, src.Types) == 0 {
		return fmt.Sprintf("%s and %s", typeWords(dst.Types), typeWords(src.Types))
	}
	dst.Types = narrow(dst.Types, src.Types)
	return ""
}

// mergeValues intersects enum and const.
func (z *normaliser) mergeValues(dst, src *spec.Schema) string {
	if src.Const != nil {
		if dst.Const != nil && canonical(*dst.Const) != canonical(*src.Const) {
			return fmt.Sprintf("const %s and const %s", clip(string(*dst.Const)), clip(string(*src.Const)))
		}
		dst.Const = src.Const
	}
	switch {
	case src.Enum == nil:
	case dst.Enum == nil:
		dst.Enum = src.Enum
	default:
		common := commonValues(dst.Enum, src.Enum)
		if len(common) == 0 {
			return "the enums have no value in common"
		}
		dst.Enum = common
	}
	if dst.Enum != nil {
		kept := slices.DeleteFunc(slices.Clone(dst.Enum), func(v spec.Value) bool { return !fits(typeOf(v), dst.Types) })
		if len(kept) == 0 {
			return fmt.Sprintf("no value of the enum is of %s", typeWords(dst.Types))
		}
		dst.Enum = kept
	}
	if dst.Const != nil && dst.Enum != nil {
		if len(commonValues(dst.Enum, []spec.Value{*dst.Const})) == 0 {
			return fmt.Sprintf("const %s is not in the enum", clip(string(*dst.Const)))
		}
		dst.Enum = nil
	}
	return ""
}

func commonValues(a, b []spec.Value) []spec.Value {
	in := make(map[string]bool, len(b))
	for _, v := range b {
		in[canonical(v)] = true
	}
	var common []spec.Value
	for _, v := range a {
		if in[canonical(v)] {
			common = append(common, v)
		}
	}
	return common
}

// mergeFormat keeps one format, the narrower one of numbers.
func (z *normaliser) mergeFormat(dst, src *spec.Schema) string {
	if dst.Layout == "" {
		dst.Layout = src.Layout
	}
	switch {
	case src.Format == "" || src.Format == dst.Format:
	case dst.Format == "":
		dst.Format = src.Format
	case dst.Format == "int64" && src.Format == "int32", dst.Format == "double" && src.Format == "float":
		dst.Format = src.Format
	case src.Format == "int64" && dst.Format == "int32", src.Format == "double" && dst.Format == "float":
	case apart[src.Format] && apart[dst.Format] && z.options.Formats[src.Format]+z.options.Formats[dst.Format] == "" && !slices.Contains(z.options.Own, src.Format) && !slices.Contains(z.options.Own, dst.Format):
		return fmt.Sprintf("format %s and format %s", dst.Format, src.Format)
	default:
		z.rest(dst, spec.Schema{Types: src.Types, Format: src.Format})
	}
	return ""
}

// apart are formats of which no text has two.
var apart = map[string]bool{
	"uuid": true, "date": true, "date-time": true, "time": true, "duration": true, "ipv4": true, "ipv6": true, "email": true, "http-date": true,
}

func (z *normaliser) mergeNumbers(dst, src *spec.Schema) string {
	dst.Minimum = tighter(dst.Minimum, src.Minimum, 1)
	dst.ExclusiveMinimum = tighter(dst.ExclusiveMinimum, src.ExclusiveMinimum, 1)
	dst.Maximum = tighter(dst.Maximum, src.Maximum, -1)
	dst.ExclusiveMaximum = tighter(dst.ExclusiveMaximum, src.ExclusiveMaximum, -1)
	switch {
	case src.MultipleOf == nil:
	case dst.MultipleOf == nil || divides(*dst.MultipleOf, *src.MultipleOf):
		dst.MultipleOf = src.MultipleOf
	case divides(*src.MultipleOf, *dst.MultipleOf):
	default:
		m := leastMultiple(*dst.MultipleOf, *src.MultipleOf)
		dst.MultipleOf = &m
	}
	return ""
}

// tighter returns the larger bound (sign 1) or the smaller one (sign -1).
func tighter(a, b *spec.Number, sign int) *spec.Number {
	if a == nil || b != nil && rat(*b).Cmp(rat(*a)) == sign {
		return b
	}
	return a
}

// divides reports whether every multiple of b is one of a.
func divides(a, b spec.Number) bool {
	x, y := rat(a), rat(b)
	return x.Sign() > 0 && y.Quo(y, x).IsInt()
}

// leastMultiple returns the smallest number that is a multiple of both.
func leastMultiple(a, b spec.Number) spec.Number {
	x, y := rat(a), rat(b)
	scale := new(big.Int).Mul(x.Denom(), y.Denom())
	m := new(big.Int).Mul(x.Num(), y.Denom())
	n := new(big.Int).Mul(y.Num(), x.Denom())
	product := new(big.Int).Mul(m, n)
	product.Quo(product, new(big.Int).GCD(nil, nil, m, n))
	r := new(big.Rat).SetFrac(product, scale)
	digits, _ := r.FloatPrec() // decimals have an end
	return spec.Number(r.FloatString(digits))
}

func (z *normaliser) mergeStrings(dst, src *spec.Schema) string {
	dst.MinLength = max(dst.MinLength, src.MinLength)
	dst.MaxLength = least(dst.MaxLength, src.MaxLength)
	if src.Pattern != "" && src.Pattern != dst.Pattern {
		if dst.Pattern == "" {
			dst.Pattern = src.Pattern
		} else {
			z.rest(dst, spec.Schema{Pattern: src.Pattern})
		}
	}
	if !onlyOne(&dst.ContentMediaType, src.ContentMediaType) || !onlyOne(&dst.ContentEncoding, src.ContentEncoding) {
		z.rest(dst, spec.Schema{ContentMediaType: src.ContentMediaType, ContentEncoding: src.ContentEncoding})
	}
	return ""
}

// onlyOne takes src if dst is empty; false if they differ.
func onlyOne(dst *string, src string) bool {
	if *dst == "" {
		*dst = src
	}
	return src == "" || *dst == src
}

func least(a, b *int) *int {
	if a == nil || b != nil && *b < *a {
		return b
	}
	return a
}

// mergeLogic takes unions, not and if that only one side has.
func (z *normaliser) mergeLogic(dst, src *spec.Schema) string {
	if len(src.OneOf) > 0 || len(src.AnyOf) > 0 {
		z.mergeUnions(dst, src)
	}
	if src.Not != nil && src.Not != dst.Not {
		if dst.Not == nil {
			dst.Not = src.Not
		} else {
			z.rest(dst, spec.Schema{Not: src.Not})
		}
	}
	if src.If != nil && src.If != dst.If {
		if dst.If == nil {
			dst.If, dst.Then, dst.Else = src.If, src.Then, src.Else
		} else {
			z.rest(dst, spec.Schema{If: src.If, Then: src.Then, Else: src.Else})
		}
	}
	return ""
}

func (z *normaliser) mergeUnions(dst, src *spec.Schema) {
	if len(dst.OneOf) == 0 && len(dst.AnyOf) == 0 {
		dst.OneOf, dst.AnyOf = src.OneOf, src.AnyOf
		z.merger.nullBranch[dst] = z.merger.nullBranch[src]
		if src.Discriminator != nil {
			dst.Discriminator = src.Discriminator
		}
		return
	}
	if slices.Equal(dst.OneOf, src.OneOf) && slices.Equal(dst.AnyOf, src.AnyOf) {
		return
	}
	z.rest(dst, spec.Schema{OneOf: src.OneOf, AnyOf: src.AnyOf, Discriminator: src.Discriminator})
}
