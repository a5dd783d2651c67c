package generator

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"math/big"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/specho/specho/generator/load"
	"github.com/specho/specho/generator/spec"
)

// judge is another validator over the document as it was written.
type judge struct {
	doc      map[string]any
	compiler *jsonschema.Compiler
	schemas  map[string]*jsonschema.Schema
	normal   int // values that came back in another form of their format
}

const judgedDocument = "https://judge.invalid/openapi.json"

type noLoader struct{}

func (noLoader) Load(string) (any, error) { return nil, errors.New("no other documents") }

func newJudge(tree *load.Tree) (*judge, error) {
	v, err := jsonschema.UnmarshalJSON(strings.NewReader(tree.Root.JSON()))
	if err != nil {
		return nil, err
	}
	doc, _ := v.(map[string]any)
	j := &judge{doc: doc, compiler: jsonschema.NewCompiler(), schemas: map[string]*jsonschema.Schema{}}
	j.compiler.UseLoader(noLoader{})
	j.compiler.AssertFormat()
	j.compiler.RegisterFormat(&jsonschema.Format{Name: "byte", Validate: isBase64})
	j.compiler.DefaultDraft(jsonschema.Draft2020)
	if version, _ := doc["openapi"].(string); strings.HasPrefix(version, "3.0") {
		j.compiler.DefaultDraft(jsonschema.Draft4)
		fromNullable(doc, false)
	}
	return j, j.compiler.AddResource(judgedDocument, v)
}

// isBase64 is OpenAPI's format byte.
func isBase64(v any) error {
	if s, ok := v.(string); ok {
		_, err := base64.StdEncoding.DecodeString(s)
		return err
	}
	return nil
}

// fromNullable says `nullable: true` in the words of JSON Schema. In a map of
// names, keys are not keywords.
func fromNullable(v any, names bool) {
	switch v := v.(type) {
	case []any:
		for _, x := range v {
			fromNullable(x, false)
		}
	case map[string]any:
		for k, x := range v {
			if !names && (k == "example" || k == "examples" || k == "default" || k == "enum") {
				continue
			}
			fromNullable(x, !names && (k == "properties" || k == "schemas"))
		}
		if n, _ := v["nullable"].(bool); n && !names {
			if t, ok := v["type"].(string); ok {
				v["type"] = []any{t, "null"}
			}
			if e, ok := v["enum"].([]any); ok && !slices.Contains(e, nil) {
				v["enum"] = append(e, nil)
			}
		}
	}
}

// valid reports whether the value passes the schema at the pointer; an error says
// that the schema is none for this validator.
func (j *judge) valid(pointer string, value spec.Value) (bool, error) {
	s := j.schemas[pointer]
	if s == nil {
		var err error
		if s, err = j.compiler.Compile(judgedDocument + pointer); err != nil {
			return false, err
		}
		j.schemas[pointer] = s
	}
	v, err := jsonschema.UnmarshalJSON(strings.NewReader(string(value)))
	return err == nil && s.Validate(v) == nil, nil
}

// differs says how what came out differs from the example, "" if it does not.
// Members that the document does not declare may be gone, and defaults filled in.
func (j *judge) differs(e trip, r result) string {
	if r.Err != "" {
		return r.Err + " in " + string(e.value)
	}
	in, err := jsonschema.UnmarshalJSON(strings.NewReader(string(e.value)))
	if err != nil {
		return err.Error()
	}
	out, err := jsonschema.UnmarshalJSON(bytes.NewReader(r.Out))
	if err != nil {
		return err.Error()
	}
	return j.compare(in, out, []any{j.at(e.schema)}, e.request, "")
}

// compare compares two values that the schemas describe.
func (j *judge) compare(in, out any, schemas []any, request bool, path string) string {
	schemas = j.expand(schemas)
	switch in := in.(type) {
	case map[string]any:
		out, ok := out.(map[string]any)
		if !ok {
			return fmt.Sprintf("%s: an object became %v", path, out)
		}
		return j.compareObjects(in, out, schemas, request, path)
	case []any:
		out, ok := out.([]any)
		if !ok || len(in) != len(out) {
			return fmt.Sprintf("%s: %v became %v", path, in, out)
		}
		for i := range in {
			if why := j.compare(in[i], out[i], below(schemas, "items"), request, fmt.Sprintf("%s/%d", path, i)); why != "" {
				return why
			}
		}
		return ""
	case json.Number:
		if out, ok := out.(json.Number); ok && sameNumber(in, out) {
			return ""
		}
	default:
		if in == out {
			return ""
		}
	}
	if sameByFormat(in, out, schemas) {
		j.normal++
		return ""
	}
	return fmt.Sprintf("%s: %v became %v", path, in, out)
}

