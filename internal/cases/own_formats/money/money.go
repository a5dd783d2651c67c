// Package money holds Go types that a document's formats are held in.
package money

import (
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"strings"
)

// Amount is an amount of money, "EUR 12.50".
type Amount struct {
	Currency string
	Cents    int64
}

var errForm = errors.New("not of the form")

// MarshalText writes the amount.
func (a Amount) MarshalText() ([]byte, error) {
	if len(a.Currency) != 3 {
		return nil, fmt.Errorf("no currency: %q", a.Currency)
	}
	return fmt.Appendf(nil, "%s %d.%02d", a.Currency, a.Cents/100, a.Cents%100), nil
}

// UnmarshalText reads an amount.
func (a *Amount) UnmarshalText(b []byte) error {
	currency, number, ok := strings.Cut(string(b), " ")
	whole, part, _ := strings.Cut(number, ".")
	cents, err := strconv.ParseUint(whole+part, 10, 32)
	if !ok || err != nil || len(currency) != 3 || len(part) != 2 {
		return errForm
	}
	*a = Amount{currency, int64(cents)}
	return nil
}

// ID is a UUID that is written in upper case.
type ID string

// ParseID reads a UUID of upper case letters.
func ParseID(s string) (ID, error) {
	if len(s) != 36 || strings.ToUpper(s) != s || strings.Count(s, "-") != 4 {
		return "", errForm
	}
	return ID(s), nil
}

// String gives the ID.
func (id ID) String() string { return strings.ToUpper(string(id)) }

// Cents is an amount that is a number with two digits behind the point.
type Cents int64

// ParseCents reads "12.50".
func ParseCents(s string) (Cents, error) {
	whole, part, _ := strings.Cut(s, ".")
	n, err := strconv.ParseInt(whole+part, 10, 64)
	if err == nil && len(part) != 2 {
		err = errForm
	}
	return Cents(n), err
}

// WriteCents appends the amount.
func WriteCents(b []byte, c Cents) []byte { return fmt.Appendf(b, "%d.%02d", c/100, c%100) }

// Point is a place, in JSON {"x": 1, "y": 2}.
type Point struct{ X, Y int }

// MarshalJSON writes the point.
func (p Point) MarshalJSON() ([]byte, error) {
	return fmt.Appendf(nil, `{"x":%d,"y":%d}`, p.X, p.Y), nil
}

// UnmarshalJSON reads a point.
func (p *Point) UnmarshalJSON(b []byte) error {
	var v struct{ X, Y int }
	err := json.Unmarshal(b, &v)
	*p = v
	return err
}
