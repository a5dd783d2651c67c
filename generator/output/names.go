package output

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"unicode"
)

// validate refuses trees that cannot be written as they stand: names that leave
// their folder, names of our own book-keeping, two files in one place.
func validate(trees []Tree) error {
	seen := map[string]string{} // lower case absolute path -> path as given
	for _, t := range trees {
		dir, err := filepath.Abs(t.Dir)
		if err != nil {
			return fmt.Errorf("finding %s: %w", t.Dir, err)
		}
		if other, twice := seen[dir]; twice {
			return fmt.Errorf("two outputs share the folder %s (%s)", t.Dir, other)
		}
		seen[dir] = t.Dir
		for _, name := range slices.Sorted(maps.Keys(t.Files)) {
			if err := validName(name); err != nil {
				return err
			}
			shown := filepath.Join(t.Dir, filepath.FromSlash(name))
			// Folders of macOS and Windows hold one file for both spellings.
			key := strings.ToLower(filepath.Join(dir, filepath.FromSlash(name)))
			if other, twice := seen[key]; twice {
				return fmt.Errorf("two generated files for one place: %s and %s", other, shown)
			}
			seen[key] = shown
		}
	}
	return nil
}

// validName refuses a file name that leaves its folder, on any system, or that
// is one of our own.
func validName(name string) error {
	switch {
	case name == ".", !fs.ValidPath(name), strings.ContainsAny(name, `\:`), !filepath.IsLocal(filepath.FromSlash(name)):
		return fmt.Errorf("file name %q leaves the output folder", name)
	case strings.ContainsFunc(name, unicode.IsControl):
		return fmt.Errorf("file name %q holds a control character", name)
	case name == manifestName, isOwn(name):
		return fmt.Errorf("file name %q is reserved", name)
	}
	return nil
}

// isOwn reports whether name is a temporary file of ours.
func isOwn(name string) bool {
	base := name[strings.LastIndexByte(name, '/')+1:]
	return base == journalName || base == journalNew || base == doneName ||
		strings.HasPrefix(base, ".") && (strings.HasSuffix(base, newSuffix) || strings.HasSuffix(base, oldSuffix))
}

func sortedDirs(trees []Tree) []string {
	var dirs []string
	for _, t := range trees {
		dirs = append(dirs, t.Dir)
	}
	slices.Sort(dirs)
	return dirs
}

// makeFolders creates the missing folders of trees and returns those it made,
// outer ones first.
func makeFolders(trees []Tree) (made []string, err error) {
	for _, t := range trees {
		var missing []string
		for dir := filepath.Clean(t.Dir); ; dir = filepath.Dir(dir) {
			info, err := os.Stat(dir)
			if err == nil && !info.IsDir() {
				return made, fmt.Errorf("cannot write to %s: %s is a file, not a folder", t.Dir, dir)
			}
			if err == nil || filepath.Dir(dir) == dir {
				break
			}
			missing = append(missing, dir)
		}
		slices.Reverse(missing)
		for _, dir := range missing {
			err := os.Mkdir(dir, 0o777)
			if errors.Is(err, fs.ErrExist) {
				continue // another writer was faster
			}
			if err != nil {
				return made, fmt.Errorf("creating the folder %s: %w", dir, cause(err))
			}
			made = append(made, dir)
		}
	}
	return made, nil
}

// removeFolders removes what makeFolders made, as far as it is empty.
func removeFolders(made []string) {
	for _, dir := range slices.Backward(made) {
		_ = os.Remove(dir)
	}
}
