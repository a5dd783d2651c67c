package normalise

import (
	"strings"

	"github.com/specho/specho/generator/load"
	"github.com/specho/specho/generator/spec"
)

// enum reads the values as they are written.
func (k *keywords) enum(m *load.Node) {
	switch m = k.listAt(m); m.Kind {
	case load.Array:
		k.values = m.Items
	case load.Null:
		k.warn(m, "enum-empty", "list the values, or leave enum out", "the enum is empty: it is ignored")
		return
	case load.Object:
		k.is(m, load.Array)
		return
	default:
		k.warn(m, "enum-list", "write a list", "enum must be a list: the value is read as its only entry")
		k.values = []*load.Node{m}
	}
	for _, item := range k.values {
		k.s.Enum = append(k.s.Enum, spec.Value(item.JSON()))
	}
	if len(k.values) == 0 {
		k.emptyEnum(m)
	}
}

// emptyEnum takes an enum without values to the letter: there is no valid one. Some
// tools write it beside an allOf whose values are meant.
func (k *keywords) emptyEnum(m *load.Node) {
	for _, keyword := range [...]string{"allOf", "anyOf", "oneOf", "$ref"} {
		if !k.exact && k.n.Get(keyword) != nil {
			k.warn(m, "enum-empty", "leave enum out", "the enum is empty: it is ignored, what %s says counts", keyword)
			return
		}
	}
	if !k.exact {
		k.warn(m, "enum-empty", "list the values, or leave enum out", "the enum is empty: no value is valid")
	}
	never(k.s)
}

// leftOut warns of a repair that leaves a limit out; to the letter there are none.
func (z *normaliser) leftOut(n *load.Node, rule, hint, format string, args ...any) {
	if z.exact {
		z.fail(n, rule, hint, format, args...)
		return
	}
	z.warn(n, rule, hint, format, args...)
}

// unenforced refuses what is right and cannot be checked, or warns that it is not.
func (z *normaliser) unenforced(n *load.Node, rule, hint, format string, args ...any) {
	if z.options.Warn {
		z.warn(n, rule, "", format+": it is not checked", args...)
		return
	}
	z.fail(n, rule, hint+"; or let it go unchecked: unenforced: warn", format, args...)
}

// endConst settles const, once the type is known. It reports whether there is one
// and only null fits it.
func (k *keywords) endConst() (null bool) {
	s, m := k.s, k.n.Get("const")
	if s.Const == nil {
		return false
	}
	if k.exact && *s.Const != "null" {
		s.Nullable = false
	}
	if *s.Const == "null" {
		s.Const, s.Enum, s.Types, s.Nullable = nil, nil, spec.Null, false
		return true
	}
	if outOfRange(*s.Const) {
		k.leftOut(m, "number-range", "", "the const %s is out of range: it is left out", clip(string(*s.Const)))
		s.Const = nil
		return false
	}
	v := k.coerced(*s.Const)
	if v != "" && v != *s.Const {
		k.warn(m, "const-type", "write "+clip(string(v)), "the value %s is read as %s, of the type of the schema", clip(string(*s.Const)), clip(string(v)))
	}
	if v == "" {
		if k.exact {
			never(s)
			return false
		}
		k.warn(m, "const-type", "", "the const %s is not of %s: it is left out", clip(string(*s.Const)), typeWords(s.Types))
		s.Const = nil
		return false
	}
	s.Const = &v
	if s.Types == 0 {
		s.Types = typeOf(v)
	}
	return false
}

// endEnum takes null and repeated values out of the enum, repairs values of
// another type and infers the type of an untyped enum.
func (k *keywords) endEnum() {
	s := k.s
	if k.endConst() || s.Enum == nil {
		return
	}
	items := k.values
	k.mistyped(items)
	kept := make([]spec.Value, 0, len(items))
	dropped := map[int]bool{}
	seen := make(map[string]bool, len(items))
	null := false
	var odd oddValues
	for i, v := range s.Enum {
		switch r := k.enumValue(items[i], v, seen, &odd); {
		case v == "null":
			null = true
			dropped[i] = true
		case r == "":
			dropped[i] = true
		default:
			kept = append(kept, r)
		}
	}
	k.alignEnum(dropped)
	k.warnOdd(&odd, len(kept) > 0 || null)
	s.Enum = kept
	k.enumNull(null)
	if s.Types == 0 {
		for _, v := range s.Enum {
			s.Types |= typeOf(v)
		}
		if s.Types&spec.NumberType != 0 {
			s.Types &^= spec.Integer
		}
	}
}

