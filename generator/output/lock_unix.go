//go:build unix && !solaris && !aix

package output

import (
	"errors"
	"os"
	"syscall"
)

// tryLock locks the folder itself: no file is left behind, and the system gives
// the lock back when the process dies.
func tryLock(dir string, mode lockMode) (unlock func(), err error) {
	d, err := os.Open(dir)
	if err != nil {
		return nil, err
	}
	how := syscall.LOCK_EX
	if mode == shared {
		how = syscall.LOCK_SH
	}
	err = syscall.Flock(int(d.Fd()), how|syscall.LOCK_NB)
	if errors.Is(err, syscall.EWOULDBLOCK) {
		_ = d.Close()
		return nil, errBusy
	}
	// Any other error means a file system without locks (some network ones):
	// going on unlocked is better than not working there at all.
	return func() { _ = d.Close() }, nil
}
