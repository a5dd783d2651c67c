package main

import (
	"fmt"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
)

// between are the rules about how parts of a document fit together. The tests of the
// specification are about each part on its own: some of the documents that they call
// valid have such mistakes, or leave out what OpenAPI leaves to the author.
var between = []string{"operation-id-missing", "path-parameter-undeclared", "path-parameter-unused", "security-undefined", "ref-remote"}

// verdicts compares the findings of --strict with the tests of the specification: a
// document in pass/ has none, one in fail/ has some. It reports whether all are right.
func (w *workshop) verdicts(folder string, pick *regexp.Regexp) bool {
	files, _ := filepath.Glob(filepath.Join(folder, "tests/schema/*/*.yaml"))
	right, wrong := 0, 0
	for _, f := range keep(files, pick) {
		dir := filepath.Join(w.out, "verdict")
		text, ended := run(exec.Command(w.bin, "generate", "--strict", f, "-o", dir, "--package", "api", "--runtime", "import"))
		refused := !ended && finding(text) != ""
		if (filepath.Base(filepath.Dir(f)) == "fail") == refused {
			right++
			continue
		}
		wrong++
		fmt.Printf("WRONG     %s  %s\n", f, finding(text))
	}
	if right+wrong > 0 {
		fmt.Printf("\n%s, tests of the specification: %d of %d verdicts right (--strict, apart from how parts fit together: %s)\n\n",
			filepath.Base(folder), right, right+wrong, strings.Join(between, ", "))
	}
	return wrong == 0
}

// finding is the first problem that counts for a verdict.
func finding(text string) string {
	for l := range strings.Lines(text) {
		l = strings.TrimSpace(l)
		_, rule, found := strings.Cut(l, " (")
		for strings.Contains(rule, " (") {
			_, rule, _ = strings.Cut(rule, " (")
		}
		counts := found && strings.HasSuffix(rule, ")") && !strings.HasPrefix(l, "hint:")
		for _, b := range between {
			counts = counts && rule != b+")"
		}
		if counts {
			return l
		}
	}
	return ""
}
