package rule

import "fmt"

// fault gives the fault of a value outside of the enum.
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
		text += fmt.Sprintf("'%v'", v)
	}
	return Fault{
		Type:    "enum",
		Message: "must be " + text,
		Context: Context{"expected": text},
	}
}
