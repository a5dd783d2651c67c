package normalise_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"testing"
	"testing/fstest"

	"github.com/specho/specho/generator/diag"
	"github.com/specho/specho/generator/load"
	"github.com/specho/specho/generator/normalise"
)

// group is a schema of the JSON-Schema-Test-Suite with its cases.
type group struct {
	Description string
	Schema      json.RawMessage
	Tests       []struct {
		Description string
		Data        json.RawMessage
		Valid       bool
	}
}

// TestMeaningIsKept normalises the schemas of the JSON-Schema-Test-Suite and judges
// its values by the result. A schema that is refused is counted; one that judges
// differently is a failure.
func TestMeaningIsKept(t *testing.T) {
	files, _ := filepath.Glob(filepath.Join(suites(t, "suites/json-schema-test-suite/tests/draft2020-12"), "*.json"))
	groups, refused, judged := 0, 0, 0
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		var list []group
		if err := json.Unmarshal(data, &list); err != nil {
			t.Fatal(err)
		}
		for _, g := range list {
			groups++
			if !judge(t, filepath.Base(file), g, &judged) {
				refused++
			}
		}
	}
	t.Logf("%d schemas, %d refused, %d values judged", groups, refused, judged)
}

// judge reports false if the schema is refused.
func judge(t *testing.T, file string, g group, judged *int) bool {
	folder := fstest.MapFS{
		"api.yaml":    {Data: []byte("openapi: 3.1.0\ninfo: {title: t, version: '1'}\ncomponents: {schemas: {S: {$ref: schema.json}}}\n")},
		"schema.json": {Data: g.Schema},
	}
	var l diag.List
	tree, err := load.Document(t.Context(), load.Source{Name: "api.yaml", FS: folder, NoGrade: true}, &l)
	if err != nil {
		t.Fatal(err)
	}
	doc := normalise.Exact(t.Context(), tree, &l)
	if err := l.Err(); err != nil {
		t.Logf("refused: %s: %s: %v", file, g.Description, err)
		return false
	}
	for _, c := range g.Tests {
		*judged++
		e := &evaluator{}
		if got := e.ok(doc.Schemas[0], decode(string(c.Data))); got != c.Valid {
			t.Errorf("%s: %s: %s: got %v\n\tschema %s\n\tread as %s\n\tvalue %s", file, g.Description, c.Description, got, g.Schema, show(doc.Schemas[0]), c.Data)
		}
	}
	return true
}
