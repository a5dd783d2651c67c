package config

import (
	"errors"
	"fmt"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"strings"
	"syscall"
	"unicode"

	"golang.org/x/mod/modfile"
	"golang.org/x/mod/module"

	"github.com/specho/specho/generator/diag"
)

// document is one document on its way from settings to a job.
type document struct {
	s        Settings
	job      Job
	whole    diag.Pos // its entry in the file
	shared   bool     // there are others
	base     string   // folder of the file
	problems *diag.List
}

func (d *document) fail(key, hint, format string, args ...any) {
	d.problems.Add(diag.Diagnostic{
		Severity: diag.Error, Pos: d.s.at(key, d.whole), Rule: "config-value",
		Message: fmt.Sprintf(format, args...), Hint: hint,
	})
}

// defaults fills in the keys that nobody set.
func (d *document) defaults() {
	fill := func(v *string, value string) {
		if *v == "" {
			*v = value
		}
	}
	if d.shared && !d.s.Has("document") {
		d.fail("document", "every entry of documents needs a document", "no document is named")
	}
	if d.shared && !d.s.Has("output") {
		d.fail("output", "every entry of documents needs an output", "no output is named")
	}
	fill(&d.s.Document, filepath.Join(d.base, DefaultDocument))
	fill(&d.s.Output, filepath.Join(d.base, DefaultOutput))
	fill(&d.s.Runtime, Copy)
	if d.shared {
		fill(&d.s.RuntimeDir, filepath.Join(d.base, "internal", "rest"))
	}
	fill(&d.s.RuntimeDir, filepath.Join(d.s.Output, "rest"))
}

// decide works the job out.
func (d *document) decide() {
	if isURL(d.s.Document) {
		d.fail("document", "download it and keep it beside the code: generated code must not change by itself", "%s is not a file", d.s.Document)
		return
	}
	d.job = Job{Document: d.s.Document, Root: d.s.Root, Remote: d.s.Remote, Output: d.s.Output, Client: d.s.Client, Strict: d.s.Strict, Exact: d.s.Untyped == Exact,
		Literal: d.s.Integers == Literal, Reachable: d.s.Codecs == Reachable, Warn: d.s.Unenforced == Warn, Formats: d.s.Formats, Cycles: d.s.Cycles}
	if d.job.Client && d.job.Reachable {
		d.fail("codecs", "a client reads what the server writes: use codecs: both", "a client needs the codecs of both directions")
	}
	if pos := d.s.set["document"]; pos.Line > 0 {
		d.job.Pos = pos
	}
	mod, ok := d.importPath("output", d.s.Output, &d.job.ImportPath)
	if !ok {
		return
	}
	d.packageName()
	d.models(mod)
	if d.s.Runtime == Import {
		d.job.Runtime = RuntimeImport
		return
	}
	other, ok := d.importPath("runtime-dir", d.s.RuntimeDir, &d.job.Runtime)
	if ok && other != mod {
		d.fail("runtime-dir", "", "the runtime would be in the module %s, the output %s in %s", other, d.s.Output, mod)
	}
	d.job.RuntimeDir = below(d.s.Output, d.s.RuntimeDir)
	if ok && same(d.s.Output, d.s.RuntimeDir) {
		d.fail("runtime-dir", "choose a folder of its own", "the runtime and the generated code would share %s", d.s.Output)
	}
}

// importPath finds the import path of a folder, and the module it is in.
func (d *document) importPath(key, dir string, to *string) (mod string, ok bool) {
	mod, root, err := findModule(dir)
	if err != nil {
		hint := ""
		if errors.Is(err, errNoModule) {
			hint = "run: go mod init example.com/your/module"
		}
		d.fail(key, hint, "%s", err)
		return "", false
	}
	rel, err := filepath.Rel(root, absolute(dir))
	if err != nil {
		d.fail(key, "", "finding %s from %s: %s", dir, root, err)
		return "", false
	}
	full := path.Join(mod, filepath.ToSlash(rel))
	if err := module.CheckImportPath(full); err != nil {
		d.fail(key, "use a folder whose path is letters, digits and - . _ ~", "%s cannot be imported: %s", dir, err)
		return "", false
	}
	*to = full
	return mod, true
}

var majorVersion = regexp.MustCompile(`^v[0-9]+$`)

// packageName checks the name that was set, or derives one from the folder.
func (d *document) packageName() {
	if !d.s.Has("package") {
		d.job.Package = derivePackage(d.job.ImportPath)
		return
	}
	d.job.Package = d.s.Package
	if why := badPackage(d.s.Package); why != "" {
		hint := ""
		if name := derivePackage(d.s.Package); name != "api" && d.s.Package != "main" {
			hint = fmt.Sprintf("%q would be one", name)
		}
		d.fail("package", hint, "%s", why)
	}
}

// badPackage says why a text cannot be the name of a package, "" if it can.
func badPackage(name string) string {
	switch {
	case !token.IsIdentifier(name) || name == "_":
		return fmt.Sprintf("%q is not a Go package name", name)
	case name == "main":
		return "package main cannot be imported, and generated code is there to be imported"
	}
	return ""
}

// derivePackage makes a package name of the last element of an import path, "api"
// where it has no letters of use.
func derivePackage(importPath string) string {
	base := path.Base(importPath)
	if majorVersion.MatchString(base) {
		base = path.Base(path.Dir(importPath))
	}
	name := strings.Map(func(r rune) rune {
		if r == '_' || unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, base)
	name = strings.TrimLeft(name, "_0123456789")
	if !token.IsIdentifier(name) || name == "main" {
		return "api"
	}
	return name
}

var errNoModule = errors.New("there is no go.mod in it or above it")

// findModule returns the path and the folder of the module that dir is in; dir
// need not exist yet.
func findModule(dir string) (mod, root string, err error) {
	for root = absolute(dir); ; root = filepath.Dir(root) {
		name := filepath.Join(root, "go.mod")
		data, err := os.ReadFile(name)
		if err == nil {
			mod = modfile.ModulePath(data)
			if mod == "" {
				return "", "", fmt.Errorf("%s names no module", name)
			}
			return mod, root, nil
		}
		var pathErr *fs.PathError
		if !errors.Is(err, fs.ErrNotExist) && !errors.Is(err, syscall.ENOTDIR) && errors.As(err, &pathErr) {
			return "", "", fmt.Errorf("reading %s: %w", name, pathErr.Err)
		}
		if filepath.Dir(root) == root {
			return "", "", fmt.Errorf("the import path of %s cannot be told: %w", dir, errNoModule)
		}
	}
}

func absolute(dir string) string {
	abs, err := filepath.Abs(dir)
	if err != nil { // the working folder is gone
		return filepath.Clean(dir)
	}
	return abs
}

// below returns dir relative to base as a slash path, "" if it is not below it.
func below(base, dir string) string {
	rel, err := filepath.Rel(absolute(base), absolute(dir))
	if err != nil || rel == "." || !filepath.IsLocal(rel) {
		return ""
	}
	return filepath.ToSlash(rel)
}
