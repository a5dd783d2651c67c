package main

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/specho/specho/generator/config"
	"github.com/specho/specho/generator/output"
	"github.com/specho/specho/generator/project"
)

func initCommand() command {
	return command{
		name:  "init",
		args:  "[flags] [DIR]",
		about: "start a project",
		text: `init writes a project that runs: openapi.yaml, specho.yaml, the generated code in
internal/api, handler stubs in handlers, main.go, a Makefile and .gitignore, and go.mod
if DIR (the working folder) is in no module yet. It overwrites nothing: if one of the
files is there already, it writes none.

A new go.mod gets specho as a tool. There is no release of specho yet, so it points to a
clone: the one that this program was built from, or that of --specho. The go command
runs for that, and is shown; in a module of your own you run the lines yourself.`,
		example: `
specho init shop --module example.com/shop
cd shop && make run`,
		options: func(o *options) []option {
			return []option{
				{long: "module", value: "NAME", about: "module path of the new go.mod (default example.com/DIR)", set: text(&o.module)},
				{long: "specho", value: "DIR", about: "clone of specho (default: where this program is from)", set: text(&o.clone)},
				{long: "json", about: "print problems as JSON, one a line, on stdout", set: truth(&o.json)},
			}
		},
		run: (*app).runInit,
	}
}

// start is what init has found out about a new project.
type start struct {
	dir     string
	project project.Project
	origin  origin
	files   map[string][]byte
}

func (a *app) runInit(ctx context.Context, o *options) error {
	s, err := prepare(o)
	if err != nil {
		return err
	}
	if err := s.nothingInTheWay(); err != nil {
		return err
	}
	if _, err := output.Extend(ctx, nil, output.Tree{Dir: s.dir, Files: s.files}); err != nil {
		return err
	}
	a.say("%s: wrote %s", filepath.ToSlash(s.dir), strings.Join(slices.Sorted(maps.Keys(s.files)), ", "))
	if err := a.firstCode(ctx, s); err != nil {
		return err
	}
	if err := a.goCommands(ctx, s); err != nil {
		return err
	}
	run := "make run"
	if s.dir != "." {
		run = "cd " + quote(filepath.ToSlash(s.dir)) + " && " + run
	}
	a.say("run: %s", run)
	return nil
}

// prepare decides names, paths and contents, and writes nothing.
func prepare(o *options) (*start, error) {
	if len(o.args) > 1 {
		return nil, &usageError{fmt.Sprintf("one folder at a time: found %q behind %q", o.args[1], o.args[0]), ""}
	}
	s := &start{dir: "."}
	if len(o.args) == 1 {
		s.dir = filepath.Clean(filepath.FromSlash(o.args[0]))
	}
	abs, err := filepath.Abs(s.dir)
	if err != nil {
		return nil, fmt.Errorf("finding %s: %w", s.dir, err)
	}
	root, module, err := s.module(o, abs)
	if err != nil {
		return nil, err
	}
	if s.origin, err = findOrigin(o.clone, abs); err != nil {
		return nil, err
	}
	below, err := filepath.Rel(root, abs)
	if err != nil {
		return nil, fmt.Errorf("finding %s: %w", s.dir, err)
	}
	here := path.Join(module, filepath.ToSlash(below))
	if err := config.ValidModule(here); err != nil {
		return nil, &usageError{fmt.Sprintf("%s cannot be imported: %v", here, err), "name the module: specho init --module example.com/shop"}
	}
	generated := path.Join(here, project.GeneratedDir)
	s.project.Name = path.Base(here)
	s.project.Handlers, s.project.Generated, s.project.Runtime = path.Join(here, project.HandlersDir), generated, path.Join(generated, "rest")
	if s.files, err = project.Files(s.project); err != nil {
		return nil, err
	}
	if s.project.Module != "" && s.origin.sums != nil {
		s.files["go.sum"] = s.origin.sums
	}
	return s, nil
}

// module finds the module that the project is in, or names a new one.
func (s *start) module(o *options, abs string) (root, module string, err error) {
	if module, root, found := config.Module(s.dir); found {
		if o.module != "" && o.module != module {
			return "", "", &usageError{fmt.Sprintf("%s is in the module %s already", filepath.ToSlash(s.dir), module), "leave --module out"}
		}
		return root, module, nil
	}
	s.project.Module = o.module
	if s.project.Module == "" {
		s.project.Module = "example.com/" + strings.ToLower(filepath.Base(abs))
	}
	return abs, s.project.Module, nil
}

// nothingInTheWay refuses a folder that holds any of what is to be written.
func (s *start) nothingInTheWay() error {
	var found []string
	for _, name := range append(slices.Sorted(maps.Keys(s.files)), project.HandlersDir, project.GeneratedDir) {
		if full := filepath.Join(s.dir, filepath.FromSlash(name)); isThere(full) {
			found = append(found, filepath.ToSlash(full))
		}
	}
	if len(found) == 0 {
		return nil
	}
	return &usageError{"already there: " + strings.Join(found, ", "), "init starts something new: choose another folder, or run specho generate and specho scaffold here"}
}

// firstCode generates, and writes the handlers.
func (a *app) firstCode(ctx context.Context, s *start) error {
	o := &options{config: filepath.Join(s.dir, project.Config)}
	trees, err := a.build(ctx, o)
	if err != nil {
		return err
	}
	if _, err := output.Write(ctx, trees...); err != nil {
		return err
	}
	plan, _, err := a.plan(o)
	if err != nil {
		return err
	}
	j := plan.Jobs[0]
	a.say("%s: generated from %s", filepath.ToSlash(j.Output), filepath.ToSlash(j.Document))
	return a.scaffold(ctx, j, filepath.Join(s.dir, project.HandlersDir), false)
}

// say tells what was done.
func (a *app) say(format string, args ...any) {
	if !a.json {
		fmt.Fprintf(a.stderr, format+"\n", args...)
	}
}

var errGo = errors.New("the go command failed")

// goCommands makes specho a tool of the new module, or says how.
func (a *app) goCommands(ctx context.Context, s *start) error {
	lines := s.origin.commands()
	if s.project.Module == "" {
		a.say("go.mod is yours, so run these lines in it, unless it has specho already:")
		for _, args := range append(lines, []string{"mod", "tidy"}) {
			a.say("\t%s", shell(args))
		}
		return nil
	}
	lines = append(lines, fillModule)
	for i, args := range lines {
		a.say("$ %s", shell(args))
		if out, err := goCommand(ctx, s.dir, args); err != nil {
			var rest []string
			for _, l := range lines[i:] {
				rest = append(rest, shell(l))
			}
			return fmt.Errorf("%w: %w\n%s\thint: the files are written; run the rest in %s: %s", errGo, err, out, filepath.ToSlash(s.dir), strings.Join(rest, " && "))
		}
	}
	return nil
}

func shell(args []string) string {
	words := []string{"go"}
	for _, a := range args {
		words = append(words, quote(a))
	}
	return strings.Join(words, " ")
}

// inside reports whether a folder is base or below it.
func inside(base, dir string) bool {
	rel, err := filepath.Rel(base, dir)
	return err == nil && filepath.IsLocal(rel)
}

// isClone reports whether a folder is the root of this module's source.
func isClone(dir string) bool {
	module, root, found := config.Module(dir)
	if !found || module != modulePath {
		return false
	}
	a, errA := os.Stat(root)
	b, errB := os.Stat(dir)
	return errA == nil && errB == nil && os.SameFile(a, b)
}
