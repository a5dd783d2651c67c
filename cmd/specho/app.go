package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/specho/specho/generator"
	"github.com/specho/specho/generator/config"
	"github.com/specho/specho/generator/diag"
)

// Exit codes.
const (
	exitClean    = 0
	exitFindings = 1 // the document has problems, or check found a difference
	exitCannot   = 2 // wrong usage, bad configuration, trouble with files
	exitBug      = 3 // of specho
)

// app is the program with everything from outside that it touches.
type app struct {
	stdin          io.Reader
	stdout, stderr io.Writer
	generate       func(context.Context, generator.Config) (map[string][]byte, []diag.Diagnostic, error)
	json           bool // problems as JSON lines on stdout
	colour         bool // of problems on stderr
}

// command is an entry of the command table. A topic is one without run: there is
// only help about it.
type command struct {
	name    string
	args    string // after the name, in the usage line
	about   string // one line
	text    string // the rest of the help text
	example string
	options func(*options) []option
	run     func(*app, context.Context, *options) error
}

// commands is the command table, in the order of the help text.
func commands() []command {
	return []command{initCommand(), generateCommand(), scaffoldCommand(), checkCommand(), versionCommand(), helpCommand(), configTopic()}
}

// errFindings ends a command whose findings have been printed.
var errFindings = errors.New("findings")

// usageError is a mistake in the command line.
type usageError struct {
	message, hint string
}

func (e *usageError) Error() string {
	if e.hint == "" {
		return e.message
	}
	return e.message + "\n\thint: " + e.hint
}

// run executes one command line and returns the exit code.
func (a *app) run(ctx context.Context, args []string) int {
	err := protect("reading the command line", func() error { return a.dispatch(ctx, args) })
	var broken *bug
	switch {
	case err == nil:
		return exitClean
	case errors.Is(err, errFindings):
		return exitFindings
	case errors.As(err, &broken):
		fmt.Fprint(a.stderr, broken.report())
		return exitBug
	case ctx.Err() != nil && (errors.Is(err, context.Cause(ctx)) || errors.Is(err, ctx.Err())):
		a.problem("interrupted", errors.New("interrupted, nothing was written"))
		return exitCannot
	}
	a.problem("cannot-run", err)
	return exitCannot
}

// dispatch finds the command and runs it.
func (a *app) dispatch(ctx context.Context, args []string) error {
	if len(args) == 0 {
		fmt.Fprint(a.stderr, overview())
		return &usageError{"no command given", "run: specho generate openapi.yaml"}
	}
	name, args := args[0], args[1:]
	switch name {
	case "-h", "-help", "--help":
		name = "help"
	case "-version", "--version":
		name = "version"
	}
	for _, c := range commands() {
		if c.name != name || c.run == nil {
			continue
		}
		o, err := c.parse(args)
		if errors.Is(err, errHelp) {
			fmt.Fprint(a.stdout, c.help())
			return nil
		}
		a.json, a.colour = o.json, colours(o.color, a.stderr)
		if err != nil {
			return err
		}
		return c.run(a, ctx, o)
	}
	return unknownCommand(name)
}

func unknownCommand(name string) error {
	e := &usageError{fmt.Sprintf("unknown command %q", name), "run: specho help"}
	var names []string
	for _, c := range commands() {
		if c.run != nil {
			names = append(names, c.name)
		}
	}
	switch near := config.Nearest(name, names); {
	case near != "":
		e.hint = fmt.Sprintf("did you mean %q?", near)
	case strings.HasPrefix(name, "-"):
		e.message = fmt.Sprintf("flag %s stands before the command", name)
		e.hint = "flags follow the command: specho generate " + name
	case strings.Contains(name, "."):
		e.hint = "did you mean: specho generate " + quote(name)
	}
	return e
}
