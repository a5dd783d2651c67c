package config

import (
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"github.com/specho/specho/generator/diag"
	"github.com/specho/specho/generator/formats"
)

// RuntimeImport is the import path of package rest of this module.
const RuntimeImport = "github.com/specho/specho/rest"

// Defaults.
const (
	DefaultDocument = "openapi.yaml"
	DefaultOutput   = "generated"
)

// Stdin is the Document that stands for the standard input.
const Stdin = "-"

// Job is one document with everything decided.
type Job struct {
	Document   string   // path to read, or Stdin
	Root       string   // folder that references do not leave; "": that of the document
	Remote     []string // hosts that references may lead to
	Output     string   // folder to write, relative to the working folder or absolute
	Package    string   // Go package name
	ImportPath string   // of Output
	Runtime    string   // import path of package rest
	RuntimeDir string   // slash path below Output of a copy of the runtime; "": not in this output
	Client     bool
	Strict     bool
	Exact      bool // untyped: exact
	Literal    bool // integers: literal
	Reachable  bool // codecs: reachable
	Warn       bool // unenforced: warn
	Formats    []formats.Format
	Pos        diag.Pos // where a file names the document; zero if none does

	Base     string // folder that the paths of the configuration start from
	Packages []TypePackage
	Cycles   string // refuse, split or merge; "": refuse
}

// TypePackage is a package of types alone.
type TypePackage struct {
	Files  string // of the document whose types it holds: a file or a pattern
	Any    bool   // the entry need not stand for any file
	Folder string // as the user wrote it
	Name   string
	Path   string // import path
	Dir    string // slash path from Output, "" for Output itself
	Pos    diag.Pos
}

// RuntimeCopy is a copy of the runtime outside of every output.
type RuntimeCopy struct {
	Dir        string
	ImportPath string
}

// Plan is everything that one run makes.
type Plan struct {
	Jobs   []Job
	Copies []RuntimeCopy
}

// Resolve decides everything: flags over file over defaults. file is nil if there
// is none. A flag for the document picks the entry of a list that names it. An
// error that has to do with a place in the file is a *diag.Errors.
func Resolve(file *File, flags Settings) (Plan, error) {
	if file == nil {
		file = &File{Dir: ".", Documents: []Settings{{}}, starts: []diag.Pos{{}}}
	}
	var l diag.List
	own, several := flags, len(file.Documents) > 1
	if several {
		if err := onlyCommonFlags(file, flags); err != nil {
			return Plan{}, err
		}
		own = flags.without("document")
	}
	var docs []*document
	for i, s := range file.Documents {
		d := &document{s: own.over(s), whole: file.starts[i], shared: several, base: file.Dir, problems: &l}
		d.defaults()
		docs = append(docs, d)
	}
	for _, d := range docs {
		d.decide()
	}
	distinct(docs, &l)
	if err := l.Err(); err != nil {
		return Plan{}, plain(err)
	}
	plan := planOf(docs)
	if several && flags.Has("document") {
		return plan.only(flags.Document, file)
	}
	return plan, nil
}

// plain drops the dressing of problems that no file has to do with.
func plain(err error) error {
	var errs *diag.Errors
	if !errors.As(err, &errs) || slices.ContainsFunc(errs.List, func(d diag.Diagnostic) bool { return d.Pos.Line > 0 }) {
		return err
	}
	var lines []string
	for _, d := range errs.List {
		text := d.Message
		if d.Pos.File != "" {
			text = d.Pos.File + ": " + text
		}
		if d.Hint != "" {
			text += "\n\thint: " + d.Hint
		}
		lines = append(lines, text)
	}
	return errors.New(strings.Join(lines, "\n"))
}

// onlyCommonFlags refuses flags that can be meant for one document only, where
// the file has a list.
func onlyCommonFlags(file *File, flags Settings) error {
	for _, name := range []string{"output", "package", "models"} {
		if flags.Has(name) {
			return fmt.Errorf("--%s cannot be used here: %s lists %d documents, and each has its own", name, file.Name, len(file.Documents))
		}
	}
	return nil
}

// without returns s with a key unset.
func (s Settings) without(name string) Settings {
	k, _ := keyNamed(name)
	c := s.over(Settings{})
	k.field(&c).SetZero()
	delete(c.set, name)
	return c
}

// distinct refuses two documents in one folder.
func distinct(docs []*document, l *diag.List) {
	for i, d := range docs {
		for _, e := range docs[:i] {
			if same(d.s.Output, e.s.Output) {
				l.Errorf(d.s.at("output", d.whole), "", "config-value", "output %s is that of another document too (%s)", d.s.Output, e.s.at("output", e.whole))
			}
			d.apart(e)
			e.apart(d)
		}
	}
}

// planOf lays out who carries the runtime: a copy inside an output belongs to the
// first document that asks for it, any other stands for itself.
func planOf(docs []*document) Plan {
	var plan Plan
	owned := map[string]bool{} // import paths
	for _, d := range docs {
		if d.s.Runtime == Copy && d.job.RuntimeDir != "" && !owned[d.job.Runtime] {
			owned[d.job.Runtime] = true
		} else {
			d.job.RuntimeDir = ""
		}
		plan.Jobs = append(plan.Jobs, d.job)
	}
	for _, d := range docs {
		if d.s.Runtime == Copy && !owned[d.job.Runtime] {
			owned[d.job.Runtime] = true
			plan.Copies = append(plan.Copies, RuntimeCopy{Dir: d.s.RuntimeDir, ImportPath: d.job.Runtime})
		}
	}
	return plan
}

// only keeps the job of one document, and the copies.
func (p Plan) only(name string, file *File) (Plan, error) {
	var known []string
	for _, j := range p.Jobs {
		if same(j.Document, name) {
			return Plan{Jobs: []Job{j}, Copies: p.Copies}, nil
		}
		known = append(known, j.Document)
	}
	err := fmt.Errorf("%s does not list the document %s\n\thint: it lists %s", file.Name, name, strings.Join(known, ", "))
	return Plan{}, err
}

// same reports whether two paths name one file.
func same(a, b string) bool {
	a, errA := filepath.Abs(a)
	b, errB := filepath.Abs(b)
	return errA == nil && errB == nil && a == b
}
