package scaffold

import (
	"go/ast"
	"go/token"
	"slices"
	"strings"

	"github.com/specho/specho/generator/model"
	"github.com/specho/specho/generator/plan"
)

// method is a method of the user's.
type method struct {
	decl   *ast.FuncDecl
	source *source
}

// methods are those of a type, and of the types of the folder that it embeds.
type methods struct {
	list     []*method
	embedded []string // of other packages, as typeText writes them
	gen      Generated
}

// find returns the method of that name, or nil.
func (m methods) find(name string) *method {
	for _, x := range m.list {
		if x.decl.Name.Name == name {
			return x
		}
	}
	return nil
}

// covers reports whether the operations of a tag come from an interface of the
// generated package that the type embeds.
func (m methods) covers(tag *model.Tag) bool {
	return slices.Contains(m.embedded, m.gen.ImportPath+"."+tag.Go.Interface) ||
		slices.Contains(m.embedded, m.gen.ImportPath+".Handlers")
}

// handlersType finds the user's handlers type, nil if there is none: the type that
// is said to be the generated Handlers, else the one with most handler methods,
// else a struct with the name that scaffold gives.
func (f *folder) handlersType() *typeDecl {
	return f.findType("Handlers", "Server", f.isHandler)
}

// authenticatorType finds the user's authenticator likewise.
func (f *folder) authenticatorType() *typeDecl {
	return f.findType("Authenticator", "Authenticator", func(*method) bool { return false })
}

func (f *folder) findType(generated, usual string, counts func(*method) bool) *typeDecl {
	if t := f.asserted(generated); t != nil {
		return t
	}
	count := map[string]int{}
	best := ""
	for _, m := range f.allMethods() {
		if name := receiverName(m.decl); counts(m) && f.types[name] != nil {
			count[name]++
			if best == "" || count[name] > count[best] {
				best = name
			}
		}
	}
	if best != "" {
		return f.types[best]
	}
	if t := f.types[usual]; t != nil {
		if _, isStruct := t.spec.Type.(*ast.StructType); isStruct {
			return t
		}
	}
	return nil
}

// asserted finds the type T of a declaration `var _ generated.Handlers = (*T)(nil)`.
func (f *folder) asserted(generated string) *typeDecl {
	want := f.gen.ImportPath + "." + generated
	for _, s := range f.sources {
		for _, decl := range s.file.Decls {
			d, ok := decl.(*ast.GenDecl)
			if !ok || d.Tok != token.VAR {
				continue
			}
			for _, spec := range d.Specs {
				v := spec.(*ast.ValueSpec)
				if v.Type == nil || len(v.Values) != 1 {
					continue
				}
				typ := v.Type
				if x, generic := typ.(*ast.IndexExpr); generic {
					typ = x.X
				}
				if f.typeText(s, typ) == want {
					if t := f.types[typeName(v.Values[0])]; t != nil {
						return t
					}
				}
			}
		}
	}
	return nil
}

// typeName is the name of the type in an expression such as (*T)(nil), &T{}, T{},
// new(T) or *T[P].
func typeName(e ast.Expr) string {
	switch x := e.(type) {
	case *ast.Ident:
		return x.Name
	case *ast.ParenExpr:
		return typeName(x.X)
	case *ast.StarExpr:
		return typeName(x.X)
	case *ast.UnaryExpr:
		return typeName(x.X)
	case *ast.CompositeLit:
		return typeName(x.Type)
	case *ast.IndexExpr:
		return typeName(x.X)
	case *ast.IndexListExpr:
		return typeName(x.X)
	case *ast.CallExpr:
		if id, ok := x.Fun.(*ast.Ident); ok && id.Name == "new" && len(x.Args) == 1 {
			return typeName(x.Args[0])
		}
		return typeName(x.Fun)
	}
	return ""
}

func (f *folder) allMethods() (all []*method) {
	for _, s := range f.sources {
		for _, decl := range s.file.Decls {
			if d, ok := decl.(*ast.FuncDecl); ok && d.Recv != nil && len(d.Recv.List) == 1 {
				all = append(all, &method{d, s})
			}
		}
	}
	return all
}

func receiverName(d *ast.FuncDecl) string { return typeName(d.Recv.List[0].Type) }

// methodsOf lists what a type can do; t may be nil.
func (f *folder) methodsOf(t *typeDecl) methods {
	m := methods{gen: f.gen}
	if t != nil {
		f.collect(t, &m, map[string]bool{})
	}
	return m
}

func (f *folder) collect(t *typeDecl, m *methods, seen map[string]bool) {
	name := t.spec.Name.Name
	if seen[name] {
		return
	}
	seen[name] = true
	for _, x := range f.allMethods() {
		if receiverName(x.decl) == name {
			m.list = append(m.list, x)
		}
	}
	s, ok := t.spec.Type.(*ast.StructType)
	if !ok {
		return
	}
	for _, field := range s.Fields.List {
		if len(field.Names) > 0 {
			continue
		}
		if local := f.types[typeName(field.Type)]; local != nil {
			f.collect(local, m, seen)
			continue
		}
		m.embedded = append(m.embedded, strings.TrimPrefix(f.typeText(t.source, field.Type), "*"))
	}
}

// receiver says how a method of a type is written: as the user's own methods are.
// For a type that is yet to be declared, usual and v are its name and variable.
func (f *folder) receiver(t *typeDecl, usual, v string) plan.Receiver {
	if t == nil {
		name := f.freeName(usual, usual+"Handlers", "API"+usual)
		return plan.Receiver{Name: name, Var: v, Type: "*" + name}
	}
	name := t.spec.Name.Name
	r := plan.Receiver{Name: name, Var: v, Type: "*" + name + typeParameters(t.spec)}
	for _, m := range f.allMethods() {
		field := m.decl.Recv.List[0]
		if typeName(field.Type) != name || len(field.Names) == 0 || field.Names[0].Name == "_" {
			continue
		}
		r.Var = field.Names[0].Name
		if _, pointer := field.Type.(*ast.StarExpr); !pointer {
			r.Type = r.Type[1:]
		}
		break
	}
	return r
}

// typeParameters is "[K, V]" for a generic type, else "".
func typeParameters(t *ast.TypeSpec) string {
	if t.TypeParams == nil {
		return ""
	}
	var names []string
	for _, field := range t.TypeParams.List {
		for _, n := range field.Names {
			names = append(names, n.Name)
		}
	}
	return "[" + strings.Join(names, ", ") + "]"
}

// principal is the type that the methods of the user's authenticator return.
func (f *folder) principal(t *typeDecl, have methods) string {
	for _, m := range have.list {
		if r := m.decl.Type.Results; m.source == t.source && isScheme(f, m) && r != nil {
			return f.text(m.source, r.List[0].Type)
		}
	}
	if f.declared["Principal"] {
		return "Principal"
	}
	return "any"
}

// text is the source of an expression.
func (f *folder) text(s *source, e ast.Expr) string {
	return string(s.data[f.fset.Position(e.Pos()).Offset:f.fset.Position(e.End()).Offset])
}
