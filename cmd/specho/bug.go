package main

import (
	"fmt"
	"runtime/debug"
)

// bug is a panic: a mistake of specho's.
type bug struct {
	doing string
	value any
	stack []byte
}

func (b *bug) Error() string { return fmt.Sprintf("internal error while %s: %v", b.doing, b.value) }

// report is what the user reads.
func (b *bug) report() string {
	return fmt.Sprintf(`specho: %s

This is a bug in specho. Please report it at https://github.com/specho/specho/issues,
with the document if you can share it, and with these lines:

%s
%s`, b.Error(), versionLine(), b.stack)
}

// protect runs f and returns a panic of it as a *bug that names the operation.
// The program ends right after: nothing goes on in an unknown state.
func protect(doing string, f func() error) (err error) {
	defer func() {
		if v := recover(); v != nil {
			err = &bug{doing, v, debug.Stack()}
		}
	}()
	return f()
}
