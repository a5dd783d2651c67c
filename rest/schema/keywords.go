package schema

import (
	"bytes"
	"math"

	"github.com/specho/specho/rest/format"
	"github.com/specho/specho/rest/rule"
)

// field is a keyword of a schema that is being read: its name and the token of
// its value.
type field struct {
	*parser
	n    *node
	name string
	k    int
}

// keywords holds how each keyword is read. Others are annotations, or are read
// together with these.
var keywords map[string]func(*field)

func init() {
	keywords = map[string]func(*field){
		"type":  (*field).types,
		"enum":  (*field).enum,
		"const": (*field).constant,

		"literalInteger": func(f *field) { f.n.literal = f.flag() }, // ours: 1.0 and 1e2 are no integers

		"minimum":          func(f *field) { f.bound(true, false) },
		"maximum":          func(f *field) { f.bound(false, false) },
		"exclusiveMinimum": func(f *field) { f.bound(true, true) },
		"exclusiveMaximum": func(f *field) { f.bound(false, true) },
		"multipleOf":       (*field).multipleOf,

		"minLength": func(f *field) { f.count(&f.n.texts().MinLength) },
		"maxLength": func(f *field) { f.count(&f.n.texts().max) },
		"pattern":   func(f *field) { f.n.texts().Pattern = f.pattern(f.k) },
		"format":    (*field).format,
		"writeOnly": func(f *field) { f.n.secret = f.n.secret || f.flag() },

		"items":       func(f *field) { f.n.items().rest = f.schema() },
		"prefixItems": func(f *field) { f.n.items().prefix = f.schemas() },
		"contains":    func(f *field) { f.n.items().contains = f.schema() },
		"minContains": func(f *field) { f.count(&f.n.items().minContains) },
		"maxContains": func(f *field) { f.count(&f.n.items().maxContains) },
		"minItems":    func(f *field) { f.count(&f.n.items().min) },
		"maxItems":    func(f *field) { f.count(&f.n.items().max) },
		"uniqueItems": func(f *field) { f.n.items().unique = f.flag() },

		"properties":           (*field).properties,
		"patternProperties":    (*field).patternProperties,
		"additionalProperties": func(f *field) { f.n.members().rest = f.schema() },
		"propertyNames":        func(f *field) { f.n.members().each = f.schema() },
		"required":             func(f *field) { f.n.members().required = f.names(f.k) },
		"minProperties":        func(f *field) { f.count(&f.n.members().min) },
		"maxProperties":        func(f *field) { f.count(&f.n.members().max) },
		"dependentRequired":    (*field).dependentRequired,
		"dependentSchemas":     (*field).dependentSchemas,

		"$ref":  func(f *field) { f.n.ref = f.resolve(f.n, f.str()) },
		"allOf": func(f *field) { f.n.allOf = append(f.n.allOf, f.schemas()...) },
		"anyOf": func(f *field) { f.n.anyOf = f.schemas() },
		"oneOf": func(f *field) { f.n.oneOf = f.schemas() },
		"not":   func(f *field) { f.n.not = f.schema() },
		"if":    func(f *field) { f.n.cond = f.schema() },
		"then":  func(f *field) { f.n.then = f.schema() },
		"else":  func(f *field) { f.n.orElse = f.schema() },

		"unevaluatedItems":      func(f *field) { f.n.unevaluatedItems = f.schema() },
		"unevaluatedProperties": func(f *field) { f.n.unevaluatedProperties = f.schema() },

		"$dynamicRef":   (*field).unsupported,
		"$recursiveRef": (*field).unsupported,
	}
}

func (n *node) texts() *textual {
	if n.text == nil {
		n.text = &textual{max: -1}
	}
	return n.text
}

func (n *node) items() *items {
	if n.array == nil {
		n.array = &items{max: -1, minContains: 1, maxContains: -1}
	}
	return n.array
}

func (n *node) members() *members {
	if n.object == nil {
		n.object = &members{max: -1, index: map[string]int{}}
	}
	return n.object
}

func (n *node) numbers() *numeric {
	if n.number == nil {
		n.number = &numeric{}
	}
	return n.number
}

// want reports whether the value has one of the kinds, and fails otherwise.
func (f *field) want(k int, kinds kind, what string) bool {
	if f.tokens[k].kind&kinds != 0 {
		return true
	}
	f.fail(f.n.pointer, "%s must be %s", f.name, what)
	return false
}

func (f *field) unsupported() { f.fail(f.n.pointer, "%s is not supported", f.name) }

