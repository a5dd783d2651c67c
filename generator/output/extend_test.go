package output

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

func TestExtend(t *testing.T) {
	tests := []struct {
		about     string
		disk, old string // content of a.go on the disk and as it was read; "" is none
		want      string // a.go afterwards
		err       string
	}{
		{"a new file", "", "", "new", ""},
		{"an extended file", "package a\n", "package a\n", "new", ""},
		{"somebody else's file", "package a\n", "", "package a\n", "is in the way"},
		{"changed since it was read", "package b\n", "package a\n", "package b\n", "changed meanwhile"},
		{"deleted since it was read", "", "package a\n", "", "changed meanwhile"},
	}
	for _, tt := range tests {
		dir := t.TempDir()
		name := filepath.Join(dir, "a.go")
		if tt.disk != "" {
			if err := os.WriteFile(name, []byte(tt.disk), 0o640); err != nil {
				t.Fatal(err)
			}
		}
		old := map[string][]byte{}
		if tt.old != "" {
			old["a.go"] = []byte(tt.old)
		}
		written, err := Extend(context.Background(), old, Tree{Dir: dir, Files: map[string][]byte{"a.go": []byte("new"), "sub/b.go": []byte("b")}})
		if (err != nil) != (tt.err != "") || err != nil && !strings.Contains(err.Error(), tt.err) {
			t.Errorf("%s: error %v, want %q", tt.about, err, tt.err)
		}
		if err == nil && !slices.Equal(written, []string{name, filepath.Join(dir, "sub", "b.go")}) {
			t.Errorf("%s: wrote %v", tt.about, written)
		}
		if got, _ := os.ReadFile(name); string(got) != tt.want {
			t.Errorf("%s: a.go holds %q, want %q", tt.about, got, tt.want)
		}
		_, subErr := os.Stat(filepath.Join(dir, "sub"))
		if all := err == nil; errors.Is(subErr, fs.ErrNotExist) == all {
			t.Errorf("%s: all or nothing: sub is %v", tt.about, subErr)
		}
		if info, err := os.Stat(name); err == nil && tt.disk != "" && info.Mode().Perm() != 0o640 {
			t.Errorf("%s: mode %v", tt.about, info.Mode())
		}
		if entries, _ := os.ReadDir(dir); len(entries) > 2 {
			t.Errorf("%s: waste is left: %v", tt.about, entries)
		}
	}
}
