package naming

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// TestLocalsAreKnown: no file may take the name of a package that it imports for
// something else, so that all names which generated code has for itself are reserved.
func TestLocalsAreKnown(t *testing.T) {
	files, err := filepath.Glob("../../internal/cases/*/api/*.gen.go")
	if err != nil || len(files) < 100 {
		t.Fatalf("%d generated files (%v)", len(files), err)
	}
	unknown := map[string]string{}
	for _, name := range files {
		f, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		for _, spec := range f.Imports {
			if !strings.Contains(spec.Path.Value, "/cases/") {
				note(unknown, name, strings.Trim(spec.Path.Value[strings.LastIndexByte(spec.Path.Value, '/')+1:], `"`))
			}
		}
		ast.Inspect(f, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.FuncDecl:
				fields(unknown, name, n.Recv)
				if n.Name.Name != "Start" { // has those of tasks
					fields(unknown, name, n.Type.Params)
				}
				fields(unknown, name, n.Type.Results)
			case *ast.FuncLit:
				fields(unknown, name, n.Type.Params)
				fields(unknown, name, n.Type.Results)
			case *ast.AssignStmt:
				for _, x := range n.Lhs {
					if id, ok := x.(*ast.Ident); ok && n.Tok == token.DEFINE {
						note(unknown, name, id.Name)
					}
				}
			case *ast.RangeStmt:
				for _, x := range []ast.Expr{n.Key, n.Value} {
					if id, ok := x.(*ast.Ident); ok && n.Tok == token.DEFINE {
						note(unknown, name, id.Name)
					}
				}
			case *ast.DeclStmt:
				if g, ok := n.Decl.(*ast.GenDecl); ok {
					for _, spec := range g.Specs {
						if v, ok := spec.(*ast.ValueSpec); ok {
							note(unknown, name, v.Names[0].Name)
						}
					}
				}
			}
			return true
		})
	}
	for word, where := range unknown {
		t.Errorf("%s has the name %s, which a package could have: add it to locals", where, word)
	}
}

func fields(unknown map[string]string, file string, list *ast.FieldList) {
	if list == nil {
		return
	}
	for _, f := range list.List {
		for _, id := range f.Names {
			note(unknown, file, id.Name)
		}
	}
}

func note(unknown map[string]string, file, word string) {
	if !ast.IsExported(word) && word != "_" && !slices.Contains(locals, word) {
		unknown[word] = file
	}
}
