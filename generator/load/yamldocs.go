package load

import (
	"bytes"
	"errors"
	"io"
	"regexp"

	"go.yaml.in/yaml/v3"

	"github.com/specho/specho/generator/diag"
)

// maxDocuments bounds the YAML documents of one file.
const maxDocuments = 100

// yamlDirective is the line that says YAML 1.x: the library knows 1.1 only, and reads
// later versions all the same.
var yamlDirective = regexp.MustCompile(`^(?:\x{FEFF})?(?:[ \t]*(?:#[^\n]*)?\r?\n)*%YAML[ \t]+1\.\d`)

// yamlText is the text of a file for the library: without a directive that it refuses.
func yamlText(f *File) []byte {
	at := yamlDirective.FindIndex(f.Data)
	if at == nil {
		return f.Data
	}
	text := bytes.Clone(f.Data)
	text[at[0]+bytes.IndexByte(text[at[0]:at[1]], '%')] = '#'
	return text
}

// yamlDocument returns the YAML document of a file. Empty ones beside it do not
// count; among several with contents it is the one that says openapi or swagger:
// others, such as the front matter of web pages, are left out with a warning.
func (r *yamlReader) yamlDocument() (*yaml.Node, *syntaxError) {
	dec := yaml.NewDecoder(bytes.NewReader(yamlText(r.f)))
	var full, named []*yaml.Node
	for range maxDocuments {
		var doc yaml.Node
		if err := dec.Decode(&doc); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			return nil, yamlError(r.f, err)
		}
		if doc.Kind != yaml.DocumentNode || len(doc.Content) == 0 {
			continue
		}
		if n := doc.Content[0]; n.Kind != yaml.ScalarNode || n.Value != "" {
			full = append(full, n)
			if saysOpenAPI(n) {
				named = append(named, n)
			}
		}
	}
	switch {
	case len(full) == 0:
		return nil, &syntaxError{rule: "document-empty", message: "the document is empty"}
	case len(full) == 1:
		return full[0], nil
	case len(named) != 1:
		return nil, r.fail(full[1], "yaml-documents", "the file holds several YAML documents: only one is allowed")
	}
	for _, n := range full {
		if n != named[0] {
			r.warn(n, "yaml-documents", "put it into a file of its own", "the file holds several YAML documents: this one is ignored, the one with openapi counts")
		}
	}
	return named[0], nil
}

// saysOpenAPI reports whether n has the member that OpenAPI documents begin with.
func saysOpenAPI(n *yaml.Node) bool {
	for i := 0; n.Kind == yaml.MappingNode && i+1 < len(n.Content); i += 2 {
		if k := n.Content[i].Value; k == "openapi" || k == "swagger" {
			return true
		}
	}
	return false
}

// warn reports what is ignored while the file is read.
func (r *yamlReader) warn(n *yaml.Node, rule, hint, message string) {
	r.diags = append(r.diags, diag.Diagnostic{Severity: diag.Warning, Pos: r.f.pos(int32(r.offset(n))), Pointer: "#", Rule: rule, Message: message, Hint: hint})
}
