package param

import (
	"encoding/json"
	"net/textproto"
	"slices"
	"unicode/utf8"

	"github.com/specho/specho/rest/rule"
)

// maxFaults bounds the violations that are kept: a list of a million wrong items
// must not become an answer that is larger still.
const maxFaults = 100

// faults collects violations.
type faults struct {
	list []rule.Violation
}

// Violations gives what was recorded since Reset, in the order in which it was
// found; nil if there is nothing. The slice is the caller's.
func (l *faults) Violations() []rule.Violation { return l.list }

// Fault records that the text of a parameter breaks a rule. The zero Fault is
// ignored.
func (l *faults) Fault(x *Param, f rule.Fault, text string) {
	if f.Type != "" {
		l.record(x, nil, f, text)
	}
}

// FaultAt records that an item of an array (key is its index, an int) or a member
// of an object (key is its name) breaks a rule. The zero Fault is ignored.
func (l *faults) FaultAt(x *Param, key any, f rule.Fault, text string) {
	if f.Type != "" {
		l.record(x, key, f, text)
	}
}

// FaultIn records a fault inside a parameter or field whose text is JSON: path
// leads from it to the place, input is the JSON there.
func (l *faults) FaultIn(x *Param, path []any, f rule.Fault, input json.RawMessage) {
	if x.Secret {
		input = nil
	}
	loc := x.loc(nil)
	if len(path) > 0 && len(x.Members) > 0 {
		loc, path = x.loc(path[0]), path[1:]
	}
	l.add(f.At(append(loc, path...), input))
}

// MissingAt records that a required member of an object is not there.
func (l *faults) MissingAt(x *Param, name string) {
	l.add(rule.Missing().At(x.loc(name), null))
}

var null = json.RawMessage("null")

func (l *faults) record(x *Param, key any, f rule.Fault, text string) {
	if len(l.list) >= maxFaults {
		return
	}
	var input json.RawMessage
	if !x.Secret {
		input = quote(text)
	}
	l.add(f.At(x.loc(key), input))
}

func (l *faults) add(v rule.Violation) {
	if len(l.list) < maxFaults {
		l.list = append(l.list, v)
	}
}

// missing records that a parameter is not there, if it has to be.
func (l *faults) missing(x *Param) {
	if x.Required {
		l.add(rule.Missing().At(x.loc(nil), null))
	}
}

// repeated records that a parameter, or with a key a member of it, is there more
// than once.
func (l *faults) repeated(x *Param, key any) {
	l.add(rule.Fault{Type: "repeated", Message: "must be given once"}.At(x.loc(key), nil))
}

// styleFault records that a text is not written in the style of the parameter.
func (l *faults) styleFault(x *Param, text, want string) {
	l.Fault(x, rule.Fault{Type: "parameter_style", Message: "must be written like " + want}, text)
}

// loc is the location of a parameter, or of an item or member of it. Members that
// stand under their own name in the request have that name there, too.
func (x *Param) loc(key any) []any {
	name, member := key.(string)
	switch {
	case key == nil:
		return []any{x.In.String(), x.Name}
	case member && x.pairs():
		return []any{x.In.String(), name}
	}
	return []any{x.In.String(), x.Name, key}
}

// key is the name under which net/http files a header.
func (x *Param) key() string {
	if x.Key != "" {
		return x.Key
	}
	return textproto.CanonicalMIMEHeaderKey(x.Name)
}

// quote writes text as a JSON string; what is not UTF-8 becomes U+FFFD.
func quote(text string) json.RawMessage {
	b := append(make([]byte, 0, len(text)+2), '"')
	for _, r := range text {
		switch {
		case r == '"' || r == '\\':
			b = append(b, '\\', byte(r))
		case r < ' ':
			const hex = "0123456789abcdef"
			b = append(b, '\\', 'u', '0', '0', hex[r>>4], hex[r&15])
		default:
			b = utf8.AppendRune(b, r)
		}
	}
	return append(b, '"')
}

// has reports whether a name is in a list.
func has(list []string, name string) bool { return slices.Contains(list, name) }
