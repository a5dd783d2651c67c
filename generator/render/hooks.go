package render

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/specho/specho/generator/model"
)

// guarded reports whether one of the operations asks for credentials.
func guarded(s *model.HookSet) bool {
	return slices.ContainsFunc(s.Operations(), func(o *model.Operation) bool {
		return slices.ContainsFunc(o.Security, func(r []model.SecurityUse) bool { return len(r) > 0 })
	})
}

// SentAccess is a value of a request that is sent.
type SentAccess struct {
	Condition string // under which it is there; "": always
	Expr      string // the value
	Addr      string // its address
	Null      string // what comes between the end of the condition and sending null: " else "
}

// sentAccess is the value at an expression whose Go type is what presence makes of v's.
func sentAccess(v *model.Value, presence model.Presence, expr string) SentAccess {
	switch presence {
	case model.Optional:
		return SentAccess{Condition: expr + ".Set", Expr: expr + ".Value", Addr: "&" + expr + ".Value"}
	case model.Nullable:
		return SentAccess{Condition: expr + ".Valid", Expr: expr + ".Value", Addr: "&" + expr + ".Value"}
	case model.OptNull:
		if isObject(v) {
			return SentAccess{Condition: expr + ".Valid", Expr: "*" + expr + ".Value", Addr: expr + ".Value"}
		}
		return SentAccess{Condition: expr + ".Valid", Expr: expr + ".Value", Addr: "&" + expr + ".Value"}
	case model.Pointer, model.NullPtr:
		return SentAccess{Condition: expr + " != nil", Expr: "*" + expr, Addr: expr}
	case model.NilGone, model.NilNull:
		if isUnion(v) {
			return SentAccess{Condition: expr + ".Value != nil", Expr: expr, Addr: "&" + expr}
		}
		return SentAccess{Condition: expr + " != nil", Expr: expr, Addr: "&" + expr}
	}
	return SentAccess{Condition: "", Expr: expr, Addr: "&" + expr}
}

// sentParam is the value of a parameter. One that is JSON can be null.
func sentParam(m *model.Param, expr string) SentAccess {
	a := sentAccess(m.Value, m.Presence, expr)
	if m.Reading != model.ReadContent {
		return a
	}
	switch m.Presence {
	case model.OptNull:
		a.Null = " else if " + expr + ".Set "
	case model.Nullable, model.NullPtr, model.NilNull:
		a.Null = " else "
	}
	return a
}

// sentAppender is the function that appends a value as an element. Rules are for
// reading, so scalars need no helper.
func (p *printer) sentAppender(v *model.Value, h *model.Helper) string {
	if v.Shape == model.Scalar {
		h = nil
	}
	return p.appender(v, h)
}

// hookParam is the literal of a parameter.
func (p *printer) hookParam(m *model.Param) string {
	s := fmt.Sprintf("%s.Param{In: %q, Name: %q, Style: %q", p.importPackage("rest/hooks"), m.In, m.Name, m.Style)
	if m.Explode {
		s += ", Explode: true"
	}
	if m.Reading == model.ReadContent {
		s += ", JSON: true"
	}
	return s + "}"
}

// SentContent is a body that is sent.
type SentContent struct {
	SentAccess
	Content *model.Content
	Media   string // Go text of the Content-Type
}

// sentContent is a body of one media type at an expression.
func sentContent(c *model.Content, expr string) SentContent {
	s := SentContent{Content: c, Media: strconv.Quote(concrete(c)), SentAccess: SentAccess{Expr: expr, Addr: "&" + expr}}
	if c.Coding == model.CodeJSON && byPointer(c) || c.Coding == model.CodeForm {
		s.Addr = expr
	}
	return s
}

// sentBody is the only Go type of a body, with the condition under which there is one.
func sentBody(b *model.Body) SentContent {
	c := b.Contents[0]
	switch {
	case b.Required:
		return sentContent(c, "req.Body")
	case wrapsBody(b):
		s := sentContent(c, "req.Body.Value")
		s.Condition = "req.Body.Set"
		return s
	}
	s := sentContent(c, "req.Body")
	if c.Coding != model.CodeJSON || c.Presence != model.Nullable {
		s.Condition = "req.Body != nil"
	}
	return s
}

// concrete is what a body is sent as: a range has no value of its own.
func concrete(c *model.Content) string {
	if !strings.Contains(c.MediaType, "*") {
		return c.MediaType
	}
	switch c.Coding {
	case model.CodeJSON:
		return "application/json"
	case model.CodeText:
		return "text/plain; charset=utf-8"
	}
	return "application/octet-stream"
}

// formFields are the further arguments of a form: fields in other styles.
func (p *printer) formFields(c *model.Content) string {
	var b strings.Builder
	for _, f := range c.Fields {
		json := f.Reading == model.ReadContent
		if f.Style == "form" && f.Explode && !json {
			continue
		}
		fmt.Fprintf(&b, ", %s.Field{Name: %q, Style: %q, Explode: %t, JSON: %t}", p.importPackage("rest/wire"), f.Name, f.Style, f.Explode, json)
	}
	return b.String()
}

func hasDefault(o *model.Operation) bool {
	return slices.ContainsFunc(o.Branches, func(u *model.BranchUse) bool { return u.Status == "default" })
}

// answerCase is the case of a status.
func answerCase(u *model.BranchUse) string {
	switch {
	case u.Status == "default":
		return "default:"
	case u.Code != 0:
		return "case a.Status == " + strconv.Itoa(u.Code) + ":"
	}
	low := int(u.Status[0]-'0') * 100
	return fmt.Sprintf("case a.Status >= %d && a.Status <= %d:", low, low+99)
}