// mistyped takes the type from the values where an enum of plain values is said to
// be of objects.
func (k *keywords) mistyped(items []*load.Node) {
	s := k.s
	if s.Types != spec.Object || len(items) == 0 {
		return
	}
	t := typeOf(s.Enum[0])
	for _, v := range s.Enum {
		if typeOf(v) != t || t&(spec.Object|spec.Array|spec.Null) != 0 {
			return
		}
	}
	k.warn(k.n.Get("type"), "enum-type", "write the type of the values", "the type is object, but the enum is of %s: the values count", typeWords(t))
	s.Types = t
}

// enumValue gives a value in the type of the schema, or "" for one to leave out.
func (k *keywords) enumValue(item *load.Node, v spec.Value, seen map[string]bool, odd *oddValues) spec.Value {
	if v == "null" {
		return ""
	}
	if outOfRange(v) {
		k.leftOut(item, "number-range", "", "the enum value %s is out of range: it is left out", clip(string(v)))
		return ""
	}
	r := k.coerced(v)
	switch {
	case r == "":
		odd.left.add(item, v)
		return ""
	case r != v:
		odd.read.add(item, v)
		odd.as.add(item, r)
	}
	key := canonical(r)
	if seen[key] {
		k.warn(item, "enum-duplicate", "", "the enum lists %s twice", clip(string(r)))
		return ""
	}
	seen[key] = true
	return r
}

// coerced is coerce, which to the letter changes nothing.
func (k *keywords) coerced(v spec.Value) spec.Value {
	r := coerce(v, k.s.Types)
	if k.exact && r != v {
		return ""
	}
	return r
}

// alignEnum takes the entries of dropped values out of the extensions that run
// beside the enum, such as x-enum-varnames.
func (k *keywords) alignEnum(dropped map[int]bool) {
	if len(dropped) == 0 {
		return
	}
	for i, x := range k.s.Extensions {
		n := k.n.Get(x.Name)
		if !strings.HasPrefix(x.Name, "x-enum") || !n.Is(load.Array) || len(n.Items) != len(k.s.Enum) {
			continue
		}
		var kept []string
		for j, item := range n.Items {
			if !dropped[j] {
				kept = append(kept, item.JSON())
			}
		}
		k.s.Extensions[i].Value = spec.Value("[" + strings.Join(kept, ",") + "]")
	}
}

// enumNull settles whether an enum admits null.
func (k *keywords) enumNull(listed bool) {
	s := k.s
	enum := k.n.Get("enum")
	switch {
	case len(s.Enum) == 0 && k.exact && !(listed && (s.Types == 0 || s.Nullable)):
		never(s)
	case len(s.Enum) == 0 && listed:
		s.Enum, s.Types, s.Nullable = nil, spec.Null, false
	case len(s.Enum) == 0:
		k.warn(enum, "enum-type", "", "no value of the enum is of the type of the schema: any value of the type is accepted")
		s.Enum = nil
	case listed && s.Types != 0 && !s.Nullable && k.exact:
	case listed && s.Types != 0 && !s.Nullable:
		k.warn(enum, "enum-null", "say so in the type: nullable: true, or type: [string, \"null\"]", "the enum lists null, but the type does not allow it: null is accepted")
		s.Nullable = true
		k.merger.nullMeant[s] = true
	case listed:
		s.Nullable = true
	case k.exact:
		s.Nullable = false
	case s.Nullable && k.minor > 0 && !k.nullable:
		k.warn(enum, "enum-null", "list null in the enum, or take it out of the type", "the type allows null but the enum does not list it: null is accepted")
	}
}
