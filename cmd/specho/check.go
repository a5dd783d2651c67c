package main

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/specho/specho/generator/output"
)

func checkCommand() command {
	return command{
		name:  "check",
		args:  "[flags] [document]",
		about: "compare the generated code with its document",
		text: `check generates in memory and compares: it writes nothing. It exits with 1 and names
every file that is missing, stale, changed by hand or out of date with the document,
with a unified diff (on stdout) and the command that repairs it. Differences in line
endings alone are named, and fine. The arguments are those of generate.`,
		example: `
specho check
specho check openapi.yaml -o internal/api
specho check --json | jq -r .file`,
		options: checkOptions,
		run:     (*app).runCheck,
	}
}

func checkOptions(o *options) []option {
	return append(documentOptions(o),
		option{long: "diff-lines", value: "N", about: "print at most N lines of diff, 0 for all (default 200)", set: count(&o.diffLines), own: true})
}

func (a *app) runCheck(ctx context.Context, o *options) error {
	trees, err := a.build(ctx, o)
	if err != nil {
		return err
	}
	var drift []output.Drift
	err = protect("comparing the generated files", func() (err error) {
		drift, err = output.Check(ctx, trees...)
		return err
	})
	if err != nil {
		return err
	}
	if !a.json {
		style := output.Style{Colour: colours(o.color, a.stdout), Lines: o.diffLines}
		fmt.Fprint(a.stdout, output.Diffs(drift, style))
	}
	a.drift(drift)
	findings := slices.DeleteFunc(drift, func(d output.Drift) bool { return !d.Finding() })
	if len(findings) == 0 {
		return nil
	}
	if !a.json && slices.ContainsFunc(findings, func(d output.Drift) bool { return !d.ByHandOnly() }) {
		fmt.Fprintf(a.stderr, "run: %s\n", repair(o))
	}
	return errFindings
}

// repair is the command that makes check succeed: generate with the same arguments.
func repair(o *options) string {
	words := []string{"specho", "generate"}
	for _, arg := range o.args {
		words = append(words, quote(arg))
	}
	return strings.Join(append(words, o.given...), " ")
}
