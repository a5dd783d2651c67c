package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/specho/specho"
	"github.com/specho/specho/generator"
	"github.com/specho/specho/generator/config"
	"github.com/specho/specho/generator/diag"
	"github.com/specho/specho/generator/output"
)

// build does what generate and check have in common: it decides, generates every
// document in memory, and prints their problems.
func (a *app) build(ctx context.Context, o *options) ([]output.Tree, error) {
	plan, configName, err := a.plan(o)
	if err != nil {
		return nil, err
	}
	var trees []output.Tree
	failed := false
	for _, j := range plan.Jobs {
		r, err := a.one(ctx, j)
		if err != nil {
			return nil, err
		}
		switch err := a.problems(r, o.verbose); {
		case errors.Is(err, errFindings):
			failed = true
		case err != nil:
			return nil, err
		}
		trees = append(trees, treesOf(j, r.files)...)
	}
	if failed {
		return nil, errFindings
	}
	for _, c := range plan.Copies {
		files, err := specho.RuntimeFiles(c.ImportPath)
		if err != nil {
			return nil, err
		}
		trees = append(trees, output.Tree{Dir: c.Dir, Files: files})
	}
	trees = append(trees, leftFolders(trees)...)
	return trees, keepSources(plan, configName, trees)
}

// plan reads the configuration and decides.
func (a *app) plan(o *options) (plan config.Plan, configName string, err error) {
	if len(o.args) > 1 {
		return config.Plan{}, "", &usageError{fmt.Sprintf("one document at a time: found %q behind %q", o.args[1], o.args[0]), "list several documents in specho.yaml: specho help config"}
	}
	if len(o.args) == 1 {
		if err := o.settings.SetFlag("document", o.args[0]); err != nil {
			return config.Plan{}, "", &usageError{fmt.Sprintf("the document: %v", err), ""}
		}
	}
	file, err := readConfig(o.config)
	if err != nil {
		return config.Plan{}, "", err
	}
	if file != nil {
		configName = file.Name
	} else if len(o.args) == 0 && !isThere(config.DefaultDocument) {
		return config.Plan{}, "", &usageError{"no document: there is no " + config.FileName + " here, and no " + config.DefaultDocument, "name one: specho generate api/openapi.yaml -o internal/api"}
	}
	plan, err = config.Resolve(file, o.settings)
	return plan, configName, err
}

func isThere(name string) bool {
	_, err := os.Lstat(name)
	return err == nil
}

// readConfig reads the file of that name, or specho.yaml if there is one; else the
// result is nil.
func readConfig(name string) (*config.File, error) {
	wanted := name != ""
	if !wanted {
		name = config.FileName
	}
	data, err := os.ReadFile(name)
	if errors.Is(err, fs.ErrNotExist) && !wanted {
		return nil, nil
	}
	if err != nil {
		var pathErr *fs.PathError
		if errors.As(err, &pathErr) {
			err = pathErr.Err
		}
		return nil, fmt.Errorf("reading the configuration %s: %w", name, err)
	}
	return config.Parse(filepath.ToSlash(name), data)
}

// result is what Generate returns.
type result struct {
	files map[string][]byte
	diags []diag.Diagnostic
	err   error
}

// problems prints what was found in a document. The error is errFindings if that
// ends the command, or what else went wrong.
func (a *app) problems(r result, verbose bool) error {
	var errs *diag.Errors
	if errors.As(r.err, &errs) {
		a.diagnostics(mergeErrors(r.diags, errs), verbose)
		return errFindings
	}
	a.diagnostics(r.diags, verbose)
	return r.err
}

// one generates one document; the error says why it could not even begin.
func (a *app) one(ctx context.Context, j config.Job) (result, error) {
	var files map[string][]byte
	r, err := a.job(ctx, j, func(cfg generator.Config) (diags []diag.Diagnostic, err error) {
		files, diags, err = a.generate(ctx, cfg)
		return diags, err
	})
	if err != nil {
		return result{}, err
	}
	r.files = files
	return r, nil
}

// job opens a document and works on it. It does not wait for work that is deaf to
// ctx: nothing that it does reaches the disk.
func (a *app) job(ctx context.Context, j config.Job, work func(generator.Config) ([]diag.Diagnostic, error)) (result, error) {
	src, closeSource, err := a.open(ctx, j)
	if err != nil {
		return result{}, err
	}
	defer closeSource()
	defer a.progress("specho: " + src.Name)()
	cfg := generator.Config{
		Source: src, Package: j.Package, ImportPath: j.ImportPath,
		Runtime: j.Runtime, CopyRuntime: j.RuntimeDir != "", RuntimeDir: j.RuntimeDir,
		Client: j.Client, Strict: j.Strict, Exact: j.Exact, LiteralIntegers: j.Literal, Reachable: j.Reachable, WarnUnenforced: j.Warn, Formats: j.Formats,
		Packages: entries(j.Packages), Cycles: j.Cycles, Base: j.Base,
	}
	done := make(chan result, 1)
	go func() {
		var r result
		r.err = protect("generating "+src.Name, func() (err error) {
			r.diags, err = work(cfg)
			return err
		})
		done <- r
	}()
	select {
	case r := <-done:
		return r, nil
	case <-ctx.Done():
		return result{}, context.Cause(ctx)
	}
}

// mergeErrors returns diags, completed by errors that are not among them. A warning
// that counts as an error is one only.
func mergeErrors(diags []diag.Diagnostic, errs *diag.Errors) []diag.Diagnostic {
	var l diag.List
	raised := map[diag.Diagnostic]bool{}
	for _, d := range errs.List {
		l.Add(d)
		d.Severity = diag.Warning
		raised[d] = true
	}
	for _, d := range diags {
		if !raised[d] {
			l.Add(d)
		}
	}
	return l.Sorted()
}

// keepSources refuses a run that would put a generated file in the place of what
// it is made of.
func keepSources(plan config.Plan, configName string, trees []output.Tree) error {
	sources := map[string]bool{}
	add := func(name string) {
		if abs, err := filepath.Abs(name); err == nil && name != "" && name != config.Stdin {
			sources[abs] = true
		}
	}
	add(configName)
	for _, j := range plan.Jobs {
		add(j.Document)
	}
	for _, t := range trees {
		for name := range t.Files {
			path := filepath.Join(t.Dir, filepath.FromSlash(name))
			if abs, err := filepath.Abs(path); err == nil && sources[abs] {
				return &usageError{fmt.Sprintf("%s would be overwritten by generated code", filepath.ToSlash(path)), "choose another output folder"}
			}
		}
	}
	return nil
}
