package config

import (
	"fmt"
	"path"
	"path/filepath"
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/specho/specho/generator/diag"
)

// packages reads the mapping of files to packages.
func (p *parser) packages(k, v *yaml.Node, s *Settings) {
	if v.Kind != yaml.MappingNode || len(v.Content) == 0 {
		p.fail(v, "config-type", "packages is %s, want files with the folders of their packages", describe(v))
		return
	}
	seen := map[string]bool{}
	for i := 0; i+1 < len(v.Content); i += 2 {
		files, to := v.Content[i], v.Content[i+1]
		if files.Kind != yaml.ScalarNode || files.Value == "" || seen[files.Value] {
			p.fail(files, "config-key", "want a file or a pattern that has no entry yet, found %s", describe(files))
			continue
		}
		seen[files.Value] = true
		e := PackageEntry{Pos: p.pos(files)}
		if _, err := path.Match(files.Value, ""); err != nil {
			p.fail(files, "config-value", "%q is no pattern: %v", files.Value, err)
			continue
		}
		e.Files = filepath.ToSlash(filepath.Clean(p.path(files.Value)))
		if strings.HasSuffix(files.Value, "/") {
			e.Files += "/"
		}
		if p.packageOf(to, &e) {
			s.Packages = append(s.Packages, e)
		}
	}
	if s.set == nil {
		s.set = map[string]diag.Pos{}
	}
	s.set[k.Value] = p.pos(v)
}

// packageOf reads the folder of a package, or path and package.
func (p *parser) packageOf(n *yaml.Node, e *PackageEntry) bool {
	text := func(n *yaml.Node, what string) string {
		if n.Kind != yaml.ScalarNode || n.Tag != "!!str" || n.Value == "" {
			p.fail(n, "config-type", "%s is %s, want a text", what, describe(n))
			return ""
		}
		return n.Value
	}
	if n.Kind != yaml.MappingNode {
		e.Words = text(n, "the folder of the package")
		e.Path = p.path(e.Words)
		return e.Path != ""
	}
	for i := 0; i+1 < len(n.Content); i += 2 {
		switch k, v := n.Content[i], n.Content[i+1]; k.Value {
		case "path":
			e.Words = text(v, "path")
			e.Path = p.path(e.Words)
		case "package":
			e.Name = text(v, "package")
		default:
			p.fail(k, "config-key", "unknown key %q: an entry of packages has path and package", k.Value)
			return false
		}
	}
	if e.Path == "" {
		p.fail(n, "config-key", "the entry has no path, the folder of the package")
	}
	return e.Path != ""
}

// models works out the packages that hold types alone.
func (d *document) models(mod string) {
	entries := d.s.Packages
	if d.s.Models != "" {
		entries = append(entries[:len(entries):len(entries)], PackageEntry{Files: "**", Path: d.s.Models, Words: filepath.ToSlash(d.s.Models), Pos: d.s.at("models", d.whole)})
	}
	if len(entries) > 0 {
		d.job.Base = filepath.ToSlash(d.base)
	}
	names := map[string]TypePackage{} // by folder
	for i, e := range entries {
		p := TypePackage{Files: d.pattern(e.Files), Folder: e.Words, Pos: e.Pos, Any: i >= len(d.s.Packages)}
		if p.Any {
			p.Files = "**"
		}
		var l diag.List
		own := document{s: d.s, whole: e.Pos, problems: &l}
		other, ok := own.importPath("packages", e.Path, &p.Path)
		for _, problem := range l.Sorted() {
			problem.Pos = e.Pos
			d.problems.Add(problem)
		}
		switch {
		case !ok:
			continue
		case other != mod:
			d.failAt(e.Pos, "", "package %s would be in the module %s, the output %s in %s", e.Path, other, d.s.Output, mod)
			continue
		}
		p.Dir = d.folder(e)
		p.Name = d.nameOf(e, p)
		if first, twice := names[p.Dir]; twice && first.Name != p.Name && e.Name != "" {
			d.failAt(e.Pos, "", "package %s is named %s at %s", e.Path, first.Name, first.Pos)
		} else if twice {
			p.Name = first.Name
		}
		names[p.Dir] = p
		d.job.Packages = append(d.job.Packages, p)
	}
}

// apart refuses a package of types in a folder of another document.
func (d *document) apart(e *document) {
	for _, p := range d.job.Packages {
		folder := filepath.Join(d.s.Output, filepath.FromSlash(p.Dir))
		if p.Dir != "" && same(folder, e.s.Output) {
			d.failAt(p.Pos, "choose a folder of its own", "package %s would be in the output of another document (%s)", folder, e.s.at("output", e.whole))
		}
		for _, q := range e.job.Packages {
			if p.Dir != "" && p.Pos.Compare(q.Pos) >= 0 && same(folder, filepath.Join(e.s.Output, filepath.FromSlash(q.Dir))) {
				d.failAt(p.Pos, "choose a folder of its own", "package %s is one of another document too (%s)", folder, q.Pos)
			}
		}
	}
}

// nameOf is the name of a package of types.
func (d *document) nameOf(e PackageEntry, p TypePackage) string {
	if p.Dir == "" {
		return d.job.Package
	}
	if e.Name == "" {
		return derivePackage(p.Path)
	}
	if why := badPackage(e.Name); why != "" {
		d.failAt(e.Pos, "", "%s", why)
	}
	return e.Name
}

// folder is the slash path from the output to a package, "" for the output itself.
func (d *document) folder(e PackageEntry) string {
	rel, err := filepath.Rel(absolute(d.s.Output), absolute(e.Path))
	if err != nil {
		d.failAt(e.Pos, "", "finding %s from %s: %s", e.Path, d.s.Output, err)
		return ""
	}
	switch {
	case rel == ".":
		return ""
	case d.s.Client && filepath.ToSlash(rel) == "client":
		d.failAt(e.Pos, "choose a folder of its own", "the client and a package of types would share %s", e.Path)
	case d.s.Runtime == Copy && inside(d.s.RuntimeDir, e.Path):
		d.failAt(e.Pos, "choose a folder of its own", "the runtime and a package of types would share %s", e.Path)
	}
	return filepath.ToSlash(rel)
}

// inside reports whether a folder is another one, or below it.
func inside(base, dir string) bool {
	rel, err := filepath.Rel(absolute(base), absolute(dir))
	return err == nil && filepath.IsLocal(rel)
}

// pattern is a pattern in the words in which the document names its files: from the
// working folder or from the root of the disk, as the document itself.
func (d *document) pattern(files string) string {
	switch fromDisk := filepath.IsAbs(d.s.Document); {
	case fromDisk == filepath.IsAbs(filepath.FromSlash(files)):
		return files
	case fromDisk:
		return filepath.ToSlash(absolute(filepath.FromSlash(files)))
	}
	rel, err := filepath.Rel(absolute("."), filepath.FromSlash(files))
	if err != nil {
		return files
	}
	return filepath.ToSlash(rel)
}

func (d *document) failAt(pos diag.Pos, hint, format string, args ...any) {
	d.problems.Add(diag.Diagnostic{Severity: diag.Error, Pos: pos, Rule: "config-value", Message: fmt.Sprintf(format, args...), Hint: hint})
}
