package arch

import "testing"

// TestTheMapForbids: the tests of this package must fail where they should.
func TestTheMapForbids(t *testing.T) {
	tests := []struct {
		entry, path string
		want        bool
	}{
		{"rest/rule", module + "/rest/rule", true},
		{"rest", module + "/rest/rule", false},
		{"rest/rule", module + "/rest", false},
		{".", module, true},
		{".", module + "/rest", false},
		{"golang.org/x/mod", "golang.org/x/mod/modfile", true},
		{"golang.org/x/mod", "golang.org/x/model", false},
		{"github.com/labstack/echo/v4", "github.com/labstack/echo/v5", false},
	}
	for _, tt := range tests {
		if got := covers(tt.entry, internalName(tt.path), tt.path); got != tt.want {
			t.Errorf("entry %s covers %s: %v, want %v", tt.entry, tt.path, got, tt.want)
		}
	}
	for path, want := range map[string]bool{"fmt": true, "encoding/json": true, "gopkg.in/yaml.v3": false, module: false} {
		if got := isStandard(internalName(path), path); got != want {
			t.Errorf("%s is of the standard library: %v, want %v", path, got, want)
		}
	}
	if inTree("internal/cases/a", "rest") || !inTree("internal/cases/a", "internal/cases/a/client") || inTree("generator", "generator") {
		t.Error("the trees of generated code are not told from the rest")
	}
}
