package arch

import (
	"slices"
	"strconv"
	"strings"
	"testing"
)

// allowed says what each package imports beside the standard library: packages of
// this module by their folder ("." is the root), others by import path. Imports go
// downwards only, and a library is known to the packages that need it, no others.
var allowed = map[string][]string{
	".": {},

	"cmd/specho": {".", "generator", "generator/config", "generator/diag", "generator/load", "generator/output", "generator/packages", "generator/project", "generator/remote", "generator/scaffold", "review",
		"github.com/mattn/go-isatty"},

	"generator": {".", "generator/build", "generator/check", "generator/diag", "generator/formats", "generator/load", "generator/model", "generator/naming",
		"generator/normalise", "generator/oapi", "generator/packages", "generator/plan", "generator/render", "generator/scaffold", "generator/spec"},
	"generator/load":      {"generator/diag", "github.com/getkin/kin-openapi", "go.yaml.in/yaml/v3"},
	"generator/normalise": {"generator/check", "generator/circles", "generator/diag", "generator/load", "generator/patterns", "generator/spec", "rest/codec", "rest/rule", "rest/schema"},
	"generator/patterns":  {"rest/format/ecma"},
	"generator/check":     {"generator/diag", "generator/spec", "rest/codec", "rest/schema"},
	"generator/build": {"generator/check", "generator/diag", "generator/formats", "generator/model", "generator/spec",
		"rest/codec", "rest/format", "rest/param", "rest/route", "rest/rule", "rest/schema"},
	"generator/packages": {"generator/circles", "generator/diag", "generator/model"},
	"generator/naming":   {"generator/diag", "generator/model"},
	"generator/plan":     {"generator/diag", "generator/model"},
	"generator/render":   {"generator/model", "generator/naming", "generator/plan", "templates"},
	"generator/oapi":     {"generator/diag", "generator/model", "generator/spec", "github.com/oapi-codegen/oapi-codegen/v2", "github.com/getkin/kin-openapi"},
	"generator/spec":     {"generator/diag"},
	"generator/model":    {"generator/diag", "generator/spec"},
	"generator/diag":     {},
	"generator/formats":  {"generator/diag", "golang.org/x/mod"},
	"generator/output":   {"github.com/rogpeppe/go-internal/diff"},
	"generator/scaffold": {"generator/diag", "generator/model", "generator/plan"},
	"generator/project":  {"templates"},
	"generator/remote":   {},
	"generator/circles":  {},
	"generator/config":   {"generator/diag", "generator/formats", "generator/remote", "go.yaml.in/yaml/v3", "golang.org/x/mod"},
	"templates":          {},

	"rest": {"rest/codec", "rest/data", "rest/format", "rest/param", "rest/route", "rest/rule", "rest/schema", "rest/tasks", "rest/wire",
		"github.com/google/uuid", "github.com/labstack/echo/v4"},
	"rest/data":                      {"rest/codec", "rest/format", "github.com/google/uuid"},
	"rest/tasks":                     {"rest/codec"},
	"rest/tasks/durable":             {"rest/tasks"},
	"rest/tasks/durable/durabletest": {},
	"rest/tasks/taskstest":           {"rest/tasks"},
	"rest/wire":                      {},
	"rest/hooks":                     {"rest/codec", "rest/wire"},
	"rest/route":                     {},
	"rest/param":                     {"rest/codec", "rest/format", "rest/rule", "github.com/google/uuid"},
	"rest/schema":                    {"rest/codec", "rest/format", "rest/rule"},
	"rest/codec":                     {"rest/format", "rest/rule", "github.com/google/uuid"},
	"rest/rule":                      {"rest/format", "rest/format/ecma"},
	"rest/format":                    {"rest/format/ecma", "github.com/google/uuid", "golang.org/x/net/idna", "golang.org/x/text"},
	"rest/format/ecma":               {},

	"examples/tourism/mailbox": {"github.com/emersion/go-smtp"}, // receives letters: standard library clients have nobody to talk to

	"docs":                 {"generated", "rest", "rest/format", "rest/hooks", "rest/tasks"}, // tests of the pages
	"internal/arch":        {},
	"internal/conformance": {"generator", "generator/diag", "generator/formats", "generator/load", "github.com/santhosh-tekuri/jsonschema/v6", "go.yaml.in/yaml/v3"},
	"internal/corpus":      {"generator/diag", "generator/load", "github.com/santhosh-tekuri/jsonschema/v6"},
	"internal/cases":       {"generator", "generator/config", "generator/diag", "generator/load", "generator/output", "generator/packages"}, // cases themselves are a tree
}

