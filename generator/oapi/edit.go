package oapi

import (
	"cmp"
	"fmt"
	"go/ast"
	"go/token"
	"slices"
	"strings"

	"github.com/specho/specho/generator/model"
)

// change replaces the bytes from start to end of a text.
type change struct {
	start, end int
	text       string
}

// editor collects the changes to what oapi-codegen prints.
type editor struct {
	text    string
	fset    *token.FileSet
	changes []change
	forms   map[string]string // function that writes a form: its fields
	types   map[string]string // alias of a body: the type
}

// known is what the editor cannot see in the text.
type known struct {
	forms map[string]string // function that writes a form: its fields, as Go code
	types map[string]string // alias that oapi-codegen has no type for: the type
}

// edit takes away package clause and imports, and makes these changes:
//   - media types of answers are compared as such, not as text;
//   - forms are written with the styles of the document;
//   - a body has one name, not a name and an alias for it;
//   - parameters have no tags: nothing reads them, and two can be the same.
func edit(text string, k known) ([]byte, error) {
	fset, f, err := parse([]byte(text))
	if err != nil {
		return nil, err
	}
	e := &editor{text: text, fset: fset, forms: k.forms, types: k.types}
	begin := 0
	for _, d := range f.Decls {
		switch d := d.(type) {
		case *ast.GenDecl:
			if d.Tok == token.IMPORT {
				begin = e.offset(d.End())
				continue
			}
			e.alias(d)
			e.tags(d)
		case *ast.FuncDecl:
			e.function(d)
		}
	}
	return e.apply(begin), nil
}

func (e *editor) offset(p token.Pos) int { return e.fset.Position(p).Offset }

func (e *editor) replace(n ast.Node, text string) {
	e.changes = append(e.changes, change{e.offset(n.Pos()), e.offset(n.End()), text})
}

func (e *editor) source(n ast.Node) string { return e.text[e.offset(n.Pos()):e.offset(n.End())] }

// alias takes `type XJSONBody = T` away and declares XJSONRequestBody as T. The
// former comes first.
func (e *editor) alias(d *ast.GenDecl) {
	if d.Tok != token.TYPE || len(d.Specs) != 1 {
		return
	}
	t := d.Specs[0].(*ast.TypeSpec)
	name := t.Name.Name
	switch {
	case !t.Assign.IsValid() || !strings.HasSuffix(name, "Body"):
	case !strings.HasSuffix(name, "RequestBody"):
		if e.types[name] == "" {
			e.types[name] = e.source(t.Type)
		}
		start := d.Pos()
		if d.Doc != nil {
			start = d.Doc.Pos()
		}
		e.changes = append(e.changes, change{e.offset(start), e.offset(d.End()), ""})
	case e.types[e.source(t.Type)] != "":
		e.replace(t.Type, e.types[e.source(t.Type)])
	}
}

// tags takes away the tags of fields.
func (e *editor) tags(d *ast.GenDecl) {
	ast.Inspect(d, func(n ast.Node) bool {
		if f, ok := n.(*ast.Field); ok && f.Tag != nil {
			e.replace(f.Tag, "")
		}
		return true
	})
}

func (e *editor) function(d *ast.FuncDecl) {
	ast.Inspect(d, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.BinaryExpr:
			if n.Op == token.EQL && e.source(n.X) == contentType {
				e.replace(n, fmt.Sprintf("runtime.IsMedia(%s, %s)", contentType, e.source(n.Y)))
				return false
			}
		case *ast.CallExpr:
			switch e.source(n.Fun) {
			case "strings.Contains":
				if e.source(n.Args[0]) == contentType {
					e.replace(n, "runtime.IsJSON("+contentType+")")
				}
			case "runtime.MarshalForm":
				if fields := e.forms[d.Name.Name]; fields != "" {
					e.replace(n.Args[1], fields)
				}
			}
		}
		return true
	})
}

const contentType = `rsp.Header.Get("Content-Type")`

// apply returns the text from begin on with all changes made.
func (e *editor) apply(begin int) []byte {
	slices.SortFunc(e.changes, func(a, b change) int { return cmp.Compare(a.start, b.start) })
	var out []byte
	for _, c := range e.changes {
		out = append(append(out, e.text[begin:c.start]...), c.text...)
		begin = c.end
	}
	return append(out, e.text[begin:]...)
}

// knownOf collects what the model knows of forms: oapi-codegen makes a struct for
// each, whatever the document says of its Go type.
func knownOf(ops []*operation) known {
	k := known{forms: map[string]string{}, types: map[string]string{}}
	for _, o := range ops {
		for _, b := range o.bodies {
			if b.form == nil {
				continue
			}
			k.types[o.name+"FormdataBody"] = b.goType
			k.forms["New"+o.name+"RequestWithFormdataBody"] = fieldList(b.form.Fields)
		}
	}
	return k
}

// fieldList is Go code for the fields that are not written in the style of forms,
// empty if all are.
func fieldList(params []*model.Param) string {
	var b strings.Builder
	for _, p := range params {
		json := p.Reading == model.ReadContent
		if p.Style == "form" && p.Explode && !json {
			continue
		}
		fmt.Fprintf(&b, "{Name: %q, Style: %q, Explode: %t, JSON: %t},\n", p.Name, p.Style, p.Explode, json)
	}
	if b.Len() == 0 {
		return ""
	}
	return "[]runtime.Field{\n" + b.String() + "}"
}
