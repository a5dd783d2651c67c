package oapi

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/specho/specho/generator/model"
)

// params decides the Go types and names of parameters: those of the path are
// arguments, all others fields of one struct.
func (c *client) params(o *operation) {
	fields := map[string]bool{}
	for _, g := range o.model.Groups {
		for _, m := range g.Params {
			if !literal(m.Name) {
				c.l.Notef(m.Pos, "", "client-parameter", "the client leaves out parameter %q of %s: its name cannot stand in the client; set it with a request editor", m.Name, o.model.ID)
				continue
			}
			if m.Style == "wholeQuery" {
				c.l.Notef(m.Pos, "", "client-parameter", "the client leaves out parameter %q of %s: it is the whole query; set it with a request editor", m.Name, o.model.ID)
				continue
			}
			p := c.param(m)
			p.name = fieldName(m, g.In, fields)
			fields[goName(p.name)] = true
			o.params = append(o.params, p)
		}
	}
}

func (c *client) param(m *model.Param) param {
	p := param{model: m, goType: c.packages.goType(m.Value), list: nilable(m.Value)}
	if m.Value.Shape == model.List && m.Value.Type == nil && m.Reading == model.ReadList {
		p.goType = "[]" + c.packages.goType(m.Value.Elem) // no text is null
	}
	switch {
	case m.Reading == model.ReadContent && !plainJSON(m.Value):
		p.goType, p.format, p.list = "rest.JSON", "json", true
	case m.Reading == model.ReadContent:
		p.format = "json"
	case m.Reading == model.ReadLoose && m.Value.Kind == "Raw" && m.Value.Type == nil:
		p.goType, p.list = "any", true
	case m.Style == "cookie":
		p.format = "cookie"
	}
	return p
}

// fieldName is the Go name of a parameter, one that nothing else at its place has.
func fieldName(m *model.Param, in string, taken map[string]bool) string {
	name := m.Go.Field
	if key := goName(name); key == "" || !startsLikeExported(key) {
		name = "Param" + name
	}
	if in == "path" {
		if v := variableName(name); locals[v] || fixed[v] != "" || v == "rest" || v == "runtime" || v == "api" || strings.HasPrefix(v, "pathParam") {
			name += "Value"
		}
	}
	for n := 0; taken[goName(name)]; n++ {
		name = m.Go.Field + strings.ToUpper(in[:1]) + in[1:]
		if n > 0 {
			name += strconv.Itoa(n + 1)
		}
	}
	return name
}

func startsLikeExported(name string) bool {
	r, _ := utf8.DecodeRuneInString(name)
	return unicode.IsUpper(r)
}
