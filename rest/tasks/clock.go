package tasks

import (
	"context"
	"sync"
	"time"
)

// Clock is the time of a runner. Package taskstest has one that stands still.
type Clock interface {
	Now() time.Time
	NewTimer(d time.Duration) Timer
}

// Timer is one event of a Clock.
type Timer interface {
	C() <-chan time.Time // gets one value when the time is over
	Stop() bool          // false if it was over, or stopped, already
}

// system is the clock of the machine.
type system struct{}

func (system) Now() time.Time                 { return time.Now() }
func (system) NewTimer(d time.Duration) Timer { return systemTimer{time.NewTimer(d)} }

type systemTimer struct{ *time.Timer }

func (t systemTimer) C() <-chan time.Time { return t.Timer.C }

// withTimeout ends ctx after d with the cause ErrTimeout. On the machine's clock
// that is a deadline like any other; another clock cancels.
func withTimeout(ctx context.Context, clock Clock, d time.Duration) (context.Context, context.CancelFunc) {
	if _, ok := clock.(system); ok {
		return context.WithTimeoutCause(ctx, d, ErrTimeout)
	}
	ctx, cancel := context.WithCancelCause(ctx)
	timer := clock.NewTimer(d)
	var ended sync.WaitGroup
	ended.Go(func() {
		select {
		case <-timer.C():
			cancel(ErrTimeout)
		case <-ctx.Done():
			timer.Stop()
		}
	})
	return ctx, func() {
		cancel(nil)
		ended.Wait()
	}
}
