package param

import (
	"strings"
	"unicode/utf8"
)

// Members gives the properties of an object: names and texts, decoded, in the
// order of the request. It is false if there is no object, or none that can be
// used; if that is a mistake of the client, it is recorded. The slice is valid
// until the next call of Members.
//
// A name is there once, unless it is in x.Lists. An exploded object in FormStyle
// takes the pairs whose names are in x.Members, and with x.Open all others but
// those in x.Except.
func (p *Reader) Members(x *Param) ([]Member, bool) {
	p.used = true
	p.members = reuse(p.members)
	var ok bool
	switch {
	case x.pairs():
		ok = p.spreadMembers(x)
	case x.style() == DeepObject:
		ok = p.deepMembers(x)
	default:
		ok = p.textMembers(x)
	}
	if !ok {
		return nil, false
	}
	return p.members, p.once(x)
}

func (p *Reader) spreadMembers(x *Param) bool {
	good := true
	pairs := p.pairsOf(x)
	for i := range pairs {
		name, value := pairs[i].name, pairs[i].value
		if !x.takes(name) {
			continue
		}
		for more := x.In == Cookie; more; {
			var first, second string
			first, second, value, more = cutCookie(value, x.takes)
			if more {
				good = p.pairMember(x, name, first) && good
				name = second
			}
		}
		good = p.pairMember(x, name, value) && good
	}
	if good && len(p.members) == 0 {
		p.missing(x)
		return false
	}
	return good
}

// deepMembers collects name[member]=value.
func (p *Reader) deepMembers(x *Param) bool {
	good := true
	pairs := p.pairsOf(x)
	for i := range pairs {
		rest, ok := strings.CutPrefix(pairs[i].name, x.Name)
		if !ok || len(rest) < 2 || rest[0] != '[' || rest[len(rest)-1] != ']' {
			continue
		}
		good = p.pairMember(x, rest[1:len(rest)-1], pairs[i].value) && good
	}
	if good && len(p.members) == 0 {
		p.missing(x)
		return false
	}
	return good
}

// textMembers reads an object that is one text: "R,100,G,200", or with explode
// "R=100,G=200".
func (p *Reader) textMembers(x *Param) bool {
	if !p.objectTokens(x) {
		return false
	}
	if x.Explode {
		return p.namedMembers(x)
	}
	if len(p.items)%2 != 0 {
		p.styleFault(x, strings.Join(p.items, ","), "name,value,name,value")
		return false
	}
	good := true
	for i := 0; i < len(p.items); i += 2 {
		name, ok := p.memberName(x, p.items[i])
		good = ok && p.member(x, name, p.items[i+1]) && good
	}
	return good
}

func (p *Reader) namedMembers(x *Param) bool {
	good := true
	for _, part := range p.items {
		name, value, ok := strings.Cut(part, "=")
		if !ok {
			p.styleFault(x, part, "name=value")
			good = false
			continue
		}
		name, ok = p.memberName(x, name)
		good = ok && p.member(x, name, value) && good
	}
	return good
}

// objectTokens is tokens for objects: ";R=100;G=200" has no name of its own.
func (p *Reader) objectTokens(x *Param) bool {
	if x.style() != Matrix || !x.Explode {
		return p.tokens(x)
	}
	p.items = reuse(p.items)
	raw, _, ok := p.one(x)
	if !ok {
		return false
	}
	rest, ok := strings.CutPrefix(raw, ";")
	if !ok {
		p.styleFault(x, raw, ";name=value;name=value")
		return false
	}
	if rest == "" || sameName(rest, x.Name) {
		return !x.AllowEmpty // ";color" is the empty object
	}
	p.split(rest, delimiter{char: ';', alt: ';'})
	return true
}

// memberName decodes the name of a member.
func (p *Reader) memberName(x *Param, raw string) (string, bool) {
	name, f := decode(x, raw, scan(raw))
	p.Fault(x, f, raw)
	return name, f.Type == ""
}

// pairMember keeps a member whose name is one of a pair: decoded, but any bytes.
func (p *Reader) pairMember(x *Param, name, raw string) bool {
	if !utf8.ValidString(name) {
		p.Fault(x, notUTF8, name)
		return false
	}
	return p.member(x, name, raw)
}

// member decodes and keeps one member.
func (p *Reader) member(x *Param, name, raw string) bool {
	text, f := decode(x, raw, scan(raw))
	if f.Type != "" {
		p.FaultAt(x, name, f, raw)
		return false
	}
	p.members = append(p.members, Member{name, text})
	return true
}

// once reports whether no member is repeated that must not be.
func (p *Reader) once(x *Param) bool {
	good := true
	again := repeats(p.members)
	for i, m := range p.members {
		if again(i) && !has(x.Lists, m.Name) {
			p.repeated(x, m.Name)
			good = false
		}
	}
	return good
}

// repeats gives a function that, called for 0, 1, 2 and so on, reports whether
// the name of that member is one that came before. Few members are compared, many
// are looked up, so that a long query costs no more than its length.
func repeats(list []Member) func(i int) bool {
	if len(list) <= 32 {
		return func(i int) bool { return hasMember(list[:i], list[i].Name) }
	}
	seen := make(map[string]bool, len(list))
	return func(i int) bool {
		again := seen[list[i].Name]
		seen[list[i].Name] = true
		return again
	}
}

func hasMember(list []Member, name string) bool {
	for i := range list {
		if list[i].Name == name {
			return true
		}
	}
	return false
}
