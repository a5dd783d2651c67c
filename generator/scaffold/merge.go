package scaffold

import (
	"bytes"
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"strconv"
)

// Merge puts the printed files into the folder: new ones as they are, others at
// the end of what is there.
func (w *Work) Merge(printed map[string][][]byte) (map[string][]byte, error) {
	out := map[string][]byte{}
	for name, parts := range printed {
		data, there := w.folder.in.Files[name]
		for _, part := range parts {
			if !there {
				data, there = part, true
				continue
			}
			var err error
			if data, err = extend(data, part); err != nil {
				return nil, fmt.Errorf("adding stubs to %s: %w\n\thint: run gofmt on it first", name, err)
			}
		}
		out[name] = data
	}
	return out, nil
}

// extend appends the declarations of a printed file to a file of the user's, and
// adds the imports that they need. Nothing else changes.
func extend(data, printed []byte) ([]byte, error) {
	fset := token.NewFileSet()
	stubs, err := parser.ParseFile(fset, "", printed, parser.ParseComments|parser.SkipObjectResolution)
	if err != nil {
		return nil, err
	}
	before, err := declarations(data)
	if err != nil {
		return nil, err
	}
	for _, spec := range stubs.Imports {
		if data, err = addImport(data, spec); err != nil {
			return nil, err
		}
	}
	body := printed[bodyStart(fset, stubs):]
	if n := len(data); n > 0 && data[n-1] != '\n' {
		data = append(data, lineEnd(data)...)
	}
	data = append(append(data, lineEnd(data)...), withLineEnd(bytes.TrimLeft(body, "\n"), data)...)
	after, err := declarations(data)
	if err == nil && after < before+1 {
		err = errors.New("a bug in specho: the stubs do not stand where they should")
	}
	return data, err
}

// declarations counts the declarations of a file that are no imports.
func declarations(data []byte) (int, error) {
	f, err := parser.ParseFile(token.NewFileSet(), "", data, parser.SkipObjectResolution)
	if err != nil {
		return 0, err
	}
	n := 0
	for _, d := range f.Decls {
		if g, ok := d.(*ast.GenDecl); !ok || g.Tok != token.IMPORT {
			n++
		}
	}
	return n, nil
}

// bodyStart is the offset behind the package clause and the imports.
func bodyStart(fset *token.FileSet, f *ast.File) int {
	end := f.Name.End()
	for _, d := range f.Decls {
		if g, ok := d.(*ast.GenDecl); ok && g.Tok == token.IMPORT {
			end = g.End()
		}
	}
	return fset.Position(end).Offset
}

// lineEnd is what ends the lines of a file.
func lineEnd(data []byte) string {
	if bytes.Contains(data, []byte("\r\n")) {
		return "\r\n"
	}
	return "\n"
}

// withLineEnd gives text the line ends of a file.
func withLineEnd(text, data []byte) []byte {
	if lineEnd(data) == "\n" {
		return text
	}
	return bytes.ReplaceAll(text, []byte("\n"), []byte("\r\n"))
}

// importPath is the path of an import, "" if it is not one.
func importPath(spec *ast.ImportSpec) string {
	p, err := strconv.Unquote(spec.Path.Value)
	if err != nil {
		return ""
	}
	return p
}