func (f *field) flag() bool {
	return f.want(f.k, boolean, "true or false") && f.b[f.tokens[f.k].at] == 't'
}

func (f *field) str() string {
	if !f.want(f.k, text, "a string") {
		return ""
	}
	return f.text(f.k)
}

// count reads an integer from 0 on. Larger ones than an int32 cannot be reached.
func (f *field) count(v *int) {
	if !f.want(f.k, anyNumber, "a number") {
		return
	}
	x := toNumber(f.raw(f.k), nil)
	if x.sign() < 0 || !x.whole() {
		f.fail(f.n.pointer, "%s must be an integer from 0 on", f.name)
		return
	}
	if x.exponent+int64(len(x.digits)) > 9 {
		*v = math.MaxInt32
		return
	}
	*v = 0
	for _, c := range x.digits {
		*v = *v*10 + int(c-'0')
	}
	for range x.exponent {
		*v *= 10
	}
}

// number reads a number whose digits stay valid.
func (f *field) number() (x number, literal string) {
	if f.want(f.k, anyNumber, "a number") {
		literal = string(f.raw(f.k))
		x = toNumber(bytes.Clone(f.raw(f.k)), nil)
	}
	return x, literal
}

func (f *field) bound(low, exclusive bool) {
	b := bound{low: low, exclusive: exclusive}
	if b.exact, b.text = f.number(); b.text != "" {
		b.small, b.isSmall = small([]byte(b.text))
		f.n.numbers().bounds = append(f.n.number.bounds, b)
	}
}

func (f *field) multipleOf() {
	x, literal := f.number()
	if literal != "" && x.sign() <= 0 {
		f.fail(f.n.pointer, "multipleOf must be above 0")
	}
	f.n.numbers().multiple, f.n.number.text = x, literal
}

func (f *field) pattern(k int) *rule.Pattern {
	if !f.want(k, text, "a string") {
		return nil
	}
	p, err := rule.CompilePattern(f.text(k))
	if err != nil {
		f.fail(f.n.pointer, "%w", err)
	}
	return p
}

// format reads a format, which is asserted if it is known. "password" keeps
// values out of violations.
func (f *field) format() {
	name := f.str()
	if is, own := f.own[name]; own {
		f.ownFormat(name, is)
		return
	}
	if is := format.Lookup(name); is != nil {
		t := f.n.texts()
		t.Format, t.Is = name, is
	}
	if fits := numberFormats[name]; fits != nil {
		f.n.numbers().format, f.n.number.fits = name, fits
		if wide := textFormats[name]; wide != nil {
			t := f.n.texts()
			t.Format, t.Is = name, wide
		}
	}
	f.n.secret = f.n.secret || name == "password"
}

// ownFormat asserts a format of the program's.
func (f *field) ownFormat(name string, is Is) {
	if is.Text != nil {
		t := f.n.texts()
		t.Format, t.Is = name, is.Text
	}
	if is.Number != nil {
		f.n.numbers().format, f.n.number.fits = name, is.Number
	}
}

var kindNames = map[string]kind{
	"null":    null,
	"boolean": boolean,
	"integer": integer,
	"number":  anyNumber,
	"string":  text,
	"array":   array,
	"object":  object,
}

func (f *field) types() {
	list := []int{f.k}
	if f.tokens[f.k].kind == array {
		list = f.items(f.k)
	}
	f.n.kinds = 0
	for _, k := range list {
		if !f.want(k, text, "the name of a type or a list of them") {
			return
		}
		x := kindNames[f.text(k)]
		if x == 0 {
			f.fail(f.n.pointer, "type %q is none", f.text(k))
		}
		f.n.kinds |= x
	}
}

func (f *field) enum() {
	if f.want(f.k, array, "an array") {
		f.values(f.items(f.k), false)
	}
}

func (f *field) constant() { f.values([]int{f.k}, true) }

// values adds the values of enum or const. Both at once are rare: then const
// becomes a schema of its own.
func (f *field) values(list []int, single bool) {
	e := &enum{table: &f.tape, values: list, texts: map[string]struct{}{}, single: single}
	for _, k := range list {
		x := f.tokens[k].kind
		if e.kinds |= x; x == text {
			e.texts[f.text(k)] = struct{}{}
		}
	}
	if f.n.enum == nil {
		f.n.enum = e
		return
	}
	f.n.allOf = append(f.n.allOf, &node{pointer: f.n.pointer, kinds: anyKind, enum: e})
}
