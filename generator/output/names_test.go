package output

import (
	"path/filepath"
	"strings"
	"testing"
)

// FuzzValidName: manifests and journals are files that anybody may have written.
// Whatever name passes stays in its folder, on any system.
func FuzzValidName(f *testing.F) {
	for _, name := range []string{"a/b.go", "../x", "a/../../x", "/x", `..\x`, "C:x", ".specho-manifest", "a\x00b", "..."} {
		f.Add(name)
	}
	f.Fuzz(func(t *testing.T, name string) {
		if validName(name) != nil {
			return
		}
		path := filepath.Join("/out", filepath.FromSlash(name))
		if !strings.HasPrefix(path, filepath.FromSlash("/out/")) || strings.ContainsAny(name, "\\:\n\t\x00") || strings.Contains("/"+name+"/", "/../") {
			t.Errorf("%q was accepted", name)
		}
	})
}
