package docs_test

import (
	"fmt"
	"io/fs"
	"os"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"
)

var blocks = regexp.MustCompile("(?s)```go\n(.*?)```")

// TestExamplesCompile: the Go of the pages stands in examples_test.go too.
func TestExamplesCompile(t *testing.T) {
	source, err := os.ReadFile("examples_test.go")
	if err != nil {
		t.Fatal(err)
	}
	code := plain(string(source))
	for _, page := range []string{"errors.md", "types.md", "generated-code.md"} {
		text := read(t, page)
		found := blocks.FindAllStringSubmatch(text, -1)
		if len(found) < 4 {
			t.Errorf("%s has only %d examples", page, len(found))
		}
		for _, m := range found {
			if !strings.Contains(code, plain(m[1])) {
				t.Errorf("%s: not in examples_test.go:\n%s", page, m[1])
			}
		}
	}
}

// plain drops what indentation differs in.
func plain(code string) string {
	lines := strings.Split(strings.TrimSpace(code), "\n")
	for i, l := range lines {
		lines[i] = strings.TrimSpace(l)
	}
	return "\n" + strings.Join(lines, "\n") + "\n"
}

var fenced = regexp.MustCompile("(?s)```.*?```")

var links = regexp.MustCompile(`\]\(([^)]+)\)`)

// TestLinksLead: links between the pages lead somewhere.
func TestLinksLead(t *testing.T) {
	for _, page := range []string{"errors.md", "types.md", "generated-code.md", "command.md", "client.md", "repairs.md", "../README.md"} {
		for _, m := range links.FindAllStringSubmatch(fenced.ReplaceAllString(read(t, page), ""), -1) {
			target, anchor, _ := strings.Cut(m[1], "#")
			if strings.Contains(target, "://") {
				continue
			}
			file := page
			if target != "" {
				file = path.Join(path.Dir(page), target)
			}
			if _, err := os.Stat(file); err != nil {
				t.Errorf("%s: %v", page, err)
				continue
			}
			if anchor != "" && !slices.Contains(anchors(read(t, file)), anchor) {
				t.Errorf("%s: %s has no heading #%s", page, file, anchor)
			}
		}
	}
}

// anchors are the headings of a page as GitHub links them.
func anchors(text string) (all []string) {
	for line := range strings.Lines(text) {
		if title, ok := strings.CutPrefix(strings.TrimLeft(line, "#"), " "); ok && strings.HasPrefix(line, "#") {
			id := strings.Map(func(r rune) rune {
				switch {
				case r == ' ':
					return '-'
				case r == '-' || r == '_' || r >= 'a' && r <= 'z' || r >= '0' && r <= '9':
					return r
				}
				return -1
			}, strings.ToLower(strings.TrimSpace(title)))
			all = append(all, id)
		}
	}
	return all
}

func read(t *testing.T, name string) string {
	t.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// TestFormatsAreListed: the format table of the page is the one of the code.
func TestFormatsAreListed(t *testing.T) {
	page := read(t, "types.md")
	lookup := read(t, "../rest/format/lookup.go")
	scalars := read(t, "../generator/build/scalar.go")
	named := regexp.MustCompile(`(?m)^\t"([a-z0-9-]+)":`)
	n := 0
	for _, m := range slices.Concat(named.FindAllStringSubmatch(lookup, -1), named.FindAllStringSubmatch(scalars, -1)) {
		n++
		if !regexp.MustCompile(`[\s|,]`+m[1]+`[\s,;.]`).MatchString(page) && !strings.HasPrefix(m[1], "int") && !strings.HasPrefix(m[1], "uint") {
			t.Errorf("types.md does not name the format %s", m[1])
		}
	}
	if n < 50 {
		t.Errorf("only %d formats found", n)
	}
}

// TestFilesAreListed: the files of the sample are in the table.
func TestFilesAreListed(t *testing.T) {
	page := read(t, "generated-code.md")
	err := fs.WalkDir(os.DirFS("../generated"), ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || path.Ext(name) != ".go" {
			return err
		}
		for _, tag := range []string{"tourists", "destinations", "bookings", "payments", "reviews"} {
			name = strings.Replace(name, "_"+tag+".", "_TAG.", 1)
		}
		if !strings.Contains(page, "`"+name+"`") && !strings.HasSuffix(name, "_test.go") {
			return fmt.Errorf("generated-code.md does not name %s", name)
		}
		return nil
	})
	if err != nil {
		t.Error(err)
	}
}
