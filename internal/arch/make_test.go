package arch

import (
	"os"
	"regexp"
	"strings"
	"testing"
)

// TestTargets: a name that Makefile, the pages or .ci/run give to make is a target with
// a recipe. Without one make says that there is nothing to be done, and succeeds.
func TestTargets(t *testing.T) {
	read := func(name string) string {
		data, err := os.ReadFile("../../" + name)
		if err != nil {
			t.Fatal(err)
		}
		return string(data)
	}
	makefile := read("Makefile")
	recipe := map[string]bool{}
	for _, m := range regexp.MustCompile(`(?m)^([a-z][a-z-]*):[^=].*\n\t`).FindAllStringSubmatch(makefile, -1) {
		recipe[m[1]] = true
	}
	for name := range strings.FieldsSeq(regexp.MustCompile(`(?m)^\.PHONY:(.*)$`).FindStringSubmatch(makefile)[1]) {
		if !recipe[name] {
			t.Errorf("Makefile: %s is .PHONY and has no recipe", name)
		}
	}
	for _, file := range []string{".ci/run", "README.md", "CONTRIBUTING.md", "ARCHITECTURE.md", "internal/cases/README.md"} {
		for _, m := range regexp.MustCompile("(?m)(?:^ *|`)make (?:--[a-z-]+ )*([a-z][a-z-]*)").FindAllStringSubmatch(read(file), -1) {
			if !recipe[m[1]] {
				t.Errorf("%s: make %s has no recipe", file, m[1])
			}
		}
	}
}
