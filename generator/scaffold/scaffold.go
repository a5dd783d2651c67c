// Package scaffold plans the handlers that a user starts from: what a folder of
// the user's own lacks, where stubs for it go, and what in it answers nothing any
// more. It adds; what the user wrote stays as it is, byte for byte.
package scaffold

import (
	"maps"
	"path"
	"strings"

	"github.com/specho/specho/generator/diag"
	"github.com/specho/specho/generator/model"
	"github.com/specho/specho/generator/plan"
)

// Folder is the user's folder as it is now.
type Folder struct {
	Dir     string            // as messages show it, with slashes
	Package string            // package name, for a folder that has none yet
	Files   map[string][]byte // its Go files by name
}

// Generated is the package whose handlers the folder holds.
type Generated struct {
	ImportPath string
	Package    string

	types map[string]string // names of the packages of types by import path
}

// names are the names of generated packages by import path.
func (g Generated) names() map[string]string {
	all := map[string]string{g.ImportPath: g.Package}
	maps.Copy(all, g.types)
	return all
}

// has reports whether a type, with its import path, is one of a generated package.
func (g Generated) has(typ string) bool {
	i := strings.LastIndexByte(typ, '.')
	return i > 0 && g.names()[typ[:i]] != ""
}

// Result is what is to be done with the folder.
type Result struct {
	Files    map[string][]byte // new and extended files by name
	Added    []Addition        // by file
	Findings []diag.Diagnostic // warnings about what is there and does not fit
}

// Addition names what a file gets.
type Addition struct {
	File  string
	Names []string
}

// Work is the plan for one folder.
type Work struct {
	Files    []*plan.File // to print
	Added    []Addition
	Findings []diag.Diagnostic

	folder *folder
}

// Plan compares the handlers in a folder with the operations of api. The error is
// a Go file that cannot be parsed.
func Plan(api *model.API, gen Generated, in Folder) (*Work, error) {
	gen.types = map[string]string{}
	for _, p := range api.Models {
		gen.types[p.Path] = p.Name
	}
	f, err := parseFolder(in, gen)
	if err != nil {
		return nil, err
	}
	w := &worker{Work: Work{folder: f}, api: api, files: map[string]*plan.File{}}
	w.handlers()
	w.authenticator()
	w.background()
	return &w.Work, nil
}

// worker fills a Work.
type worker struct {
	Work
	api   *model.API
	files map[string]*plan.File // by name and template
	fresh bool                  // server.go is new
}

// handlers plans the type of the handlers and a method for every operation that
// has none.
func (w *worker) handlers() {
	t := w.folder.handlersType()
	if t == nil {
		w.server()
	}
	have := w.folder.methodsOf(t)
	r := w.folder.receiver(t, "Server", "s")
	for _, tag := range w.api.Tags {
		var missing []*model.Operation
		for _, o := range tag.Operations {
			switch m := have.find(o.Go.Method); {
			case m != nil:
				w.compareHandler(m, o)
			case !have.covers(tag):
				missing = append(missing, o)
			}
		}
		if len(missing) == 0 {
			continue
		}
		f := w.file(w.fileOf(tag, have), "scaffold/operations")
		f.Stubs.Handlers = r
		f.Stubs.Operations = append(f.Stubs.Operations, missing...)
		for _, o := range missing {
			w.added(f.Name, o.Go.Method)
		}
	}
	w.leftOverHandlers(have)
	if t != nil && len(w.Added) > 0 {
		w.foreign(t, have)
	}
}

// server plans the file with the handlers type, and with the authenticator.
func (w *worker) server() {
	w.fresh = true
	name := w.folder.freeFile("server.go", "handlers.go", "handlers_server.go")
	f := w.file(name, "scaffold/server")
	f.Stubs.Handlers = w.folder.receiver(nil, "Server", "s")
	w.added(name, f.Stubs.Handlers.Name)
	if len(w.folder.sources) == 0 {
		f.Stubs.Doc = "Package " + f.Stubs.Package + " holds the handlers of " + w.api.Title + "."
	}
	if len(w.api.Schemes) > 0 {
		w.newAuthenticator(f)
	}
}

// fileOf is where the stubs of a tag go: its own file, else the file that has
// other methods of it, else a new one.
func (w *worker) fileOf(tag *model.Tag, have methods) string {
	name := fileName(tag.Go.File)
	if w.folder.extensible(name) {
		return name
	}
	last := ""
	for _, o := range tag.Operations {
		if m := have.find(o.Go.Method); m != nil && w.folder.extensible(m.source.name) {
			last = m.source.name
		}
	}
	if last != "" {
		return last
	}
	return w.folder.freeFile(name, tag.Go.File+"_handlers.go", tag.Go.File+"_stubs.go")
}

// file returns the planned file of that name.
func (w *worker) file(name, template string) *plan.File {
	key := name + "\x00" + template
	f := w.files[key]
	if f == nil {
		f = &plan.File{Name: name, Template: template, API: w.api, Stubs: w.folder.stubs(name)}
		w.files[key] = f
		w.Files = append(w.Files, f)
	}
	return f
}

func (w *worker) added(file string, names ...string) {
	for i := range w.Added {
		if w.Added[i].File == file {
			w.Added[i].Names = append(w.Added[i].Names, names...)
			return
		}
	}
	w.Added = append(w.Added, Addition{file, names})
}

// place is a position in the folder, for messages.
func (f *folder) place(m *method) diag.Pos {
	p := f.fset.Position(m.decl.Name.Pos())
	return diag.Pos{File: path.Join(f.in.Dir, m.source.name), Line: p.Line, Column: p.Column}
}
