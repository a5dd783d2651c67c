package render

import (
	"fmt"

	"github.com/specho/specho/generator/model"
)

// Access is a value at a place of the generated code.
type Access struct {
	Value  *model.Value
	Expr   string // the value: v.Street
	Sel    string // what a method is called on: v.Street
	Addr   string // its address: &v.Street
	At     string // where it is read: the index of its text
	Buffer string // what it is appended to
}

// access is the value at an expression. *v stands for what the pointer v points to.
func access(v *model.Value, expr string) Access {
	a := Access{Value: v, Expr: expr, Sel: expr, Addr: "&" + expr, At: "i", Buffer: "b"}
	switch {
	case expr == "*v":
		a.Sel, a.Addr = "v", "v"
	case len(expr) > 0 && expr[0] == '(':
		a.Addr = expr
	case isObject(v):
		a.Addr = expr
	}
	return a
}

// nullable is the value at an expression; null sets the flag to false.
func nullable(v *model.Value, expr, flag string) Access {
	a := access(v, expr)
	a.At = "d.NotNull(i, &" + flag + ")"
	return a
}

// after is a with the text lead before it.
func after(lead string, a Access) Access {
	if lead != "" {
		a.Buffer = "append(b, " + literal(lead) + "...)"
	}
	return a
}

// Text is the value as a string whose JSON is its text between quotes; "" if it is
// none.
func (a Access) Text() string {
	switch {
	case a.Value.Shape == model.Named && a.Value.Quoted:
		return "string(" + a.Expr + ")"
	case a.Value.Shape == model.Scalar && a.Value.Kind == "String" && a.Value.Format == nil:
		return a.Expr
	}
	return ""
}

// adder is the function of package codec that appends a member with what stands before
// it; "" if the value has none.
func adder(f *model.Field) string {
	v := f.Value
	switch {
	case f.Lead == "":
		return ""
	case access(v, "v").Text() != "" && f.Tail != "":
		return "AddEndString"
	case access(v, "v").Text() != "":
		return "AddString"
	case f.Tail != "" || v.Shape != model.Scalar || v.Format != nil:
		return ""
	}
	switch v.Kind {
	case "Bool", "Int64", "Float64", "DateTime":
		return "Add" + v.Kind
	}
	return ""
}

// Quoted is a with a quote before it.
func (a Access) Quoted() Access {
	a.Buffer = `append(b, '"')`
	return a
}

// ParamAccess is a parameter that is read into a field.
type ParamAccess struct {
	Param    *model.Param
	Reader   string // p, or the form
	Params   string // the *param.Reader
	Target   string // v.Limit
	Inner    string // v.Limit, or v.Limit.Value
	Addr     string // &v.Limit.Value
	SetFlags string // statements that mark the value as there
	Flag     string // v.Limit.Set: whether the value is there
	Both     bool   // v.Limit.Valid is the same as Flag
	Pointer  bool   // the value is made first, and then stored
	Made     string // what is stored
	Null     string // what takes the result of reading JSON that can be null
}

func (p *printer) paramAccess(m *model.Param, owner, reader string) ParamAccess {
	a := ParamAccess{Param: m, Reader: reader, Params: reader, Target: owner + "." + m.Go.Field, Made: "value"}
	if reader == "form" {
		a.Params = "form.Reader"
	}
	a.Inner = a.Target
	switch m.Presence {
	case model.Optional:
		a.Inner += ".Value"
		a.Flag = a.Target + ".Set"
		a.SetFlags = a.Flag + " = true"
	case model.Nullable:
		a.Inner += ".Value"
		a.Flag = a.Target + ".Valid"
		a.SetFlags = a.Flag + " = true"
	case model.OptNull:
		if isObject(m.Value) {
			a.Pointer, a.Made = true, p.importPackage("rest")+".SomeValue(value)"
			break
		}
		a.Inner += ".Value"
		a.Flag, a.Both = a.Target+".Set", true
		a.SetFlags = a.Target + ".Set, " + a.Target + ".Valid = true, true"
	case model.Pointer, model.NullPtr:
		a.Pointer = true
	}
	a.Addr = "&" + a.Inner
	if m.Reading == model.ReadContent {
		a.Null = nullTarget(m, a.Target)
	}
	return a
}

// nullTarget is what takes the result of reading a parameter that is JSON and can be null.
func nullTarget(m *model.Param, target string) string {
	switch {
	case m.Presence == model.OptNull && isObject(m.Value):
		return fmt.Sprintf("%[1]s.Value, %[1]s.Set, %[1]s.Valid", target)
	case m.Presence == model.OptNull:
		return fmt.Sprintf("%[1]s.Set, %[1]s.Valid", target)
	case m.Presence == model.Nullable:
		return "_, " + target + ".Valid"
	case m.Presence == model.NullPtr:
		return target + ", _, _"
	case m.Presence == model.NilNull:
		return "_, _"
	}
	return ""
}

// SendAccess is a body that is sent with a status.
type SendAccess struct {
	Content *model.Content
	Status  string
}

func sendAccess(c *model.Content, status string) SendAccess {
	return SendAccess{Content: c, Status: status}
}

// present is the condition under which a field is written, or is not null.
func present(f *model.Field) string {
	v := "v." + f.Go.Name
	switch f.Presence {
	case model.Optional:
		return v + ".Set"
	case model.Nullable:
		return v + ".Valid"
	case model.OptNull:
		return v + ".Valid"
	}
	if isUnion(f.Value) {
		return v + ".Value != nil"
	}
	return v + " != nil"
}

// takesNull reports whether the reader of a nullable property takes null itself,
// see codec.Decoder.NotNull.
func takesNull(f *model.Field) bool {
	if f.Presence != model.Nullable && f.Presence != model.OptNull || f.Value.Check != nil {
		return false
	}
	switch f.Value.Shape {
	case model.Scalar:
		return f.Value.Kind != "Raw" && f.Value.Format == nil
	case model.Named:
		return f.Value.Type.Kind == model.Enum && f.Value.Type.Check == nil
	}
	return false
}

func isUnion(v *model.Value) bool {
	return v != nil && v.Shape == model.Named && v.Type.Kind == model.Union
}

// inner is the value inside a field that can be missing.
func inner(f *model.Field) string {
	v := "v." + f.Go.Name
	switch f.Presence {
	case model.Optional, model.Nullable, model.OptNull:
		return v + ".Value"
	}
	return v
}

// convert is what a declared list or map is read through.
func (p *printer) convert(t *model.Type) string {
	if t.Kind == model.Array {
		return "(*" + p.underlying(t.Value) + ")(v)"
	}
	return "*v"
}
