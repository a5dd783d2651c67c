package model

import "github.com/specho/specho/generator/spec"

// Package is a Go package of the output: the main one, with handlers and server, or
// one that holds types alone.
type Package struct {
	Name string // common
	Path string // import path
	Dir  string // slash path of its folder from that of the main package; "" for the main one

	// What the package declares, each in the order of the document. Rules, helpers
	// and checks are not exported: a package has those that it uses.
	Types   []*Type
	Helpers []*Helper
	Rules   []*Rule
	Checks  []*Check
	Formats []*Format
	Aliases []*TypeAlias

	// Shared holds types of this package that are declared there, since packages
	// would import each other in a circle else; nil if there are none.
	Shared *Package

	Go PackageNames
}

// PackageNames are the Go names of a Package.
type PackageNames struct {
	Import string // what generated files call it
}

// TypeAlias is a type that the document has in one package and the output in
// another: the former keeps its names for it.
type TypeAlias struct {
	Type    *Type
	Package *Package // that keeps the names
	Members []AliasMember

	Go TypeNames
}

// AliasMember is the name of a wrapper of a union, or of a value of an enum.
type AliasMember struct {
	Variant *Variant
	Value   *EnumValue
	Name    string
}

// CheckTable lists the schemas that the package checks on JSON text, by their
// entries.
func (p *Package) CheckTable() map[string]*spec.Schema {
	t := make(map[string]*spec.Schema, len(p.Checks))
	for _, c := range p.Checks {
		t[c.Go.Entry] = c.Schema
	}
	return t
}

// AllPackages lists the packages of the output, the main one first.
func (a *API) AllPackages() []*Package {
	return append([]*Package{a.Main}, a.Models...)
}
