package main

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing/fstest"
)

// document is an OpenAPI document whose request bodies are the schemas of groups:
// one operation each, and one file each, so that references within a schema stay
// as they are.
type document struct {
	name    string
	version string // of OpenAPI
	groups  []*group
	exact   bool
	wide    bool // integers have any size
	inline  bool // schemas stand in the document itself

	components map[string]any // schemas by name
	more       []handler      // further operations
}

// root is the name of the document's root file.
const root = "api.json"

// files gives the document with those schemas that are not refused. Remotes is
// the folder of the schemas that others refer to by URL, or "".
func (d *document) files(remotes string) (fstest.MapFS, error) {
	folder := fstest.MapFS{}
	paths := map[string]any{"/any": operation("any", map[string]any{})}
	for _, h := range d.more {
		paths[h.path] = h.item
	}
	for _, g := range d.groups {
		if g.refused != "" {
			continue
		}
		schema := decode(g.Schema)
		schema = localise(schema, g.id)
		if d.inline {
			if d.components == nil {
				schema = rebase(schema, "#/paths/~1"+g.id+"/post/requestBody/content/application~1json/schema")
			}
			paths["/"+g.id] = operation(g.id, schema)
			continue
		}
		data, err := json.Marshal(schema)
		if err != nil {
			return nil, fmt.Errorf("printing a schema: %w", err)
		}
		folder[g.id+".json"] = &fstest.MapFile{Data: data}
		paths["/"+g.id] = operation(g.id, map[string]any{"$ref": g.id + ".json"})
	}
	data, err := json.Marshal(map[string]any{
		"openapi": d.version, "info": map[string]any{"title": d.name, "version": "1"}, "paths": paths,
		"components": map[string]any{"schemas": d.components},
	})
	if err != nil {
		return nil, fmt.Errorf("printing the document: %w", err)
	}
	folder[root] = &fstest.MapFile{Data: data}
	return folder, addRemotes(folder, remotes)
}

func operation(id string, schema any) map[string]any {
	return map[string]any{"post": map[string]any{
		"operationId": id,
		"requestBody": map[string]any{"required": true, "content": map[string]any{"application/json": map[string]any{"schema": schema}}},
		"responses":   map[string]any{"204": map[string]any{"description": "The value is valid"}},
	}}
}

// host is where the suite expects its remote schemas.
const host = "http://localhost:1234/"

// localise turns references to remote schemas into ones to files beside the
// document, and gives the other URLs of a schema a host of its own: several
// schemas of the suite name themselves the same.
func localise(v any, id string) any {
	return replace(v, func(key, s string) string {
		switch key {
		case "$anchor", "$dynamicAnchor":
			return id + s
		case "$id", "id", "$ref", "$dynamicRef", "$schema":
			s = ownAnchor(s, id)
		default:
			return s
		}
		rest, ours := strings.CutPrefix(s, host)
		switch {
		case !ours:
			return s
		case key == "$ref":
			name, fragment, _ := strings.Cut(rest, "#")
			if fragment != "" {
				fragment = "#" + strings.TrimPrefix(fragment, id)
			}
			if _, err := fs.Stat(remoteFiles, name); err == nil && name != "" {
				return "remotes/" + name + fragment
			}
		}
		return "http://" + id + ".localhost:1234/" + rest
	})
}

// ownAnchor renames a plain name that a reference ends in.
func ownAnchor(ref, id string) string {
	name, fragment, has := strings.Cut(ref, "#")
	if has && fragment != "" && fragment[0] != '/' {
		return name + "#" + id + fragment
	}
	return ref
}

// remoteFiles are the remote schemas of the suite.
var remoteFiles fs.FS = fstest.MapFS{}

// replace applies f to every string that is a member of an object.
func replace(v any, f func(key, s string) string) any {
	switch v := v.(type) {
	case map[string]any:
		for key, x := range v {
			if key == "enum" || key == "const" || key == "default" {
				continue
			}
			if s, text := x.(string); text {
				v[key] = f(key, s)
			} else {
				v[key] = replace(x, f)
			}
		}
	case []any:
		for i := range v {
			v[i] = replace(v[i], f)
		}
	}
	return v
}

// rebase makes references within a schema lead to the place where it stands.
func rebase(v any, place string) any {
	return replace(v, func(key, s string) string {
		if key == "$ref" && (s == "#" || strings.HasPrefix(s, "#/")) {
			return place + s[1:]
		}
		return s
	})
}

func addRemotes(folder fstest.MapFS, remotes string) error {
	if remotes == "" {
		return nil
	}
	return fs.WalkDir(os.DirFS(remotes), ".", func(name string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		data, err := os.ReadFile(filepath.Join(remotes, name))
		folder["remotes/"+name] = &fstest.MapFile{Data: data}
		return err
	})
}