// headerFrom reads a header of an answer into its field.
func (p *printer) headerFrom(h *model.Header) string {
	v := "res.Headers." + h.Go.Field
	if h.Cookie {
		return v + " = a.Cookies()"
	}
	hooks := p.importPackage("rest/hooks")
	get := func(addr string) string {
		return fmt.Sprintf("%s.Get(a, %q, %t, %s.%s, %s, %s)", hooks, h.Name, h.Required, p.importPackage("rest/wire"), headerKind(h), addr, p.reader(h.Value, h.Helper))
	}
	a := sentAccess(h.Value, h.Presence, v)
	switch h.Presence {
	case model.Optional:
		return v + ".Set = " + get(a.Addr)
	case model.Nullable:
		return v + ".Valid = " + get(a.Addr)
	case model.OptNull:
		if isObject(h.Value) {
			return fmt.Sprintf("if value := new(%s); %s {\n%s = %s.SomeValue(value)\n}", p.goType(h.Value), get("value"), v, p.importPackage("rest"))
		}
		return fmt.Sprintf("%s.Valid = %s\n%s.Set = %s.Valid", v, get(a.Addr), v, v)
	case model.Pointer, model.NullPtr:
		return fmt.Sprintf("if value := new(%s); %s {\n%s = value\n}", p.goType(h.Value), get("value"), v)
	}
	return get(a.Addr)
}

// contentFrom reads the body of an answer into its field.
func (p *printer) contentFrom(c *model.Content) string {
	v := "res." + c.Go.Field
	switch c.Coding {
	case model.CodeJSON:
		read := p.importPackage("rest/hooks") + ".ReadJSON(a, %s, " + p.reader(c.Value, c.Helper) + ")"
		if byPointer(c) {
			return v + " = new(" + p.goType(c.Value) + ")\n" + fmt.Sprintf(read, v)
		}
		return fmt.Sprintf(read, "&"+v)
	case model.CodeText, model.CodeForm, model.CodeMultipart:
		return v + " = a.Text()"
	case model.CodeEvents, model.CodeLines:
		return "a.Streams()"
	}
	return v + " = a.Reader()"
}

// addressPart appends a part of the address of a callback.
func (p *printer) addressPart(o *model.Operation, x model.AddressPart) string {
	if x.Expression == "" {
		return fmt.Sprintf("a.Literal(%q)", x.Text)
	}
	expr, conditions, _ := found(x.Source)
	if x.Source.InBody != nil {
		var there string
		if expr, there = bodyThere(o.Body, expr); there != "" {
			conditions = append([]string{there}, conditions...)
		}
	}
	s := fmt.Sprintf("a.Value(%q, %s)", x.Expression, p.converted(textOf, x.Source.Value, expr))
	if len(conditions) == 0 {
		return s
	}
	return fmt.Sprintf("if %s {\n%s\n} else {\na.Missing(%q)\n}", strings.Join(conditions, " && "), s, x.Expression)
}

var textOf = &model.Value{Shape: model.Scalar, Kind: "String"}

func receiverDoc(s *model.HookSet) string {
	return fmt.Sprintf(`%s receives the %ss of the document: a program implements it that asked for them.
[%s] serves it.`, s.Go.Receiver, s.Kind, s.Go.Register)
}

func receiveDoc(s *model.HookSet, h *model.Hook, o *model.Operation) string {
	return handlerDoc(o, fmt.Sprintf("%s receives the %s %q, %s", o.Go.Method, s.Kind, oneLine(h.Name), o.Method))
}

func senderDoc(s *model.HookSet) string {
	return fmt.Sprintf(`%s sends the %ss of the document. Its methods are safe for concurrent use.

The target of a method comes from who asked for the %s: whoever can register an
address can make this program call what only it can reach (server-side request
forgery). Only http and https are taken, and without a client in the options public
addresses only; a hook of the options refuses more.

An answer that the document does not declare is a *hooks.Undeclared error, which keeps
status, header and body.`, s.Go.Sender, s.Kind, s.Kind)
}

// sendDoc says what a method sends and which answers there are.
func sendDoc(s *model.HookSet, h *model.Hook, o *model.Operation) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s sends the %s %q to target with %s", o.Go.Method, s.Kind, oneLine(h.Name), o.Method)
	if s := oneLine(o.Summary); s != "" {
		b.WriteString(": " + strings.TrimSuffix(s, "."))
	}
	b.WriteString(".\n")
	for _, x := range h.Addresses {
		fmt.Fprintf(&b, "The target is what [%s.%s] gives.\n", x.Operation.Go.Request, x.Go.Method)
	}
	if len(o.Security) > 0 {
		b.WriteString("\nIt needs credentials: Prepare of the options sets them.\n")
	}
	if len(o.Branches) > 0 {
		b.WriteString("\nIt is answered with:\n")
	}
	for _, u := range o.Branches {
		fmt.Fprintf(&b, "  - [%s] (%s)", u.Branch.Go.Type, u.Status)
		if d := oneLine(u.Branch.Description); d != "" {
			b.WriteString(": " + strings.TrimSuffix(d, "."))
		}
		b.WriteByte('\n')
	}
	return b.String() + deprecation(o.Deprecated)
}

// bodyThere is an expression that begins with the body of a request, and the
// condition under which there is one.
func bodyThere(b *model.Body, expr string) (value, condition string) {
	inside := strings.Replace(expr, "req.Body", "req.Body.Value", 1)
	switch {
	case b.Contents[0].Presence == model.Nullable:
		return inside, "req.Body.Valid"
	case b.Required:
		return expr, ""
	case wrapsBody(b):
		return inside, "req.Body.Set"
	}
	return expr, "req.Body != nil"
}
