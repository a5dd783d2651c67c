// Package normalise turns the tree of a document into the plain data of package
// spec: every reference resolved, allOf merged, OpenAPI 3.0, 3.1 and 3.2 in one
// form. What can be mended without guessing is mended with a warning.
package normalise

import (
	"context"
	"fmt"
	"strings"

	"github.com/specho/specho/generator/diag"
	"github.com/specho/specho/generator/load"
	"github.com/specho/specho/generator/spec"
	"github.com/specho/specho/rest/schema"
)

// normaliser is the state of one call of Document.
type normaliser struct {
	ctx     context.Context
	tree    *load.Tree
	l       *diag.List
	minor   int // of the OpenAPI version: 0, 1 or 2
	doc     *spec.Document
	exact   bool // JSON Schema to the letter: nothing is inferred or mended
	options Options
	stop    bool // a limit was reached or the context ended: finish quickly

	schemas map[*load.Node]*spec.Schema
	nodes   map[*spec.Schema]*load.Node // where a schema was read from
	order   []*spec.Schema              // in order of first use
	todo    []*load.Node                // schemas still to be read
	merger  merger
	loose   map[*spec.Schema]bool // keywords among the members of a parameter or header
	parts   map[*spec.Schema]bool // of allOf, not, if: they say only a part of what a value is
	lossy   map[*spec.Schema]bool // what they say could not be read whole: they take too much

	checks  map[*spec.Schema]*schema.Schema // against which defaults are checked, nil where that is not possible
	checked int                             // bytes of their texts

	unmapped map[*spec.Discriminator][]unmapped
	outside  outside

	params    map[*load.Node]*spec.Parameter
	bodies    map[*load.Node]*spec.RequestBody
	responses map[*load.Node]*spec.Response
	headers   map[*load.Node]*spec.Header
	callbacks map[*load.Node]*spec.Callback
	schemes   map[string]*spec.SecurityScheme
	tasks     map[*load.Node]*spec.Task
	ids       operationIDs

	spreadMembers int // brought in by references in the places of maps and lists

	unaskedNoted bool // security-hooks was told
	linksNoted   bool // links-ignored was
}

// Options are the choices of the user that shape what a document means.
type Options struct {
	Exact   bool              // a schema without a type takes values of every type, whatever its keywords are meant for
	Literal bool              // 1.0 and 1e2 are no integers
	Warn    bool              // of what cannot be enforced, instead of refusing it
	Formats map[string]string // formats that are read as another one; by the type where there is no format
	Own     []string          // formats that the user's functions code
}

// Document normalises the tree. The result is never nil; it may be incomplete if
// l holds errors afterwards.
func Document(ctx context.Context, t *load.Tree, l *diag.List) *spec.Document {
	return With(ctx, t, Options{}, l)
}

// Exact is Document for those who write JSON Schema to the letter: a schema
// without a type takes values of every type, whatever its keywords are meant for.
func Exact(ctx context.Context, t *load.Tree, l *diag.List) *spec.Document {
	return With(ctx, t, Options{Exact: true}, l)
}

// With is Document with options.
func With(ctx context.Context, t *load.Tree, o Options, l *diag.List) *spec.Document {
	z := newNormaliser(ctx, t, l)
	z.exact, z.options = o.Exact, o
	if z.root() {
		z.readSchemas()
		z.outsideSchemas()
		z.mergeSchemas()
		z.finishSchemas()
		z.adjacentParameters()
		z.parameterStyles()
	}
	if !l.HasErrors() && !t.Source.NoGrade {
		t.Grade(ctx, l)
	}
	for _, f := range t.Files {
		z.doc.Files = append(z.doc.Files, spec.File{Name: f.Name, Data: f.Served()})
	}
	return z.doc
}

func newNormaliser(ctx context.Context, t *load.Tree, l *diag.List) *normaliser {
	z := &normaliser{
		ctx: ctx, tree: t, l: l, doc: &spec.Document{},
		schemas: map[*load.Node]*spec.Schema{}, nodes: map[*spec.Schema]*load.Node{},
		params: map[*load.Node]*spec.Parameter{}, bodies: map[*load.Node]*spec.RequestBody{},
		responses: map[*load.Node]*spec.Response{}, headers: map[*load.Node]*spec.Header{},
		callbacks: map[*load.Node]*spec.Callback{}, schemes: map[string]*spec.SecurityScheme{},
		unmapped: map[*spec.Discriminator][]unmapped{}, parts: map[*spec.Schema]bool{}, loose: map[*spec.Schema]bool{},
		lossy: map[*spec.Schema]bool{}, checks: map[*spec.Schema]*schema.Schema{},
	}
	z.merger.init()
	z.outside.init(t.Root)
	z.ids.init()
	return z
}

