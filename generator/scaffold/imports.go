package scaffold

import (
	"bytes"
	"go/ast"
	"go/parser"
	"go/token"
	"slices"
	"strings"
)

// addImport inserts an import into a file that lacks it, where gofmt would have it.
func addImport(data []byte, spec *ast.ImportSpec) ([]byte, error) {
	fset := token.NewFileSet()
	f, err := parser.ParseFile(fset, "", data, parser.ParseComments|parser.SkipObjectResolution)
	if err != nil {
		return nil, err
	}
	line := spec.Path.Value
	if spec.Name != nil {
		line = spec.Name.Name + " " + line
	}
	for _, have := range f.Imports {
		if importPath(have) == importPath(spec) && text(have.Name) == text(spec.Name) {
			return data, nil
		}
	}
	at, insert := place(fset, f, data, importPath(spec), line)
	return slices.Concat(data[:at], withLineEnd([]byte(insert), data), data[at:]), nil
}

func text(id *ast.Ident) string {
	if id == nil {
		return ""
	}
	return id.Name
}

// place finds the offset for an import line, and what to write there.
func place(fset *token.FileSet, f *ast.File, data []byte, path, line string) (at int, insert string) {
	offset := func(p token.Pos) int { return fset.Position(p).Offset }
	last := f.Name.End()
	for _, d := range f.Decls {
		g, ok := d.(*ast.GenDecl)
		if !ok || g.Tok != token.IMPORT {
			continue
		}
		last = g.End()
		if !g.Lparen.IsValid() || fset.Position(g.Lparen).Line == fset.Position(g.Rparen).Line || len(g.Specs) == 0 {
			continue
		}
		return inBlock(fset, g, data, path, line)
	}
	if len(f.Imports) > 0 {
		return endOfLine(data, offset(last)), "\nimport " + line
	}
	return endOfLine(data, offset(last)), "\n\nimport (\n\t" + line + "\n)"
}

// inBlock finds the place in a list of imports: sorted in the group of its like,
// else in a group of its own.
func inBlock(fset *token.FileSet, g *ast.GenDecl, data []byte, path, line string) (at int, insert string) {
	for _, group := range groups(fset, g) {
		like := func(s ast.Spec) bool { return standard(importPath(s.(*ast.ImportSpec))) == standard(path) }
		if !slices.ContainsFunc(group, like) {
			continue
		}
		for _, s := range group {
			if importPath(s.(*ast.ImportSpec)) > path {
				return startOfLine(data, fset.Position(first(s)).Offset), "\t" + line + "\n"
			}
		}
		return endOfLine(data, fset.Position(group[len(group)-1].End()).Offset), "\n\t" + line
	}
	if standard(path) {
		return endOfLine(data, fset.Position(g.Lparen).Offset), "\n\t" + line + "\n"
	}
	return endOfLine(data, fset.Position(g.Specs[len(g.Specs)-1].End()).Offset), "\n\n\t" + line
}

// groups are the runs of imports on lines that follow each other.
func groups(fset *token.FileSet, g *ast.GenDecl) (all [][]ast.Spec) {
	end := -1
	for _, s := range g.Specs {
		if fset.Position(first(s)).Line != end+1 {
			all = append(all, nil)
		}
		end = fset.Position(s.End()).Line
		all[len(all)-1] = append(all[len(all)-1], s)
	}
	return all
}

// first is where an import begins, with its comment.
func first(s ast.Spec) token.Pos {
	if doc := s.(*ast.ImportSpec).Doc; doc != nil {
		return doc.Pos()
	}
	return s.Pos()
}

// standard reports whether a package is of the standard library.
func standard(path string) bool {
	first, _, _ := strings.Cut(path, "/")
	return !strings.Contains(first, ".")
}

func startOfLine(data []byte, at int) int { return bytes.LastIndexByte(data[:at], '\n') + 1 }

// endOfLine is the offset of the line's end, before a carriage return.
func endOfLine(data []byte, at int) int {
	i := bytes.IndexByte(data[at:], '\n')
	if i < 0 {
		return len(data)
	}
	if end := at + i; end > 0 && data[end-1] == '\r' {
		return end - 1
	}
	return at + i
}
