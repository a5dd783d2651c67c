// Package oapi makes the typed client, and is the only importer of oapi-codegen.
//
// oapi-codegen gets a document of ours, not the user's: it has the operations of
// the model, and in every place of a schema the Go type that the server's package
// has for it (x-go-type). So it prints the client and not one type of its own, and
// what it cannot read in a document never reaches it. What it cannot express is
// left to the methods that take any body, with a note.
package oapi

import (
	"fmt"

	"github.com/specho/specho/generator/diag"
	"github.com/specho/specho/generator/model"
)

// FileName is the client's file, below the output folder. The client is a package
// of its own: its names are those of oapi-codegen, some of which are the server's.
const FileName = "client/client.gen.go"

// Client returns the source of package client for the server in importPath, the
// package that api describes. api has its names. Notes about what the client lacks
// go to l; an error is a bug of this package.
func Client(api *model.API, importPath string, l *diag.List) ([]byte, error) {
	if importPath == "" {
		return nil, fmt.Errorf("client: the import path of the output folder is not known")
	}
	c := &client{api: api, l: l, packages: packagesOf(api, importPath)}
	ops := c.operations()
	text, err := printClient(document(api, ops))
	if err != nil {
		ops = c.printable(ops)
		if text, err = printClient(document(api, ops)); err != nil {
			return nil, fmt.Errorf("client: %w", err)
		}
	}
	src, err := c.source(text, ops)
	if err != nil {
		return nil, fmt.Errorf("client: %w", err)
	}
	return src, nil
}

type client struct {
	api      *model.API
	l        *diag.List
	packages packages
}

// printable leaves out the operations that oapi-codegen refuses, each with a note.
func (c *client) printable(ops []*operation) (good []*operation) {
	for _, o := range ops {
		if _, err := printClient(document(c.api, []*operation{o})); err != nil {
			c.note(o.model, "client-operation", "the client leaves out %s %s: %v", o.model.Method, o.model.Path, err)
			continue
		}
		good = append(good, o)
	}
	return good
}

func (c *client) note(o *model.Operation, rule, format string, args ...any) {
	c.l.Notef(o.Pos, "", rule, format, args...)
}