// root reads everything but schemas. It reports whether the document is one.
func (z *normaliser) root() bool {
	root := z.tree.Root
	z.doc.Node = at(root)
	if !z.version(root) {
		return false
	}
	z.unknown(root, "document")
	c, _ := z.objectAt(root.Get("components"), "components")
	if c != nil && z.is(c, load.Object) {
		z.unknown(c, "components")
		z.componentNames(c)
	}
	z.dialect(root.Get("jsonSchemaDialect"))
	z.info(root)
	z.doc.Servers = z.servers(root.Get("servers"))
	z.declaredTags(root.Get("tags"))
	z.componentSchemas(c.Get("schemas"))
	z.componentSecurity(c.Get("securitySchemes"))
	z.componentResponses(c.Get("responses"))
	z.componentTasks(c.Get(tasksKeyword))
	z.paths(root)
	z.unusedTasks()
	z.webhooks(z.webhooksOf(root))
	z.componentCallbacks(c.Get("callbacks"))
	z.finishOperations()
	z.structure(root, "document")
	return true
}

// at is the place of a node.
func at(n *load.Node) spec.Node {
	return spec.Node{Pos: n.Pos(), Pointer: n.Pointer()}
}

func (z *normaliser) report(s diag.Severity, n *load.Node, rule, hint, format string, args []any) {
	z.l.Add(diag.Diagnostic{
		Severity: s, Pos: n.Pos(), Pointer: n.Pointer(), Rule: rule, Hint: hint, Message: fmt.Sprintf(format, args...),
	})
}

// fail records an error at n; the hint may be "".
func (z *normaliser) fail(n *load.Node, rule, hint, format string, args ...any) {
	z.report(diag.Error, n, rule, hint, format, args)
}

// warn records what was mended at n.
func (z *normaliser) warn(n *load.Node, rule, hint, format string, args ...any) {
	z.report(diag.Warning, n, rule, hint, format, args)
}

// note records an unusual construct at n.
func (z *normaliser) note(n *load.Node, rule, hint, format string, args ...any) {
	z.report(diag.Note, n, rule, hint, format, args)
}

// is reports whether n is there and of that kind; a node of another kind is left
// out with a warning.
func (z *normaliser) is(n *load.Node, k load.Kind) bool {
	if n == nil {
		return false
	}
	if n.Kind != k {
		z.warn(n, "wrong-type", "", "%s must be %s, not %s: it is left out", what(n), k, n.Kind)
		return false
	}
	return true
}

// what names a node in a message.
func what(n *load.Node) string {
	switch {
	case n.Parent == nil:
		return "the document"
	case n.Parent.Kind == load.Array:
		return fmt.Sprintf("entry %d of %s", n.Index+1, what(n.Parent))
	}
	return n.Name
}

// text returns a member that must be a string, else "". A number or boolean that
// was written without quotes is taken as its text.
func (z *normaliser) text(n *load.Node, name string) string {
	m := n.Get(name)
	switch {
	case m == nil, m.Kind == load.Null:
		return ""
	case m.Kind == load.String:
		return m.Text
	case m.Kind == load.Number || m.Kind == load.Bool:
		return m.Text
	case name == "description" || name == "summary" || name == "title":
		z.warn(m, "text-expected", "write the text here", "%s must be a string, not %s: it is left out", name, m.Kind)
		return ""
	}
	z.is(m, load.String)
	return ""
}

// flag returns a member that must be a boolean; true and yes in quotes, and what
// YAML 1.1 takes for booleans, are read as such with a warning.
func (z *normaliser) flag(n *load.Node, name string, otherwise bool) bool {
	m := n.Get(name)
	if m == nil || m.Kind == load.Null {
		return otherwise
	}
	if m.Kind == load.String {
		switch strings.ToLower(m.Text) {
		case "true", "yes", "on", "false", "no", "off":
			on := strings.Contains("true yes on", strings.ToLower(m.Text))
			z.warn(m, "boolean-quoted", fmt.Sprintf("write %t", on), "%s is the string %q: it is read as %t", name, m.Text, on)
			return on
		}
	}
	if !z.is(m, load.Bool) {
		return otherwise
	}
	return m.True()
}

// members returns the members of an object node.
func (z *normaliser) members(n *load.Node) []*load.Node {
	if n == nil || n.Kind == load.Null || !z.is(n, load.Object) {
		return nil
	}
	return z.spread(n)
}

// items returns the items of an array node.
func (z *normaliser) items(n *load.Node) []*load.Node {
	if n == nil || n.Kind == load.Null {
		return nil
	}
	if n = z.listAt(n); !z.is(n, load.Array) {
		return nil
	}
	return n.Items
}

// extensions returns the x- members of n.
func extensions(n *load.Node) spec.Extensions {
	var x spec.Extensions
	for _, m := range n.Members {
		if isExtension(m.Name) {
			x = append(x, spec.Extension{Node: at(m), Name: m.Name, Value: spec.Value(m.JSON())})
		}
	}
	return x
}

func isExtension(name string) bool { return strings.HasPrefix(name, "x-") }
