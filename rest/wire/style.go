package wire

import (
	"errors"
	"fmt"
	"strings"
)

// StyleParamWithOptions writes a value as the parameter of that name: in a query
// or form as name=value pairs, elsewhere as the text of the value. Errors tell that
// the value cannot be written: it has no JSON form, the style has no text for it,
// or it would come out as another value.
func StyleParamWithOptions(style string, explode bool, name string, v any, o StyleParamOptions) (string, error) {
	p := place{in: o.ParamLocation, style: style, explode: explode, name: name, raw: o.Format == FormatCookie}
	if p.in == ParamLocationCookie {
		p.style = "form"
	}
	text, err := p.write(v, o.Format == FormatJSON)
	if err != nil {
		return "", fmt.Errorf("%s parameter %q: %w", p.in, name, err)
	}
	return text, nil
}

// place is where a value is written, and how.
type place struct {
	in      ParamLocation
	style   string
	explode bool
	name    string
	raw     bool // nothing is encoded

	failed error // the first text that cannot be written
}

func (p *place) write(v any, asJSON bool) (string, error) {
	var x value
	if asJSON {
		b, err := marshal(v)
		if err != nil {
			return "", err
		}
		x.text = string(b)
	} else {
		var err error
		if x, err = valueOf(v); err != nil {
			return "", err
		}
	}
	out, err := p.value(x)
	if err = errors.Join(err, p.failed); err != nil {
		return "", err
	}
	if p.in == ParamLocationPath && out == "" {
		return "", errors.New("an empty path segment matches no operation")
	}
	return out, nil
}

func (p *place) value(x value) (string, error) {
	switch x.kind {
	case list:
		return p.list(x.items)
	case object:
		return p.object(x.members)
	}
	text := p.escape(x.text)
	switch p.style {
	case "simple":
		return text, nil
	case "label":
		return "." + text, nil
	case "matrix":
		return ";" + p.escape(p.name) + "=" + text, nil
	case "form", "spaceDelimited", "pipeDelimited", "tabDelimited":
		return p.named(text), nil
	}
	return "", fmt.Errorf("style %s has no text for it", p.style)
}

// named is a pair; in a cookie the name is not ours to write.
func (p *place) named(text string) string {
	if p.in == ParamLocationCookie {
		return text
	}
	return p.escape(p.name) + "=" + text
}

// separators stand between the parts of a value that is one text.
var separators = map[string]string{
	"simple": ",", "label": ",", "matrix": ",", "form": ",", "spaceDelimited": "%20", "pipeDelimited": "%7C", "tabDelimited": "%09",
}

func (p *place) list(items []string) (string, error) {
	parts := p.escaped(items)
	name := p.escape(p.name)
	switch {
	case p.style == "label" && p.explode:
		return "." + strings.Join(parts, "."), nil
	case p.style == "matrix" && len(parts) == 0:
		return ";" + name, nil
	case p.style == "matrix" && p.explode:
		return prefixed(";"+name+"=", parts, ""), nil
	case p.style == "simple" || p.style == "deepObject" || p.style == "label" || p.style == "matrix" || !p.explode:
		return p.joined(parts)
	case p.in == ParamLocationCookie:
		return strings.Join(parts, "&"+name+"="), nil
	}
	return prefixed(name+"=", parts, "&"), nil
}

// joined writes a list, or the names and texts of an object, as one text.
func (p *place) joined(parts []string) (string, error) {
	separator, known := separators[p.style]
	if !known {
		return "", fmt.Errorf("style %s has no text for it", p.style)
	}
	text := strings.Join(parts, separator)
	switch p.style {
	case "simple":
		return text, nil
	case "label":
		return "." + text, nil
	case "matrix":
		return ";" + p.escape(p.name) + "=" + text, nil
	}
	return p.named(text), nil
}

func (p *place) object(members []member) (string, error) {
	switch {
	case p.style == "deepObject":
		name := p.escape(p.name)
		return strings.Join(p.pairs(members, name+"%5B", "%5D="), "&"), nil
	case !p.explode:
		return p.joined(p.flat(members))
	case p.in == ParamLocationCookie:
		return "", errors.New("an object is spread over several cookies: set them with a request editor")
	case p.style == "simple":
		return strings.Join(p.pairs(members, "", "="), ","), nil
	case p.style == "label":
		return "." + strings.Join(p.pairs(members, "", "="), "."), nil
	case p.style == "matrix":
		return prefixed(";", p.pairs(members, "", "="), ""), nil
	case p.style == "form":
		return strings.Join(p.pairs(members, "", "="), "&"), nil
	}
	return "", fmt.Errorf("style %s has no text for an object that is exploded", p.style)
}

// pairs writes each member as before+name+between+text.
func (p *place) pairs(members []member, before, between string) (pairs []string) {
	for _, m := range members {
		name := before + p.escape(m.name) + between
		for _, t := range m.texts {
			pairs = append(pairs, name+p.escape(t))
		}
	}
	return pairs
}

// flat writes names and texts in turn.
func (p *place) flat(members []member) (parts []string) {
	for _, m := range members {
		for _, t := range m.texts {
			parts = append(parts, p.part(m.name), p.part(t))
		}
	}
	return parts
}

func (p *place) escaped(items []string) []string {
	parts := make([]string, len(items))
	for i, t := range items {
		parts[i] = p.part(t)
	}
	return parts
}

// part escapes what stands between separators.
func (p *place) part(t string) string {
	if p.in == ParamLocationHeader && (strings.Contains(t, ",") || strings.TrimSpace(t) != t || t == "") {
		p.fail("%q cannot stand in a list in a header, where nothing is escaped", t)
	}
	if (p.style == "spaceDelimited" && strings.Contains(t, " ") || p.style == "pipeDelimited" && strings.Contains(t, "|") || p.style == "tabDelimited" && strings.Contains(t, "\t")) && !p.explode {
		p.fail("%q contains the character that style %s separates items with", t, p.style)
	}
	return p.escape(t)
}

func (p *place) fail(format string, args ...any) {
	if p.failed == nil {
		p.failed = fmt.Errorf(format, args...)
	}
}

func prefixed(prefix string, parts []string, between string) string {
	var b strings.Builder
	for i, part := range parts {
		if i > 0 {
			b.WriteString(between)
		}
		b.WriteString(prefix)
		b.WriteString(part)
	}
	return b.String()
}
