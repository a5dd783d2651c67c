package schema

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// suiteGroup is a schema of the JSON-Schema-Test-Suite with its tests.
type suiteGroup struct {
	Description string
	Schema      json.RawMessage
	Tests       []struct {
		Description string
		Data        json.RawMessage
		Valid       bool
	}
}

// suiteFiles gives the files of the suite that the environment names.
func suiteFiles(t testing.TB, pattern string) []string {
	dir := os.Getenv("SUITES")
	if dir == "" {
		t.Skip("SUITES is not set: no JSON-Schema-Test-Suite")
	}
	files, err := filepath.Glob(filepath.Join(dir, "json-schema-test-suite", "tests", pattern))
	if err != nil || len(files) == 0 {
		t.Fatalf("no files of the suite: %v", err)
	}
	return files
}

func suiteGroups(t testing.TB, file string) []suiteGroup {
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var groups []suiteGroup
	if err := json.Unmarshal(data, &groups); err != nil {
		t.Fatalf("%s: %v", file, err)
	}
	return groups
}

// score counts right verdicts, and keeps the wrong ones with their causes.
type score struct {
	right, all int
	misses     []string
}

// group runs the tests of one group on its schema as rewritten by convert.
func (s *score) group(name string, g suiteGroup, convert func(any) any) {
	name += ": " + g.Description
	table := map[string]any{"S": convert(decode(g.Schema))}
	text, _ := json.Marshal(table)
	set := New(string(text))
	if err := set.Err(); err != nil {
		s.all += len(g.Tests)
		s.misses = append(s.misses, fmt.Sprintf("%s (%d tests): refused: %v", name, len(g.Tests), err))
		return
	}
	for _, test := range g.Tests {
		s.all++
		if got := set.Schema("S").Valid(test.Data); got == test.Valid {
			s.right++
		} else {
			s.misses = append(s.misses, fmt.Sprintf("%s: %s: valid is %v", name, test.Description, got))
		}
	}
}

func (s *score) file(t testing.TB, file string, convert func(any) any) {
	for _, g := range suiteGroups(t, file) {
		s.group(filepath.Base(file), g, convert)
	}
}

func decode(text []byte) any {
	d := json.NewDecoder(bytes.NewReader(text))
	d.UseNumber()
	var v any
	if err := d.Decode(&v); err != nil {
		panic(err)
	}
	return v
}

// The keywords that hold schemas.
var (
	oneSchema = words("additionalItems additionalProperties contains else if items not propertyNames then unevaluatedItems unevaluatedProperties")
	schemaSet = words("$defs definitions dependencies dependentSchemas patternProperties properties")
	schemaRow = words("allOf anyOf items oneOf prefixItems")
)

func words(s string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(s) {
		m[w] = true
	}
	return m
}

// rewrite makes the references of a schema lead into a table where the schema is
// called S, and applies fix to each schema in it.
func rewrite(v any, fix func(map[string]any)) any {
	s, ok := v.(map[string]any)
	if !ok {
		return v
	}
	fix(s)
	for k, x := range s {
		switch x := x.(type) {
		case string:
			if k == "$ref" && (x == "#" || strings.HasPrefix(x, "#/")) {
				s[k] = "#/S" + x[1:]
			}
		case []any:
			for i := range x {
				if schemaRow[k] {
					x[i] = rewrite(x[i], fix)
				}
			}
		case map[string]any:
			if oneSchema[k] {
				rewrite(x, fix)
			}
			for name := range x {
				if schemaSet[k] {
					x[name] = rewrite(x[name], fix)
				}
			}
		}
	}
	return s
}

func convert2020(v any) any { return rewrite(v, func(map[string]any) {}) }

// TestSuite2020 runs the core tests and those of the options that are switched
// on here. Refused are references out of the table and dynamic ones: a generator
// resolves them or refuses the document. Formats are asserted, where the core
// tests have them as annotations.
func TestSuite2020(t *testing.T) {
	var s score
	for _, file := range suiteFiles(t, "draft2020-12/*.json") {
		s.file(t, file, convert2020)
	}
	s.report(t, 1156, "refused", "is only an annotation by default", "vocabulary.json")
}

func TestSuiteOptional(t *testing.T) {
	for _, name := range []string{"bignum", "ecmascript-regex", "float-overflow", "non-bmp-regex", "format/*"} {
		var s score
		for _, file := range suiteFiles(t, "draft2020-12/optional/"+name+".json") {
			s.file(t, file, convert2020)
		}
		s.report(t, s.all)
	}
}

// TestSuite4 runs the tests of draft 4, on which OpenAPI 3.0 builds, after the
// same changes that normalisation makes to a document.
func TestSuite4(t *testing.T) {
	var s score
	for _, file := range suiteFiles(t, "draft4/*.json") {
		s.file(t, file, func(v any) any { return rewrite(v, modernise) })
	}
	s.report(t, 585, "refused")
}

// modernise makes a schema of draft 4 one of draft 2020-12.
func modernise(s map[string]any) {
	if ref, ok := s["$ref"].(string); ok { // hides what stands beside it
		for k := range s {
			if k != "definitions" {
				delete(s, k)
			}
		}
		s["$ref"] = ref
	}
	for _, side := range []string{"Minimum", "Maximum"} {
		plain := strings.ToLower(side)
		if x, ok := s["exclusive"+side].(bool); ok {
			delete(s, "exclusive"+side)
			if x {
				s["exclusive"+side] = s[plain]
				delete(s, plain)
			}
		}
	}
	if list, ok := s["items"].([]any); ok {
		s["prefixItems"] = list
		delete(s, "items")
		if rest, ok := s["additionalItems"]; ok {
			s["items"] = rest
		}
	}
	names, schemas := map[string]any{}, map[string]any{}
	dependencies, _ := s["dependencies"].(map[string]any)
	for name, x := range dependencies {
		if _, list := x.([]any); list {
			names[name] = x
		} else {
			schemas[name] = x
		}
	}
	s["dependentRequired"], s["dependentSchemas"] = names, schemas
}

// report logs the score and fails if it is below least or if a miss has none of
// the known causes.
func (s *score) report(t *testing.T, least int, causes ...string) {
	t.Helper()
	t.Logf("%d of %d verdicts right", s.right, s.all)
	for _, m := range s.misses {
		t.Log(m)
		if least > 0 && !slices.ContainsFunc(causes, func(c string) bool { return strings.Contains(m, c) }) {
			t.Error("unknown cause: " + m)
		}
	}
	if s.right < least {
		t.Errorf("%d verdicts right, want %d", s.right, least)
	}
}
