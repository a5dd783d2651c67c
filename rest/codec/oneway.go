package codec

import "github.com/specho/specho/rest/rule"

// Programs can leave out the codecs of directions that their operations do not have.
// The methods are there all the same, and say so: nothing is read or written wrongly.
const oneWay = "is not generated in this direction: generate the server with codecs: both"

// OneWay is DecodeJSON of a type that is only written: a violation.
func (d *Decoder) OneWay(i int) int {
	next := d.Skip(i)
	if next >= 0 {
		d.Fail(i, rule.Fault{Type: "codec_missing", Message: oneWay})
	}
	return next
}

// AppendOneWay is AppendJSON of a type that is only read: a value that cannot be
// encoded, see [AppendInvalid].
func AppendOneWay(b []byte) []byte { return AppendInvalid(b, "the type "+oneWay) }
