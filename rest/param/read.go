package param

import (
	"strconv"
	"strings"

	"github.com/specho/specho/rest/rule"
)

// Read reads a scalar with parse, whose rule is r: one of a type that is the user's. It reports whether the
// parameter is there and good; v is only set then.
func Read[T, R any](p *Reader, x *Param, v *T, r *R, parse func(v *T, text string, r *R) rule.Fault) bool {
	text, ok := p.Text(x)
	return ok && p.good(x, parse(v, text, r), text)
}

// good reports whether there is no fault, and records the one there is.
func (p *Reader) good(x *Param, f rule.Fault, text string) bool {
	if f.Type == "" {
		return true
	}
	p.Fault(x, f, text)
	return false
}

// ReadList reads an array: every item with parse, then the rule of the whole. It
// reports whether the parameter is there and good; v is only set then.
func ReadList[T any](p *Reader, x *Param, v *[]T, r *rule.Array, parse func(*T, string) rule.Fault) bool {
	texts, ok := p.List(x)
	if !ok {
		return false
	}
	if f := r.Check(len(texts)); f.Type != "" {
		p.Fault(x, f, strings.Join(texts, ","))
		if r.Full(len(texts) - 1) {
			return false // reading what is too much helps nobody
		}
		ok = false
	}
	items := make([]T, len(texts))
	for i, text := range texts {
		if f := parse(&items[i], text); f.Type != "" {
			p.FaultAt(x, i, f, text)
			ok = false
		}
	}
	if !ok {
		return false
	}
	if r != nil && r.Unique {
		if i := firstEqual(items, texts); i >= 0 {
			p.Fault(x, r.Repeated(i), strings.Join(texts, ","))
			return false
		}
	}
	*v = items
	return true
}

// firstEqual gives the index of the first item that is equal to one before it,
// or -1. The texts of equal values are equal but for numbers: 1, 1.0 and 1e0.
func firstEqual[T any](items []T, texts []string) int {
	seen := make(map[string]bool, len(texts))
	for i, key := range texts {
		switch v := any(&items[i]).(type) {
		case *float64:
			key = strconv.FormatFloat(*v+0, 'g', -1, 64)
		case *float32:
			key = strconv.FormatFloat(float64(*v+0), 'g', -1, 32)
		}
		if seen[key] {
			return i
		}
		seen[key] = true
	}
	return -1
}

// ReadObject reads an object: every member with set, which reports false for a
// name that it does not know, then the rule of the whole. It reports whether the
// parameter is there and good; *v may be partly set otherwise.
//
// A required object whose members stand under their own names has no name that
// could be missing: its required members are.
func ReadObject[T any](p *Reader, x *Param, v *T, r *rule.Members, set func(v *T, name, text string) (f rule.Fault, known bool)) bool {
	at := *x
	at.Required = x.Required && !(x.pairs() && r != nil && len(r.Required) > 0)
	found := len(p.faults.list)
	members, ok := p.Members(&at)
	if !ok && (len(p.faults.list) > found || at.Required == x.Required) {
		return false
	}
	for _, m := range members {
		f, known := set(v, m.Name, m.Text)
		if !known && r != nil && r.Closed {
			f = rule.Extra()
		}
		if f.Type != "" {
			p.FaultAt(x, m.Name, f, m.Text)
			ok = false
		}
	}
	return p.whole(x, r, members) && ok
}

// ReadDict reads an object without declared properties: parse reads the text of each,
// r is about their number. It is false, and *v as it was, if there is no object or it
// breaks the contract, which is recorded.
func ReadDict[M ~map[string]T, T any](p *Reader, x *Param, v *M, r *rule.Map, parse func(*T, string) rule.Fault) bool {
	members, ok := p.Members(x)
	if !ok {
		return false
	}
	all := make(M, len(members))
	for _, m := range members {
		var item T
		if f := parse(&item, m.Text); f.Type != "" {
			p.FaultAt(x, m.Name, f, m.Text)
			ok = false
		}
		all[m.Name] = item
	}
	if f := r.Check(len(all)); f.Type != "" {
		p.Fault(x, f, "")
		ok = false
	}
	if ok {
		*v = all
	}
	return ok
}

// Others records the fields of a form that have none of these names: "a[b]" is a
// member of a.
func (p *Reader) Others(names []string) {
	form := &Param{In: Form}
	for _, pair := range p.pairsOf(form) {
		name, _, deep := strings.Cut(pair.name, "[")
		if has(names, pair.name) || deep && has(names, name) {
			continue
		}
		form.Name = pair.name
		p.FaultIn(form, nil, rule.Extra(), nil)
	}
}

// whole checks what concerns all members of an object together.
func (p *Reader) whole(x *Param, r *rule.Members, members []Member) bool {
	if r == nil {
		return true
	}
	good := true
	for i, name := range r.Names {
		if i/64 < len(r.Required) && r.Required[i/64]>>(i%64)&1 != 0 && !hasMember(members, name) {
			p.MissingAt(x, name)
			good = false
		}
	}
	if f := r.Check(distinct(members)); f.Type != "" {
		p.Fault(x, f, "")
		good = false
	}
	return good
}

// distinct counts the names of members.
func distinct(members []Member) int {
	n := 0
	again := repeats(members)
	for i := range members {
		if !again(i) {
			n++
		}
	}
	return n
}
