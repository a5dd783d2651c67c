package rule

import (
	"encoding/json"
	"fmt"
	"math/big"
	"strconv"
)

// Multiple is the multipleOf of a number, taken exactly as the document wrote
// it: 0.3 is a multiple of 0.1.
type Multiple struct {
	text string
	rat  *big.Rat
}

// NewMultiple reads a JSON number above 0.
func NewMultiple(text string) (*Multiple, error) {
	r, ok := new(big.Rat).SetString(text)
	if !ok || r.Sign() <= 0 {
		return nil, fmt.Errorf("reading multipleOf: %q is no number above 0", text)
	}
	return &Multiple{text, r}, nil
}

// MustMultiple is NewMultiple for texts that a generator has checked; it
// panics on others.
func MustMultiple(text string) *Multiple {
	m, err := NewMultiple(text)
	if err != nil {
		panic("rule: " + err.Error())
	}
	return m
}

func (m *Multiple) fault() Fault {
	return Fault{
		Type:    "multiple_of",
		Message: "must be a multiple of " + m.text,
		Context: Context{"multiple_of": json.RawMessage(m.text)},
	}
}

func multiple[T int64 | uint64 | float64](m *Multiple, v T) bool {
	text := ""
	switch v := any(v).(type) {
	case int64:
		text = strconv.FormatInt(v, 10)
	case uint64:
		text = strconv.FormatUint(v, 10)
	case float64:
		text = strconv.FormatFloat(v, 'g', -1, 64)
	}
	return m.decimal(text)
}

func (m *Multiple) decimal(text string) bool {
	r, ok := new(big.Rat).SetString(text)
	return ok && r.Quo(r, m.rat).IsInt()
}
