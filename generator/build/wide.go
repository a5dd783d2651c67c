package build

import (
	"math/big"

	"github.com/specho/specho/generator/model"
	"github.com/specho/specho/generator/spec"
)

// whole is an integer of any size.
var whole = scalar{kind: "DecimalNumber", goType: model.GoType{Import: restPath, Name: "Decimal"}, rule: "Decimal"}

// integer decides how an integer without a format is held: as an int64, unless its
// own limits speak of integers that are none.
func (b *builder) integer(t *spec.Schema) scalar {
	low, high, wide := span(t)
	switch {
	case !wide:
		return numbers["int64"]
	case low != nil && low.Sign() >= 0 && high != nil && high.Cmp(uint64Top) <= 0:
		return numbers["uint64"]
	}
	b.l.Notef(t.Pos, t.Pointer, "integer-wide", "the limits of the integer are beyond 64 bits: it is held as rest.Decimal")
	return whole
}

// span gives the least and the greatest integer that the limits of t admit, nil
// where there is none, and whether a limit is beyond int64.
func span(t *spec.Schema) (low, high *big.Int, wide bool) {
	for _, x := range bounds(t) {
		if x.limit == nil {
			continue
		}
		lower := x.name == "Minimum" || x.name == "ExclusiveMinimum"
		n, exact := integerLimit(string(*x.limit), lower)
		wide = wide || (n.Cmp(int64Range) < 0 || n.Cmp(int64Top) > 0) && !rounded(n)
		if exact && x.name == "ExclusiveMinimum" {
			n.Add(n, one)
		} else if exact && x.name == "ExclusiveMaximum" {
			n.Sub(n, one)
		}
		if lower && (low == nil || n.Cmp(low) > 0) {
			low = n
		} else if !lower && (high == nil || n.Cmp(high) < 0) {
			high = n
		}
	}
	if t.MultipleOf != nil {
		n, _ := integerLimit(string(*t.MultipleOf), false)
		wide = wide || n.Cmp(int64Top) > 0
	}
	return low, high, wide
}

var one = big.NewInt(1)

// rounded reports whether n is what is left of the limits of int64 in a tool whose
// numbers are floats: 2^63, or the digits that JavaScript prints for it.
func rounded(n *big.Int) bool {
	text := new(big.Int).Abs(n).String()
	return text == "9223372036854775808" || text == "9223372036854776000"
}
