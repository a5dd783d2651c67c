package build

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"

	"github.com/specho/specho/generator/diag"
	"github.com/specho/specho/generator/model"
	"github.com/specho/specho/generator/spec"
	"github.com/specho/specho/rest/route"
)

// routes reports paths that no router can match, and settles which operation takes
// the requests that several are declared for. ops are the document's, in its order.
func (b *builder) routes(ops []*model.Operation) {
	routes := make([]route.Route, len(ops))
	for i, o := range ops {
		routes[i] = route.Route{Method: o.Method, Path: o.Path}
	}
	_, err := route.New(routes)
	list, ok := err.(interface{ Unwrap() []error })
	if !ok {
		return
	}
	var firsts []int
	same := map[int][]int{}
	for _, err := range list.Unwrap() {
		e, ok := errors.AsType[*route.Error](err)
		switch {
		case !ok:
		case e.Same < 0:
			o := b.doc.Operations[e.Index]
			b.l.Add(diag.Diagnostic{Severity: diag.Error, Pos: o.Pos, Pointer: o.Pointer, Rule: "path-unroutable",
				Message: fmt.Sprintf("%s %s cannot be routed: %s", o.Method, o.Written, e.Reason), Hint: "change the path: no request could be told to be for it"})
		default:
			if same[e.Same] == nil {
				firsts = append(firsts, e.Same)
				same[e.Same] = []int{e.Same}
			}
			same[e.Same] = append(same[e.Same], e.Index)
		}
	}
	for _, first := range firsts {
		b.share(ops, same[first])
	}
}

// share settles which of the operations at these places, which have one method and
// path, takes which requests: a parameter with a single value tells.
func (b *builder) share(ops []*model.Operation, places []int) {
	for n, i := range places {
		o := b.doc.Operations[i]
		ops[i].Shared, ops[i].When = true, conditions(o)
		for _, j := range places[:n] {
			if !slices.Equal(ops[j].When, ops[i].When) {
				continue
			}
			first := b.doc.Operations[j]
			ops[i].Shadowed = ops[j]
			b.l.Warnf(o.Pos, o.Pointer, "path-shadowed", "%s %s takes the same requests as %s at %s, which serves them: set Options.Choose to decide otherwise", o.Method, o.Written, first.Written, first.Pos)
			break
		}
	}
}

// conditions are the required parameters of an operation that have one value.
func conditions(o *spec.Operation) (list []model.Condition) {
	for _, p := range o.Parameters {
		if !p.Required || p.Schema == nil || p.In != spec.InQuery && p.In != spec.InHeader {
			continue
		}
		c := model.Condition{In: string(p.In), Name: p.Name, Empty: p.AllowEmptyValue}
		value, one := singleValue(p.Schema.Target())
		switch {
		case one:
			c.Value = value
		case p.Fixed:
			c.Any, c.Empty = true, false
		default:
			continue
		}
		list = append(list, c)
	}
	return list
}

// singleValue returns the text of the only value that s has, if that is a scalar.
func singleValue(s *spec.Schema) (string, bool) {
	v, ok := s.Only()
	if !ok {
		return "", false
	}
	switch v[0] {
	case '{', '[':
		return "", false
	case '"':
		var text string
		err := json.Unmarshal([]byte(v), &text)
		return text, err == nil
	}
	return string(v), true
}
