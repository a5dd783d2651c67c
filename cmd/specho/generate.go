package main

import (
	"context"
	"fmt"

	"github.com/specho/specho/generator/output"
)

func generateCommand() command {
	return command{
		name:  "generate",
		args:  "[flags] [document]",
		about: "write the server for a document",
		text: `generate reads an OpenAPI document (3.0, 3.1, 3.2, Swagger 2.0; YAML or JSON; "-" is the
standard input) and writes a Go package. Without arguments it follows specho.yaml.

All files are written, or none. Files that need no change are not touched, those
that are no longer generated are deleted. Only files that carry the header of specho
are replaced or deleted: your own files beside them are safe.`,
		example: `
specho generate openapi.yaml -o internal/api
specho generate --client --strict
curl -s https://example.com/openapi.json | specho generate - -o internal/example

In a Go file beside specho.yaml:
//go:generate go tool specho generate`,
		options: documentOptions,
		run:     (*app).runGenerate,
	}
}

func (a *app) runGenerate(ctx context.Context, o *options) error {
	trees, err := a.build(ctx, o)
	if err != nil {
		return err
	}
	var res output.Result
	err = protect("writing the generated files", func() (err error) {
		res, err = output.Write(ctx, trees...)
		return err
	})
	if err != nil {
		return err
	}
	a.wrote(res, o.verbose)
	return nil
}

// wrote tells what happened to files that the user might look for.
func (a *app) wrote(res output.Result, verbose bool) {
	for _, name := range res.Kept {
		if a.json {
			a.printJSON(finding{Severity: "warning", File: name, Rule: "file-kept", Message: "no longer generated, kept because the header was removed"})
			continue
		}
		fmt.Fprintf(a.stderr, "%s: no longer generated, kept because the header was removed: it is yours now\n", name)
	}
	if !verbose || a.json {
		return
	}
	for _, name := range res.Written {
		fmt.Fprintf(a.stderr, "wrote %s\n", name)
	}
	for _, name := range res.Deleted {
		fmt.Fprintf(a.stderr, "deleted %s\n", name)
	}
}
