package schema

import (
	"testing"

	"github.com/specho/specho/rest/codec"
)

// FuzzVerify has any schema and any document: no panic, Verify records
// something if and only if the document is not valid, and a document is never
// valid for a schema and for its opposite.
func FuzzVerify(f *testing.F) {
	f.Add(orderSchema, string(orderDoc(2)))
	f.Add(`{"uniqueItems":true,"items":{"multipleOf":0.1}}`, `[1,1.0e5,-0.3,"a\u0000\ud83d\ude00"]`)
	f.Add(`{"oneOf":[{"$ref":"#/S/$defs/a"},{"items":{"$ref":"#/S"}}],"$defs":{"a":{"type":"string"}}}`, `[["x"],[]]`)
	f.Add(`{"unevaluatedProperties":{"format":"date"},"dependentSchemas":{"a":{"properties":{"b":false}}},"if":{"minProperties":2}}`, `{"a":1,"b":"x"}`)
	f.Add(`{"prefixItems":[{"const":{"a":[1]}}],"contains":{"enum":[null]},"unevaluatedItems":false}`, `[{"a":[1.0]},null]`)
	f.Fuzz(func(t *testing.T, schema, doc string) {
		set := New(`{"S":` + schema + `,"N":{"not":{"$ref":"#/S"}}}`)
		if set.Err() != nil {
			return
		}
		if set.nodes["N"] == nil || set.nodes["S"] == nil {
			return
		}
		s := set.Schema("S")
		valid := s.Valid([]byte(doc))
		if valid && set.Schema("N").Valid([]byte(doc)) {
			t.Error("the document is valid for a schema and its opposite")
		}
		var d codec.Decoder
		d.Reset(append([]byte(doc), make([]byte, codec.Pad)...))
		ok := d.Document(func(d *codec.Decoder, i int) int { return s.Verify(d, i, d.Skip(i)) })
		if ok != valid {
			t.Errorf("Valid is %v, Verify leaves %v: %v", valid, ok, d.Violations("body"))
		}
	})
}
