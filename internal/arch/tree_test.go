package arch

import (
	"bytes"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
)

const (
	root   = "../.."
	module = "github.com/specho/specho"
)

// file is a parsed Go file of the repository.
type file struct {
	path      string // slash path from the root
	dir       string // its package: the folder, "." for the root
	test      bool
	generated bool
	lines     int
	fset      *token.FileSet
	ast       *ast.File
}

// files returns all Go files but those of test data and of other modules.
func files(t *testing.T) []*file {
	t.Helper()
	all, err := allFiles()
	if err != nil {
		t.Fatal(err)
	}
	if len(all) < 50 {
		t.Fatalf("only %d files found", len(all))
	}
	return all
}

var allFiles = sync.OnceValues(func() (all []*file, err error) {
	err = filepath.WalkDir(root, func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() {
			return skip(name, d.Name())
		}
		if filepath.Ext(name) != ".go" {
			return nil
		}
		f, err := parse(name)
		if err == nil {
			all = append(all, f)
		}
		return err
	})
	return all, err
})

// skip returns fs.SkipDir for folders that hold none of our packages.
func skip(name, base string) error {
	if name == root {
		return nil
	}
	if base == "testdata" || base == "out" || base == "bin" || strings.HasPrefix(base, ".") || strings.HasPrefix(base, "_") {
		return fs.SkipDir
	}
	if _, err := os.Stat(filepath.Join(name, "go.mod")); err == nil {
		return fs.SkipDir // a module of its own
	}
	return nil
}

func parse(name string) (*file, error) {
	source, err := os.ReadFile(name)
	if err != nil {
		return nil, err
	}
	rel, err := filepath.Rel(root, name)
	if err != nil {
		return nil, err
	}
	f := &file{path: filepath.ToSlash(rel), fset: token.NewFileSet(), lines: bytes.Count(source, []byte("\n"))}
	f.dir = filepath.ToSlash(filepath.Dir(rel))
	f.test = strings.HasSuffix(rel, "_test.go")
	f.ast, err = parser.ParseFile(f.fset, f.path, source, parser.ParseComments|parser.SkipObjectResolution)
	if err != nil {
		return nil, err
	}
	f.generated = ast.IsGenerated(f.ast)
	return f, nil
}

// at is the place of a node, for messages.
func (f *file) at(n ast.Node) string { return f.fset.Position(n.Pos()).String() }
