package rule

// Bounds tells which limits of a number are in force.
type Bounds uint8

// The limits of JSON Schema Validation 6.2.
const (
	Minimum Bounds = 1 << iota
	Maximum
	ExclusiveMinimum
	ExclusiveMaximum
)

// Number holds the constraints of a number. Bounds tells which of the four
// limits are in force: a limit of 0 is one, too.
type Number[T int64 | uint64 | float64] struct {
	Bounds           Bounds
	Minimum          T
	Maximum          T
	ExclusiveMinimum T
	ExclusiveMaximum T
	MultipleOf       *Multiple
	Literal          bool // in JSON, an integer is written without a fraction and an exponent
}

// The kinds of numbers.
type (
	Int   = Number[int64]
	Uint  = Number[uint64]
	Float = Number[float64]
)

// Check gives what is wrong with v. A nil rule accepts everything.
func (r *Number[T]) Check(v T) Fault {
	if r == nil || r.fits(v) {
		return Fault{}
	}
	return r.fault(v)
}

// fits reports whether nothing is wrong with v.
func (r *Number[T]) fits(v T) bool {
	b := r.Bounds
	if b&Minimum != 0 && v < r.Minimum || b&Maximum != 0 && v > r.Maximum {
		return false
	}
	if b&ExclusiveMinimum != 0 && v <= r.ExclusiveMinimum || b&ExclusiveMaximum != 0 && v >= r.ExclusiveMaximum {
		return false
	}
	return r.MultipleOf == nil || multiple(r.MultipleOf, v)
}

// fault gives what is wrong with a number that does not fit.
func (r *Number[T]) fault(v T) Fault {
	switch b := r.Bounds; {
	case b&Minimum != 0 && v < r.Minimum:
		return bound("greater_than_equal", "must be at least ", "ge", r.Minimum)
	case b&ExclusiveMinimum != 0 && v <= r.ExclusiveMinimum:
		return bound("greater_than", "must be greater than ", "gt", r.ExclusiveMinimum)
	case b&Maximum != 0 && v > r.Maximum:
		return bound("less_than_equal", "must be at most ", "le", r.Maximum)
	case b&ExclusiveMaximum != 0 && v >= r.ExclusiveMaximum:
		return bound("less_than", "must be less than ", "lt", r.ExclusiveMaximum)
	}
	return r.MultipleOf.fault()
}

// bound gives the fault of a number beyond a limit.
func bound(slug, text, key string, limit any) Fault {
	return Fault{
		Type:    slug,
		Message: text + string(appendValue(nil, limit)),
		Context: Context{key: limit},
	}
}
