package rule

// Array holds the constraints of an array.
type Array struct {
	MinItems int
	MaxItems int  // 0 means no limit
	Empty    bool // maxItems is 0
	Unique   bool // uniqueItems; checked by the decoder, which has the items as JSON
}

// Check gives what is wrong with a number of items. A nil rule accepts
// everything.
func (r *Array) Check(n int) Fault {
	if r == nil || (n >= r.MinItems && (n <= r.MaxItems || r.MaxItems == 0 && !r.Empty)) {
		return Fault{}
	}
	if n < r.MinItems {
		return tooShort("item", "items", r.MinItems, n)
	}
	return tooLong("item", "items", r.MaxItems, n)
}

// Full reports whether an array of n items may take no more: a decoder can
// stop to store items.
func (r *Array) Full(n int) bool {
	return r != nil && n >= r.MaxItems && (r.MaxItems > 0 || r.Empty)
}

// Repeated gives the fault of an array whose item at index repeats an earlier
// one although items are unique.
func (r *Array) Repeated(index int) Fault {
	return Fault{
		Type:    "unique_items",
		Message: "must have no equal items",
		Context: Context{"index": index},
	}
}

func tooShort(one, many string, limit, n int) Fault {
	return Fault{
		Type:    "too_short",
		Message: "must have at least " + count(limit, one, many),
		Context: Context{"min_length": limit, "actual_length": n},
	}
}

func tooLong(one, many string, limit, n int) Fault {
	return Fault{
		Type:    "too_long",
		Message: "must have at most " + count(limit, one, many),
		Context: Context{"max_length": limit, "actual_length": n},
	}
}
