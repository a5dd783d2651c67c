package normalise

import (
	"math"
	"math/big"
	"strconv"
	"strings"

	"github.com/specho/specho/generator/load"
	"github.com/specho/specho/generator/spec"
)

// readKeywords reads the keywords of a Schema Object, apart from $ref.
func (z *normaliser) readKeywords(n *load.Node, s *spec.Schema) {
	k := &keywords{normaliser: z, n: n, s: s}
	for _, m := range n.Members {
		if !k.annotation(m) && !k.number(m) && !k.size(m) && !k.applicator(m) && !k.value(m) {
			k.other(m)
		}
	}
	k.ends()
}

// keywords is the reading of one Schema Object.
type keywords struct {
	*normaliser
	n *load.Node
	s *spec.Schema

	nullable                       bool // OpenAPI 3.0
	exclusiveMinimum, exclusiveMax bool // OpenAPI 3.0
	discriminated                  *spec.Discriminator
	values                         []*load.Node // of the enum
}

// annotation reads keywords that do not constrain.
func (k *keywords) annotation(m *load.Node) bool {
	s := k.s
	switch m.Name {
	case "title":
		s.Title = k.text(k.n, m.Name)
	case "description":
		s.Description = k.text(k.n, m.Name)
	case "deprecated":
		s.Deprecated = k.flag(k.n, m.Name, false)
	case "readOnly":
		s.ReadOnly = k.flag(k.n, m.Name, false)
	case "writeOnly":
		s.WriteOnly = k.flag(k.n, m.Name, false)
	case "default":
		v := spec.Value(m.JSON())
		s.Default = &v
	case "example":
		s.Examples = append(s.Examples, spec.Value(m.JSON()))
	case "examples":
		k.examplesOf(m)
	case "$schema":
		k.dialect(m)
	case "xml":
		k.xml(m)
	case "$id", "id", "$anchor", "$dynamicAnchor", "$comment", "$defs", "definitions", "$vocabulary", "externalDocs", "$ref", "$dynamicRef", "$recursiveRef", "$recursiveAnchor":
	default:
		if !isExtension(m.Name) {
			return false
		}
		k.extension(m)
		s.Extensions = append(s.Extensions, spec.Extension{Node: at(m), Name: m.Name, Value: spec.Value(m.JSON())})
	}
	return true
}

// xml checks an XML Object, which nothing else reads: what nodeType says, attribute and
// wrapped said before OpenAPI 3.2.
func (k *keywords) xml(m *load.Node) {
	for _, old := range [...]string{"attribute", "wrapped"} {
		if n := m.Get(old); n != nil && m.Get("nodeType") != nil {
			k.warn(n, "members-exclusive", "write one of the two", "an XML object has nodeType or %s, not both", old)
		}
	}
}

// extension reads the extensions that say how a value is coded.
func (k *keywords) extension(m *load.Node) {
	switch m.Name {
	case "x-date-layout":
		k.s.Layout = k.text(k.n, m.Name)
	case "x-go-type":
		k.note(m, "go-type-ignored", "give the schema a format of its own, and name the type under formats in specho.yaml",
			"x-go-type does not choose the Go type: documents do not name packages")
	}
}

// examplesOf reads `examples`: a list in JSON Schema, often a map by mistake.
func (k *keywords) examplesOf(m *load.Node) {
	list := m.Items
	if m.Kind == load.Object {
		list = m.Members
	}
	for _, e := range list {
		if m.Kind == load.Object && e.Get("value") != nil {
			e = e.Get("value")
		}
		k.s.Examples = append(k.s.Examples, spec.Value(e.JSON()))
	}
}

// number reads the bounds of numbers.
func (k *keywords) number(m *load.Node) bool {
	s := k.s
	switch m.Name {
	case "minimum":
		s.Minimum = k.literal(m)
	case "maximum":
		s.Maximum = k.literal(m)
	case "multipleOf":
		s.MultipleOf = k.literal(m)
		if s.MultipleOf != nil && rat(*s.MultipleOf).Sign() <= 0 {
			k.warn(m, "multiple-of", "", "multipleOf must be greater than 0, not %s: it is left out", m.Text)
			s.MultipleOf = nil
		}
	case "exclusiveMinimum":
		if k.exclusive(m, "minimum") {
			k.exclusiveMinimum = k.flag(k.n, m.Name, false)
		} else {
			s.ExclusiveMinimum = k.literal(m)
		}
	case "exclusiveMaximum":
		if k.exclusive(m, "maximum") {
			k.exclusiveMax = k.flag(k.n, m.Name, false)
		} else {
			s.ExclusiveMaximum = k.literal(m)
		}
	default:
		return false
	}
	return true
}

