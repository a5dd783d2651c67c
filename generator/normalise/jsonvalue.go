package normalise

import (
	"encoding/json"
	"strings"

	"github.com/specho/specho/generator/load"
	"github.com/specho/specho/generator/spec"
)

// typeOf returns the JSON type of a value. A number without a fraction is an Integer.
func typeOf(v spec.Value) spec.Types {
	switch v[0] {
	case '"':
		return spec.String
	case '{':
		return spec.Object
	case '[':
		return spec.Array
	case 't', 'f':
		return spec.Boolean
	case 'n':
		return spec.Null
	}
	if !strings.ContainsAny(string(v), ".eE") {
		return spec.Integer
	}
	if r, ok := parseRat(string(v)); ok && r.IsInt() {
		return spec.Integer
	}
	return spec.NumberType
}

// outOfRange reports whether v is a number that no format can carry.
func outOfRange(v spec.Value) bool {
	if v[0] != '-' && (v[0] < '0' || v[0] > '9') {
		return false
	}
	_, ok := parseRat(string(v))
	return !ok
}

// fits reports whether a value of type t may stand where types are allowed.
func fits(t, types spec.Types) bool {
	return types == 0 || types&t != 0 || t == spec.Integer && types&spec.NumberType != 0
}

// canonical is a text that is equal for equal values: 1 and 1.0, and objects in
// another order of members.
func canonical(v spec.Value) string {
	switch v[0] {
	case '"', 't', 'f', 'n':
		return string(v)
	case '{', '[':
		var x any
		d := json.NewDecoder(strings.NewReader(string(v)))
		d.UseNumber()
		if d.Decode(&x) != nil {
			return string(v)
		}
		b, err := json.Marshal(x) // sorts members
		if err != nil {
			return string(v)
		}
		return string(b)
	}
	if r, ok := parseRat(string(v)); ok {
		return r.RatString()
	}
	return string(v)
}

// stringOf returns the characters of a string value.
func stringOf(v spec.Value) string {
	var s string
	if json.Unmarshal([]byte(v), &s) != nil {
		return ""
	}
	return s
}

// coerce gives v in one of the types if its text says it without doubt: 10 and
// "10", true and "true". It returns "" if it does not.
func coerce(v spec.Value, types spec.Types) spec.Value {
	t := typeOf(v)
	if fits(t, types) {
		return v
	}
	if types&spec.String != 0 && t&(spec.Integer|spec.NumberType|spec.Boolean) != 0 {
		return spec.Value(load.Quote(string(v)))
	}
	if t != spec.String {
		return ""
	}
	s := stringOf(v)
	if types&spec.Boolean != 0 && (s == "true" || s == "false") {
		return spec.Value(s)
	}
	if types&(spec.Integer|spec.NumberType) != 0 && load.IsNumber(s) && json.Valid([]byte(s)) && fits(typeOf(spec.Value(s)), types) {
		return spec.Value(s)
	}
	return ""
}
