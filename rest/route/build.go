package route

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"
)

// builder collects the routes in a tree that is easy to add to; compile turns it
// into the one that is searched.
type builder struct {
	routes []Route
	root   *branch
	same   map[int][]int
}

type branch struct {
	kids    []*branch
	seg     segment // what leads here
	methods []method
}

// add puts a route into the tree. It returns why that fails, and the earlier route
// that takes the same requests, -1 if that is not the reason.
func (b *builder) add(index int, r Route) (int, error) {
	if !isToken(r.Method) {
		return -1, fmt.Errorf("%q is not a method", r.Method)
	}
	segs, err := parse(r.Path)
	if err != nil {
		return -1, err
	}
	at := b.root
	for _, s := range segs {
		at = at.child(s)
	}
	for _, m := range at.methods {
		if m.name != r.Method {
			continue
		}
		first := m.index
		if !r.Shared || !b.routes[first].Shared {
			return first, sameError(b.routes[first], r)
		}
		if b.same[first] == nil {
			b.same[first] = []int{first}
		}
		b.same[first] = append(b.same[first], index)
		return first, nil
	}
	at.methods = append(at.methods, method{r.Method, index})
	return -1, nil
}

func sameError(earlier, r Route) error {
	if earlier.Path == r.Path {
		return errors.New("it is there twice")
	}
	return fmt.Errorf("it matches the same paths as %s %s", earlier.Method, earlier.Path)
}

func (b *branch) child(s segment) *branch {
	for _, kid := range b.kids {
		if kid.seg.shape() == s.shape() {
			return kid
		}
	}
	kid := &branch{seg: s}
	b.kids = append(b.kids, kid)
	return kid
}

func (b *branch) compile() *node {
	n := &node{leaf: makeLeaf(b.methods)}
	slices.SortFunc(b.kids, bySpecificity)
	var list []edge
	for _, kid := range b.kids {
		next, lits := kid.compile(), kid.seg.lits
		if len(lits) == 1 {
			list = append(list, edge{lit: lits[0], next: next})
			continue
		}
		plain := len(lits) == 2 && lits[0] == "" && lits[1] == ""
		n.holes = append(n.holes, hole{pattern{lits, plain}, next})
	}
	n.edges = makeEdges(list)
	return n
}

// bySpecificity orders segments: more literal text first, then fewer parameters,
// then by text, so that the order of the document does not matter.
func bySpecificity(a, b *branch) int {
	return cmp.Or(
		cmp.Compare(b.seg.weight(), a.seg.weight()),
		cmp.Compare(len(a.seg.lits), len(b.seg.lits)),
		strings.Compare(a.seg.shape(), b.seg.shape()),
	)
}

func makeLeaf(methods []method) *leaf {
	if len(methods) == 0 {
		return nil
	}
	l, names := &leaf{}, []string{"OPTIONS"}
	for i := range l.usual {
		l.usual[i] = -1
	}
	for _, m := range methods {
		names = append(names, m.name)
		if i := usualMethod(m.name); i >= 0 {
			l.usual[i] = int32(m.index)
		} else {
			l.others = append(l.others, m)
		}
	}
	get, head := l.usual[usualMethod("GET")], &l.usual[usualMethod("HEAD")]
	if get >= 0 {
		names = append(names, "HEAD")
		if *head < 0 {
			*head = get
		}
	}
	slices.Sort(names)
	l.allow = strings.Join(slices.Compact(names), ", ")
	return l
}

// isToken reports whether s can be a method (RFC 9110 section 9.1).
func isToken(s string) bool {
	for i := 0; i < len(s); i++ {
		c := s[i]
		alnum := 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9'
		if !alnum && strings.IndexByte("!#$%&'*+-.^_`|~", c) < 0 {
			return false
		}
	}
	return s != ""
}