// exclusive reports whether a bound is the boolean of OpenAPI 3.0, and not a number.
func (k *keywords) exclusive(m *load.Node, bound string) bool {
	if m.Kind != load.Bool && (m.Kind != load.String || load.IsNumber(m.Text)) {
		return false
	}
	if k.n.Get(bound) == nil {
		k.warn(m, "exclusive-alone", "add "+bound+", or write the number here", "%s means nothing without %s: it is ignored", m.Name, bound)
	}
	return true
}

// literal returns a number as it is written.
func (k *keywords) literal(m *load.Node) *spec.Number {
	text := m.Text
	switch {
	case m.Kind == load.Null:
		return nil
	case m.Kind == load.String && load.IsNumber(m.Text):
		k.warn(m, "number-quoted", "write it without quotes", "%s is the string %q: it is read as a number", m.Name, m.Text)
	case m.Kind == load.String && load.OddNumber(m.Text):
		k.warn(m, "number-literal", "write it as a decimal number", "%s: %q is not a number of JSON: it is left out", m.Name, clip(m.Text))
		return nil
	case !k.is(m, load.Number):
		return nil
	}
	if _, ok := parseRat(text); !ok {
		k.warn(m, "number-range", "", "%s: the number %s is out of range: it is left out", m.Name, clip(text))
		return nil
	}
	x := spec.Number(text)
	return &x
}

// clip shortens a text for a message.
func clip(s string) string {
	if len(s) > 40 {
		return s[:40] + "..."
	}
	return s
}

// parseRat returns the exact value of a number literal; false if it is none, or
// has an exponent or length that no format can carry.
func parseRat(s string) (*big.Rat, bool) {
	if len(s) > 1000 {
		return nil, false
	}
	if i := strings.IndexAny(s, "eE"); i >= 0 {
		if e, err := strconv.Atoi(s[i+1:]); err != nil || e > 308 || e < -400 {
			return nil, false
		}
	}
	return new(big.Rat).SetString(s)
}

// rat is parseRat for a literal that was checked before.
func rat(n spec.Number) *big.Rat {
	if r, ok := parseRat(string(n)); ok {
		return r
	}
	return new(big.Rat)
}

// size reads the keywords that count things.
func (k *keywords) size(m *load.Node) bool {
	s := k.s
	switch m.Name {
	case "minLength":
		s.MinLength = k.least(m)
	case "maxLength":
		s.MaxLength = k.count(m)
	case "minItems":
		s.MinItems = k.least(m)
	case "maxItems":
		s.MaxItems = k.count(m)
	case "minContains":
		s.MinContains = k.count(m)
	case "maxContains":
		s.MaxContains = k.count(m)
	case "minProperties":
		s.MinProperties = k.least(m)
	case "maxProperties":
		s.MaxProperties = k.count(m)
	case "uniqueItems":
		s.UniqueItems = k.flag(k.n, m.Name, false)
	default:
		return false
	}
	return true
}

func (k *keywords) least(m *load.Node) int {
	if c := k.count(m); c != nil {
		return *c
	}
	return 0
}

// count returns a number of things: not negative, no fraction. One that is out
// of int's range limits nothing as a maximum.
func (k *keywords) count(m *load.Node) *int {
	lit := k.literal(m)
	if lit == nil {
		return nil
	}
	r := rat(*lit)
	if r.Sign() < 0 || !r.IsInt() {
		k.warn(m, "count-invalid", "", "%s must be a whole number that is not negative, not %s: it is left out", m.Name, clip(m.Text))
		return nil
	}
	if !r.Num().IsInt64() || r.Num().Int64() > math.MaxInt32 {
		if strings.HasPrefix(m.Name, "min") {
			k.warn(m, "count-range", "", "%s: no value is that large: %s: it is left out", m.Name, clip(m.Text))
			return nil
		}
		if r.Num().IsInt64() {
			n := int(r.Num().Int64())
			return &n
		}
		k.note(m, "count-range", "", "%s: %s is no limit in practice", m.Name, clip(m.Text))
		return nil
	}
	n := int(r.Num().Int64())
	return &n
}
