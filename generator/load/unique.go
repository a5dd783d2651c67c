package load

import (
	"fmt"
	"slices"

	"github.com/specho/specho/generator/diag"
)

// maxRepeats bounds the repeated names that are told one by one.
const maxRepeats = 1000

// duplicates settles names that stand twice in an object: two objects are merged,
// equal values are one, and of different ones the last counts, as it does for most
// readers of JSON.
type duplicates struct {
	told  []repeat
	more  int // names that are not told
	steps int // nodes compared and merged
}

// repeat is a name that stood before, and what was made of the two.
type repeat struct {
	first, again *Node
	done         string
}

// unique returns members with every name once. They are those of the object in.
func (d *duplicates) unique(in *Node, members []*Node) []*Node {
	if len(members) < indexFrom && !repeated(members) {
		return members
	}
	at := make(map[string]int, len(members))
	kept := members[:0]
	for _, m := range members {
		i, found := at[m.Name]
		if !found {
			at[m.Name] = len(kept)
			kept = append(kept, m)
			continue
		}
		kept[i] = d.settle(in, kept[i], m, false)
	}
	return kept
}

// repeated reports whether a name stands twice in a short list.
func repeated(members []*Node) bool {
	for i := range members {
		for _, m := range members[:i] {
			if m.Name == members[i].Name {
				return true
			}
		}
	}
	return false
}

// settle makes one member of two of one name. Inside of objects that are merged, only
// what is lost is told.
func (d *duplicates) settle(in, first, again *Node, inside bool) *Node {
	first.Parent, again.Parent = in, in // where they stand: one of them is in no tree
	if d.steps++; d.steps > maxAliased {
		return again // the file is refused
	}
	switch {
	case first.Kind == Object && again.Kind == Object:
		if !inside {
			d.tell(first, again, "the two are merged")
		}
		return d.merge(first, again)
	case again.Kind == Null && first.Kind != Null:
		d.tell(first, again, "the first one counts, this one is empty")
		return first
	case d.equal(first, again):
		if !inside {
			d.tell(first, again, "the two are the same")
		}
		return first
	}
	d.tell(first, again, "the last one counts")
	return again
}

// merge returns an object with the members of both.
func (d *duplicates) merge(first, again *Node) *Node {
	c := *first
	n := &c
	n.index = nil
	n.Members = slices.Grow(own(first), len(again.Members))
	at := make(map[string]int, len(n.Members))
	for i, m := range n.Members {
		at[m.Name] = i
	}
	for _, m := range own(again) {
		if i, found := at[m.Name]; found {
			n.Members[i] = d.settle(n, n.Members[i], m, true)
		} else {
			n.Members = append(n.Members, m)
		}
	}
	d.steps += len(n.Members)
	n.adopt()
	return n
}

// own returns the members of n for another object: those of an alias are copied.
func own(n *Node) []*Node {
	list := slices.Clone(n.Members)
	for i, m := range list {
		if m.Parent != n {
			list[i] = m.copyTo(m.key, m.off)
		}
	}
	return list
}

// equal reports whether two values are the same. It gives up where there is too much
// to compare.
func (d *duplicates) equal(a, b *Node) bool {
	if a.Kind != b.Kind || a.Text != b.Text || a.size != b.size || len(a.Items) != len(b.Items) || len(a.Members) != len(b.Members) {
		return false
	}
	if d.steps++; d.steps > maxAliased {
		return false
	}
	for i := range a.Items {
		if !d.equal(a.Items[i], b.Items[i]) {
			return false
		}
	}
	for _, m := range a.Members {
		if o := b.Get(m.Name); o == nil || !d.equal(m, o) {
			return false
		}
	}
	return true
}

func (d *duplicates) tell(first, again *Node, done string) {
	if len(d.told) == maxRepeats {
		d.more++
		return
	}
	d.told = append(d.told, repeat{first, again, done})
}

// problem is why the file cannot be read: aliases and repeated names together can ask
// for more work than a file of that size deserves.
func (d *duplicates) problem() *syntaxError {
	if d.steps <= maxAliased {
		return nil
	}
	return &syntaxError{rule: "duplicate-key", message: fmt.Sprintf("merging the names that stand twice takes more than %d steps", maxAliased)}
}

// diagnostics tells what was done with the names that stand twice, when the tree is
// finished.
func (d *duplicates) diagnostics() []diag.Diagnostic {
	list := make([]diag.Diagnostic, 0, len(d.told)+1)
	for _, r := range d.told {
		list = append(list, diag.Diagnostic{
			Severity: diag.Warning, Pos: r.again.Pos(), Pointer: r.again.Pointer(), Rule: "duplicate-key",
			Message: fmt.Sprintf("the name %q stands twice in this object, first at %s: %s", r.again.Name, r.first.Pos(), r.done),
			Hint:    "write it once: readers of YAML and JSON disagree about names that stand twice",
		})
	}
	if d.more > 0 {
		last := d.told[len(d.told)-1].again
		list = append(list, diag.Diagnostic{
			Severity: diag.Warning, Pos: last.Pos(), Pointer: "#", Rule: "duplicate-key",
			Message: fmt.Sprintf("%d more names stand twice in their objects: they are treated alike", d.more),
		})
	}
	return list
}
