package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/specho/specho/generator"
	"github.com/specho/specho/generator/config"
	"github.com/specho/specho/generator/diag"
	"github.com/specho/specho/generator/output"
	"github.com/specho/specho/generator/scaffold"
)

func scaffoldCommand() command {
	return command{
		name:  "scaffold",
		args:  "[flags] DIR [document]",
		about: "write handler stubs that are yours",
		text: `scaffold writes the handlers that DIR lacks: at first a type for them (server.go), with
an authenticator if the document has security, a type for its background tasks if it
has any (background.go), and a file for each tag with a stub for each operation. A stub
lists the answers that the document declares, and returns 501.

The files are yours. Run scaffold again after a change of the document: operations that
have no method yet get a stub, in the file of their tag; nothing that you wrote is
changed, and no file is replaced. Methods are found wherever they stand in DIR. Those
that no operation has any more, and those whose signature does not fit, are named with
their place.`,
		example: `
specho scaffold handlers
specho scaffold handlers openapi.yaml -o internal/api`,
		options: scaffoldOptions,
		run:     (*app).runScaffold,
	}
}

// scaffoldOptions are those that decide where the generated package is.
func scaffoldOptions(o *options) []option {
	return slices.DeleteFunc(documentOptions(o), func(opt option) bool { return opt.long == "client" })
}

func (a *app) runScaffold(ctx context.Context, o *options) error {
	if len(o.args) == 0 {
		return &usageError{"scaffold needs the folder of the handlers", "run: specho scaffold handlers"}
	}
	dir := filepath.FromSlash(o.args[0])
	o.args = o.args[1:]
	plan, configName, err := a.plan(o)
	if err != nil {
		return err
	}
	if len(plan.Jobs) > 1 {
		return &usageError{fmt.Sprintf("%s lists %d documents: which one?", configName, len(plan.Jobs)),
			"name it: specho scaffold " + quote(filepath.ToSlash(dir)) + " " + quote(filepath.ToSlash(plan.Jobs[0].Document))}
	}
	return a.scaffold(ctx, plan.Jobs[0], dir, o.verbose)
}

// scaffold adds what a folder of handlers lacks.
func (a *app) scaffold(ctx context.Context, j config.Job, dir string, verbose bool) error {
	folder, err := readFolder(j, dir)
	if err != nil {
		return err
	}
	var res scaffold.Result
	r, err := a.job(ctx, j, func(cfg generator.Config) (diags []diag.Diagnostic, err error) {
		res, diags, err = generator.Scaffold(ctx, cfg, folder)
		return diags, err
	})
	if err != nil {
		return err
	}
	if err := a.problems(r, verbose); err != nil {
		return err
	}
	err = protect("writing the handlers", func() error {
		_, err := output.Extend(ctx, folder.Files, output.Tree{Dir: dir, Files: res.Files})
		return err
	})
	if err != nil {
		return err
	}
	a.scaffolded(j, dir, res)
	return nil
}

// scaffolded tells what was done and what was found.
func (a *app) scaffolded(j config.Job, dir string, res scaffold.Result) {
	for _, add := range res.Added {
		name := filepath.ToSlash(filepath.Join(dir, add.File))
		if a.json {
			a.printJSON(finding{Severity: "note", File: name, Rule: "handler-added", Message: "added " + strings.Join(add.Names, ", ")})
			continue
		}
		fmt.Fprintf(a.stderr, "%s: added %s\n", name, strings.Join(add.Names, ", "))
	}
	a.diagnostics(res.Findings, true)
	if len(res.Added) > 0 && !a.json && !isThere(filepath.Join(j.Output, "api.gen.go")) {
		fmt.Fprintf(a.stderr, "they need %s: run specho generate\n", filepath.ToSlash(j.Output))
	}
}

// readFolder reads the Go files of a folder of handlers; it need not exist.
func readFolder(j config.Job, dir string) (scaffold.Folder, error) {
	name, importPath, err := config.Package(dir)
	if err != nil {
		return scaffold.Folder{}, err
	}
	if importPath == j.ImportPath {
		return scaffold.Folder{}, &usageError{filepath.ToSlash(dir) + " is the folder of the generated code", "choose another one for the handlers"}
	}
	f := scaffold.Folder{Dir: filepath.ToSlash(dir), Package: name, Files: map[string][]byte{}}
	entries, err := os.ReadDir(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return f, nil
	}
	if err != nil {
		return scaffold.Folder{}, fmt.Errorf("reading the handlers: %w", err)
	}
	for _, e := range entries {
		if e.IsDir() || filepath.Ext(e.Name()) != ".go" {
			continue
		}
		data, err := os.ReadFile(filepath.Join(dir, e.Name()))
		if err != nil {
			return scaffold.Folder{}, fmt.Errorf("reading the handlers: %w", err)
		}
		f.Files[e.Name()] = data
	}
	return f, nil
}
