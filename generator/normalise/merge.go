package normalise

import (
	"fmt"
	"slices"

	"github.com/specho/specho/generator/load"
	"github.com/specho/specho/generator/spec"
)

// The states of a schema while allOf is merged.
const (
	merging uint8 = iota + 1
	merged
)

// maxCopies bounds the properties that merging may copy.
const maxCopies = 5_000_000

// merger is the state of merging allOf.
type merger struct {
	state      map[*spec.Schema]uint8
	nullMeant  map[*spec.Schema]bool           // says nullable in so many words: null passes whatever allOf says
	nullBranch map[*spec.Schema]uint8          // unions that had a branch for null
	beside     map[*spec.Schema][]*spec.Schema // members of allOf that were the only branch beside null
	lenient    map[*spec.Schema]bool           // 3.0: what stands beside $ref counts only where it does no harm
	parents    map[*spec.Schema][]*spec.Schema
	pairs      pairs
	optional   map[*spec.Schema]bool         // optional properties met with additionalProperties of another member
	shut       []func()                      // warnings of properties that closed members shut out
	whole      bool                          // additionalProperties: false is read as of the whole allOf
	sources    map[*spec.Schema][]*load.Node // of merged schemas: where their parts stand
	finished   map[*spec.Schema]bool         // types inferred, limits checked
	copies     int
}

func (m *merger) init() {
	m.state = map[*spec.Schema]uint8{}
	m.nullMeant = map[*spec.Schema]bool{}
	m.nullBranch = map[*spec.Schema]uint8{}
	m.beside = map[*spec.Schema][]*spec.Schema{}
	m.optional = map[*spec.Schema]bool{}
	m.lenient = map[*spec.Schema]bool{}
	m.parents = map[*spec.Schema][]*spec.Schema{}
	m.sources = map[*spec.Schema][]*load.Node{}
	m.finished = map[*spec.Schema]bool{}
	m.pairs.init()
}

// mergeSchemas merges every allOf. Merging two properties makes new schemas,
// which join the end of the order.
func (z *normaliser) mergeSchemas() {
	z.kindsOfUnions()
	for i := 0; i < len(z.order) && !z.stop; i++ {
		z.merge(z.order[i])
		if i%1024 == 0 && z.ctx.Err() != nil || len(z.order) > maxSchemas || z.merger.copies > maxCopies {
			z.stop = true
			z.fail(z.tree.Root, "document-complexity", "", "merging allOf makes more schemas than can be handled")
		}
	}
}

// merge brings s into its final form. It returns false if s is being merged
// already: then s contains itself.
func (z *normaliser) merge(s *spec.Schema) bool {
	switch z.merger.state[s] {
	case merged:
		return true
	case merging:
		return false
	}
	z.merger.state[s] = merging
	if s.Ref == nil {
		z.collapse(s)
		if len(s.AllOf) > 0 {
			z.mergeAllOf(s)
		}
		closeUnevaluated(s)
		z.refuseNullOf(s)
	}
	z.merger.state[s] = merged
	return true
}

// member is one schema of an allOf, with what it refers to.
type member struct {
	schema *spec.Schema
	target *spec.Schema
}

func (z *normaliser) mergeAllOf(s *spec.Schema) {
	members := z.allOfMembers(s)
	s.AllOf = nil
	nullable := z.allOfNullable(s, members)
	if len(members) == 1 && (nullable || !members[0].schema.IsNullable()) && z.becomesReference(s, members[0]) {
		s.Nullable = nullable
		return
	}
	z.fold(s, members, nullable)
	if s.Ref == nil {
		s.Nullable = nullable && s.Types != spec.Null
	}
	markRequired(s)
}

