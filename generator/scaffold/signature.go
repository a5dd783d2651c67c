package scaffold

import (
	"fmt"
	"go/ast"
	"path"
	"slices"
	"strings"

	"github.com/specho/specho/generator/diag"
	"github.com/specho/specho/generator/model"
)

// parameters lists the types of parameters or results, one for each.
func (f *folder) parameters(m *method, list *ast.FieldList) (types []string) {
	if list == nil {
		return nil
	}
	for _, field := range list.List {
		for range max(1, len(field.Names)) {
			types = append(types, f.typeText(m.source, field.Type))
		}
	}
	return types
}

// isHandler reports whether a method has the shape of a handler of the generated
// package: func(context.Context, XRequest) (XResponse, error).
func (f *folder) isHandler(m *method) bool {
	in, out := f.parameters(m, m.decl.Type.Params), f.parameters(m, m.decl.Type.Results)
	return len(in) == 2 && len(out) == 2 && in[0] == "context.Context" && out[1] == "error" &&
		f.isGenerated(in[1], "Request") && f.isGenerated(out[0], "Response")
}

func (f *folder) isGenerated(typ, suffix string) bool {
	return strings.HasPrefix(typ, f.gen.ImportPath+".") && strings.HasSuffix(typ, suffix)
}

// isScheme reports whether a method has the shape of an authenticator's.
func isScheme(f *folder, m *method) bool {
	in, out := f.parameters(m, m.decl.Type.Params), f.parameters(m, m.decl.Type.Results)
	if len(in) != 2 || len(out) != 2 || in[0] != "context.Context" || out[1] != "error" {
		return false
	}
	return slices.Contains([]string{"Bearer", "Basic", "APIKey", "Authorization", "MutualTLS"}, strings.TrimPrefix(path.Ext(in[1]), "."))
}

// compareHandler warns about a method that is not what the operation needs.
func (w *worker) compareHandler(m *method, o *model.Operation) {
	f := w.folder
	request, response := f.gen.ImportPath+"."+o.Go.Request, f.gen.ImportPath+"."+o.Go.Response
	in, out := f.parameters(m, m.decl.Type.Params), f.parameters(m, m.decl.Type.Results)
	if slices.Equal(in, []string{"context.Context", request}) && slices.Equal(out, []string{response, "error"}) {
		return
	}
	w.warn(m, "handler-signature", fmt.Sprintf("%s has not the signature of the operation %s", o.Go.Method, o.ID),
		fmt.Sprintf("want (ctx context.Context, req %s.%s) (%[1]s.%[3]s, error)", f.gen.Package, o.Go.Request, o.Go.Response))
}

// leftOverHandlers warns about handlers of operations that are gone.
func (w *worker) leftOverHandlers(have methods) {
	names := map[string]bool{}
	for _, t := range w.api.Tags {
		for _, o := range t.Operations {
			names[o.Go.Method] = true
		}
	}
	for _, m := range have.list {
		if name := m.decl.Name.Name; !names[name] && w.folder.isHandler(m) {
			w.warn(m, "handler-removed", "no operation of the document is "+name+" any more", "delete the method, or move what is worth keeping")
		}
	}
}

// leftOverSchemes warns about authenticators of schemes that are gone.
func (w *worker) leftOverSchemes(have methods) {
	for _, m := range have.list {
		name := m.decl.Name.Name
		known := slices.ContainsFunc(w.api.Schemes, func(s *model.Scheme) bool { return s.Go.Method == name })
		if !known && isScheme(w.folder, m) {
			w.warn(m, "scheme-removed", "no security scheme of the document is "+name+" any more", "delete the method")
		}
	}
}

// foreign warns where a stub could hide a method that is promoted from a type of
// another package, which is not looked into.
func (w *worker) foreign(t *typeDecl, have methods) {
	for _, e := range have.embedded {
		first, _, _ := strings.Cut(e, "/")
		if strings.HasPrefix(e, w.folder.gen.ImportPath+".") || !strings.Contains(e, "/") || !strings.Contains(first, ".") {
			continue
		}
		p := w.folder.fset.Position(t.spec.Pos())
		w.Findings = append(w.Findings, diag.Diagnostic{
			Severity: diag.Warning, Pos: diag.Pos{File: path.Join(w.folder.in.Dir, t.source.name), Line: p.Line, Column: p.Column}, Rule: "handler-hidden",
			Message: fmt.Sprintf("%s embeds %s, whose methods are not looked at: a stub hides a method of the same name", t.spec.Name.Name, e),
			Hint:    "delete the stubs of operations that it answers",
		})
	}
}

func (w *worker) warn(m *method, rule, message, hint string) {
	w.Findings = append(w.Findings, diag.Diagnostic{Severity: diag.Warning, Pos: w.folder.place(m), Rule: rule, Message: message, Hint: hint})
}
