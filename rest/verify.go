package rest

import (
	"github.com/specho/specho/rest/codec"
	"github.com/specho/specho/rest/param"
)

// Verified reads a value that texts have given once more, from the JSON that it is:
// keywords such as not, contains or dependentRequired, and the rules of lists in
// objects, are those of the JSON reader. ok says whether the texts were fine; if not,
// or if the value breaks the contract, which is recorded, the result is false.
func Verified[T any](p *param.Reader, x *param.Param, ok bool, v *T, read func(*T, *codec.Decoder, int) int, app func(*T, []byte) []byte) bool {
	if !ok {
		return false
	}
	var again T
	return readText(p, x, append(app(v, nil), make([]byte, codec.Pad)...), &again, read)
}

// VerifyForm is Verified for the fields of a body together, if nothing was wrong
// with one of them.
func VerifyForm[T any](x *Exchange, v *T, read func(*T, *codec.Decoder, int) int, app func(*T, []byte) []byte) {
	if len(x.Params().Violations()) > 0 {
		return
	}
	x.out = append(app(v, x.out[:0]), noDocument...)
	x.decoder.Reset(x.out)
	var again T
	if !codec.ReadDocument(&again, &x.decoder, read) {
		x.violations = append(x.violations, x.decoder.Violations("body")...)
	}
}

// VerifyBody checks a text body against a schema, as the JSON string that it is.
func VerifyBody(x *Exchange, text string, verify func(d *codec.Decoder, at, next int) int) {
	x.violations = append(x.violations, x.textViolations(text, nil, verify)...)
}
