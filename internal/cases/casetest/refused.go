package casetest

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// Compiles fails the test unless the Go file compiles as a package of the case.
func Compiles(t testing.TB, source string) {
	t.Helper()
	if out, err := compile(t, source); err != nil {
		t.Errorf("the compiler refuses it:\n%s", out)
	}
}

// Refused fails the test unless the compiler refuses the Go file with a message
// that has this text.
func Refused(t testing.TB, message, source string) {
	t.Helper()
	out, err := compile(t, source)
	switch {
	case err == nil:
		t.Errorf("the compiler takes it; want %q", message)
	case !strings.Contains(out, message):
		t.Errorf("the compiler says\n%s\nwant %q", out, message)
	}
}

// compile lays a file over a folder of the case that does not exist.
func compile(t testing.TB, source string) (string, error) {
	t.Helper()
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	tmp := t.TempDir()
	file, overlay := filepath.Join(tmp, "snippet.go"), filepath.Join(tmp, "overlay.json")
	names, err := json.Marshal(map[string]any{"Replace": map[string]string{filepath.Join(dir, "snippet", "snippet.go"): file}})
	if err != nil {
		t.Fatal(err)
	}
	write(t, file, []byte(source))
	write(t, overlay, names)
	args := append([]string{"build", "-overlay", overlay}, raceFlag...)
	out, err := exec.CommandContext(t.Context(), "go", append(args, "./snippet")...).CombinedOutput()
	return string(out), err
}

func write(t testing.TB, name string, data []byte) {
	t.Helper()
	if err := os.WriteFile(name, data, 0o600); err != nil {
		t.Fatal(err)
	}
}
