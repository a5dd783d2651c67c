package rule

import (
	"encoding/json"
	"strings"

	"github.com/specho/specho/rest/format"
)

// Decimal holds the constraints of an exact decimal number. Limits are decimal
// texts; "" means no limit.
type Decimal struct {
	Whole            bool // it must be an integer
	Literal          bool // an integer is written without a fraction and an exponent
	Minimum          string
	Maximum          string
	ExclusiveMinimum string
	ExclusiveMaximum string
	MultipleOf       *Multiple
}

// Check gives what is wrong with v. A nil rule accepts everything.
func (r *Decimal) Check(v format.Decimal) Fault {
	if r == nil {
		return Fault{}
	}
	switch {
	case r.Whole && !whole(v):
		return NotWhole()
	case r.Literal && strings.ContainsAny(v.String(), ".eE"):
		return NotLiteral()
	case r.Minimum != "" && v.Cmp(format.MustDecimal(r.Minimum)) < 0:
		return bound("greater_than_equal", "must be at least ", "ge", json.RawMessage(r.Minimum))
	case r.ExclusiveMinimum != "" && v.Cmp(format.MustDecimal(r.ExclusiveMinimum)) <= 0:
		return bound("greater_than", "must be greater than ", "gt", json.RawMessage(r.ExclusiveMinimum))
	case r.Maximum != "" && v.Cmp(format.MustDecimal(r.Maximum)) > 0:
		return bound("less_than_equal", "must be at most ", "le", json.RawMessage(r.Maximum))
	case r.ExclusiveMaximum != "" && v.Cmp(format.MustDecimal(r.ExclusiveMaximum)) >= 0:
		return bound("less_than", "must be less than ", "lt", json.RawMessage(r.ExclusiveMaximum))
	case r.MultipleOf != nil && !r.MultipleOf.decimal(v):
		return r.MultipleOf.fault()
	}
	return Fault{}
}

// whole reports whether v has no fraction, however it is written.
func whole(v format.Decimal) bool {
	_, _, exponent := v.Parts()
	return exponent >= 0
}
