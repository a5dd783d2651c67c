package output

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"runtime"
	"syscall"
)

// folder is an output folder as far as this package needs one. Names are slash
// paths below it; "." is the folder itself.
type folder interface {
	Lstat(name string) (fs.FileInfo, error)
	ReadFile(name string) ([]byte, error)
	ReadDir(name string) ([]fs.DirEntry, error)

	// Create writes a new file to the disk itself (fsync). A mode of 0 is that of
	// any new file; another one is kept exactly.
	Create(name string, data []byte, mode fs.FileMode) error
	Mkdir(name string) error
	Rename(from, to string) error
	Remove(name string) error
	// Sync brings the entries of a folder to the disk.
	Sync(dir string) error
	Close() error
}

// rootFolder is a folder of the disk. os.Root keeps every access below it, even
// if somebody swaps a folder for a symbolic link meanwhile.
type rootFolder struct {
	root *os.Root
}

func openFolder(dir string) (folder, error) {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, err
	}
	return rootFolder{root}, nil
}

func (f rootFolder) Lstat(name string) (fs.FileInfo, error)     { return f.root.Lstat(name) }
func (f rootFolder) ReadFile(name string) ([]byte, error)       { return f.root.ReadFile(name) }
func (f rootFolder) Mkdir(name string) error                    { return f.root.Mkdir(name, 0o777) }
func (f rootFolder) Rename(from, to string) error               { return f.root.Rename(from, to) }
func (f rootFolder) Remove(name string) error                   { return f.root.Remove(name) }
func (f rootFolder) Close() error                               { return f.root.Close() }
func (f rootFolder) ReadDir(name string) ([]fs.DirEntry, error) { return fs.ReadDir(f.root.FS(), name) }

func (f rootFolder) Create(name string, data []byte, mode fs.FileMode) (err error) {
	w, err := f.root.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, w.Close()) }()
	if mode != 0 {
		// The mode given to OpenFile is cut by the umask.
		if err := w.Chmod(mode.Perm()); err != nil {
			return err
		}
	}
	if _, err := w.Write(data); err != nil {
		return err
	}
	return w.Sync()
}

func (f rootFolder) Sync(dir string) error {
	if runtime.GOOS == "windows" {
		return nil // folders cannot be synced there
	}
	d, err := f.root.Open(dir)
	if err != nil {
		return err
	}
	defer func() { _ = d.Close() }()
	err = d.Sync()
	if errors.Is(err, syscall.EINVAL) || errors.Is(err, errors.ErrUnsupported) {
		return nil // a file system that has no such thing
	}
	return err
}

// exists reports whether there is anything by that name.
func exists(f folder, name string) (bool, error) {
	_, err := f.Lstat(name)
	if errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	return err == nil, err
}

// removeIfThere removes name; that there is no such thing is fine.
func removeIfThere(f folder, name string) error {
	if err := f.Remove(name); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return nil
}

// parents returns the folders above name, outer ones first, without ".".
func parents(name string) []string {
	dir := path.Dir(name)
	if dir == "." {
		return nil
	}
	return append(parents(dir), dir)
}

// cause drops the operation and path that os errors carry: our messages name
// both themselves, in the user's words.
func cause(err error) error {
	var p *fs.PathError
	var l *os.LinkError
	switch {
	case errors.As(err, &p):
		return p.Err
	case errors.As(err, &l):
		return l.Err
	}
	return err
}

// failed says what was being done to which file.
func (p *place) failed(doing, name string, err error) error {
	return fmt.Errorf("%s %s: %w", doing, p.show(name), cause(err))
}
