package generator

import (
	"fmt"

	"github.com/specho/specho"
	"github.com/specho/specho/generator/diag"
	"github.com/specho/specho/generator/model"
	"github.com/specho/specho/generator/oapi"
	"github.com/specho/specho/generator/spec"
)

// client adds the typed client if there is to be one.
func client(files map[string][]byte, cfg Config, api *model.API, l *diag.List) error {
	if !cfg.Client {
		return nil
	}
	src, err := oapi.Client(api, cfg.ImportPath, l)
	if err != nil {
		return err
	}
	files[oapi.FileName] = src
	return nil
}

// attach adds what is not printed from templates: the document as it was written
// and the copy of the runtime.
func attach(files map[string][]byte, cfg Config, doc *spec.Document) error {
	for _, f := range doc.Files[:1] {
		files[documentName(f.Data)] = f.Data
	}
	if !cfg.CopyRuntime {
		return nil
	}
	runtime, err := specho.RuntimeFiles(cfg.Runtime)
	if err != nil {
		return fmt.Errorf("copy runtime: %w", err)
	}
	for name, data := range runtime {
		files[cfg.RuntimeDir+"/"+name] = data
	}
	return nil
}

// documentName is the name of the embedded document, by its syntax.
func documentName(data []byte) string {
	for _, c := range data {
		switch c {
		case ' ', '\t', '\r', '\n', 0xEF, 0xBB, 0xBF:
			continue
		case '{':
			return "openapi.json"
		}
		break
	}
	return "openapi.yaml"
}
