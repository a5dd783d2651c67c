package scaffold

import (
	"go/ast"
	"maps"
	"slices"
	"strings"

	"github.com/specho/specho/generator/plan"
)

// stubs is the start of what a file gets: its package and its imports.
func (f *folder) stubs(name string) *plan.Stubs {
	s := &plan.Stubs{Package: f.pkg, Generated: f.gen.ImportPath, Imports: map[string]string{}}
	s.Taken = append(slices.Sorted(maps.Keys(f.declared)), "ctx", "req", "credentials", "principal", "payload", "err", "error", "nil", "any", "_", "init", "main")
	for _, m := range f.allMethods() {
		if names := m.decl.Recv.List[0].Names; len(names) > 0 {
			s.Taken = append(s.Taken, names[0].Name)
		}
	}
	s.Taken = append(s.Taken, "s", "a", "b")
	for _, x := range f.sources {
		if x.name == name {
			s.Imports = f.imports(x)
		}
	}
	return s
}

// freeName returns the first of the names that the package does not declare.
func (f *folder) freeName(names ...string) string {
	for _, n := range names {
		if !f.declared[n] {
			return n
		}
	}
	return names[len(names)-1]
}

// freeFile returns the first of the names that no file has.
func (f *folder) freeFile(names ...string) string {
	for _, n := range names {
		if _, taken := f.in.Files[n]; !taken {
			return n
		}
	}
	return names[len(names)-1]
}

// extensible reports whether stubs can be appended to a file: it is there, of the
// package, and not generated.
func (f *folder) extensible(name string) bool {
	for _, s := range f.sources {
		if s.name == name {
			return !ast.IsGenerated(s.file)
		}
	}
	return false
}

// reservedFiles have a meaning of their own in a folder of handlers.
var reservedFiles = []string{"server", "authenticator", "background", "main", "doc"}

// fileName names the file of a tag.
func fileName(tag string) string {
	if slices.Contains(reservedFiles, tag) || strings.HasSuffix(tag, "_test") {
		return tag + "_handlers.go"
	}
	return tag + ".go"
}
