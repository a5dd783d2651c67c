package output

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

func TestCheckNamesTheCause(t *testing.T) {
	now := string(goFile("now")) + "\nvar x = 1\n"
	crlf := strings.ReplaceAll(now, "\n", "\r\n")
	conflict := Header + "\n<<<<<<< HEAD\n=======\n>>>>>>> theirs\n" + now
	tests := []struct {
		about string
		edit  map[string]string // after generating; "" deletes
		want  []string
	}{
		{"nothing", nil, nil},
		{"missing", map[string]string{"api.go": ""}, []string{"api.go: missing"}},
		{"changed by hand", map[string]string{"api.go": now + "var y = 2\n"}, []string{"api.go: changed by hand"}},
		{"document changed", map[string]string{"api.go": now + "var y = 2\n", "doc.yaml": "old\n"}, []string{"api.go: the document has changed", "doc.yaml: the document has changed"}},
		{"document changed, files missing", map[string]string{"api.go": now + "var y = 2\n", "doc.yaml": ""}, []string{"api.go: the document has changed", "doc.yaml: missing"}},
		{"line endings", map[string]string{"api.go": crlf, "doc.yaml": "doc\r\n"}, []string{"api.go: line endings only", "doc.yaml: line endings only"}},
		{"spaces", map[string]string{"api.go": strings.Replace(now, "x = 1", "x   =  1", 1)}, []string{"api.go: formatting only"}},
		{"blank lines", map[string]string{"api.go": now + "\n\n\n"}, []string{"api.go: formatting only"}},
		{"a blank line inside", map[string]string{"api.go": strings.Replace(now, "\n\n// now", "\n\n\n\n// now", 1)}, []string{"api.go: formatting only"}},
		{"another comment", map[string]string{"api.go": strings.Replace(now, "// now", "// then", 1)}, []string{"api.go: changed by hand"}},
		{"conflict", map[string]string{"api.go": conflict}, []string{"api.go:2: conflict markers"}},
		{"header removed", map[string]string{"api.go": "package api\n"}, []string{"api.go: in the way, not written by specho"}},
		{"stale", map[string]string{"old.go": now, manifestName: "api.go\ndoc.yaml\nold.go\n"}, []string{manifestName + ": changed", "old.go: stale: no longer generated"}},
		{"copy", map[string]string{"copy.go": now}, []string{"copy.go: stale, and not in the manifest"}},
		{"the user's own files", map[string]string{"mine.go": "package api\n", "notes.txt": "x"}, nil},
		{"manifest lost", map[string]string{manifestName: ""}, []string{manifestName + ": missing"}},
		{"manifest in conflict", map[string]string{manifestName: "<<<<<<< HEAD\napi.go\n=======\ndoc.yaml\n>>>>>>> b\n"}, []string{manifestName + ":1: conflict markers"}},
		{"manifest with CRLF", map[string]string{manifestName: "api.go\r\ndoc.yaml\r\n"}, nil},
		{"killed run", map[string]string{journalName: "create\t.\tx.go\n"}, []string{journalName + ": left behind by a run that died"}},
	}
	for _, tt := range tests {
		t.Run(tt.about, func(t *testing.T) {
			dir := t.TempDir()
			tree := Tree{Dir: dir, Files: map[string][]byte{"api.go": []byte(now), "doc.yaml": []byte("doc\n")}}
			if _, err := Write(t.Context(), tree); err != nil {
				t.Fatal(err)
			}
			for name, text := range tt.edit {
				put(t, filepath.Join(dir, name), text)
				if text == "" {
					_ = os.Remove(filepath.Join(dir, name))
				}
			}
			before := snapshot(t, dir)
			drift, err := Check(t.Context(), tree)
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, d := range drift {
				got = append(got, strings.TrimPrefix(d.String(), dir+string(filepath.Separator)))
			}
			if !slices.Equal(got, tt.want) {
				t.Errorf("drift %q, want %q", got, tt.want)
			}
			assertState(t, snapshot(t, dir), before)
			assertRepaired(t, tree, drift)
		})
	}
}

// assertRepaired: where Check points to generating, generating must help.
func assertRepaired(t *testing.T, tree Tree, drift []Drift) {
	t.Helper()
	if slices.ContainsFunc(drift, Drift.ByHandOnly) {
		return
	}
	if _, err := Write(t.Context(), tree); err != nil {
		t.Fatal(err)
	}
	after, err := Check(t.Context(), tree)
	if err != nil {
		t.Fatal(err)
	}
	if slices.ContainsFunc(after, Drift.Finding) {
		t.Errorf("after Write, Check still finds %v", after)
	}
}

func TestCheckOfMissingFolder(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "out")
	drift, err := Check(t.Context(), Tree{Dir: dir, Files: map[string][]byte{"a.go": goFile("x")}})
	if err != nil || len(drift) != 1 || drift[0].Cause != Missing {
		t.Errorf("drift %v, error %v", drift, err)
	}
	if _, err := os.Stat(dir); err == nil {
		t.Error("Check made the folder")
	}
}

func TestDiffs(t *testing.T) {
	drift := []Drift{{Path: "api.go", Cause: ByHand, Old: []byte("a\nb\x1b[2Jevil\nc\n"), New: []byte("a\nb\nc\n")}}
	want := "--- api.go\n+++ api.go (generated)\n@@ -1,3 +1,3 @@\n a\n-b\\u001b[2Jevil\n+b\n c\n"
	if got := Diffs(drift, Style{}); got != want {
		t.Errorf("diff\n%s\nwant\n%s", got, want)
	}
	if got := Diffs(drift, Style{Lines: 3}); !strings.HasSuffix(got, "@@\n... and 4 more lines\n") {
		t.Errorf("limited diff\n%s", got)
	}
	if got := Diffs(drift, Style{Colour: true}); !strings.Contains(got, "\x1b[31m-b\\u001b[2Jevil\x1b[0m\n\x1b[32m+b\x1b[0m\n") {
		t.Errorf("coloured diff %q", got)
	}
	drift[0].Old = []byte{0xff, 0xfe}
	if got := Diffs(drift, Style{}); got != "" {
		t.Errorf("diff of binary data:\n%s", got)
	}
	drift[0].Old = []byte(strings.Repeat("é", 10000))
	if got := Diffs(drift, Style{}); len(got) > 1000 {
		t.Errorf("a long line is not cut: %d bytes", len(got))
	}
}
