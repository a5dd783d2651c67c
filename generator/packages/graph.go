package packages

import (
	"cmp"
	"slices"

	"github.com/specho/specho/generator/circles"
	"github.com/specho/specho/generator/diag"
	"github.com/specho/specho/generator/model"
)

// reference is a place where a type names another.
type reference struct {
	from, to *model.Type
	word     string // the property or member; "" for the type as a whole
	pos      diag.Pos
}

// references lists what the types of the document refer to, in its order.
func references(types []*model.Type) (all []reference) {
	for _, t := range types {
		add := func(v *model.Value, word string, pos diag.Pos) {
			for ; v != nil; v = v.Elem {
				if v.Type != nil && v.Type != t {
					all = append(all, reference{from: t, to: v.Type, word: word, pos: pos})
				}
			}
		}
		for _, f := range t.Fields {
			add(f.Value, f.Name, f.Pos)
		}
		for _, v := range t.Variants {
			add(v.Value, v.Site.Word, v.Site.Pos)
		}
		add(t.Additional, "additionalProperties", t.Pos)
		add(t.Value, "", t.Pos)
	}
	return all
}

// edge is an import of one package by another, with the first reference for it.
type edge struct {
	from, to *model.Package
	first    *reference
}

// graph is which package imports which.
type graph struct {
	nodes []*model.Package
	out   map[*model.Package][]edge // by the order of nodes
}

// graphOf is the graph of the packages that types are in, as of says.
func graphOf(nodes []*model.Package, refs []reference, of func(*model.Type) *model.Package) graph {
	g := graph{nodes: nodes, out: map[*model.Package][]edge{}}
	first := map[[2]*model.Package]*reference{}
	for i := range refs {
		from, to := of(refs[i].from), of(refs[i].to)
		key := [2]*model.Package{from, to}
		if from == to || first[key] != nil && first[key].pos.Compare(refs[i].pos) <= 0 {
			continue
		}
		first[key] = &refs[i]
	}
	for _, p := range nodes {
		for _, q := range nodes {
			if r := first[[2]*model.Package{p, q}]; r != nil {
				g.out[p] = append(g.out[p], edge{p, q, r})
			}
		}
	}
	return g
}

// components are the strongly connected components of more than one package, each
// in the order of the nodes.
func (g graph) components() (all [][]*model.Package) {
	number := circles.Of(g.nodes, func(p *model.Package, lead func(*model.Package)) {
		for _, e := range g.out[p] {
			lead(e.to)
		}
	})
	members := map[int][]*model.Package{}
	for _, p := range g.nodes {
		members[number[p]] = append(members[number[p]], p)
	}
	for _, c := range members {
		if len(c) > 1 {
			all = append(all, c)
		}
	}
	slices.SortFunc(all, func(a, b []*model.Package) int { return cmp.Compare(a[0].Dir, b[0].Dir) })
	return all
}

// circle is a shortest way from a package of a component back to it.
func (g graph) circle(c []*model.Package) (best []edge) {
	for _, start := range c {
		if way := g.way(start); len(way) > 0 && (best == nil || len(way) < len(best)) {
			best = way
		}
	}
	return best
}

// way is a shortest way from a package back to it.
func (g graph) way(start *model.Package) []edge {
	came := map[*model.Package]edge{}
	queue := []*model.Package{start}
	for len(queue) > 0 {
		p := queue[0]
		queue = queue[1:]
		for _, e := range g.out[p] {
			if e.to == start {
				way := []edge{e}
				for at := p; at != start; at = came[at].from {
					way = append([]edge{came[at]}, way...)
				}
				return way
			}
			if _, seen := came[e.to]; !seen {
				came[e.to] = e
				queue = append(queue, e.to)
			}
		}
	}
	return nil
}
