// Package build turns a normalised document into the model: every decision about
// Go types, codings and branches is taken here, and every refusal happens here.
package build

import (
	"net/url"
	"strings"

	"github.com/specho/specho/generator/diag"
	"github.com/specho/specho/generator/formats"
	"github.com/specho/specho/generator/model"
	"github.com/specho/specho/generator/spec"
)

// Options are the choices of the user that shape the model.
type Options struct {
	Package  string                    // Go package name
	Path     string                    // its import path
	Runtime  string                    // import path of package rest
	Formats  map[string]formats.Format // what the user says of formats, by name
	Document string                    // file name of the embedded document

	Reachable bool // codecs only in the directions in which operations use a type
}

// API builds the model of doc. Problems are reported to l; the result is of use
// only if l has no errors.
func API(doc *spec.Document, o Options, l *diag.List) *model.API {
	b := &builder{
		doc: doc, options: o, l: l,
		types:  map[typeKey]*model.Type{},
		values: map[typeKey]*model.Value{},
		roots:  map[*spec.Schema]*model.Site{},
		homes:  map[*spec.Schema]*model.Site{},
		shared: map[*spec.Response]*model.Branch{},
		fills:  map[*model.Type]*model.Fill{},

		busy: map[typeKey]bool{}, open: map[typeKey]*model.Site{}, operationOf: map[*spec.Operation]*model.Operation{}, noted: map[string]bool{},
	}
	b.api = &model.API{
		Main: &model.Package{Name: o.Package, Path: o.Path}, Runtime: o.Runtime,
		Title: doc.Info.Title, Version: doc.Info.Version, Description: doc.Info.Description,
		BasePath: basePath(doc.Servers), Document: o.Document, File: doc.Pos.File, OneWay: o.Reachable,
	}
	b.split = splitSchemas(doc)
	b.sends = len(sentOperations(doc)) > 0
	b.components()
	b.schemes()
	b.tasks()
	b.sharedBranches()
	m := b.mark()
	b.operations()
	b.hooks()
	b.inOrder(m)
	b.commonError()
	b.directions()
	b.literals()
	b.sortRules()
	b.secrets()
	return b.api
}

type builder struct {
	doc     *spec.Document
	options Options
	l       *diag.List
	api     *model.API

	types  map[typeKey]*model.Type
	values map[typeKey]*model.Value
	busy   map[typeKey]bool        // aliases under construction: they cannot contain themselves
	open   map[typeKey]*model.Site // lists and maps without a name that are under construction
	roots  map[*spec.Schema]*model.Site
	homes  map[*spec.Schema]*model.Site // of schemas inside of roots
	shared map[*spec.Response]*model.Branch
	taskOf map[*spec.Task]*model.Task
	fills  map[*model.Type]*model.Fill

	operationOf map[*spec.Operation]*model.Operation
	sent        bool                   // webhooks and callbacks are being built
	sends       bool                   // there are such
	noted       map[string]bool        // media types that were told to be bytes
	rules       map[string]*model.Rule // those that a few words say

	split map[*spec.Schema]bool // differ between request and response
}

// typeKey identifies the Go type of a schema: one for both directions unless
// readOnly or writeOnly properties tell them apart.
type typeKey struct {
	schema *spec.Schema
	input  bool
}

// Direction tells whether a value travels in a request or in a response.
type direction uint8

const (
	request direction = iota
	response
)

func (b *builder) key(s *spec.Schema, d direction) typeKey {
	return typeKey{schema: s, input: d == request && b.split[s]}
}

// components builds every schema of components/schemas: users name them, even
// where no operation does yet.
func (b *builder) components() {
	for _, s := range b.doc.Schemas {
		b.roots[s] = &model.Site{Word: s.Name, Schema: true, Pos: s.Pos}
	}
	for _, s := range b.doc.Schemas {
		b.settle(s, b.roots[s])
	}
	for _, s := range b.doc.Schemas {
		b.component(s, response)
		if b.split[s.Target()] {
			b.component(s, request)
		}
	}
}

// component builds a component, which is a declared type even where it is only
// another name for one.
func (b *builder) component(s *spec.Schema, d direction) {
	v := b.value(s, d, b.roots[s])
	if v.Type != nil && v.Type.Component && v.Type.Pointer == s.Pointer {
		return
	}
	b.alias(s, v, b.roots[s], d)
}

// alias declares `type Name = v's type` for a component that has no type of its own.
func (b *builder) alias(s *spec.Schema, v *model.Value, site *model.Site, d direction) *model.Type {
	k := b.key(s, d)
	if t := b.types[k]; t != nil {
		return t
	}
	if k.input {
		site = &model.Site{Word: s.Name + "Input", Schema: true, Pos: s.Pos}
	}
	t := b.declare(k, &model.Type{Kind: model.Alias, Value: v}, s, site)
	t.Component = true
	return t
}

// declare registers a type for output.
func (b *builder) declare(k typeKey, t *model.Type, s *spec.Schema, site *model.Site) *model.Type {
	t.Site, t.Pos, t.Pointer = site, s.Pos, s.Pointer
	t.Title, t.Description, t.Deprecated = s.Title, s.Description, s.Deprecated
	t.Component = s.Name != ""
	b.types[k] = t
	b.api.Types = append(b.api.Types, t)
	return t
}

// basePath is the path of the first server.
func basePath(servers []spec.Server) string {
	if len(servers) == 0 {
		return ""
	}
	text := servers[0].URL
	if _, after, found := strings.Cut(text, "://"); found { // a host may hold variables, which no URL has
		_, text, _ = strings.Cut(after, "/")
		text = "/" + text
	}
	u, err := url.Parse(text)
	if err != nil {
		return ""
	}
	return strings.TrimRight(u.Path, "/")
}
