package rule

import "fmt"

// fault gives the fault of a value outside of the enum. The package fmt prints
// what a named type is made of; only a refused request pays for it.
func (r *Enum[T]) fault() Fault {
	text := ""
	for i, v := range r.Values {
		switch {
		case i == 0:
		case i == len(r.Values)-1:
			text += " or "
		default:
			text += ", "
		}
		text += enumValue(v)
	}
	return Fault{
		Type:    "enum",
		Message: "must be " + text,
		Context: Context{"expected": text},
	}
}

// enumValue gives one value, strings in quotes.
func enumValue(v any) string {
	if quoted := fmt.Sprintf("%#v", v); quoted[0] == '"' {
		return fmt.Sprintf("'%s'", v)
	}
	return fmt.Sprint(v)
}
