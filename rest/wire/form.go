package wire

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
)

// Field says how a property of a form is written (OpenAPI, Encoding Object). One
// without an entry has style form and is exploded.
type Field struct {
	Name    string
	Style   string
	Explode bool
	JSON    bool // its text is JSON
}

// Form is the text of an application/x-www-form-urlencoded body.
type Form string

// Encode returns the text.
func (f Form) Encode() string { return string(f) }

// MarshalForm writes an object as a form (RFC 1866, section 8.2.1). Properties that
// are null are left out, as absent ones are.
func MarshalForm(body any, list []Field) (Form, error) {
	b, err := marshal(body)
	if err != nil {
		return "", err
	}
	var pairs []string
	err = fields(b, func(name string, raw json.RawMessage) error {
		if first(raw) == 'n' {
			return nil
		}
		f := Field{Name: name, Style: "form", Explode: true}
		if i := slices.IndexFunc(list, func(f Field) bool { return f.Name == name }); i >= 0 {
			f = list[i]
		}
		p := place{style: f.Style, explode: f.Explode, name: name}
		pair, err := p.write(raw, f.JSON)
		if pair != "" {
			pairs = append(pairs, pair)
		}
		return err
	})
	if err != nil {
		return "", fmt.Errorf("form: %w", err)
	}
	return Form(strings.Join(pairs, "&")), nil
}
