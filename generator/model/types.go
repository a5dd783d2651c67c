package model

import (
	"github.com/specho/specho/generator/diag"
	"github.com/specho/specho/generator/spec"
)

// TypeKind says what a named Go type is.
type TypeKind string

// The kinds of named types.
const (
	Struct TypeKind = "struct"
	Enum   TypeKind = "enum"
	Union  TypeKind = "union"
	Array  TypeKind = "array" // type Tags []string
	Map    TypeKind = "map"
	Alias  TypeKind = "alias" // type TouristID = uuid.UUID
)

// Type is a Go type that the output declares.
type Type struct {
	Kind        TypeKind
	Description string
	Title       string
	Deprecated  bool
	Pos         diag.Pos
	Pointer     string
	Site        *Site
	Component   bool // stands under components/schemas
	Package     *Package
	Alias       *TypeAlias // in the package that the document has it in, if that is another one; else nil
	Form        bool       // holds a form with files: it has no JSON
	Secrets     bool       // holds a secret at any depth
	Decode      bool       // DecodeJSON is reachable
	Encode      bool       // AppendJSON is reachable
	Same        *Type      // of the same shape, whose codec does for this one too; nil: it has its own
	Once        bool       // the name is an alias of Same, which is equal in all

	Fields     []*Field // Struct
	Additional *Value   // Struct: values of additional properties, nil if they are dropped
	Closed     bool     // Struct: other properties are refused
	Check      *Check   // what the type does not carry, nil if there is nothing
	Members    *Rule    // Struct
	Loose      bool     // Struct: no field is always there, so braces come last

	Underlying string       // Enum: string, int64, float64
	Values     []*EnumValue // Enum
	Rule       *Rule        // Enum: the values

	Variants      []*Variant // Union
	Discriminator string     // Union: property that tells the variant
	LiteralTags   bool       // the tags are texts of numbers or booleans
	OneOf         bool       // Union: exactly one variant may match
	Null          bool       // Union: null is a value

	Value *Value // Array, Map, Alias: what it is

	Go TypeNames
}

// TypeNames are the Go names of a Type.
type TypeNames struct {
	Name   string
	Marker string // Union: isPaymentMethod
	Sealed string // Union: PaymentMethodVariant
}

// EnumValue is a value of an enum.
type EnumValue struct {
	JSON string // JSON text of the value
	Text string // Go literal of the value
	Site *Site
}

// Variant is a member of a union.
type Variant struct {
	Value   *Value
	Tags    []string // discriminator values
	Default bool     // values of the union whose tag is no variant's are of this one
	Kinds   []string // JSON kinds it can be, as constants of package codec; nil: all
	Wraps   bool     // a wrapper type is declared for it, since its own type cannot have methods
	Site    *Site    // of the wrapper

	Go VariantNames
}

// Filled is the struct that says failures in a value: its own, or of a union the one of
// values that no tag tells; else nil.
func (v *Value) Filled() *Type {
	if v.Shape != Named {
		return nil
	}
	if f := v.Type.Fallback(); f != nil && !f.Wraps {
		v = f.Value
	}
	if v.Shape != Named || v.Type.Kind != Struct {
		return nil
	}
	return v.Type
}

// Fallback is the variant of values whose tag is no variant's, or nil.
func (t *Type) Fallback() *Variant {
	for _, v := range t.Variants {
		if v.Default {
			return v
		}
	}
	return nil
}

// VariantNames are the Go names of a Variant.
type VariantNames struct {
	Wrapper string
}

// Presence says how a value can be missing or null, and so its Go type.
type Presence string

// The presences.
const (
	Required Presence = "required" // T
	Optional Presence = "optional" // rest.Opt[T]
	Nullable Presence = "nullable" // rest.Null[T]
	OptNull  Presence = "optnull"  // rest.OptNull[T]
	Pointer  Presence = "pointer"  // *T, nil is absent
	NullPtr  Presence = "nullptr"  // *T, nil is null
	NilGone  Presence = "nilgone"  // slice, map, raw: nil is absent
	NilNull  Presence = "nilnull"  // slice, map, raw: nil is null
	Filled   Presence = "filled"   // T, the default where absent
	Fixed    Presence = "fixed"    // no Go value: a required const
)

// Field is a property of a struct.
type Field struct {
	Name        string // the property
	Description string
	Deprecated  bool
	Presence    Presence
	Value       *Value
	Default     *Default
	Const       string // Fixed: JSON text
	Index       int    // member index of the decoder
	Required    bool
	Lead, Tail  string // literals around the value
	ReadOnly    bool   // in a request: skipped, not decoded
	WriteOnly   bool
	Pos         diag.Pos
	Site        *Site

	Go FieldNames
}

