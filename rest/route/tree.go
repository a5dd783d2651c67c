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
	usual  [usualMethods]int32 // index of the route by usualMethod; -1: none
	others []method
	allow  string
}

type method struct {
	name  string
	index int
}

// usualMethods is the number of methods that usualMethod knows.
const usualMethods = 7

// usualMethod gives the place of a method in leaf.usual, -1 for one that is rare.
func usualMethod(name string) int {
	switch name {
	case "GET":
		return 0
	case "HEAD":
		return 1
	case "POST":
		return 2
	case "PUT":
		return 3
	case "PATCH":
		return 4
	case "DELETE":
		return 5
	case "OPTIONS":
		return 6
	}
	return -1
}

// outcome is what Match gives for the only leaf that fits a path; nil: there is none.
func (l *leaf) outcome(method string) (index int, o Outcome) {
	if l == nil {
		return -1, NotFound
	}
	if index = l.find(method); index < 0 {
		return -1, MethodNotAllowed
	}
	return index, Found
}

// find gives the index of the route for a method, or -1.
func (l *leaf) find(name string) int {
	if i := usualMethod(name); i >= 0 {
		return int(l.usual[i])
	}
	for i := range l.others {
		if l.others[i].name == name {
			return l.others[i].index
		}
	}
	return -1
}

// edges finds a child by literal. The hash looks at the length and three bytes
// only: names of one node are few and differ there, and it costs less than
// hashing the text. The seed is chosen so that each name has a slot of its own.
type edges struct {
	slots []edge // a power of two, or none
	seed  uint32
}

type edge struct {
	lit  string
	next *node
	more *edge // another literal of the same hash
}

// get gives the child of a literal; there are slots.
func (e *edges) get(lit string) *node {
	x := &e.slots[hash(lit, e.seed)&uint32(len(e.slots)-1)]
	for x.lit != lit {
		if x = x.more; x == nil {
			return nil
		}
	}
	return x.next
}

func hash(s string, seed uint32) uint32 {
	if len(s) == 0 {
		return 0
	}
	h := uint32(len(s)) ^ uint32(s[0])<<8 ^ uint32(s[len(s)/2])<<16 ^ uint32(s[len(s)-1])<<24
	return h * seed >> 16
}

// makeEdges builds the table for a node, the smallest that has no collisions.
func makeEdges(list []edge) edges {
	if len(list) == 0 {
		return edges{}
	}
	size := 1
	for size < len(list) {
		size *= 2
	}
	for range 4 {
		for try := range uint32(64) {
			e := edges{slots: make([]edge, size), seed: 0x9e3779b1 + 2*try}
			if e.fill(list) == 0 {
				return e
			}
		}
		size *= 2
	}
	e := edges{slots: make([]edge, size), seed: 0x9e3779b1}
	e.fill(list)
	return e
}

// fill puts the literals into their slots and counts those that share one.
func (e *edges) fill(list []edge) (shared int) {
	for _, x := range list {
		slot := &e.slots[hash(x.lit, e.seed)&uint32(len(e.slots)-1)]
		if slot.next != nil {
			shared++
			first := *slot
			x.more = &first
		}
		*slot = x
	}
	return shared
}
