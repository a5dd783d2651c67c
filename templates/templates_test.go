package templates

import (
	"io/fs"
	"regexp"
	"strings"
	"testing"
)

var gotype = regexp.MustCompile(`^\{\{-? /\* gotype: (string \*/ -?\}\}|github\.com/specho/specho/generator/[a-z]+(/[a-z]+)*\.[A-Z]\w+ \*/ -?\}\})`)

// TestShape holds templates to what a reader can take in: one page, and a first
// line that says what the dot is.
func TestShape(t *testing.T) {
	n := 0
	err := fs.WalkDir(FS, ".", func(p string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		n++
		b, err := fs.ReadFile(FS, p)
		if err != nil {
			return err
		}
		if lines := strings.Count(string(b), "\n"); lines > maxLines(p) {
			t.Errorf("%s has %d lines, more than %d", p, lines, maxLines(p))
		}
		if !gotype.Match(b) {
			t.Errorf("%s does not begin with a gotype comment", p)
		}
		if depth(string(b)) > maxNesting {
			t.Errorf("%s nests its conditions %d deep", p, depth(string(b)))
		}
		return nil
	})
	if err != nil || n < 30 {
		t.Fatalf("%d templates read: %v", n, err)
	}
}

// maxLines is a page; a template of project/ is a whole file that a user owns.
func maxLines(p string) int {
	if strings.HasPrefix(p, "project/") {
		return 80
	}
	return 60
}

// maxNesting is how deep if and range may nest: two conditions inside the loop
// over the file.
const maxNesting = 4

var action = regexp.MustCompile(`\{\{-?\s*(if|range|with|end)\b`)

func depth(text string) (deepest int) {
	n := 0
	for _, m := range action.FindAllStringSubmatch(text, -1) {
		if m[1] == "end" {
			n--
			continue
		}
		n++
		deepest = max(deepest, n)
	}
	return deepest
}
