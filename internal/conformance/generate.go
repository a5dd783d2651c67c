package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	"github.com/specho/specho/generator"
	"github.com/specho/specho/generator/diag"
	"github.com/specho/specho/generator/formats"
	"github.com/specho/specho/generator/load"
)

const module = "github.com/specho/specho"

// workshop is where documents are generated and compiled: a folder of this module.
type workshop struct {
	dir     string // "out/_conformance"
	remotes string // folder of remote schemas, or ""
}

// server generates and compiles a document, and returns the program's path. A
// schema that the generator refuses is marked, and the others are tried again.
func (w *workshop) server(ctx context.Context, d *document) (string, error) {
	for range len(d.groups) + 1 {
		folder, err := d.files(w.remotes)
		if err != nil {
			return "", err
		}
		dir := filepath.Join(w.dir, d.name)
		pkg := module + "/" + filepath.ToSlash(dir) + "/api"
		files, diags, err := generator.Generate(ctx, generator.Config{
			Source:  load.Source{Name: root, FS: folder, NoGrade: true},
			Package: "api", ImportPath: pkg, Runtime: module + "/rest", Exact: d.exact, Formats: d.formats(),
		})
		if err == nil && !d.drop(replaced(diags)) {
			return w.compile(d, dir, pkg, files)
		}
		if err != nil && !d.drop(errorsOf(err)) {
			return "", fmt.Errorf("generating %s: %w", d.name, err)
		}
	}
	return "", fmt.Errorf("generating %s: there is no end of refusals", d.name)
}

// formats are those that the document has a setting for.
func (d *document) formats() []formats.Format {
	if !d.wide {
		return nil
	}
	return []formats.Format{{Name: "integer", As: "decimal"}}
}

// errorsOf lists the diagnostics of an error.
func errorsOf(err error) []diag.Diagnostic {
	var errs *diag.Errors
	if errors.As(err, &errs) {
		return errs.List
	}
	return nil
}

// replaced lists the warnings of schemas that something laxer stands in for: they say
// so, which is a refusal here.
func replaced(diags []diag.Diagnostic) (list []diag.Diagnostic) {
	for _, x := range diags {
		if x.Severity == diag.Warning && strings.HasPrefix(x.Rule, "ref-") {
			list = append(list, x)
		}
	}
	return list
}

// drop marks the schemas that the diagnostics name. It reports whether there are any.
func (d *document) drop(list []diag.Diagnostic) bool {
	found := false
	for _, x := range list {
		for _, g := range d.groups {
			if g.refused == "" && concerns(x, g) {
				g.refused, found = x.String(), true
			}
		}
	}
	return found
}

// concerns reports whether a diagnostic is about the schema of g, or about a
// remote schema that it refers to.
func concerns(x diag.Diagnostic, g *group) bool {
	if remote, ok := strings.CutPrefix(x.Pos.File, "remotes/"); ok {
		return strings.Contains(string(g.Schema), remote)
	}
	return x.Pos.File == g.id+".json" || strings.HasPrefix(x.Pointer, "#/paths/~1"+g.id+"/")
}

// compile writes the package and a program that serves it, and builds that.
func (w *workshop) compile(d *document, dir, pkg string, files map[string][]byte) (string, error) {
	if err := os.RemoveAll(dir); err != nil {
		return "", err
	}
	for name, data := range files {
		if err := write(filepath.Join(dir, "api", filepath.FromSlash(name)), data); err != nil {
			return "", err
		}
	}
	if err := write(filepath.Join(dir, "main.go"), d.program(pkg)); err != nil {
		return "", err
	}
	program := filepath.Join(dir, "server")
	out, err := exec.Command("go", "build", "-o", program, "./"+dir).CombinedOutput()
	if err != nil {
		return "", fmt.Errorf("compiling %s: %w\n%s", d.name, err, out)
	}
	return program, nil
}

func write(name string, data []byte) error {
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		return err
	}
	return os.WriteFile(name, data, fs.FileMode(0o644))
}
