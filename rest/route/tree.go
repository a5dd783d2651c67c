package route

// node is a place in the tree of segments.
type node struct {
	edges edges
	holes []hole // the most specific first
	leaf  *leaf  // nil if no template ends here
}

// hole is a segment with parameters and what comes after it.
type hole struct {
	pattern
	next *node
}

// leaf is the end of a template: its methods.
type leaf struct {
	methods []method
	allow   string
}

type method struct {
	name  string
	index int
}

// find gives the index of the route for a method, or -1.
func (l *leaf) find(name string) int {
	get := -1
	for i := range l.methods {
		m := &l.methods[i]
		if m.name == name {
			return m.index
		}
		if m.name == "GET" {
			get = m.index
		}
	}
	if name == "HEAD" {
		return get
	}
	return -1
}

// edges finds a child by literal. The hash looks at the length and three bytes
// only: names of one node are few and differ there, and it costs less than
// hashing the text.
type edges struct {
	buckets [][]edge // a power of two, or none
}

type edge struct {
	lit  string
	next *node
}

func (e *edges) get(lit string) *node {
	if len(e.buckets) == 0 {
		return nil
	}
	b := e.buckets[hash(lit)&uint(len(e.buckets)-1)]
	for i := range b {
		if b[i].lit == lit {
			return b[i].next
		}
	}
	return nil
}

func hash(s string) uint {
	if len(s) == 0 {
		return 0
	}
	return uint(len(s)) + 3*uint(s[0]) + 7*uint(s[len(s)/2]) + 13*uint(s[len(s)-1])
}

// makeEdges builds the table for a node.
func makeEdges(list []edge) edges {
	if len(list) == 0 {
		return edges{}
	}
	size := 1
	for len(list) > 1 && size < 2*len(list) {
		size *= 2
	}
	e := edges{buckets: make([][]edge, size)}
	for _, x := range list {
		at := hash(x.lit) & uint(size-1)
		e.buckets[at] = append(e.buckets[at], x)
	}
	return e
}
