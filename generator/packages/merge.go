package packages

import "github.com/specho/specho/generator/model"

// merge makes one package of those that would import each other in a circle: the
// first of them, in the order of the entries. Types of the main package that others
// refer to go to the first that does.
func (a *assigner) merge(refs []reference) {
	if w := a.underMain(refs); w.under != nil {
		to := a.firstUser(w, refs)
		for _, t := range a.api.Types {
			if w.lower[t] {
				t.Package = to
			}
		}
	}
	into := map[*model.Package]*model.Package{}
	for _, c := range graphOf(a.packages, refs, home).components() {
		for _, p := range c[1:] {
			into[p] = c[0]
		}
	}
	for _, t := range a.api.Types {
		if p := into[t.Package]; p != nil {
			a.l.Notef(t.Pos, t.Pointer, "package-merge", "%s is declared in %s: it and %s would import each other in a circle", words(t.Site), p.Path, t.Package.Path)
			t.Package = p
		}
	}
}

func home(t *model.Type) *model.Package { return t.Package }

// firstUser is the first package that refers to types of the main one.
func (a *assigner) firstUser(w *world, refs []reference) *model.Package {
	for _, p := range a.packages {
		for _, r := range refs {
			if r.from.Package == p && w.lower[r.to] {
				return p
			}
		}
	}
	return a.packages[0]
}
