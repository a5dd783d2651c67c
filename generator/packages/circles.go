package packages

import (
	"fmt"
	"path"
	"slices"
	"strings"

	"github.com/specho/specho/generator/diag"
	"github.com/specho/specho/generator/model"
)

// circles ends every circle of imports as the options say, or reports it.
func (a *assigner) circles(refs []reference) {
	if a.options.Cycles == Split {
		a.split(refs)
		return
	}
	for _, p := range a.packages {
		a.aboveMain(p, refs)
	}
	g := graphOf(a.packages, refs, home)
	for _, c := range g.components() {
		a.report(c, g, refs)
	}
}

// aboveMain reports a package of types that needs one of the main package.
func (a *assigner) aboveMain(p *model.Package, refs []reference) {
	g := graphOf([]*model.Package{p, a.api.Main}, refs, home)
	i := slices.IndexFunc(g.out[p], func(e edge) bool { return e.to == a.api.Main })
	if i < 0 {
		return
	}
	r := g.out[p][i].first
	hint := "make it a component, for which there can be an entry in packages; " + ways
	if root := r.to.Site.Root(); root.Schema {
		hint = fmt.Sprintf("give its file a package too (packages: {%s: %s}), or all that have none (models: DIR); %s", a.shown(root.Pos.File), a.folder(p), ways)
	}
	a.l.Add(diag.Diagnostic{Severity: diag.Error, Pos: r.pos, Rule: "package-cycle", Hint: hint,
		Message: fmt.Sprintf("%s of package %s refers to %s (%s), which is in the main package with the handlers: that one imports all others",
			r.subject(), p.Name, words(r.to.Site), r.to.Pos)})
}

const ways = "or write cycles: split, which moves such types to a package that both import, or cycles: merge"

// subject names what refers.
func (r reference) subject() string {
	name := words(r.from.Site)
	if r.word == "" {
		return name
	}
	return name + "." + r.word
}

// words are the document's words for a site.
func words(s *model.Site) string {
	if s.Parent == nil {
		return s.Word
	}
	return words(s.Parent) + "." + s.Word
}

// report tells a circle, step by step, and the smallest way out.
func (a *assigner) report(c []*model.Package, g graph, refs []reference) {
	way := g.circle(c)
	names := []string{}
	var steps strings.Builder
	for _, e := range way {
		names = append(names, e.from.Name)
		fmt.Fprintf(&steps, "\n\t%s: %s of package %s refers to %s of package %s (%s)",
			e.first.pos, e.first.subject(), e.from.Name, words(e.first.to.Site), e.to.Name, e.first.to.Pos)
	}
	names = append(names, way[0].from.Name)
	hint := ways[len("or "):]
	if f := a.fix(c, refs); f != "" {
		hint = f + "; " + ways
	}
	a.l.Add(diag.Diagnostic{Severity: diag.Error, Pos: way[0].first.pos, Rule: "package-cycle", Hint: hint,
		Message: "the packages would import each other in a circle: " + strings.Join(names, " -> ") + steps.String()})
}

// fix proposes the file with the fewest types whose move to another package of the
// circle ends it.
func (a *assigner) fix(c []*model.Package, refs []reference) string {
	count := map[string]int{}
	of := map[string]*model.Package{}
	var files []string
	for _, t := range a.api.Types {
		file := t.Site.Root().Pos.File
		if !slices.Contains(c, t.Package) {
			continue
		}
		if count[file]++; count[file] == 1 {
			of[file] = t.Package
			files = append(files, file)
		}
	}
	slices.SortStableFunc(files, func(x, y string) int { return count[x] - count[y] })
	for _, file := range files[:min(len(files), maxTries)] {
		for _, to := range c {
			if to == of[file] {
				continue
			}
			moved := func(t *model.Type) *model.Package {
				if t.Package == of[file] && t.Site.Root().Pos.File == file {
					return to
				}
				return t.Package
			}
			if len(graphOf(c, refs, moved).components()) == 0 {
				return a.change(file, to)
			}
		}
	}
	return ""
}

// maxTries bounds the files that are tried for a fix.
const maxTries = 50

// change says how an entry puts a file into a package.
func (a *assigner) change(file string, to *model.Package) string {
	if e := a.entryOf(file); e != nil && e.Files == file {
		return fmt.Sprintf("change the entry at %s to {%s: %s}", e.Pos, a.shown(file), a.folder(to))
	}
	return fmt.Sprintf("put the entry {%s: %s} before the others in packages", a.shown(file), a.folder(to))
}

// shown is a file as the user writes it in the configuration.
func (a *assigner) shown(file string) string {
	if a.options.Base == "" || a.options.Base == "." || path.IsAbs(a.options.Base) != path.IsAbs(file) {
		return file
	}
	return relative(a.options.Base, file)
}

// folder is the folder of a package, in the user's words.
func (a *assigner) folder(p *model.Package) string {
	for _, e := range a.options.Entries {
		if e.Dir == p.Dir {
			return e.Folder
		}
	}
	return p.Dir
}
