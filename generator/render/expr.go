package render

import (
	"fmt"
	"slices"
	"strings"

	"github.com/specho/specho/generator/model"
)

// reader is the function that reads a value as an element.
func (p *printer) reader(v *model.Value, h *model.Helper) string {
	switch {
	case h != nil:
		return h.Go.Read
	case v.Shape == model.Named:
		return "(*" + p.declared(v.Type) + ").DecodeJSON"
	}
	return p.coder(v, "Item")
}

// readsBack is the function that reads what a branch has sent, to validate it; nil if
// that is not generated.
func (p *printer) readsBack(c *model.Content) string {
	if c.Helper != nil && !c.Helper.Decode || c.Helper == nil && c.Value.Shape == model.Named && !c.Value.Type.Decode {
		return "nil"
	}
	return p.reader(c.Value, c.Helper)
}

// appender is the function that appends a value as an element.
func (p *printer) appender(v *model.Value, h *model.Helper) string {
	switch {
	case h != nil:
		return h.Go.Append
	case v.Shape == model.Named:
		return "(*" + p.declared(v.Type) + ").AppendJSON"
	}
	return p.coder(v, "Elem")
}

// verified is a call that reads the value at an index, checked against c if there
// is anything to check.
func verified(c *model.Check, at, call string) string {
	if c == nil {
		return call
	}
	return c.Go.Variable + ".Verify(d, " + at + ", " + call + ")"
}

// parse is the function that reads a scalar from its text.
func (p *printer) parse(v *model.Value) string {
	if v.Shape == model.Named {
		c := p.importPackage("rest/codec")
		if v.Type.Underlying == "string" {
			return c + ".ParseEnum"
		}
		return c + ".ParseIntEnum"
	}
	return p.coder(v, "Parse")
}

// paramReader is the function of package param that reads a scalar: Read, which takes
// the parser, or one of its own.
func paramReader(v *model.Value) string {
	switch {
	case v.Shape == model.Named && v.Type.Underlying == "string":
		return "ReadEnum"
	case v.Shape == model.Named || v.Format != nil:
		return "Read"
	}
	return "Read" + v.Kind
}

// coder is a function that codes a scalar: of package codec, or of a format of the
// user's.
func (p *printer) coder(v *model.Value, verb string) string {
	if v.Format != nil {
		return v.Format.Variable + "." + verb
	}
	return p.importPackage("rest/codec") + "." + verb + v.Kind
}

// itemParser is the function that reads an item of a list parameter.
func (p *printer) itemParser(m *model.Param) string { return m.Go.Variable + "Item" }

func needsItemParser(m *model.Param) bool {
	return m.Reading == model.ReadList || m.Reading == model.ReadDict
}

// elemsOf is the list or map that a value is, or that its declared type is.
func elemsOf(v *model.Value) *model.Value {
	if v.Shape == model.Named {
		return v.Type.Value
	}
	return v
}

// rule is the address of a rule's variable, or nil.
func rule(r *model.Rule) string {
	if r == nil {
		return "nil"
	}
	return "&" + r.Go.Variable
}

func scalarRule(v *model.Value) string {
	if v.Shape == model.Named {
		return rule(v.Type.Rule)
	}
	return rule(v.Rule)
}

func listRule(v *model.Value) string { return rule(listOf(v).Rule) }

// listAddr is the address of a list, without its declared type.
func (p *printer) listAddr(v *model.Value, addr string) string {
	if v.Shape != model.Named {
		return addr
	}
	return "(*" + p.underlying(v.Type.Value) + ")(" + addr + ")"
}

// ruleImports records the packages that a rule's literal names.
func (p *printer) ruleImports(r *model.Rule) string {
	for _, f := range r.Fields {
		for _, path := range f.Imports {
			p.importPackage(path)
		}
	}
	return ""
}

// setField stores a member of an object parameter.
func (p *printer) setField(f *model.Field) string {
	v := "v." + f.Go.Name
	rest := func() string { return p.importPackage("rest") }
	switch f.Presence {
	case model.Optional:
		return v + " = " + rest() + ".Some(value)"
	case model.Nullable:
		return v + " = " + rest() + ".NotNull(value)"
	case model.OptNull:
		return v + " = " + rest() + ".SomeValue(value)"
	}
	return v + " = value"
}

// appendMember stores one item of a list member of an object parameter.
func (p *printer) appendMember(f *model.Field) string {
	item := "item"
	if listOf(f.Value).ElemNil == model.Nullable {
		item = p.importPackage("rest") + ".NotNull(item)"
	}
	v := "v." + f.Go.Name
	if f.Presence == model.OptNull {
		return fmt.Sprintf("%s.Set, %s.Valid = true, true\n%s.Value = append(%s.Value, %s)", v, v, v, v, item)
	}
	return fmt.Sprintf("%s = append(%s, %s)", v, v, item)
}

func hasDefaults(t *model.Type) bool {
	return slices.ContainsFunc(t.Fields, func(f *model.Field) bool { return f.Default != nil })
}

func memberNames(t *model.Type) string {
	var names []string
	for _, f := range t.Fields {
		names = append(names, f.Name)
	}
	return quoteList(names)
}

func memberLists(t *model.Type) string {
	var names []string
	for _, f := range t.Fields {
		if f.Value != nil && listOf(f.Value) != nil {
			names = append(names, f.Name)
		}
	}
	return quoteList(names)
}

func paramIn(m *model.Param) string {
	return strings.ToUpper(m.In[:1]) + m.In[1:]
}

// paramStyle is the constant of a style that is not the default of its place.
func paramStyle(m *model.Param) string {
	switch m.Style {
	case "matrix":
		return "Matrix"
	case "label":
		return "Label"
	case "spaceDelimited":
		return "SpaceDelimited"
	case "pipeDelimited":
		return "PipeDelimited"
	case "tabDelimited":
		return "TabDelimited"
	case "wholeQuery":
		return "WholeQuery"
	case "deepObject":
		return "DeepObject"
	case "cookie":
		return "CookieStyle"
	case "form", "simple":
		return ""
	}
	return ""
}
