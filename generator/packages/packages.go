// Package packages puts every type of the model into a Go package of the output,
// and keeps packages from importing each other in circles.
package packages

import (
	"fmt"
	"slices"
	"strings"

	"github.com/specho/specho/generator/diag"
	"github.com/specho/specho/generator/model"
)

// Entry says where the types of some files go.
type Entry struct {
	Files  string   // a file or a pattern, in the words of positions
	Folder string   // of the package, as the user wrote it
	Name   string   // of the package
	Path   string   // its import path
	Dir    string   // slash path from the folder of the main package; "": the main package itself
	Pos    diag.Pos // in the configuration
	Any    bool     // need not stand for any file
}

// What happens where packages would import each other in a circle.
const (
	Refuse = "refuse"
	Split  = "split" // types move to packages that the others share
	Merge  = "merge" // the packages become one
)

// Options say how types are spread over packages. The first entry that stands for a
// file counts; types of other files, and those of operations, stay in the main
// package.
type Options struct {
	Entries []Entry
	Cycles  string   // Refuse where empty
	Files   []string // of the document, as positions name them
	Base    string   // folder that the user's paths start from
}

// Assign decides the package of every type and what each package declares. Circles
// of imports that the options do not break, and entries for no file, are reported.
func Assign(api *model.API, o Options, l *diag.List) {
	a := &assigner{api: api, options: o, l: l, byDir: map[string]*model.Package{"": api.Main}}
	a.place()
	refs := references(api.Types)
	if a.options.Cycles == Merge && len(a.packages) > 0 {
		a.merge(refs)
	}
	a.wrap()
	if len(a.packages) > 0 && !l.HasErrors() {
		a.circles(refs)
	}
	for _, p := range a.packages {
		if slices.ContainsFunc(api.Types, func(t *model.Type) bool { return t.Package == p || t.Alias != nil && t.Alias.Package == p }) {
			api.Models = append(api.Models, p)
		}
	}
	declare(api)
}

type assigner struct {
	api      *model.API
	options  Options
	l        *diag.List
	byDir    map[string]*model.Package
	packages []*model.Package // beside the main one
}

// place puts types where the entries say.
func (a *assigner) place() {
	for _, e := range a.options.Entries {
		if a.byDir[e.Dir] == nil {
			p := &model.Package{Name: e.Name, Path: e.Path, Dir: e.Dir}
			a.byDir[e.Dir] = p
			a.packages = append(a.packages, p)
		}
		a.fits(e)
	}
	of := map[string]*model.Package{}
	for _, t := range a.api.Types {
		t.Package = a.api.Main
		root := t.Site.Root()
		if !root.Schema || t.Form {
			continue
		}
		file := root.Pos.File
		if of[file] == nil {
			of[file] = a.packageOf(file)
		}
		t.Package = of[file]
	}
}

// packageOf is the package for the types of a file.
func (a *assigner) packageOf(file string) *model.Package {
	if e := a.entryOf(file); e != nil {
		return a.byDir[e.Dir]
	}
	return a.api.Main
}

func (a *assigner) entryOf(file string) *Entry {
	for i, e := range a.options.Entries {
		if matches(e.Files, file) {
			return &a.options.Entries[i]
		}
	}
	return nil
}

// fits reports an entry that stands for no file.
func (a *assigner) fits(e Entry) {
	if e.Any || slices.ContainsFunc(a.options.Files, func(f string) bool { return matches(e.Files, f) }) {
		return
	}
	shown := a.options.Files[:min(len(a.options.Files), 8)]
	more := ""
	if len(shown) < len(a.options.Files) {
		more = fmt.Sprintf(", and %d more", len(a.options.Files)-len(shown))
	}
	a.l.Add(diag.Diagnostic{Severity: diag.Error, Pos: e.Pos, Rule: "package-files",
		Message: fmt.Sprintf("the document has no file %s", e.Files),
		Hint:    "its files are " + strings.Join(shown, ", ") + more})
}

// wrap gives members of unions that are structs of another package a type of their
// own in the union's: Go declares no methods on types of other packages.
func (a *assigner) wrap() {
	for _, t := range a.api.Types {
		for _, v := range t.Variants {
			if !v.Wraps && v.Value.Type.Package != t.Package {
				v.Wraps = true
			}
		}
	}
}
