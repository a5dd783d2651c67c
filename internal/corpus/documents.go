package main

import (
	"context"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"github.com/specho/specho/generator/diag"
	"github.com/specho/specho/generator/load"
)

// documents lists the files of a folder that declare an OpenAPI version, with those
// of the folders below it if deep.
func documents(folder string, deep bool) (list []string) {
	_ = filepath.WalkDir(folder, func(p string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return nil
		case d.IsDir() && p != folder && !deep:
			return fs.SkipDir
		case d.IsDir():
			return nil
		}
		if e := filepath.Ext(p); e != ".json" && e != ".yaml" && e != ".yml" {
			return nil
		}
		if b, err := os.ReadFile(p); err == nil && declares.Match(b) {
			list = append(list, p)
		}
		return nil
	})
	slices.Sort(list)
	return list
}

var declares = regexp.MustCompile(`(?m)^[\s{]*["']?openapi["']?\s*:\s*["']?3\.`)

// roots lists the documents of several files: those that the README of the folder names.
func roots(folder string) (list []string) {
	text, _ := os.ReadFile(filepath.Join(folder, "README.md"))
	for _, name := range regexp.MustCompile("multi/[^\\s`,)]+\\.(?:yaml|yml|json)").FindAllString(string(text), -1) {
		p := filepath.Join(folder, filepath.FromSlash(name))
		if _, err := os.Stat(p); err == nil && !slices.Contains(list, p) {
			list = append(list, p)
		}
	}
	return list
}

// tree reads a document for a count and a judgement that owe nothing to the generator.
func tree(file string) *load.Tree {
	var l diag.List
	t, err := load.Document(context.Background(), load.Source{Name: file, FS: os.DirFS(filepath.Dir(file)), Root: filepath.Base(file)}, &l)
	if err != nil {
		return nil
	}
	return t
}

// operations counts the operations that a document declares: paths times methods.
func operations(t *load.Tree) (n int) {
	if t == nil {
		return 0
	}
	paths := t.Root.Get("paths")
	if paths == nil {
		return 0
	}
	for _, p := range paths.Members {
		if strings.HasPrefix(p.Name, "x-") {
			continue
		}
		seen := map[string]bool{}
		for item, hops := p, 0; item != nil && hops < 20; hops++ {
			for _, m := range item.Members {
				if methods[m.Name] && m.Kind == load.Object {
					seen[m.Name] = true
				}
			}
			if more := item.Get("additionalOperations"); more != nil {
				for _, m := range more.Members {
					seen[m.Name] = true
				}
			}
			ref := item.Get("$ref")
			if ref == nil {
				break
			}
			item, _ = t.Resolve(ref)
		}
		n += len(seen)
	}
	return n
}

var methods = map[string]bool{
	"get": true, "put": true, "post": true, "delete": true, "options": true, "head": true, "patch": true, "trace": true, "query": true,
}
