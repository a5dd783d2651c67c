package ecma

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// maxDepth bounds groups inside of groups: a document is not trusted.
const maxDepth = 250

// parser reads one expression. Its methods stop at the first error.
type parser struct {
	text   string
	at     int
	depth  int
	groups int      // capturing groups of the whole expression
	names  []string // names of groups
	refs   []string // \k<name>
	fold   bool     // modifier i
	line   bool     // modifier m
	dotAll bool     // modifier s
	err    error
}

// Parse reads an expression. The error names the construct and its place, a
// byte offset.
func Parse(text string) (*Node, error) {
	p := &parser{text: text, groups: countGroups(text)}
	if !utf8.ValidString(text) {
		return nil, fmt.Errorf("the expression is no UTF-8")
	}
	n := p.alternate()
	if p.err == nil && p.at < len(text) {
		p.fail("unmatched )")
	}
	for _, name := range p.refs {
		if !contains(p.names, name) {
			p.fail("\\k<" + name + "> refers to no group")
		}
	}
	if p.err != nil {
		return nil, p.err
	}
	return n, nil
}

func contains(names []string, name string) bool {
	for _, n := range names {
		if n == name {
			return true
		}
	}
	return false
}

// countGroups counts the groups that capture; back references may come first.
func countGroups(text string) int {
	n, class := 0, false
	for i := 0; i < len(text); i++ {
		switch c := text[i]; {
		case c == '\\':
			i++
		case class:
			class = c != ']'
		case c == '[':
			class = true
		case c == '(':
			named := strings.HasPrefix(text[i:], "(?<") && !strings.HasPrefix(text[i:], "(?<=") && !strings.HasPrefix(text[i:], "(?<!")
			if named || !strings.HasPrefix(text[i:], "(?") {
				n++
			}
		}
	}
	return n
}

// fail notes the first error and moves to the end, which stops all loops.
func (p *parser) fail(what string) *Node {
	if p.err == nil {
		p.err = fmt.Errorf("%s at byte %d", what, p.at)
	}
	p.at = len(p.text)
	return &Node{Op: Empty}
}

// more reports that there is text left that does not start with c.
func (p *parser) more() bool { return p.at < len(p.text) }

// eat skips a text if it comes next.
func (p *parser) eat(s string) bool {
	if !strings.HasPrefix(p.text[p.at:], s) {
		return false
	}
	p.at += len(s)
	return true
}

// next takes one code point.
func (p *parser) next() rune {
	r, n := utf8.DecodeRuneInString(p.text[p.at:])
	p.at += n
	return r
}

// alternate reads up to ")" or the end.
func (p *parser) alternate() *Node {
	if p.depth++; p.depth > maxDepth {
		return p.fail("groups are nested too deeply")
	}
	defer func() { p.depth-- }()
	subs := []*Node{p.concat()}
	for p.eat("|") {
		subs = append(subs, p.concat())
	}
	if len(subs) == 1 {
		return subs[0]
	}
	return &Node{Op: Alternate, Sub: subs}
}

// concat reads up to "|", ")" or the end.
func (p *parser) concat() *Node {
	var subs []*Node
	for p.more() && p.text[p.at] != '|' && p.text[p.at] != ')' {
		n := p.quantified()
		if n.Op == Concat {
			subs = append(subs, n.Sub...)
		} else if n.Op != Empty {
			subs = append(subs, n)
		}
	}
	switch len(subs) {
	case 0:
		return &Node{Op: Empty}
	case 1:
		return subs[0]
	}
	return &Node{Op: Concat, Sub: subs}
}

// quantified reads an atom with its quantifier.
func (p *parser) quantified() *Node {
	n, repeatable := p.atom()
	low, high, ok := p.quantifier()
	if !ok {
		return n
	}
	if !repeatable {
		return p.fail("nothing to repeat")
	}
	p.eat("?") // lazy or not makes no difference to whether a text matches
	switch {
	case low == 1 && high == 1, n.Op == Empty:
		return n
	case high == 0:
		return &Node{Op: Empty}
	}
	return &Node{Op: Repeat, Sub: []*Node{n}, Min: low, Max: high}
}

// quantifier reads "*", "+", "?" or "{n,m}" if one comes next.
func (p *parser) quantifier() (low, high int, ok bool) {
	switch {
	case p.eat("*"):
		return 0, -1, true
	case p.eat("+"):
		return 1, -1, true
	case p.eat("?"):
		return 0, 1, true
	case !p.eat("{"):
		return 0, 0, false
	}
	start := p.at - 1
	low, ok = p.number()
	high = low
	if ok && p.eat(",") {
		var limited bool
		if high, limited = p.number(); !limited {
			high = -1
		}
	}
	if !ok || !p.eat("}") {
		p.at = start // a brace as itself
		return 0, 0, false
	}
	if high >= 0 && high < low {
		p.fail("the limits of a quantifier are out of order")
	}
	return low, high, true
}

