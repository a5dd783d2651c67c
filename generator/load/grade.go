package load

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net/url"
	"path"
	"reflect"
	"slices"
	"strings"
	"time"

	"github.com/getkin/kin-openapi/openapi3"

	"github.com/specho/specho/generator/diag"
)

// Limits of a second opinion: it must not cost more than the first.
const (
	gradeBytes   = 2 << 20
	gradeNodes   = 200_000
	gradeTime    = 10 * time.Second
	gradePerRule = 20
)

// settled are findings of kin-openapi that this program reports, mends or
// supports itself.
var settled = map[string]bool{
	"additional-operations-duplicate-method":  true,
	"content-or-schema-exactly-one":           true,
	"duplicate-operation-id":                  true,
	"duplicate-parameter":                     true,
	"duplicate-tag":                           true,
	"exclusive-bound-boolean-before-3-1":      true,
	"extra-sibling-fields":                    true,
	"info-required":                           true,
	"info-title-required":                     true,
	"info-version-required":                   true,
	"openapi-required":                        true,
	"operation-responses-required":            true,
	"parameter-in-invalid":                    true,
	"parameter-name-required":                 true,
	"path-must-start-with-slash":              true,
	"path-parameter-required":                 true,
	"path-parameters-mismatch":                true,
	"paths-required":                          true,
	"read-only-write-only-mutually-exclusive": true,
	"schema-items-required":                   true,
	"schema-pattern-regex-invalid":            true,
	"schema-type-unsupported":                 true,
	"security-requirement-scheme-undefined":   true,
	"security-scheme-http-scheme-invalid":     true,
	"security-scheme-type-invalid":            true,
	"serialization-method-invalid":            true,
	"server-url-required":                     true,
	"server-url-template-invalid":             true,
	"default-required":                        true, // of server variables
	"unresolved-ref":                          true,
}

// Grade lets kin-openapi validate the document and adds what it finds to l:
// warnings, and notes where only examples or the age of a keyword are at fault. It
// reads nothing but the files of t, and never stops a document that can be
// generated from. Call it when l has no errors: kin-openapi is not made for
// hostile documents.
func (t *Tree) Grade(ctx context.Context, l *diag.List) {
	if t.Swagger { // it validates OpenAPI 3
		return
	}
	size := 0
	for _, f := range t.Files {
		size += len(f.Data)
	}
	if size > gradeBytes || t.Root.Count() > gradeNodes {
		l.Notef(diag.Pos{File: t.Source.Name}, "#", "grade-skipped", "the document is too large for the additional validation by kin-openapi")
		return
	}
	if t.endless() {
		l.Notef(t.Root.Pos(), "#", "grade-skipped", "a schema contains itself in a way that the additional validation by kin-openapi does not come back from")
		return
	}
	ctx, cancel := context.WithTimeout(ctx, gradeTime)
	defer cancel()
	done := make(chan error, 1)
	go func() { done <- t.validate(ctx) }()
	select {
	case err := <-done:
		t.findings(err, l)
	case <-ctx.Done():
		l.Notef(diag.Pos{File: t.Source.Name}, "#", "grade-skipped", "the additional validation by kin-openapi was given up: %v", ctx.Err())
	}
}

// errLibrary is a failure of kin-openapi that says nothing about the document.
type errLibrary struct{ cause any }

func (e errLibrary) Error() string { return fmt.Sprintf("kin-openapi failed: %v", e.cause) }

// validate runs kin-openapi. It keeps files it has read for as long as a loader
// lives, so each call has its own.
func (t *Tree) validate(ctx context.Context) (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = errLibrary{r}
		}
	}()
	loader := openapi3.NewLoader()
	loader.Context = ctx
	loader.IncludeOrigin = true
	loader.IsExternalRefsAllowed = true
	loader.ReadFromURIFunc = func(_ *openapi3.Loader, u *url.URL) ([]byte, error) {
		f := t.files[path.Clean(u.Path)]
		if u.Scheme != "" || u.Host != "" {
			f = t.files[remotePath(u)]
		}
		if f == nil || f.Root == nil {
			return nil, fmt.Errorf("%s is not a file of the document", u)
		}
		return gradedBytes(f), nil
	}
	root := t.Files[0]
	doc, err := loader.LoadFromDataWithPath(gradedBytes(root), &url.URL{Path: root.Path})
	if err != nil {
		return errLibrary{err}
	}
	return doc.Validate(ctx, openapi3.EnableMultiError(), openapi3.DisableSchemaPatternValidation())
}

// gradedBytes are a file's bytes; a comment at the end of JSON makes kin-openapi
// read it as YAML, which alone keeps positions.
func gradedBytes(f *File) []byte {
	data := bytes.TrimPrefix(f.Data, bom)
	if f.YAML {
		return data
	}
	return append(slices.Clip(data), "\n#"...)
}

