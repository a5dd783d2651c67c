package build

import (
	"slices"
	"strings"

	"github.com/specho/specho/generator/model"
	"github.com/specho/specho/generator/spec"
)

// allOperations lists the operations of a document, those too that it sends.
func allOperations(doc *spec.Document) []*spec.Operation {
	return append(slices.Clone(doc.Operations), sentOperations(doc)...)
}

// sentOperations lists the operations of webhooks and callbacks.
func sentOperations(doc *spec.Document) (list []*spec.Operation) {
	for _, h := range doc.Webhooks {
		list = append(list, h.Operations...)
	}
	for _, c := range doc.Callbacks {
		list = append(list, c.Operations...)
	}
	return list
}

// hooks builds webhooks and callbacks. They are operations without a path, whose
// requests the server sends and whose answers it gets.
func (b *builder) hooks() {
	b.sent = true
	defer func() { b.sent = false }()
	webhooks := &model.HookSet{Kind: "webhook"}
	for _, h := range b.doc.Webhooks {
		b.hook(webhooks, h)
	}
	callbacks, built := &model.HookSet{Kind: "callback"}, map[*spec.Callback]*model.Hook{}
	list := slices.Clone(b.doc.Callbacks)
	slices.SortStableFunc(list, func(a, c *spec.Callback) int { return a.Pos.Compare(c.Pos) })
	for _, c := range list {
		h := b.hook(callbacks, &c.Hook)
		h.Expression = c.Expression
		built[c] = h
	}
	if len(webhooks.Hooks) > 0 {
		b.api.Webhooks = webhooks
	}
	if len(callbacks.Hooks) > 0 {
		b.api.Callbacks = callbacks
	}
	b.addresses(built)
}

func (b *builder) hook(set *model.HookSet, h *spec.Hook) *model.Hook {
	m := &model.Hook{Name: h.Name, Pos: h.Pos, Site: &model.Site{Word: h.Name, Pos: h.Pos}}
	set.Hooks = append(set.Hooks, m)
	for _, o := range h.Operations {
		op := b.operation(b.withoutPath(o))
		op.Path = ""
		b.operationOf[o] = op
		m.Operations = append(m.Operations, op)
	}
	return m
}

// withoutPath leaves out path parameters: there is no template they could stand in.
func (b *builder) withoutPath(o *spec.Operation) *spec.Operation {
	c := *o
	c.Parameters = nil
	for _, p := range o.Parameters {
		if p.In == spec.InPath {
			b.l.Warnf(p.Pos, p.Pointer, "hook-path-parameter", "the path parameter %q is left out: %s %s has no path", p.Name, o.Method, o.Path)
			continue
		}
		c.Parameters = append(c.Parameters, p)
	}
	return &c
}

// travels turns the direction of a body round where the server is the one who
// sends the request: what it tells of its own data is what it tells in answers.
func (b *builder) travels(d direction) direction {
	if !b.sent {
		return d
	}
	if d == request {
		return response
	}
	return request
}

// addresses works out which requests say where a callback is to be sent.
func (b *builder) addresses(built map[*spec.Callback]*model.Hook) {
	for _, o := range allOperations(b.doc) {
		op := b.operationOf[o]
		for _, c := range o.Callbacks {
			h := built[c]
			if op == nil || h == nil || len(h.Operations) == 0 {
				continue
			}
			if slices.ContainsFunc(op.Addresses, func(a *model.Address) bool { return a.Hook == h }) {
				continue
			}
			parts, why := b.addressParts(op, c.Expression)
			if why != "" {
				b.l.Notef(c.Pos, c.Pointer, "callback-address", "the address of callback %q is not in the request of %s: %s: the program gives it to the sender", c.Name, o.ID, why)
				continue
			}
			a := &model.Address{Hook: h, Operation: op, Parts: parts}
			h.Addresses = append(h.Addresses, a)
			op.Addresses = append(op.Addresses, a)
		}
	}
}

// addressParts cuts an expression into texts and what stands in braces (OpenAPI,
// Runtime Expressions).
func (b *builder) addressParts(op *model.Operation, text string) (parts []model.AddressPart, why string) {
	if strings.HasPrefix(text, "$") {
		text = "{" + text + "}"
	}
	for text != "" {
		open := strings.IndexByte(text, '{')
		if open < 0 {
			open = len(text)
		}
		if open > 0 {
			parts = append(parts, model.AddressPart{Text: text[:open]})
			text = text[open:]
			continue
		}
		end := strings.IndexByte(text, '}')
		if end < 0 {
			return nil, "its braces do not match"
		}
		expression := text[1:end]
		if !strings.HasPrefix(expression, "$request.") {
			return nil, expression + " is no part of it"
		}
		src, why := b.resolve(op, nil, expression)
		if why == "" && !oneText(src.Value) {
			why = expression + " is not one text"
		}
		if why != "" {
			return nil, why
		}
		parts = append(parts, model.AddressPart{Expression: expression, Source: src})
		text = text[end+1:]
	}
	return parts, ""
}

// withoutTasks refuses background tasks: they are the server's, and the server is
// not the one who answers.
func (b *builder) withoutTasks(o *spec.Operation) {
	for _, t := range o.Tasks {
		b.l.Errorf(t.Pos, t.Pointer, "task-hook", "the operation %s is sent by the server, and answers to it start no background tasks", o.ID)
	}
}

// oneText reports whether a value can stand in a URL: a scalar that is not kept as
// JSON, or an enum of strings.
func oneText(v *model.Value) bool {
	if v.Shape == model.Named {
		return v.Type.Kind == model.Enum && v.Quoted
	}
	return v.Shape == model.Scalar && v.Kind != raw.kind
}