// trees hold packages that no table can list: what specho generates and what uses
// it. They see the runtime and themselves.
var trees = []string{"generated", "examples", "internal/cases", "internal/clienttest"}

var forTrees = []string{"generated", "generated/client", "rest", "rest/codec", "rest/data", "rest/format", "rest/hooks", "rest/param", "rest/route", "rest/rule", "rest/schema", "rest/tasks", "rest/tasks/taskstest", "rest/wire",
	"github.com/google/uuid", "github.com/labstack/echo/v4"}

// forTests are further imports of test files, in any package.
var forTests = []string{"github.com/google/uuid", "github.com/labstack/echo/v4", "github.com/rogpeppe/go-internal/testscript",
	"github.com/santhosh-tekuri/jsonschema/v6", "go.yaml.in/yaml/v3", "golang.org/x/mod", "generator/diag", "internal/cases/casetest"}

// lonely libraries have importers that are named here, whatever the tables say.
var lonely = map[string][]string{
	"github.com/oapi-codegen/oapi-codegen": {"generator/oapi"},
	"github.com/getkin/kin-openapi":        {"generator/load", "generator/oapi"},
}

func TestImportsGoDownwards(t *testing.T) {
	for _, f := range files(t) {
		list, known := listOf(f.dir)
		if !known {
			t.Errorf("%s: package %s is not in the import map: add it with what it may import", f.path, f.dir)
			continue
		}
		if f.test {
			list = slices.Concat(list, forTests, []string{f.dir})
		}
		for _, spec := range f.ast.Imports {
			path, err := strconv.Unquote(spec.Path.Value)
			if err != nil {
				t.Fatal(err)
			}
			name := internalName(path)
			if isStandard(name, path) || inTree(f.dir, name) || slices.ContainsFunc(list, func(a string) bool { return covers(a, name, path) }) {
				continue
			}
			t.Errorf("%s: package %s must not import %s", f.at(spec), f.dir, path)
		}
	}
}

func TestLibrariesKeepTheirPlace(t *testing.T) {
	for _, f := range files(t) {
		for _, spec := range f.ast.Imports {
			path, _ := strconv.Unquote(spec.Path.Value)
			for library, importers := range lonely {
				if below(path, library) && !slices.Contains(importers, f.dir) && !f.test {
					t.Errorf("%s: only %s imports %s", f.at(spec), strings.Join(importers, " and "), library)
				}
			}
		}
	}
}

// TestNoCycle: the map itself must be a hierarchy, or it forbids nothing.
func TestNoCycle(t *testing.T) {
	var visit func(name string, chain []string)
	visit = func(name string, chain []string) {
		if slices.Contains(chain, name) {
			t.Fatalf("the import map has a cycle: %s", strings.Join(append(chain, name), " -> "))
		}
		for _, next := range allowed[name] {
			visit(next, append(slices.Clone(chain), name))
		}
	}
	for name := range allowed {
		visit(name, nil)
	}
}

// listOf returns what the package in dir may import.
func listOf(dir string) ([]string, bool) {
	if list, known := allowed[dir]; known {
		return list, true
	}
	inTree := slices.ContainsFunc(trees, func(tree string) bool { return below(dir, tree) })
	return forTrees, inTree
}

// internalName is the folder of a package of this module, "" for others.
func internalName(path string) string {
	if path == module {
		return "."
	}
	name, ours := strings.CutPrefix(path, module+"/")
	if !ours {
		return ""
	}
	return name
}

// isStandard reports whether path is of the standard library: its first element
// has no dot.
func isStandard(name, path string) bool {
	first, _, _ := strings.Cut(path, "/")
	return name == "" && !strings.Contains(first, ".")
}

// inTree reports whether both packages are in one of the trees.
func inTree(dir, name string) bool {
	return slices.ContainsFunc(trees, func(tree string) bool { return below(dir, tree) && below(name, tree) })
}

// covers reports whether an entry of a list stands for an import: a package of
// ours exactly, a library with all below it.
func covers(entry, name, path string) bool {
	if name != "" {
		return entry == name
	}
	return below(path, entry)
}

// below reports whether path is base or stands below it; versions (v2) count as
// below.
func below(path, base string) bool {
	return path == base || strings.HasPrefix(path, base+"/")
}
