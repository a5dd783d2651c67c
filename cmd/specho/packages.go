package main

import (
	"path"
	"path/filepath"
	"slices"
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
	main := output.Tree{Dir: j.Output, Files: map[string][]byte{}}
	outside := map[string]*output.Tree{}
	for name, data := range files {
		if !strings.HasPrefix(name, "../") {
			main.Files[name] = data
			continue
		}
		dir := path.Dir(name)
		if outside[dir] == nil {
			outside[dir] = &output.Tree{Dir: filepath.Join(j.Output, filepath.FromSlash(dir)), Files: map[string][]byte{}}
		}
		outside[dir].Files[path.Base(name)] = data
	}
	trees := []output.Tree{main}
	for dir, t := range outside {
		trees[0].Partners = append(trees[0].Partners, dir)
		if back, err := filepath.Rel(t.Dir, j.Output); err == nil {
			t.Partners = []string{filepath.ToSlash(back)}
		}
		trees = append(trees, *t)
	}
	slices.SortFunc(trees[1:], func(a, b output.Tree) int { return strings.Compare(a.Dir, b.Dir) })
	return trees
}

// leftFolders are the folders that an earlier run put types of these trees in, and
// that no tree has now: nothing is to be left in them.
func leftFolders(trees []output.Tree) (left []output.Tree) {
	known := map[string]bool{}
	for _, t := range trees {
		known[absolute(t.Dir)] = true
	}
	for _, t := range trees {
		for _, dir := range output.Left(t.Dir) {
			if !known[absolute(dir)] {
				known[absolute(dir)] = true
				left = append(left, output.Tree{Dir: dir})
			}
		}
	}
	return left
}

func absolute(dir string) string {
	abs, err := filepath.Abs(dir)
	if err != nil { // the working folder is gone
		return filepath.Clean(dir)
	}
	return abs
}
