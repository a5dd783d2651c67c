package data

import (
	"encoding"
	"encoding/json"
	"log/slog"
	"reflect"
)

// LogValue is what package slog logs for v: its fields by their names in JSON, with
// a mask for each Secret at any depth. Generated types that hold a secret call it;
// their JSON, which slog would write else, has the secret itself.
func LogValue(v any) slog.Value { return slog.AnyValue(masked(reflect.ValueOf(v), maxValueDepth)) }

// masked is v made of maps and lists down to where no secret can be.
func masked(v reflect.Value, depth int) any {
	if !v.IsValid() || depth == 0 {
		return nil
	}
	if secret, ok := v.Interface().(Secret); ok {
		return secret.String()
	}
	if inner, set, ok := optional(v); ok {
		if !set {
			return nil
		}
		return masked(reflect.ValueOf(inner), depth-1)
	}
	switch v.Kind() {
	case reflect.Pointer, reflect.Interface:
		if v.IsNil() {
			return nil
		}
		if v.Elem().Kind() == reflect.Struct && !transparent(v.Elem().Type()) {
			return v.Interface()
		}
		return masked(v.Elem(), depth-1)
	case reflect.Struct:
		if transparent(v.Type()) {
			return maskedStruct(v, depth)
		}
	case reflect.Slice:
		if v.IsNil() || v.Type().Elem().Kind() == reflect.Uint8 {
			break
		}
		all := make([]any, v.Len())
		for i := range all {
			all[i] = masked(v.Index(i), depth-1)
		}
		return all
	case reflect.Map:
		if v.IsNil() || v.Type().Key().Kind() != reflect.String {
			break
		}
		all := make(map[string]any, v.Len())
		for it := v.MapRange(); it.Next(); {
			all[it.Key().String()] = masked(it.Value(), depth-1)
		}
		return all
	}
	return v.Interface()
}

// transparent reports whether a struct is shown by its fields: one with secrets, or
// without a JSON of its own.
func transparent(t reflect.Type) bool {
	p := reflect.PointerTo(t)
	return t.Implements(reflect.TypeFor[slog.LogValuer]()) ||
		!p.Implements(reflect.TypeFor[json.Marshaler]()) && !p.Implements(reflect.TypeFor[encoding.TextMarshaler]())
}

func maskedStruct(v reflect.Value, depth int) any {
	all := map[string]any{}
	for i := range v.NumField() {
		f := v.Type().Field(i)
		name, options, _ := jsonName(f)
		if name == "" && f.IsExported() {
			name = f.Name
		}
		if name == "" || skipped(v.Field(i), options) {
			continue
		}
		all[name] = masked(v.Field(i), depth-1)
	}
	return all
}
