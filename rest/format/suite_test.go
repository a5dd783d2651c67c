package format

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestSuite runs the optional format tests of the JSON-Schema-Test-Suite,
// which lies in json-schema-test-suite below the folder SUITES.
func TestSuite(t *testing.T) {
	root := os.Getenv("SUITES")
	if root == "" {
		t.Skip("set SUITES to a folder with json-schema-test-suite")
	}
	for _, draft := range []string{"draft4", "draft2020-12"} {
		files, err := filepath.Glob(filepath.Join(root, "json-schema-test-suite/tests", draft, "optional/format/*.json"))
		if err != nil || len(files) == 0 {
			t.Fatalf("no test files for %s: %v", draft, err)
		}
		for _, file := range files {
			name := strings.TrimSuffix(filepath.Base(file), ".json")
			t.Run(draft+"/"+name, func(t *testing.T) { runSuite(t, file) })
		}
	}
}

func runSuite(t *testing.T, file string) {
	b, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var groups []struct {
		Schema struct{ Format string }
		Tests  []struct {
			Description string
			Data        any
			Valid       bool
		}
	}
	if err := json.Unmarshal(b, &groups); err != nil {
		t.Fatal(err)
	}
	passed, total := 0, 0
	for _, g := range groups {
		for _, c := range g.Tests {
			s, ok := c.Data.(string)
			if !ok {
				continue
			}
			total++
			check := Lookup(g.Schema.Format)
			if got := check == nil || check(s); got != c.Valid {
				t.Errorf("%s: %q: got %v, want %v", c.Description, s, got, c.Valid)
				continue
			}
			passed++
		}
	}
	t.Logf("%d of %d", passed, total)
}