// findings turns the errors of kin-openapi into diagnostics.
func (t *Tree) findings(err error, l *diag.List) {
	count := map[string]int{}
	seen := map[string]bool{} // one place is found again through every reference to it
	var found []diag.Diagnostic
	for _, e := range flatten(err, nil) {
		var lib errLibrary
		if errors.As(e, &lib) {
			l.Notef(diag.Pos{File: t.Source.Name}, "#", "grade-skipped", "the additional validation by kin-openapi is missing: %s", firstLine(lib.Error()))
			continue
		}
		rule, message := "kin-openapi", e.Error()
		var coded openapi3.CodedError
		if errors.As(e, &coded) {
			rule, message = coded.Code(), coded.Error()
		}
		d := diag.Diagnostic{Severity: gradeOf(rule), Pos: t.origin(e), Pointer: "#", Rule: rule, Message: firstLine("kin-openapi: " + message)}
		if settled[rule] || seen[d.String()] || strings.Contains(message, "is not supported by OpenAPIv3 standard") { // a name of a component
			continue
		}
		seen[d.String()] = true
		if count[rule]++; count[rule] <= gradePerRule {
			found = append(found, d)
		}
	}
	t.pointers(found)
	own := map[string]bool{}
	for _, d := range l.Sorted() {
		if strings.HasPrefix(d.Rule, "default-") {
			own[strings.TrimSuffix(d.Pointer, "/default")] = true
		}
	}
	for _, d := range found {
		if d.Rule != "default-violates-schema" || !own[d.Pointer] {
			l.Add(d)
		}
	}
	for rule, n := range count {
		if n > gradePerRule {
			l.Notef(diag.Pos{File: t.Source.Name}, "#", rule, "%d more findings of this rule are not shown", n-gradePerRule)
		}
	}
}

// pointers gives the diagnostics the pointers of the nodes that stand there.
func (t *Tree) pointers(found []diag.Diagnostic) {
	if len(found) == 0 {
		return
	}
	wanted := map[diag.Pos][]int{}
	for i, d := range found {
		wanted[d.Pos] = append(wanted[d.Pos], i)
	}
	var visit func(n *Node)
	visit = func(n *Node) {
		if n.key >= 0 {
			for _, i := range wanted[n.Pos()] {
				found[i].Pointer = n.Pointer()
			}
		}
		for _, m := range n.children() {
			if m.Parent == n {
				visit(m)
			}
		}
	}
	for _, f := range t.Files {
		visit(f.Root)
	}
}

// gradeOf grades a finding.
func gradeOf(rule string) diag.Severity {
	switch {
	case strings.HasSuffix(rule, "-plus"), strings.HasPrefix(rule, "example-"), strings.Contains(rule, "external-value"),
		strings.HasPrefix(rule, "license-"), rule == "external-docs-url-required",
		rule == "duplicate-required-field", rule == "conflicting-paths":
		return diag.Note
	}
	return diag.Warning
}

// firstLine leaves out the schema and value that kin-openapi prints below.
func firstLine(s string) string {
	s, _, _ = strings.Cut(s, "\n")
	if len(s) > 300 {
		s = strings.ToValidUTF8(s[:300], "") + "..."
	}
	return s
}

// flatten lists the single errors of nested multi-errors.
func flatten(err error, list []error) []error {
	if err == nil {
		return list
	}
	if multi, ok := err.(openapi3.MultiError); ok {
		for _, e := range multi {
			list = flatten(e, list)
		}
		return list
	}
	return append(list, err)
}

// origin returns the place of the innermost error that has one, and else the start of
// the document.
func (t *Tree) origin(err error) diag.Pos {
	pos := t.Root.Pos()
	for n := 0; err != nil && n < 50; n++ {
		if o := originField(err); o != nil && o.Key != nil {
			pos = diag.Pos{File: t.Source.Name, Line: o.Key.Line, Column: o.Key.Column}
			if f := t.files[path.Clean(o.Key.File)]; f != nil {
				pos.File = f.Name
			}
		}
		err = errors.Unwrap(err)
	}
	return pos
}

// originField reads the field Origin, which most error types of kin-openapi have
// without an interface for it.
func originField(err error) *openapi3.Origin {
	v := reflect.ValueOf(err)
	if v.Kind() != reflect.Pointer || v.IsNil() || v.Elem().Kind() != reflect.Struct {
		return nil
	}
	f := v.Elem().FieldByName("Origin")
	if !f.IsValid() || !f.CanInterface() {
		return nil
	}
	o, _ := f.Interface().(*openapi3.Origin)
	return o
}
