// Package formats holds what a user says of the formats of a document: the Go types
// and functions of his own that code them, and layouts.
package formats

import (
	"errors"
	"fmt"
	"go/token"
	"strings"
	"time"

	"golang.org/x/mod/module"

	"github.com/specho/specho/generator/diag"
)

// Format is what is said of the format of one name.
type Format struct {
	Name   string // of the document; integer, number, string: of such values without a format
	As     string // the format it is read as
	Type   Ref    // the Go type
	Parse  Ref    // func(string) (T, error); zero: UnmarshalText
	Write  Ref    // func(T) string or one of its kin; zero: MarshalText. Without an import: a method of the type
	Layout string // of package time, for date and date-time
	Digits int    // of a date-time's fraction, plus 1; 0: as many as it needs
	Pos    diag.Pos
}

// Ref is a type or function of a package.
type Ref struct {
	Import string // example.com/shop/money
	Name   string // Amount
}

// IsZero reports whether nothing is referred to.
func (r Ref) IsZero() bool { return r == Ref{} }

// ParseRef reads "example.com/shop/money.Amount".
func ParseRef(s string) (Ref, error) {
	dot := strings.LastIndexByte(s, '.')
	if dot <= strings.LastIndexByte(s, '/') {
		return Ref{}, fmt.Errorf("%q is not a package and a name in it, such as example.com/shop/money.Amount", s)
	}
	r := Ref{Import: s[:dot], Name: s[dot+1:]}
	if !token.IsIdentifier(r.Name) || !token.IsExported(r.Name) {
		return Ref{}, fmt.Errorf("%q is not an exported name", r.Name)
	}
	if err := module.CheckImportPath(r.Import); err != nil {
		return Ref{}, fmt.Errorf("%q cannot be imported: %w", r.Import, err)
	}
	return r, nil
}

// ParseWriter is ParseRef that takes ".String" too, a method of the type.
func ParseWriter(s string) (Ref, error) {
	if name, method := strings.CutPrefix(s, "."); method {
		if !token.IsIdentifier(name) || !token.IsExported(name) {
			return Ref{}, fmt.Errorf("%q is not an exported method", name)
		}
		return Ref{Name: name}, nil
	}
	return ParseRef(s)
}

// Check reports what does not go together.
func (f *Format) Check() error {
	ways := 0
	for _, said := range [...]bool{f.As != "", !f.Type.IsZero(), f.Layout != "", f.Digits > 0} {
		if said {
			ways++
		}
	}
	switch {
	case ways != 1:
		return errors.New("want one of as, type, layout and fraction-digits")
	case f.Type.IsZero() && !(f.Parse.IsZero() && f.Write.IsZero()):
		return errors.New("parse and write are for a type")
	case f.Parse.IsZero() != f.Write.IsZero():
		return errors.New("want parse and write, or none of them")
	case f.Digits > 0 && f.Name != "date-time":
		return errors.New("fraction-digits are for date-time")
	case f.Layout != "":
		return CheckLayout(f.Name, f.Layout)
	}
	return nil
}

// CheckLayout reports why a layout of package time cannot stand for a format: what it
// writes must be read as the same value.
func CheckLayout(format, layout string) error {
	if format != "date" && format != "date-time" {
		return fmt.Errorf("a layout is for date and date-time, not for %s", format)
	}
	zone := time.FixedZone("", 5*3600+1800)
	for _, t := range [...]time.Time{
		time.Date(2006, 11, 23, 19, 41, 58, 0, zone), time.Date(1987, 2, 1, 3, 4, 5, 0, time.UTC), time.Date(2031, 12, 31, 0, 0, 0, 0, zone),
	} {
		text := t.Format(layout)
		back, err := time.Parse(layout, text)
		same := err == nil && back.Equal(t)
		if format == "date" {
			y, m, d := t.Date()
			same = err == nil && back.Equal(time.Date(y, m, d, 0, 0, 0, 0, time.UTC))
		}
		if !same {
			return fmt.Errorf("the layout %q loses something: it writes %s as %q (want a layout of Go's package time, such as %q)",
				layout, t.Format(time.RFC3339), text, map[string]string{"date": "02/01/2006", "date-time": "02/01/2006 15:04:05 -0700"}[format])
		}
	}
	return nil
}
