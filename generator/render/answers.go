package render

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/specho/specho/generator/model"
)

// uniqueBranches lists the branch types of an operation, each once.
func uniqueBranches(o *model.Operation) (list []*model.Branch) {
	seen := map[*model.Branch]bool{}
	for _, u := range o.Branches {
		if !seen[u.Branch] {
			seen[u.Branch] = true
			list = append(list, u.Branch)
		}
	}
	return list
}

func mediaTypes(b *model.Body) string {
	var l []string
	for _, c := range b.Contents {
		l = append(l, strings.ToLower(c.MediaType))
	}
	return quoteList(l)
}

// media is the value of the Content-Type header.
func (p *printer) media(c *model.Content) string {
	if c == nil || c.MediaType == "application/json" {
		return p.importPackage("rest") + ".MediaJSON"
	}
	return c.Go.Media
}

// offers lists the media types of a branch with whether each is there.
func offers(b *model.Branch) string {
	var l []string
	for _, c := range b.Contents {
		l = append(l, fmt.Sprintf("rest.Offer{Type: %q, Set: %s}", c.MediaType, isSet(c)))
	}
	return strings.Join(l, ", ")
}

func isSet(c *model.Content) string {
	v := "r." + c.Go.Field
	if c.Coding == model.CodeText || (c.Coding == model.CodeForm || c.Coding == model.CodeMultipart) {
		return v + ` != ""`
	}
	if c.Coding == model.CodeJSON {
		switch {
		case c.Presence == model.Nullable:
			return v + ".Valid"
		case isUnion(c.Value):
			return v + ".Value != nil"
		case c.Value.Shape == model.Scalar && c.Value.Kind != "Raw", c.Value.Shape == model.Named && c.Value.Type.Kind == model.Enum:
			return "true"
		}
	}
	return v + " != nil"
}

func (p *printer) handlersOf(o *model.Operation) string {
	if p.file.Hooks != nil {
		return p.file.Hooks.Go.Receiver
	}
	return p.file.Tag.Go.Interface
}

// failBody is the field of a branch's body for a failure with its value, empty if it
// has none: the first of its bodies that can say what failed.
func (p *printer) failBody(b *model.Branch) string {
	for _, c := range b.Contents {
		if e := p.failValue(b, c); e != "" {
			return c.Go.Field + ": " + e
		}
	}
	return ""
}

func (p *printer) failValue(b *model.Branch, c *model.Content) string {
	switch {
	case c.Coding == model.CodeText:
		return "f.Text()"
	case isFilled(b, c):
		return p.filled(c, b.Fill.Go.Function+"(f)")
	case c.Coding == model.CodeJSON && c.Value.Shape == model.Scalar && c.Value.Kind == "String" && c.Presence == model.Required:
		return "f.Text()"
	case c.Coding == model.CodeJSON && c.Value.Shape == model.Scalar && c.Value.Kind == "Raw":
		return "f.JSON()"
	}
	return ""
}

// textFill is the first body of a branch that is filled from a failure, an expression, as
// far as a text alone fills it; else empty.
func (p *printer) textFill(b *model.Branch, failure string) string {
	if !fillsText(b) {
		return ""
	}
	return p.filled(b.Contents[0], b.Fill.Go.Function+"("+failure+")")
}

// fillsText reports whether a text fills the first body of a branch.
func fillsText(b *model.Branch) bool {
	return len(b.Contents) > 0 && b.Fill != nil && b.Fill.Text && isFilled(b, b.Contents[0])
}

// filled is a body that has been filled: as a member of its union, if it is one.
func (p *printer) filled(c *model.Content, body string) string {
	if !isUnion(c.Value) {
		return body
	}
	return p.declared(c.Value.Type) + "{Value: " + body + "}"
}

// isFilled reports whether a body is what the branch's function fills.
func isFilled(b *model.Branch, c *model.Content) bool {
	return c.Coding == model.CodeJSON && b.Fill != nil && c.Value.Filled() == b.Fill.Type
}

// sources are the expressions that fill a field from a failure or a violation.
var sources = map[string]string{
	"text": "f.Text()", "json": "f.JSON()", "title": "f.Title()", "status": "f.Status", "code": "f.Code()",
	"instance": "f.Instance", "blank": `"about:blank"`,
	"type": "x.Type", "place": "x.Pointer()", "message": "x.Message",
}

