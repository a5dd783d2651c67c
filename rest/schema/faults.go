package schema

import (
	"encoding/json"
	"strconv"

	"github.com/specho/specho/rest/rule"
)

// mistyped is the fault of a value of the kind x.
func (n *node) mistyped(x kind) rule.Fault {
	switch n.kinds {
	case text:
		return rule.NotString()
	case integer:
		if x == anyNumber {
			if n.literal {
				return rule.NotLiteral()
			}
			return rule.NotWhole()
		}
		return rule.NotInt()
	case anyNumber:
		return rule.NotNumber()
	case boolean:
		return rule.NotBool()
	case array:
		return rule.NotArray()
	case object:
		if n.object != nil && len(n.object.names) > 0 {
			return rule.NotModel()
		}
		return rule.NotObject()
	case null:
		return rule.NotNull()
	}
	return rule.Fault{Type: "type_error", Message: "must be " + choice(typeWords(n.kinds))}
}

func typeWords(k kind) []string {
	var words []string
	add := func(x kind, word string) {
		if k&x != 0 {
			words = append(words, word)
		}
	}
	add(object, "an object")
	add(array, "an array")
	add(text, "a string")
	if k&fraction != 0 {
		add(fraction, "a number")
	} else {
		add(integer, "an integer")
	}
	add(boolean, "true or false")
	add(null, "null")
	return words
}

// choice joins words: "a, b or c".
func choice(words []string) string {
	out := ""
	for i, w := range words {
		switch {
		case i == 0:
		case i == len(words)-1:
			out += " or "
		default:
			out += ", "
		}
		out += w
	}
	return out
}

// fault is in the words of the typed enums: texts in single quotes.
func (e *enum) fault() rule.Fault {
	if e.single {
		want := string(e.table.raw(e.values[0]))
		return rule.Fault{Type: "literal_error", Message: "must be " + want, Context: rule.Context{"expected": want}}
	}
	words := make([]string, len(e.values))
	for i, v := range e.values {
		if words[i] = string(e.table.raw(v)); e.table.tokens[v].kind == text {
			words[i] = "'" + e.table.text(v) + "'"
		}
	}
	if len(words) == 0 {
		return neverFault()
	}
	want := choice(words)
	return rule.Fault{Type: "enum", Message: "must be " + want, Context: rule.Context{"expected": want}}
}

func (b *bound) fault() rule.Fault {
	slug, words, key := "less_than", "must be less than ", "lt"
	switch {
	case b.low && b.exclusive:
		slug, words, key = "greater_than", "must be greater than ", "gt"
	case b.low:
		slug, words, key = "greater_than_equal", "must be at least ", "ge"
	case !b.exclusive:
		slug, words, key = "less_than_equal", "must be at most ", "le"
	}
	return rule.Fault{Type: slug, Message: words + b.text, Context: rule.Context{key: json.RawMessage(b.text)}}
}

func (r *numeric) multipleFault() rule.Fault {
	return rule.Fault{
		Type:    "multiple_of",
		Message: "must be a multiple of " + r.text,
		Context: rule.Context{"multiple_of": json.RawMessage(r.text)},
	}
}

func (r *numeric) formatFault() rule.Fault {
	return rule.Fault{
		Type:    "value_error",
		Message: "must be a number of the format " + r.format,
		Context: rule.Context{"format": r.format},
	}
}

func (r *items) countFault(n int) rule.Fault {
	x := rule.Array{MinItems: r.min, MaxItems: max(r.max, 0), Empty: r.max == 0}
	return x.Check(n)
}

func (r *members) countFault(n int) rule.Fault {
	x := rule.Map{MinProperties: r.min, MaxProperties: max(r.max, 0), Empty: r.max == 0}
	return x.Check(n)
}

func (r *items) containsFault(found int) rule.Fault {
	words, limit := "must have at least ", r.minContains
	if found >= limit {
		words, limit = "must have at most ", r.maxContains
	}
	noun := " items"
	if limit == 1 {
		noun = " item"
	}
	return rule.Fault{
		Type:    "contains",
		Message: words + strconv.Itoa(limit) + noun + " that match the schema in `contains`, has " + strconv.Itoa(found),
		Context: rule.Context{"limit": limit, "matches": found},
	}
}

func nameFault(name string) rule.Fault {
	return rule.Fault{
		Type:    "property_names",
		Message: "must have a name that matches the schema in `propertyNames`",
		Context: rule.Context{"name": name},
	}
}

func requiredBy(name string) rule.Fault {
	return rule.Fault{Type: "missing", Message: "is required where '" + name + "' is given"}
}

// neverFault is the fault of a value for which nothing is allowed.
func neverFault() rule.Fault {
	return rule.Fault{Type: "extra_forbidden", Message: "is not allowed here"}
}

func notFault() rule.Fault {
	return rule.Fault{Type: "not", Message: "must not match the schema in `not`"}
}

func anyOfFault(n int) func() rule.Fault {
	return func() rule.Fault {
		return rule.Fault{
			Type:    "any_of",
			Message: "must match at least one of " + strconv.Itoa(n) + " schemas, matches none",
		}
	}
}

func oneOfFault(n, matches int) func() rule.Fault {
	return func() rule.Fault {
		found := "none"
		if matches > 0 {
			found = strconv.Itoa(matches)
		}
		return rule.Fault{
			Type:    "one_of",
			Message: "must match exactly one of " + strconv.Itoa(n) + " schemas, matches " + found,
			Context: rule.Context{"matches": matches},
		}
	}
}
