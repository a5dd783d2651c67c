package output

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"strings"
)

const (
	journalName = ".specho-journal"      // a run is under way, or died: the old state is valid
	doneName    = ".specho-journal-done" // the new state is valid, waste is left
	journalNew  = ".specho-journal-new"  // a journal that is being written
)

// writeJournal lists the changes: kind, folder and name, separated by tabs (which
// no name holds). The folder is relative to the one of the journal.
func (t *transaction) writeJournal() error {
	var b bytes.Buffer
	for i := range t.changes {
		c := &t.changes[i]
		fmt.Fprintf(&b, "%s\t%s\t%s\n", c.kind, c.place.rel, c.name)
	}
	home := t.home()
	err := removeIfThere(home, journalNew)
	if err == nil {
		err = home.Create(journalNew, b.Bytes(), 0)
	}
	if err == nil {
		err = home.Rename(journalNew, journalName)
	}
	if err == nil {
		err = home.Sync(".")
	}
	if err != nil {
		_ = removeIfThere(home, journalNew)
		return fmt.Errorf("writing to %s: %w", home.tree.Dir, cause(err))
	}
	return nil
}

// finishJournal makes the new state the valid one.
func (t *transaction) finishJournal() error {
	home := t.home()
	if err := home.Rename(journalName, doneName); err != nil {
		return home.failed("renaming", journalName, err)
	}
	// The old contents must not go before this rename is on the disk. If it cannot
	// be made sure they stay, and so does the mark: the next run tidies up.
	t.unsure = home.Sync(".") != nil
	return nil
}

// dropJournal removes the journal by either of its names.
func (t *transaction) dropJournal(name string) error {
	home := t.home()
	if err := removeIfThere(home, name); err != nil {
		return home.failed("removing", name, err)
	}
	return nil
}

// recoverAll ends what an earlier run that died has begun: a state between old
// and new becomes the old one, waste is removed.
func recoverAll(places []*place) error {
	for _, p := range places {
		// The order matters: while a done mark stands, no new journal was begun.
		for _, name := range []string{doneName, journalName} {
			t, err := readJournal(p, name, places)
			if err != nil {
				return err
			}
			if t == nil {
				continue
			}
			if name == doneName {
				err = t.tidy()
			} else {
				err = t.undo()
			}
			if err != nil {
				return fmt.Errorf("cleaning up after a run that was killed: %w", err)
			}
		}
		if err := removeIfThere(p, journalNew); err != nil {
			return p.failed("removing", journalNew, err)
		}
	}
	return nil
}

// readJournal returns the transaction that a journal in p describes, nil if there
// is none. Folders that are not part of this run are left to a run of their own:
// a journal is a file that anybody may have put there, so it opens no others.
func readJournal(p *place, name string, places []*place) (*transaction, error) {
	_, info, err := p.regular(name)
	if err != nil || info == nil {
		return nil, err
	}
	data, err := p.ReadFile(name)
	if err != nil {
		return nil, p.failed("reading", name, err)
	}
	t := &transaction{places: []*place{p}}
	for line := range strings.Lines(string(data)) {
		c, dir, err := parseChange(strings.TrimSuffix(line, "\n"))
		if err != nil {
			return nil, fmt.Errorf("%s: %w\n\thint: delete it if it is not specho's", p.show(name), err)
		}
		if c.place, err = findPlace(p, dir, places); err != nil {
			return nil, err
		}
		if c.place != nil {
			t.changes = append(t.changes, c)
		}
	}
	return t, nil
}

func parseChange(line string) (c change, dir string, err error) {
	parts := strings.Split(line, "\t")
	if len(parts) != 3 {
		return change{}, "", fmt.Errorf("unreadable line %q", line)
	}
	c = change{kind: kind(parts[0]), name: parts[2]}
	switch c.kind {
	case makeDir, create, replace, remove:
	default:
		return change{}, "", fmt.Errorf("unreadable line %q", line)
	}
	if c.name != manifestName {
		err = validName(c.name)
	}
	return c, parts[1], err
}

// findPlace returns the place that stands at dir seen from p, nil if none does.
func findPlace(p *place, dir string, places []*place) (*place, error) {
	for _, q := range places {
		rel, err := relative(p.tree.Dir, q.tree.Dir)
		if err != nil {
			return nil, err
		}
		if rel == dir {
			return q, nil
		}
	}
	return nil, nil
}

// interrupted reports whether a killed run has left its journal in the folder.
func interrupted(p *place) (bool, error) {
	for _, name := range []string{journalName, doneName} {
		if _, err := p.Lstat(name); err == nil {
			return true, nil
		} else if !errors.Is(err, fs.ErrNotExist) {
			return false, p.failed("looking at", name, err)
		}
	}
	return false, nil
}
