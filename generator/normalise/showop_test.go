package normalise_test

import (
	"fmt"
	"strings"

	"github.com/specho/specho/generator/spec"
)

// showOperation prints an operation, a line for each part.
func showOperation(op *spec.Operation) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s %s %s %v\n", op.Method, op.Path, op.ID, op.Tags)
	for _, p := range op.Parameters {
		fmt.Fprintf(&b, "  %s %s%s %s", p.In, p.Name, bang(p.Required), p.Style)
		if p.Explode {
			b.WriteString("*")
		}
		if p.Content != nil {
			fmt.Fprintf(&b, " %s", p.Content.Type)
		} else {
			fmt.Fprintf(&b, " %s", show(p.Schema))
		}
		b.WriteString("\n")
	}
	if op.RequestBody != nil {
		fmt.Fprintf(&b, "  body%s %s%s\n", bang(op.RequestBody.Required), op.RequestBody.Name, content(op.RequestBody.Content))
	}
	for _, r := range op.Responses {
		fmt.Fprintf(&b, "  %s", r.Status)
		if r.Component != nil {
			fmt.Fprintf(&b, " =%s", r.Component.Name)
		}
		for _, h := range r.Headers {
			fmt.Fprintf(&b, " %s%s:%s", h.Name, bang(h.Required), show(h.Schema))
		}
		b.WriteString(content(r.Content) + "\n")
	}
	if len(op.Security) > 0 {
		b.WriteString("  security")
		for _, r := range op.Security {
			var names []string
			for _, u := range r.Schemes {
				names = append(names, fmt.Sprintf("%s%v", u.Scheme.Name, u.Scopes))
			}
			fmt.Fprintf(&b, " (%s)", strings.Join(names, " and "))
		}
		b.WriteString("\n")
	}
	for _, s := range op.Servers {
		fmt.Fprintf(&b, "  server %s\n", s.URL)
	}
	for _, c := range op.Callbacks {
		fmt.Fprintf(&b, "  callback %s %s\n", c.Name, c.Expression)
		for _, o := range c.Operations {
			b.WriteString("    " + strings.ReplaceAll(strings.TrimSuffix(showOperation(o), "\n"), "\n", "\n    ") + "\n")
		}
	}
	return b.String()
}

func bang(required bool) string {
	if required {
		return "!"
	}
	return ""
}

func content(list []*spec.MediaType) string {
	var b strings.Builder
	for _, m := range list {
		fmt.Fprintf(&b, " %s", m.Type)
		if m.Schema != nil {
			fmt.Fprintf(&b, "(%s)", show(m.Schema))
		}
		if m.ItemSchema != nil {
			fmt.Fprintf(&b, "[%s]", show(m.ItemSchema))
		}
	}
	return b.String()
}
