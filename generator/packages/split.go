package packages

import (
	"path"
	"slices"
	"strings"

	"github.com/specho/specho/generator/model"
)

// split moves types to packages that the others share, so that none import each
// other. What moves follows from the references between the packages alone: of each
// group of packages in a circle those types that another one of them refers to, with
// what they refer to themselves. Each stays known in its own package, by an alias.
func (a *assigner) split(refs []reference) {
	w := a.underMain(refs)
	all := graphOf(w.nodes, refs, w.of).components()
	if w.under != nil && !slices.ContainsFunc(all, func(c []*model.Package) bool { return slices.Contains(c, w.under) }) {
		all = append(all, []*model.Package{w.under})
	}
	var moves []map[*model.Type]bool
	for _, c := range all {
		moves = append(moves, w.moving(c, refs))
	}
	for i, c := range all {
		a.share(c, w, moves[i])
	}
}

// world is the packages with the main one taken apart: the types of it that others
// refer to are a package below them, under.
type world struct {
	nodes []*model.Package
	under *model.Package // nil if there are no such types
	lower map[*model.Type]bool
}

func (w *world) of(t *model.Type) *model.Package {
	if w.lower[t] {
		return w.under
	}
	return t.Package
}

func (a *assigner) underMain(refs []reference) *world {
	main := a.api.Main
	w := &world{nodes: slices.Clone(a.packages), lower: map[*model.Type]bool{}}
	for _, r := range refs {
		if r.from.Package != main && r.to.Package == main {
			w.lower[r.to] = true
		}
	}
	if len(w.lower) > 0 {
		w.under = &model.Package{Name: main.Name, Path: main.Path}
		w.nodes = append(w.nodes, w.under)
		spread(w.lower, refs, func(t *model.Type) bool { return t.Package == main })
	}
	return w
}

// spread adds to a set what its types refer to, as far as it is wanted.
func spread(set map[*model.Type]bool, refs []reference, wanted func(*model.Type) bool) {
	next := map[*model.Type][]*model.Type{}
	for _, r := range refs {
		if wanted(r.to) {
			next[r.from] = append(next[r.from], r.to)
		}
	}
	var todo []*model.Type
	for t := range set {
		todo = append(todo, t)
	}
	for len(todo) > 0 {
		t := todo[len(todo)-1]
		todo = todo[:len(todo)-1]
		for _, u := range next[t] {
			if !set[u] {
				set[u] = true
				todo = append(todo, u)
			}
		}
	}
}

// moving are the types that packages in a circle have to share.
func (w *world) moving(c []*model.Package, refs []reference) map[*model.Type]bool {
	in := func(t *model.Type) bool { return slices.Contains(c, w.of(t)) }
	set := map[*model.Type]bool{}
	for _, r := range refs {
		if in(r.from) && in(r.to) && w.of(r.from) != w.of(r.to) {
			set[r.to] = true
		}
	}
	if slices.Contains(c, w.under) {
		for t := range w.lower {
			set[t] = true
		}
	}
	spread(set, refs, in)
	return set
}

// share declares types in a package below all of theirs.
func (a *assigner) share(c []*model.Package, w *world, moving map[*model.Type]bool) {
	members := c
	if slices.Contains(c, w.under) { // any package may need what is below the main one
		members = slices.Concat(a.packages, []*model.Package{a.api.Main})
	}
	shared := a.sharedPackage(c, members)
	a.packages = append(a.packages, shared)
	for _, t := range a.api.Types {
		if !moving[t] {
			continue
		}
		own := t.Package
		t.Alias = &model.TypeAlias{Type: t, Package: own}
		t.Package, own.Shared = shared, shared
		own.Aliases = append(own.Aliases, t.Alias)
		a.l.Notef(t.Pos, t.Pointer, "package-split", "%s is declared in %s, for packages that would import each other in a circle", words(t.Site), shared.Path)
	}
	for _, p := range c {
		if p != w.under {
			p.Shared = shared
		}
	}
}

// sharedPackage is a new package in a folder "internal" that all members can import,
// named after the first package of the circle.
func (a *assigner) sharedPackage(c, members []*model.Package) *model.Package {
	dir := strings.Split(members[0].Path, "/")
	for _, p := range members[1:] {
		other := strings.Split(p.Path, "/")
		n := 0
		for n < min(len(dir), len(other)) && dir[n] == other[n] {
			n++
		}
		dir = dir[:n]
	}
	first := slices.MinFunc(c, func(x, y *model.Package) int { return strings.Compare(x.Path, y.Path) })
	p := &model.Package{Name: strings.ToLower(first.Name) + "shared"}
	for {
		p.Path = path.Join(strings.Join(dir, "/"), "internal", p.Name)
		p.Dir = relative(a.api.Main.Path, p.Path)
		if a.byDir[p.Dir] == nil {
			a.byDir[p.Dir] = p
			return p
		}
		p.Name += "d" // a package of the user's is called so
	}
}

// relative is the slash path that leads from one import path to another.
func relative(from, to string) string {
	f, t := strings.Split(from, "/"), strings.Split(to, "/")
	for len(f) > 0 && len(t) > 0 && f[0] == t[0] {
		f, t = f[1:], t[1:]
	}
	return path.Join(strings.Repeat("../", len(f)), strings.Join(t, "/"))
}
