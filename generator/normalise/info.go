package normalise

import (
	"slices"
	"strconv"
	"strings"

	"github.com/specho/specho/generator/load"
	"github.com/specho/specho/generator/spec"
)

// version checks the OpenAPI version; it reports whether the document can be read.
func (z *normaliser) version(root *load.Node) bool {
	if root.Kind != load.Object {
		z.fail(root, "document-type", "name the file that begins with openapi or swagger", "an OpenAPI document is an object, not %s", root.Kind)
		return false
	}
	v := root.Get("openapi")
	if v == nil || v.Kind != load.String && v.Kind != load.Number {
		if s := root.Get("swagger"); s != nil {
			z.fail(s, "version-unsupported", "Swagger 2.0 and OpenAPI 3.0, 3.1 and 3.2 are supported", "Swagger %s documents are not supported", s.Text)
		} else {
			z.fail(root, "version-missing", "write openapi: 3.1.0 on the first line", "the document has no openapi version")
		}
		return false
	}
	text := strings.TrimPrefix(strings.TrimSpace(strings.ToLower(v.Text)), "v")
	switch {
	case text == "3":
		text = "3.0"
		z.warn(v, "version-number", "write it in quotes: openapi: \"3.0.0\"", "the openapi version %s is read as %q", v.Text, text)
	case v.Kind == load.Number:
		z.warn(v, "version-number", "write it in quotes: openapi: \""+v.Text+".0\"", "the openapi version is a number: it is read as the text %q", v.Text)
	case text != v.Text:
		z.warn(v, "version-text", "write openapi: "+text, "the openapi version %q is read as %q", clip(v.Text), clip(text))
	}
	z.doc.Version = text
	parts := strings.Split(text, ".")
	minor := -1
	if len(parts) > 1 && parts[0] == "3" {
		if n, err := strconv.Atoi(parts[1]); err == nil {
			minor = n
		}
	}
	if minor < 0 || minor > 2 {
		z.fail(v, "version-unsupported", "3.0, 3.1 and 3.2 are supported", "the OpenAPI version %q is not supported", clip(v.Text))
		return false
	}
	z.minor = minor
	return true
}

func (z *normaliser) info(root *load.Node) {
	n := root.Get("info")
	if n == nil {
		z.warn(root, "info-missing", "", "the document has no info: title and version are empty")
		return
	}
	if n, _ = z.objectAt(n, "info"); !z.is(n, load.Object) {
		return
	}
	z.doc.Info = spec.Info{
		Title: z.text(n, "title"), Version: z.text(n, "version"),
		Summary: z.text(n, "summary"), Description: z.text(n, "description"),
	}
	if z.doc.Info.Title == "" {
		z.warn(n, "info-title-missing", "", "the document has no title")
	}
	if z.doc.Info.Version == "" {
		z.warn(n, "info-version-missing", "", "the document has no version")
	}
}

func (z *normaliser) declaredTags(n *load.Node) {
	for _, t := range z.items(n) {
		t, ok := z.objectAt(t, "tags")
		if !ok {
			continue
		}
		name := z.text(t, "name")
		if t.Kind == load.String {
			z.warn(t, "tag-text", "write {name: "+t.Text+"}", "the tag %q is declared by its name alone", clip(t.Text))
			name = t.Text
		} else if !z.is(t, load.Object) {
			continue
		}
		if i := slices.IndexFunc(z.doc.Tags, func(o spec.Tag) bool { return o.Name == name }); i >= 0 {
			z.warn(t, "tag-duplicate", "", "the tag %q is declared twice, first at %s: the first one counts", name, z.doc.Tags[i].Pos)
			continue
		}
		z.doc.Tags = append(z.doc.Tags, spec.Tag{Node: at(t), Name: name, Description: z.text(t, "description"), Summary: z.text(t, "summary"), Parent: z.text(t, "parent")})
	}
}

// useTag adds a tag that only operations name.
func (z *normaliser) useTag(n *load.Node, name string) {
	if !slices.ContainsFunc(z.doc.Tags, func(t spec.Tag) bool { return t.Name == name }) {
		z.doc.Tags = append(z.doc.Tags, spec.Tag{Node: at(n), Name: name})
	}
}
