package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path"
	"strconv"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"github.com/specho/specho/generator"
	"github.com/specho/specho/generator/diag"
	"github.com/specho/specho/generator/output"
)

// TestMain gives scripts two programs: specho, and stubbed, which is specho with a
// stub for the generator. Scripts about the command line use stubbed: what they
// expect then does not change with the generated code.
func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){
		"specho": main,
		"stubbed": func() {
			a := &app{stdin: os.Stdin, stdout: os.Stdout, stderr: os.Stderr, generate: stub}
			os.Exit(a.run(context.Background(), os.Args[1:]))
		},
	})
}

// TestScripts runs what a user types. UPDATE=1 rewrites what the scripts expect.
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:                 "testdata/script",
		UpdateScripts:       os.Getenv("UPDATE") != "",
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		Setup:               goCommandWorks,
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"exits":  exits,
			"differ": differ,
		},
		Condition: func(cond string) (bool, error) {
			if cond == "root" {
				return os.Geteuid() == 0, nil
			}
			return false, fmt.Errorf("unknown condition %q", cond)
		},
	})
}

// goCommandWorks gives scripts the caches of the go command: they have a home
// folder of their own, and no network.
func goCommandWorks(env *testscript.Env) error {
	for _, name := range []string{"GOCACHE", "GOMODCACHE"} {
		value, err := exec.Command("go", "env", name).Output()
		if err != nil {
			return fmt.Errorf("go env %s: %w", name, err)
		}
		env.Setenv(name, strings.TrimSpace(string(value)))
	}
	env.Setenv("GOPROXY", "off")
	env.Setenv("GOFLAGS", "")
	return nil
}

// exits runs a command that must end with a code: exits 2 specho generate.
func exits(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: exits code program [argument...]")
	}
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	got := 0
	if err := ts.Exec(args[1], args[2:]...); err != nil {
		var exit *exec.ExitError
		if !errors.As(err, &exit) {
			ts.Fatalf("%v", err)
		}
		got = exit.ExitCode()
	}
	if got != want {
		ts.Fatalf("exit code %d, want %d", got, want)
	}
}

// differ holds if a file has content of its own: differ a b.
func differ(ts *testscript.TestScript, neg bool, args []string) {
	if len(args) != 2 {
		ts.Fatalf("usage: differ file file")
	}
	if (ts.ReadFile(args[0]) != ts.ReadFile(args[1])) == neg {
		ts.Fatalf("%s and %s: differ is %v", args[0], args[1], neg)
	}
}

// stub is a generator for tests: every line of the document becomes a comment, the
// document is embedded. Some lines have a meaning:
//
//	error: text, warning: text, note: text   a diagnostic
//	panic: text                              a bug
//	extra: name                              a further file
func stub(_ context.Context, cfg generator.Config) (map[string][]byte, []diag.Diagnostic, error) {
	data := cfg.Source.Data
	if data == nil {
		var err error
		if data, err = fs.ReadFile(cfg.Source.FS, cfg.Source.Root); err != nil {
			return nil, nil, err
		}
	}
	var l diag.List
	api := fmt.Sprintf("%s\n\n// Package %s imports %s.\npackage %[2]s\n\n", output.Header, cfg.Package, cfg.Runtime)
	files := map[string][]byte{"document.yaml": data}
	n := 0
	for line := range bytes.Lines(data) {
		n++
		key, text, _ := strings.Cut(strings.TrimSpace(string(line)), ": ")
		pos := diag.Pos{File: cfg.Source.Name, Line: n, Column: 1}
		switch key {
		case "error":
			l.Add(diag.Diagnostic{Severity: diag.Error, Pos: pos, Pointer: "#/error", Rule: "stub-error", Message: text, Hint: "remove it"})
		case "warning":
			l.Warnf(pos, "#/warning", "stub-warning", "%s", text)
		case "note":
			l.Notef(pos, "#/note", "stub-note", "%s", text)
		case "panic":
			panic(text)
		case "extra":
			files[text] = []byte(output.Header + "\n\npackage " + cfg.Package + "\n")
		default:
			api += "// " + key + " " + text + "\n"
		}
	}
	files["api.gen.go"] = []byte(api)
	if cfg.Client {
		files["client/client.gen.go"] = []byte(output.Header + "\n\npackage client\n")
	}
	if cfg.CopyRuntime {
		files[path.Join(cfg.RuntimeDir, "doc.go")] = []byte(output.Header + "\n\npackage rest\n")
	}
	if err := l.Err(); err != nil {
		return nil, l.Sorted(), err
	}
	return files, l.Sorted(), nil
}
