package build

import (
	"slices"
	"strings"
	"time"

	"github.com/specho/specho/generator/model"
	"github.com/specho/specho/generator/spec"
	"github.com/specho/specho/rest/format"
)

// tasks builds the catalogue of background tasks.
func (b *builder) tasks() {
	b.taskOf = map[*spec.Task]*model.Task{}
	for _, t := range b.doc.Tasks {
		m := &model.Task{
			Name: t.Name, Summary: t.Summary, Description: t.Description, Durable: t.Delivery == "durable", Queue: t.Queue,
			Timeout: b.span(t.Members, "timeout", t.Timeout), Delay: b.span(t.Members, "delay", t.Delay),
			Pos: t.Pos, Site: &model.Site{Word: t.Name, Pos: t.Pos},
		}
		if r := t.Retry; r != nil {
			m.Attempts, m.Backoff = r.MaxAttempts, strings.ToUpper(r.Backoff[:1])+r.Backoff[1:]
			m.MinDelay, m.MaxDelay = b.span(r.Members, "minDelay", r.MinDelay), b.span(r.Members, "maxDelay", r.MaxDelay)
			if m.MaxDelay > 0 && m.MinDelay > m.MaxDelay {
				at := r.Members["minDelay"]
				b.l.Errorf(at.Pos, at.Pointer, "task-delays", "minDelay %s is longer than maxDelay %s", r.MinDelay, r.MaxDelay)
			}
		}
		if t.Payload != nil {
			b.payload(m, t)
		}
		b.jobKey(m, t)
		b.taskOf[t] = m
		b.api.Tasks = append(b.api.Tasks, m)
	}
}

// payload decides the payload's type: an object, so that it can grow.
func (b *builder) payload(m *model.Task, t *spec.Task) {
	m.Payload = b.value(t.Payload, response, m.Site.Child("Payload", t.Payload.Pos))
	if !isObject(m.Payload) {
		b.l.Errorf(t.Payload.Pos, t.Payload.Pointer, "task-payload", "the payload of task %q must be an object that names its properties", t.Name)
		m.Payload = nil
		return
	}
	switch s := binaryIn(t.Payload, map[*spec.Schema]bool{}); {
	case s == nil:
	case m.Durable:
		b.l.Errorf(s.Pos, s.Pointer, "task-binary", "the durable task %q cannot carry bytes: store them and pass a reference, or make them format: byte", t.Name)
	default:
		b.l.Warnf(s.Pos, s.Pointer, "task-binary", "the task %q gets these bytes only if they are text in UTF-8: store them and pass a reference, or make them format: byte", t.Name)
	}
}

// binaryIn finds a schema of bytes in what a payload is made of: payloads are JSON.
func binaryIn(s *spec.Schema, seen map[*spec.Schema]bool) *spec.Schema {
	s = s.Target()
	if s == nil || seen[s] {
		return nil
	}
	seen[s] = true
	if isFile(s) && !strings.HasPrefix(s.ContentMediaType, "text/") {
		return s
	}
	inside := slices.Concat([]*spec.Schema{s.Items, s.AdditionalProperties}, s.PrefixItems, s.OneOf, s.AnyOf, s.AllOf)
	for _, p := range slices.Concat(s.Properties, s.PatternProperties) {
		inside = append(inside, p.Schema)
	}
	for _, i := range inside {
		if found := binaryIn(i, seen); found != nil {
			return found
		}
	}
	return nil
}

// jobKey finds the member of the payload that tells jobs apart.
func (b *builder) jobKey(m *model.Task, t *spec.Task) {
	if t.IdempotencyKey == "" {
		return
	}
	name, ok := strings.CutPrefix(t.IdempotencyKey, "$payload#/")
	if ok && m.Payload != nil {
		for _, f := range m.Payload.Type.Fields {
			if f.Name == unescapePointer(name) && f.Value != nil && textual(f.Value) {
				m.Key = f
				return
			}
		}
	}
	at := t.Members["idempotencyKey"]
	b.l.Errorf(at.Pos, at.Pointer, "task-key", "idempotencyKey %q of task %q is no scalar member of its payload, write $payload#/NAME", t.IdempotencyKey, t.Name)
}

func unescapePointer(s string) string { return strings.NewReplacer("~1", "/", "~0", "~").Replace(s) }

