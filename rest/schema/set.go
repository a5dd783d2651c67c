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
	"sync/atomic"

	"github.com/specho/specho/rest/codec"
)

// Set is the table of the schemas of one document.
type Set struct {
	text  string
	own   map[string]Is
	once  sync.Once
	nodes map[string]*node
	err   error
}

// New gives the set of the schemas in text, a JSON object of schemas by name.
// References are JSON pointers into text, {"$ref": "#/Name"}. The text is parsed
// when it is first needed.
func New(text string) *Set { return &Set{text: text} }

// Is is the check of a format: of strings, of numbers by their digits, or nil.
type Is struct {
	Text   func(s string) bool
	Number func(s []byte) bool
}

// Format sets what the set asserts of a format, also of one that package format
// knows. It is for the start, before the set is used.
func (s *Set) Format(name string, is Is) *Set {
	if s.own == nil {
		s.own = map[string]Is{}
	}
	s.own[name] = is
	return s
}

// Err parses the set now and gives what is wrong with its text: no JSON, a
// keyword whose value is not what it must be, a reference that leads nowhere, a
// pattern that cannot be matched, a schema that refers to itself for the same
// value.
func (s *Set) Err() error {
	s.once.Do(func() { s.nodes, s.err = parse(s.text, s.own) })
	return s.err
}

// Schema gives the schema of that name. Whether the text has it is found out
// when the schema is first used.
func (s *Set) Schema(name string) *Schema { return &Schema{set: s, name: name} }

// Schema is one schema of a [Set].
type Schema struct {
	set  *Set
	name string
	node atomic.Pointer[node]
}

// find gives the parsed schema. The generator has checked the text, so that a
// text that cannot be read or lacks the schema is a bug.
func (s *Schema) find() *node {
	if n := s.node.Load(); n != nil {
		return n
	}
	if err := s.set.Err(); err != nil {
		panic("schema: " + err.Error())
	}
	n := s.set.nodes[s.name]
	if n == nil {
		panic("schema: no schema " + s.name)
	}
	s.node.Store(n)
	return n
}

// Verify checks the value that a reader consumed, d.B[at:next]. It records what
// is wrong in d and returns next; a negative next is passed through.
func (s *Schema) Verify(d *codec.Decoder, at, next int) int {
	if next >= 0 {
		s.find().run(d, at, next, true)
	}
	return next
}

// Valid reports whether json is a JSON document that the schema accepts.
func (s *Schema) Valid(json []byte) bool {
	n := s.find()
	var d codec.Decoder
	d.Reset(append(json[:len(json):len(json)], make([]byte, codec.Pad)...))
	at := 0
	ok := d.Document(func(d *codec.Decoder, i int) int {
		at = i
		return d.Skip(i)
	})
	return ok && n.run(&d, at, len(json), false)
}
