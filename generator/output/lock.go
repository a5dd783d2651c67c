package output

import (
	"context"
	"errors"
	"fmt"
	"time"
)

// errBusy says that another process holds the lock.
var errBusy = errors.New("another specho is at work there")

// lockPatience is how long a second writer waits for the first one, and lockPause
// how long it sleeps between two attempts.
var (
	lockPatience = time.Minute
	lockPause    = 20 * time.Millisecond
)

type lockMode int

const (
	exclusive lockMode = iota
	shared
)

// lock takes the lock of a folder. It waits for another writer, but not for ever.
func lock(ctx context.Context, dir string, mode lockMode) (unlock func(), err error) {
	deadline := time.Now().Add(lockPatience)
	for {
		unlock, err := tryLock(dir, mode)
		if err == nil {
			return unlock, nil
		}
		if !errors.Is(err, errBusy) || time.Now().After(deadline) {
			return nil, fmt.Errorf("locking %s: %w", dir, cause(err))
		}
		select {
		case <-ctx.Done():
			return nil, fmt.Errorf("waiting for the lock of %s: %w", dir, context.Cause(ctx))
		case <-time.After(lockPause):
		}
	}
}
