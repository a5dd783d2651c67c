package schema

import (
	"github.com/specho/specho/rest/rule"
)

// node is a schema ready to be checked. A nil part has no keywords.
type node struct {
	id      int    // place among the nodes of the set
	pointer string // where it stands in the set's text
	never   bool   // the schema false
	kinds   kind   // types that are allowed
	secret  bool   // the value must not be shown
	literal bool   // an integer is written without a fraction and an exponent
	holds   bool   // it may hold one that must not be shown
	shared  bool   // several schemas use it: results may be kept
	mark    mark   // of the search for cycles

	enum   *enum
	number *numeric
	text   *textual
	array  *items
	object *members

	ref                *node
	allOf              []*node
	anyOf, oneOf       []*node
	not                *node
	cond, then, orElse *node

	unevaluatedItems      *node
	unevaluatedProperties *node
}

// enum holds the values of enum, or the one of const.
type enum struct {
	table  *tape
	values []int // tokens of table
	texts  map[string]struct{}
	kinds  kind
	single bool // const
}

// numeric holds the keywords for numbers.
type numeric struct {
	bounds   []bound
	multiple number
	text     string // of multipleOf, "" for none
	format   string
	fits     func(s []byte) bool // format
}

// bound is one limit of a number.
type bound struct {
	text      string
	exact     number
	low       bool // the number must not be below, else not above
	exclusive bool
	isSmall   bool // small is the limit, too
	small     int64
}

// textual holds the keywords for strings.
type textual struct {
	rule.String
	max int // -1 for no limit
}

// items holds the keywords for arrays.
type items struct {
	min, max int // max is -1 for no limit
	prefix   []*node
	rest     *node // items
	contains *node
	// how many items contains must find; maxContains is -1 for no limit
	minContains, maxContains int
	unique                   bool
}

// members holds the keywords for objects. Every name that a keyword mentions has
// an index, so that one pass over an object tells which ones are there.
type members struct {
	min, max  int // max is -1 for no limit
	index     map[string]int
	names     []string
	schemas   []*node // by index, nil for none
	required  []int
	dependent []dependency
	patterns  []patterned
	rest      *node // additionalProperties
	each      *node // propertyNames
}

// dependency is what a member demands once it is there.
type dependency struct {
	name     int
	requires []int
	schema   *node // nil for none
}

// patterned is an entry of patternProperties.
type patterned struct {
	pattern *rule.Pattern
	schema  *node
}

// inPlace calls f for each schema that applies to the same value as n.
func (n *node) inPlace(f func(*node)) {
	list := [...]*node{n.ref, n.not, n.cond, n.then, n.orElse}
	some(f, list[:])
	some(f, n.allOf)
	some(f, n.anyOf)
	some(f, n.oneOf)
	if n.object != nil {
		for _, d := range n.object.dependent {
			some(f, []*node{d.schema})
		}
	}
}

// below calls f for each schema that applies to parts of n's value.
func (n *node) below(f func(*node)) {
	some(f, []*node{n.unevaluatedItems, n.unevaluatedProperties})
	if a := n.array; a != nil {
		some(f, a.prefix)
		some(f, []*node{a.rest, a.contains})
	}
	if o := n.object; o != nil {
		some(f, o.schemas)
		some(f, []*node{o.rest, o.each})
		for _, p := range o.patterns {
			f(p.schema)
		}
	}
}

func some(f func(*node), list []*node) {
	for _, n := range list {
		if n != nil {
			f(n)
		}
	}
}
