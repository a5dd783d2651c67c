package generator_test

import (
	"bytes"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/specho/specho/generator"
	"github.com/specho/specho/generator/load"
)

// sample is the sample document: twenty operations.
func sample(t *testing.T) string {
	t.Helper()
	data, err := os.ReadFile("../openapi.yaml")
	if err != nil {
		t.Fatal(err)
	}
	if n := strings.Count(string(data), "\n      operationId: ") - 1; n != 20 { // and one webhook
		t.Fatalf("the sample has %d operations", n)
	}
	return string(data)
}

// generate returns the generated files of a document.
func generate(t *testing.T, document string) map[string][]byte {
	t.Helper()
	files, _, err := generator.Generate(t.Context(), generator.Config{
		Source:     load.Source{Name: "openapi.yaml", Data: []byte(document), Root: "openapi.yaml"},
		Package:    "tourism",
		ImportPath: "example.com/tourism",
		Runtime:    "github.com/specho/specho/rest",
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// edit replaces a text that a document has once.
func edit(t *testing.T, document, old, new string) string {
	t.Helper()
	if n := strings.Count(document, old); n != 1 {
		t.Fatalf("the document has %d times %q", n, old)
	}
	return strings.Replace(document, old, new, 1)
}

// Places of the sample where a branch is added.
const (
	beforeReview = "        '422': {$ref: '#/components/responses/Unprocessable'}\n        default: {$ref: '#/components/responses/Unexpected'}\n    post:\n      operationId: createReview\n"
	withReview   = "        '409': {$ref: '#/components/responses/Conflict'}\n" + beforeReview
	inlineReview = "        '409':\n          description: The reviews are being moved.\n          content: {application/problem+json: {schema: {$ref: '#/components/schemas/Problem'}}}\n" + beforeReview
	beforeDelete = "        '4XX': {$ref: '#/components/responses/Rejected'}\n        default: {$ref: '#/components/responses/Unexpected'}\n      x-background-tasks:\n        - {task: WriteAuditLog, 'on': ['204'], with: {action: review.withdrawn, subject: $request.path.reviewId}}\n"
	withDelete   = "        '409': {$ref: '#/components/responses/Conflict'}\n" + beforeDelete
)

// TestOneBranchIsASmallChange: a branch more in the document is lines more in the
// code, no line less, and in few files.
func TestOneBranchIsASmallChange(t *testing.T) {
	document := sample(t)
	before := generate(t, document)
	for _, tt := range []struct {
		name, changed string
		lines         int // non-blank ones, the document's own copy left out
	}{
		{"shared branch", edit(t, document, beforeReview, withReview), 6},
		{"branch of its own", edit(t, document, beforeReview, inlineReview), 26},
		{"branch of a range", edit(t, document, beforeDelete, withDelete), 6},
	} {
		t.Run(tt.name, func(t *testing.T) {
			after := generate(t, tt.changed)
			if !slices.Equal(slices.Sorted(maps.Keys(before)), slices.Sorted(maps.Keys(after))) {
				t.Error("there are other files now")
			}
			var changed []string
			lines := 0
			for name := range after {
				if bytes.Equal(before[name], after[name]) {
					continue
				}
				changed = append(changed, name)
				added, gone := added(before[name], after[name])
				if gone != "" {
					t.Errorf("%s: line is gone or changed: %s", name, gone)
				}
				if strings.HasSuffix(name, ".go") {
					lines += added
				}
			}
			if len(changed) > 3 {
				t.Errorf("%d files change: %v", len(changed), changed)
			}
			if lines > tt.lines {
				t.Errorf("%d lines are added, more than %d", lines, tt.lines)
			}
			t.Logf("%d lines in %v", lines, changed)
		})
	}
}

// added counts the non-blank lines that after has more than before; gone is the
// first line of before that is not there any more.
func added(before, after []byte) (n int, gone string) {
	old := strings.Split(string(before), "\n")
	for line := range strings.SplitSeq(string(after), "\n") {
		switch {
		case len(old) > 0 && line == old[0]:
			old = old[1:]
		case strings.TrimSpace(line) != "":
			n++
		}
	}
	if len(old) > 0 {
		return n, old[0]
	}
	return n, ""
}

// TestNamesOutliveOtherUses: a component that one more operation refers to, one
// before all others, keeps its names and its place.
func TestNamesOutliveOtherUses(t *testing.T) {
	document := edit(t, sample(t), "    Cursor:\n      name: cursor\n",
		"    Order: {name: order, in: query, schema: {type: string, enum: [asc, desc], default: asc}}\n    Cursor:\n      name: cursor\n")
	uses := "        - {$ref: '#/components/parameters/Limit'}\n        - {$ref: '#/components/parameters/Order'}\n"
	document = edit(t, document, "default: 1}\n        - {$ref: '#/components/parameters/Limit'}\n", "default: 1}\n"+uses)
	changed := edit(t, document, "      parameters: [{$ref: '#/components/parameters/IfNoneMatch'}]\n",
		"      parameters:\n        - {$ref: '#/components/parameters/IfNoneMatch'}\n"+uses)
	before, after := generate(t, document), generate(t, changed)
	if !bytes.Contains(before["schemas.gen.go"], []byte("type OrderParameter string")) {
		t.Error("the type of the parameter has another name")
	}
	for name := range before {
		if strings.HasPrefix(name, "operations_tourists") || name == "openapi.yaml" {
			continue // the operation itself
		}
		if _, gone := added(before[name], after[name]); gone != "" {
			t.Errorf("%s: line is gone or changed: %s", name, gone)
		}
	}
}

// TestBodiesKeepTheirNames: a request body of the components is called like it, not
// like the first operation that takes it.
func TestBodiesKeepTheirNames(t *testing.T) {
	const head, first, second, tail = "openapi: 3.1.0\ninfo: {title: t, version: '1'}\npaths:\n",
		"  /a: {post: {operationId: a, requestBody: {$ref: '#/components/requestBodies/Thing'}, responses: {'204': {description: d}}}}\n",
		"  /b: {post: {operationId: b, requestBody: {$ref: '#/components/requestBodies/Thing'}, responses: {'204': {description: d}}}}\n",
		"components: {requestBodies: {Thing: {content: {application/json: {schema: {type: object, properties: {kind: {enum: [x, y]}}}}}}}}\n"
	for _, paths := range []string{first, second, first + second} {
		schemas := string(generate(t, head+paths+tail)["schemas.gen.go"])
		if !strings.Contains(schemas, "type ThingBody struct") || !strings.Contains(schemas, "type ThingBodyKind string") {
			t.Errorf("the types have other names:\n%s", schemas)
		}
	}
}

// TestSameBytes: runs at the same time do not see each other.
func TestSameBytes(t *testing.T) {
	document := sample(t)
	other := edit(t, document, beforeReview, inlineReview)
	want, wantOther := generate(t, document), generate(t, other)
	var wg sync.WaitGroup
	for i := range 8 {
		wg.Go(func() {
			d, w := document, want
			if i%4 == 3 { // not all of the same document
				d, w = other, wantOther
			}
			got := generate(t, d)
			if len(got) != len(w) {
				t.Errorf("run %d: %d files, want %d", i, len(got), len(w))
			}
			for name := range w {
				if !bytes.Equal(got[name], w[name]) {
					t.Errorf("run %d: %s differs", i, name)
				}
			}
		})
	}
	wg.Wait()
}

// TestBranchesMerge: two people change two operations and regenerate; git merges
// both the document and the code, to what the merged document generates.
func TestBranchesMerge(t *testing.T) {
	git, err := exec.LookPath("git")
	if err != nil {
		t.Skip("there is no git")
	}
	dir, document := t.TempDir(), sample(t)
	run := func(args ...string) {
		t.Helper()
		cmd := exec.CommandContext(t.Context(), git, args...)
		cmd.Dir = dir
		cmd.Env = append(os.Environ(), "GIT_CONFIG_GLOBAL="+os.DevNull, "GIT_CONFIG_SYSTEM="+os.DevNull,
			"GIT_AUTHOR_NAME=a", "GIT_AUTHOR_EMAIL=a@example.com", "GIT_COMMITTER_NAME=a", "GIT_COMMITTER_EMAIL=a@example.com")
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("git %s: %v\n%s", strings.Join(args, " "), err, out)
		}
	}
	commit := func(document string) {
		t.Helper()
		for name, data := range generate(t, document) {
			if err := os.WriteFile(filepath.Join(dir, name), data, 0o600); err != nil {
				t.Fatal(err)
			}
		}
		run("add", "-A")
		run("commit", "-q", "-m", "change")
	}
	run("init", "-q", "-b", "main")
	commit(document)
	run("checkout", "-q", "-b", "one")
	one := edit(t, document, beforeReview, inlineReview)
	commit(one)
	run("checkout", "-q", "-b", "two", "main")
	param := "        - {$ref: '#/components/parameters/IfNoneMatch'}\n"
	two := edit(t, document, beforeDelete, withDelete)
	two = edit(t, two, "      parameters: [{$ref: '#/components/parameters/IfNoneMatch'}]\n",
		"      parameters:\n"+param+"        - {name: fields, in: query, schema: {type: string}}\n")
	commit(two)
	run("merge", "-q", "--no-edit", "one")

	merged := edit(t, two, beforeReview, inlineReview)
	for name, want := range generate(t, merged) {
		got, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(got, want) {
			t.Errorf("%s: what git merged is not what is generated", name)
		}
	}
}
