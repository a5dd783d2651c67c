package main

import (
	"os/exec"
	"testing"
)

// TestOutside is a user's first hour in modules outside of this one.
func TestOutside(t *testing.T) {
	if testing.Short() {
		t.Skip("builds three servers")
	}
	for _, program := range []string{"bash", "make", "tar"} {
		if _, err := exec.LookPath(program); err != nil {
			t.Skip(err)
		}
	}
	t.Parallel()
	out, err := exec.Command("bash", "../../scripts/outside.sh").CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	t.Logf("%s", out)
}