func (j *judge) compareObjects(in, out map[string]any, schemas []any, request bool, path string) string {
	for _, k := range slices.Sorted(maps.Keys(in)) {
		here := property(schemas, k)
		v, there := out[k]
		if !there {
			if len(here) == 0 || anyTrue(j.expand(here), hidden[request]) {
				continue
			}
			return fmt.Sprintf("%s/%s: %v is gone", path, k, in[k])
		}
		if len(here) == 0 {
			here = below(schemas, "additionalProperties")
		}
		if why := j.compare(in[k], v, here, request, path+"/"+k); why != "" {
			return why
		}
	}
	for _, k := range slices.Sorted(maps.Keys(out)) {
		if _, there := in[k]; !there && len(below(j.expand(property(schemas, k)), "default")) == 0 {
			return fmt.Sprintf("%s/%s: %v is new", path, k, out[k])
		}
	}
	return ""
}

// hidden is the keyword of properties that requests, or responses, do not carry.
var hidden = map[bool]string{true: "readOnly", false: "writeOnly"}

// sameByFormat reports whether two values are the same for the format that is
// declared: one instant, or one float of 32 bits.
func sameByFormat(in, out any, schemas []any) bool {
	a, b := fmt.Sprint(in), fmt.Sprint(out)
	switch formats := below(schemas, "format"); {
	case slices.Contains(formats, any("date-time")):
		x, err := time.Parse(time.RFC3339, strings.ToUpper(a))
		y, err2 := time.Parse(time.RFC3339, b)
		return err == nil && err2 == nil && x.Equal(y)
	case slices.Contains(formats, any("float")):
		x, err := strconv.ParseFloat(a, 32)
		y, err2 := strconv.ParseFloat(b, 32)
		return err == nil && err2 == nil && x == y
	}
	return false
}

func sameNumber(a, b json.Number) bool {
	x, ok := new(big.Rat).SetString(a.String())
	y, fine := new(big.Rat).SetString(b.String())
	return ok && fine && x.Cmp(y) == 0
}

// expand adds what references and applicators lead to.
func (j *judge) expand(schemas []any) (all []any) {
	for n := 0; len(schemas) > 0 && n < 1000; n++ {
		s, ok := schemas[0].(map[string]any)
		schemas = schemas[1:]
		if !ok {
			continue
		}
		all = append(all, s)
		if ref, ok := s["$ref"].(string); ok {
			schemas = append(schemas, j.at(ref))
		}
		for _, k := range []string{"allOf", "anyOf", "oneOf"} {
			list, _ := s[k].([]any)
			schemas = append(schemas, list...)
		}
	}
	return all
}

func below(schemas []any, keyword string) (list []any) {
	for _, s := range schemas {
		if m, ok := s.(map[string]any); ok && m[keyword] != nil {
			list = append(list, m[keyword])
		}
	}
	return list
}

func property(schemas []any, name string) []any { return below(below(schemas, "properties"), name) }

func anyTrue(schemas []any, keyword string) bool {
	return slices.Contains(below(schemas, keyword), any(true))
}

// at follows a JSON pointer into the document.
func (j *judge) at(pointer string) any {
	var v any = j.doc
	for _, step := range strings.Split(strings.TrimPrefix(pointer, "#/"), "/") {
		step, _ = url.PathUnescape(step)
		step = strings.NewReplacer("~1", "/", "~0", "~").Replace(step)
		switch x := v.(type) {
		case map[string]any:
			v = x[step]
		case []any:
			i := 0
			if _, err := fmt.Sscan(step, &i); err != nil || i >= len(x) {
				return nil
			}
			v = x[i]
		default:
			return nil
		}
	}
	return v
}
