package scaffold

import (
	"cmp"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"maps"
	"path"
	"slices"
	"strconv"
	"strings"
)

// folder is a parsed Folder.
type folder struct {
	in       Folder
	gen      Generated
	fset     *token.FileSet
	pkg      string
	sources  []*source            // of package pkg, by name
	declared map[string]bool      // names at the level of the package
	types    map[string]*typeDecl // types among them
}

// source is a Go file.
type source struct {
	name string
	data []byte
	file *ast.File
}

// typeDecl is a declared type.
type typeDecl struct {
	spec   *ast.TypeSpec
	source *source
}

// parseFolder parses the files that belong to the package: no tests, none that are
// left out of every build.
func parseFolder(in Folder, gen Generated) (*folder, error) {
	f := &folder{in: in, gen: gen, fset: token.NewFileSet(), declared: map[string]bool{}, types: map[string]*typeDecl{}}
	var all []*source
	for _, name := range slices.Sorted(maps.Keys(in.Files)) {
		if !isSource(name) {
			continue
		}
		s := &source{name: name, data: in.Files[name]}
		file, err := parser.ParseFile(f.fset, path.Join(in.Dir, name), s.data, parser.ParseComments|parser.SkipObjectResolution)
		if err != nil {
			return nil, fmt.Errorf("reading the handlers: %w\n\thint: mend it first: until it can be parsed nobody knows what is there", err)
		}
		s.file = file
		if !ignored(file) {
			all = append(all, s)
		}
	}
	f.pkg = packageOf(all, in.Package)
	for _, s := range all {
		if s.file.Name.Name == f.pkg {
			f.sources = append(f.sources, s)
			f.declare(s)
		}
	}
	return f, nil
}

// isSource reports whether a file name is one of a package's own sources.
func isSource(name string) bool {
	return strings.HasSuffix(name, ".go") && !strings.HasSuffix(name, "_test.go") && name[0] != '_' && name[0] != '.'
}

// ignored reports whether a file has the build constraint that keeps it out.
func ignored(f *ast.File) bool {
	for _, group := range f.Comments {
		if group.Pos() > f.Package {
			return false
		}
		for _, c := range group.List {
			if strings.TrimSpace(c.Text) == "//go:build ignore" {
				return true
			}
		}
	}
	return false
}

// packageOf is the package that most of the files are of.
func packageOf(all []*source, other string) string {
	count := map[string]int{}
	for _, s := range all {
		count[s.file.Name.Name]++
	}
	names := slices.SortedFunc(maps.Keys(count), func(a, b string) int {
		return cmp.Or(cmp.Compare(count[b], count[a]), cmp.Compare(a, b))
	})
	if len(names) == 0 {
		return other
	}
	return names[0]
}

// declare notes the names that a file adds to the package.
func (f *folder) declare(s *source) {
	for _, decl := range s.file.Decls {
		switch d := decl.(type) {
		case *ast.FuncDecl:
			if d.Recv == nil {
				f.declared[d.Name.Name] = true
			}
		case *ast.GenDecl:
			for _, spec := range d.Specs {
				switch x := spec.(type) {
				case *ast.TypeSpec:
					f.declared[x.Name.Name] = true
					f.types[x.Name.Name] = &typeDecl{x, s}
				case *ast.ValueSpec:
					for _, n := range x.Names {
						f.declared[n.Name] = true
					}
				}
			}
		}
	}
}

// imports lists what a file imports under a name: path to name.
func (f *folder) imports(s *source) map[string]string {
	m := map[string]string{}
	generated := f.gen.names()
	for _, spec := range s.file.Imports {
		p, err := strconv.Unquote(spec.Path.Value)
		if err != nil {
			continue // the parser has taken it
		}
		switch {
		case spec.Name == nil && generated[p] != "":
			m[p] = generated[p]
		case spec.Name == nil:
			m[p] = base(p)
		case spec.Name.Name != "_" && spec.Name.Name != ".":
			m[p] = spec.Name.Name
		}
	}
	return m
}

// base is the package name that an import path suggests.
func base(p string) string {
	b := path.Base(p)
	if len(b) > 1 && b[0] == 'v' && strings.Trim(b[1:], "0123456789") == "" {
		return path.Base(path.Dir(p))
	}
	return b
}

// typeText writes a type with import paths in the place of local names:
// "context.Context", "example.com/shop/api.GetItemRequest". Aliases of the folder
// are followed.
func (f *folder) typeText(s *source, e ast.Expr) string {
	return f.resolve(s, e, 0)
}

func (f *folder) resolve(s *source, e ast.Expr, depth int) string {
	switch x := e.(type) {
	case *ast.ParenExpr:
		return f.resolve(s, x.X, depth)
	case *ast.StarExpr:
		return "*" + f.resolve(s, x.X, depth)
	case *ast.SelectorExpr:
		if id, ok := x.X.(*ast.Ident); ok {
			return f.pathOf(s, id.Name) + "." + x.Sel.Name
		}
	case *ast.Ident:
		if t := f.types[x.Name]; t != nil && t.spec.Assign.IsValid() && depth < 10 {
			return f.resolve(t.source, t.spec.Type, depth+1)
		}
		if !f.declared[x.Name] && f.dotImports(s) && ast.IsExported(x.Name) {
			return f.gen.ImportPath + "." + x.Name
		}
		return x.Name
	}
	return "?"
}

// pathOf is the import path behind a local name, or the name.
func (f *folder) pathOf(s *source, name string) string {
	for p, n := range f.imports(s) {
		if n == name {
			return p
		}
	}
	return name
}

// dotImports reports whether the names of the generated package stand in s without
// a qualifier.
func (f *folder) dotImports(s *source) bool {
	return slices.ContainsFunc(s.file.Imports, func(spec *ast.ImportSpec) bool {
		p, err := strconv.Unquote(spec.Path.Value)
		return err == nil && p == f.gen.ImportPath && spec.Name != nil && spec.Name.Name == "."
	})
}
