package spec

// Value is a JSON value as compact JSON text. Numbers keep their literal, so that
// integers of 64 bits and decimals stay exact.
type Value string

// Number is a JSON number literal, exact.
type Number string

// Types is a set of JSON types.
type Types uint8

// The JSON types. Integer is a Number without a fractional part.
const (
	Boolean Types = 1 << iota
	Integer
	NumberType
	String
	Array
	Object
	Null
)

// Schema is a normalised Schema Object. If Ref is set, the schema is a reference:
// the keywords are Ref's, and only Nullable and the annotations (Title to
// Extensions) are the referrer's own. Keywords that stood beside $ref, and all of
// allOf, have been merged: AllOf keeps the rest.
type Schema struct {
	Node
	Name string // key under components/schemas if it stands there, else ""
	Ref  *Schema
	Of   string // of a schema that stands in for a component, as a branch of a union: the name of that

	// Nullable says that null is allowed beside what the other keywords say:
	// `nullable: true`, a type array with "null", `anyOf: [T, {type: "null"}]`, an
	// enum that lists null. Types then does not hold Null.
	Nullable bool

	Title       string
	Description string
	Deprecated  bool
	ReadOnly    bool
	WriteOnly   bool
	Default     *Value
	Examples    []Value
	Extensions  Extensions

	Always  *bool // a boolean schema: true accepts everything, false nothing
	Types   Types // 0: any type
	Literal bool  // 1.0 and 1e2 are no integers
	Format  string
	Layout  string  // of a date, in the words of Go's package time: x-date-layout
	Enum    []Value // without null
	Const   *Value

	Minimum, Maximum                   *Number
	ExclusiveMinimum, ExclusiveMaximum *Number
	MultipleOf                         *Number

	MinLength int
	MaxLength *int
	Pattern   string

	Items       *Schema
	PrefixItems []*Schema
	Contains    *Schema
	MinContains *int
	MaxContains *int
	MinItems    int
	MaxItems    *int
	UniqueItems bool

	Properties            []*Property
	Required              []string // all names, those without a property too
	AdditionalProperties  *Schema  // nil: not said; Always for true and false
	PatternProperties     []*Property
	PropertyNames         *Schema
	DependentRequired     []Dependency
	DependentSchemas      []*Property
	MinProperties         int
	MaxProperties         *int
	UnevaluatedProperties *Schema
	UnevaluatedItems      *Schema

	OneOf         []*Schema
	AnyOf         []*Schema
	Not           *Schema
	If            *Schema
	Then          *Schema
	Else          *Schema
	Discriminator *Discriminator

	ContentMediaType string
	ContentEncoding  string

	// AllOf keeps what normalisation could not merge exactly (two different
	// patterns, two `not`, an allOf of unions): each entry must hold as well.
	AllOf []*Schema
}

// Property is a named schema: an entry of properties, patternProperties (the
// name is the pattern) or dependentSchemas.
type Property struct {
	Node
	Name     string
	Schema   *Schema
	Required bool // of properties: the name is in `required`
}

// Dependency is an entry of dependentRequired.
type Dependency struct {
	Name     string
	Requires []string
}

// Discriminator is a Discriminator Object; Mapping is complete: one entry a
// member of the union at least, explicit ones first.
type Discriminator struct {
	Node
	Property string
	Mapping  []Mapping
	Literal  bool    // the values are the texts of numbers or booleans
	Default  *Schema // of values without a tag that is mapped; nil: there are none
}

// Mapping is one value of a discriminator.
type Mapping struct {
	Value  string
	Schema *Schema
}

// Target follows references to the schema that holds the keywords.
func (s *Schema) Target() *Schema {
	for n := 0; s != nil && s.Ref != nil && n < 100; n++ {
		s = s.Ref
	}
	return s
}

// Only is the one value that s has: a const, or an enum of one.
func (s *Schema) Only() (v Value, ok bool) {
	switch {
	case s.Const != nil:
		return *s.Const, true
	case len(s.Enum) == 1:
		return s.Enum[0], true
	}
	return "", false
}

// IsNullable reports whether null is allowed, here or along the references.
func (s *Schema) IsNullable() bool {
	for n := 0; s != nil && n < 100; n++ {
		if s.Nullable {
			return true
		}
		s = s.Ref
	}
	return false
}

// Property returns the property of that name, or nil.
func (s *Schema) Property(name string) *Property {
	for _, p := range s.Properties {
		if p.Name == name {
			return p
		}
	}
	return nil
}
