package build

import (
	"github.com/specho/specho/generator/spec"
)

// splitSchemas finds the schemas whose Go types differ between requests and
// responses: those that reach a readOnly or writeOnly property.
func splitSchemas(doc *spec.Document) map[*spec.Schema]bool {
	w := &splitWalk{users: map[*spec.Schema][]*spec.Schema{}, seen: map[*spec.Schema]bool{}, split: map[*spec.Schema]bool{}}
	for _, s := range doc.Schemas {
		w.visit(s)
	}
	for _, o := range allOperations(doc) {
		w.operation(o)
	}
	for _, r := range doc.Responses {
		w.response(r)
	}
	for s := range w.split {
		w.spread(s)
	}
	return w.split
}

type splitWalk struct {
	users map[*spec.Schema][]*spec.Schema // who refers to a schema
	seen  map[*spec.Schema]bool
	split map[*spec.Schema]bool
}

func (w *splitWalk) operation(o *spec.Operation) {
	for _, p := range o.Parameters {
		w.visit(p.Schema)
		w.media(p.Content)
	}
	if o.RequestBody != nil {
		for _, m := range o.RequestBody.Content {
			w.media(m)
		}
	}
	for _, r := range o.Responses {
		w.response(r)
	}
}

func (w *splitWalk) response(r *spec.Response) {
	for _, m := range r.Content {
		w.media(m)
	}
	for _, h := range r.Headers {
		w.visit(h.Schema)
	}
}

func (w *splitWalk) media(m *spec.MediaType) {
	if m != nil {
		w.visit(m.Schema)
		w.visit(m.ItemSchema)
	}
}

// visit records who uses whom. It keeps its own stack: documents nest deeply.
func (w *splitWalk) visit(s *spec.Schema) {
	stack := []*spec.Schema{s}
	for len(stack) > 0 {
		s := stack[len(stack)-1]
		stack = stack[:len(stack)-1]
		if s == nil || w.seen[s] {
			continue
		}
		w.seen[s] = true
		for _, p := range s.Properties {
			t := p.Schema.Target()
			if p.Schema.ReadOnly || p.Schema.WriteOnly || t.ReadOnly || t.WriteOnly {
				w.split[s] = true
			}
		}
		for _, c := range children(s) {
			w.users[c] = append(w.users[c], s)
			stack = append(stack, c)
		}
	}
}

// spread marks everything that uses s.
func (w *splitWalk) spread(s *spec.Schema) {
	stack := []*spec.Schema{s}
	for len(stack) > 0 {
		s := stack[len(stack)-1]
		stack = stack[:len(stack)-1]
		for _, u := range w.users[s] {
			if !w.split[u] {
				w.split[u] = true
				stack = append(stack, u)
			}
		}
	}
}

// children lists the schemas that the Go type of s is made from.
func children(s *spec.Schema) (c []*spec.Schema) {
	add := func(x *spec.Schema) {
		if x != nil {
			c = append(c, x)
		}
	}
	add(s.Ref)
	add(s.Items)
	add(s.AdditionalProperties)
	for _, p := range s.Properties {
		add(p.Schema)
	}
	for _, m := range s.OneOf {
		add(m)
	}
	for _, m := range s.AnyOf {
		add(m)
	}
	return c
}
