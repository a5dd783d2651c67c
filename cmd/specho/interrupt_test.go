package main

import (
	"bytes"
	"context"
	"errors"
	"io"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/specho/specho/generator"
	"github.com/specho/specho/generator/diag"
	"github.com/specho/specho/generator/output"
)

// inProject changes to a folder with a module and a document.
func inProject(t *testing.T) {
	t.Helper()
	t.Chdir(t.TempDir())
	for name, text := range map[string]string{"go.mod": "module example.com/shop\n", "openapi.yaml": "title: Shop\n"} {
		if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
}

type generateFunc = func(context.Context, generator.Config) (map[string][]byte, []diag.Diagnostic, error)

func TestInterruptLeavesAllOld(t *testing.T) {
	interrupt := errors.New("interrupt")
	done := map[string][]byte{"api.go": []byte(output.Header + "\n\npackage generated\n")}
	tests := map[string]func(cancel func()) generateFunc{
		"a generator that does not listen": func(cancel func()) generateFunc {
			return func(context.Context, generator.Config) (map[string][]byte, []diag.Diagnostic, error) {
				cancel()
				select {} // for ever
			}
		},
		"a generator that gives up": func(cancel func()) generateFunc {
			return func(ctx context.Context, _ generator.Config) (map[string][]byte, []diag.Diagnostic, error) {
				cancel()
				return nil, nil, ctx.Err()
			}
		},
		"after generating": func(cancel func()) generateFunc {
			return func(context.Context, generator.Config) (map[string][]byte, []diag.Diagnostic, error) {
				cancel()
				return done, nil, nil
			}
		},
	}
	for about, generate := range tests {
		t.Run(about, func(t *testing.T) {
			inProject(t)
			ctx, cancel := context.WithCancelCause(t.Context())
			var out, errOut bytes.Buffer
			a := &app{stdout: &out, stderr: &errOut, generate: generate(func() { cancel(interrupt) })}
			if code := a.run(ctx, []string{"generate"}); code != exitCannot {
				t.Errorf("exit code %d, want %d", code, exitCannot)
			}
			if want := "specho: interrupted, nothing was written\n"; errOut.String() != want {
				t.Errorf("stderr %q, want %q", errOut.String(), want)
			}
			if isThere("generated") {
				t.Error("the output folder is there")
			}
		})
	}
}

func TestInterruptWhileReadingStdin(t *testing.T) {
	inProject(t)
	ctx, cancel := context.WithCancelCause(t.Context())
	r, _ := io.Pipe() // never written to
	var errOut bytes.Buffer
	a := &app{stdin: r, stdout: io.Discard, stderr: &errOut, generate: stub}
	cancel(errors.New("interrupt"))
	if code := a.run(ctx, []string{"generate", "-"}); code != exitCannot || errOut.String() != "specho: interrupted, nothing was written\n" {
		t.Errorf("exit code %d, stderr %q", code, errOut.String())
	}
}

func TestTooMuchOnStdin(t *testing.T) {
	_, err := readAll(t.Context(), bytes.NewReader(make([]byte, 11)), 10)
	if err == nil {
		t.Error("more than the limit was read")
	}
}

func TestQuote(t *testing.T) {
	for arg, want := range map[string]string{"a/b-c.yaml": "a/b-c.yaml", "": "''", "my api": "'my api'", "it's": `'it'\''s'`, "$(x)": "'$(x)'", "-": "-"} {
		if got := quote(arg); got != want {
			t.Errorf("quote(%q) = %s, want %s", arg, got, want)
		}
	}
}

func TestColours(t *testing.T) {
	if !colours("always", io.Discard) || colours("never", io.Discard) || colours("auto", io.Discard) {
		t.Error("--color is not obeyed")
	}
	for _, colour := range []bool{false, true} {
		var out strings.Builder
		a := &app{stderr: &out, colour: colour}
		a.diagnostic(diag.Diagnostic{Severity: diag.Warning, Pos: diag.Pos{File: "a.yaml", Line: 1, Column: 2}, Rule: "rule", Message: "what", Hint: "do"})
		want := "a.yaml:1:2: warning: what (rule)\n\thint: do\n"
		if plain := regexp.MustCompile("\x1b\\[[0-9;]*m").ReplaceAllString(out.String(), ""); plain != want || (plain == out.String()) == colour {
			t.Errorf("colours %v: %q", colour, out.String())
		}
	}
}
