package load_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/specho/specho/generator/diag"
	"github.com/specho/specho/generator/load"
)

const graded = `openapi: 3.0.3
info: {title: t, version: '1', license: {url: x}}
paths:
  /a:
    get:
      operationId: a
      responses:
        '200': {description: ok, content: {application/json: {schema: {$ref: 'other.yaml#/N'}, example: text}}}
components:
  schemas:
    S:
      type: string
      minLength: 3
      default: ab
`

// TestGrade: the findings of kin-openapi have places and pointers, and are no errors.
func TestGrade(t *testing.T) {
	tree, _, err := open(t, "root.yaml", map[string]string{"root.yaml": graded, "other.yaml": "N: {type: integer, maximum: 5}\n"})
	if err != nil {
		t.Fatal(err)
	}
	var l diag.List
	tree.Grade(t.Context(), &l)
	var got strings.Builder
	for _, d := range l.Sorted() {
		fmt.Fprintf(&got, "%s %s %s %s\n", d.Severity, d.Pos, d.Pointer, d.Rule)
	}
	want := `note docs/root.yaml:2:32 #/info/license license-name-required
note docs/root.yaml:8:44 #/paths/~1a/get/responses/200/content/application~1json example-violates-schema
warning docs/root.yaml:11:5 #/components/schemas/S default-violates-schema
`
	if got.String() != want {
		t.Errorf("got\n%s\nwant\n%s", got.String(), want)
		for _, d := range l.Sorted() {
			t.Log(d)
		}
	}
}

// TestGradeJSON: JSON documents have places too.
func TestGradeJSON(t *testing.T) {
	text := "{\"openapi\": \"3.0.3\",\n\"info\": {\"title\": \"t\", \"version\": \"1\"}, \"paths\": {}, \"components\": {\"schemas\": {\n\"S\": {\"type\": \"integer\", \"default\": \"x\"}}}}"
	tree, _, err := open(t, "a.json", map[string]string{"a.json": text})
	if err != nil {
		t.Fatal(err)
	}
	var l diag.List
	tree.Grade(t.Context(), &l)
	if d := l.Sorted(); len(d) != 1 || d[0].Pos.String() != "docs/a.json:3:1" {
		t.Errorf("got %v", d)
	}
}

// TestGradeIsNoObstacle: what kin-openapi cannot read, or not in time, is a note.
func TestGradeIsNoObstacle(t *testing.T) {
	done, cancel := context.WithCancel(context.Background())
	cancel()
	for _, tt := range []struct {
		name, text string
		ctx        context.Context
	}{
		{"unreadable", "openapi: 3.0.3\ninfo: {title: t, version: '1'}\npaths: {}\ncomponents: {schemas: {S: {required: true}}}\n", context.Background()},
		{"late", graded, done},
		{"part of itself", "openapi: 3.1.0\ncomponents: {schemas: {S: {allOf: [{$ref: '#/components/schemas/S'}], default: {}}}}\n", context.Background()},
		{"in itself, without a type", "openapi: 3.0.3\ncomponents: {schemas: {S: {properties: {s: {$ref: '#/components/schemas/S'}}, example: {}}}}\n", context.Background()},
		{"large", "a: " + strings.Repeat("x", 3<<20), context.Background()},
	} {
		tree, err := load.Document(context.Background(), load.Source{Name: "a.yaml", Data: []byte(tt.text)}, &diag.List{})
		if err != nil {
			t.Fatal(err)
		}
		var l diag.List
		tree.Grade(tt.ctx, &l)
		if d := l.Sorted(); len(d) != 1 || d[0].Rule != "grade-skipped" || d[0].Severity != diag.Note {
			t.Errorf("%s: got %v", tt.name, d)
		}
	}
}

// TestLargeDocuments are read in well under a second.
func TestLargeDocuments(t *testing.T) {
	dir := os.Getenv("SUITES")
	if dir == "" {
		t.Skip("SUITES is not set: no third-party documents to read")
	}
	for file, limit := range map[string]time.Duration{"github.json": 300 * time.Millisecond, "codat-lending31.yaml": 2 * time.Second} {
		data, err := os.ReadFile(filepath.Join(dir, "corpus", file))
		if err != nil {
			t.Fatal(err)
		}
		best := time.Hour
		for range 3 {
			start := time.Now()
			if _, err := load.Document(t.Context(), load.Source{Name: file, Data: data}, &diag.List{}); err != nil {
				t.Fatal(err)
			}
			best = min(best, time.Since(start))
		}
		if best > limit {
			t.Errorf("%s takes %s", file, best)
		}
		t.Logf("%s: %d bytes in %s", file, len(data), best)
	}
}

func TestTwentyMegabytesOfText(t *testing.T) {
	text := "openapi: 3.1.0\ninfo:\n  description: |\n" + strings.Repeat("    é is a letter\n", 1_200_000)
	start := time.Now()
	src := load.Source{Name: "a.yaml", FS: fstest.MapFS{"a.yaml": {Data: []byte(text)}}}
	if _, err := load.Document(t.Context(), src, &diag.List{}); err != nil {
		t.Fatal(err)
	}
	if took := time.Since(start); took > time.Minute {
		t.Errorf("took %s", took)
	}
}