// fillStatement assigns one field of an error schema.
func (p *printer) fillStatement(x *model.FillField) string {
	v := "v." + x.Field.Go.Name
	switch x.Source {
	case "violations":
		return p.fillList(x.Field, v, func(list string) string {
			if x.Alone {
				return fmt.Sprintf("for _, x := range f.Listed() {\n%s = append(%s, %s(&x))\n}", list, list, x.Items.Go.Function)
			}
			return fmt.Sprintf("for i := range f.Violations {\n%s = append(%s, %s(&f.Violations[i]))\n}", list, list, x.Items.Go.Function)
		})
	case "nested":
		e := x.Items.Go.Function + "(f)"
		if x.Field.Presence == model.Required {
			e = "*" + e
		}
		return p.assignFilled(x.Field, v, e)
	case "loc":
		return p.fillList(x.Field, v, func(list string) string {
			return fmt.Sprintf("%s.FillLoc(&%s, x, %s)", p.importPackage("rest"), list, p.reader(x.Field.Value.Elem, x.Field.Value.ElemHelper))
		})
	case "pointer", "fragment", "parameter":
		rest := p.importPackage("rest")
		e := map[string]string{"pointer": "BodyPointer", "fragment": "BodyFragment", "parameter": "ParameterName"}[x.Source]
		return fmt.Sprintf("if s, ok := %s.%s(x); ok {\n%s\n}", rest, e, p.assignFilled(x.Field, v, "s"))
	case "default":
		return p.fillDefault(x.Field, v)
	case "context":
		return p.fillList(x.Field, v, func(m string) string { return m + " = " + p.importPackage("rest") + ".ViolationContext(x)" })
	case "input":
		return v + " = " + p.importPackage("rest") + ".JSON(x.Input)"
	}
	e := sources[x.Source]
	if x.Source == "status" {
		e = p.goType(x.Field.Value) + "(" + e + ")"
	}
	assign := p.assignFilled(x.Field, v, e)
	if x.Source == "instance" && x.Field.Presence == model.Optional {
		return "if f.Instance != \"\" {\n" + assign + "\n}"
	}
	return assign
}

// fillList prints what makes a list or a map, and assigns it to its field: one that
// can be null and absent is absent where there is nothing.
func (p *printer) fillList(f *model.Field, v string, make func(list string) string) string {
	if f.Presence != model.OptNull {
		return make(v)
	}
	return fmt.Sprintf("%[1]s\n%[2]s.Set, %[2]s.Valid = %[2]s.Value != nil, %[2]s.Value != nil", make(v+".Value"), v)
}

// fillDefault assigns a field its default.
func (p *printer) fillDefault(f *model.Field, v string) string {
	if f.Default.Go != "" {
		return v + " = " + f.Default.Go
	}
	return fmt.Sprintf("%s.Fill(&%s, %s, %s)", p.importPackage("rest/codec"), v, literal(f.Default.JSON), p.reader(f.Value, f.Default.Helper))
}

func (p *printer) assignFilled(f *model.Field, v, e string) string {
	switch f.Presence {
	case model.Optional:
		e = p.importPackage("rest") + ".Some(" + e + ")"
	case model.Nullable:
		e = p.importPackage("rest") + ".NotNull(" + e + ")"
	case model.OptNull:
		e = p.importPackage("rest") + ".SomeValue(" + e + ")"
	}
	return v + " = " + e
}

// headerPresent is the condition under which a header is sent, empty for always.
func (p *printer) headerPresent(h *model.Header, v string) string {
	switch h.Presence {
	case model.Optional:
		return v + ".Set"
	case model.Nullable, model.OptNull:
		return v + ".Valid"
	case model.Pointer, model.NullPtr, model.NilGone, model.NilNull:
		if isUnion(h.Value) {
			return v + ".Value != nil"
		}
		return v + " != nil"
	}
	return ""
}

