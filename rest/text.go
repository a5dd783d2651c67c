package rest

import (
	"bytes"
	"encoding/json"
	"net/http"
	"net/url"
	"strings"
	"sync"

	"github.com/specho/specho/rest/codec"
	"github.com/specho/specho/rest/param"
	"github.com/specho/specho/rest/rule"
)

// ReadContent reads a parameter whose text is JSON (`content` of a Parameter
// Object) into v. It is false if there is none or it breaks the contract, which
// is recorded.
func ReadContent[T any](p *param.Reader, x *param.Param, v *T, read func(*T, *codec.Decoder, int) int) bool {
	text, ok := p.Content(x)
	if !ok {
		return false
	}
	return readText(p, x, text, v, read)
}

// ReadNullable is ReadContent of a parameter whose schema allows null: set reports that it
// is there, valid that it is not null and good.
func ReadNullable[T any](p *param.Reader, x *param.Param, v *T, read func(*T, *codec.Decoder, int) int) (set, valid bool) {
	text, ok := p.Content(x)
	if !ok {
		return false, false
	}
	if string(bytes.Trim(text, " \t\r\n\x00")) == "null" {
		return true, false
	}
	valid = readText(p, x, text, v, read)
	return valid, valid
}

// ReadNullableNew is ReadNullable of an object that is held by pointer, nil if it is null or
// not there.
func ReadNullableNew[T any](p *param.Reader, x *param.Param, read func(*T, *codec.Decoder, int) int) (v *T, set, valid bool) {
	v = new(T)
	if set, valid = ReadNullable(p, x, v, read); !valid {
		v = nil
	}
	return v, set, valid
}

// ReadLoose reads a parameter whose schema admits several scalar types: the text
// is taken for the JSON scalar it looks like, and for a string where that does
// not fit.
func ReadLoose[T any](p *param.Reader, x *param.Param, v *T, read func(*T, *codec.Decoder, int) int) bool {
	text, ok := p.Text(x)
	if !ok {
		return false
	}
	if looksLikeScalar(text) {
		if codec.UnmarshalFunc([]byte(text), func(d *codec.Decoder, i int) int { return read(v, d, i) }) == nil {
			return true
		}
		var zero T
		*v = zero
	}
	quoted := append(codec.AppendString([]byte(`"`), text), '"')
	quoted = append(quoted, make([]byte, codec.Pad)...)
	return readText(p, x, quoted, v, read)
}

func looksLikeScalar(s string) bool {
	if s == "" {
		return false
	}
	return s == "true" || s == "false" || s == "null" || s[0] == '-' || s[0] >= '0' && s[0] <= '9'
}

// readText decodes padded JSON and records what is wrong with it.
func readText[T any](p *param.Reader, x *param.Param, text []byte, v *T, read func(*T, *codec.Decoder, int) int) bool {
	d := decoders.Get().(*codec.Decoder)
	d.Reset(text)
	good := codec.ReadDocument(v, d, read)
	if !good {
		recordText(p, x, d)
	}
	d.Reset(noDocument)
	decoders.Put(d)
	return good
}

// decoders are for texts that are read beside the body of a request.
var decoders = sync.Pool{New: func() any { return new(codec.Decoder) }}

// recordText records what is wrong with the JSON of a parameter.
func recordText(p *param.Reader, x *param.Param, d *codec.Decoder) {
	if _, msg, bad := d.SyntaxError(); bad {
		p.Fault(x, rule.Fault{Type: "json_invalid", Message: "is not valid JSON", Context: rule.Context{"error": msg}}, "")
		return
	}
	for _, f := range d.Violations("") {
		p.FaultIn(x, f.Loc[1:], rule.Fault{Type: f.Type, Message: f.Message, Context: f.Context}, f.Input)
	}
}

// SetHeader sets a header to one value; key is in the canonical form.
//
//go:noinline
func SetHeader(h http.Header, key, value string) { h[key] = []string{value} }

// HeaderText makes a text safe as the value of a header: control characters
// become spaces (RFC 9110, section 5.5).
//
//go:noinline
func HeaderText(s string) string { return string(param.AppendSimple(nil, s)) }

// HeaderURI writes a URI reference for a header: what cannot stand in one (RFC 3986),
// such as a space, is percent-encoded, and escapes that are there stay.
func HeaderURI(s string) string {
	const hex = "0123456789ABCDEF"
	var b []byte
	for i := range len(s) {
		c := s[i]
		if c > ' ' && c < 0x7f && !strings.ContainsRune("\"<>\\^`{|}", rune(c)) {
			b = append(b, c)
		} else {
			b = append(b, '%', hex[c>>4], hex[c&15])
		}
	}
	return string(b)
}

// HeaderList joins the items of a list with commas, style simple.
func HeaderList[T any](l []T, app func(*T, []byte) []byte) string {
	var b []byte
	for i := range l {
		if i > 0 {
			b = append(b, ',')
		}
		b = append(b, unquoted(app(&l[i], nil))...)
	}
	return string(param.AppendSimple(nil, string(b)))
}

// HeaderJSON is a header whose value is JSON.
func HeaderJSON[T any](v *T, app func(*T, []byte) []byte) string {
	return string(param.AppendSimple(nil, string(unquoted(app(v, nil)))))
}

// unquoted is the text of a JSON string, and any other JSON as it is.
func unquoted(b []byte) []byte {
	var s string
	if len(b) > 0 && b[0] == '"' && json.Unmarshal(b, &s) == nil {
		return []byte(s)
	}
	return b
}

// FillLoc sets the location of a violation in an error schema: a list of names
// and indexes, of whatever type the document gives its items.
func FillLoc[T any](v *[]T, x *rule.Violation, read func(*T, *codec.Decoder, int) int) {
	*v = make([]T, 0, len(x.Loc))
	for _, at := range x.Loc {
		var item T
		if codec.UnmarshalFunc(AppendValue(nil, at), func(d *codec.Decoder, i int) int { return read(&item, d, i) }) == nil {
			*v = append(*v, item)
		}
	}
}

// ViolationContext is the figures behind a violation, such as {"max_length": 5}; nil
// if there are none.
func ViolationContext(x *rule.Violation) map[string]JSON {
	if len(x.Context) == 0 {
		return nil
	}
	all := make(map[string]JSON, len(x.Context))
	for k, v := range x.Context {
		all[k] = AppendValue(nil, v)
	}
	return all
}

func jsonContext(msg string) rule.Context { return rule.Context{"error": msg} }

// BodyPointer is the JSON pointer (RFC 6901) of a violation inside the body; ok is
// false for violations elsewhere.
func BodyPointer(x *rule.Violation) (pointer string, ok bool) {
	if len(x.Loc) == 0 || x.Loc[0] != "body" {
		return "", false
	}
	if x.Type == "json_invalid" { // its place is an offset, not a member
		return "", true
	}
	inner := rule.Violation{Loc: x.Loc[1:]}
	return inner.Pointer(), true
}

// BodyFragment is BodyPointer as a URI fragment, "#/items/0/name" (RFC 6901, section
// 6): what RFC 9457 shows in its example of several errors.
func BodyFragment(x *rule.Violation) (fragment string, ok bool) {
	pointer, ok := BodyPointer(x)
	return "#" + (&url.URL{Fragment: pointer}).EscapedFragment(), ok
}

// ParameterName is the name of the parameter that a violation is about; ok is
// false for violations in the body.
func ParameterName(x *rule.Violation) (name string, ok bool) {
	if len(x.Loc) < 2 || x.Loc[0] == "body" {
		return "", false
	}
	name, ok = x.Loc[1].(string)
	return name, ok
}
