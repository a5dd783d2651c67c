package output

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path"
	"slices"
	"strings"
)

// Check compares the folders with the files and writes nothing. It returns the
// differences by tree and path; an error means that a folder cannot be read.
func Check(ctx context.Context, trees ...Tree) ([]Drift, error) {
	if err := validate(trees); err != nil {
		return nil, err
	}
	var all []Drift
	for _, t := range trees {
		drift, err := checkTree(ctx, t)
		if err != nil {
			return nil, err
		}
		all = append(all, drift...)
	}
	return all, nil
}

func checkTree(ctx context.Context, t Tree) ([]Drift, error) {
	if _, err := os.Stat(t.Dir); errors.Is(err, fs.ErrNotExist) {
		return allMissing(t), nil
	}
	unlock, err := lock(ctx, t.Dir, shared)
	if err != nil {
		return nil, err
	}
	defer unlock()
	f, err := openFolder(t.Dir)
	if err != nil {
		return nil, fmt.Errorf("opening %s: %w", t.Dir, cause(err))
	}
	defer func() { _ = f.Close() }()
	c := checker{place: &place{folder: f, tree: t}}
	if err := c.run(); err != nil {
		return nil, err
	}
	slices.SortFunc(c.drift, func(a, b Drift) int { return strings.Compare(a.Path, b.Path) })
	return c.drift, nil
}

func allMissing(t Tree) []Drift {
	var all []Drift
	p := &place{tree: t}
	for _, name := range slices.Sorted(maps.Keys(t.Files)) {
		all = append(all, Drift{Path: p.show(name), Cause: Missing, New: t.Files[name]})
	}
	return all
}

// checker compares one open folder with its tree.
type checker struct {
	*place
	drift []Drift
}

func (c *checker) add(name string, d Drift) {
	d.Path = c.show(name)
	c.drift = append(c.drift, d)
}

func (c *checker) run() error {
	dead, err := interrupted(c.place)
	if err != nil {
		return err
	}
	if dead {
		c.add(journalName, Drift{Cause: Interrupted})
	}
	own, err := listed(c.place)
	if err != nil {
		return err
	}
	for _, name := range slices.Sorted(maps.Keys(c.tree.Files)) {
		if err := c.file(name, own[name]); err != nil {
			return err
		}
	}
	c.explain()
	if err := c.manifest(); err != nil {
		return err
	}
	if err := c.stale(own); err != nil {
		return err
	}
	return c.unlisted(own)
}

// file compares one file; why it changed is settled by explain.
func (c *checker) file(name string, own bool) error {
	want := c.tree.Files[name]
	for _, dir := range parents(name) {
		if info, err := c.Lstat(dir); err == nil && info.Mode()&fs.ModeSymlink != 0 {
			c.add(name, Drift{Cause: BehindLink})
			return nil
		}
	}
	info, err := c.Lstat(name)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		c.add(name, Drift{Cause: Missing, New: want})
		return nil
	case err != nil:
		return c.failed("looking at", name, err)
	case !info.Mode().IsRegular():
		c.add(name, Drift{Cause: NotRegular})
		return nil
	}
	old, err := c.ReadFile(name)
	if err != nil {
		return c.failed("reading", name, err)
	}
	if !bytes.Equal(old, want) {
		c.add(name, classify(name, old, want, own))
	}
	return nil
}

// explain tells changed files from each other: if a file that is no Go (the
// embedded document) differs too, the document has changed since they were made.
func (c *checker) explain() {
	why := Changed
	for name, want := range c.tree.Files {
		if !isGo(name) && why == Changed {
			why = ByHand
		}
		if !isGo(name) && c.differs(name, want) {
			why = ByDocument
		}
	}
	for i := range c.drift {
		if c.drift[i].Cause == Changed {
			c.drift[i].Cause = why
		}
	}
}

func (c *checker) differs(name string, want []byte) bool {
	i := slices.IndexFunc(c.drift, func(d Drift) bool { return d.Path == c.show(name) })
	return i >= 0 && c.drift[i].Finding() && !sameText(c.drift[i].Old, want)
}

func (c *checker) manifest() error {
	want := manifestOf(c.tree)
	old, info, err := c.regular(manifestName)
	switch {
	case err != nil:
		return err
	case len(c.tree.Files) == 0:
		if info != nil {
			c.add(manifestName, Drift{Cause: Stale})
		}
	case info == nil:
		c.add(manifestName, Drift{Cause: Missing, New: want})
	case conflictLine(old) > 0:
		c.add(manifestName, Drift{Cause: Conflict, Line: conflictLine(old), Old: old, New: want})
	case !sameText(old, want):
		c.add(manifestName, Drift{Cause: Changed, Old: old, New: want})
	}
	return nil
}

// stale names files that Write would delete. Those that it would keep are the
// user's, and no finding.
func (c *checker) stale(own map[string]bool) error {
	for _, name := range slices.Sorted(maps.Keys(own)) {
		if _, wanted := c.tree.Files[name]; wanted || c.sameAsWanted(name) {
			continue
		}
		state, err := c.leftOver(name)
		if err != nil {
			return err
		}
		if state == ours {
			c.add(name, Drift{Cause: Stale})
		}
	}
	return nil
}

// unlisted names Go files with our header that nobody generated here: copies, or
// what is left of a lost manifest. They would be compiled into the package.
func (c *checker) unlisted(own map[string]bool) error {
	dirs := map[string]bool{}
	for name := range c.tree.Files {
		if isGo(name) {
			dirs[path.Dir(name)] = true
		}
	}
	for _, dir := range slices.Sorted(maps.Keys(dirs)) {
		entries, err := c.ReadDir(dir)
		if err != nil {
			continue // a missing folder: its files are named already
		}
		for _, e := range entries {
			name := path.Join(dir, e.Name())
			if _, wanted := c.tree.Files[name]; wanted || own[name] || !isGo(name) || !e.Type().IsRegular() || c.sameAsWanted(name) {
				continue
			}
			data, err := c.ReadFile(name)
			if err != nil {
				return c.failed("reading", name, err)
			}
			if hasHeader(data) {
				c.add(name, Drift{Cause: Unlisted})
			}
		}
	}
	return nil
}
