package render

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/specho/specho/generator/model"
	"github.com/specho/specho/generator/naming"
)

// StartAccess is a task that a branch starts, where it is started.
type StartAccess struct {
	Start *model.Start
	Guard string // condition of the start, empty for always
	Field string // of the branch: the payload the handler wrote
}

func startAccess(s *model.Start) StartAccess {
	a := StartAccess{Start: s, Field: s.Task.Go.Method}
	var guards []string
	for _, b := range s.Bindings {
		if c := b.Source.InBody; c != nil && isObject(c.Value) {
			if g := root(b.Source) + " != nil"; !strings.Contains(strings.Join(guards, " && "), g) {
				guards = append(guards, g)
			}
		}
	}
	switch {
	case s.Auto:
	case s.Required:
		a.Field = naming.Unexported(s.Task.Go.Method)
	default:
		guards = append(guards, "res.Tasks."+a.Field+" != nil")
	}
	a.Guard = strings.Join(guards, " && ")
	return a
}

// startedType is the Go type of a branch that starts tasks.
func startedType(u *model.BranchUse) string {
	if len(u.Asked(true)) > 0 {
		return u.Branch.Go.Type + "Started"
	}
	return u.Branch.Go.Type
}

// root is the variable that a source is looked up in.
func root(s *model.Source) string {
	switch {
	case s.InBody != nil && s.Request:
		return "req.Body"
	case s.InBody != nil:
		return "res." + s.InBody.Go.Field
	case s.Header != nil:
		return "res.Headers." + s.Header.Go.Field
	}
	return "req." + naming.Exported(s.Group) + "." + s.Param.Go.Field
}

// found is the expression of a source's value with the conditions under which it
// is there; pointer tells that it is held by one.
func found(s *model.Source) (expr string, conditions []string, pointer bool) {
	switch {
	case s.Const != "":
		return s.Const, nil, false
	case s.Status && s.Code != 0:
		return strconv.Itoa(s.Code), nil, false
	case s.Status:
		return "res.StatusCode()", nil, false
	}
	expr = root(s)
	step := func(p model.Presence, v *model.Value) {
		pointer = false
		switch p {
		case model.Optional:
			conditions = append(conditions, expr+".Set")
			expr += ".Value"
		case model.Nullable, model.OptNull:
			conditions = append(conditions, expr+".Valid")
			expr += ".Value"
			pointer = p == model.OptNull && isObject(v)
		case model.Pointer, model.NullPtr:
			conditions = append(conditions, expr+" != nil")
			pointer = true
		case model.NilGone, model.NilNull:
			if !isUnion(v) {
				conditions = append(conditions, expr+" != nil")
			}
		}
	}
	switch {
	case s.Param != nil:
		step(s.Param.Presence, s.Param.Value)
	case s.Header != nil:
		step(s.Header.Presence, s.Header.Value)
	default:
		pointer = isObject(s.InBody.Value)
	}
	for _, f := range s.Steps {
		expr += "." + f.Go.Name
		step(f.Presence, f.Value)
	}
	return expr, conditions, pointer
}

// binding assigns a member of a payload.
func (p *printer) binding(b *model.Binding) string {
	expr, conditions, pointer := found(b.Source)
	to := b.Field
	switch {
	case b.Source.Status || b.Source.Const != "" && needsType(to.Value):
		expr = p.goType(to.Value) + "(" + expr + ")"
	case b.Source.Const == "":
		expr = p.converted(to.Value, b.Source.Value, expr)
	}
	byPointer := to.Presence == model.Pointer || to.Presence == model.NullPtr || to.Presence == model.OptNull && isObject(to.Value)
	switch {
	case byPointer && !pointer:
		expr = "new(" + expr + ")"
	case !byPointer && pointer:
		expr = "*" + expr
	}
	s := p.assignFilled(to, "p."+to.Go.Name, expr)
	if len(conditions) > 0 {
		return "if " + strings.Join(conditions, " && ") + " {\n" + s + "\n}"
	}
	return s
}

// needsType reports whether a literal of a value has not its type.
func needsType(v *model.Value) bool {
	return v.Shape == model.Named || v.Shape == model.Scalar && (strings.HasPrefix(v.Kind, "Int") || strings.HasPrefix(v.Kind, "Uint") || strings.HasPrefix(v.Kind, "Float"))
}

// converted turns a value of one use into one of another that can take it.
func (p *printer) converted(to, from *model.Value, expr string) string {
	switch {
	case to.Shape == model.Named && to.Type.Kind == model.Enum && to.Type != from.Type:
		return p.goType(to) + "(" + expr + ")"
	case to.Shape != model.Scalar || to.Kind == from.Kind && from.Shape == model.Scalar:
		return expr
	case to.Kind == "String" && (from.Shape == model.Named || from.Kind == "Secret"):
		return "string(" + expr + ")"
	case to.Kind == "String":
		return fmt.Sprintf("string(%s(nil, %s))", p.coder(from, "Append"), expr)
	}
	return p.goType(to) + "(" + expr + ")"
}

// taskKey is the idempotency key of a job.
func (p *printer) taskKey(t *model.Task) string {
	if t.Key == nil {
		return `""`
	}
	expr := "p." + t.Key.Go.Name
	switch t.Key.Presence {
	case model.Optional, model.Nullable, model.OptNull:
		expr += ".Value"
	}
	return p.converted(&model.Value{Shape: model.Scalar, Kind: "String"}, t.Key.Value, expr)
}

// duration prints a span of time in its largest unit.
func (p *printer) duration(d time.Duration) string {
	t := p.importPackage("time")
	for _, u := range []struct {
		unit time.Duration
		name string
	}{{time.Hour, "Hour"}, {time.Minute, "Minute"}, {time.Second, "Second"}, {time.Millisecond, "Millisecond"}} {
		if d%u.unit == 0 {
			return fmt.Sprintf("%d * %s.%s", d/u.unit, t, u.name)
		}
	}
	return fmt.Sprintf("%d * %s.Nanosecond", d, t)
}

func taskDoc(t *model.Task) string {
	text := t.Go.Method + " is the background task " + t.Name
	if s := oneLine(t.Summary); s != "" {
		text += ": " + strings.TrimSuffix(s, ".")
	}
	text += "."
	if d := strings.TrimSpace(t.Description); d != "" {
		text += "\n\n" + d
	}
	return text
}

// markedType is the Go type of a branch that belongs to the answers of an
// operation: with the tasks it must start, where there are such.
func markedType(o *model.Operation, b *model.Branch) string {
	for _, u := range o.Branches {
		if u.Branch == b {
			return startedType(u)
		}
	}
	return b.Go.Type
}
