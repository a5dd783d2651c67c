package render

import (
	"slices"
	"strings"

	"github.com/specho/specho/generator/model"
)

// goType is the Go type of a value, without what can be missing.
func (p *printer) goType(v *model.Value) string {
	if v.Type != nil {
		return p.declared(v.Type)
	}
	return p.underlying(v)
}

// declared is the name of a declared type, from where the file sees it: that of the
// package that the document has it in, unless importing it would close a circle.
func (p *printer) declared(t *model.Type) string {
	if p.byAlias(t) {
		return p.qualified(t.Alias.Package, t.Alias.Go.Name)
	}
	return p.home(t)
}

// home is the name of a type in the package that declares it.
func (p *printer) home(t *model.Type) string { return p.qualified(t.Package, t.Go.Name) }

// byAlias reports whether a type is known by its alias: to its own package, and to
// those that are above it in any case.
func (p *printer) byAlias(t *model.Type) bool {
	file, main := p.file.Package, p.file.API.Main
	switch {
	case t.Alias == nil || file == t.Package:
		return false
	case file == nil || file == main || file == t.Alias.Package:
		return true
	}
	return t.Alias.Package != main && file.Shared != t.Package
}

// qualified is an exported name of a package, from where the file sees it.
func (p *printer) qualified(of *model.Package, name string) string {
	switch {
	case of == p.file.Package:
		return name
	case p.file.Stubs != nil && of == p.file.API.Main:
		return p.generated() + "." + name
	}
	return p.importNamed(of.Path, of.Go.Import) + "." + name
}

// sealed is what members of a union are, from where the file sees it.
func (p *printer) sealed(t *model.Type) string { return p.qualified(t.Package, t.Go.Sealed) }

// wrapper is the type that wraps a member of a union.
func (p *printer) wrapper(t *model.Type, v *model.Variant) string {
	return p.qualified(t.Package, v.Go.Wrapper)
}

// constant is the constant of an enum's value.
func (p *printer) constant(t *model.Type, v *model.EnumValue) string {
	if p.byAlias(t) {
		i := slices.IndexFunc(t.Alias.Members, func(m model.AliasMember) bool { return m.Value == v })
		return p.qualified(t.Alias.Package, t.Alias.Members[i].Name)
	}
	return p.homeConstant(t, v)
}

func (p *printer) homeConstant(t *model.Type, v *model.EnumValue) string {
	return p.qualified(t.Package, v.Site.Name)
}

// underlying is the Go type of a value where a declared name is not used.
func (p *printer) underlying(v *model.Value) string {
	switch v.Shape {
	case model.Named:
		return p.declared(v.Type)
	case model.List:
		return "[]" + p.held(v.Elem, v.ElemNil)
	case model.Dict:
		return "map[string]" + p.held(v.Elem, v.ElemNil)
	}
	if v.Go.Import == "" {
		return v.Go.Name
	}
	name, star := strings.CutPrefix(v.Go.Name, "*")
	t := p.importOwn(v.Go.Import) + "." + name
	if star {
		t = "*" + t
	}
	return t
}

// held is the Go type that a presence makes of a value's.
func (p *printer) held(v *model.Value, presence model.Presence) string {
	t := p.goType(v)
	switch presence {
	case model.Optional:
		return p.importPackage("rest") + ".Opt[" + t + "]"
	case model.Nullable:
		return p.importPackage("rest") + ".Null[" + t + "]"
	case model.OptNull:
		if isObject(v) {
			t = "*" + t
		}
		return p.importPackage("rest") + ".OptNull[" + t + "]"
	case model.Pointer, model.NullPtr:
		return "*" + t
	}
	return t
}

func isObject(v *model.Value) bool {
	return v != nil && v.Shape == model.Named && v.Type.Kind == model.Struct
}

// byPointer reports whether the pointer that holds a JSON body is what reads and
// appends it: nil is no value of it.
func byPointer(c *model.Content) bool { return isObject(c.Value) && !c.Null }

// codesItself reports whether the Go type of a JSON body has the methods that read
// and append it.
func codesItself(c *model.Content) bool { return c.Value.Shape == model.Named && c.Helper == nil }

// listOf is the list a value is, or the one its declared type is; else nil.
func listOf(v *model.Value) *model.Value {
	if v.Shape == model.Named && v.Type.Kind == model.Array {
		return v.Type.Value
	}
	if v.Shape == model.List {
		return v
	}
	return nil
}

// zeroable reports whether Name{} is the zero value of t.
func zeroable(t *model.Type) bool { return t.Kind == model.Struct || t.Kind == model.Union }

// contentType is the Go type of a body.
func (p *printer) contentType(c *model.Content) string {
	switch c.Coding {
	case model.CodeJSON:
		return p.held(c.Value, c.Presence)
	case model.CodeForm, model.CodeMultipart:
		if c.Form != nil && !isBranch(c) {
			return "*" + p.declared(c.Form)
		}
		return "string"
	case model.CodeText:
		return "string"
	case model.CodeEvents:
		return p.importPackage("rest") + ".Events[" + p.itemType(c) + "]"
	case model.CodeLines:
		if !isBranch(c) {
			return "*" + p.importPackage("rest") + ".LineReader[" + p.itemType(c) + "]"
		}
		return p.importPackage("rest") + ".Lines[" + p.itemType(c) + "]"
	}
	return p.importPackage("io") + ".Reader"
}

// itemType is the Go type of an item of a stream: only those that can be null are
// held as bodies are.
func (p *printer) itemType(c *model.Content) string {
	if c.Null {
		return p.held(c.Value, c.Presence)
	}
	return p.goType(c.Value)
}

func isBranch(c *model.Content) bool { return c.Branch }

// bodyType is the Go type of the Body field of a request.
func (p *printer) bodyType(b *model.Body) string {
	if b.Variants {
		return b.Go.Type
	}
	t := p.contentType(b.Contents[0])
	if wrapsBody(b) && !b.Required {
		return p.importPackage("rest") + ".Opt[" + t + "]"
	}
	return t
}

// wrapsBody reports whether an optional body needs a wrapper: its Go type has no
// nil that can stand for absence.
func wrapsBody(b *model.Body) bool {
	c := b.Contents[0]
	switch {
	case b.Variants:
		return false
	case c.Coding == model.CodeText:
		return true
	case c.Coding != model.CodeJSON || isObject(c.Value) || c.Presence != model.Required:
		return false
	}
	return c.Value.Shape == model.Scalar && c.Value.Kind != "Raw" ||
		c.Value.Shape == model.Named && (c.Value.Type.Kind == model.Enum || c.Value.Type.Kind == model.Union)
}

func (p *printer) headerType(h *model.Header) string {
	if h.Cookie {
		return "[]*" + p.importPackage("net/http") + ".Cookie"
	}
	return p.held(h.Value, h.Presence)
}
