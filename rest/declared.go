package rest

import (
	"fmt"
	"net/http"
	"net/textproto"
	"strings"
	"unicode/utf8"

	"github.com/specho/specho/rest/codec"
	"github.com/specho/specho/rest/rule"
	"github.com/specho/specho/rest/wire"
)

// The kinds of header values, see package wire.
const (
	TextHeader     = wire.TextHeader
	BareHeader     = wire.BareHeader
	TextsHeader    = wire.TextsHeader
	BareListHeader = wire.BareListHeader
	JSONHeader     = wire.JSONHeader
)

// HeaderRule is what the document says of a header of a branch.
type HeaderRule struct {
	name     string
	required bool
	kind     wire.HeaderKind
	read     func(d *codec.Decoder, text []byte) bool
}

// RuledHeader is the HeaderRule of a header whose value read reads from JSON.
func RuledHeader[T any](name string, required bool, kind wire.HeaderKind, read func(*T, *codec.Decoder, int) int) HeaderRule {
	return HeaderRule{name: name, required: required, kind: kind, read: func(d *codec.Decoder, text []byte) bool {
		var v T
		d.Reset(append(text, noDocument...))
		return codec.ReadDocument(&v, d, read)
	}}
}

// HeaderBy is Header for a branch whose headers have rules. If the server validates
// responses they are checked when the status is about to go out.
func (x *Exchange) HeaderBy(rules []HeaderRule) http.Header {
	if x.server.options.ValidateResponses {
		x.rules = rules
	}
	return x.Header()
}

// checkHeaders checks the headers of the branch. If they break the document, it takes
// them back.
func (x *Exchange) checkHeaders(status int) error {
	rules := x.rules
	if rules == nil {
		return nil
	}
	x.rules = nil
	var all []rule.Violation
	for i := range rules {
		all = append(all, rules[i].violations(x.Header())...)
	}
	if len(all) == 0 {
		return nil
	}
	for i := range rules {
		x.Header().Del(rules[i].name)
	}
	return x.breaks(status, violated(all))
}

// violations says what is wrong with the header.
func (r *HeaderRule) violations(h http.Header) []rule.Violation {
	values := h[textproto.CanonicalMIMEHeaderKey(r.name)]
	if len(values) == 0 {
		if r.required {
			return []rule.Violation{rule.Missing().At([]any{"header", r.name}, nil)}
		}
		return nil
	}
	d := decoders.Get().(*codec.Decoder)
	defer func() {
		d.Reset(noDocument)
		decoders.Put(d)
	}()
	texts := wire.HeaderValues(strings.Join(values, ","), r.kind)
	for i := len(texts) - 1; i >= 0; i-- { // what is said of the likeliest stays
		if r.read(d, texts[i]) {
			return nil
		}
	}
	found := d.Violations("header")
	if _, msg, bad := d.SyntaxError(); bad {
		found = []rule.Violation{{Loc: []any{"header"}, Message: "is not valid JSON: " + msg}}
	}
	for i := range found {
		found[i].Loc = append([]any{"header", r.name}, found[i].Loc[1:]...)
	}
	return found
}

// SendTextBy is SendText for a text that has a rule; verify, if not nil, checks the rest
// of its schema on the JSON string that it is. Both count if the server validates
// responses.
func (x *Exchange) SendTextBy(status int, media MediaType, text string, r *rule.String, verify func(d *codec.Decoder, at, next int) int) error {
	if x.server.options.ValidateResponses {
		if !utf8.ValidString(text) {
			return x.breaks(status, violated{notUTF8})
		}
		if all := x.textViolations(text, r, verify); len(all) > 0 {
			return x.breaks(status, violated(all))
		}
	}
	return x.SendText(status, media, text)
}

// textViolations says what is wrong with a text body.
func (x *Exchange) textViolations(text string, r *rule.String, verify func(d *codec.Decoder, at, next int) int) []rule.Violation {
	var all []rule.Violation
	if f := r.Check(text); !f.OK() {
		all = append(all, f.At([]any{"body"}, nil))
	}
	if verify != nil {
		d := &x.decoder
		x.out = append(append(codec.AppendString(append(x.out[:0], '"'), text), '"'), noDocument...)
		d.Reset(x.out)
		verify(d, 0, d.Skip(0))
		all = append(all, d.Violations("body")...)
	}
	return all
}

// notUTF8 is what is wrong with a text body that is no text.
var notUTF8 = rule.Violation{Loc: []any{"body"}, Type: "string_unicode", Message: "must be UTF-8 text"}

// violated is the error of an answer that is not one of the document's.
type violated []rule.Violation

func (v violated) Error() string { return violationsText(v) }

// breaks says that an answer of the operation is not as the document has it.
func (x *Exchange) breaks(status int, err error) error {
	return fmt.Errorf("the %d answer of %s breaks the document: %w", status, x.op.ID, err)
}
