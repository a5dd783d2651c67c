package rule

import "fmt"

// enumFault gives the fault of a value that is none of an enum's. The package fmt prints
// what a named type is made of; only a refused request pays for it.
func enumFault[T any](values []T) Fault {
	text := ""
	for i, v := range values {
		switch {
		case i == 0:
		case i == len(values)-1:
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
