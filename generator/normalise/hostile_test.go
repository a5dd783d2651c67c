package normalise_test

import (
	"context"
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/specho/specho/generator/diag"
	"github.com/specho/specho/generator/load"
	"github.com/specho/specho/generator/normalise"
)

// repeat joins f(0) to f(n-1).
func repeat(n int, f func(i int) string) string {
	var b strings.Builder
	for i := range n {
		b.WriteString(f(i))
	}
	return b.String()
}

// TestHostileSchemasEnd: whatever comes out, it comes out soon.
func TestHostileSchemasEnd(t *testing.T) {
	for _, tt := range []struct {
		name, text string
		ok         bool
	}{
		{"a long chain of references", repeat(20_000, func(i int) string {
			return fmt.Sprintf("S%d: {$ref: '#/components/schemas/S%d'}\n", i, i+1)
		}) + "S20000: {type: string}", false},
		{"a circle of references", repeat(5000, func(i int) string {
			return fmt.Sprintf("S%d: {$ref: '#/components/schemas/S%d'}\n", i, (i+1)%5000)
		}), false},
		{"allOf doubles", "S0: {type: object, properties: {a: {type: string}}}\n" + repeat(200, func(i int) string {
			return fmt.Sprintf("S%d: {allOf: [{$ref: '#/components/schemas/S%d'}, {$ref: '#/components/schemas/S%d'}, {properties: {p%d: {type: string}}}]}\n", i+1, i, i, i)
		}), true},
		{"a deep chain of allOf", "S0: {type: object}\n" + repeat(3000, func(i int) string {
			return fmt.Sprintf("S%d: {allOf: [{$ref: '#/components/schemas/S%d'}], properties: {p%d: {type: string}}}\n", i+1, i, i)
		}), true},
		{"products of recursive properties", repeat(12, func(i int) string {
			return fmt.Sprintf("S%d: {type: object, properties: {%s}}\n", i, strings.TrimSuffix(repeat(12, func(j int) string {
				return fmt.Sprintf("p%d: {$ref: '#/components/schemas/S%d'}, ", j, (i*5+j*7+1)%12)
			}), ", "))
		}) + "X: {allOf: [{$ref: '#/components/schemas/S0'}, {$ref: '#/components/schemas/S1'}, {$ref: '#/components/schemas/S2'}]}", true},
		{"nested unions", repeat(2000, func(i int) string {
			return fmt.Sprintf("S%d: {anyOf: [{$ref: '#/components/schemas/S%d'}, {$ref: '#/components/schemas/S%d'}]}\n", i, i+1, i+2)
		}) + "S2000: {type: object}\nS2001: {type: array, items: {}}", true},
		{"deep lists", "S: " + strings.Repeat("{type: array, items: ", 450) + "{type: string}" + strings.Repeat("}", 450), true},
		{"many values", "S: {enum: [" + repeat(50_000, func(i int) string { return fmt.Sprintf("%d, ", i) }) + "x]}", true},
		{"references in the places of maps", "Big: {x-p: {" + repeat(5000, func(i int) string { return fmt.Sprintf("p%d: {}, ", i) }) + "q: {}}}\n" + repeat(5000, func(i int) string {
			return fmt.Sprintf("S%d: {type: object, properties: {$ref: '#/components/schemas/Big/x-p'}}\n", i)
		}), false},
		{"many that could not be read", repeat(20_000, func(i int) string {
			return fmt.Sprintf("S%d: {not: {$ref: '#/components/schemas/S%d'}, properties: {a: {$ref: '#/components/schemas/S%d'}}}\n", i, i+1, (i*7)%20_000)
		}) + "S20000: {type: strange}", true},
		{"not itself", "S: {not: {$ref: '#/components/schemas/S'}}", true},
		{"huge number", "S: {type: number, maximum: " + strings.Repeat("9", 900) + ", default: 1e100000000}", true},
	} {
		t.Run(tt.name, func(t *testing.T) {
			start := time.Now()
			_, l := schemas(t, "3.1.0", tt.text)
			if took := time.Since(start); took > time.Minute {
				t.Errorf("took %s", took)
			}
			if err := l.Err(); (err == nil) != tt.ok {
				t.Errorf("got %.500v", err)
			}
		})
	}
}

func TestTimeRunsOut(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	var l diag.List
	text := "openapi: 3.1.0\ninfo: {title: t, version: '1'}\ncomponents: {schemas: {S: {type: string}}}\n"
	tree, err := load.Document(ctx, load.Source{Name: "a.yaml", Data: []byte(text)}, &l)
	if err != nil {
		t.Fatal(err)
	}
	cancel()
	if doc := normalise.Document(ctx, tree, &l); doc == nil || !l.HasErrors() {
		t.Errorf("got %v, %v", doc, l.Err())
	}
}

// TestEvilDocuments reads hostile documents of the suites: no panic, in bounded time.
func TestEvilDocuments(t *testing.T) {
	dir := suites(t, "suites/evil")
	files, _ := filepath.Glob(filepath.Join(dir, "*", "*.*"))
	refused := 0
	for _, file := range files {
		start := time.Now()
		_, l := open(t, file)
		if took := time.Since(start); took > time.Minute {
			t.Errorf("%s took %s", file, took)
		}
		if l.HasErrors() {
			refused++
		}
	}
	t.Logf("%d documents, %d refused", len(files), refused)
}

// FuzzDocument asserts that any document is read or refused, twice the same way.
func FuzzDocument(f *testing.F) {
	f.Add(zoo)
	f.Add("openapi: 3.0.3\ninfo: {title: t, version: '1'}\npaths: {/a: {get: {responses: {}}}}\ncomponents: {schemas: {" +
		strings.ReplaceAll(strings.TrimSpace(components), "\n", ", ") + "}}")
	f.Fuzz(func(t *testing.T, text string) {
		if len(text) > 20_000 {
			t.Skip()
		}
		doc, l := read(t, text, nil)
		again, m := read(t, text, nil)
		if (doc == nil) != (again == nil) || rules(l) != rules(m) {
			t.Fatalf("%q: %s, then %s", text, rules(l), rules(m))
		}
		if doc == nil {
			return
		}
		for _, s := range doc.Schemas {
			show(s)
		}
		for _, op := range doc.Operations {
			showOperation(op)
		}
	})
}
