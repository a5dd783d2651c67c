package output

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path"
	"slices"
	"strings"
)

// change is one step that takes a folder from its old to its new state.
type change struct {
	place *place
	kind  kind
	name  string
	data  []byte      // of create and replace
	mode  fs.FileMode // of the file that is replaced; 0: a new one
}

// kind is what a change does; its text stands in the journal.
type kind string

const (
	makeDir kind = "mkdir"
	create  kind = "create"
	replace kind = "replace"
	remove  kind = "delete"
)

const (
	newSuffix = ".specho-new" // the content to come
	oldSuffix = ".specho-old" // the content that was, until all is done
)

// fresh is where the new content waits. The leading dot keeps it out of builds.
func (c *change) fresh() string { return aside(c.name, newSuffix) }

// backup is where the old content waits.
func (c *change) backup() string { return aside(c.name, oldSuffix) }

// aside names a temporary file in the folder of name: a rename works only within
// one file system.
func aside(name, suffix string) string {
	dir, base := path.Split(name)
	return dir + "." + base + suffix
}

// plan compares the folder with the tree and returns the changes, folders first.
func (p *place) plan(res *Result) ([]change, error) {
	own, err := listed(p)
	if err != nil {
		return nil, err
	}
	var dirs, files []change
	seen := map[string]bool{}
	for _, name := range slices.Sorted(maps.Keys(p.tree.Files)) {
		if err := p.planParents(name, seen, &dirs); err != nil {
			return nil, err
		}
		if err := p.planFile(name, own[name], &files); err != nil {
			return nil, err
		}
	}
	if len(p.tree.Files) > 0 {
		if err := p.planManifest(&files); err != nil {
			return nil, err
		}
	}
	for _, c := range files {
		res.Written = append(res.Written, p.show(c.name))
	}
	stale, err := p.planStale(own, res)
	if len(p.tree.Files) == 0 && own != nil {
		stale = append(stale, change{place: p, kind: remove, name: manifestName})
		res.Deleted = append(res.Deleted, p.show(manifestName))
	}
	return slices.Concat(dirs, files, stale), err
}

// planParents adds the missing folders above name; seen holds those looked at.
func (p *place) planParents(name string, seen map[string]bool, dirs *[]change) error {
	for _, dir := range parents(name) {
		if seen[dir] {
			continue
		}
		seen[dir] = true
		info, err := p.Lstat(dir)
		switch {
		case errors.Is(err, fs.ErrNotExist):
			*dirs = append(*dirs, change{place: p, kind: makeDir, name: dir})
		case err != nil:
			return p.failed("looking at", dir, err)
		case info.Mode()&fs.ModeSymlink != 0:
			return fmt.Errorf("%s is a symbolic link: specho does not write through links", p.show(dir))
		case !info.IsDir():
			return fmt.Errorf("%s is a file where generated code needs a folder", p.show(dir))
		}
	}
	return nil
}

// planFile adds the change that one file needs, if any.
func (p *place) planFile(name string, own bool, files *[]change) error {
	data := p.tree.Files[name]
	old, info, err := p.regular(name)
	switch {
	case err != nil:
		return err
	case info == nil:
		*files = append(*files, change{place: p, kind: create, name: name, data: data})
		return nil
	case sameText(old, data):
		return nil
	case !replaceable(name, old, own):
		return notOurs(p, name)
	}
	*files = append(*files, change{place: p, kind: replace, name: name, data: data, mode: info.Mode()})
	return nil
}

// replaceable reports whether specho may overwrite what stands in a file.
func replaceable(name string, old []byte, own bool) bool {
	if isGo(name) {
		return len(old) == 0 || hasHeader(old)
	}
	return own
}

func notOurs(p *place, name string) error {
	why := "it lacks the line " + Header
	if !isGo(name) {
		why = "it is not listed in " + p.show(manifestName)
	}
	return fmt.Errorf("%s is in the way and %w: %s\n\thint: move it away, or delete it to have it generated", p.show(name), errNotOurs, why)
}

// regular reads a file; info is nil if there is none. Links and folders are errors.
func (p *place) regular(name string) ([]byte, fs.FileInfo, error) {
	info, err := p.Lstat(name)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, nil, nil
	case err != nil:
		return nil, nil, p.failed("looking at", name, err)
	case info.Mode()&fs.ModeSymlink != 0:
		return nil, nil, fmt.Errorf("%s is a symbolic link: specho does not write through links", p.show(name))
	case !info.Mode().IsRegular():
		return nil, nil, fmt.Errorf("%s is in the way: it is not a regular file", p.show(name))
	}
	data, err := p.ReadFile(name)
	if err != nil {
		return nil, nil, p.failed("reading", name, err)
	}
	return data, info, nil
}

func (p *place) planManifest(files *[]change) error {
	want := manifestOf(p.tree)
	old, info, err := p.regular(manifestName)
	switch {
	case err != nil:
		return err
	case info == nil:
		*files = append(*files, change{place: p, kind: create, name: manifestName, data: want})
	case !sameText(old, want):
		*files = append(*files, change{place: p, kind: replace, name: manifestName, data: want, mode: info.Mode()})
	}
	return nil
}

// planStale returns the deletions of what is listed and no longer generated.
func (p *place) planStale(own map[string]bool, res *Result) ([]change, error) {
	var stale []change
	for _, name := range slices.Sorted(maps.Keys(own)) {
		if _, wanted := p.tree.Files[name]; wanted || p.sameAsWanted(name) {
			continue
		}
		state, err := p.leftOver(name)
		if err != nil {
			return nil, err
		}
		switch state {
		case ours:
			stale = append(stale, change{place: p, kind: remove, name: name})
			res.Deleted = append(res.Deleted, p.show(name))
		case theirs:
			res.Kept = append(res.Kept, p.show(name))
		}
	}
	return stale, nil
}

// sameAsWanted reports whether name is a generated file by another spelling: on
// the usual disks of macOS and Windows Pet.go and pet.go are one file.
func (p *place) sameAsWanted(name string) bool {
	for wanted := range p.tree.Files {
		if !strings.EqualFold(wanted, name) {
			continue
		}
		a, errA := p.Lstat(name)
		b, errB := p.Lstat(wanted)
		return errA == nil && errB == nil && os.SameFile(a, b)
	}
	return false
}

// owner is whom a listed file that is no longer generated belongs to.
type owner int

const (
	nobody owner = iota // it is gone
	ours
	theirs
)

func (p *place) leftOver(name string) (owner, error) {
	for _, dir := range parents(name) {
		info, err := p.Lstat(dir)
		if errors.Is(err, fs.ErrNotExist) {
			return nobody, nil
		}
		if err != nil {
			return nobody, p.failed("looking at", dir, err)
		}
		if !info.IsDir() {
			return theirs, nil // a link, or a file: what we wrote is not there
		}
	}
	info, err := p.Lstat(name)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nobody, nil
	case err != nil:
		return nobody, p.failed("looking at", name, err)
	case !info.Mode().IsRegular():
		return theirs, nil
	case !isGo(name):
		return ours, nil
	}
	data, err := p.ReadFile(name)
	if err != nil {
		return nobody, p.failed("reading", name, err)
	}
	if len(data) == 0 || hasHeader(data) {
		return ours, nil
	}
	return theirs, nil
}
