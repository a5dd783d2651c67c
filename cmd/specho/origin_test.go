package main

import (
	"os"
	"path/filepath"
	"testing"
)

// TestCloneFor: neighbours refer to each other by relative paths.
func TestCloneFor(t *testing.T) {
	base, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	tests := []struct{ clone, dir, want string }{
		{"specho", "shop", "../specho"},
		{"specho", "work/shop", "../../specho"},
		{"specho", "far/away/shop", filepath.ToSlash(filepath.Join(base, "specho"))},
		{"src/specho", "shop", filepath.ToSlash(filepath.Join(base, "src/specho"))},
	}
	for _, tt := range tests {
		if got := cloneFor(filepath.Join(base, tt.clone), filepath.Join(base, tt.dir)); got.clone != tt.want {
			t.Errorf("clone %s for %s: %s, want %s", tt.clone, tt.dir, got.clone, tt.want)
		}
	}
}

func TestIsClone(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "go.mod"), []byte("module "+modulePath+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Mkdir(filepath.Join(dir, "rest"), 0o700); err != nil {
		t.Fatal(err)
	}
	if !isClone(dir) || isClone(filepath.Join(dir, "rest")) || isClone(t.TempDir()) {
		t.Error("a clone is the folder whose go.mod names the module")
	}
}
