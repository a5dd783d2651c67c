package render

import (
	"fmt"
	"strings"
	"unicode"

	"github.com/specho/specho/generator/model"
)

// comment prints text as line comments. Nothing in the text can end a comment:
// every line gets its own prefix, and control characters are dropped, those too
// that would show a reviewer another order of the text than the compiler's.
func comment(prefix, text string) string {
	text = strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\t':
			return r
		case r == '\u2028' || r == '\u2029' || r == '\u0085':
			return '\n'
		case unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r) || r == '\ufeff':
			return -1
		}
		return r
	}, strings.ReplaceAll(text, "\r\n", "\n"))
	lines := strings.Split(strings.TrimSpace(text), "\n")
	for i, l := range lines {
		l = strings.TrimRight(l, " \t")
		if l == "" {
			lines[i] = prefix + "//"
			continue
		}
		if strings.HasPrefix(strings.TrimSpace(l), "+build") { // go/format moves it to the top, where it counts
			l = `\` + strings.TrimSpace(l)
		}
		lines[i] = prefix + "// " + l
	}
	return strings.Join(lines, "\n")
}

// doc is the doc comment of a declared type.
func doc(name, title, description string, deprecated bool) string {
	text := strings.TrimSpace(description)
	if text == "" {
		text = strings.TrimSpace(title)
	}
	if text == "" {
		text = name + " is a schema of the document."
	} else {
		text = name + ": " + text
	}
	return text + deprecation(deprecated)
}

// aliasDoc is the documentation of a type that is declared once with another.
func aliasDoc(t *model.Type) string {
	if t.Title == "" && t.Description == "" {
		return t.Go.Name + " is the same as [" + t.Same.Go.Name + "]." + deprecation(t.Deprecated)
	}
	return doc(t.Go.Name, t.Title, t.Description, t.Deprecated)
}

func deprecation(d bool) string {
	if d {
		return "\n\nDeprecated: the document says so."
	}
	return ""
}

func fieldDoc(f *model.Field) string {
	return strings.TrimSpace(strings.TrimSpace(f.Description) + deprecation(f.Deprecated))
}

func paramDoc(p *model.Param) string {
	return strings.TrimSpace(strings.TrimSpace(p.Description) + deprecation(p.Deprecated))
}

// packageDoc is the documentation of the package, where the file has it.
func (p *printer) packageDoc() string {
	api := p.file.API
	if p.file.Name != "api.gen.go" {
		return p.file.Doc
	}
	text := fmt.Sprintf("Package %s serves %s.", api.Main.Name, oneLine(api.Title+" "+api.Version))
	if d := strings.TrimSpace(api.Description); d != "" {
		text += "\n\n" + d
	}
	return text
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

func apiDoc(api *model.API) string {
	return fmt.Sprintf("Handlers is the API %s: the handlers of all tags.", oneLine(api.Title+" "+api.Version))
}

func handlersDoc(t *model.Tag) string {
	text := fmt.Sprintf("%s answers the operations tagged %q", t.Go.Interface, t.Name)
	if t.Parent != "" {
		text += fmt.Sprintf(", a part of %q", t.Parent)
	}
	if s := oneLine(t.Summary); s != "" {
		text += ": " + strings.TrimSuffix(s, ".")
	}
	text += "."
	if d := strings.TrimSpace(t.Description); d != "" {
		text += "\n\n" + d
	}
	return text
}

// operationDoc reads like the document: what the operation does, then every
// branch as a link.
func operationDoc(o *model.Operation) string {
	return handlerDoc(o, o.Go.Method+" handles "+o.Method+" "+o.Written)
}

// handlerDoc is the comment of a method that answers an operation, after what it does.
func handlerDoc(o *model.Operation, does string) string {
	var b strings.Builder
	b.WriteString(does)
	if s := oneLine(o.Summary); s != "" {
		b.WriteString(": " + strings.TrimSuffix(s, "."))
	}
	b.WriteString(".\n")
	if d := strings.TrimSpace(o.Description); d != "" {
		b.WriteString("\n" + d + "\n")
	}
	if first := o.Shadowed; first != nil {
		fmt.Fprintf(&b, "\n%s takes the same requests and serves them, unless Options.Choose says otherwise.\n", first.Go.Method)
	}
	b.WriteString("\nIt answers with:\n")
	for _, u := range o.Branches {
		fmt.Fprintf(&b, "  - [%s] (%s)", u.Branch.Go.Type, u.Status)
		if d := oneLine(u.Branch.Description); d != "" {
			b.WriteString(": " + strings.TrimSuffix(d, "."))
		}
		if len(u.Starts) > 0 {
			b.WriteString("; then runs the tasks " + taskNames(u))
			if o.InOrder != nil && len(u.Starts) > 1 {
				b.WriteString(", one after the other")
			}
		}
		b.WriteByte('\n')
	}
	return b.String() + deprecation(o.Deprecated)
}

func taskNames(u *model.BranchUse) string {
	names := make([]string, len(u.Starts))
	for i, s := range u.Starts {
		names[i] = s.Task.Go.Method
	}
	return strings.Join(names, ", ")
}

func branchDoc(b *model.Branch) string {
	status := b.Status
	if status == "" {
		status = "chosen"
	}
	text := fmt.Sprintf("%s is the %s answer", b.Go.Type, status)
	if d := strings.TrimSpace(b.Description); d != "" {
		return text + ": " + d
	}
	return text + "."
}

func statusDoc(b *model.Branch) string {
	if b.Low == 100 && b.High == 599 {
		return ", one that the operation declares for this answer"
	}
	return fmt.Sprintf(", from %d to %d, but none that has a branch of its own", b.Low, b.High)
}

func bodyDoc(b *model.Body) string {
	var types []string
	for _, c := range b.Contents {
		types = append(types, c.MediaType)
	}
	text := "Body is the request body, " + strings.Join(types, " or ") + "."
	if !b.Required {
		text += " It is optional."
	}
	return text
}

func variantsDoc(b *model.Body) string {
	text := b.Go.Type + " is a request body in one of its media types:"
	for _, c := range b.Contents {
		text += fmt.Sprintf("\n  - [%s] (%s)", c.Go.Variant, oneLine(c.MediaType))
	}
	return text
}

func variantDoc(c *model.Content) string {
	return fmt.Sprintf("%s is a %s body.", c.Go.Variant, oneLine(c.MediaType))
}

func contentDoc(c *model.Content) string {
	if c.MediaType == "application/json" {
		return ""
	}
	return c.Go.Field + " is sent as " + c.MediaType + "."
}

func schemeDoc(s *model.Scheme) string {
	text := fmt.Sprintf("%s checks the credentials of the scheme %q.", s.Go.Method, s.Name)
	if d := strings.TrimSpace(s.Description); d != "" {
		text += "\n\n" + d
	}
	if s.Type == "" {
		text += "\n\nThe document does not say where they are: look for them in the request, and return [rest.ErrNoCredentials] if there are none."
	}
	return text
}

func (p *printer) variantRef(v *model.Variant) string {
	if v.Wraps {
		return "[" + v.Go.Wrapper + "]"
	}
	return "*[" + p.declared(v.Value.Type) + "]"
}
