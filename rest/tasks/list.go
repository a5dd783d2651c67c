package tasks

import "errors"

// List collects the jobs that one answer starts, and what went wrong in making
// them. Its zero value is empty.
type List struct {
	Jobs []Job
	Err  error
}

// Add takes what New returns.
func (l *List) Add(j Job, err error) {
	if err != nil {
		l.Err = errors.Join(l.Err, err)
		return
	}
	l.Jobs = append(l.Jobs, j)
}

// InOrder has the jobs of l run one after the other, as a Chain; call it when all
// are there.
func (l *List) InOrder(stopOnError bool) {
	if len(l.Jobs) > 1 {
		l.Jobs = []Job{Chain(stopOnError, l.Jobs...)}
	}
}
