package rule

// Map holds the constraints of an object with free member names.
type Map struct {
	MinProperties int
	MaxProperties int     // 0 means no limit
	Empty         bool    // maxProperties is 0
	Names         *String // propertyNames, checked by the decoder on each name
}

// Check gives what is wrong with a number of members. A nil rule accepts
// everything.
func (r *Map) Check(n int) Fault {
	if r == nil {
		return Fault{}
	}
	return members(n, r.MinProperties, r.MaxProperties, r.Empty)
}

// Members describes the declared members of an object.
type Members struct {
	Names         []string // name of member i
	Required      []uint64 // bit i%64 of word i/64: member i must be there
	Closed        bool     // additionalProperties is false
	MinProperties int
	MaxProperties int  // 0 means no limit
	Empty         bool // maxProperties is 0
}

// Check gives what is wrong with a number of members. A nil rule accepts
// everything.
func (r *Members) Check(n int) Fault {
	if r == nil {
		return Fault{}
	}
	return members(n, r.MinProperties, r.MaxProperties, r.Empty)
}

func members(n, low, high int, empty bool) Fault {
	switch {
	case n < low:
		return tooShort("property", "properties", low, n)
	case n > high && (high > 0 || empty):
		return tooLong("property", "properties", high, n)
	}
	return Fault{}
}