// fold intersects s with its members. If nothing satisfied the result because
// closed members shut out what others require, additionalProperties: false must
// have been meant for the whole.
func (z *normaliser) fold(s *spec.Schema, members []member, nullable bool) {
	own := *s
	z.merger.shut = z.merger.shut[:0]
	if m, c := z.foldOnce(s, members, nullable); c != "" {
		z.conflict(s, &own, members, m, c)
		return
	}
	name, missing := requiresUndeclared(s)
	if !missing || len(z.merger.shut) == 0 {
		for _, report := range z.merger.shut {
			report()
		}
		return
	}
	if z.merger.lenient[s] && members[0].schema.Ref != nil {
		z.conflict(s, &own, members, members[0], fmt.Sprintf("the required property %q is not allowed", name))
		return
	}
	*s = own
	z.merger.whole = true
	m, c := z.foldOnce(s, members, nullable)
	z.merger.whole = false
	if c != "" {
		z.conflict(s, &own, members, m, c)
		return
	}
	z.warn(z.nodeOf(s), "allof-closed-whole", "put unevaluatedProperties: false beside allOf instead",
		"additionalProperties: false in a member of allOf forbids the required property %q of another one, so that no value is valid: it is read as speaking of all members together", name)
}

// foldOnce returns the member that contradicts the others, and why.
func (z *normaliser) foldOnce(s *spec.Schema, members []member, nullable bool) (member, string) {
	for _, m := range members {
		if c := z.intersect(s, m.target, nullable); c != "" {
			return m, c
		}
		z.contribute(s, m.target)
		z.defaults(s, m)
		inherit(s, m.schema, false)
		if m.target != m.schema {
			inherit(s, m.target, true)
		}
	}
	return member{}, ""
}

// requiresUndeclared returns a required property that a closed schema does not have.
func requiresUndeclared(s *spec.Schema) (string, bool) {
	if !closed(s) || len(s.PatternProperties) > 0 || len(s.Required) == 0 {
		return "", false
	}
	known := byName(s.Properties)
	for _, name := range s.Required {
		if known[name] == nil {
			return name, true
		}
	}
	return "", false
}

// allOfMembers merges the members first. Members that are the same, or say
// nothing, are left out.
func (z *normaliser) allOfMembers(s *spec.Schema) []member {
	var list []member
	for _, m := range s.AllOf {
		if !z.merge(m.Target()) {
			z.warn(z.nodes[s], "allof-cycle", "take the schema out of its own allOf", "the schema is a part of itself, through allOf at %s: that member adds nothing", m.Pos)
			continue
		}
		t := m.Target()
		if z.merger.state[t] == merging {
			z.warn(z.nodes[s], "allof-cycle", "take the schema out of its own allOf", "the schema is a part of itself, through allOf at %s: that member adds nothing", m.Pos)
			continue
		}
		if m.Ref != nil || t != m {
			z.merger.parents[s] = append(z.merger.parents[s], t)
		}
		if !constrained(t) {
			inherit(s, m, false)
			if z.onlyNullable(t) && z.minor == 0 {
				s.Nullable, z.merger.nullMeant[s] = true, true
			}
			if t.Nullable && !constrained(s) && len(s.AllOf) == 1 {
				s.Nullable = true
			}
			continue
		}
		if !slices.ContainsFunc(list, func(o member) bool { return o.target == t }) {
			list = append(list, member{m, t})
		} else {
			inherit(s, m, false)
		}
	}
	return list
}

// allOfNullable says whether null passes s and every member.
func (z *normaliser) allOfNullable(s *spec.Schema, members []member) bool {
	if z.merger.nullMeant[s] {
		return true
	}
	said := s.Nullable
	if constrained(s) && !s.Nullable && !z.allowsNull(s) || !z.logicAllowsNull(s) {
		return false
	}
	for _, m := range members {
		if !z.allowsNull(m.schema) && !slices.Contains(z.merger.beside[s], m.schema) {
			return false
		}
		said = said || m.schema.IsNullable()
	}
	z.merger.nullMeant[s] = said // it has been settled, whatever members bring along
	return said
}

// becomesReference makes s a reference to its only member if s adds annotations at most.
func (z *normaliser) becomesReference(s *spec.Schema, m member) bool {
	if m.schema.Ref == nil || constrainedBeyondTypes(s) || z.isKind(s, m.target) {
		return false
	}
	if s.Types != 0 && (m.target.Types == 0 || narrow(s.Types, m.target.Types) != m.target.Types) {
		return false
	}
	inherit(s, m.schema, false)
	clearConstraints(s)
	s.Ref = m.schema.Ref
	return true
}

