// Package rule holds the constraints of JSON Schema as static data and checks
// decoded values against them. A rule is a package-level variable of generated
// code; a nil rule and a zero field mean no limit.
package rule

// Context holds the figures behind a fault under pydantic's names, such as
// {"min_length": 3}. Values are string, bool, int, int64, uint64, float64,
// json.RawMessage, []string or a rule type's element. It may be shared between
// faults, so it must not be changed.
type Context = map[string]any

// Fault is what is wrong with one value; the zero Fault means nothing is.
type Fault struct {
	Type    string // pydantic's slug, such as "string_too_short"
	Message string // one clause without the name of the value: "must be an integer"
	Context Context
}

// OK reports whether nothing is wrong.
func (f Fault) OK() bool { return f.Type == "" }

// None is the rule of kinds that have no constraints.
type None struct{}
