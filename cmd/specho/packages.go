package main

import (
	"path"
	"path/filepath"
	"strings"

	"github.com/specho/specho/generator/config"
	"github.com/specho/specho/generator/output"
	"github.com/specho/specho/generator/packages"
)

// entries are the packages of types in the generator's words.
func entries(list []config.TypePackage) (all []packages.Entry) {
	for _, p := range list {
		all = append(all, packages.Entry{Files: p.Files, Folder: p.Folder, Name: p.Name, Path: p.Path, Dir: p.Dir, Pos: p.Pos, Any: p.Any})
	}
	return all
}

// treesOf are the folders that hold the files of a document: the output, and those
// of packages outside of it.
func treesOf(j config.Job, files map[string][]byte) []output.Tree {
	trees := []output.Tree{{Dir: j.Output, Files: map[string][]byte{}}}
	at := map[string]int{"": 0}
	add := func(dir string) int {
		i, known := at[dir]
		if !known {
			i = len(trees)
			at[dir] = i
			trees = append(trees, output.Tree{Dir: filepath.Join(j.Output, filepath.FromSlash(dir)), Files: map[string][]byte{}})
		}
		return i
	}
	for _, p := range j.Packages {
		if strings.HasPrefix(p.Dir, "..") {
			add(p.Dir)
		}
	}
	for name, data := range files {
		if !strings.HasPrefix(name, "../") {
			trees[0].Files[name] = data
			continue
		}
		trees[add(path.Dir(name))].Files[path.Base(name)] = data
	}
	return trees
}
