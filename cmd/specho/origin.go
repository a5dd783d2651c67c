package main

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"strings"

	"github.com/specho/specho/generator/config"
)

const (
	modulePath  = "github.com/specho/specho"
	toolPath    = modulePath + "/cmd/specho"
	unpublished = "v0.0.0" // stands for a version where a clone replaces it
)

// origin is where a module gets specho from: a release, or a clone.
type origin struct {
	version string
	clone   string // as go.mod writes it; "" for a release
	sums    []byte // go.sum of the clone
}

// findOrigin finds the release or the clone for a module in the folder dir. wanted
// is what the user named, "" if nothing.
func findOrigin(wanted, dir string) (origin, error) {
	if wanted != "" {
		if !isClone(wanted) {
			return origin{}, &usageError{filepath.ToSlash(wanted) + " is not a clone of specho: its go.mod does not name " + modulePath, ""}
		}
		return cloneFor(wanted, dir), nil
	}
	if info, ok := debug.ReadBuildInfo(); ok && info.Main.Path == modulePath {
		if config.Released(info.Main.Version) {
			return origin{version: info.Main.Version}, nil
		}
		if r := info.Main.Replace; r != nil && filepath.IsAbs(r.Path) && isClone(r.Path) {
			return cloneFor(r.Path, dir), nil
		}
	}
	// The compiler notes where sources are, unless it was told to trim paths.
	if _, file, _, ok := runtime.Caller(0); ok && filepath.IsAbs(file) {
		if clone := filepath.Dir(filepath.Dir(filepath.Dir(filepath.FromSlash(file)))); isClone(clone) {
			return cloneFor(clone, dir), nil
		}
	}
	return origin{}, &usageError{"the source of specho was not found", "there is no release yet: name a clone with --specho DIR"}
}

// cloneFor writes the path of a clone for the go.mod in dir: a relative one where
// both are neighbours, so that they can move together.
func cloneFor(clone, dir string) origin {
	abs, err := filepath.Abs(clone)
	if err != nil {
		abs = clone
	}
	sums, err := os.ReadFile(filepath.Join(abs, "go.sum"))
	if err != nil {
		sums = nil // the go command asks the checksum database then
	}
	if rel, err := filepath.Rel(dir, abs); err == nil && strings.Count(filepath.ToSlash(rel), "/") <= 2 && inside(filepath.Dir(abs), dir) {
		abs = rel
	}
	return origin{unpublished, filepath.ToSlash(abs), sums}
}

// commands are the arguments of the go command that make specho a tool of a module.
func (o origin) commands() [][]string {
	if o.clone == "" {
		return [][]string{{"get", "-tool", toolPath + "@" + o.version}}
	}
	return [][]string{{"mod", "edit", "-require=" + modulePath + "@" + o.version, "-replace=" + modulePath + "=" + o.clone, "-tool=" + toolPath}}
}

// fillModule adds what the code of a new module needs to go.mod and go.sum. As
// against "go mod tidy" it wants no more than a build does, so that it needs no
// network where the module cache has that.
var fillModule = []string{"list", "-mod=mod", "-deps", "./...", "tool"}

// goCommand runs the go command in a folder.
func goCommand(ctx context.Context, dir string, args []string) (out []byte, err error) {
	cmd := exec.CommandContext(ctx, "go", args...)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "GOWORK=off")
	return cmd.CombinedOutput()
}