// span reads an ISO 8601 duration of fixed length.
func (b *builder) span(members map[string]spec.Node, member, text string) time.Duration {
	if text == "" {
		return 0
	}
	if d, ok := format.ParseDuration(text); ok {
		if span, ok := d.Span(); ok && span >= 0 {
			return span
		}
	}
	at := members[member]
	b.l.Errorf(at.Pos, at.Pointer, "task-duration", "%s is no duration of fixed length such as PT30S: %q", member, text)
	return 0
}

// starts attaches the tasks of an operation to its branches.
func (b *builder) starts(op *model.Operation, o *spec.Operation) {
	if o.TaskOrder.Sequential {
		op.InOrder = &model.InOrder{StopOnError: o.TaskOrder.StopOnError}
	}
	for _, use := range o.Tasks {
		for _, on := range use.On {
			for _, u := range op.Branches {
				if u.Status == on.Status {
					u.Starts = append(u.Starts, b.start(op, u, use))
				}
			}
		}
	}
}

func (b *builder) start(op *model.Operation, u *model.BranchUse, use *spec.TaskUse) *model.Start {
	t := b.taskOf[use.Task]
	s := &model.Start{Task: t, Required: use.Required, Pos: use.Pos}
	bound := map[*model.Field]bool{}
	for _, w := range use.With {
		f := b.payloadField(t, w)
		if f == nil {
			continue
		}
		src := b.source(op, u, w, f)
		if src == nil {
			continue
		}
		if src.Conditional() && must(f) && !nullable(f) {
			b.l.Errorf(w.Pos, w.Pointer, "task-with-absent", "%q may be absent, but the payload of %q requires %q", w.Expression, t.Name, w.Member)
			continue
		}
		bound[f] = true
		s.Bindings = append(s.Bindings, &model.Binding{Field: f, Source: src})
	}
	s.Auto = t.Payload == nil || covers(t, bound)
	if !s.Auto && u.Branch.Shared {
		b.l.Errorf(use.Pos, use.Pointer, "task-shared-response", "the response %s is shared, so its payload must be bound by with: members of %q are left over", u.Status, t.Name)
	}
	if !s.Auto && slices.ContainsFunc(u.Starts, func(o *model.Start) bool { return o.Task == t && !o.Auto }) {
		b.l.Errorf(use.Pos, use.Pointer, "task-twice", "the response %s starts the task %q twice, and both payloads are left to the handler: bind one of them by with", u.Status, t.Name)
	}
	if !s.Auto && !s.Required {
		u.Branch.Asks = true
	}
	return s
}

// must reports whether a member has to have a value.
func must(f *model.Field) bool { return f.Required && f.Presence != model.Fixed }

// nullable reports whether a member without a value is null, which is one.
func nullable(f *model.Field) bool {
	return f.Presence == model.Nullable || f.Presence == model.NullPtr || f.Presence == model.NilNull
}

func covers(t *model.Task, bound map[*model.Field]bool) bool {
	for _, f := range t.Payload.Type.Fields {
		if must(f) && !bound[f] {
			return false
		}
	}
	return true
}

func (b *builder) payloadField(t *model.Task, w spec.TaskBinding) *model.Field {
	if t.Payload != nil {
		for _, f := range t.Payload.Type.Fields {
			if f.Name == w.Member && f.Value != nil {
				return f
			}
		}
	}
	b.l.Errorf(w.Pos, w.Pointer, "task-with-member", "the payload of task %q has no member %q", t.Name, w.Member)
	return nil
}

// source finds what an expression means (OpenAPI, Runtime Expressions) and checks
// that the member can take it.
func (b *builder) source(op *model.Operation, u *model.BranchUse, w spec.TaskBinding, f *model.Field) *model.Source {
	if w.Expression == "" {
		return b.constant(w, f)
	}
	src, why := b.resolve(op, u, w.Expression)
	if src == nil {
		b.l.Errorf(w.Pos, w.Pointer, "task-with-source", "%q: %s", w.Expression, why)
		return nil
	}
	if !assignable(f.Value, src.Value) {
		b.l.Errorf(w.Pos, w.Pointer, "task-with-type", "%q is not of the type of the payload's member %q", w.Expression, w.Member)
		return nil
	}
	return src
}

func (b *builder) constant(w spec.TaskBinding, f *model.Field) *model.Source {
	d := b.defaultValue(w.Value, f.Value, &spec.Property{Node: w.Node})
	if d == nil || d.Go == "" {
		b.l.Errorf(w.Pos, w.Pointer, "task-with-constant", "%s is no constant of the type of the payload's member %q", w.Value, w.Member)
		return nil
	}
	return &model.Source{Const: d.Go, Value: f.Value}
}
