package normalise_test

import (
	"encoding/json"
	"math/big"
	"regexp"
	"strings"
	"unicode/utf8"

	"github.com/specho/specho/generator/spec"
)

// evaluator judges JSON values by a normalised schema, as plainly as possible: it
// shows that normalising keeps the meaning of schemas.
type evaluator struct {
	depth int
	raw   bool // null has to pass allOf too
}

// seen holds what a schema evaluated of an object or array.
type seen struct {
	props map[string]bool
	items map[int]bool
}

func (s *seen) add(o seen) {
	for k := range o.props {
		s.prop(k)
	}
	for k := range o.items {
		s.item(k)
	}
}

func (s *seen) prop(name string) {
	if s.props == nil {
		s.props = map[string]bool{}
	}
	s.props[name] = true
}

func (s *seen) item(i int) {
	if s.items == nil {
		s.items = map[int]bool{}
	}
	s.items[i] = true
}

func (e *evaluator) ok(s *spec.Schema, v any) bool {
	ok, _ := e.eval(s, v)
	return ok
}

func (e *evaluator) eval(s *spec.Schema, v any) (bool, seen) {
	if e.depth++; e.depth > 2000 {
		panic("endless")
	}
	defer func() { e.depth-- }()
	if v == nil && s.IsNullable() && !e.raw {
		return true, seen{}
	}
	s = s.Target()
	if v == nil && s.Nullable {
		return e.logic(s, v)
	}
	if s.Always != nil {
		return *s.Always, seen{}
	}
	if s.Types != 0 && !hasType(s.Types, v) || !e.values(s, v) {
		return false, seen{}
	}
	ok, got := e.logic(s, v)
	if !ok {
		return false, got
	}
	switch x := v.(type) {
	case json.Number:
		ok = numbers(s, x)
	case string:
		n := utf8.RuneCountInString(x)
		ok = n >= s.MinLength && (s.MaxLength == nil || n <= *s.MaxLength) && (s.Pattern == "" || matches(s.Pattern, x))
	case []any:
		ok = e.array(s, x, &got)
	case map[string]any:
		ok = e.object(s, x, &got)
	}
	return ok, got
}

func hasType(t spec.Types, v any) bool {
	switch x := v.(type) {
	case nil:
		return t&spec.Null != 0
	case bool:
		return t&spec.Boolean != 0
	case string:
		return t&spec.String != 0
	case []any:
		return t&spec.Array != 0
	case map[string]any:
		return t&spec.Object != 0
	case json.Number:
		return t&spec.NumberType != 0 || t&spec.Integer != 0 && ratOf(string(x)).IsInt()
	}
	return false
}

func ratOf(s string) *big.Rat {
	r, _ := new(big.Rat).SetString(s)
	return r
}

func decode(s string) any {
	d := json.NewDecoder(strings.NewReader(s))
	d.UseNumber()
	var v any
	if err := d.Decode(&v); err != nil {
		panic(err)
	}
	return v
}

func equal(a, b any) bool {
	switch x := a.(type) {
	case json.Number:
		y, ok := b.(json.Number)
		return ok && ratOf(string(x)).Cmp(ratOf(string(y))) == 0
	case []any:
		y, ok := b.([]any)
		if !ok || len(x) != len(y) {
			return false
		}
		for i := range x {
			if !equal(x[i], y[i]) {
				return false
			}
		}
		return true
	case map[string]any:
		y, ok := b.(map[string]any)
		if !ok || len(x) != len(y) {
			return false
		}
		for k := range x {
			if w, has := y[k]; !has || !equal(x[k], w) {
				return false
			}
		}
		return true
	}
	return a == b
}

func (e *evaluator) values(s *spec.Schema, v any) bool {
	if s.Const != nil && !equal(v, decode(string(*s.Const))) {
		return false
	}
	if s.Enum == nil {
		return true
	}
	for _, x := range s.Enum {
		if equal(v, decode(string(x))) {
			return true
		}
	}
	return false
}

func numbers(s *spec.Schema, n json.Number) bool {
	x := ratOf(string(n))
	cmp := func(b *spec.Number) int { return x.Cmp(ratOf(string(*b))) }
	return (s.Minimum == nil || cmp(s.Minimum) >= 0) && (s.Maximum == nil || cmp(s.Maximum) <= 0) &&
		(s.ExclusiveMinimum == nil || cmp(s.ExclusiveMinimum) > 0) && (s.ExclusiveMaximum == nil || cmp(s.ExclusiveMaximum) < 0) &&
		(s.MultipleOf == nil || new(big.Rat).Quo(x, ratOf(string(*s.MultipleOf))).IsInt())
}

