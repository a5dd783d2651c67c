package data

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"

	"github.com/specho/specho/rest/codec"
)

// jsonable is what the options of JSONable say.
type jsonable struct {
	noNulls, noZeros bool
	include, exclude []string
}

// JSONableOption adjusts JSONable.
type JSONableOption func(*jsonable)

// ExcludeNulls leaves out members that are null, at any depth.
func ExcludeNulls() JSONableOption { return func(j *jsonable) { j.noNulls = true } }

// ExcludeZeros leaves out members that are null, false, 0, "", [] or {}, at any
// depth: as near to exclude_defaults as Go's types tell.
func ExcludeZeros() JSONableOption { return func(j *jsonable) { j.noZeros = true } }

// Include keeps only these members of the value, or of the items if it is a list.
func Include(names ...string) JSONableOption {
	return func(j *jsonable) { j.include = append(j.include, names...) }
}

// Exclude leaves these members of the value out, or of the items if it is a list.
func Exclude(names ...string) JSONableOption {
	return func(j *jsonable) { j.exclude = append(j.exclude, names...) }
}

// JSONable returns v as JSON sees it, made of map[string]any, []any, string,
// json.Number, bool and nil: FastAPI's jsonable_encoder. Generated types, formats
// and registered encoders have the same forms as in answers; properties that are
// absent stay absent. What JSON cannot hold is an error that says where it is.
func JSONable(v any, options ...JSONableOption) (any, error) {
	var j jsonable
	for _, o := range options {
		o(&j)
	}
	b := AppendValue(nil, v)
	if path, why, bad := codec.Invalid(b); bad {
		return nil, fmt.Errorf("make %T jsonable: at %v: %s", v, path, why)
	}
	d := json.NewDecoder(bytes.NewReader(b))
	d.UseNumber()
	var out any
	if err := d.Decode(&out); err != nil {
		return nil, fmt.Errorf("make %T jsonable: %w", v, err)
	}
	j.choose(out)
	j.prune(out)
	return out, nil
}

// choose applies Include and Exclude to the outermost objects.
func (j *jsonable) choose(v any) {
	switch v := v.(type) {
	case []any:
		for _, item := range v {
			j.choose(item)
		}
	case map[string]any:
		for k := range v {
			if j.include != nil && !slices.Contains(j.include, k) || slices.Contains(j.exclude, k) {
				delete(v, k)
			}
		}
	}
}

// prune leaves out nulls and zeros, from the inside to the outside.
func (j *jsonable) prune(v any) {
	if !j.noNulls && !j.noZeros {
		return
	}
	switch v := v.(type) {
	case []any:
		for _, item := range v {
			j.prune(item)
		}
	case map[string]any:
		for k, member := range v {
			j.prune(member)
			if member == nil || j.noZeros && zeroJSON(member) {
				delete(v, k)
			}
		}
	}
}

func zeroJSON(v any) bool {
	switch v := v.(type) {
	case bool:
		return !v
	case string:
		return v == ""
	case json.Number:
		f, err := v.Float64()
		return err == nil && f == 0
	case []any:
		return len(v) == 0
	case map[string]any:
		return len(v) == 0
	}
	return v == nil
}
