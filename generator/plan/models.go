package plan

import (
	"strings"
)

// models lays out a package of types. Its documentation has a file of its own, so
// that no other change of what there is moves it.
func (p *planner) models(checks string) {
	title := strings.Join(strings.Fields(p.api.Title+" "+p.api.Version), " ")
	p.add("doc.gen.go", "file/doc").Doc = "Package " + p.pkg.Name + " holds types of " + title + "."
	p.schemas()
	p.aliases()
	p.checks(checks)
	p.formats()
}

// formats adds what codes the formats of the user's, if there are such.
func (p *planner) formats() {
	if len(p.pkg.Formats) > 0 {
		p.add("formats.gen.go", "file/formats")
	}
}

// aliases adds the names of types that are declared elsewhere, if there are any.
func (p *planner) aliases() {
	if len(p.pkg.Aliases) > 0 {
		p.add("aliases.gen.go", "file/aliases")
	}
}

// checks adds the table of schemas, if there is one.
func (p *planner) checks(text string) {
	if len(p.pkg.Checks) > 0 {
		p.add("checks.gen.go", "file/checks").Text = text
	}
}