// conflict reports that nothing satisfies s and its member m.
func (z *normaliser) conflict(s, own *spec.Schema, members []member, m member, text string) {
	if z.merger.lenient[s] && members[0].schema.Ref != nil {
		z.warn(z.nodes[s], "ref-siblings", "", "what stands beside $ref contradicts %s (%s): it is ignored, as OpenAPI 3.0 says", m.target.Pos, text)
		*s = *own
		clearConstraints(s)
		s.Ref = members[0].schema.Ref
		return
	}
	if z.merger.optional[s] {
		z.warn(z.nodeOf(s), "allof-closed", "", "the property contradicts additionalProperties of another member of allOf (%s at %s): no value is allowed", text, m.target.Pos)
	} else {
		first := "this schema"
		if o := z.opponent(members, m); o != nil {
			first = "the schema at " + o.Pos.String()
		}
		z.warn(z.nodeOf(s), "allof-conflict", "change one of the two: as it is, no request can carry such a value",
			"no value satisfies %s and the one at %s (%s): every value is refused", first, m.target.Pos, text)
	}
	clearConstraints(s)
	never(s)
}

// opponent is the member that contradicts m by itself; nil if it takes several, or what
// stands beside allOf.
func (z *normaliser) opponent(members []member, m member) *spec.Schema {
	for _, o := range members {
		if o.target == m.target {
			break
		}
		c := *o.target
		if z.intersect(&c, m.target, false) != "" {
			return o.target
		}
	}
	return nil
}

// defaults reports a member of allOf that has another default than those before it.
func (z *normaliser) defaults(s *spec.Schema, m member) {
	other := m.schema.Default
	if other == nil {
		other = m.target.Default
	}
	if s.Default == nil || other == nil || canonical(*s.Default) == canonical(*other) || z.nodeOf(s).Get("default") != nil {
		return
	}
	first := z.saidAt(s, "default", string(*s.Default))
	if first == nil { // a member that has only this to say
		return
	}
	at := z.nodeOf(m.schema)
	if n := at.Get("default"); n != nil {
		at = n
	}
	z.warn(at, "allof-default", "write one default, beside allOf", "the default %s is not that of the member of allOf before it, %s at %s, which counts",
		clip(string(*other)), clip(string(*s.Default)), first.Pos())
}

// closeUnevaluated turns unevaluatedProperties and unevaluatedItems into the
// keywords that mean the same where only properties and items of s evaluate.
func closeUnevaluated(s *spec.Schema) {
	if len(s.AllOf) > 0 || len(s.OneOf) > 0 || len(s.AnyOf) > 0 || s.If != nil || len(s.DependentSchemas) > 0 || s.Ref != nil {
		return
	}
	if s.UnevaluatedProperties != nil {
		if s.AdditionalProperties == nil {
			s.AdditionalProperties = s.UnevaluatedProperties
		}
		s.UnevaluatedProperties = nil
	}
	if s.UnevaluatedItems != nil && s.Contains == nil {
		if s.Items == nil {
			s.Items = s.UnevaluatedItems
		}
		s.UnevaluatedItems = nil
	}
}

// synthetic makes a schema that has to satisfy both; it is merged later.
func (z *normaliser) synthetic(a, b *spec.Schema) *spec.Schema {
	n := &spec.Schema{Node: a.Node, AllOf: []*spec.Schema{a, b}}
	z.nodes[n] = z.nodeOf(a)
	z.order = append(z.order, n)
	return n
}

func (z *normaliser) nodeOf(s *spec.Schema) *load.Node {
	if n := z.nodes[s]; n != nil {
		return n
	}
	return z.tree.Root
}

// narrow intersects sets of types; 0 is any type. The result is 0 for a
// contradiction if both are not.
func narrow(a, b spec.Types) spec.Types {
	if a == 0 || b == 0 {
		return a | b
	}
	r := a & b
	if a&spec.NumberType != 0 && b&spec.Integer != 0 || a&spec.Integer != 0 && b&spec.NumberType != 0 {
		r |= spec.Integer
	}
	return r
}

// typeWords lists types for a message.
func typeWords(t spec.Types) string {
	text := ""
	for _, name := range [...]string{"boolean", "integer", "number", "string", "array", "object", "null"} {
		if t&typeNames[name] == 0 {
			continue
		}
		if text != "" {
			text += " or "
		}
		text += name
	}
	return fmt.Sprintf("type %s", text)
}
