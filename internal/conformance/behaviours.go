package main

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// behaviour is one thing that FastAPI does, in the words of the suite.
type behaviour struct{ ID, Given, Then string }

// coverage says where a behaviour is tested here, or why it is different.
type coverage struct {
	text       string // stands in a _test.go file of this module
	difference string // what is different on purpose, "" if nothing is
}

// behaviours checks that the table knows every behaviour of the suite, and that
// the tests it names are there.
func behaviours(file string) ([]*score, error) {
	data, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	var list []behaviour
	if err := json.Unmarshal(data, &list); err != nil {
		return nil, fmt.Errorf("reading %s: %w", file, err)
	}
	tests, err := testFiles()
	if err != nil {
		return nil, err
	}
	s := &score{name: "FastAPI's behaviours", least: len(list)}
	different := 0
	for _, b := range list {
		s.all++
		c, known := covered[b.ID]
		switch where := find(tests, c.text); {
		case !known:
			s.miss("MISSING  %s: given %s, then %s", b.ID, b.Given, b.Then)
			continue
		case where == "":
			s.miss("MISSING  %s: no test says %q", b.ID, c.text)
			continue
		case c.difference != "":
			different++
			s.remarks = append(s.remarks, fmt.Sprintf("%s  differs: %s (%s: %s)", b.ID, c.difference, where, c.text))
		default:
			s.remarks = append(s.remarks, fmt.Sprintf("%s  same: %s: %s", b.ID, where, c.text))
		}
		s.right++
	}
	s.note = fmt.Sprintf("%d different on purpose", different)
	return []*score{s}, nil
}

// testFiles are the texts of this module's tests by their paths.
func testFiles() (map[string]string, error) {
	tests := map[string]string{}
	for _, dir := range [...]string{"internal/cases", "rest", "generator", "examples"} {
		err := filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error {
			if err != nil || !strings.HasSuffix(path, "_test.go") {
				return err
			}
			text, err := os.ReadFile(path)
			tests[filepath.ToSlash(path)] = string(text)
			return err
		})
		if err != nil {
			return nil, fmt.Errorf("reading the tests: %w", err)
		}
	}
	return tests, nil
}

// find returns the first test that holds the text as a word of its own.
func find(tests map[string]string, text string) string {
	for _, path := range slices.Sorted(maps.Keys(tests)) {
		_, after, found := strings.Cut(tests[path], text)
		if found && (after == "" || after[0] < '0' || after[0] > '9') {
			return path
		}
	}
	return ""
}
