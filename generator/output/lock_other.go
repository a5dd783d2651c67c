//go:build !unix || solaris || aix

package output

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
)

const lockName = ".specho-lock"

// tryLock makes a lock file. A process that is killed leaves it behind; the error
// names the folder, so that it can be deleted. Readers take no lock here.
func tryLock(dir string, mode lockMode) (unlock func(), err error) {
	if mode == shared {
		return func() {}, nil
	}
	name := filepath.Join(dir, lockName)
	f, err := os.OpenFile(name, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o666)
	if errors.Is(err, fs.ErrExist) {
		return nil, errBusy
	}
	if err != nil {
		return nil, err
	}
	_ = f.Close()
	return func() { _ = os.Remove(name) }, nil
}
