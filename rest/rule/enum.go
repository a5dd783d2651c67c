package rule

// Enum holds the values that an enum allows.
type Enum[T ~string | ~int | ~int8 | ~int16 | ~int32 | ~int64 | ~uint8 | ~uint16 | ~uint32 | ~uint64 | ~float32 | ~float64] struct {
	Values  []T
	Literal bool // in JSON, an integer is written without a fraction and an exponent
}

// CheckEnum gives what is wrong with v. A nil rule accepts everything. It is no method
// of Enum: programs have hundreds of enums, and each would have its own.
func CheckEnum[T ~string | ~int | ~int8 | ~int16 | ~int32 | ~int64 | ~uint8 | ~uint16 | ~uint32 | ~uint64 | ~float32 | ~float64](r *Enum[T], v T) Fault {
	if r == nil {
		return Fault{}
	}
	for _, x := range r.Values {
		if x == v {
			return Fault{}
		}
	}
	return enumFault(r.Values)
}
