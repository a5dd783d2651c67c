package data

import (
	"encoding"
	"encoding/json"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"github.com/specho/specho/rest/codec"
)

// appendOther appends what has no case of its own in appendValue.
func appendOther(b []byte, v reflect.Value, depth int) []byte {
	if v.Kind() == reflect.Pointer && v.IsNil() {
		return append(b, "null"...)
	}
	if inner, set, ok := optional(v); ok {
		if !set {
			inner = nil
		}
		return appendValue(b, inner, depth-1)
	}
	if out, ok := appendMethod(b, v); ok {
		return out
	}
	switch v.Kind() {
	case reflect.Pointer:
		return appendValue(b, v.Elem().Interface(), depth-1)
	case reflect.Bool:
		return strconv.AppendBool(b, v.Bool())
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		return codec.AppendInt(b, v.Int())
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		return codec.AppendUint(b, v.Uint())
	case reflect.Float32:
		return codec.AppendFloat32(b, float32(v.Float()))
	case reflect.Float64:
		return codec.AppendFloat64(b, v.Float())
	case reflect.String:
		return appendQuoted(b, v.String())
	case reflect.Slice, reflect.Array:
		return appendSlice(b, v, depth)
	case reflect.Map:
		return appendMap(b, v, depth)
	case reflect.Struct:
		return appendStruct(b, v, depth)
	}
	return codec.AppendInvalid(b, fmt.Sprintf("JSON has no %s", v.Type()))
}

// appendMethod appends v by a method of its type, or of the pointer to it:
// generated types have theirs on the pointer.
func appendMethod(b []byte, v reflect.Value) (out []byte, ok bool) {
	x := v.Interface()
	if v.Kind() != reflect.Pointer && v.Type().PkgPath() != "" {
		p := reflect.New(v.Type())
		p.Elem().Set(v)
		x = p.Interface()
	}
	var text []byte
	var err error
	switch m := x.(type) {
	case appender:
		return m.AppendJSON(b), true
	case json.Marshaler:
		if text, err = m.MarshalJSON(); err == nil {
			return appendText(b, text), true
		}
	case encoding.TextMarshaler:
		if text, err = m.MarshalText(); err == nil {
			return appendQuoted(b, string(text)), true
		}
	case error:
		return appendQuoted(b, m.Error()), true
	default:
		return b, false
	}
	return codec.AppendInvalid(b, err.Error()), true
}

func appendSlice(b []byte, v reflect.Value, depth int) []byte {
	if v.Kind() == reflect.Slice {
		if v.IsNil() {
			return append(b, "null"...)
		}
		if v.Type().Elem().Kind() == reflect.Uint8 {
			return append(codec.AppendBytes(append(b, '"'), v.Bytes()), '"')
		}
	}
	b = append(b, '[')
	for i := range v.Len() {
		if i > 0 {
			b = append(b, ',')
		}
		b = appendValue(b, v.Index(i).Interface(), depth-1)
	}
	return append(b, ']')
}

func appendMap(b []byte, v reflect.Value, depth int) []byte {
	if v.IsNil() {
		return append(b, "null"...)
	}
	members := make(map[string]reflect.Value, v.Len())
	for it := v.MapRange(); it.Next(); {
		k, ok := keyText(it.Key())
		if !ok {
			return codec.AppendInvalid(b, fmt.Sprintf("a key of JSON cannot be a %s", v.Type().Key()))
		}
		if _, twice := members[k]; twice {
			return codec.AppendInvalid(b, fmt.Sprintf("two keys of a map are %q", k))
		}
		members[k] = it.Value()
	}
	b = append(b, '{')
	for i, k := range slices.Sorted(maps.Keys(members)) {
		if i > 0 {
			b = append(b, ',')
		}
		b = append(appendQuoted(b, k), ':')
		b = appendValue(b, members[k].Interface(), depth-1)
	}
	return append(b, '}')
}

