// Package project holds the files that a new project starts from.
package project

import (
	"bytes"
	"fmt"
	"io/fs"
	"strings"
	"text/template"

	"github.com/specho/specho/templates"
)

// Project is what a new project is made of. Paths are import paths.
type Project struct {
	Name      string // of the program
	Module    string // of the go.mod to write; "" if there is one
	Handlers  string
	Generated string
	Runtime   string // package rest
}

// The folders of a new project, and its configuration.
const (
	HandlersDir  = "handlers"
	GeneratedDir = "internal/api"
	Config       = "specho.yaml"
)

// printed maps files to their templates.
var printed = map[string]string{
	"main.go": "main", "openapi.yaml": "openapi", "Makefile": "makefile", Config: "specho",
}

// Files returns the files of a new project by slash path: all but the generated
// code and the handlers. The import paths have to be valid.
func Files(p Project) (map[string][]byte, error) {
	files := map[string][]byte{".gitignore": []byte("/" + p.Name + "\n/bin/\n")}
	if p.Module != "" {
		files["go.mod"] = []byte("module " + p.Module + "\n\ngo 1.26.0\n")
	}
	for name, source := range printed {
		text, err := fs.ReadFile(templates.FS, "project/"+source+".tmpl")
		if err != nil {
			return nil, err
		}
		t, err := template.New(name).Parse(string(text))
		if err != nil {
			return nil, err
		}
		var b bytes.Buffer
		if err := t.Execute(&b, p); err != nil {
			return nil, fmt.Errorf("printing %s: %w", name, err)
		}
		files[name] = []byte(strings.TrimRight(b.String(), "\n") + "\n")
	}
	return files, nil
}
