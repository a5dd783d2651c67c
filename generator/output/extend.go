package output

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
)

// errChanged says that a file is not as it was when the new content was made.
var errChanged = errors.New("it has changed meanwhile")

// Extend writes files that are the user's own, all of them or none. old holds what
// those of them had that exist: a file that differs from it, or exists without
// being there, is not touched, and the error names it. No manifest is kept; the
// result lists what was written.
func Extend(ctx context.Context, old map[string][]byte, tree Tree) (written []string, err error) {
	if len(tree.Files) == 0 {
		return nil, nil
	}
	trees := []Tree{tree}
	if err := validate(trees); err != nil {
		return nil, err
	}
	made, err := makeFolders(trees)
	defer func() {
		if err != nil {
			removeFolders(made)
		}
	}()
	if err != nil {
		return nil, err
	}
	places, release, err := openAll(ctx, openFolder, trees)
	if err != nil {
		return nil, err
	}
	defer release()
	if err := recoverAll(places); err != nil {
		return nil, err
	}
	tx := transaction{places: places}
	if tx.changes, err = places[0].planOwn(old); err != nil {
		return nil, err
	}
	for i := range tx.changes {
		if c := &tx.changes[i]; c.kind != makeDir {
			written = append(written, c.place.show(c.name))
		}
	}
	return written, tx.run(ctx)
}

// planOwn lists the changes of Extend.
func (p *place) planOwn(old map[string][]byte) ([]change, error) {
	var dirs, files []change
	seen := map[string]bool{}
	for _, name := range slices.Sorted(maps.Keys(p.tree.Files)) {
		if err := p.planParents(name, seen, &dirs); err != nil {
			return nil, err
		}
		now, info, err := p.regular(name)
		if err != nil {
			return nil, err
		}
		before, known := old[name]
		c := change{place: p, kind: create, name: name, data: p.tree.Files[name]}
		switch {
		case info == nil && known, known && !bytes.Equal(now, before):
			return nil, fmt.Errorf("%s: %w: run the command again", p.show(name), errChanged)
		case info != nil && !known:
			return nil, fmt.Errorf("%s is in the way", p.show(name))
		case info != nil:
			c.kind, c.mode = replace, info.Mode()
		}
		files = append(files, c)
	}
	return append(dirs, files...), nil
}