// FieldNames are the Go names of a Field.
type FieldNames struct {
	Name string
}

// Default is the value of an absent property.
type Default struct {
	JSON   string  // JSON text
	Go     string  // Go expression; "" if it has to be decoded from JSON
	Helper *Helper // reads it, if no library function or method does
}

// Shape says how a value is coded.
type Shape string

// The shapes of values.
const (
	Scalar Shape = "scalar" // codec.ReadX, codec.AppendX
	Named  Shape = "named"  // methods of a declared type
	List   Shape = "list"   // codec.ReadArray
	Dict   Shape = "dict"   // codec.ReadMap
)

// Value is one use of a schema: its Go type and how it is coded.
type Value struct {
	Shape      Shape
	Kind       string // Scalar: UUID of codec.ReadUUID
	Go         GoType // Scalar: the Go type, where Alias is nil
	Type       *Type  // Named, or the alias that Scalar is declared as
	Rule       *Rule
	Elem       *Value   // List, Dict
	ElemNil    Presence // List, Dict: Required, Nullable or NullPtr
	ElemHelper *Helper  // List, Dict: functions that read and append an element, if no library function or method does
	Format     *Format  // Scalar: what codes it where package codec does not; nil: that does
	Quoted     bool     // its JSON text always has quotes around AppendX's
	Check      *Check   // what its Go type does not carry, nil if there is nothing
	Secret     bool
}

// Format is a format that a Go type or a layout of the user's stands for.
type Format struct {
	Name   string // of the document
	Coding FormatCoding
	Go     GoType // the type
	Parse  GoType // function; Name is "" if the type encodes itself
	Write  GoType // function, or a method of the type if it has no import
	Layout string
	Digits int    // of a fraction, plus 1
	Key    string // name in the table of checks
	Site   *Site
	Global bool // it is for every value of the type, so that free-form values are written like that too

	Variable string // formatMoney, filled in by naming.Assign
}

// FormatCoding is what the values of a Format are in JSON.
type FormatCoding string

// The codings of formats.
const (
	FormatText   FormatCoding = "Text"   // strings
	FormatNumber FormatCoding = "Number" // numbers
	FormatJSON   FormatCoding = "JSON"   // anything
)

// Plain reports whether encoding/json codes the values as the document wants it.
func (f *Format) Plain() bool {
	return f.Parse.Name == "" && f.Layout == "" && f.Digits == 0 && f.Coding != FormatNumber
}

// GoType is a Go type expression of another package or a builtin.
type GoType struct {
	Import string
	Name   string
}

// Helper is a pair of functions that read and append one value as an element.
type Helper struct {
	Value    *Value
	Presence Presence // Required, Nullable or NullPtr
	Decode   bool
	Encode   bool
	Site     *Site

	Go HelperNames
}

// HelperNames are the Go names of a Helper.
type HelperNames struct {
	Read   string
	Append string
}

// Rule is the static data of a constraint.
type Rule struct {
	Type   string // String, Int, Members, Enum[TouristStatus]: of package rule
	Of     *Type  // Enum: the type parameter
	Fields []RuleField
	Site   *Site

	Go RuleNames
}

// RuleNames are the Go names of a Rule.
type RuleNames struct {
	Variable string
}

// RuleField is a field of a rule's literal; Expr is Go code. Imports lists the
// import paths that Expr uses by their base names.
type RuleField struct {
	Name    string
	Expr    string
	Imports []string
}

// Fill says how an error schema is filled from a failure.
type Fill struct {
	Type   *Type
	Text   bool // a text alone is enough: NewX(format, args...)
	Item   bool // fills an element of an error list from a violation
	Fields []*FillField
	Site   *Site

	Go FillNames
}

// FillNames are the Go names of a Fill.
type FillNames struct {
	Function string
}

// FillField assigns one field. Source is what it gets: text, json, title, status,
// code, instance, blank, default, violations, nested; in an Item: loc, context, type, place,
// pointer, fragment, parameter, message, input, default.
type FillField struct {
	Field  *Field
	Source string
	Items  *Fill // violations, nested: how the inner value is filled
	Alone  bool  // violations: a detail goes there too, it has no other place
}

// Check is a schema that is checked on the JSON text of a value.
type Check struct {
	Schema *spec.Schema
	Site   *Site

	Go CheckNames
}

// CheckNames are the Go names of a Check.
type CheckNames struct {
	Variable string // checkTouristFilter
	Entry    string // key in the table
}
