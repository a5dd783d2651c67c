package load

// circles looks for schemas that contain themselves in a way that kin-openapi
// follows without end, until the stack is full: a program cannot recover from that.
type circles struct {
	t     *Tree
	inner bool            // only keywords that speak of the same value
	state map[*Node]uint8 // 1: on the way, 2: no circle from here
}

// endless reports whether kin-openapi would not come back from the document. There
// are two such circles: of schemas that only refer to each other for the same value
// (allOf of itself), and of schemas of which none has a type, since it looks through
// those for anything that is said.
func (t *Tree) endless() bool {
	for _, inner := range []bool{true, false} {
		c := circles{t: t, inner: inner, state: map[*Node]uint8{}}
		for _, f := range t.Files {
			if f.Root != nil && c.below(f.Root) {
				return true
			}
		}
	}
	return false
}

// below looks from each object in n.
func (c *circles) below(n *Node) bool {
	if n.Kind == Object && c.from(n) {
		return true
	}
	for _, m := range n.children() {
		if m.Parent == n && c.below(m) {
			return true
		}
	}
	return false
}

// from follows the schemas in n, and reports whether they lead back.
func (c *circles) from(n *Node) bool {
	if !n.Is(Object) || c.state[n] == 2 || !c.inner && saysType(n) {
		return false
	}
	if c.state[n] == 1 {
		return true
	}
	c.state[n] = 1
	found := false
	for _, m := range n.Members {
		switch kind := schemaParts[m.Name]; {
		case found, kind == 0:
		case m.Name == "$ref":
			next, _ := c.t.Resolve(m)
			found = next != nil && c.from(next)
		case c.inner && kind&sameValue == 0:
		case kind&severalParts != 0:
			for _, part := range m.children() {
				found = found || c.from(part)
			}
		default:
			found = c.from(m)
		}
	}
	c.state[n] = 2
	return found
}

// saysType reports whether a schema has a type.
func saysType(n *Node) bool {
	if n.Get("$ref") != nil {
		return false
	}
	t := n.Get("type")
	return t.Str() != "" || t.Is(Array) && len(t.Items) > 0
}

const (
	onePart      = 1 << iota // the keyword holds a schema
	severalParts             // it holds a list or a map of schemas
	sameValue                // they speak of the value that the schema around them does
)

var schemaParts = map[string]int{
	"$ref": onePart | sameValue, "not": onePart | sameValue, "if": onePart | sameValue, "then": onePart | sameValue, "else": onePart | sameValue,
	"allOf": severalParts | sameValue, "anyOf": severalParts | sameValue, "oneOf": severalParts | sameValue, "dependentSchemas": severalParts | sameValue,
	"items": onePart, "contains": onePart, "additionalProperties": onePart, "propertyNames": onePart,
	"unevaluatedItems": onePart, "unevaluatedProperties": onePart, "contentSchema": onePart,
	"properties": severalParts, "patternProperties": severalParts, "prefixItems": severalParts, "$defs": severalParts,
}
