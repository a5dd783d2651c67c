package schema

import (
	"errors"
	"fmt"
	"net/url"
	"strconv"
	"strings"

	"github.com/specho/specho/rest/codec"
)

// parser turns the text of a set into nodes.
type parser struct {
	tape
	nodes   map[int]*node // by token
	list    []*node       // in the order they were met
	pending []int         // tokens of nodes that are still empty
	errs    []error
	own     map[string]Is
}

// parse reads the text of a set: its schemas by name.
func parse(text string, own map[string]Is) (map[string]*node, error) {
	t, err := toTape(text)
	if err != nil {
		return nil, err
	}
	if t.tokens[0].kind != object {
		return nil, errors.New("reading schemas: the table is no object")
	}
	p := &parser{tape: t, own: own, nodes: map[int]*node{}}
	named := map[string]*node{}
	for name, k := range p.each(0) {
		named[name] = p.node(k, "#/"+escapePointer(name))
	}
	for len(p.pending) > 0 && len(p.errs) < 10 {
		k := p.pending[len(p.pending)-1]
		p.pending = p.pending[:len(p.pending)-1]
		p.fill(k)
	}
	if len(p.errs) == 0 {
		p.errs = finish(p.list)
	}
	return named, errors.Join(p.errs...)
}

// toTape indexes text, which must be a JSON document.
func toTape(text string) (tape, error) {
	b := append([]byte(text), make([]byte, codec.Pad)...)
	if len(b) > maxText {
		return tape{}, errors.New("reading schemas: the table is too long")
	}
	var d codec.Decoder
	d.Reset(b)
	if !d.Document(func(d *codec.Decoder, i int) int { return d.Skip(i) }) {
		at, msg, _ := d.SyntaxError()
		return tape{}, fmt.Errorf("reading schemas: offset %d: %s", at, msg)
	}
	t := tape{b: b}
	t.add(space(b, 0))
	return t, nil
}

// each goes over the members of the object k: name and token of the value.
func (t *tape) each(k int) func(yield func(string, int) bool) {
	return func(yield func(string, int) bool) {
		p := k + 1
		for range t.tokens[k].n {
			if !yield(t.text(p), p+1) {
				return
			}
			p = int(t.tokens[p+1].next)
		}
	}
}

// items gives the tokens of the items of the array k.
func (t *tape) items(k int) []int {
	list := make([]int, t.tokens[k].n)
	p := k + 1
	for i := range list {
		list[i] = p
		p = int(t.tokens[p].next)
	}
	return list
}

// fail records an error in the schema at pointer.
func (p *parser) fail(pointer, format string, args ...any) {
	p.errs = append(p.errs, fmt.Errorf("reading the schema at %s: %w", pointer, fmt.Errorf(format, args...)))
}

// node gives the node of the schema at token k; it is filled later.
func (p *parser) node(k int, pointer string) *node {
	if n := p.nodes[k]; n != nil {
		n.shared = true
		return n
	}
	n := &node{id: len(p.list), pointer: pointer, kinds: anyKind}
	p.nodes[k] = n
	p.list = append(p.list, n)
	p.pending = append(p.pending, k)
	return n
}

// fill reads the keywords of the schema at token k.
func (p *parser) fill(k int) {
	n := p.nodes[k]
	switch x := p.tokens[k]; {
	case x.kind == boolean:
		n.never = p.b[x.at] == 'f'
	case x.kind != object:
		p.fail(n.pointer, "a schema must be an object, true or false")
	default:
		for name, v := range p.tape.each(k) {
			if read := keywords[name]; read != nil {
				read(&field{p, n, name, v})
			}
		}
	}
}

// resolve gives the schema that a $ref names: a JSON pointer into the text of
// the set (RFC 6901, section 6).
func (p *parser) resolve(n *node, ref string) *node {
	pointer, local := strings.CutPrefix(ref, "#")
	pointer, err := url.PathUnescape(pointer)
	if !local || err != nil || pointer != "" && pointer[0] != '/' {
		p.fail(n.pointer, "$ref %q is no JSON pointer into the table", ref)
		return nil
	}
	k := 0
	for _, step := range strings.Split(pointer, "/")[1:] {
		if k = p.step(k, unescapePointer.Replace(step)); k < 0 {
			p.fail(n.pointer, "$ref %q leads nowhere", ref)
			return nil
		}
	}
	return p.node(k, ref)
}

// step gives the token of a member or an item of the value k, or -1.
func (p *parser) step(k int, step string) int {
	switch x := p.tokens[k]; x.kind {
	case object:
		return p.member(k, step)
	case array:
		if i, err := strconv.Atoi(step); err == nil && i >= 0 && i < int(x.n) {
			return p.items(k)[i]
		}
	}
	return -1
}

var (
	unescapePointer = strings.NewReplacer("~1", "/", "~0", "~")
	pointerEscapes  = strings.NewReplacer("~", "~0", "/", "~1")
)

func escapePointer(name string) string { return pointerEscapes.Replace(name) }
