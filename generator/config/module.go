package config

import (
	"golang.org/x/mod/module"
	"golang.org/x/mod/semver"

	"github.com/specho/specho/generator/diag"
)

// Package returns the import path of a folder, which need not exist yet, and the
// name that a package in it gets. The error says that it is in no module, or
// cannot be imported.
func Package(dir string) (name, importPath string, err error) {
	var l diag.List
	d := document{problems: &l}
	if _, ok := d.importPath("", dir, &importPath); !ok {
		return "", "", plain(l.Err())
	}
	return derivePackage(importPath), importPath, nil
}

// Module returns the path and the root folder of the module that a folder is in;
// found is false if it is in none.
func Module(dir string) (path, root string, found bool) {
	path, root, err := findModule(dir)
	return path, root, err == nil
}

// Released reports whether a version of a module is one that a registry has: no
// development version, and none that was made from a commit.
func Released(version string) bool {
	return semver.IsValid(version) && semver.Build(version) == "" && !module.IsPseudoVersion(version) && version != "v0.0.0"
}

// ValidModule says what is wrong with the path of a module.
func ValidModule(path string) error { return module.CheckImportPath(path) }