// number reads digits, up to a bound that no text reaches.
func (p *parser) number() (int, bool) {
	n, start := 0, p.at
	for p.more() && p.text[p.at]-'0' <= 9 {
		n = min(n*10+int(p.text[p.at]-'0'), 1<<30)
		p.at++
	}
	return n, p.at > start
}

// atom reads what a quantifier may follow, or an assertion.
func (p *parser) atom() (n *Node, repeatable bool) {
	switch c := p.text[p.at]; c {
	case '^':
		p.at++
		return p.anchor(Begin), false
	case '$':
		p.at++
		return p.anchor(End), false
	case '(':
		p.at++
		return p.group()
	case '.':
		p.at++
		if p.dotAll {
			return &Node{Op: Class, Set: anySet}, true
		}
		return &Node{Op: Class, Set: lineSet.Negate()}, true
	case '[':
		p.at++
		return p.class(), true
	case '\\':
		return p.escape()
	case '*', '+', '?':
		return p.fail("nothing to repeat"), false
	case '{':
		at := p.at
		if _, _, ok := p.quantifier(); ok {
			return p.fail("nothing to repeat"), false
		}
		p.at = at
	}
	return p.literal(p.next()), true
}

// literal gives the node of one code point.
func (p *parser) literal(r rune) *Node {
	return p.classNode(clean([]rune{r, r}))
}

// classNode gives the node of a set, under the modifier i with all cases.
func (p *parser) classNode(s Set) *Node {
	if p.fold {
		s = s.fold()
	}
	return &Node{Op: Class, Set: s}
}

// anchor gives "^" or "$". In lines they are lookaround for a line terminator.
func (p *parser) anchor(op Op) *Node {
	switch {
	case p.line && op == Begin:
		return &Node{Op: Behind, Sub: []*Node{lineStart}}
	case p.line:
		return &Node{Op: Ahead, Sub: []*Node{lineEnd}}
	}
	return &Node{Op: op}
}

// What "^" looks back at and "$" looks at under the modifier m.
var (
	lineStart = &Node{Op: Alternate, Sub: []*Node{{Op: Begin}, {Op: Class, Set: lineSet}}}
	lineEnd   = &Node{Op: Alternate, Sub: []*Node{{Op: End}, {Op: Class, Set: lineSet}}}
)

// group reads what follows "(".
func (p *parser) group() (n *Node, repeatable bool) {
	fold, line, dotAll := p.fold, p.line, p.dotAll
	var look *Node
	switch {
	case p.eat("?:"):
	case p.eat("?="):
		look = &Node{Op: Ahead}
	case p.eat("?!"):
		look = &Node{Op: Ahead, Not: true}
	case p.eat("?<="):
		look = &Node{Op: Behind}
	case p.eat("?<!"):
		look = &Node{Op: Behind, Not: true}
	case p.eat("?<"):
		p.groupName()
	case p.eat("?"):
		p.modifiers()
	}
	n = p.alternate()
	if !p.eat(")") {
		return p.fail("missing )"), true
	}
	p.fold, p.line, p.dotAll = fold, line, dotAll
	if look != nil {
		look.Sub = []*Node{n}
		return look, look.Op == Ahead // to repeat those is Annex B
	}
	return n, true
}

// groupName reads "name>" of a group that is not defined yet.
func (p *parser) groupName() {
	name, ok := p.name()
	switch {
	case !ok:
		p.fail("bad name of a group")
	case contains(p.names, name):
		p.fail("two groups are named " + name)
	}
	p.names = append(p.names, name)
}

// name reads an identifier and ">".
func (p *parser) name() (string, bool) {
	name, _, ok := strings.Cut(p.text[p.at:], ">")
	for i, r := range name {
		start := r == '$' || r == '_' || unicode.In(r, unicode.L, unicode.Nl, unicode.Other_ID_Start)
		part := unicode.In(r, unicode.Mn, unicode.Mc, unicode.Nd, unicode.Pc, unicode.Other_ID_Continue) || r == 0x200c || r == 0x200d
		if !start && (i == 0 || !part) {
			return "", false
		}
	}
	if !ok || name == "" {
		return "", false
	}
	p.at += len(name) + 1
	return name, true
}

// modifiers reads "ims-ims:" of a group.
func (p *parser) modifiers() {
	on, seen := true, ""
	for p.more() {
		c := p.text[p.at]
		p.at++
		switch {
		case c == ':' && seen != "" && seen != "-":
			return
		case c == '-' && on:
			on = false
		case strings.IndexByte("ims", c) >= 0 && strings.IndexByte(seen, c) < 0:
			p.modify(c, on)
		default:
			p.at--
			p.fail("(? starts no group of ECMA-262")
			return
		}
		seen += string(c)
	}
}

func (p *parser) modify(c byte, on bool) {
	switch c {
	case 'i':
		p.fold = on
	case 'm':
		p.line = on
	case 's':
		p.dotAll = on
	}
}
