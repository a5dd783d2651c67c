package main

import (
	"os"
	"path/filepath"
	"strings"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/specho/specho/generator/load"
)

// schemas are the official schemas of documents by version, "3.0".
type schemas map[string]*jsonschema.Schema

// readSchemas compiles the schemas of a folder; without them no document counts as valid.
func readSchemas(folder string) schemas {
	files, _ := filepath.Glob(filepath.Join(folder, "*.yaml"))
	c := jsonschema.NewCompiler()
	roots := map[string]string{}
	for _, f := range files {
		t := tree(f)
		if t == nil {
			continue
		}
		v, err := jsonschema.UnmarshalJSON(strings.NewReader(t.Root.JSON()))
		id := t.Root.Get("$id").Str()
		if id == "" {
			id = t.Root.Get("id").Str()
		}
		if err != nil || c.AddResource(id, v) != nil {
			continue
		}
		version, what, _ := strings.Cut(strings.TrimSuffix(filepath.Base(f), ".yaml"), "-")
		if what == "schema-base" || what == "schema" && roots[version] == "" {
			roots[version] = id
		}
	}
	all := schemas{}
	for version, id := range roots {
		s, err := c.Compile(id)
		if err != nil {
			os.Stderr.WriteString("corpus: " + err.Error() + "\n")
			continue
		}
		all[version] = s
	}
	return all
}

// valid judges a document by the schema of its version: "yes", "no", or "?" if there
// is none.
func (all schemas) valid(t *load.Tree) string {
	if t == nil {
		return "no"
	}
	version := t.Root.Get("openapi").Str()
	s := all[version[:min(3, len(version))]]
	if s == nil {
		return "?"
	}
	v, err := jsonschema.UnmarshalJSON(strings.NewReader(t.Root.JSON()))
	if err != nil || s.Validate(v) != nil {
		return "no"
	}
	return "yes"
}