// keyText is the member name for a map's key: the text that the value has in
// JSON, so that a uuid or date is written as everywhere.
func keyText(k reflect.Value) (string, bool) {
	for k.Kind() == reflect.Interface {
		k = k.Elem()
	}
	if !k.IsValid() {
		return "", false
	}
	if k.Kind() == reflect.String && k.Type().PkgPath() == "" {
		return k.String(), true
	}
	text := appendValue(nil, k.Interface(), 2)
	if len(text) > 0 && text[0] == '"' {
		var s string
		err := json.Unmarshal(text, &s)
		return s, err == nil
	}
	number := len(text) > 0 && (text[0] == '-' || text[0] >= '0' && text[0] <= '9')
	return string(text), number
}

// appendStruct appends the exported fields of a struct by their json tags.
func appendStruct(b []byte, v reflect.Value, depth int) []byte {
	b = append(b, '{')
	first := true
	seen := map[string]bool{}
	for _, f := range reflect.VisibleFields(v.Type()) {
		name, options, tagged := jsonName(f)
		if name == "" || seen[name] || f.Anonymous && !tagged && isStruct(f.Type) {
			continue
		}
		value, err := v.FieldByIndexErr(f.Index)
		if err != nil || skipped(value, options) { // of an embedded nil pointer
			continue
		}
		seen[name] = true
		if !first {
			b = append(b, ',')
		}
		first = false
		b = append(appendQuoted(b, name), ':')
		b = appendValue(b, value.Interface(), depth-1)
	}
	return append(b, '}')
}

func isStruct(t reflect.Type) bool {
	return t.Kind() == reflect.Struct || t.Kind() == reflect.Pointer && t.Elem().Kind() == reflect.Struct
}

// jsonName is the member name of a field; "" for one that is not written.
func jsonName(f reflect.StructField) (name, options string, tagged bool) {
	if !f.IsExported() {
		return "", "", false
	}
	tag := f.Tag.Get("json")
	if tag == "-" {
		return "", "", true
	}
	name, options, _ = strings.Cut(tag, ",")
	if name == "" {
		return f.Name, options, false
	}
	return name, options, true
}

// skipped reports whether omitempty or omitzero leave a field out. A value that is
// absent by its own type, such as Opt, is left out without being asked.
func skipped(v reflect.Value, options string) bool {
	if _, set, ok := optional(v); ok && !set {
		return true
	}
	for _, o := range strings.Split(options, ",") {
		switch {
		case o == "omitempty" && isEmpty(v):
			return true
		case o == "omitzero" && isZero(v):
			return true
		}
	}
	return false
}

func isEmpty(v reflect.Value) bool {
	switch v.Kind() {
	case reflect.Slice, reflect.Map, reflect.Array, reflect.String:
		return v.Len() == 0
	case reflect.Struct:
		return false
	}
	return v.IsZero()
}

func isZero(v reflect.Value) bool {
	if z, ok := v.Interface().(interface{ IsZero() bool }); ok && (v.Kind() != reflect.Pointer || !v.IsNil()) {
		return z.IsZero()
	}
	return v.IsZero()
}

// optional takes apart Opt, Null and OptNull: the value, nil for null, and whether
// there is one at all. They are told by their names: a method of theirs would be code
// for each type of values.
func optional(v reflect.Value) (value any, set, ok bool) {
	t := v.Type()
	if t.Kind() != reflect.Struct || t.PkgPath() != ownPath {
		return nil, false, false
	}
	name, _, generic := strings.Cut(t.Name(), "[")
	if !generic || name != "Opt" && name != "Null" && name != "OptNull" {
		return nil, false, false
	}
	set = name == "Null" || v.FieldByName("Set").Bool()
	if name != "Opt" && !v.FieldByName("Valid").Bool() {
		return nil, set, true
	}
	return v.FieldByName("Value").Interface(), set, true
}

// ownPath is the import path of this package, which differs where it is a copy.
var ownPath = reflect.TypeFor[Opt[bool]]().PkgPath()
