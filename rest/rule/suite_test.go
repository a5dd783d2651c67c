package rule

import (
	"encoding/json"
	"os"
	"path/filepath"
	"testing"
)

// TestPatternSuite runs the tests of JSON-Schema-Test-Suite about patterns of
// strings and of member names, which lie below the folder SUITES.
func TestPatternSuite(t *testing.T) {
	root := os.Getenv("SUITES")
	if root == "" {
		t.Skip("set SUITES to a folder with json-schema-test-suite")
	}
	total := 0
	for _, name := range []string{"pattern", "optional/ecmascript-regex", "optional/non-bmp-regex"} {
		for _, draft := range []string{"draft4", "draft2020-12"} {
			b, err := os.ReadFile(filepath.Join(root, "json-schema-test-suite/tests", draft, name+".json"))
			if err != nil {
				t.Fatal(err)
			}
			n := runPatternSuite(t, draft+"/"+name, b)
			t.Logf("%s/%s: %d tests", draft, name, n)
			total += n
		}
	}
	if total == 0 {
		t.Error("no tests found")
	}
}

func runPatternSuite(t *testing.T, file string, b []byte) (n int) {
	var groups []struct {
		Description string
		Schema      struct {
			Pattern    string
			Properties map[string]json.RawMessage `json:"patternProperties"`
			Additional *bool                      `json:"additionalProperties"`
		}
		Tests []struct {
			Description string
			Data        any
			Valid       bool
		}
	}
	if err := json.Unmarshal(b, &groups); err != nil {
		t.Fatal(err)
	}
	for _, g := range groups {
		for _, c := range g.Tests {
			var got bool
			switch data := c.Data.(type) {
			case string:
				if g.Schema.Pattern == "" {
					continue
				}
				p, err := CompilePattern(g.Schema.Pattern)
				if err != nil {
					t.Errorf("%s: %s: %v", file, g.Description, err)
					continue
				}
				got = p.Match(data)
			case map[string]any:
				if g.Schema.Additional == nil || *g.Schema.Additional {
					continue
				}
				got = allNames(t, data, g.Schema.Properties)
			default:
				continue
			}
			n++
			if got != c.Valid {
				t.Errorf("%s: %s: %s: got %v, want %v (%s)", file, g.Description, c.Description, got, c.Valid, g.Schema.Pattern)
			}
		}
	}
	return n
}

// allNames reports that each name matches one of the patterns.
func allNames(t *testing.T, data map[string]any, patterns map[string]json.RawMessage) bool {
	for name := range data {
		found := false
		for text := range patterns {
			p, err := CompilePattern(text)
			if err != nil {
				t.Errorf("%s: %v", text, err)
				continue
			}
			found = found || p.Match(name)
		}
		if !found {
			return false
		}
	}
	return true
}
