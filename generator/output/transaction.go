package output

import (
	"context"
	"errors"
	"fmt"
	"path"
	"slices"
	"sync"
	"sync/atomic"
)

// transaction makes all of its changes or none.
//
// The order of the steps is what makes it safe, for whatever moment the process
// or the machine dies at:
//
//  1. The journal lists the changes.
//  2. The new contents are written beside their places.
//  3. One after another, an old file is moved aside and the new one moved in.
//  4. The journal is renamed: the one step that turns "old" into "new".
//  5. The old files are deleted, then the journal.
//
// Up to 4 undo restores the old state; after 4 only waste is left, which tidy
// removes. Both look at the disk alone, so that the next run can do them too.
type transaction struct {
	places  []*place
	changes []change
	unsure  bool // the last step may not survive a power cut: keep the old contents
}

// home is the folder that holds the journal.
func (t *transaction) home() *place { return t.places[0] }

func (t *transaction) run(ctx context.Context) error {
	if len(t.changes) == 0 {
		return nil
	}
	if err := t.commit(ctx); err != nil {
		if undoErr := t.undo(); undoErr != nil {
			return fmt.Errorf("%w\nundoing it failed too, the next run will try again: %w", err, undoErr)
		}
		return err
	}
	// What is written is written: waste that cannot be removed now is removed by
	// the next run.
	if !t.unsure {
		_ = t.tidy()
	}
	return nil
}

// commit goes up to the step that makes the new state the valid one.
func (t *transaction) commit(ctx context.Context) error {
	if err := t.stage(ctx); err != nil {
		return err
	}
	for i := range t.changes {
		if err := t.changes[i].swap(); err != nil {
			return err
		}
	}
	if err := t.syncFolders(); err != nil {
		return err
	}
	return t.finishJournal()
}

// stage writes the journal and the new contents, and replaces nothing.
func (t *transaction) stage(ctx context.Context) error {
	if err := context.Cause(ctx); err != nil {
		return fmt.Errorf("writing %s: %w", t.home().tree.Dir, err)
	}
	if err := t.clearPlaces(); err != nil {
		return err
	}
	if err := t.writeJournal(); err != nil {
		return err
	}
	return t.prepare(ctx)
}

// parallel is how many files are written at once: a disk saves several in the time
// of one.
const parallel = 16

// prepare makes the folders and writes the new contents.
func (t *transaction) prepare(ctx context.Context) error {
	var files []*change
	for i := range t.changes {
		c := &t.changes[i]
		switch c.kind {
		case makeDir:
			if err := c.place.Mkdir(c.name); err != nil {
				return c.place.failed("creating the folder", c.name, err)
			}
		case create, replace:
			files = append(files, c)
		}
	}
	var wg sync.WaitGroup
	var next atomic.Int64
	errs := make([]error, parallel)
	for worker := range parallel {
		wg.Go(func() {
			for errs[worker] == nil {
				i := int(next.Add(1)) - 1
				if i >= len(files) {
					return
				}
				errs[worker] = files[i].write(ctx)
			}
		})
	}
	wg.Wait()
	for _, err := range errs {
		if err != nil {
			return err // one says enough: a full disk fails for all
		}
	}
	return nil
}

// write puts the new content beside its place.
func (c *change) write(ctx context.Context) error {
	if err := context.Cause(ctx); err != nil {
		return fmt.Errorf("writing %s: %w", c.place.tree.Dir, err)
	}
	if err := c.place.Create(c.fresh(), c.data, c.mode); err != nil {
		return c.place.failed("writing", c.name, err)
	}
	return nil
}

// clearPlaces removes files where the temporary ones will be. No journal speaks of
// them, so they are waste; once there is a journal they would count as old content.
func (t *transaction) clearPlaces() error {
	for i := range t.changes {
		c := &t.changes[i]
		if c.kind == makeDir {
			continue
		}
		err := removeIfThere(c.place, c.fresh())
		if err == nil {
			err = removeIfThere(c.place, c.backup())
		}
		if err != nil {
			return c.place.failed("making room for", c.name, err)
		}
	}
	return nil
}

func (c *change) swap() error {
	if c.kind == replace || c.kind == remove {
		if err := c.place.Rename(c.name, c.backup()); err != nil {
			return c.place.failed("replacing", c.name, err)
		}
	}
	if c.kind == create || c.kind == replace {
		if err := c.place.Rename(c.fresh(), c.name); err != nil {
			return c.place.failed("replacing", c.name, err)
		}
	}
	return nil
}

// syncFolders brings the renames to the disk.
func (t *transaction) syncFolders() error {
	type dir struct {
		place *place
		name  string
	}
	seen := map[dir]bool{}
	for i := range t.changes {
		d := dir{t.changes[i].place, path.Dir(t.changes[i].name)}
		if seen[d] {
			continue
		}
		seen[d] = true
		if err := d.place.Sync(d.name); err != nil {
			return d.place.failed("saving the folder", d.name, err)
		}
	}
	return nil
}

// undo restores the old state from what stands on the disk, last change first.
// It goes on after a failure, and keeps the journal for the next run then.
func (t *transaction) undo() error {
	var errs []error
	for i := range slices.Backward(t.changes) {
		if err := t.changes[i].restore(); err != nil {
			errs = append(errs, err)
		}
	}
	if len(errs) > 0 {
		return errors.Join(errs...)
	}
	return t.dropJournal(journalName)
}

// restore undoes one change, wherever it stands: not begun, half done, done or
// already undone.
func (c *change) restore() error {
	p := c.place
	if c.kind == makeDir {
		return c.restoreDir()
	}
	if err := removeIfThere(p, c.fresh()); err != nil {
		return p.failed("removing the new", c.name, err)
	}
	if c.kind == create {
		if err := removeIfThere(p, c.name); err != nil {
			return p.failed("removing the new", c.name, err)
		}
		return nil
	}
	moved, err := exists(p, c.backup())
	if err == nil && moved {
		err = p.Rename(c.backup(), c.name)
	}
	if err != nil {
		return p.failed("restoring", c.name, err)
	}
	return nil
}

// restoreDir removes a folder that was made, unless somebody has put a file there.
func (c *change) restoreDir() error {
	entries, err := c.place.ReadDir(c.name)
	unused := err == nil && len(entries) == 0
	if !unused {
		return nil // somebody's files are in it, or there is no such folder
	}
	if err := removeIfThere(c.place, c.name); err != nil {
		return c.place.failed("removing the folder", c.name, err)
	}
	return nil
}

// tidy removes the old contents, folders that became empty, and the journal.
func (t *transaction) tidy() error {
	for i := range t.changes {
		c := &t.changes[i]
		if c.kind == makeDir {
			continue
		}
		if err := removeIfThere(c.place, c.backup()); err != nil {
			return c.place.failed("removing the old", c.name, err)
		}
		if c.kind == remove {
			c.removeEmptyParents()
		}
	}
	return t.dropJournal(doneName)
}

// removeEmptyParents removes the folders that a deletion left empty. Removing a
// folder fails if there is anything in it, which is what we want.
func (c *change) removeEmptyParents() {
	for _, dir := range slices.Backward(parents(c.name)) {
		if c.place.Remove(dir) != nil {
			return
		}
	}
}
