// Package generator turns an OpenAPI document into the source of a typed server.
package generator

import (
	"context"
	"errors"

	"github.com/specho/specho/generator/build"
	"github.com/specho/specho/generator/check"
	"github.com/specho/specho/generator/diag"
	"github.com/specho/specho/generator/formats"
	"github.com/specho/specho/generator/load"
	"github.com/specho/specho/generator/model"
	"github.com/specho/specho/generator/naming"
	"github.com/specho/specho/generator/normalise"
	"github.com/specho/specho/generator/packages"
	"github.com/specho/specho/generator/plan"
	"github.com/specho/specho/generator/render"
	"github.com/specho/specho/generator/spec"
)

// Config is one document and what to make of it.
type Config struct {
	Source      load.Source
	Package     string // Go package name of the output
	ImportPath  string // import path of the output folder
	Runtime     string // import path of package rest
	CopyRuntime bool   // put a copy of the runtime into the result under RuntimeDir
	RuntimeDir  string // slash path relative to the output folder, "rest"
	Client      bool   // typed client in client/, by oapi-codegen
	Strict      bool   // warnings are errors
	Exact       bool   // schemas without a type take every type: JSON Schema to the letter

	Reachable       bool             // codecs only in the directions in which operations use a type
	LiteralIntegers bool             // 1.0 and 1e2 are no integers
	WarnUnenforced  bool             // what cannot be checked is a warning, not an error
	Formats         []formats.Format // what the user says of formats

	Packages []packages.Entry // types in packages of their own
	Cycles   string           // packages.Refuse (where empty), Split or Merge
	Base     string           // folder that paths of the configuration start from, for hints
}

// Generate returns the generated files by slash path relative to the output
// folder. It writes nothing and keeps no state: the same document and Config
// always give the same bytes. Problems of the document come as diagnostics, those
// that stop generation as a *diag.Errors too. A Client excludes Reachable.
func Generate(ctx context.Context, cfg Config) (files map[string][]byte, diags []diag.Diagnostic, err error) {
	var l diag.List
	files, err = generate(ctx, cfg, &l)
	return files, l.Sorted(), err
}

func generate(ctx context.Context, cfg Config, l *diag.List) (map[string][]byte, error) {
	if cfg.Client && cfg.Reachable {
		return nil, errors.New("a client reads what the server writes: it needs the codecs of both directions")
	}
	api, doc, err := decide(ctx, cfg, l)
	if err != nil {
		return nil, err
	}
	tables := tables(api, l)
	if err := stop(ctx, cfg, l); err != nil {
		return nil, err
	}
	files, err := render.Files(ctx, plan.Files(api, tables)) // lay out, print
	if err != nil {
		return nil, err
	}
	if err := client(files, cfg, api, l); err != nil { // for those who call
		return nil, err
	}
	if err := stop(ctx, cfg, l); err != nil {
		return nil, err
	}
	return files, attach(files, cfg, doc)
}

// tables prints the schemas that packages check on JSON text.
func tables(api *model.API, l *diag.List) map[*model.Package]string {
	all := map[*model.Package]string{}
	for _, p := range api.AllPackages() {
		text, err := check.Text(p.CheckTable())
		if err != nil {
			at := spec.Node{Pos: diag.Pos{File: api.File}, Pointer: "#"}
			if refused, ok := errors.AsType[*check.Refused](err); ok && refused.Schema != nil {
				at = refused.Schema.Node
			}
			l.Errorf(at.Pos, at.Pointer, "schema-check", "the schema cannot be checked on JSON text: %v", err)
		}
		all[p] = text
	}
	return all
}

// decide goes from the document to the model with all its names: what everything
// that is printed starts from.
func decide(ctx context.Context, cfg Config, l *diag.List) (*model.API, *spec.Document, error) {
	tree, err := load.Document(ctx, cfg.Source, l) // parse, resolve, position
	if err != nil {
		return nil, nil, err
	}
	doc := normalise.With(ctx, tree, normalise.Options{Exact: cfg.Exact, Literal: cfg.LiteralIntegers, Warn: cfg.WarnUnenforced, Formats: readAs(cfg.Formats), Own: coded(cfg.Formats)}, l) // one form for every version
	if err := stop(ctx, cfg, l); err != nil {
		return nil, nil, err
	}
	api := build.API(doc, build.Options{Package: cfg.Package, Path: cfg.ImportPath, Runtime: cfg.Runtime, Reachable: cfg.Reachable, Formats: byName(cfg.Formats), Document: documentName(doc.Files[0].Data)}, l) // decide
	if err := stop(ctx, cfg, l); err != nil {
		return nil, nil, err
	}
	packages.Assign(api, packages.Options{Entries: cfg.Packages, Cycles: cfg.Cycles, Base: cfg.Base, Files: fileNames(doc)}, l) // place
	if err := stop(ctx, cfg, l); err != nil {
		return nil, nil, err
	}
	naming.Assign(api, l) // name
	packages.Share(api)
	return api, doc, nil
}

// fileNames are the files of the document, as positions name them.
func fileNames(doc *spec.Document) (names []string) {
	for _, f := range doc.Files {
		names = append(names, f.Name)
	}
	return names
}

// stop ends the pipeline where a stage found errors, or warnings if they are to
// be errors.
func stop(ctx context.Context, cfg Config, l *diag.List) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	if cfg.Strict {
		return l.StrictErr()
	}
	return l.Err()
}

// readAs are the formats that are read as others.
func readAs(list []formats.Format) map[string]string {
	as := map[string]string{}
	for _, f := range list {
		if f.As != "" {
			as[f.Name] = f.As
		}
	}
	return as
}

// coded are the formats that have a coding of the user's.
func coded(list []formats.Format) (names []string) {
	for _, f := range list {
		if f.As == "" {
			names = append(names, f.Name)
		}
	}
	return names
}

func byName(list []formats.Format) map[string]formats.Format {
	all := map[string]formats.Format{}
	for _, f := range list {
		all[f.Name] = f
	}
	return all
}