func matches(pattern, s string) bool {
	re, err := regexp.Compile(pattern)
	return err != nil || re.MatchString(s)
}

func (e *evaluator) logic(s *spec.Schema, v any) (bool, seen) {
	var got seen
	for _, a := range s.AllOf {
		ok, g := e.eval(a, v)
		if !ok {
			return false, got
		}
		got.add(g)
	}
	for _, u := range [...]struct {
		list []*spec.Schema
		one  bool
	}{{s.OneOf, true}, {s.AnyOf, false}} {
		n := 0
		for _, b := range u.list {
			if ok, g := e.eval(b, v); ok {
				n++
				got.add(g)
			}
		}
		if len(u.list) > 0 && (n == 0 || u.one && n > 1) {
			return false, got
		}
	}
	if s.Not != nil && e.ok(s.Not, v) {
		return false, got
	}
	if s.If != nil {
		ok, g := e.eval(s.If, v)
		next := s.Else
		if ok {
			got.add(g)
			next = s.Then
		}
		if next != nil {
			ok, g := e.eval(next, v)
			if !ok {
				return false, got
			}
			got.add(g)
		}
	}
	return true, got
}

func (e *evaluator) array(s *spec.Schema, v []any, got *seen) bool {
	if len(v) < s.MinItems || s.MaxItems != nil && len(v) > *s.MaxItems {
		return false
	}
	contained := 0
	for i, x := range v {
		item := s.Items
		if i < len(s.PrefixItems) {
			item = s.PrefixItems[i]
		}
		if item != nil {
			if !e.ok(item, x) {
				return false
			}
			got.item(i)
		}
		if s.Contains != nil && e.ok(s.Contains, x) {
			contained++
			got.item(i)
		}
		for _, y := range v[:i] {
			if s.UniqueItems && equal(x, y) {
				return false
			}
		}
	}
	least := 1
	if s.MinContains != nil {
		least = *s.MinContains
	}
	if s.Contains != nil && (contained < least || s.MaxContains != nil && contained > *s.MaxContains) {
		return false
	}
	for i, x := range v {
		if s.UnevaluatedItems != nil && !got.items[i] {
			if !e.ok(s.UnevaluatedItems, x) {
				return false
			}
			got.item(i)
		}
	}
	return true
}

func (e *evaluator) object(s *spec.Schema, v map[string]any, got *seen) bool {
	if len(v) < s.MinProperties || s.MaxProperties != nil && len(v) > *s.MaxProperties {
		return false
	}
	for _, name := range s.Required {
		if _, has := v[name]; !has {
			return false
		}
	}
	for name, x := range v {
		if s.PropertyNames != nil && !e.ok(s.PropertyNames, name) || !e.property(s, name, x, got) {
			return false
		}
	}
	for _, d := range s.DependentRequired {
		if _, has := v[d.Name]; has {
			for _, name := range d.Requires {
				if _, has := v[name]; !has {
					return false
				}
			}
		}
	}
	for _, d := range s.DependentSchemas {
		if _, has := v[d.Name]; has {
			ok, g := e.eval(d.Schema, v)
			if !ok {
				return false
			}
			got.add(g)
		}
	}
	for name, x := range v {
		if s.UnevaluatedProperties != nil && !got.props[name] {
			if !e.ok(s.UnevaluatedProperties, x) {
				return false
			}
			got.prop(name)
		}
	}
	return true
}

func (e *evaluator) property(s *spec.Schema, name string, x any, got *seen) bool {
	known := false
	for _, p := range s.Properties {
		if p.Name == name {
			known = true
			if !e.ok(p.Schema, x) {
				return false
			}
		}
	}
	for _, p := range s.PatternProperties {
		if matches(p.Name, name) {
			known = true
			if !e.ok(p.Schema, x) {
				return false
			}
		}
	}
	if !known && s.AdditionalProperties != nil {
		known = true
		if !e.ok(s.AdditionalProperties, x) {
			return false
		}
	}
	if known {
		got.prop(name)
	}
	return true
}
