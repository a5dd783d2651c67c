package build

import (
	"github.com/specho/specho/generator/model"
	"github.com/specho/specho/rest/codec"
)

// literals plans the constant text of every struct's JSON: the quotes, names and
// commas around its values, merged where nothing can stand between them.
func (b *builder) literals() {
	for _, t := range b.api.Types {
		if t.Kind == model.Struct {
			structLiterals(t)
		}
	}
}

// always reports whether a field is written whatever its value.
func always(f *model.Field) bool {
	switch f.Presence {
	case model.Required, model.Filled, model.Fixed:
		return true
	}
	return false
}

// leads reports whether a field's name is written whatever its value, which may be
// null.
func leads(f *model.Field) bool {
	switch f.Presence {
	case model.Nullable, model.NullPtr, model.NilNull:
		return true
	}
	return always(f)
}

// carried lists the fields that are in the JSON of t.
func carried(t *model.Type) (list []*model.Field) {
	for _, f := range t.Fields {
		if f.Value != nil {
			list = append(list, f)
		}
	}
	return list
}

// structLiterals gives each field the text before and after its value. A struct
// whose first field is always written opens with a brace; the others are Loose:
// every field begins with a comma, and the first of them becomes the brace.
func structLiterals(t *model.Type) {
	list := carried(t)
	t.Loose = len(list) == 0 || !leads(list[0])
	pending := ""
	for i, f := range list {
		f.Lead = pending
		if i == 0 && !t.Loose {
			f.Lead += "{"
		} else {
			f.Lead += ","
		}
		f.Lead += `"` + string(codec.AppendString(nil, f.Name)) + `":`
		pending = ""
		if f.Presence == model.Fixed {
			f.Lead += f.Const
			continue
		}
		if !quoted(f) {
			continue
		}
		f.Lead += `"`
		if always(f) && i+1 < len(list) && leads(list[i+1]) {
			pending = `"`
		} else {
			f.Tail = `"`
		}
	}
}

// quoted reports whether the quotes of a field's value belong to the literals.
func quoted(f *model.Field) bool {
	switch f.Presence {
	case model.Nullable, model.OptNull, model.NilNull, model.NullPtr:
		return false // null has no quotes: the value is appended as a whole
	}
	return f.Value.Quoted
}
