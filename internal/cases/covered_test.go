package cases

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// last is the number of the last behaviour: those of requests and answers, and from 83
// those of background tasks.
const last = 102

// folders hold the tests that name behaviours. Background tasks are tested where they
// are, in modules of their own too.
var folders = []string{".", "../../rest", "../../generator", "../../examples"}

// TestEveryBehaviourIsCovered finds the behaviours that no subtest names and the
// README does not list as missing, and those that it lists although they are named.
func TestEveryBehaviourIsCovered(t *testing.T) {
	named := behaviours(t)
	missing := missing(t)
	covered := 0
	for n := 1; n <= last; n++ {
		switch {
		case named[n] > 0 && missing[n]:
			t.Errorf("behaviour %d is covered, but README.md lists it as missing", n)
		case named[n] == 0 && !missing[n]:
			t.Errorf("behaviour %d: no subtest is named B%d", n, n)
		case named[n] > 0:
			covered++
		}
	}
	t.Logf("%d of %d behaviours are covered", covered, last)
	if covered < last {
		t.Errorf("%d behaviours are not covered", last-covered)
	}
}

var (
	numbers = regexp.MustCompile(`^(B[0-9]+ )+`)
	entry   = regexp.MustCompile(`(?m)^- B([0-9]+):`)
)

// testFiles lists the test files of folders.
func testFiles(t *testing.T) (all []string) {
	t.Helper()
	for _, folder := range folders {
		err := filepath.WalkDir(folder, func(name string, _ fs.DirEntry, err error) error {
			if strings.HasSuffix(name, "_test.go") && filepath.Dir(name) != "." {
				all = append(all, name)
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return all
}

// behaviours counts the names of subtests, such as "B31 int in path".
func behaviours(t *testing.T) map[int]int {
	t.Helper()
	named := map[int]int{}
	for _, name := range testFiles(t) {
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(file, func(n ast.Node) bool {
			if lit, ok := n.(*ast.BasicLit); ok && lit.Kind == token.STRING {
				text, _ := strconv.Unquote(lit.Value)
				for _, b := range strings.Fields(numbers.FindString(text)) {
					n, _ := strconv.Atoi(b[1:])
					named[n]++
				}
			}
			return true
		})
	}
	return named
}

// missing reads the list of behaviours that no case shows.
func missing(t *testing.T) map[int]bool {
	t.Helper()
	text, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	all := map[int]bool{}
	for _, m := range entry.FindAllStringSubmatch(string(text), -1) {
		n, _ := strconv.Atoi(m[1])
		all[n] = true
	}
	return all
}