// headerText is the text of a header: style simple (OpenAPI, Header Object).
func (p *printer) headerText(h *model.Header, v string) string {
	switch h.Presence {
	case model.Optional, model.Nullable, model.OptNull:
		v += ".Value"
	}
	rest := p.importPackage("rest")
	switch {
	case h.Reading == model.ReadContent && isObject(h.Value) && (h.Presence == model.Pointer || h.Presence == model.NullPtr || h.Presence == model.OptNull):
		return fmt.Sprintf("%s.HeaderJSON(%s, %s)", rest, v, p.appender(h.Value, h.Helper))
	case h.Reading == model.ReadContent:
		return fmt.Sprintf("%s.HeaderJSON(&%s, %s)", rest, v, p.appender(h.Value, h.Helper))
	case h.Reading == model.ReadList:
		list := listOf(h.Value)
		return fmt.Sprintf("%s.HeaderList(%s, %s)", rest, v, p.appender(list.Elem, list.ElemHelper))
	case h.Value.Shape == model.Named && h.Value.Quoted:
		return fmt.Sprintf("%s.HeaderText(string(%s))", rest, v)
	case h.Value.Shape == model.Named:
		return fmt.Sprintf("%s.HeaderJSON(&%s, %s)", rest, v, p.appender(h.Value, nil))
	case h.Value.Kind == "String" && (strings.EqualFold(h.Name, "Location") || strings.EqualFold(h.Name, "Content-Location")):
		return fmt.Sprintf("%s.HeaderURI(%s)", rest, v)
	case h.Value.Kind == "String":
		return fmt.Sprintf("%s.HeaderText(%s)", rest, v)
	}
	if h.Value.Format != nil {
		return fmt.Sprintf("%s.HeaderJSON(&%s, %s)", rest, v, p.coder(h.Value, "Elem")) // whatever the text is
	}
	return fmt.Sprintf("string(%s(nil, %s))", p.coder(h.Value, "Append"), v)
}

// headerKind is the wire.HeaderKind of a header.
func headerKind(h *model.Header) string {
	switch {
	case h.Reading == model.ReadContent:
		return "JSONHeader"
	case h.Reading == model.ReadList && listOf(h.Value).Elem.Quoted:
		return "TextsHeader"
	case h.Reading == model.ReadList:
		return "BareListHeader"
	case h.Value.Quoted:
		return "TextHeader"
	}
	return "BareHeader"
}

// headerRules are the arguments of rest.RuledHeader.
func (p *printer) headerRules(h *model.Header) string {
	return fmt.Sprintf("%q, %t, %s.%s, %s", h.Name, h.Presence == model.Required, p.importPackage("rest"), headerKind(h), p.reader(h.Value, h.Helper))
}

func (p *printer) security(reqs [][]model.SecurityUse) string {
	rest := p.importPackage("rest")
	var b strings.Builder
	fmt.Fprintf(&b, "[]%s.SecurityRequirement{\n", rest)
	for _, r := range reqs {
		b.WriteString("{")
		for i, u := range r {
			if i > 0 {
				b.WriteString(", ")
			}
			fmt.Fprintf(&b, "{Scheme: %q", u.Scheme)
			if len(u.Scopes) > 0 {
				fmt.Fprintf(&b, ", Scopes: []string{%s}", quoteList(u.Scopes))
			}
			b.WriteString("}")
		}
		b.WriteString("},\n")
	}
	return b.String() + "}"
}

// credentials is the type of package rest that an authenticator gets.
func credentials(s *model.Scheme) string {
	switch {
	case s.Type == "":
		return "Request"
	case s.Type == "apiKey":
		return "APIKey"
	case s.Type == "mutualTLS":
		return "MutualTLS"
	case s.Type == "http" && s.HTTP == "basic":
		return "Basic"
	case s.Type == "http" && s.HTTP != "bearer":
		return "Authorization"
	}
	return "Bearer"
}

func schemeCall(s *model.Scheme) string {
	c := credentials(s)
	args := []string{strconv.Quote(s.Name)}
	switch c {
	case "APIKey":
		args = append(args, strconv.Quote(s.In), strconv.Quote(s.Parameter))
	case "Authorization":
		args = append(args, strconv.Quote(s.HTTP))
	}
	return fmt.Sprintf("%sScheme(%s, a.%s)", c, strings.Join(args, ", "), s.Go.Method)
}
