package main

import (
	"context"
	"fmt"
	"runtime"
	"runtime/debug"
)

func versionCommand() command {
	return command{
		name:  "version",
		about: "print the version of specho and of Go",
		text:  "version prints one line: the version of specho, the version of Go that built it, and\nthe system.",
		run: func(a *app, _ context.Context, o *options) error {
			if len(o.args) > 0 {
				return &usageError{fmt.Sprintf("version takes no arguments, found %q", o.args[0]), ""}
			}
			fmt.Fprintln(a.stdout, versionLine())
			return nil
		},
	}
}

// versionLine names this build.
func versionLine() string {
	version := "(unknown)"
	if info, ok := debug.ReadBuildInfo(); ok && info.Main.Version != "" {
		version = info.Main.Version
	}
	return fmt.Sprintf("specho %s %s %s/%s", version, runtime.Version(), runtime.GOOS, runtime.GOARCH)
}
